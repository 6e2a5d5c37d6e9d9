//! Headings that stand in a table again, as they are printed on each page.

use super::headings::Headed;
use crate::model::raw::RawCell;
use crate::value::{Raw, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Rows below the first of `units` that say no more than rows above it do: the headings, the numbers of the columns, the
/// units of measure.
pub(super) fn repeated(headed: &Headed<'_>, units: &BTreeSet<u32>) -> BTreeSet<u32> {
    let Some(first) = units.first() else {
        return BTreeSet::new();
    };
    let mut rows: BTreeMap<u32, Vec<&RawCell>> = BTreeMap::new();
    let filled = headed.sheet.cells.iter();
    for cell in filled.filter(|c| !c.value.shown().trim().is_empty()) {
        rows.entry(cell.row).or_default().push(cell);
    }
    let said = |cell: &&RawCell| (cell.col, fold(&cell.value.shown()));
    let above = || rows.range(..first).map(|(_, cells)| cells);
    let texts: BTreeSet<(u16, String)> = above().flatten().map(said).collect();
    let whole: BTreeSet<Vec<(u16, String)>> = above()
        .filter(|cells| cells.len() > 1)
        .map(|cells| cells.iter().map(said).collect())
        .collect();
    let is_again = |cells: &Vec<&RawCell>| {
        let all = || cells.iter().map(said);
        let is_text = |cell: &&RawCell| matches!(cell.value, Raw::Text(_));
        // Single figures may agree with the numbers of the columns by chance.
        cells.iter().all(is_text) && all().all(|said| texts.contains(&said))
            || whole.contains(&all().collect::<Vec<_>>())
    };
    let below = rows.range(first + 1..);
    let again = below.filter(|(row, cells)| !units.contains(row) && is_again(cells));
    again.map(|(row, _)| *row).collect()
}
