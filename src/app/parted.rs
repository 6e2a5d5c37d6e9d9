//! Copies of a campaign that parted: both went on from one place, and neither knows what the other did.
//!
//! Each hand-over is a decision in the ledger with an id of its own, which both copies have. What either decided after it
//! stands in its own ledger alone: two that both have something there have parted.

use crate::model::receipt::{Decided, Decision};
use crate::msg;
use crate::store::folder;
use crate::store::ledger::Ledger;
use crate::value::{Moment, format};
use crate::words::Message;
use std::path::Path;

/// When a copy was handed over, by whom and to whom.
pub(super) fn said(handed: &Decision) -> Message {
    let at = &handed.act.at;
    let day = Moment::parse(at).map_or_else(|| at.clone(), |at| format::day(at.day()));
    let by = &handed.act.by;
    match &handed.what {
        Decided::HandOver { to, .. } if !to.is_empty() => {
            msg!("handover.said-to", day = day, by = by, to = to)
        }
        _ => msg!("handover.said", day = day, by = by),
    }
}

/// Copies in the folders beside this one that went on from the same hand-over as it did.
pub(super) fn beside(root: &Path, own: &[Decision]) -> Vec<Message> {
    // Who never handed anything over has no copy to look for.
    if !own.iter().any(is_hand_over) {
        return Vec::new();
    }
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let beside = root.parent().map(std::fs::read_dir);
    let mut told = Vec::new();
    for entry in beside.into_iter().flatten().flatten().flatten() {
        let path = entry.path();
        if path != root
            && let Some(other) = decisions_in(&path)
        {
            told.extend(from_other(own, (&path, &other)));
        }
    }
    told.sort_by_key(Message::to_string);
    told
}

/// What was decided in the campaign of another folder; `None` where nothing can be read.
pub(super) fn decisions_in(root: &Path) -> Option<Vec<Decision>> {
    let ledger = root.join(folder::LEDGER);
    let is_there = std::fs::metadata(&ledger).is_ok_and(|about| about.is_file());
    let ledger = is_there.then(|| Ledger::open_to_read(&ledger).ok())??;
    ledger.all_decisions().ok()
}

fn is_hand_over(decision: &Decision) -> bool {
    matches!(decision.what, Decided::HandOver { .. })
}

/// That another copy went on too, after a hand-over that both know.
pub(super) fn from_other(own: &[Decision], (path, other): (&Path, &[Decision])) -> Option<Message> {
    let same = own.iter().zip(other).take_while(|(a, b)| a == b).count();
    let handed = own[..same].iter().rev().find(|d| is_hand_over(d))?;
    let (here, there) = (own.len() - same, other.len() - same);
    (here > 0 && there > 0).then(|| {
        msg!(
            "handover.parted",
            handed = said(handed),
            here = here,
            there = there,
            folder = path.display()
        )
    })
}

/// Whether a copy of a campaign's ledger has what the ledger has not; also where nobody can tell.
pub(super) fn holds_more(root: &Path, copy: &Path) -> bool {
    let entries = |path: &Path| Ledger::open_to_read(path).ok()?.entries().ok();
    match (entries(&root.join(folder::LEDGER)), entries(copy)) {
        (Some(own), Some(other)) => !own.starts_with(&other),
        _ => true,
    }
}
