//! `consolidate`: the consolidated workbook and the selection of free text.

use super::phrase::written;
use super::{Outcome, terminal::Terminal};
use crate::app::consolidate::consolidate;
use crate::app::status::status;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct ConsolidateArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
}

pub(super) fn run(
    args: &ConsolidateArgs,
    env: Env,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let status = status(&mut session)?;
    let done = consolidate(&mut session, &status, &terminal.task())?;
    let lang = terminal.lang;
    written("cli.consolidated", &done.workbook, terminal);
    if let Some(selection) = &done.selection {
        written("cli.selection", selection, terminal);
    }
    if done.unread > 0 {
        terminal.say(&msg!("cli.unread", count = done.unread).say(lang));
    }
    Ok(Outcome::Done)
}
