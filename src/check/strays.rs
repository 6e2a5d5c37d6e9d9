//! Filled cells that belong to no field and that we did not write.

use super::answers::{place, shown};
use super::lists::blank;
use super::place::SheetMap;
use super::reading::Place;
use crate::value::{Raw, fold};
use crate::workbook::layout::{Line, NUMBER};
use std::collections::BTreeSet;

/// Shorter texts are ours only where we wrote them.
const TELLING: usize = 4;
/// Rows below the signatures' room where names are still typed.
const NAMES: u32 = 4;

/// The strays of a sheet, row by row.
pub(super) fn strays(
    map: &SheetMap<'_>,
    used: &BTreeSet<(&str, u32, u16)>,
) -> Vec<(Place, String)> {
    let written: BTreeSet<String> = map
        .plan
        .written
        .iter()
        .map(|(_, _, text)| fold(text))
        .collect();
    // "1.1", "máy": ours in the column where we wrote them, on whatever row now.
    let short = map
        .plan
        .written
        .iter()
        .map(|(_, col, text)| (*col, text.as_str()));
    let short: BTreeSet<(u16, &str)> = short
        .filter(|(col, _)| *col == NUMBER || Some(*col) == map.plan.grid.unit)
        .collect();
    let planned_ours: BTreeSet<(u32, u16)> = map.plan.ours.iter().copied().collect();
    let ids: BTreeSet<&str> = map.plan.row_ids.iter().map(|(_, id)| id.as_str()).collect();
    let signed = map.plan.lines.iter().position(|l| *l == Line::PlaceDate);
    let signed = signed.and_then(|at| map.row(at as u32));
    let after = map
        .row(map.plan.lines.len() as u32)
        .map_or(u32::MAX, |r| r.saturating_add(NAMES));
    let ours = |row: u32, col: u16, value: &Raw| {
        let text = fold(&value.shown());
        if ids.contains(text.as_str()) || text.chars().count() >= TELLING && written.contains(&text)
        {
            return true;
        }
        let planned_col = map.planned_col(col);
        if planned_col.is_some_and(|col| short.contains(&(col, text.as_str()))) {
            return true;
        }
        // Last period's values go with their rows.
        if planned_col.is_some() && planned_col == map.plan.grid.previous && map.has_id(row) {
            return true;
        }
        let Some((row, col)) = map.planned_row(row).zip(planned_col) else {
            return false;
        };
        planned_ours.contains(&(row, col))
            || map.plan.text_at(row, col).is_some_and(|t| fold(t) == text)
    };
    let signatures = |row: u32| signed.is_some_and(|from| (from..after).contains(&row));
    let stray = map.raw.cells.iter().filter(|c| {
        !blank(&c.value)
            && c.formula.is_none()
            && !used.contains(&(map.raw.name.as_str(), c.row, c.col))
            && !signatures(c.row)
            && !ours(c.row, c.col, &c.value)
    });
    stray
        .map(|c| (place(map.raw, c.row, c.col), shown(&c.value, c.percent)))
        .collect()
}
