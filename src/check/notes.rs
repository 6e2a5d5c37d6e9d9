//! Words on a sheet that are no answers, in notes, boxes and the cells for remarks: they are told, since what they say may
//! bear on an answer.

use super::answers::place;
use super::identity::Hidden;
use crate::layout::identity as keys;
use crate::model::code;
use crate::model::finding::{Draft, Finding, Involved};
use crate::model::form::Form;
use crate::model::raw::{Format, RawCell, RawNote, RawSheet, RawWorkbook, cell_name};
use crate::model::reading::{Answer, Reading};
use crate::msg;
use crate::value::fold;
use crate::value::fold::clean;
use crate::words::{Fact, Message};
use std::collections::BTreeSet;

/// Notes that are told with their words; nobody reads more one by one.
const MOST: usize = 50;
/// Characters of a note that are told.
const LONGEST: usize = 500;
/// What tells the remarks of a return apart from the notes on its sheets: no sheet is called so.
const BESIDE: &str = "*";

/// What is to be known of a whole file: that it carries macros, and what its format does not tell.
pub(super) fn of_file(book: &RawWorkbook) -> Vec<Message> {
    let macros = book.has_macros.then(|| msg!("check.has-macros"));
    let untold = match book.format {
        Format::Text => Some(msg!("check.read-from-text")),
        Format::Xlsb => Some(msg!("check.looks-not-told")),
        Format::Xls | Format::Ods => Some(msg!("check.conditions-not-told")),
        Format::Xlsx => None,
    };
    macros.into_iter().chain(untold).collect()
}

/// A workbook without the notes that we wrote beside cells, as its hidden sheet knows them; `None` when it has none. One that
/// somebody has changed since stays.
pub(super) fn without_ours(book: &RawWorkbook) -> Option<RawWorkbook> {
    let hidden = Hidden::of(book)?;
    let marks: BTreeSet<&str> = hidden.get(keys::NOTES).split_whitespace().collect();
    if marks.is_empty() {
        return None;
    }
    let mut book = book.clone();
    for sheet in &mut book.sheets {
        let is_ours = |note: &RawNote| marks.contains(keys::note_mark(&note.text).as_str());
        sheet.notes.retain(|note| !is_ours(note));
    }
    Some(book)
}

/// What the notes and text boxes of a sheet say, if there are any.
pub(super) fn told(sheet: &RawSheet) -> Option<Draft> {
    let notes = sheet.notes.iter().take(MOST);
    let cells: Vec<Involved> = notes
        .map(|note| {
            let place = place(sheet, note.row, note.col);
            Involved {
                field: None,
                label: cell_name(place.row, place.col),
                place: Some(place),
                shown: told_of(&note.text).into(),
            }
        })
        .collect();
    if cells.is_empty() {
        return None;
    }
    let said = cells.iter().map(|cell| match &cell.shown {
        Fact::Text(words) => format!("{}: \"{words}\"", cell.label),
        _ => cell.label.clone(),
    });
    let message = msg!(
        "check.notes",
        sheet = sheet.name,
        count = sheet.notes.len(),
        notes = Fact::list(said, "; ")
    );
    Some(Draft {
        about: sheet.name.clone(),
        cells,
        ..Draft::new(&code::NOTES, (message, msg!("check.notes-todo")))
    })
}

/// A remark that stands in the cell for it, beside a row or a list.
pub(super) struct Noted {
    /// Id of the row or the list.
    about: String,
    cell: Involved,
}

impl Noted {
    /// Id of the row or the list that it stands beside.
    pub(super) fn about(&self) -> &str {
        &self.about
    }

    /// What a person calls that row.
    pub(super) fn label(&self) -> &str {
        &self.cell.label
    }

    /// What it says.
    pub(super) fn words(&self) -> Option<&str> {
        match &self.cell.shown {
            Fact::Text(words) => Some(words),
            _ => None,
        }
    }

    /// Where it stands.
    pub(super) fn cell(&self) -> Involved {
        self.cell.clone()
    }
}

/// Remarks that say what the one above them says.
const AS_ABOVE: &[&str] = &["nt", "n t", "như trên", "nhu tren", "như dòng trên"];
/// Signs for the same.
const AS_ABOVE_SIGNS: &[char] = &['"', '″', '〃', '”', '“', '\''];

/// The words in the cell for remarks beside what is called so; they are told at the end, unless a finding has them. What
/// only repeats the remark above is that remark.
pub(super) fn noted(
    all: &mut Vec<Noted>,
    raw: &RawSheet,
    (label, about): (&str, &str),
    cell: &RawCell,
) -> String {
    let words = clean(&cell.value.shown(), true);
    if words.contains(char::is_alphanumeric) {
        let cell = Involved {
            field: None,
            label: label.to_owned(),
            place: Some(place(raw, cell.row, cell.col)),
            shown: told_of(&words).into(),
        };
        let about = about.to_owned();
        all.push(Noted { about, cell });
    }
    let mut above = cell.row;
    let mut meant = words;
    while is_as_above(&meant) && above > 0 {
        above -= 1;
        let said = raw.at(above, cell.col).map(|cell| cell.value.shown());
        meant = clean(&said.unwrap_or_default(), true);
    }
    meant
}

/// Whether a remark only repeats the one above it.
fn is_as_above(remark: &str) -> bool {
    let words = fold(remark);
    let words = words.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let signs = remark.trim();
    let is_sign = !signs.is_empty() && signs.chars().all(|c| AS_ABOVE_SIGNS.contains(&c));
    is_sign || AS_ABOVE.contains(&words.join(" ").as_str())
}

/// The remarks of a return that are no reason of a nil and that no finding tells.
pub(super) fn beside_rows(
    (form, noted): (&Form, &[Noted]),
    reading: &Reading,
    findings: &[Finding],
) -> Option<Draft> {
    let is_told = |about: &str| {
        let fields = form.fields().filter(|f| f.row.id.as_str() == about);
        let fields: BTreeSet<String> = fields.map(|f| f.id().to_string()).collect();
        let mut said = reading.fields.iter();
        let is_nil = said.any(|said| {
            fields.contains(said.field.as_str()) && matches!(said.answer, Answer::Nil { .. })
        });
        let mut nils = reading.list_nils.iter();
        let mut findings = findings.iter().filter(|finding| {
            let mut cells = finding.cells.iter().filter_map(|c| c.field.as_deref());
            cells.any(|field| fields.contains(field) || field == about)
        });
        is_nil
            || nils.any(|(list, ..)| *list == *about)
            || findings.any(|f| !f.reason.is_empty() || f.code.is(&code::REMARK_OTHERWISE))
    };
    let cells = noted.iter().filter(|noted| !is_told(&noted.about));
    let cells: Vec<Involved> = cells.map(|noted| noted.cell.clone()).collect();
    if cells.is_empty() {
        return None;
    }
    let said = cells.iter().take(MOST).map(|cell| {
        let at = cell.place.as_ref();
        let at = at.map_or_else(String::new, |at| cell_name(at.row, at.col));
        match &cell.shown {
            Fact::Text(words) => format!("{} ({at}): \"{words}\"", cell.label),
            _ => at,
        }
    });
    let message = msg!(
        "check.remarks-beside",
        count = cells.len(),
        notes = Fact::list(said, "; ")
    );
    Some(Draft {
        about: BESIDE.to_owned(),
        cells,
        ..Draft::new(&code::NOTES, (message, msg!("check.notes-todo")))
    })
}

/// Words as they are told.
fn told_of(words: &str) -> String {
    clean(words, false).chars().take(LONGEST).collect()
}
