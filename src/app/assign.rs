//! `assign`: a received file is the return of a unit, because the officer says so.

use super::close::reason_when_closed;
use super::decide::receipt_of;
use super::ingest::in_force::{self, Rules};
use super::ingest::placed_again::{place_again, tell_what_counts};
use super::ingest::understood::{Intake, recorded};
use super::ingest::{Received, Verdict, not_read_again, read_again};
use super::unit_name::unit_of;
use super::{Session, Stop, issued, waiting};
use crate::model::code;
use crate::model::id::{FormId, UnitCode};
use crate::model::obligation::Obligation;
use crate::model::receipt::{Decided, Decision, NewReceipt, Receipt};
use crate::msg;
use std::sync::Arc;

/// Takes a received file as the return of a unit, because the officer says so, and puts it in force. All that is kept
/// of it is kept together.
///
/// # Errors
/// When no such file came, the unit is not known, or the figures are closed and no reason is given.
pub fn assign(
    session: &mut Session,
    file: &str,
    unit: &str,
    reason: &str,
) -> Result<Received, Stop> {
    let reason = reason_when_closed(session, reason)?;
    let code = unit_of(session, unit)?.code;
    let receipt = receipt_of(session, file)?;
    let new = understood_as(session, &receipt, Some(&code))?;
    let lost_by = receipt.unit.as_ref().filter(|old| **old != code);
    let lost = lost_by.and_then(|old| owed(session, old, receipt.form.as_ref()));
    // Of a table that holds several units, its own row.
    let reading = new
        .readings
        .iter()
        .find(|r| r.unit.as_ref() == Some(&code))
        .cloned();
    let before = in_force::current(&session.ledger)?;
    let obligation = reading.as_ref().map(in_force::obligation_of).transpose()?;
    let earlier = obligation.as_ref().and_then(|owed| before.of(owed));
    let standing = match (&reading, earlier) {
        (None, _) => Verdict::NotTaken,
        (Some(reading), Some(earlier)) if !earlier.is_alone(receipt.id) => Verdict::Replaced {
            before: earlier.file(),
            changes: in_force::differences(&session.campaign.kit, &earlier.reading, reading),
        },
        (Some(_), _) => Verdict::InForce,
    };
    let other_counts = |of: &Obligation| {
        let counts = before.of(of);
        counts.is_some_and(|one| one.receipt.id != receipt.id)
    };
    let act = session.begin_act()?;
    session.ledger.together(|ledger| -> Result<(), Stop> {
        ledger.refresh(receipt.id, &new)?;
        ledger.decide(&Decision {
            what: Decided::AssignFile {
                hash: receipt.hash.clone(),
                unit: code.clone(),
                was: receipt.unit.clone(),
            },
            act: act.clone(),
            reason,
        })?;
        // Whether it counts for these units is decided now.
        for unit in [Some(&code), lost_by].into_iter().flatten() {
            ledger.drop_pending(receipt.id, unit)?;
        }
        if let Some(obligation) = &obligation {
            let why = msg!("flow.in-force-by-officer");
            in_force::put_in_force(ledger, (obligation, receipt.id), &why, &act)?;
            if let Some(earlier) = earlier {
                let kit = &session.campaign.kit;
                waiting::wait_on(ledger, kit, obligation, Some(earlier.latest().id))?;
            }
        }
        if let Some(lost) = lost.as_ref().filter(|lost| !other_counts(lost)) {
            let rules = Rules::of(&session.campaign, act.follows(), ledger)?;
            place_again(ledger, &rules, lost, Some(receipt.id))?;
        }
        Ok(())
    })?;
    if let Some(lost) = &lost {
        tell_what_counts(session, &before, lost)?;
    }
    Ok(Received {
        file: receipt.file,
        receipt: receipt.id,
        unit: new.receipt.unit,
        reading: reading.map(Arc::new),
        findings: new.findings,
        standing,
    })
}

/// What the archive holds of a receipt, understood as the return of a unit, or of none but the one that it tells itself.
pub(super) fn understood_as(
    session: &mut Session,
    receipt: &Receipt,
    unit: Option<&UnitCode>,
) -> Result<NewReceipt, Stop> {
    let from = (&mut session.reader, session.campaign.root.as_path());
    let Some(answer) = read_again(from, &session.ledger, receipt)? else {
        return Err(Stop::Fault(not_read_again(receipt)));
    };
    let issued = issued::known(&session.ledger, Some(session.key))?;
    let intake = Intake::of(&session.campaign, issued, &session.now);
    let mut new = intake.understood(&recorded(receipt, unit), answer);
    // What was found beside other files stays.
    let mut known = session.ledger.findings(receipt.id)?;
    known.retain(|f| f.code.is(&code::SAME_FILE));
    new.findings.extend(known);
    Ok(new)
}

/// What a unit owes: the form that the roster asks of it, else the one that it sent.
fn owed(session: &Session, unit: &UnitCode, sent: Option<&FormId>) -> Option<Obligation> {
    let asked = session.campaign.roster.unit(unit);
    Some(Obligation {
        unit: unit.clone(),
        form: asked.map(|unit| &unit.form).or(sent)?.clone(),
    })
}
