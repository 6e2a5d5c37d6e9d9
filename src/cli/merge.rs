//! `merge`: the figures of a unit that answered and is asked no more count in another.

use super::{Outcome, terminal::Terminal};
use crate::app::decide::merge;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct MergeArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(value_name = "VAO-DON-VI", help = "cli.arg-into")]
    into: String,
}

pub(super) fn run(args: &MergeArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let (unit, into) = merge(&mut session, &args.unit, &args.into)?;
    terminal.say_all(&session.told);
    terminal.say(&msg!("cli.merged", unit = unit.name, into = into.name).say(terminal.lang));
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
