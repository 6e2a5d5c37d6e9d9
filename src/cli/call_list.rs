//! `call-list`: whom to telephone, and what was answered.

use super::{Outcome, terminal::Terminal};
use crate::app::call_list::call_list;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::words::text;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct CallListArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
}

pub(super) fn run(args: &CallListArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let made = call_list(&mut session)?;
    terminal.say_some(&session.told);
    terminal.say_some(&made.recorded.done);
    terminal.say_some(&made.recorded.asked);
    match &made.output {
        Some(output) => {
            let file = output.path.display();
            terminal.say_all(&[msg!("calls.done", count = made.count, file = file)]);
        }
        None => terminal.say(&text("calls.nobody", terminal.lang)),
    }
    if !made.recorded.done.is_empty() {
        terminal.say_how_to_undo(&session);
    }
    Ok(Outcome::of(!made.recorded.asked.is_empty()))
}
