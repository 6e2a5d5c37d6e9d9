//! Sheets that came back turned around, what was a column now a row.
//!
//! In: a workbook and the forms. Out: the same workbook with sheets turned back, each of whose cells still knows where it
//! stands in the file. Knows nothing of values.

use super::expected::Planned;
use super::signs::Signs;
use crate::layout::SheetPlan;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::value::Raw;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// So many of our labels must lie in one row before a sheet is taken for a turned one.
const FEWEST_LABELS: usize = 5;
/// A workbook with more cells was not turned around by a person.
const MOST_CELLS: usize = 50_000;

/// The workbook with those sheets turned on which the labels of a form lie in a row; `None` when there are none.
pub(super) fn lying_across(book: &RawWorkbook, forms: &[Planned]) -> Option<RawWorkbook> {
    let plans = || {
        let layouts = forms.iter();
        layouts.flat_map(|f| f.layout.sheets.iter().zip(&f.signs))
    };
    turned(book, |sheet| {
        plans().any(|(plan, signs)| lies_across(plan, signs, sheet))
    })
}

/// The workbook with all visible sheets turned; `None` when none can be.
pub(super) fn around(book: &RawWorkbook) -> Option<RawWorkbook> {
    turned(book, |sheet| sheet.visible)
}

fn turned(book: &RawWorkbook, is_chosen: impl Fn(&RawSheet) -> bool) -> Option<RawWorkbook> {
    let cells: usize = book.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    let turn = |sheet: &RawSheet| {
        let fits = cells <= MOST_CELLS && is_chosen(sheet);
        fits.then(|| sheet.turned()).flatten()
    };
    let sheets: Vec<Option<RawSheet>> = book.sheets.iter().map(turn).collect();
    let names: BTreeSet<&str> = sheets.iter().flatten().map(|s| s.name.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    // Where a name points to on a turned sheet nobody can tell.
    let kept = book
        .names
        .iter()
        .filter(|n| !names.contains(n.sheet.as_str()));
    let kept = Arc::new(kept.cloned().collect());
    let sheets = book.sheets.iter().zip(sheets);
    let sheets = sheets.map(|(straight, turned)| turned.unwrap_or_else(|| straight.clone()));
    Some(RawWorkbook {
        sheets: sheets.collect(),
        names: kept,
        application: book.application.clone(),
        saved_at: book.saved_at.clone(),
        ..*book
    })
}

/// Whether the labels or ids of a plan stand beside one another rather than below.
fn lies_across(plan: &SheetPlan, signs: &Signs, sheet: &RawSheet) -> bool {
    let ids: BTreeSet<&str> = plan.row_ids.iter().map(|(_, id)| id.as_str()).collect();
    let (mut rows, mut cols) = (BTreeMap::new(), BTreeMap::new());
    for cell in &sheet.cells {
        let Raw::Text(text) = &cell.value else {
            continue;
        };
        if ids.contains(text.trim()) || signs.labelled.contains_key(&*signs.key(text)) {
            *rows.entry(cell.row).or_insert(0_usize) += 1;
            *cols.entry(cell.col).or_insert(0_usize) += 1;
        }
    }
    let most = |counts: Option<&usize>| counts.copied().unwrap_or(0);
    let (in_row, in_col) = (most(rows.values().max()), most(cols.values().max()));
    in_row >= FEWEST_LABELS && in_row > 2 * in_col
}
