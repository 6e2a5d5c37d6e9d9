//! `undo`: an act is taken back; without its number, those that can be are shown.

use super::phrase::moment;
use super::{Outcome, terminal::Terminal};
use crate::app::book::{Happened, log};
use crate::app::undo::undo;
use crate::app::{Env, Stop, Workspace};
use crate::model::id::ActId;
use crate::model::receipt::Decision;
use crate::model::unit::Roster;
use crate::msg;
use crate::view::decided::decided;
use crate::words::text;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct UndoArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "SO", help = "cli.arg-act")]
    act: Option<i64>,
    #[arg(
        long,
        value_name = "LY-DO",
        requires = "act",
        help = "cli.arg-undo-reason"
    )]
    reason: Option<String>,
}

/// Of one act so many decisions are shown.
const SHOWN: usize = 5;
/// So many acts are shown, the last ones, unless all are asked for.
const ACTS_SHOWN: usize = 20;

pub(super) fn run(args: &UndoArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let workspace = Workspace::open(&args.dir, env)?;
    let Some(number) = args.act.map(ActId) else {
        let mut snapshot = workspace.snapshot()?;
        let mut acts = by_act(log(&mut snapshot, None)?);
        acts.retain(|(_, decisions)| decisions.iter().all(|(d, _)| d.what.can_be_taken_back()));
        if acts.is_empty() {
            terminal.say(&text("cli.undo-nothing", terminal.lang));
            return Ok(Outcome::Done);
        }
        terminal.say(&text("cli.undo-which", terminal.lang));
        let shown = terminal.at_most(acts.len(), ACTS_SHOWN);
        terminal.say_more(acts.len() - shown, "");
        for (act, decisions) in &acts[acts.len() - shown..] {
            let at = decisions.first().map(|(d, _)| d.act.at.as_str());
            let at = moment(at.unwrap_or_default(), terminal.lang);
            terminal.result(&format!("{act}  {at}"));
            say(decisions, &snapshot.campaign.roster, terminal);
        }
        let how = msg!("cli.undo-how", dir = terminal.campaign());
        terminal.say(&how.say(terminal.lang));
        return Ok(Outcome::Done);
    };
    let mut session = workspace.session()?;
    let acts = by_act(log(&mut session, None)?);
    undo(
        &mut session,
        number,
        args.reason.as_deref().unwrap_or_default(),
    )?;
    terminal.say(&msg!("cli.undone", act = number).say(terminal.lang));
    let decisions = acts.iter().find(|(act, _)| *act == number);
    let decisions = decisions.map_or(&[][..], |(_, decisions)| decisions);
    say(decisions, &session.campaign.roster, terminal);
    terminal.say_all(&session.told);
    let next = msg!("cli.undone-next", dir = terminal.campaign());
    terminal.say(&next.say(terminal.lang));
    Ok(Outcome::Done)
}

/// A decision that holds, with the file that it is about.
type Told = (Decision, String);

/// What persons decided and holds, by the act.
fn by_act(events: Vec<crate::app::book::Event>) -> Vec<(ActId, Vec<Told>)> {
    let mut acts: Vec<(ActId, Vec<Told>)> = Vec::new();
    for event in events {
        let Happened::Decided {
            decision,
            file,
            undone: None,
        } = event.what
        else {
            continue;
        };
        let id = decision.act.id;
        let told = (decision, file.unwrap_or_default());
        match acts.last_mut().filter(|(act, _)| *act == id) {
            Some((_, decisions)) => decisions.push(told),
            None => acts.push((id, vec![told])),
        }
    }
    acts
}

/// Says what was decided, a line each.
fn say(decisions: &[Told], roster: &Roster, terminal: &mut Terminal) {
    let shown = terminal.at_most(decisions.len(), SHOWN);
    for (decision, file) in &decisions[..shown] {
        let said = decided(decision, (file, None), roster, terminal.lang);
        terminal.say(&format!("   {said}"));
    }
    terminal.say_more(decisions.len() - shown, "   ");
}
