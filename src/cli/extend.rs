//! `extend`: a unit gets more time.

use super::{Outcome, issue, terminal::Terminal};
use crate::app::extend::extend;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct ExtendArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(value_name = "NGAY", help = "due.arg-until")]
    until: String,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: String,
}

pub(super) fn run(args: &ExtendArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let until = issue::day(&args.until)?;
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let (unit, before) = extend(&mut session, &args.unit, until, &args.reason)?;
    terminal.say_some(&session.told);
    let line = msg!("due.done", unit = unit.name, day = until, before = before);
    terminal.say(&line.say(terminal.lang));
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
