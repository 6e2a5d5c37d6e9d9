//! `reject`: the answers that a finding is about are left out, with a reason.

use super::{Outcome, terminal::Terminal};
use crate::app::enter::{LeftOut, reject};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::words::Fact;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct RejectArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "MA", help = "enter.arg-finding")]
    finding: String,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: String,
}

pub(super) fn run(args: &RejectArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let done = reject(&mut session, &args.finding, &args.reason)?;
    terminal.say_all(&session.told);
    left_out(done, &args.reason, terminal);
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}

/// Which answers of whom do not count.
pub(super) fn left_out(done: LeftOut, reason: &str, terminal: &mut Terminal) {
    let line = msg!(
        "enter.left-out",
        unit = done.unit.name,
        count = done.labels.len(),
        what = Fact::list(done.labels, "; "),
        reason = reason
    );
    terminal.say(&line.say(terminal.lang));
}
