//! What was understood from a return: one answer per field, each with raw text and place.

use super::id::{AnswerId, FormId, ReceiptId, SectionId, UnitCode, split_path};
use crate::value::{Nil, Tally, Value};
use crate::words::Message;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A cell in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Sheet as on its tab.
    pub sheet: String,
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub col: u16,
}

impl Place {
    /// `Biểu 01!C5`.
    pub fn shown(&self) -> String {
        format!("{}!{}", self.sheet, self.cell())
    }

    /// `C5`.
    pub fn cell(&self) -> String {
        crate::model::raw::cell_name(self.row, self.col)
    }
}

/// What told where a field sits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Anchor {
    /// The defined name.
    Name,
    /// The hidden row id.
    RowId,
    /// The label, normalised.
    Label,
    /// Nothing found it.
    Lost,
    /// It is calculated from the other answers, wherever its cell is.
    Computed,
}

/// What a field says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// A value.
    Value(Value),
    /// Answered with "Không có số liệu" or "Không phát sinh"; the reason beside it.
    Nil {
        /// Which.
        nil: Nil,
        /// As typed, may be empty.
        reason: String,
    },
    /// Not answered.
    Blank,
    /// Something is there that was not understood; a finding says what.
    NotUnderstood,
}

impl Answer {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&Value> {
        if let Self::Value(v) = self {
            Some(v)
        } else {
            None
        }
    }

    /// Whether it says the same, whatever the reason for a nil.
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nil { nil: own, .. }, Self::Nil { nil: other, .. }) => own == other,
            _ => self == other,
        }
    }

    /// Adds it to the answers of other units.
    pub fn add_to(&self, tally: &mut Tally) {
        match self {
            Self::Value(value) => tally.add_value(value),
            Self::Nil { nil, .. } => tally.add_nil(*nil),
            Self::Blank | Self::NotUnderstood => tally.add_blank(),
        }
    }
}

/// One field as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldReading {
    /// What it answers.
    pub field: AnswerId,
    /// What it says.
    pub answer: Answer,
    /// The cell's content as a person sees it.
    pub raw: String,
    /// Where; `None` when it was not found.
    pub place: Option<Place>,
    /// Which anchor found it.
    pub anchor: Anchor,
    /// "khoảng 20%": the unit calls it an estimate.
    pub estimate: bool,
    /// What is written in the reason cell of its row (lý do, ghi chú).
    pub remark: String,
}

impl FieldReading {
    /// The column of a list's cell.
    pub fn column(&self) -> &str {
        split_path(&self.field).map_or(&self.field, |(_, column)| column)
    }
}

/// One row that a unit added to a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListRow {
    /// Cells in the order of the list's columns; `field` is `section.column`.
    pub cells: Vec<FieldReading>,
}

/// What a return says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The form that it answers.
    pub form: FormId,
    /// Whose it is; `None` of partners taken together, and while nobody can tell.
    pub unit: Option<UnitCode>,
    /// What the roster called the unit when the return was understood; may be empty.
    pub unit_name: String,
    /// Version of the kit that the workbook was emitted with, as it says.
    pub kit_version: Option<String>,
    /// Grid and prose fields, in the order of the form.
    pub fields: Vec<FieldReading>,
    /// List sections: (section id, rows).
    pub lists: Vec<(SectionId, Vec<ListRow>)>,
    /// List sections answered with a nil: (section id, which, reason).
    pub list_nils: Vec<(SectionId, Nil, String)>,
    /// The account: nothing is lost silently.
    pub account: Account,
    /// What of it came in other files, which the officer combined with it; kept as a decision, not with the reading.
    #[serde(skip)]
    pub laid: Vec<Laid>,
    /// Where the officer, who filled it for the unit, learned what came in no other file; `None` of what the unit sent. Kept
    /// with the receipt.
    #[serde(skip)]
    pub learned: Option<String>,
}

impl Reading {
    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&FieldReading> {
        self.fields.iter().find(|f| f.field == id)
    }

    /// Why a field or a list has no value, in the words of who said so.
    pub fn reason_of_nil(&self, answer: &str) -> Option<&str> {
        if let Some(Answer::Nil { reason, .. }) = self.field(answer).map(|f| &f.answer) {
            return Some(reason);
        }
        let mut nils = self.list_nils.iter();
        nils.find(|(id, ..)| id == answer)
            .map(|(.., reason)| reason.as_str())
    }

    /// The rows of a list section.
    pub fn list(&self, section: &str) -> &[ListRow] {
        self.lists
            .iter()
            .find(|(id, _)| *id == section)
            .map_or(&[], |(_, rows)| rows)
    }
}

/// What of a reading came from elsewhere than the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Laid {
    /// The receipt of its file; `None` of what the officer entered.
    pub receipt: Option<ReceiptId>,
    /// Its name as received; of single answers that the officer entered, where they were learned.
    pub file: String,
    /// Where the officer, who filled the file for the unit, learned what it says.
    pub learned: Option<String>,
    /// Grid and prose fields, and lists as a whole by their section.
    pub(super) answers: BTreeSet<String>,
}

/// Expected fields = read + nil + blank + not understood; and what belongs to no field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Fields of the form (with begun list cells).
    pub expected: u32,
    /// With a value.
    pub read: u32,
    /// Answered with nil.
    pub nil: u32,
    /// Blank.
    pub blank: u32,
    /// Not understood (and lost ones).
    pub not_understood: u32,
    /// Filled cells that belong to no field and that we did not write: place and text.
    pub strays: Vec<(Place, String)>,
    /// What was noticed about structure: fallen-back anchors, missing sheets.
    pub notes: Vec<Message>,
}

impl Account {
    /// Counts one field.
    pub(crate) fn count(&mut self, answer: &Answer) {
        self.expected += 1;
        let n = match answer {
            Answer::Value(_) => &mut self.read,
            Answer::Nil { .. } => &mut self.nil,
            Answer::Blank => &mut self.blank,
            Answer::NotUnderstood => &mut self.not_understood,
        };
        *n += 1;
    }
}
