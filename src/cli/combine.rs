//! `combine`: what a half answer fills counts with the rest of the return in force.

use super::reason::ReasonWhenClosed;
use super::received::differences;
use super::{Outcome, terminal::Terminal};
use crate::app::combine::combine;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct CombineArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(value_name = "TEP", help = "cli.arg-file")]
    file: String,
    #[command(flatten)]
    closed: ReasonWhenClosed,
}

pub(super) fn run(args: &CombineArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let done = combine(&mut session, &args.unit, &args.file, &args.closed.reason)?;
    terminal.say_all(&session.told);
    let line = msg!(
        "cli.combined",
        unit = done.unit.name,
        file = done.file,
        over = done.over,
        count = done.changes.len()
    );
    terminal.say(&line.say(terminal.lang));
    differences(&done.changes, terminal);
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
