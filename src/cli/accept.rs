//! `accept`: a finding is accepted, or all of one code, with a reason.

use super::{Outcome, terminal::Terminal};
use crate::app::decide::{Accepted, accept};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct AcceptArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "MA", help = "cli.arg-finding")]
    finding: String,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: String,
}

pub(super) fn run(args: &AcceptArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let accepted = accept(&mut session, &args.finding, &args.reason)?;
    let reason = &args.reason;
    let line = match accepted {
        Accepted::One(id) => msg!("cli.accepted", id = id, reason = reason),
        Accepted::Alike(count) => msg!(
            "cli.accepted-alike",
            count = count,
            id = args.finding,
            reason = reason
        ),
    };
    terminal.say(&line.say(terminal.lang));
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
