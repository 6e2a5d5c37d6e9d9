//! `signed`: the signed copy of a unit's form.

use super::{Outcome, terminal::Terminal};
use crate::app::signed::{Kept, signed};
use crate::app::{Env, Stop, Workspace};
use crate::model::paper_code::PaperCode;
use crate::msg;
use crate::words::{Fact, ToFact};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct SignedArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(value_name = "TEP", help = "signed.arg-file", value_parser = super::paths::typed())]
    file: PathBuf,
    #[arg(long, value_name = "MA", help = "signed.arg-code")]
    code: Option<String>,
}

pub(super) fn run(args: &SignedArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let kept = signed(&mut session, &args.unit, &args.file, args.code.as_deref())?;
    terminal.say_some(&session.told);
    let line = msg!(
        "signed.kept",
        unit = kept.unit.name,
        archived = kept.archived.display()
    );
    terminal.say(&line.say(terminal.lang));
    told(&kept, terminal);
    terminal.say_how_to_undo(&session);
    Ok(Outcome::of(!kept.agrees))
}

/// What the copy and the file that counts say beside each other.
fn told(kept: &Kept, terminal: &mut Terminal) {
    let code = |code: Option<PaperCode>| match code {
        Some(code) => code.to_fact(),
        None => Fact::words("check.no-code"),
    };
    let (signed, now) = (code(kept.signed), code(kept.now));
    let line = if kept.by_eye {
        msg!("signed.by-eye", code = now)
    } else if kept.agrees {
        msg!("signed.agrees", code = signed)
    } else {
        msg!("signed.differs", signed = signed, now = now)
    };
    terminal.say(&line.say(terminal.lang));
}
