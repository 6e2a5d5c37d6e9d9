//! The tables that a kit's report would have, held against the page.
//!
//! In: a kit that is right by itself. Out: a mistake at the columns of each table in which a number would break or be too
//! small to read.

use crate::docx;
use crate::kit::{KIT_FILE, places, respondents};
use crate::model::document::{Inline, Table};
use crate::model::kit::Kit;
use crate::msg;
use crate::report::narrate;
use crate::source::{Files, Mistake};
use std::collections::BTreeMap;

/// Totals of a province reach five digits where one unit's example has two.
const A_TOTAL: &str = "99.999";

/// Tables that no page has room for.
pub(super) fn too_wide(kit: &Kit, files: &Files) -> Vec<Mistake> {
    let figures = respondents::figures(kit, &BTreeMap::new());
    let tables =
        (kit.tables.iter()).filter_map(|def| Some((def, narrate::table(kit, &def.id, &figures)?)));
    let too_wide = tables.filter(|(_, table)| docx::is_too_wide(&as_large(table)));
    too_wide
        .map(|(def, table)| {
            let place = places::table(files, &def.id);
            let (file, span) = place.unwrap_or_else(|| (KIT_FILE.to_owned(), 0..0));
            let help = if table.appendix == Some(true) {
                msg!("kit.split-table")
            } else {
                msg!("kit.turn-or-split-table")
            };
            Mistake {
                file,
                span,
                message: msg!("kit.table-too-wide", columns = table.columns.len()),
                help: Some(help),
            }
        })
        .collect()
}

/// The table with whole numbers as large as they may become.
fn as_large(table: &Table) -> Table {
    let mut table = table.clone();
    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
    for inline in cells.flatten() {
        if let Inline::Figure { shown, .. } = inline
            && shown.len() < A_TOTAL.len()
            && shown.chars().all(|c| c.is_ascii_digit() || c == '.')
        {
            A_TOTAL.clone_into(shown);
        }
    }
    table
}
