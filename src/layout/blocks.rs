//! Lists and signatures of a sheet.

use super::Line;
use super::ListSpot;
use super::columns::{Grid, LABEL, NUMBER};
use super::lines::{Sheet, word};
use crate::model::form::{ListDef, Section};

impl Sheet<'_> {
    pub(super) fn list(&mut self, s: usize, section: &Section, list: &ListDef) {
        let grid = self.plan.grid.clone();
        let at = self.line(Line::ListCount(s));
        self.plan.row_ids.push((at, section.id.to_string()));
        self.write(at, LABEL, word("layout.list-count"));
        for col in [grid.value, grid.check, grid.missing] {
            self.ours(at, col);
        }
        let (status, remark) = if let (Some(status), Some(remark)) = (grid.status, grid.remark) {
            ((at, status), (at, remark))
        } else {
            let status = self.line(Line::ListStatus(s));
            self.write(status, LABEL, word("layout.list-status"));
            let remark = self.line(Line::ListRemark(s));
            self.write(remark, LABEL, word("layout.list-remark"));
            ((status, grid.value), (remark, grid.value))
        };
        let columns = grid.list_columns(list.columns.len());
        let head = self.line(Line::ListHeading(s));
        self.write(head, NUMBER, word("layout.number"));
        for (col, column) in columns.iter().zip(&list.columns) {
            self.write(head, *col, column.label.clone());
        }
        self.write(head, grid.check, word("layout.check"));
        for i in 0..list.capacity {
            let row = self.line(Line::ListRow(s, i));
            self.plan
                .row_ids
                .push((row, format!("{}[{i}]", section.id)));
            self.write(row, NUMBER, (i + 1).to_string());
            self.ours(row, grid.check);
        }
        let ids = list.columns.iter().map(|c| c.id.clone()).collect();
        self.layout.list_columns.push(ids);
        self.layout.lists.push(ListSpot {
            section: section.id.clone(),
            sheet: self.plan.name.clone(),
            first_row: head + 1,
            first_col: LABEL,
            capacity: list.capacity,
            columns,
            status,
            remark,
            count: (at, grid.value),
            check: (at, grid.check),
            missing: (at, grid.missing),
            row_check: grid.check,
        });
    }

    pub(super) fn foot(&mut self) {
        let (left_col, right) = signature_columns(&self.plan.grid);
        if self.plan.lines.last() != Some(&Line::Empty) {
            self.line(Line::Empty);
        }
        let row = self.line(Line::PlaceDate);
        self.ours(row, right);
        let mut left = vec![word("layout.prepared-by"), word("layout.prepared-hint")];
        let mut head = self.form.signature.clone();
        head.push(word("layout.signed-hint"));
        let lines = left.len().max(head.len());
        left.resize(lines, String::new());
        head.resize(lines, String::new());
        for (left, head) in left.into_iter().zip(head) {
            let row = self.line(Line::Signature);
            self.write(row, left_col, left);
            self.write(row, right, head);
        }
        self.line(Line::SignatureRoom);
    }

    /// The code that a signed sheet is held against the file by: at the end of each sheet, what it is for on the last.
    pub(super) fn paper_code(&mut self, is_last: bool) {
        let row = self.line(Line::PaperCode);
        self.ours(row, NUMBER);
        if is_last {
            let row = self.line(Line::PaperCodeNote);
            self.write(row, NUMBER, word("layout.paper-code-note"));
        }
    }
}

/// Where whoever prepared the form and the head of the unit sign, side by side on the first page across. What stands in
/// the columns of the labels would be repeated on the others.
pub fn signature_columns(grid: &Grid) -> (u16, u16) {
    let last = grid.front();
    let labels = grid.repeated().1;
    if last < grid.last && last > labels + 1 {
        return (labels + 1, labels + 1 + (last - labels) / 2);
    }
    let total: u16 = (NUMBER..=last).map(|c| grid.width(c)).sum();
    let mut left = 0;
    for col in NUMBER..last {
        left += grid.width(col);
        if col >= LABEL && left * 5 >= total * 2 {
            return (NUMBER, col + 1);
        }
    }
    (NUMBER, last)
}
