//! Workbooks that this program made for the office itself: what they hold is no return, though units and figures stand in
//! them.
//!
//! They are known by what they say, whatever they are called.

use crate::model::raw::{RawSheet, RawWorkbook};
use crate::value::{Raw, fold};
use crate::words::{Fact, official};
use std::collections::BTreeSet;

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
    book.sheets.iter().find_map(|sheet| {
        let by_headings = TABLES.iter().find(|(_, heads)| has_row_of(sheet, heads));
        let name = match by_headings {
            Some((name, _)) => name,
            None if is_consolidated(sheet) => "check.ours-consolidated",
            None => return None,
        };
        Some(Fact::words(name))
    })
}

fn has_row_of(sheet: &RawSheet, heads: &[&str]) -> bool {
    (0..HEAD).any(|row| {
        let said = sheet.row(row).iter().map(|cell| match &cell.value {
            Raw::Text(text) => fold(text),
            _ => String::new(),
        });
        let said: BTreeSet<String> = said.collect();
        said.len() >= heads.len() && heads.iter().all(|id| said.contains(&fold(&official(id))))
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
