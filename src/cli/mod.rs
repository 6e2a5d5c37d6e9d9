//! The command line.
/// Runs the program.
pub fn main(mut arguments: std::env::ArgsOs) -> std::process::ExitCode {
    if arguments
        .nth(1)
        .is_some_and(|a| a == crate::workbook::read::SUBCOMMAND)
    {
        let served =
            crate::workbook::read::serve(std::io::stdin().lock(), std::io::stdout().lock());
        return std::process::ExitCode::from(if served.is_ok() { 0 } else { 3 });
    }
    std::process::ExitCode::SUCCESS
}
