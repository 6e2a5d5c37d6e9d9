//! The sheet of decisions (`quyet-dinh.xlsx`): what waits for the officer, a row each, with what may be done about it.
//!
//! In: rows with what can be chosen. Out: a workbook; and from one that came back, what was typed into each row. A row is
//! known by its hidden key, which stands for the thing as it was when the sheet was made. Knows nothing of the ledger.

mod read;
mod write;

pub use read::{Filled, FilledSheet, read};
pub use write::write;

use crate::value::fold;
use crate::value::fold::without_accents;
use crate::words::official;

/// What can be decided in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// Accept what was found.
    Accept,
    /// Leave out the answers that it is about.
    Reject,
    /// Take what the file that waits fills, and keep the rest of the return in force.
    Combine,
    /// Use the file that waits, or take it for what the row says.
    Use,
    /// Keep the return in force.
    Keep,
    /// The file is of the unit beside it.
    Assign,
    /// The file is the signed copy of the unit beside it, or of the one that the row names.
    KeepSigned,
    /// The file is no return.
    Ignore,
    /// Go on without the unit.
    GoWithout,
    /// The figures count in the unit beside it.
    CountIn,
    /// The figures are left out.
    LeaveOut,
}

impl Choice {
    const ALL: [Self; 11] = [
        Self::Accept,
        Self::Reject,
        Self::Combine,
        Self::Use,
        Self::Keep,
        Self::Assign,
        Self::KeepSigned,
        Self::Ignore,
        Self::GoWithout,
        Self::CountIn,
        Self::LeaveOut,
    ];

    /// What a person reads and chooses.
    pub fn word(self) -> String {
        official(match self {
            Self::Accept => "decisions.accept",
            Self::Reject => "decisions.reject",
            Self::Combine => "decisions.combine",
            Self::Use => "decisions.use",
            Self::Keep => "decisions.keep",
            Self::Assign => "decisions.assign",
            Self::KeepSigned => "decisions.keep-signed",
            Self::Ignore => "decisions.ignore",
            Self::GoWithout => "decisions.go-without",
            Self::CountIn => "decisions.count-in",
            Self::LeaveOut => "decisions.leave-out",
        })
    }

    /// The choice that a word stands for, its letters and accents as they may be.
    pub fn of(word: &str) -> Option<Self> {
        let typed = without_accents(&fold(word));
        let mut all = Self::ALL.into_iter();
        all.find(|choice| without_accents(&fold(&choice.word())) == typed)
    }

    /// Whether it needs a reason.
    pub fn needs_reason(self) -> bool {
        !matches!(
            self,
            Self::Combine | Self::Use | Self::Assign | Self::KeepSigned | Self::CountIn
        )
    }

    /// Whether it needs a unit beside it.
    pub fn needs_unit(self) -> bool {
        matches!(self, Self::Assign | Self::CountIn)
    }
}

/// What a row is about: the same thing as it was when the sheet was made, or with other values since.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// What, whatever its values.
    pub id: String,
    /// Its values.
    pub basis: String,
}

impl Subject {
    /// As it stands in the hidden column.
    fn key(&self) -> String {
        format!("{} {}", self.id, self.basis)
    }

    fn of_key(key: &str) -> Option<Self> {
        let (id, basis) = key.trim().rsplit_once(' ')?;
        Some(Self {
            id: id.to_owned(),
            basis: basis.to_owned(),
        })
    }
}

/// What a person typed into a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// In the column of decisions.
    pub choice: String,
    /// In the column of the other unit.
    pub unit: String,
    /// In the column of the code on a signed copy.
    pub code: String,
    /// In the column of reasons.
    pub reason: String,
}

impl Typed {
    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        let typed = [&self.choice, &self.unit, &self.code, &self.reason];
        typed.into_iter().all(String::is_empty)
    }
}

/// Something that waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub subject: Subject,
    /// Whose it is; empty when that is not known.
    pub unit: String,
    /// What waits, in an office's words.
    pub said: String,
    /// File, sheet and cell.
    pub place: String,
    /// What can be decided.
    pub choices: Vec<Choice>,
    /// What was typed and could not be carried out.
    pub typed: Typed,
    /// Why it was not.
    pub answer: String,
}

/// What a sheet of decisions is made of.
#[derive(Debug)]
pub struct DecisionSheet<'a> {
    /// What the report is about.
    pub title: &'a str,
    /// Who decides; empty when nobody has said so yet.
    pub by: &'a str,
    /// What waits.
    pub rows: &'a [Row],
    /// The names of units, to be chosen from.
    pub units: &'a [String],
}
