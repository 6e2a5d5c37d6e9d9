//! `enter`: a unit's form for the officer to fill, or one that was filled.

use super::{Outcome, received, terminal::Terminal};
use crate::app::enter_form::{make, take};
use crate::app::enter_table::enter_table;
use crate::app::{Env, Session, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct EnterArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(
        value_name = "DON-VI",
        help = "cli.arg-unit",
        required_unless_present = "table"
    )]
    unit: Option<String>,
    #[arg(long, help = "enter.arg-table", conflicts_with_all = ["unit", "file"])]
    table: bool,
    #[arg(long, value_name = "TEP", help = "enter.arg-file", value_parser = super::paths::typed())]
    file: Option<PathBuf>,
}

pub(super) fn run(args: &EnterArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let Some(unit) = args.unit.as_deref().filter(|_| !args.table) else {
        return table(&mut session, terminal);
    };
    let Some(file) = &args.file else {
        let made = make(&mut session, unit)?;
        terminal.say_all(&session.told);
        let (path, unit) = (made.form.path.display(), made.unit.name);
        let line = match made.before {
            Some(before) => msg!("enter.made-over", unit = unit, file = path, before = before),
            None => msg!("enter.made", unit = unit, file = path),
        };
        terminal.say(&terminal.sentence(&line));
        return Ok(Outcome::Done);
    };
    let all = take(&mut session, unit, file, &terminal.task())?;
    received::received(&session.campaign.roster, &all, terminal);
    terminal.say_all(&session.told);
    terminal.say_some(&session.unread);
    Ok(Outcome::of(!session.unread.is_empty()))
}

fn table(session: &mut Session, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let made = enter_table(session)?;
    terminal.say_all(&session.told);
    terminal.say_all(&made.carried.done);
    terminal.say_all(&made.carried.asked);
    for (output, count) in &made.tables {
        let file = output.path.display();
        terminal.say_all(&[msg!("enter.table-made", count = count, file = file)]);
    }
    if made.tables.is_empty() {
        terminal.say_all(&[msg!("enter.table-nobody")]);
    }
    Ok(Outcome::of(!made.carried.asked.is_empty()))
}
