//! Words on a sheet that stand in no cell: they are told, since what they say may bear on an answer.

use super::answers::place;
use super::identity::Hidden;
use crate::layout::identity as keys;
use crate::model::code;
use crate::model::finding::{Draft, Involved};
use crate::model::raw::{Format, RawNote, RawSheet, RawWorkbook, cell_name};
use crate::msg;
use crate::value::fold::clean;
use crate::words::{Fact, Message};
use std::collections::BTreeSet;

/// Notes that are told with their words; nobody reads more one by one.
const MOST: usize = 50;
/// Characters of a note that are told.
const LONGEST: usize = 500;

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
    let words =
        |note: &RawNote| -> String { clean(&note.text, false).chars().take(LONGEST).collect() };
    let notes = sheet.notes.iter().take(MOST);
    let cells: Vec<Involved> = notes
        .map(|note| {
            let place = place(sheet, note.row, note.col);
            Involved {
                field: None,
                label: cell_name(place.row, place.col),
                place: Some(place),
                shown: words(note).into(),
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
