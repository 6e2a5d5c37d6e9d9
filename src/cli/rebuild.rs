//! `rebuild`: the ledger is made again from what lies in `luu-tru`.

use super::{Outcome, terminal::Terminal};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct RebuildArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir")]
    dir: PathBuf,
}

pub(super) fn run(args: &RebuildArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let rebuilt = Workspace::open(&args.dir, env)?.rebuild(&terminal.task())?;
    let lang = terminal.lang;
    let done = msg!(
        "cli.rebuilt",
        receipts = rebuilt.receipts,
        decisions = rebuilt.decisions,
        editions = rebuilt.editions
    );
    terminal.result(&done.say(lang));
    if let Some(aside) = &rebuilt.aside {
        terminal.result(&msg!("cli.rebuilt-aside", file = aside.display()).say(lang));
    }
    terminal.say_all(&rebuilt.lost);
    Ok(Outcome::Done)
}
