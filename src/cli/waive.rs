//! `waive`: a rule of the kit does not apply to a unit.

use super::{Outcome, terminal::Terminal};
use crate::app::waive::waive;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct WaiveArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(value_name = "QUY-TAC", help = "cli.arg-rule")]
    rule: String,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: String,
}

pub(super) fn run(args: &WaiveArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let (unit, rule, count) = waive(&mut session, &args.unit, &args.rule, &args.reason)?;
    terminal.say_all(&session.told);
    let line = msg!("flow.waived", rule = rule, unit = unit.name, count = count);
    terminal.say(&line.say(terminal.lang));
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
