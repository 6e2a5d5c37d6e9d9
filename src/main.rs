//! The `tonghop` program: hand the arguments to the library, leave with its exit code.

fn main() -> std::process::ExitCode {
    tonghop::cli::main(std::env::args_os())
}
