//! Merged areas: of each only the first cell is seen.

use crate::model::raw::{RawCell, cell_name};

/// Cells from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) struct Area {
    pub(in crate::read) first: (u32, u16),
    pub(in crate::read) last: (u32, u16),
}

impl Area {
    /// `E13:F13`.
    pub(in crate::read) fn name(&self) -> String {
        let name = |(row, col)| cell_name(row, col);
        format!("{}:{}", name(self.first), name(self.last))
    }

    /// Whether a cell lies in it.
    pub(super) fn has(&self, (row, col): (u32, u16)) -> bool {
        let (first, last) = (self.first, self.last);
        (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&col)
    }

    fn covers(&self, place: (u32, u16)) -> bool {
        place != self.first && self.has(place)
    }
}

/// The cells, which are in order, that a merged area covers, each with its area.
pub(in crate::read) fn covered<'a>(
    cells: &'a [RawCell],
    merged: &'a [Area],
) -> impl Iterator<Item = (usize, &'a Area)> {
    merged.iter().flat_map(|area| {
        let from = cells.partition_point(|cell| cell.row < area.first.0);
        let below = cells[from..].iter().enumerate();
        let within = below.take_while(|(_, cell)| cell.row <= area.last.0);
        let covered = within.filter(|(_, cell)| area.covers((cell.row, cell.col)));
        covered.map(move |(at, _)| (from + at, area))
    })
}
