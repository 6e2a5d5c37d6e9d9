//! `set`: the officer enters one answer over what a unit sent, with where it was learned and why.

use super::{Outcome, terminal::Terminal};
use crate::app::enter::{Learned, set, set_from_last};
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
        allow_hyphen_values = true,
        required_unless_present = "from_last"
    )]
    value: Option<String>,
    #[arg(
        long,
        value_name = "NGUON",
        help = "enter.arg-source",
        required_unless_present = "from_last"
    )]
    source: Option<String>,
    #[arg(
        long,
        help = "enter.arg-from-last",
        conflicts_with_all = ["value", "source"]
    )]
    from_last: bool,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: String,
}

pub(super) fn run(args: &SetArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let (unit, field) = (&args.unit, &args.field);
    let line = if let (Some(value), Some(source)) = (&args.value, &args.source) {
        let reason = &args.reason;
        let done = set(&mut session, unit, field, value, Learned { source, reason })?;
        msg!(
            "enter.set",
            unit = done.unit.name,
            label = done.label,
            now = done.now,
            before = done.before,
            source = source
        )
    } else {
        let done = set_from_last(&mut session, unit, field, &args.reason)?;
        msg!(
            "enter.set-from-last",
            unit = done.unit.name,
            label = done.label,
            now = done.now
        )
    };
    terminal.say_all(&session.told);
    terminal.say(&line.say(terminal.lang));
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
