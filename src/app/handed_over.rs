//! Whether a copy of a campaign was handed over: then it is only looked at.

use super::look::Looking;
use super::parted::{self, said};
use super::{Look, Stop};
use crate::model::receipt::{Decided, Decision};
use crate::msg;
use crate::store::ledger::Ledger;
use crate::value::{Moment, format};
use crate::words::Message;

/// The hand-over after which nobody goes on with this copy; `None` while somebody may.
pub(super) fn handed_over(ledger: &Ledger) -> Result<Option<Decision>, Stop> {
    let decisions = ledger.decisions()?.into_iter().rev();
    let mut turns = decisions.filter(|decision| {
        matches!(
            decision.what,
            Decided::HandOver { .. } | Decided::TakeOver { .. }
        )
    });
    let last = turns.next();
    Ok(last.filter(|last| matches!(last.what, Decided::HandOver { .. })))
}

/// Whether nobody goes on with this copy.
pub fn is_handed_over(on: &mut impl Look) -> Result<bool, Stop> {
    Ok(handed_over(on.look().ledger)?.is_some())
}

/// That work goes on with another copy, and how this one is taken back.
pub(super) fn refused(handed: &Decision) -> Message {
    msg!("handover.refused", handed = said(handed))
}

/// What there is to say of this copy, of others beside it, and of the clock of this machine.
pub fn standing(on: &mut impl Look) -> Result<Vec<Message>, Stop> {
    let looking = on.look();
    let mut told = Vec::new();
    if let Some(handed) = handed_over(looking.ledger)? {
        told.push(msg!("handover.stands", handed = said(&handed)));
    }
    told.extend(clock_set_back(&looking)?);
    told.extend(parted::beside(
        &looking.campaign.root,
        &looking.ledger.all_decisions()?,
    ));
    Ok(told)
}

/// That today is before the day of what was recorded last: whatever is told by days would be wrong.
fn clock_set_back(looking: &Looking<'_>) -> Result<Option<Message>, Stop> {
    let (today, latest) = (looking.now.day(), looking.ledger.latest()?);
    let later = latest.map(Moment::day).filter(|day| today < *day);
    Ok(later.map(|day| {
        let [today, last] = [today, day].map(format::day);
        msg!("ledger.clock-set-back", today = today, last = last)
    }))
}
