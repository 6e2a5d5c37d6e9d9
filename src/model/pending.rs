//! A pending return: it waits for the officer.

use crate::model::code;
use crate::model::id::{FileHash, FindingId, ReceiptId};
use crate::model::obligation::Obligation;
use serde::{Deserialize, Serialize};

/// A return that waits beside the one in force, until the officer uses it or goes on without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// What the officer calls it: `16390-NHAN-01-1f0a33c2`.
    pub id: FindingId,
    /// What both answer.
    pub obligation: Obligation,
    /// The receipt that waits.
    pub waits: ReceiptId,
    /// The receipt that is in force; `None` when nothing of the unit is.
    pub beside: Option<ReceiptId>,
    /// Why it waits.
    pub why: WaitReason,
}

/// Why a return does not simply take the place of the one in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitReason {
    /// So many filled cells became blank.
    BecameBlank(usize),
    /// It was saved before the one in force.
    Older,
    /// They came and were saved at the same time.
    SameTime,
    /// They came together, and one of them does not say when it was saved.
    NoTime,
    /// One says that it was saved before the form was issued, or after it came in.
    ClockDoubtful,
    /// It waited when the officer chose another.
    OtherChosen,
    /// It came when the figures were closed.
    AfterClose,
    /// It says otherwise than what the officer entered over the one in force.
    NotAsEntered,
    /// Its token is none that the campaign gave.
    NotAsIssued,
    /// It was mailed from the address of another unit.
    OtherSender,
}

impl Pending {
    /// What the officer calls a return of these bytes that waits.
    pub fn id_of(obligation: &Obligation, waits: &FileHash) -> FindingId {
        FindingId::of(&obligation.unit, code::RETURN_WAITS.id, waits.short())
    }
}
