//! `ingest`: what came back is taken in.

use super::{Outcome, findings, obstacles, received, terminal::Terminal};
use crate::app::ingest::ingest;
use crate::app::status::status;
use crate::app::{Env, Stop, Workspace};
use crate::view::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct IngestArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "TEP", help = "cli.arg-file", value_parser = super::paths::typed())]
    files: Vec<PathBuf>,
}

pub(super) fn run(args: &IngestArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let all = ingest(&mut session, &args.files, &terminal.task())?;
    let status = status(&mut session)?;
    if terminal.json {
        terminal.json(&json::ingested(&all, &status, terminal.lang));
    } else {
        let roster = &session.campaign.roster;
        terminal.say_some(&session.campaign.remarks());
        received::received(roster, &all, terminal);
        terminal.say_some(&session.told);
        terminal.say_some(&session.unread);
        obstacles::homeless(&status, terminal);
        findings::findings(roster, status.listed(), terminal);
        received::waiting(roster, &status, &all, terminal);
    }
    Ok(Outcome::of(status.needs_people()))
}
