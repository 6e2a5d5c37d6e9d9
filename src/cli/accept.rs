//! `accept`: findings are accepted, with a reason: by their ids, all of one code, or all of one unit.

use super::{Outcome, terminal::Terminal};
use crate::app::decide::{Accepted, Which, accept};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct AcceptArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(
        value_name = "MA",
        help = "cli.arg-finding",
        required_unless_present = "all"
    )]
    findings: Vec<String>,
    #[arg(long, value_name = "DON-VI", help = "cli.arg-of-unit")]
    unit: Option<String>,
    #[arg(
        long,
        requires = "unit",
        conflicts_with = "findings",
        help = "cli.arg-all-of-unit"
    )]
    all: bool,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: String,
}

pub(super) fn run(args: &AcceptArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let which = Which {
        ids: &args.findings,
        unit: args.unit.as_deref(),
    };
    let accepted = accept(&mut session, &which, &args.reason)?;
    terminal.say_all(&session.told);
    let reason = &args.reason;
    let line = match accepted {
        Accepted::One(id) => msg!("cli.accepted", id = id, reason = reason),
        Accepted::Several(count) => msg!("cli.accepted-several", count = count, reason = reason),
    };
    terminal.say(&line.say(terminal.lang));
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
