//! `take-over`: a campaign that was handed over goes on in a new folder.

use super::{Outcome, terminal::Terminal};
use crate::app::take_over::take_over;
use crate::app::{Env, Stop};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct TakeOverArgs {
    #[arg(value_name = "TEP", help = "handover.arg-file", value_parser = super::paths::typed())]
    file: PathBuf,
    #[arg(value_name = "THU-MUC", help = "handover.arg-new-dir")]
    dir: PathBuf,
}

pub(super) fn run(
    args: &TakeOverArgs,
    env: &Env,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let done = take_over(&args.file, &args.dir, env)?;
    let line = msg!(
        "handover.taken-over",
        path = args.dir.display(),
        count = done.files
    );
    terminal.say(&line.say(terminal.lang));
    terminal.say_all(&done.told);
    Ok(Outcome::Done)
}
