//! `correct`: the report that replaces an issued one.

use super::phrase::differences;
use super::{Outcome, obstacles, terminal::Terminal};
use crate::app::correct::correct;
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::words::text;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct CorrectArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, value_name = "LY-DO", help = "issue.arg-correct-reason")]
    reason: String,
}

pub(super) fn run(args: &CorrectArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let lang = terminal.lang;
    let mut session = Workspace::open(&args.dir, env)?.session()?;
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
    terminal.say(&terminal.sentence(&msg!("issue.correct-next")));
    Ok(Outcome::Done)
}
