//! `letter`: the công văn around the forms.

use super::phrase::written;
use super::{Outcome, terminal::Terminal};
use crate::app::letter::{Purpose, letter, mend_each};
use crate::app::status::status;
use crate::app::{Env, Stop, Workspace};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct LetterArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, conflicts_with = "mend", help = "cli.arg-remind")]
    remind: bool,
    #[arg(long, help = "cli.arg-mend")]
    mend: bool,
    #[arg(long, requires = "mend", help = "cli.arg-each")]
    each: bool,
}

pub(super) fn run(args: &LetterArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let purpose = match (args.remind, args.mend) {
        (true, _) => Purpose::Remind,
        (_, true) => Purpose::Mend,
        _ => Purpose::Send,
    };
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let status = status(&mut session)?;
    let outputs = if args.each {
        mend_each(&mut session, &status)?
    } else {
        vec![letter(&mut session, &status, purpose)?]
    };
    terminal.say_all(&session.told);
    for output in &outputs {
        written("cli.letter-written", output, terminal);
    }
    Ok(Outcome::Done)
}
