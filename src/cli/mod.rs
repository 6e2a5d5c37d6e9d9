//! The command line: a file for each command, with its arguments, one call of `app`, and what it prints.
//!
//! Knows `app` and `view` alone; no decision is made here.

mod accept;
mod action;
mod args;
mod assign;
mod brief;
mod call_list;
mod close;
mod combine;
mod command;
mod console;
mod consolidate;
mod correct;
mod desk;
mod diff;
mod editions;
mod emit;
mod enter;
mod explain;
mod export;
mod extend;
mod feedback;
mod figure;
mod findings;
mod hand_over;
mod ignore;
mod ingest;
mod init;
mod issue;
mod kit;
mod letter;
mod lint;
mod log;
mod merge;
mod name;
mod obstacles;
mod paths;
mod phrase;
mod reason;
mod rebuild;
mod received;
mod reject;
mod report;
mod run;
mod set;
mod settle;
mod shown;
mod signed;
mod start;
mod status;
mod table;
mod take_over;
mod terminal;
mod trace;
mod undo;
mod use_return;
mod validate;
mod waive;
mod without;

use crate::app::Stop;
use crate::app::actor::Actor;
use crate::app::env::{self, Clock, Env};
use crate::words::{Lang, Message, official, text};
use args::Args;
use clap::FromArgMatches;
use start::Start;
use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};
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

impl Outcome {
    fn of(needs_people: bool) -> Self {
        if needs_people {
            Self::NeedsPeople
        } else {
            Self::Done
        }
    }
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
    if arguments.len() < 2 {
        return without_arguments(&mut Terminal::new(Lang::Vi));
    }
    let code = run(&arguments);
    if arguments[1] == "desk" && console::is_own() {
        return start::stay_on_failure(code, &mut Terminal::new(Lang::Vi));
    }
    code
}

fn without_arguments(terminal: &mut Terminal) -> ExitCode {
    match Start::now() {
        Start::Page => start::page(terminal),
        Start::Desk(arguments) => return start::stay_on_failure(run(&arguments), terminal),
    }
    ExitCode::SUCCESS
}

fn run(arguments: &[OsString]) -> ExitCode {
    let lang = args::language(arguments);
    let parsed = args::command(lang)
        .try_get_matches_from(arguments)
        .and_then(|matches| Args::from_arg_matches(&matches));
    let args = match parsed {
        Ok(args) => args,
        Err(error) => return args::explain_error(&error, lang),
    };
    let mut terminal = Terminal::with(lang, args.json, args.quiet);
    terminal.all = args.all;
    match environment(&args).and_then(|env| args.command.run(env, &mut terminal)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NeedsPeople) => ExitCode::from(1),
        Err(stop) => stopped(&stop, &mut terminal),
    }
}

/// The time that is asked for, who works as the machine knows them, and this very program as the reader of files.
fn environment(args: &Args) -> Result<Env, Stop> {
    let login = ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| official("cli.somebody"));
    let clock = Clock::from_arguments(args.now.as_deref()).map_err(Stop::Wrong)?;
    Ok(Env {
        actor: Actor::of_machine(&login, name::file(), name::ask),
        // A run at a fixed time is a rehearsal, which gives the same files each time.
        draw: if matches!(clock, Clock::Fixed(_)) {
            rehearsed
        } else {
            drawn
        },
        clock,
        // A program that cannot tell its place reads plain workbooks all the same.
        reader: std::env::current_exe().unwrap_or_default(),
    })
}

/// Random bytes: what seeds the hash maps of this process comes from the system.
fn drawn() -> [u8; 32] {
    let mut bytes = [0; 32];
    for (at, piece) in bytes.chunks_exact_mut(8).enumerate() {
        let number = RandomState::new().hash_one((at, std::process::id()));
        piece.copy_from_slice(&number.to_le_bytes());
    }
    bytes
}

/// The same bytes each time.
fn rehearsed() -> [u8; 32] {
    *b"only for rehearsals and samples."
}

fn stopped(stop: &Stop, terminal: &mut Terminal) -> ExitCode {
    let lang = terminal.lang;
    let mut complain = |message: &Message| {
        let word = text("campaign.error-word", lang);
        terminal.complain(&format!("{word}: {}", terminal.sentence(message)));
    };
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
            complain(message);
            ExitCode::from(2)
        }
        Stop::Busy(message) | Stop::Fault(message) => {
            complain(message);
            ExitCode::from(3)
        }
        Stop::Cancelled => {
            complain(&crate::msg!("flow.cancelled"));
            ExitCode::from(3)
        }
    }
}
