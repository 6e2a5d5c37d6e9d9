//! Whether a file that is no form of the campaign says something of a unit all the same: a part of what is asked, or a
//! correction. Such a file is nobody's to pass over.
//!
//! In: the cells of a file that neither looks like a form nor is a table of units. Out: the unit and what is said of it.

use super::expected::Expected;
use super::named::named_in_cell;
use super::naming::{PREFIXES, words_of};
use super::read_row::is_correction_word;
use crate::model::form::Form;
use crate::model::raw::RawWorkbook;
use crate::model::unit::Unit;
use crate::value::{Kind, Raw, fold};
use std::collections::BTreeSet;

/// So many texts of a sheet are looked at.
const MOST_TEXTS: usize = 2_000;

/// A unit that a sheet names, and a text of the same sheet that is about figures: what a form asks in numbers or by yes and
/// no, or a correction beside which numbers stand.
pub(super) fn says_of_a_unit<'e>(
    book: &RawWorkbook,
    expected: &'e Expected<'_>,
) -> Option<(&'e Unit, String)> {
    let asked = asked(expected);
    let is_asked = |text: &str| {
        let before = text.split_once(':').map_or(text, |(before, _)| before);
        asked.contains(&fold(text)) || asked.contains(&fold(before))
    };
    let mut sheets = book.sheets.iter().filter(|sheet| sheet.visible);
    sheets.find_map(|sheet| {
        let texts = sheet.cells.iter().filter_map(|cell| match &cell.value {
            Raw::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let texts = texts.take(MOST_TEXTS);
        let has_numbers = sheet.cells.iter().any(|cell| match &cell.value {
            Raw::Number(_) => true,
            Raw::Text(text) => text.bytes().any(|b| b.is_ascii_digit()),
            _ => false,
        });
        let mut about = texts
            .clone()
            .filter(|text| is_asked(text) || has_numbers && is_correction_word(text));
        let about = about.next()?;
        let unit = texts
            .clone()
            .find_map(|text| named_within(text, expected))?;
        Some((unit, about.to_owned()))
    })
}

/// What the forms ask in numbers or by yes and no, by its full label.
fn asked(expected: &Expected<'_>) -> BTreeSet<String> {
    let fields = expected.kit.forms.iter().flat_map(Form::fields);
    let fields = fields.filter(|field| !matches!(field.kind(), Kind::Text | Kind::Prose));
    fields.map(|field| fold(&field.label())).collect()
}

/// A unit that a text names as a whole, behind a colon, or at its end behind the word for what it is.
fn named_within<'e>(text: &str, expected: &'e Expected<'_>) -> Option<&'e Unit> {
    let one = |text: &str| match named_in_cell(text, expected).as_slice() {
        [code] => expected.unit(code),
        _ => None,
    };
    one(text).or_else(|| {
        let words = words_of(text);
        let is_kind = |at: &usize| {
            let rest = words[*at..].join(" ");
            PREFIXES
                .iter()
                .any(|(kind, _)| rest.starts_with(&format!("{kind} ")))
        };
        (1..words.len())
            .filter(is_kind)
            .find_map(|at| one(&words[at..].join(" ")))
    })
}
