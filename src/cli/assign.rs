//! `assign`: a received file is said to be a unit's return.

use super::phrase::unit_name;
use super::reason::ReasonWhenClosed;
use super::{Outcome, findings, terminal::Terminal};
use crate::app::assign::assign;
use crate::app::ingest::Verdict;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct AssignArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "TEP", help = "cli.arg-file")]
    file: String,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[command(flatten)]
    closed: ReasonWhenClosed,
}

pub(super) fn run(args: &AssignArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let received = assign(&mut session, &args.file, &args.unit, &args.closed.reason)?;
    let roster = &session.campaign.roster;
    let unit = unit_name(roster, received.unit.as_deref().unwrap_or(&args.unit));
    let usable = received.reading.is_some();
    let line = if usable {
        msg!("cli.assigned", file = args.file, unit = unit)
    } else {
        msg!("cli.assigned-unusable", file = args.file, unit = unit)
    };
    terminal.say(&line.say(terminal.lang));
    if let Verdict::Replaced { before, .. } = &received.standing {
        let line = msg!("cli.assigned-instead", before = before);
        terminal.say(&line.say(terminal.lang));
    }
    terminal.say_all(&session.told);
    findings::findings(roster, &received.findings, terminal);
    terminal.say_how_to_undo(&session);
    Ok(Outcome::of(!usable))
}
