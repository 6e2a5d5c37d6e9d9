//! Workbooks that this program made for the office itself: what they hold is no return, though units and figures stand in
//! them.
//!
//! They are known by what they say, whatever they are called.

use crate::model::raw::{RawSheet, RawWorkbook};
use crate::value::{Raw, fold};
use crate::words::{Fact, official};
use std::collections::HashSet;

/// The headings stand in the first rows of a sheet.
const HEAD: u32 = 30;

/// What each is called, and headings that no other table has all of in one row.
const TABLES: [(&str, &[&str]); 5] = [
    (
        "check.ours-consolidated",
        &[
            "consolidated.unit",
            "consolidated.code",
            "consolidated.part",
            "consolidated.raw",
            "consolidated.file",
            "consolidated.cell",
        ],
    ),
    (
        "check.ours-previous",
        &[
            "campaign.head-code",
            "campaign.head-name",
            "campaign.head-field",
            "campaign.head-value",
            "campaign.head-field-id",
        ],
    ),
    (
        "check.ours-selection",
        &[
            "selection.head-part",
            "selection.head-unit",
            "selection.head-words",
            "selection.head-mark",
            "selection.head-wording",
        ],
    ),
    (
        "check.ours-dispatch",
        &[
            "dispatch.code",
            "dispatch.unit",
            "dispatch.file",
            "dispatch.contact",
            "dispatch.deadline",
        ],
    ),
    (
        "check.ours-roster",
        &[
            "campaign.head-code",
            "campaign.head-type",
            "campaign.head-name",
            "campaign.head-deadline",
            "campaign.head-state",
        ],
    ),
];

/// Which of our own workbooks a file is.
pub(super) fn which(book: &RawWorkbook) -> Option<Fact> {
    let tables = TABLES.map(|(name, heads)| (name, heads.iter().map(|id| fold(&official(id)))));
    let tables = tables.map(|(name, heads)| (name, heads.collect::<Vec<_>>()));
    book.sheets.iter().find_map(|sheet| {
        let by_headings = with_a_row_in(sheet, &tables);
        let name = match by_headings {
            Some((name, _)) => name,
            None if is_consolidated(sheet) => "check.ours-consolidated",
            None => return None,
        };
        Some(Fact::words(name))
    })
}

/// The table all of whose headings stand in one row of a sheet.
fn with_a_row_in<'t, N>(
    sheet: &RawSheet,
    tables: &'t [(N, Vec<String>)],
) -> Option<&'t (N, Vec<String>)> {
    let fewest = tables.iter().map(|(_, heads)| heads.len()).min()?;
    let rows = (0..HEAD).map(|row| sheet.row(row));
    rows.filter(|row| row.len() >= fewest).find_map(|row| {
        let said = row.iter().filter_map(|cell| match &cell.value {
            Raw::Text(text) => Some(fold(text)),
            _ => None,
        });
        let said: HashSet<String> = said.collect();
        let mut tables = tables.iter();
        tables.find(|(_, heads)| heads.iter().all(|head| said.contains(head)))
    })
}

/// Whether a line says how many units have answered, as it stands over the sheet of a form.
fn is_consolidated(sheet: &RawSheet) -> bool {
    let line = official("consolidated.form-line");
    let between = line.split(['{', '}']).step_by(2).map(fold);
    let pieces: Vec<String> = between.filter(|piece| !piece.is_empty()).collect();
    let mut top = sheet.cells.iter().filter(|cell| cell.row < HEAD);
    top.any(|cell| {
        let Raw::Text(text) = &cell.value else {
            return false;
        };
        let text = fold(text);
        let mut rest = text.as_str();
        pieces
            .iter()
            .all(|piece| match rest.split_once(piece.as_str()) {
                Some((_, after)) => {
                    rest = after;
                    true
                }
                None => false,
            })
    })
}
