//! `log`: all that happened in a campaign.

use super::phrase::{moment, unit_name};
use super::{Outcome, terminal::Terminal};
use crate::app::book::{Event, Happened, log};
use crate::app::{Env, Stop, Workspace};
use crate::model::unit::Roster;
use crate::msg;
use crate::view::decided::decided;
use crate::view::json;
use crate::words::{Lang, text};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct LogArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, value_name = "DON-VI", help = "cli.arg-log-unit")]
    unit: Option<String>,
}

/// The last events that are shown, unless all are asked for.
const SHOWN: usize = 200;

pub(super) fn run(args: &LogArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut snapshot = Workspace::open(&args.dir, env)?.snapshot()?;
    let events = log(&mut snapshot, args.unit.as_deref())?;
    let roster = &snapshot.campaign.roster;
    if terminal.json {
        let lang = terminal.lang;
        terminal.json(&json::logged(&events, &|event| said(event, roster, lang)));
        return Ok(Outcome::Done);
    }
    if events.is_empty() {
        terminal.say(&text("cli.log-empty", terminal.lang));
    }
    let shown = terminal.at_most(events.len(), SHOWN);
    terminal.say_more(events.len() - shown, "");
    for event in &events[events.len() - shown..] {
        let at = moment(&event.at, terminal.lang);
        let said = said(event, roster, terminal.lang);
        terminal.result(&format!("{at}  {said}"));
    }
    Ok(Outcome::Done)
}

/// What happened, in one sentence.
fn said(event: &Event, roster: &Roster, lang: Lang) -> String {
    let message = match &event.what {
        Happened::Received { file, unit, hash } => {
            let hash = hash.get(..12).unwrap_or_default();
            match unit {
                Some(unit) => msg!(
                    "cli.log-received",
                    file = file,
                    unit = unit_name(roster, unit),
                    hash = hash
                ),
                None => msg!("cli.log-received-nobody", file = file, hash = hash),
            }
        }
        Happened::Decided {
            decision,
            file,
            undone,
        } => {
            let file = file.as_deref().unwrap_or_default();
            return decided(decision, (file, *undone), roster, lang);
        }
        Happened::Asked { unit, count } => msg!(
            "cli.log-asked",
            unit = unit_name(roster, unit),
            count = *count
        ),
        Happened::Written { name, hash, .. } => msg!(
            "cli.log-written",
            name = name,
            hash = hash.get(..12).unwrap_or_default()
        ),
    };
    message.say(lang)
}
