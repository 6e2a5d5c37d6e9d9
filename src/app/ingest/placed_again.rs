//! Returns that are placed again, because what they were placed beside counts no more, or counts again.

use super::in_force::{self, Rules, Standings};
use crate::app::{Session, Stop, waiting};
use crate::model::id::ReceiptId;
use crate::model::obligation::Obligation;
use crate::model::pending::{Pending, WaitReason};
use crate::model::receipt::{Counting, Decided};
use crate::model::unit::Unit;
use crate::msg;
use crate::store::ledger::Ledger;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a unit owes is placed as if what counted for it last had never come: what counted before counts again, and what
/// did not count because of it is placed by the rules. `beside` is a receipt to leave as it is.
pub(crate) fn place_again(
    ledger: &mut Ledger,
    rules: &Rules<'_>,
    owed: &Obligation,
    beside: Option<ReceiptId>,
) -> Result<(), Stop> {
    let decisions = ledger.decisions()?;
    let counted: Vec<(ReceiptId, &str)> = decisions
        .iter()
        .filter_map(|d| match &d.what {
            Decided::PutInForce {
                obligation,
                receipt,
            } if obligation == owed => Some((*receipt, d.act.at.as_str())),
            _ => None,
        })
        .collect();
    let held = ledger.held()?.into_iter();
    let held = held.filter(|(id, of)| of == owed && Some(*id) != beside);
    let left: BTreeSet<ReceiptId> = held.map(|(id, _)| id).collect();
    let again = counted.iter().rev().find(|(id, _)| left.contains(id));
    let again = again.map(|(id, _)| *id);
    // When it began to count it took the place of whatever had come before.
    let first = counted.iter().find(|(id, _)| Some(*id) == again);
    let in_force = ledger.in_force()?;
    let counting = in_force.get(owed);
    if let Some(again) = again
        && counting.is_none_or(|counting| counting.base != again)
    {
        let why = msg!("flow.in-force-again");
        in_force::put_in_force(ledger, (owed, again), &why, &rules.act)?;
    }
    let pending = ledger.pending()?;
    let now = ledger.in_force()?;
    let now = now.get(owed);
    let never_counted = |id: &ReceiptId| {
        counted.iter().all(|(c, _)| c != id) && now.is_none_or(|now| !now.holds(*id))
    };
    let latest = now.map(Counting::latest);
    let mut others = Vec::new();
    for id in left.into_iter().filter(never_counted) {
        let mut waits = pending
            .iter()
            .filter(|p| p.waits == id && p.obligation == *owed);
        // One that waits beside what counts again, or that the officer chose not to use, stays as it is.
        let stays = |p: &Pending| {
            let is_open_again = p.why == WaitReason::AfterClose && !rules.is_closed;
            waiting::is_settled(p, &decisions) || (latest == p.beside && !is_open_again)
        };
        if waits.any(stays) {
            continue;
        }
        // What the officer filled for the unit counts by a decision alone.
        if let Some(receipt) = ledger.receipt(id)?
            && receipt.learned.is_none()
            && let Some(said) = ledger.reading_of(id, &owed.unit)?
            && first.is_none_or(|(_, since)| receipt.received_at.as_str() >= *since)
        {
            others.push((receipt, Arc::new(said)));
        }
    }
    // As they came, and of those that came together as they were saved.
    others.sort_by_key(|(receipt, _)| {
        let saved = receipt.saved_at;
        (receipt.received_at.clone(), saved.is_none(), saved)
    });
    let mut standings = in_force::current(ledger)?;
    for (receipt, said) in &others {
        let findings = ledger.findings(receipt.id)?;
        in_force::stand(ledger, rules, &mut standings, (receipt, said), &findings)?;
    }
    Ok(())
}

/// Tells which return counts now for what a unit owes, where that changed.
pub(crate) fn tell_what_counts(
    session: &mut Session,
    before: &Standings,
    owed: &Obligation,
) -> Result<(), Stop> {
    let ids = |standings: &Standings| {
        let counted = standings.of(owed)?;
        let laid = counted.laid.iter().map(|receipt| receipt.id);
        Some((counted.receipt.id, laid.collect::<Vec<_>>()))
    };
    let now = in_force::current(&session.ledger)?;
    let unit = session.campaign.roster.unit(&owed.unit);
    let is_asked = unit.is_some_and(Unit::reports);
    let name = unit.map_or(owed.unit.as_str(), |unit| unit.name.as_str());
    let told = match now.of(owed) {
        _ if ids(&now) == ids(before) => None,
        Some(now) => Some(msg!("flow.unit-falls-back", unit = name, file = now.file())),
        // It is asked for nothing any more.
        None => is_asked.then(|| msg!("flow.unit-has-none-now", unit = name)),
    };
    session.told.extend(told);
    Ok(())
}
