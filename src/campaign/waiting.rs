//! Pending returns: those that wait for the officer's decision, as people are told of them.

use crate::model::action::Action;
use crate::model::basis::BasisHasher;
use crate::model::change::Change;
use crate::model::code::{self, Code};
use crate::model::finding::{Finding, FindingState};
use crate::model::pending::{Pending, WaitReason};
use crate::model::receipt::Receipt;
use crate::msg;
use crate::value::Day;
use crate::words::{Message, ToFact};

/// A return beside the one in force.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// What is kept of it.
    pub pending: Pending,
    /// What came.
    pub receipt: Receipt,
    /// What is in force.
    pub beside: Option<Receipt>,
    /// What people call the one that came, and the one in force (nothing when none is): where both have one name, where each
    /// lies.
    pub names: [String; 2],
    /// What it says otherwise than the one in force.
    pub changes: Vec<Change>,
    /// What it fills can be laid over the one in force.
    pub can_be_combined: bool,
    /// The officer decided to go on with the one in force.
    pub is_settled: bool,
}

impl Waiting {
    /// Why it waits.
    pub fn reason(&self) -> Message {
        match (self.pending.why, self.moments()) {
            (WaitReason::BecameBlank(count), _) => msg!("flow.cells-became-blank", count = count),
            (WaitReason::Older, Some([(time, day), (old_time, old_day)])) => {
                msg!(
                    "flow.saved-earlier",
                    time = time,
                    day = day,
                    old_time = old_time,
                    old_day = old_day
                )
            }
            (WaitReason::SameTime, _) => msg!("flow.same-time"),
            (WaitReason::NoTime | WaitReason::Older, _) => msg!("flow.no-time"),
            (WaitReason::ClockDoubtful, _) => msg!("flow.clock-doubtful"),
            (WaitReason::OtherChosen, _) => msg!("flow.other-chosen"),
            (WaitReason::AfterClose, _) => msg!("flow.after-close"),
            (WaitReason::NotAsEntered, _) => msg!("flow.not-as-entered"),
            (WaitReason::NotAsIssued, _) => msg!("flow.not-as-issued"),
            (WaitReason::OtherSender, _) => msg!("flow.other-sender"),
        }
    }

    /// Whether a final is written all the same: the figures were closed before it came, and the unit has others in them.
    pub fn is_after_close(&self) -> bool {
        self.pending.why == WaitReason::AfterClose && self.beside.is_some()
    }

    /// Which file waits, beside which, and why.
    pub fn sentence(&self) -> Message {
        let [file, before] = &self.names;
        match (self.pending.why, self.moments()) {
            _ if self.beside.is_none() => {
                msg!("flow.waits-alone", file = file, reason = self.reason())
            }
            (WaitReason::BecameBlank(count), _) => msg!(
                "flow.waits-blank",
                file = file,
                count = count,
                before = before
            ),
            (WaitReason::Older, Some([(time, day), (old_time, old_day)])) => {
                msg!(
                    "flow.waits-older",
                    file = file,
                    time = time,
                    day = day,
                    old_time = old_time,
                    old_day = old_day,
                    before = before
                )
            }
            (WaitReason::SameTime, _) => {
                msg!("flow.waits-same-time", file = file, before = before)
            }
            (WaitReason::NoTime | WaitReason::Older, _) => {
                msg!("flow.waits-no-time", file = file, before = before)
            }
            (
                WaitReason::ClockDoubtful
                | WaitReason::OtherChosen
                | WaitReason::AfterClose
                | WaitReason::NotAsEntered
                | WaitReason::NotAsIssued
                | WaitReason::OtherSender,
                _,
            ) => {
                msg!(
                    "flow.waits-because",
                    file = file,
                    before = before,
                    reason = self.reason()
                )
            }
        }
    }

    /// The decision that it waits for: of one that leaves blank what was filled, and fills something, whether only that is
    /// to be taken. An older one was hardly sent to mend a newer.
    pub fn action(&self) -> Action {
        let before = self.beside.as_ref().and_then(|beside| beside.saved_at);
        let is_older = self.receipt.saved_at.zip(before);
        let is_older = is_older.is_some_and(|(new, old)| new < old);
        let is_half = matches!(self.pending.why, WaitReason::BecameBlank(_)) && !is_older;
        let fills = || self.changes.iter().any(|change| !change.became_blank);
        if is_half && self.can_be_combined && fills() {
            return Action::Combine {
                file: self.names[0].clone(),
                unit: self.pending.obligation.unit.clone(),
                finding: self.pending.id.clone(),
            };
        }
        Action::Choose {
            file: self.names[0].clone(),
            unit: self.pending.obligation.unit.clone(),
            finding: self.pending.id.clone(),
            is_late: self.pending.why == WaitReason::AfterClose,
        }
    }

    /// Its line among the findings, for lists of all there is to look at.
    pub fn notice(&self) -> Finding {
        let (pending, row) = (&self.pending, &code::RETURN_WAITS);
        let unit = &pending.obligation.unit;
        let code = Code::from(row);
        let mut basis = BasisHasher::of(&code, "");
        basis.fact(&self.receipt.hash.to_fact());
        if let Some(beside) = &self.beside {
            basis.fact(&beside.hash.to_fact());
        }
        Finding {
            id: pending.id.clone(),
            code,
            severity: row.severity,
            unit: Some(unit.clone()),
            file: self.receipt.file.clone(),
            message: self.sentence(),
            todo: msg!("flow.earlier-stays-todo"),
            action: Some(self.action()),
            cells: Vec::new(),
            reason: String::new(),
            basis: basis.finish(),
            state: if self.is_settled {
                FindingState::Accepted
            } else {
                FindingState::Open
            },
        }
    }

    /// (Time, day) at which each was saved, to the second where both are of one minute.
    fn moments(&self) -> Option<[(String, Day); 2]> {
        let (new, old) = (self.receipt.saved_at?, self.beside.as_ref()?.saved_at?);
        let is_same = (new.day(), new.time()) == (old.day(), old.time());
        Some([new, old].map(|at| {
            let time = if is_same { at.exact_time() } else { at.time() };
            (time, at.day())
        }))
    }
}
