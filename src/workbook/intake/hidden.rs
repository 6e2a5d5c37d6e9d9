//! The two sheets that nobody sees: the words of drop-downs, and where the workbook comes from.

use super::context::Book;
use super::whose::{Whose, slot};
use crate::layout::identity;
use crate::layout::{IDENTITY_SHEET, WORDS_SHEET};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Writes the words of drop-downs.
pub(super) fn write_words(book: &Book, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(WORDS_SHEET)?.set_very_hidden(true).protect();
    let lists = book.words.lists.iter().map(|(_, words)| words);
    for (col, words) in lists.chain(book.words.previous.values()).enumerate() {
        for (row, word) in words.iter().enumerate() {
            sheet.write_string(row as u32, col as u16, word)?;
        }
    }
    Ok(())
}

/// Marks of notes that one cell can hold.
const MOST_NOTES: usize = 2_000;

/// Writes where the workbook comes from.
pub(super) fn write_identity(book: &Book, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet
        .set_name(IDENTITY_SHEET)?
        .set_very_hidden(true)
        .protect();
    let issue = book.issue;
    let (unit, mark) = match book.whose {
        Whose::One => (slot("@code"), slot("@token")),
        Whose::All(_) => (String::new(), issue.token("")),
    };
    let layout = book.layout.hash();
    let notes = book.filled.notes().map(|note| identity::note_mark(&note));
    let lines: [(&str, &str); 8] = [
        (identity::KIT, &issue.kit.id),
        (identity::KIT_VERSION, &issue.kit.version),
        (identity::FORM, &issue.form.id),
        (identity::UNIT, &unit),
        (identity::CAMPAIGN, issue.campaign),
        (identity::PERIOD, issue.period),
        (identity::LAYOUT, &layout),
        (identity::TOKEN, &mark),
    ];
    let notes: Vec<String> = notes.take(MOST_NOTES).collect();
    let notes = notes.join(" ");
    let of_notes = (!notes.is_empty()).then_some((identity::NOTES, notes.as_str()));
    for (row, (key, value)) in lines.iter().chain(&of_notes).enumerate() {
        sheet.write_string(row as u32, 0, *key)?;
        sheet.write_string(row as u32, 1, *value)?;
    }
    Ok(())
}
