//! What the officer can do about something that waits for a decision.

use super::code::Code;
use super::id::{FigureId, FindingId, UnitCode};
use serde::{Deserialize, Serialize};

/// A step of the officer with the facts that it needs. The command line says it as a command, a page as a button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Action {
    /// Say whose return a file is.
    Assign {
        /// File name as received.
        file: String,
        /// The unit that it was taken for, on a weak sign.
        taken_for: Option<UnitCode>,
    },
    /// Take a file as the return of a unit, where that is what the roster now says.
    TakeFor {
        /// File name as received.
        file: String,
        /// The unit.
        unit: UnitCode,
    },
    /// Use a return that waits, or keep the one in force.
    Choose {
        /// The file that waits.
        file: String,
        /// Whose it is.
        unit: UnitCode,
        /// What is accepted to keep the one in force.
        finding: FindingId,
        /// It came when the figures were closed: to use it needs a reason.
        is_late: bool,
    },
    /// Take only what a return that waits fills, and keep the rest of the one in force; or choose between them.
    Combine {
        /// The file that waits.
        file: String,
        /// Whose it is.
        unit: UnitCode,
        /// What is accepted to keep the one in force.
        finding: FindingId,
    },
    /// Accept a finding, with a reason.
    Accept {
        /// Which.
        finding: FindingId,
    },
    /// Accept all open findings of one code, with one reason.
    AcceptAlike {
        /// Which code.
        code: Code,
    },
    /// Pass over a file that is no return, with a reason.
    Ignore {
        /// File name as received.
        file: String,
    },
    /// Keep the signed copy of a unit, with the code on it.
    KeepSigned {
        /// Which unit.
        unit: UnitCode,
    },
    /// Go on without a unit's return, with a reason.
    GoWithout {
        /// Which unit.
        unit: UnitCode,
    },
    /// Wait again for a unit that it was decided to go on without, or word the sentences otherwise.
    WaitFor {
        /// Which unit.
        unit: UnitCode,
        /// File of the campaign with the sentences.
        file: String,
    },
    /// Say where the figures of a unit that answered and is not asked any more count.
    PlaceFigures {
        /// Which unit.
        unit: UnitCode,
        /// The unit that it is part of now, where the roster says so.
        into: Option<UnitCode>,
    },
    /// Choose again between a number of the ledger and one that was typed over it.
    Settle {
        /// The figure.
        figure: FigureId,
        /// What was typed.
        typed: String,
        /// Whether what was typed may still be kept.
        may_keep: bool,
    },
    /// Word a sentence of the draft otherwise, where no figure can be had for it.
    Reword {
        /// File of the campaign.
        file: String,
    },
    /// Fill in a setting.
    FillSetting {
        /// File of the campaign.
        file: String,
        /// Its key there: `[ky] den`.
        key: String,
    },
}
