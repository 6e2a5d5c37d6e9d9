//! `hand-over`: the campaign as one ZIP that somebody else goes on with, or this copy goes on again.

use super::{Outcome, terminal::Terminal};
use crate::app::hand_over::{hand_over, take_back};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::words::text;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct HandOverArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, value_name = "TEP", help = "handover.arg-to")]
    to: Option<PathBuf>,
    #[arg(
        long,
        value_name = "HO-TEN",
        default_value = "",
        hide_default_value = true,
        help = "handover.arg-receiver"
    )]
    receiver: String,
    #[arg(long, requires = "reason", conflicts_with_all = ["to", "receiver"], help = "handover.arg-take-back")]
    take_back: bool,
    #[arg(
        long,
        value_name = "LY-DO",
        requires = "take_back",
        help = "cli.arg-reason"
    )]
    reason: Option<String>,
}

pub(super) fn run(args: &HandOverArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let workspace = Workspace::open(&args.dir, env)?;
    if args.take_back {
        let mut session = workspace.session_to_go_on()?;
        take_back(&mut session, args.reason.as_deref().unwrap_or_default())?;
        terminal.say(&text("handover.taken-back", terminal.lang));
        return Ok(Outcome::Done);
    }
    let mut session = workspace.session()?;
    let done = hand_over(&mut session, args.to.as_deref(), &args.receiver)?;
    let file = done.file.display();
    let mut told = vec![
        msg!("handover.done", count = done.packed.files, file = file),
        msg!("handover.page", path = done.page.display()),
    ];
    if !done.packed.left.is_empty() {
        told.push(msg!("handover.left", names = done.packed.left.join(", ")));
    }
    told.push(msg!("handover.from-now", file = file));
    terminal.say_all(&told);
    Ok(Outcome::Done)
}
