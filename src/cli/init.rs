//! `init`: a new campaign's folder.

use super::{Outcome, terminal::Terminal};
use crate::app::init::{self, LastPeriod};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, value_name = "BO-MAU", help = "cli.arg-kit")]
    kit: Option<String>,
    #[arg(
        long,
        value_name = "THU-MUC",
        help = "cli.arg-from",
        value_parser = super::paths::typed()
    )]
    from: Option<PathBuf>,
}

pub(super) fn run(args: &InitArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let last = args.from.as_deref();
    let last = last.map(|dir| last_period(dir, env)).transpose()?;
    let usual = match &last {
        Some(last) => last.kit.as_str(),
        None => init::usual_kit(),
    };
    let kit = args.kit.as_deref().unwrap_or(usual);
    let begun = init::init(&args.dir, kit, last.as_ref()).map_err(Stop::Wrong)?;
    let lang = terminal.lang;
    if let (Some(last), Some(dir)) = (&last, &args.from) {
        let dir = dir.display();
        let said = msg!("cli.initialised-from", period = last.period, dir = dir);
        terminal.say(&said.say(lang));
        terminal.say_some(&begun.told);
    }
    terminal.works_on(&args.dir);
    let done = msg!("cli.initialised", path = args.dir.display(), kit = kit);
    terminal.lines(&terminal.sentence(&done));
    Ok(Outcome::Done)
}

fn last_period(dir: &Path, env: Env) -> Result<LastPeriod, Stop> {
    LastPeriod::of(&mut Workspace::open(dir, env)?.snapshot()?)
}
