//! `without`: the report goes on without a unit, or without parts of what it sent, with a reason.

use super::{Outcome, terminal::Terminal};
use crate::app::decide::{Without, without};
use crate::app::enter::{Part, leave_out};
use crate::app::lacking::lacking;
use crate::app::undo::wait_for;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct WithoutArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(
        long,
        value_name = "LY-DO",
        help = "cli.arg-reason",
        required_unless_present = "undo"
    )]
    reason: Option<String>,
    #[arg(long, help = "cli.arg-undo", conflicts_with_all = ["reason", "form", "section", "field"])]
    undo: bool,
    #[arg(long, value_name = "BIEU", help = "enter.arg-form")]
    form: Option<String>,
    #[arg(long, value_name = "PHAN", help = "enter.arg-section")]
    section: Vec<String>,
    #[arg(long, value_name = "CHI-TIEU", help = "enter.arg-fields")]
    field: Vec<String>,
}

impl WithoutArgs {
    /// The parts that are named; none when the whole unit is meant.
    fn parts(&self) -> Vec<Part> {
        let forms = self.form.iter().cloned().map(Part::Form);
        let sections = self.section.iter().cloned().map(Part::Section);
        let fields = self.field.iter().cloned().map(Part::Field);
        forms.chain(sections).chain(fields).collect()
    }
}

pub(super) fn run(args: &WithoutArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    if args.undo {
        let unit = wait_for(&mut session, &args.unit)?;
        terminal.say_all(&session.told);
        terminal.say(&msg!("cli.waits-again", unit = unit.name).say(terminal.lang));
        return Ok(Outcome::Done);
    }
    let reason = args.reason.as_deref().unwrap_or_default();
    let parts = args.parts();
    if !parts.is_empty() {
        let done = leave_out(&mut session, &args.unit, &parts, reason)?;
        terminal.say_all(&session.told);
        super::reject::left_out(done, reason, terminal);
        terminal.say_how_to_undo(&session);
        return Ok(Outcome::Done);
    }
    let Without { unit, has_left } = without(&mut session, &args.unit, reason)?;
    terminal.say_all(&session.told);
    let line = if has_left {
        msg!("cli.left-out", unit = unit.name, reason = reason)
    } else {
        msg!("cli.without-done", unit = unit.name, reason = reason)
    };
    terminal.say(&line.say(terminal.lang));
    let lacking = lacking(&mut session, &unit.code)?.into_iter();
    let impossible =
        lacking.map(|what| msg!("flow.without-impossible", unit = unit.name, what = what));
    terminal.say_some(&impossible.collect::<Vec<_>>());
    terminal.say_how_to_undo(&session);
    Ok(Outcome::Done)
}
