//! `feedback`: what units are to mend, each in a form of its own, and receipts for the others.

use super::phrase::{beside, unit_name};
use super::{Outcome, terminal::Terminal};
use crate::app::feedback::{Asked, Feedback, feedback};
use crate::app::status::status;
use crate::app::{Env, Output, Stop, Workspace};
use crate::model::unit::Roster;
use crate::msg;
use crate::words::Lang;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct FeedbackArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
}

/// Units that are named before the rest is only counted.
const UNITS_SHOWN: usize = 20;

pub(super) fn run(args: &FeedbackArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let now = status(&mut session)?;
    let written = feedback(&mut session, &now, &terminal.task())?;
    terminal.say_all(&session.told);
    let roster = &session.campaign.roster;
    let shown = terminal.at_most(written.asked.len(), UNITS_SHOWN);
    for one in &written.asked[..shown] {
        unit(one, roster, terminal);
    }
    terminal.say_more(written.asked.len() - shown, "  ");
    terminal.say(&counted(&written, terminal.lang));
    changed(&written, terminal);
    Ok(Outcome::of(!written.asked.is_empty()))
}

/// How many units are asked, and how many get a receipt.
pub(super) fn counted(feedback: &Feedback, lang: Lang) -> String {
    let said = msg!(
        "cli.feedback-counted",
        asked = feedback.asked.len(),
        new = feedback.new_units(),
        receipts = feedback.receipts.len()
    );
    said.say(lang)
}

/// What of it stands beside a file that a person changed, and what was taken away.
pub(super) fn changed(feedback: &Feedback, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let asked = feedback.asked.iter();
    let of_units = asked.flat_map(|one| one.workbook.iter().chain([&one.text]));
    let all = of_units.chain(feedback.receipts.iter().map(|(_, output)| output));
    let is_beside = |output: &&Output| output.beside && !output.unchanged;
    let besides: Vec<String> = all.filter(is_beside).map(|o| beside(o, lang)).collect();
    terminal.lines(&besides.join("\n"));
    if !feedback.withdrawn.is_empty() {
        let line = msg!("cli.feedback-withdrawn", count = feedback.withdrawn.len());
        terminal.say(&line.say(lang));
    }
}

fn unit(asked: &Asked, roster: &Roster, terminal: &mut Terminal) {
    let name = unit_name(roster, &asked.unit);
    let line = msg!(
        "cli.feedback-unit",
        unit = name,
        new = asked.new,
        waiting = asked.waiting
    );
    terminal.say(&line.say(terminal.lang));
    let file = asked.workbook.as_ref().unwrap_or(&asked.text);
    terminal.say(&format!("  {}", file.path.display()));
    if asked.workbook.is_none() {
        let line = msg!("cli.feedback-no-room");
        terminal.say(&format!("  {}", line.say(terminal.lang)));
    }
}
