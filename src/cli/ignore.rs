//! `ignore`: a received file that is no return is passed over, with a reason.

use super::{Outcome, terminal::Terminal};
use crate::app::decide::ignore;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct IgnoreArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "TEP", help = "cli.arg-file")]
    file: String,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: String,
}

pub(super) fn run(args: &IgnoreArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    ignore(&mut session, &args.file, &args.reason)?;
    terminal.say_all(&session.told);
    let line = msg!("cli.ignored", file = args.file, reason = args.reason);
    terminal.say(&line.say(terminal.lang));
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
