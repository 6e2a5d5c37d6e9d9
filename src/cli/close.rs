//! `close`: the figures are closed; what comes later waits for a decision.

use super::{Outcome, terminal::Terminal};
use crate::app::close::close;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct CloseArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(
        long,
        value_name = "LY-DO",
        default_value = "",
        hide_default_value = true,
        help = "cli.arg-reason"
    )]
    reason: String,
}

pub(super) fn run(args: &CloseArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let (have, due) = close(&mut session, &args.reason)?;
    let line = msg!("close.done", have = have, due = due);
    terminal.say(&line.say(terminal.lang));
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
