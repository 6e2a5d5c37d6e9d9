//! Rows and columns that are hidden, and zeros that are not shown.

use crate::model::raw::{RawCell, Unseen};

/// What a sheet says of what it does not show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::read) struct Sight {
    /// Rows that are hidden, each from the first to the last.
    pub(in crate::read) rows: Ranges<u32>,
    /// Columns that are hidden.
    pub(in crate::read) cols: Ranges<u16>,
    /// Whether a 0 is shown as nothing.
    pub(in crate::read) no_zeros: bool,
}

/// Places from a first to a last one, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::read) struct Ranges<T>(Vec<(T, T)>);

impl<T: Copy + Ord> Ranges<T> {
    pub(in crate::read) fn add(&mut self, first: T, last: T) {
        match self.0.last_mut() {
            // What is repeated is said once.
            Some(before) if *before == (first, last) => {}
            _ => self.0.push((first, last)),
        }
    }

    /// Those of some places, which are in order, that lie in a range.
    fn among(&self, places: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut ranges = self.0.clone();
        ranges.sort_unstable();
        let (mut next, mut end) = (0, None);
        let is_within = |place: &T| {
            while let Some((_, last)) = ranges.get(next).filter(|(first, _)| first <= place) {
                end = end.max(Some(*last));
                next += 1;
            }
            end.is_some_and(|end| *place <= end)
        };
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<T> = places.into_iter().filter(is_within).collect();
        found.dedup();
        found
    }
}

impl Sight {
    /// What nobody sees of these cells, which are in order.
    pub(in crate::read) fn of(&self, cells: &[RawCell]) -> Unseen {
        let mut cols: Vec<u16> = Vec::new();
        if !self.cols.0.is_empty() {
            cols.extend(cells.iter().map(|cell| cell.col));
            cols.sort_unstable();
            cols.dedup();
        }
        Unseen {
            rows: self.rows.among(cells.iter().map(|cell| cell.row)),
            cols: self.cols.among(cols),
            zeros: self.no_zeros && !cells.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;

    #[test]
    fn ranges_in_any_order_that_overlap_hold_the_places_within_them() {
        let ranges = Ranges(vec![(7, 9), (2, 3), (3, 4), (20, 30), (8, 8)]);
        let found = ranges.among([0, 2, 2, 4, 5, 7, 9, 10, 20, 31]);
        assert_eq!(found, [2, 4, 7, 9, 20]);
        assert_eq!(Ranges::default().among([1, 2]), [0; 0]);
    }
}
