//! The table that a roster is read from: which sheet, and what to call it when something in it is wrong.

use super::columns;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::source::Problem;
use crate::words::Message;

/// A table, and what to call it.
pub(crate) struct Source<'a> {
    /// File name.
    pub(crate) file: &'a str,
    /// Sheet, unless it is a text file.
    pub(crate) sheet: Option<&'a str>,
    /// Its cells.
    pub(crate) table: &'a RawSheet,
}

impl<'a> Source<'a> {
    /// The sheet of a workbook that looks most like a roster.
    pub(crate) fn of_book(file: &'a str, book: &'a RawWorkbook) -> Option<Self> {
        let known = |sheet: &&RawSheet| columns::find(sheet).map_or(0, |c| c.at.len());
        // Of equals the first counts, and what people see counts before what is hidden.
        let table = book
            .sheets
            .iter()
            .rev()
            .max_by_key(|s| (known(s), s.visible))?;
        Some(Self {
            file,
            sheet: Some(&table.name),
            table,
        })
    }

    pub(super) fn problem(&self, row: u32, col: u16, message: Message) -> Problem {
        Problem::in_cell(self.file, self.sheet, (row, col), message)
    }
}
