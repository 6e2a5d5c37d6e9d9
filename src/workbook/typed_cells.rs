//! Cells of a list of ours that came back, into which people typed.

use crate::model::raw::{RawCell, RawSheet};
use crate::value::fold;
use crate::words::official;

/// What of a cell is not struck out.
pub(super) fn standing(cell: &RawCell) -> String {
    let seen = cell.seen.as_deref();
    let standing = seen.and_then(|seen| match &seen.mark {
        crate::value::Mark::SetApart { struck, .. } if !struck.is_empty() => Some(&seen.text),
        _ => None,
    });
    let said = standing.cloned().unwrap_or_else(|| cell.value.shown());
    said.trim().to_owned()
}

/// The column of a heading, by the id of its sentence.
pub(super) fn column(sheet: &RawSheet, row: u32, id: &str) -> Option<u16> {
    let heading = fold(&official(id));
    let mut cells = sheet.row(row).iter();
    let found = cells.find(|cell| fold(&cell.value.shown()) == heading);
    found.map(|cell| cell.col)
}
