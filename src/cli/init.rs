//! `init`: a new campaign's folder.

use super::{Outcome, terminal::Terminal};
use crate::app::Stop;
use crate::app::init;
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, value_name = "BO-MAU", help = "cli.arg-kit")]
    kit: Option<String>,
}

pub(super) fn run(args: &InitArgs, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let kit = args.kit.as_deref().unwrap_or_else(|| init::usual_kit());
    init::init(&args.dir, kit).map_err(Stop::Wrong)?;
    let lang = terminal.lang;
    terminal.lines(&msg!("cli.initialised", path = args.dir.display(), kit = kit).say(lang));
    Ok(Outcome::Done)
}
