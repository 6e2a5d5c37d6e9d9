//! `brief`: the leader's one page.

use super::phrase::written;
use super::{Outcome, terminal::Terminal};
use crate::app::brief::brief;
use crate::app::{Env, Stop, Workspace};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct BriefArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
}

pub(super) fn run(args: &BriefArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let output = brief(&mut session)?;
    terminal.say_all(&session.told);
    written("brief.written", &output, terminal);
    Ok(Outcome::Done)
}
