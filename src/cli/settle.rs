//! `settle`: which number counts where a person typed over a figure of the report.

use super::{Outcome, terminal::Terminal};
use crate::app::figure::{Choice, settle};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct SettleArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "MA", help = "cli.arg-figure")]
    figure: String,
    #[arg(
        long,
        value_name = "SO",
        requires = "reason",
        help = "cli.arg-keep-typed"
    )]
    keep: Option<String>,
    #[arg(
        long,
        value_name = "SO",
        required_unless_present = "keep",
        conflicts_with = "keep",
        help = "cli.arg-drop-typed"
    )]
    drop: Option<String>,
    #[arg(long, value_name = "LY-DO", help = "cli.arg-reason")]
    reason: Option<String>,
}

pub(super) fn run(args: &SettleArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let folder = terminal.campaign();
    let reason = args.reason.as_deref().unwrap_or_default();
    let line = match (&args.keep, &args.drop) {
        (Some(typed), _) => {
            let done = settle(&mut session, &args.figure, typed, Choice::Typed(reason))?;
            msg!(
                "cli.settled-typed",
                label = done.label,
                typed = typed,
                ledger = done.ledger.unwrap_or_default(),
                reason = reason,
                folder = folder
            )
        }
        (None, typed) => {
            let typed = typed.as_deref().unwrap_or_default();
            let done = settle(&mut session, &args.figure, typed, Choice::Ledger)?;
            match done.ledger {
                Some(ledger) => msg!(
                    "cli.settled-ledger",
                    label = done.label,
                    typed = typed,
                    ledger = ledger,
                    folder = folder
                ),
                None => msg!(
                    "cli.settled-nothing",
                    label = done.label,
                    typed = typed,
                    folder = folder
                ),
            }
        }
    };
    terminal.say(&line.say(terminal.lang));
    terminal.say_all(&session.told);
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
