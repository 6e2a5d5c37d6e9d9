//! `editions`: all editions of the report, or what differs between two of them.

use super::phrase::change;
use super::{Outcome, terminal::Terminal};
use crate::app::edition;
use crate::app::{Env, Snapshot, Stop, Workspace};
use crate::msg;
use crate::value::Moment;
use crate::words::{ToFact, text};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct EditionsArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "BAN", num_args = 2, help = "cli.arg-compare")]
    compare: Vec<i64>,
}

pub(super) fn run(args: &EditionsArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut snapshot = Workspace::open(&args.dir, env)?.snapshot()?;
    match args.compare.as_slice() {
        [before, after] => compare(&mut snapshot, *before, *after, terminal)?,
        _ => list(&mut snapshot, terminal)?,
    }
    Ok(Outcome::Done)
}

fn compare(
    snapshot: &mut Snapshot,
    before: i64,
    after: i64,
    terminal: &mut Terminal,
) -> Result<(), Stop> {
    let lang = terminal.lang;
    let all = edition::compare(snapshot, before, after)?;
    if all.is_empty() {
        terminal.result(&text("cli.editions-same", lang));
    }
    for one in all {
        let (before, after) = (one.before.as_deref(), one.after.as_deref());
        terminal.result(&change(&one.label, before, after, lang));
    }
    Ok(())
}

fn list(snapshot: &mut Snapshot, terminal: &mut Terminal) -> Result<(), Stop> {
    for one in edition::list(snapshot)? {
        let at = Moment::parse(&one.at);
        let line = msg!(
            "cli.editions-one",
            id = one.id,
            name = one.name,
            time = at.map(Moment::time).unwrap_or_default(),
            day = at.map_or_else(|| one.at.to_fact(), |at| at.day().to_fact()),
            count = one.figures
        );
        terminal.result(&line.say(terminal.lang));
    }
    Ok(())
}
