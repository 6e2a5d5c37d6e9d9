//! `validate`: what a file, or what came wrapped in it, says; nothing is kept.

use super::{Outcome, findings, received, terminal::Terminal};
use crate::app::ingest::validate;
use crate::app::{Env, Stop, Workspace};
use crate::model::finding::unsettled;
use crate::msg;
use crate::view::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct ValidateArgs {
    #[arg(value_name = "TEP", required = true, help = "cli.arg-file", value_parser = super::paths::typed())]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    campaign: Option<PathBuf>,
}

pub(super) fn run(args: &ValidateArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let around = || args.files.first().and_then(|file| Workspace::around(file));
    let dir = args.campaign.clone().or_else(around);
    let dir = dir.ok_or_else(|| Stop::Wrong(msg!("cli.which-campaign")))?;
    terminal.works_on(&dir);
    let mut snapshot = Workspace::open(&dir, env)?.snapshot()?;
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    for file in &args.files {
        let validated = validate(&mut snapshot, file)?;
        all.extend(validated.files);
        unread.extend(validated.unread);
    }
    let found: Vec<_> = all.iter().flat_map(|r| r.findings.clone()).collect();
    if terminal.json {
        let said = json::validated(&all, &found, &unread, terminal.lang);
        terminal.json(&said);
    } else {
        let roster = &snapshot.campaign.roster;
        received::validated(roster, &all, terminal);
        terminal.say_all(&unread);
        findings::findings(roster, &found, terminal);
    }
    let is_settled = unread.is_empty() && unsettled(&found).next().is_none();
    Ok(Outcome::of(!is_settled))
}
