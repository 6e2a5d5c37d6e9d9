//! `issue`: the report that was signed and sent is kept as it is.

use super::phrase::differences;
use super::{Outcome, terminal::Terminal};
use crate::app::issue::{IssuedReport, ToIssue, issue};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::value::{Day, Kind, Value, typed};
use std::path::PathBuf;

/// Figures that are shown before the rest is only counted.
const CHANGES_SHOWN: usize = 10;

#[derive(Debug, clap::Args)]
pub(super) struct IssueArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, value_name = "TEP", help = "issue.arg-document", value_parser = super::paths::typed())]
    document: Option<PathBuf>,
    #[arg(long, value_name = "SO", help = "issue.arg-number")]
    number: Option<String>,
    #[arg(long, value_name = "NGAY", help = "issue.arg-date")]
    date: Option<String>,
    #[arg(long, value_name = "TEP", help = "issue.arg-signed", value_parser = super::paths::typed())]
    signed: Option<PathBuf>,
}

pub(super) fn run(args: &IssueArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let day = args.date.as_deref().map(day).transpose()?;
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let issued = issue(
        &mut session,
        &ToIssue {
            document: args.document.as_deref(),
            number: args.number.as_deref(),
            day,
            signed: args.signed.as_deref(),
        },
    )?;
    let line = msg!(
        "issue.done",
        number = issued.number,
        day = issued.day,
        archived = issued.archived.display()
    );
    terminal.say(&line.say(terminal.lang));
    if let Some(signed) = &issued.signed {
        let line = msg!("issue.signed-kept", archived = signed.display());
        terminal.say(&line.say(terminal.lang));
    }
    differs(&issued, terminal);
    terminal.say_how_to_undo(&session);
    Ok(Outcome::of(!issued.figures.is_empty()))
}

/// A day as people type it.
pub(super) fn day(text: &str) -> Result<Day, Stop> {
    match typed(text, &Kind::Date, "").value {
        Some(Value::Date(day)) => Ok(day),
        _ => Err(Stop::Wrong(msg!("issue.no-day", typed = text))),
    }
}

/// What was issued, and what of it reads otherwise now.
pub(super) fn standing(issued: &IssuedReport, terminal: &mut Terminal) {
    let line = msg!("issue.stands", number = issued.number, day = issued.day);
    terminal.say(&line.say(terminal.lang));
    if let Some(altered) = &issued.altered {
        terminal.say(&altered.say(terminal.lang));
    }
    differs(issued, terminal);
}

fn differs(issued: &IssuedReport, terminal: &mut Terminal) {
    if issued.figures.is_empty() {
        return;
    }
    let count = issued.figures.len();
    terminal.say(&msg!("issue.differs", count = count).say(terminal.lang));
    for line in differences(&issued.figures, CHANGES_SHOWN, terminal.lang) {
        terminal.say(&line);
    }
    terminal.say(&terminal.sentence(&msg!("issue.correct-how")));
}
