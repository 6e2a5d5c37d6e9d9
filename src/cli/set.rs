//! `set`: the officer enters one answer over what a unit sent, with where it was learned and why.

use super::{Outcome, terminal::Terminal};
use crate::app::enter::{Learned, set};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct SetArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(value_name = "CHI-TIEU", help = "enter.arg-field")]
    field: String,
    #[arg(
        value_name = "GIA-TRI",
        help = "enter.arg-value",
        allow_hyphen_values = true
    )]
    value: String,
    #[arg(long, value_name = "NGUON", help = "enter.arg-source")]
    source: String,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: String,
}

pub(super) fn run(args: &SetArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let learned = Learned {
        source: &args.source,
        reason: &args.reason,
    };
    let done = set(&mut session, &args.unit, &args.field, &args.value, learned)?;
    terminal.say_all(&session.told);
    let line = msg!(
        "enter.set",
        unit = done.unit.name,
        label = done.label,
        now = done.now,
        before = done.before,
        source = args.source
    );
    terminal.say(&line.say(terminal.lang));
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
