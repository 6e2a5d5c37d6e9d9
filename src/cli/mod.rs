//! The command line: arguments in, library calls, words out. No decision is made here.

mod args;
mod arrivals;
mod explain;
mod kit;
mod lint;
mod print;
mod report;
mod run;
mod start;
mod steps;
mod terminal;

use crate::app::Stop;
use crate::app::env::{self, Clock, Env};
use crate::report::letter::Purpose;
use crate::words::{Lang, text};
use args::{Args, Command};
use clap::FromArgMatches;
use std::ffi::OsString;
use std::process::ExitCode;
use terminal::Terminal;

/// What a command came to (DESIGN of exit codes: ARCHITECTURE.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// 0: done, nothing is waiting for people.
    Done,
    /// 1: done, but findings or missing units need people.
    NeedsPeople,
}

/// Runs the program.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments
        .get(1)
        .is_some_and(|argument| env::is_reader(argument))
    {
        let served = env::serve_reader();
        return ExitCode::from(if served.is_ok() { 0 } else { 3 });
    }
    let lang = args::language(&arguments);
    if arguments.len() < 2 {
        start::page(&mut Terminal::new(lang, false));
        return ExitCode::SUCCESS;
    }
    let parsed = args::command(lang)
        .try_get_matches_from(&arguments)
        .and_then(|matches| Args::from_arg_matches(&matches));
    let args = match parsed {
        Ok(args) => args,
        Err(error) => return args::explain_error(&error, lang),
    };
    let mut terminal = Terminal::new(lang, args.quiet);
    match dispatch(&args, &mut terminal) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NeedsPeople) => ExitCode::from(1),
        Err(stop) => stopped(&stop, &mut terminal),
    }
}

fn dispatch(args: &Args, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let env = environment(args)?;
    match &args.command {
        Command::Init { dir, kit } => steps::init(dir, kit.as_deref(), terminal),
        Command::Emit { dir, common } => steps::emit(dir, *common, &env, args.json, terminal),
        Command::Ingest { dir, files } => steps::ingest(dir, files, &env, args.json, terminal),
        Command::Validate { files, campaign } => {
            steps::validate(files, campaign.as_deref(), &env, args.json, terminal)
        }
        Command::Status { dir } => steps::status(dir, &env, args.json, terminal),
        Command::Consolidate { dir } => steps::consolidate(dir, &env, terminal),
        Command::Report(asked) => report::report(asked, &env, terminal),
        Command::Editions { dir, compare } => report::editions(dir, compare, &env, terminal),
        Command::Letter { dir, remind, mend } => {
            let purpose = match (remind, mend) {
                (true, _) => Purpose::Remind,
                (_, true) => Purpose::Mend,
                _ => Purpose::Send,
            };
            report::letter(dir, purpose, &env, terminal)
        }
        Command::Lint { file, campaign } => {
            lint::lint(file, campaign.as_deref(), &env, args.json, terminal)
        }
        Command::Run { dir } => run::run(dir, &env, terminal),
        Command::Explain {
            dir,
            name,
            document: Some(file),
        } => explain::trace(dir, name, file, &env, args.json, terminal),
        Command::Explain {
            dir,
            name,
            document: None,
        } => explain::explain(dir, name, &env, args.json, terminal),
        Command::Accept {
            dir,
            finding,
            reason,
        } => steps::accept(dir, finding, reason, &env, terminal),
        Command::Without { dir, unit, reason } => steps::without(dir, unit, reason, &env, terminal),
        Command::Assign { dir, file, unit } => steps::assign(dir, file, unit, &env, terminal),
        Command::Kit { action } => kit::run(action, args.json, terminal),
    }
}

/// The time that is asked for, who works as the machine knows them, and this very program as the reader of files.
fn environment(args: &Args) -> Result<Env, Stop> {
    let actor = ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| text("cli.somebody", Lang::Vi));
    Ok(Env {
        clock: Clock::from_arguments(args.now.as_deref()).map_err(Stop::Wrong)?,
        actor,
        // A program that cannot tell its place reads plain workbooks all the same.
        reader: std::env::current_exe().unwrap_or_default(),
    })
}

fn stopped(stop: &Stop, terminal: &mut Terminal) -> ExitCode {
    let lang = terminal.lang;
    let word = text("campaign.error-word", lang);
    match stop {
        Stop::Problems(problems) => {
            for problem in problems {
                terminal.complain(&problem.show(lang));
                terminal.complain("");
            }
            let count = problems.len();
            terminal.complain(&crate::msg!("cli.problems", count = count).say(lang));
            ExitCode::from(2)
        }
        Stop::Wrong(message) => {
            terminal.complain(&format!("{word}: {}", message.say(lang)));
            ExitCode::from(2)
        }
        Stop::Fault(message) => {
            terminal.complain(&format!("{word}: {}", message.say(lang)));
            ExitCode::from(3)
        }
    }
}
