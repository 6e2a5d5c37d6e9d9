//! A workbook that a library opened: its sheets, with what the library tells of the file.

use super::names;
use crate::model::raw::{Format, RawSheet, RawWorkbook};
use calamine::WorkbookProperties;

/// The workbook of these sheets, without a word on macros. `names` are all defined names; `local` tells of each whether
/// it belongs to one sheet only, and is empty where that is not known.
pub(super) fn workbook(
    format: Format,
    sheets: Vec<RawSheet>,
    (names, local): (&[(String, String)], &[bool]),
    about: WorkbookProperties,
) -> RawWorkbook {
    let of_one_cell = names::of_one_cell(names::written(names, local), &names::of_sheets(&sheets));
    RawWorkbook {
        format,
        application: about.application.map(|a| short(&a)),
        saved_at: about.modified.map(|m| short(&m)),
        has_macros: false,
        names: of_one_cell,
        sheets,
    }
}

/// A property of the file, of a length that a person would read.
pub(super) fn short(text: &str) -> String {
    text.chars().take(200).collect()
}
