//! `use`: of several returns of a unit the officer says which counts.

use super::reason::ReasonWhenClosed;
use super::received::differences;
use super::{Outcome, terminal::Terminal};
use crate::app::use_return::use_return;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct UseArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(value_name = "TEP", help = "cli.arg-file")]
    file: String,
    #[command(flatten)]
    closed: ReasonWhenClosed,
}

pub(super) fn run(args: &UseArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let used = use_return(&mut session, &args.unit, &args.file, &args.closed.reason)?;
    terminal.say_all(&session.told);
    let line = match &used.before {
        Some(before) => msg!(
            "cli.used",
            unit = used.unit.name,
            file = used.file,
            before = before
        ),
        None => msg!("cli.used-first", unit = used.unit.name, file = used.file),
    };
    terminal.say(&line.say(terminal.lang));
    differences(&used.changes, terminal);
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
