//! `combine`: a half answer that waits, with only the mended cells filled, counts with the rest of the return in force.

use super::close::reason_when_closed;
use super::decide::receipt_of;
use super::ingest::in_force;
use super::recomputing::recomputing;
use super::unit_name::{Named, unit_of};
use super::use_return::not_its_return;
use super::{Look, Session, Stop, waiting};
use crate::campaign::waiting::Waiting;
use crate::model::change::Change;
use crate::model::reading::Reading;
use crate::model::receipt::{Counted, Decided, Decision, Receipt};
use crate::msg;
use crate::words::Message;

/// What was combined.
#[derive(Debug)]
pub struct Combined {
    /// Whose return it is.
    pub unit: Named,
    /// The half answer.
    pub file: String,
    /// What it was laid over: the names of all files that counted.
    pub over: String,
    /// What the unit's return says otherwise now.
    pub changes: Vec<Change>,
}

/// Lays what a waiting return fills over the one in force. Each answer keeps the file that it was read from; a list is taken
/// as a whole.
///
/// # Errors
/// When the file does not wait beside the unit's return in force, or fills nothing that is not so already, or has a list
/// with fewer rows, of which nobody can tell whether the others are meant to go.
pub fn combine(
    session: &mut Session,
    unit: &str,
    file: &str,
    reason: &str,
) -> Result<Combined, Stop> {
    let reason = reason_when_closed(session, reason)?;
    let unit = unit_of(session, unit)?;
    let receipt = receipt_of(session, file)?;
    let before = in_force::current(&session.ledger)?;
    let all = waiting::waiting(&session.look())?;
    let of_file = all.into_iter();
    let mut of_file = of_file
        .filter(|one| one.receipt.id == receipt.id && one.pending.obligation.unit == unit.code);
    let waits = match of_file.next() {
        Some(one) if !one.is_settled => one,
        Some(one) => return Err(Stop::Wrong(settled(session, &one)?)),
        None => return Err(Stop::Wrong(not_waiting(session, &unit, &receipt)?)),
    };
    let owed = &waits.pending.obligation;
    let over = session.ledger.reading_of(receipt.id, &unit.code)?;
    let (Some(counted), Some(over), Some(beside)) = (before.of(owed), over, waits.pending.beside)
    else {
        return Err(Stop::Wrong(nothing_in(&receipt)));
    };
    let changes = changes(session, counted, (&over, &receipt), &unit)?;
    let act = session.begin_act()?;
    session.ledger.together(|ledger| -> Result<(), Stop> {
        ledger.decide(&Decision {
            what: Decided::Combine {
                obligation: owed.clone(),
                over: receipt.id,
                beside,
            },
            act: act.clone(),
            reason,
        })?;
        waiting::wait_on(ledger, &session.campaign.kit, owed, Some(beside))
    })?;
    Ok(Combined {
        unit,
        over: counted.file(),
        file: receipt.file,
        changes,
    })
}

/// What the unit's return will say otherwise.
fn changes(
    session: &Session,
    counted: &Counted,
    (over, receipt): (&Reading, &Receipt),
    unit: &Named,
) -> Result<Vec<Change>, Stop> {
    if !over.fills_anything() {
        return Err(Stop::Wrong(nothing_in(receipt)));
    }
    let kit = &session.campaign.kit;
    if let Some((list, before, after)) = counted.reading.list_cut_short(over) {
        let form = kit.form(&over.form);
        let section = form.and_then(|form| form.sections.iter().find(|s| s.id == *list));
        return Err(Stop::Wrong(msg!(
            "flow.combine-list-shorter",
            unit = unit.name,
            file = receipt.file,
            list = section.map_or(list.as_str(), |section| &section.title),
            before = before,
            after = after
        )));
    }
    let mut whole = Reading::clone(&counted.reading);
    whole.lay_over(over, receipt);
    recomputing(kit)(&mut whole);
    let changes = in_force::differences(kit, &counted.reading, &whole);
    if changes.is_empty() && in_force::same_remarks(&counted.reading, &whole) {
        return Err(Stop::Wrong(msg!(
            "flow.combine-nothing-new",
            file = receipt.file,
            before = counted.file()
        )));
    }
    Ok(changes)
}

fn nothing_in(receipt: &Receipt) -> Message {
    msg!("flow.return-without-answers", file = receipt.file)
}

/// That it was decided to keep the return in force, and how that is taken back.
fn settled(session: &Session, one: &Waiting) -> Result<Message, Stop> {
    let kept = waiting::kept(&one.pending);
    let decisions = session.ledger.decisions()?;
    let act = decisions.iter().rev().find(|d| d.what == kept);
    let act = act.map(|decision| decision.act.id).unwrap_or_default();
    let (file, before) = (&one.names[0], &one.names[1]);
    Ok(msg!(
        "flow.combine-settled",
        file = file,
        before = before,
        act = act
    ))
}

/// Why a file does not wait beside the return of a unit.
fn not_waiting(session: &Session, unit: &Named, receipt: &Receipt) -> Result<Message, Stop> {
    let ledger = &session.ledger;
    let (file, name) = (&receipt.file, &unit.name);
    let held = ledger.held()?;
    let mut own = held.iter().filter(|(id, _)| *id == receipt.id);
    let of_unit = own.clone().find(|(_, owed)| owed.unit == unit.code);
    let Some((_, owed)) = of_unit else {
        let held_for = own.next().map(|(_, owed)| &owed.unit);
        return Ok(not_its_return(session, unit, (receipt, held_for)));
    };
    if !in_force::is_owed(&session.campaign.roster, owed) {
        return Ok(msg!("flow.return-of-other-form", file = file, unit = name));
    }
    let in_force = ledger.in_force()?;
    Ok(match in_force.get(owed) {
        Some(now) if now.files().any(|file| file == receipt.id) => {
            msg!("flow.combine-already", file = file, unit = name)
        }
        Some(now) if now.base == receipt.id => {
            msg!("flow.combine-in-force", file = file, unit = name)
        }
        _ => msg!("flow.combine-not-waiting", file = file, unit = name),
    })
}
