//! What a later return says otherwise than an earlier one of the same unit.
//!
//! In: two readings of one form. Out: the fields whose answer differs; another way of writing the same value
//! ("7.315" and 7315) is no change.

use super::lists::list_cell_label;
use crate::model::change::Change;
use crate::model::form::{Form, ListDef, Section};
use crate::model::id::ItemId;
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::value::Nil;

/// What changed, grid and prose fields in the order of the form, then lists row by row.
pub fn changes(form: &Form, before: &Reading, after: &Reading) -> Vec<Change> {
    let mut found = Vec::new();
    for field in form.fields() {
        let id = field.id();
        let (old, new) = (before.field(&id), after.field(&id));
        found.extend(change((&id).into(), || field.label(), old, new));
    }
    for (section, list) in form.lists() {
        found.extend(in_list(section, list, before, after));
        found.extend(in_status(section, before, after));
    }
    found
}

fn change(
    id: ItemId,
    label: impl Fn() -> String,
    before: Option<&FieldReading>,
    after: Option<&FieldReading>,
) -> Option<Change> {
    // What is not there any more, with its row or sheet, says as little as an empty cell.
    let is_blank = |f: Option<&FieldReading>| match f {
        Some(f) if f.answer == Answer::NotUnderstood => {
            f.place.is_none() || f.raw.trim().is_empty()
        }
        Some(f) => f.answer == Answer::Blank,
        None => true,
    };
    let same = match (before, after) {
        _ if is_blank(before) && is_blank(after) => true,
        (Some(a), Some(b)) if a.answer == Answer::NotUnderstood => {
            b.answer == a.answer && a.raw == b.raw
        }
        (Some(a), Some(b)) => a.answer == b.answer && a.estimate == b.estimate,
        _ => false,
    };
    (!same).then(|| Change {
        field: id,
        label: label(),
        before: written(before),
        after: written(after),
        place_before: before.and_then(|f| f.place.clone()),
        place_after: after.and_then(|f| f.place.clone()),
        became_blank: !is_blank(before) && is_blank(after),
    })
}

fn in_list(section: &Section, list: &ListDef, before: &Reading, after: &Reading) -> Vec<Change> {
    let (before, after) = (before.list(&section.id), after.list(&section.id));
    let mut found = Vec::new();
    for row in 0..before.len().max(after.len()) {
        for (at, column) in list.columns.iter().enumerate() {
            let id = ItemId::list_cell(&section.id, row, &column.id);
            let label = || list_cell_label(section, &column.label, row);
            let old = before.get(row).and_then(|r| r.cells.get(at));
            let new = after.get(row).and_then(|r| r.cells.get(at));
            found.extend(change(id, label, old, new));
        }
    }
    found
}

/// A list that was answered with a status, or is now.
fn in_status(section: &Section, before: &Reading, after: &Reading) -> Option<Change> {
    let said = |reading: &Reading| {
        let nil = reading.list_nils.iter().find(|(id, ..)| *id == section.id);
        nil.map_or_else(String::new, |(_, nil, reason)| nil_written(*nil, reason))
    };
    let (old, new) = (said(before), said(after));
    (old != new).then(|| Change {
        field: (&section.id).into(),
        label: section.title.clone(),
        became_blank: new.is_empty() && after.list(&section.id).is_empty(),
        before: old,
        after: new,
        place_before: None,
        place_after: None,
    })
}

fn written(field: Option<&FieldReading>) -> String {
    match field {
        Some(FieldReading {
            answer: Answer::Nil { nil, reason },
            ..
        }) => nil_written(*nil, reason),
        Some(field) => field.raw.clone(),
        None => String::new(),
    }
}

fn nil_written(nil: Nil, reason: &str) -> String {
    let word = nil.word();
    if reason.is_empty() {
        word.to_owned()
    } else {
        format!("{word} ({reason})")
    }
}
