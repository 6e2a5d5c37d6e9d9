//! `export`: what the ledger says, as tables for other programs.

use super::{Outcome, terminal::Terminal};
use crate::app::export::{Exported, export};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::view::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, value_name = "THU-MUC", help = "export.arg-to", value_parser = super::paths::typed())]
    to: Option<PathBuf>,
}

pub(super) fn run(args: &ExportArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut snapshot = Workspace::open(&args.dir, env)?.snapshot()?;
    let done = export(&mut snapshot, args.to.as_deref(), &terminal.task())?;
    if terminal.json {
        terminal.json(&json::exported(&done));
    } else {
        told(&done, terminal);
    }
    Ok(Outcome::Done)
}

fn told(done: &Exported, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let path = done.folder.path.display();
    let line = if done.folder.unchanged {
        msg!("export.unchanged", path = path)
    } else {
        msg!("export.done", path = path)
    };
    terminal.say(&line.say(lang));
    if done.folder.renamed && !done.folder.unchanged {
        terminal.say(&format!("  {}", msg!("export.beside").say(lang)));
    }
    for (file, rows) in &done.tables {
        let line = msg!("export.table", file = file, rows = rows);
        terminal.say(&format!("  - {}", line.say(lang)));
    }
    terminal.say(&msg!("export.how-to-read").say(lang));
}
