//! `consolidate`: the consolidated workbook and the selection of free text.

use super::phrase::written;
use super::{Outcome, terminal::Terminal};
use crate::app::consolidate::{Selected, consolidate};
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
    written("cli.consolidated", &done.workbook, terminal);
    selection(&done.selection, terminal);
    Ok(Outcome::Done)
}

/// Where the officer chooses, what is new there, and what is not looked at yet.
pub(super) fn selection(selected: &Selected, terminal: &mut Terminal) {
    let lang = terminal.lang;
    if let Some(written) = &selected.written {
        let file = written.path.file_name().unwrap_or_default();
        let file = file.to_string_lossy().into_owned();
        let said = match &written.before {
            Some(before) => msg!(
                "cli.selection-added",
                count = selected.new,
                file = file,
                before = before.display()
            ),
            None if selected.files.len() > 1 => msg!(
                "cli.selection-beside",
                count = selected.new,
                file = file,
                files = selected.named()
            ),
            None => msg!("cli.selection", path = written.path.display()),
        };
        terminal.say(&said.say(lang));
    }
    if selected.unread > 0 {
        let unread = msg!(
            "cli.unread",
            count = selected.unread,
            files = selected.named()
        );
        terminal.say(&unread.say(lang));
    }
}
