//! `without`: the report goes on without a unit, with a reason.

use super::{Outcome, terminal::Terminal};
use crate::app::decide::without;
use crate::app::lacking::lacking;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct WithoutArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: String,
}

pub(super) fn run(args: &WithoutArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let unit = without(&mut session, &args.unit, &args.reason)?;
    terminal.say_all(&session.told);
    let line = msg!("cli.without-done", unit = unit.name, reason = args.reason);
    terminal.say(&line.say(terminal.lang));
    let lacking = lacking(&mut session, &unit.code)?.into_iter();
    let impossible =
        lacking.map(|what| msg!("flow.without-impossible", unit = unit.name, what = what));
    terminal.say_some(&impossible.collect::<Vec<_>>());
    Ok(Outcome::Done)
}
