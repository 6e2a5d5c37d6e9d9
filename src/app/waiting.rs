//! Pending returns: those that wait for the officer's decision, with what they would change.
//!
//! What differs is not kept: it is worked out anew from the ledger, against whichever return is in force now.

use super::alike_names::names_of;
use super::{Looking, Stop};
use crate::app::ingest::in_force;
use crate::campaign::waiting::Waiting;
use crate::model::id::ReceiptId;
use crate::model::kit::Kit;
use crate::model::obligation::Obligation;
use crate::model::pending::{Pending, WaitReason};
use crate::model::receipt::{Counted, Decided, Decision};
use crate::store::ledger::Ledger;

/// All that are pending beside what is in force now, settled or not, in the order of the roster. A return in force is
/// not pending, and one is no longer pending once the return beside it was superseded.
pub(crate) fn waiting(looking: &Looking) -> Result<Vec<Waiting>, Stop> {
    let (ledger, roster) = (looking.ledger, &looking.campaign.roster);
    let mut pending = ledger.pending()?;
    if pending.is_empty() {
        return Ok(Vec::new());
    }
    let in_force = ledger.in_force()?;
    pending.retain(|one| {
        let current = in_force.get(&one.obligation);
        in_force::is_owed(roster, &one.obligation)
            && match current {
                Some(now) => Some(now.latest()) == one.beside && !now.holds(one.waits),
                None => true,
            }
    });
    let decisions = ledger.decisions()?;
    let mut all = Vec::with_capacity(pending.len());
    for pending in pending {
        let Some(receipt) = ledger.receipt(pending.waits)? else {
            continue;
        };
        let beside = pending.beside.map(|id| ledger.receipt(id)).transpose()?;
        let beside = beside.flatten();
        let unit = &pending.obligation.unit;
        let counting = in_force.get(&pending.obligation);
        let counted = counting.map(|counting| ledger.counted(unit, counting));
        let counted = counted.transpose()?;
        let names = match &beside {
            Some(beside) => {
                let file = counted.as_ref().map_or(beside.file.clone(), Counted::file);
                names_of(&looking.campaign.root, &receipt, (beside, file))?
            }
            None => [receipt.file.clone(), String::new()],
        };
        let mut one = Waiting {
            names,
            receipt,
            beside,
            changes: Vec::new(),
            is_settled: is_settled(&pending, &decisions),
            can_be_combined: false,
            pending,
        };
        let waits = &one.pending;
        if let Some(counted) = counted.filter(|_| !one.is_settled)
            && let Some(said) = ledger.reading_of(waits.waits, &waits.obligation.unit)?
        {
            let now = &counted.reading;
            one.changes = in_force::differences(&looking.campaign.kit, now, &said);
            one.can_be_combined = in_force::can_be_combined(now, &said);
        }
        all.push(one);
    }
    let place = |one: &Waiting| {
        let units = &roster.units;
        let unit = &one.pending.obligation.unit;
        let at = units.iter().position(|u| *unit == u.code.as_str());
        at.unwrap_or(units.len())
    };
    all.sort_by(|a, b| (place(a), &a.receipt.file).cmp(&(place(b), &b.receipt.file)));
    Ok(all)
}

/// Others that waited beside what counted before wait beside what counts now, unless they say just the same.
pub(super) fn wait_on(
    ledger: &mut Ledger,
    kit: &Kit,
    owed: &Obligation,
    beside: Option<ReceiptId>,
) -> Result<(), Stop> {
    let standings = in_force::current(ledger)?;
    let Some(counted) = standings.of(owed) else {
        return Ok(());
    };
    let decisions = ledger.decisions()?;
    let mut others = ledger.pending()?;
    others.retain(|one| {
        let waits = one.obligation == *owed && one.beside == beside;
        waits && counted.latest().id != one.waits && !is_settled(one, &decisions)
    });
    for one in others {
        let Some(said) = ledger.reading_of(one.waits, &owed.unit)? else {
            continue;
        };
        let changes = in_force::differences(kit, &counted.reading, &said);
        if changes.is_empty() && in_force::same_remarks(&counted.reading, &said) {
            continue;
        }
        let blank = changes.iter().filter(|change| change.became_blank).count();
        let why = match one.why {
            _ if blank > 0 => WaitReason::BecameBlank(blank),
            WaitReason::BecameBlank(_) => WaitReason::OtherChosen,
            why => why,
        };
        ledger.add_pending(&Pending {
            beside: Some(counted.latest().id),
            why,
            ..one
        })?;
    }
    Ok(())
}

/// Whether the officer decided to go on with what is in force.
pub(super) fn is_settled(pending: &Pending, decisions: &[Decision]) -> bool {
    let kept = kept(pending);
    decisions.iter().any(|decision| decision.what == kept)
}

/// That a return which waits is not used.
pub(super) fn kept(pending: &Pending) -> Decided {
    Decided::KeepInForce {
        obligation: pending.obligation.clone(),
        waits: pending.waits,
        beside: pending.beside,
    }
}
