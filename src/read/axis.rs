//! Rows or columns of a sheet with the wide gaps between them narrowed, for libraries that make a grid of all that lies
//! between the first cell and the last: one stray cell in the last row would take all memory.

use super::refusal::Refusal;
use std::ops::Range;

/// No gap is left wider. What people leave free on purpose is narrower.
const GAP: u32 = 64;
/// Cells of a grid that is made as it is.
const SMALL: u64 = 1 << 20;
/// No grid is made that has more.
const MOST: u64 = 4 << 20;

/// Where each row, or each column, of a sheet stands once wide gaps are narrowed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Axis {
    /// Gaps from left to right: the first place behind each, as narrowed and as it was.
    steps: Vec<(u32, u32)>,
    /// The first place behind all that is used, as narrowed.
    length: u32,
}

impl Axis {
    /// The axis on which only these places are used, each from the first to before the last, in order.
    pub(super) fn of(used: impl IntoIterator<Item = Range<u32>>) -> Self {
        let mut axis = Self::default();
        let (mut free, mut removed) = (0u32, 0u32);
        for Range { start, end } in used {
            let gap = start.saturating_sub(free);
            if gap > GAP {
                removed += gap - GAP;
                axis.steps.push((start - removed, start));
            }
            free = end.max(free);
        }
        axis.length = free - removed;
        axis
    }

    /// Where a place stands now. One within a gap that was narrowed stands no further than what follows the gap.
    pub(super) fn narrowed(&self, place: u32) -> u32 {
        let at = self.steps.partition_point(|(_, was)| *was <= place);
        let removed = at.checked_sub(1).map_or(0, |at| {
            let (now, was) = self.steps[at];
            was - now
        });
        let next = self.steps.get(at).map_or(u32::MAX, |(now, _)| *now);
        (place - removed).min(next)
    }

    /// Where a place that is used stood.
    pub(super) fn restored(&self, place: u32) -> u32 {
        let at = self.steps.partition_point(|(now, _)| *now <= place);
        at.checked_sub(1).map_or(place, |at| {
            let (now, was) = self.steps[at];
            place.saturating_add(was - now)
        })
    }
}

/// Where the cells of a workbook stood, by the place of the sheet among all; nothing of sheets that are as they were.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub(super) sheets: Vec<Option<Axes>>,
}

/// Rows and columns of a sheet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Axes {
    pub(super) rows: Axis,
    pub(super) cols: Axis,
}

impl Axes {
    /// The axes of a sheet of which these rows and columns are used; nothing where the library makes its grid as it is. A sheet
    /// that is too large even with narrow gaps is refused.
    pub(super) fn of(rows: &[Range<u32>], cols: &[Range<u32>]) -> Result<Option<Self>, Refusal> {
        let end = |used: &[Range<u32>]| used.last().map_or(0, |last| u64::from(last.end));
        if end(rows) * end(cols) <= SMALL {
            return Ok(None);
        }
        let [rows, cols] = [rows, cols].map(|used| Axis::of(used.iter().cloned()));
        if u64::from(rows.length) * u64::from(cols.length) > MOST {
            return Err(Refusal::TooLarge);
        }
        Ok(Some(Self { rows, cols }))
    }
}

impl Folded {
    /// Where a cell of a sheet stood.
    pub(super) fn restored(&self, sheet: usize, (row, col): (u32, u32)) -> (u32, u32) {
        match self.sheets.get(sheet) {
            Some(Some(Axes { rows, cols })) => (rows.restored(row), cols.restored(col)),
            _ => (row, col),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Axis;

    #[test]
    fn a_wide_gap_is_narrowed_and_every_used_place_is_restored() {
        let used = [0, 1, 30, 64_999, 65_000, 1_048_575];
        let axis = Axis::of(used.map(|place| place..place + 1));
        assert!(axis.length < 200, "{axis:?}");
        let narrowed: Vec<u32> = used.iter().map(|place| axis.narrowed(*place)).collect();
        assert!(narrowed.is_sorted() && narrowed[2] == 30, "{narrowed:?}");
        let restored: Vec<u32> = narrowed.iter().map(|place| axis.restored(*place)).collect();
        assert_eq!(restored, used);
        assert_eq!(axis.narrowed(40_000), axis.narrowed(64_999));
    }

    proptest::proptest! {
        #[test]
        fn places_keep_their_order_and_come_back(used: std::collections::BTreeSet<u16>) {
            let used: Vec<u32> = used.into_iter().map(u32::from).collect();
            let axis = Axis::of(used.iter().map(|place| *place..place + 1));
            let narrowed: Vec<u32> = used.iter().map(|place| axis.narrowed(*place)).collect();
            assert!(narrowed.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(narrowed.iter().zip(&used).all(|(now, was)| axis.restored(*now) == *was));
        }
    }
}
