//! `use`: of several returns of a unit this one counts.

use super::close::reason_when_closed;
use super::decide::receipt_of;
use super::ingest::in_force;
use super::unit_name::{Named, unit_of};
use super::{Session, Stop, waiting};
use crate::model::change::Change;
use crate::model::id::UnitCode;
use crate::model::obligation::Obligation;
use crate::model::receipt::{Counted, Decided, Decision, Receipt};
use crate::msg;
use crate::words::Message;

/// What counts now.
#[derive(Debug)]
pub struct Used {
    /// Whose return it is.
    pub unit: Named,
    /// The file.
    pub file: String,
    /// What counted before; `None` when nothing did.
    pub before: Option<String>,
    /// What it says otherwise.
    pub changes: Vec<Change>,
}

/// Puts a return of a unit in force that waits, or that another one took the place of.
///
/// # Errors
/// When the file is no return of the unit, counts already as it is, or the figures are closed and no reason is given.
pub fn use_return(
    session: &mut Session,
    unit: &str,
    file: &str,
    reason: &str,
) -> Result<Used, Stop> {
    let reason = reason_when_closed(session, reason)?;
    let unit = unit_of(session, unit)?;
    let receipt = receipt_of(session, file)?;
    let held = session.ledger.held()?.into_iter();
    let held: Vec<Obligation> = held
        .filter(|(id, _)| *id == receipt.id)
        .map(|(_, owed)| owed)
        .collect();
    let Some(owed) = held.iter().find(|owed| owed.unit == unit.code).cloned() else {
        let held_for = held.first().map(|owed| &owed.unit);
        let why = not_its_return(session, &unit, (&receipt, held_for));
        return Err(Stop::Wrong(why));
    };
    if !in_force::is_owed(&session.campaign.roster, &owed) {
        return Err(Stop::Wrong(msg!(
            "flow.return-of-other-form",
            file = receipt.file,
            unit = unit.name
        )));
    }
    let before = in_force::current(&session.ledger)?;
    let earlier = before.of(&owed);
    if earlier.is_some_and(|counted| counted.is_alone(receipt.id)) {
        return Err(Stop::Wrong(msg!(
            "flow.use-in-force",
            file = receipt.file,
            unit = unit.name
        )));
    }
    let said = session.ledger.reading_of(receipt.id, &unit.code)?;
    let kit = &session.campaign.kit;
    let changes = earlier.zip(said.as_ref());
    let changes = changes.map(|(counted, said)| in_force::differences(kit, &counted.reading, said));
    let act = session.begin_act()?;
    session.ledger.together(|ledger| -> Result<(), Stop> {
        ledger.drop_pending(receipt.id, &unit.code)?;
        ledger.decide(&Decision {
            what: Decided::PutInForce {
                obligation: owed.clone(),
                receipt: receipt.id,
            },
            act: act.clone(),
            reason,
        })?;
        let beside = earlier.map(|counted| counted.latest().id);
        waiting::wait_on(ledger, &session.campaign.kit, &owed, beside)
    })?;
    Ok(Used {
        unit,
        file: receipt.file,
        before: earlier.map(Counted::file),
        changes: changes.unwrap_or_default(),
    })
}

/// Whose return a file is that is none of a unit, by what the ledger holds of it; or that nothing could be read.
pub(super) fn not_its_return(
    session: &Session,
    unit: &Named,
    (receipt, held_for): (&Receipt, Option<&UnitCode>),
) -> Message {
    let roster = &session.campaign.roster;
    let whose = held_for.or(receipt.unit.as_ref());
    match whose.filter(|whose| **whose != unit.code) {
        Some(whose) => {
            let known = roster.unit(whose);
            let whose = known.map_or(whose.as_str(), |unit| &unit.name);
            msg!(
                "flow.return-of-other-unit",
                file = receipt.file,
                whose = whose,
                unit = unit.name
            )
        }
        None => msg!("flow.return-without-answers", file = receipt.file),
    }
}
