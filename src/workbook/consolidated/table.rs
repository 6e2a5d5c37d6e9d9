//! A plain table: a heading, rows, a filter. Most sheets are one.

use super::look::{self, Cell, ConsolidatedPage};
use crate::workbook::height;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Rows of cells.
pub(super) type Rows<'a> = Box<dyn Iterator<Item = Vec<Cell>> + 'a>;

/// A sheet that is one table.
pub(super) struct Table<'a> {
    /// Title and the lines under it.
    pub(super) lines: Vec<String>,
    /// Headings and widths.
    pub(super) heads: Vec<(String, f64)>,
    /// Cells by row, made as they are written: a sheet may have a row for each answer of each unit.
    pub(super) rows: Rows<'a>,
    /// Columns that stay in sight.
    pub(super) frozen: u16,
    /// Whether the figures are made up.
    pub(super) specimen: bool,
}

impl Table<'_> {
    /// Writes the table; the rows number themselves in the first column.
    pub(super) fn write(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        look::head(sheet, &self.lines)?;
        let top = self.lines.len() as u32 + 1;
        let mut tall = 1;
        for (col, (head, width)) in (0u16..).zip(&self.heads) {
            sheet.set_column_width(col, *width)?;
            sheet.write_string_with_format(top, col, look::fitting(head), &look::heading())?;
            tall = tall.max(height::lines(head, *width));
        }
        sheet.set_row_height(top, f64::from(tall) * 16.5 + 4.0)?;
        let mut row = top;
        for (number, cells) in (1u32..).zip(self.rows) {
            row += 1;
            look::put(sheet, (row, 0), &Cell::Centred(number.to_string()))?;
            for (col, cell) in (1u16..).zip(&cells) {
                look::put(sheet, (row, col), cell)?;
            }
            let widths = self.heads.iter().skip(1).map(|(_, width)| *width);
            let texts = cells.iter().map(Cell::text).zip(widths);
            sheet.set_row_height(row, height::of_row(texts))?;
        }
        let last = (self.heads.len() as u16).saturating_sub(1);
        if row > top {
            sheet.autofilter(top, 0, row, last)?;
        }
        sheet.set_freeze_panes(top + 1, self.frozen)?;
        ConsolidatedPage {
            landscape: true,
            repeat: Some((top, top)),
            specimen: self.specimen,
        }
        .set(sheet)
    }
}
