//! `correct`: the report that replaces an issued one.

use super::phrase::differences;
use super::{Outcome, obstacles, terminal::Terminal};
use crate::app::correct::correct;
use crate::app::erratum::erratum;
use crate::app::{Env, Session, Stop, Worded, Workspace};
use crate::msg;
use crate::words::{Lang, text};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct CorrectArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, value_name = "LY-DO", help = "issue.arg-correct-reason")]
    reason: String,
    #[arg(
        long,
        value_name = "CHU-DA-IN",
        requires = "reads",
        help = "issue.arg-printed"
    )]
    printed: Vec<String>,
    #[arg(
        long,
        value_name = "CHU-DUNG",
        requires = "printed",
        help = "issue.arg-reads"
    )]
    reads: Vec<String>,
}

pub(super) fn run(args: &CorrectArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let lang = terminal.lang;
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    if !args.printed.is_empty() {
        return letter(&mut session, args, terminal);
    }
    let done = correct(&mut session, &args.reason)?;
    let replaced = &done.replaced;
    let Some(output) = &done.output else {
        terminal.say(&text("cli.final-refused", lang));
        obstacles::obstacles(&done.obstacles, terminal);
        return Ok(Outcome::of(true));
    };
    let line = msg!(
        "issue.corrected",
        file = output.path.display(),
        number = replaced.number,
        day = replaced.day
    );
    terminal.say(&line.say(lang));
    for line in differences(&replaced.figures, usize::MAX, lang) {
        terminal.say(&line);
    }
    for line in worded(&done.worded, lang) {
        terminal.say(&line);
    }
    terminal.say(&terminal.sentence(&msg!("issue.correct-next")));
    Ok(Outcome::Done)
}

/// What people worded otherwise in the issued report, to be taken over by hand.
fn worded(all: &[Worded], lang: Lang) -> Vec<String> {
    let head = msg!("issue.worded", count = all.len()).say(lang);
    let lines = all
        .iter()
        .map(|one| match (one.written.as_str(), one.stands.as_str()) {
            (written, "") => msg!("issue.worded-gone", written = written),
            ("", stands) => msg!("issue.worded-added", stands = stands),
            (written, stands) => msg!("issue.worded-otherwise", written = written, stands = stands),
        });
    let lines = lines.map(|line| format!("- {}", line.say(lang)));
    let head = (!all.is_empty()).then_some(head);
    head.into_iter().chain(lines).collect()
}

fn letter(
    session: &mut Session,
    args: &CorrectArgs,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    if args.printed.len() != args.reads.len() {
        return Err(Stop::Wrong(msg!("issue.erratum-pairs")));
    }
    let corrections = args.printed.iter().cloned().zip(args.reads.iter().cloned());
    let corrections: Vec<(String, String)> = corrections.collect();
    let output = erratum(session, &corrections, &args.reason)?;
    let file = output.path.display();
    terminal.say(&msg!("issue.erratum-done", file = file).say(terminal.lang));
    Ok(Outcome::Done)
}
