//! From what a cell was understood to say to the answer of its field.
//!
//! In: an understood cell and the status beside it. Out: an [`Answer`], and the remarks that become findings.

use super::Expected;
use crate::model::finding::Involved;
use crate::model::form::ListColumn;
use crate::model::id::{AnswerId, ItemId};
use crate::model::raw::{RawCell, RawSheet};
use crate::model::reading::{Anchor, Answer, FieldReading, Place};
use crate::value::understand::{Cell, understand_seen};
use crate::value::{Kind, Nil, Raw, Remark, Understood, Value, format};

/// Status and reason beside a row or a list.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) nil: Option<Nil>,
    pub(super) status: Option<Involved>,
    pub(super) remark: String,
}

/// Sets the answer; gives back the remarks that are to be findings.
pub(super) fn settle(reading: &mut FieldReading, said: Understood, beside: &Beside) -> Vec<Remark> {
    let nil = |nil| Answer::Nil {
        nil,
        reason: beside.remark.clone(),
    };
    let refused = said.remarks.iter().any(Remark::refuses);
    // A dash beside a status is no second answer.
    let dash = said.remarks.iter().all(Remark::stands_for_nothing);
    reading.answer = match (said.value, said.nil, beside.nil) {
        (Some(value), _, _) => Answer::Value(value),
        (None, Some(own), _) => nil(own),
        (None, None, Some(status)) if !refused || dash => {
            reading.answer = nil(status);
            return Vec::new();
        }
        _ if refused => Answer::NotUnderstood,
        _ => Answer::Blank,
    };
    said.remarks
}

/// Adds a remark that is not among them yet.
pub(super) fn add(remarks: &mut Vec<Remark>, more: Option<Remark>) {
    let more = more.filter(|more| !remarks.contains(more));
    remarks.extend(more);
}

/// What a person sees in a cell.
pub(super) fn shown(raw: &Raw, percent: Option<bool>) -> String {
    match raw {
        Raw::Number(n) if percent == Some(true) => format::percent(*n, 6),
        _ => raw.shown(),
    }
}

/// A cell as it is to be understood; a blank where there is none.
pub(super) fn as_meant(cell: Option<&RawCell>) -> Cell<'_> {
    Cell {
        raw: cell.map_or(&Raw::Blank, |c| &c.value),
        seen: cell.and_then(|c| c.seen.as_deref()),
        percent: cell.and_then(|c| c.percent),
    }
}

/// Whether nobody sees anything in a cell.
pub(super) fn blank(raw: &Raw) -> bool {
    match raw {
        Raw::Blank => true,
        Raw::Text(text) => crate::value::fold::is_blank(text),
        _ => false,
    }
}

/// A place in a file.
pub(super) fn place(raw: &RawSheet, row: u32, col: u16) -> Place {
    let (row, col) = raw.in_file(row, col);
    Place {
        sheet: raw.name.clone(),
        row,
        col,
    }
}

/// A field's cell in a finding.
pub(super) fn involved(field: impl Into<ItemId>, label: &str, reading: &FieldReading) -> Involved {
    Involved {
        field: Some(field.into()),
        label: label.to_owned(),
        place: reading.place.clone(),
        shown: reading.raw.as_str().into(),
    }
}

/// What stands in a computed cell, with its text: a number as it is, also where the kind would take no such number.
pub(super) fn stated(cell: Option<&RawCell>, kind: &Kind) -> (Answer, String) {
    let Some(cell) = cell.filter(|cell| !blank(&cell.value)) else {
        return (Answer::Blank, String::new());
    };
    let cell = as_meant(Some(cell));
    let text = shown(cell.raw, cell.percent);
    if let (Raw::Number(n), true) = (cell.raw, kind.is_number()) {
        return (Answer::Value(Value::Number(*n)), text);
    }
    let said = understand_seen(cell, kind, "", None);
    let answer = match said.value {
        Some(value) => Answer::Value(value),
        None if said.remarks.contains(&Remark::Uncomputed) => Answer::Blank,
        None => Answer::NotUnderstood,
    };
    (answer, text)
}

/// Reads a list's cell.
pub(super) fn list_cell(
    field: AnswerId,
    cell: Option<&RawCell>,
    column: &ListColumn,
    expected: &Expected<'_>,
) -> (FieldReading, Vec<Remark>) {
    let cell = as_meant(cell);
    let mut said = understand_seen(cell, &column.kind, "", None);
    let value = said.value.as_ref();
    let doubt =
        value.and_then(|value| expected.doubt((&column.label, &column.kind, ""), value, cell.raw));
    add(&mut said.remarks, doubt);
    let mut reading = FieldReading {
        field,
        answer: Answer::Blank,
        raw: shown(cell.raw, cell.percent),
        place: None,
        anchor: Anchor::Name,
        estimate: said.estimate,
        remark: String::new(),
    };
    let remarks = settle(&mut reading, said, &Beside::default());
    (reading, remarks)
}
