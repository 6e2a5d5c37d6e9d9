//! Which columns of a sheet are printed on which page: columns are no smaller than can be read, so a wide sheet takes
//! several pages side by side, each with the labels of its rows.

use super::columns::{Grid, LABEL, NUMBER};

/// Points that lying A4 holds at the least scale that stays readable, 60%: letters of 7 points.
const PAGE: f64 = 1_238.0;
/// Columns in which the head of a wide sheet says its values.
const HEAD: u16 = 3;

/// Points that a column of so many characters takes at full size: a digit of Times New Roman 12 is 6 points wide, and
/// each column has 5 pixels and a fraction of its own (ECMA-376, part 1, 18.3.1.13).
pub fn points(width: u16) -> f64 {
    f64::from(width) * 6.0 + 4.3
}

impl Grid {
    /// The last column of each page, from left to right; one where all columns fit.
    pub fn pages(&self) -> Vec<u16> {
        let (_, labels) = self.repeated();
        let room = PAGE - self.points(NUMBER, labels);
        let all = self.points(labels + 1, self.last);
        let count = (all / room).ceil().max(1.0);
        let fair = all / count;
        let mut pages = Vec::new();
        let mut used = 0.0;
        let mut col = labels + 1;
        while col <= self.last {
            // State and reason of a row stay together.
            let end = if Some(col) == self.status {
                self.last
            } else {
                col
            };
            let needs = self.points(col, end);
            let is_full = used + needs > room || used + needs / 2.0 > fair;
            if used > 0.0 && is_full {
                pages.push(col - 1);
                used = 0.0;
            }
            used += needs;
            col = end + 1;
        }
        pages.push(self.last);
        pages
    }

    /// The columns that stand on the left of each page: the labels of the rows.
    pub fn repeated(&self) -> (u16, u16) {
        (NUMBER, self.unit.unwrap_or(LABEL))
    }

    /// The last column of the first page: the head, the titles and the signatures stand there.
    pub fn front(&self) -> u16 {
        self.pages().first().copied().unwrap_or(self.last)
    }

    /// First and last column in which the head says its values.
    pub fn head(&self) -> (u16, u16) {
        let front = self.front();
        let least = self.repeated().1 + 1;
        if front == self.last || front < least + HEAD {
            (front, front)
        } else {
            (front + 1 - HEAD, front)
        }
    }

    /// Points from one column to another, at full size.
    fn points(&self, from: u16, to: u16) -> f64 {
        (from..=to).map(|col| points(self.width(col))).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::GridShape;
    use super::*;

    /// A table with so many value columns of 11 characters.
    fn table(values: u16) -> Grid {
        let status = LABEL + 2 + values;
        let mut widths = vec![4, 6, 42, 9];
        widths.resize(usize::from(status), 11);
        widths.extend([15, 24, 36]);
        Grid {
            shape: GridShape::Table,
            unit: Some(LABEL + 1),
            previous: None,
            value: LABEL + 2,
            values,
            status: Some(status),
            remark: Some(status + 1),
            last: status + 1,
            check: status + 2,
            missing: status + 3,
            widths,
        }
    }

    #[test]
    fn all_columns_stand_on_one_page_as_long_as_they_can_be_read() {
        let grid = table(8);
        assert_eq!(grid.pages(), [grid.last]);
        assert_eq!(grid.head(), (grid.last, grid.last));
    }

    #[test]
    fn a_wide_table_is_shared_out_over_pages_that_are_no_wider_than_can_be_read() {
        for values in [10, 12, 20, 30, 64, 200] {
            let grid = table(values);
            let pages = grid.pages();
            let labels = grid.points(NUMBER, grid.repeated().1);
            let mut from = grid.repeated().1 + 1;
            for last in &pages {
                assert!(
                    labels + grid.points(from, *last) <= PAGE,
                    "{values}: {pages:?}"
                );
                from = last + 1;
            }
            assert_eq!(pages.last(), Some(&grid.last));
            assert!(
                !pages.contains(&grid.status.unwrap()),
                "{values}: {pages:?}"
            );
            let (first, last) = grid.head();
            assert!(first > LABEL + 1 && last == pages[0], "{values}");
        }
        assert_eq!(table(20).pages().len(), 2);
    }
}
