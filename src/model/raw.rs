//! What a reader hands over: located raw cells, no opinion about them.
//!
//! Crosses the boundary of the limited child process, so everything is plain data.

use crate::value::{Raw, Seen};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A workbook as the file holds it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RawWorkbook {
    /// What the bytes are.
    pub format: Format,
    /// The program that says it saved the file (Application property).
    pub application: Option<String>,
    /// When it says so, RFC 3339 as in the file.
    pub saved_at: Option<String>,
    /// Whether it carries macros, which nothing here ever runs.
    pub has_macros: bool,
    /// Sheets in order, hidden ones too.
    pub sheets: Vec<RawSheet>,
    /// Defined names that refer to one cell, one of each spelling, in their order. Workbooks of one form share them.
    pub names: Arc<Vec<RawName>>,
}

impl RawWorkbook {
    /// The defined name that is spelt so, in lower case.
    pub fn name(&self, lower: &str) -> Option<&RawName> {
        let at = self.names.binary_search_by(|n| n.name.as_str().cmp(lower));
        at.ok().map(|at| &self.names[at])
    }

    /// Where a defined name points to on a sheet.
    pub fn name_on(&self, sheet: &str, lower: &str) -> Option<(u32, u16)> {
        let name = self.name(lower).filter(|n| n.sheet == sheet)?;
        Some((name.row, name.col))
    }
}

/// File formats by content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Office Open XML.
    #[default]
    Xlsx,
    /// BIFF8.
    Xls,
    /// `OpenDocument`.
    Ods,
    /// The binary workbook of Excel.
    Xlsb,
    /// A table in text: CSV, a web page, the XML of Excel 2003.
    Text,
}

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RawSheet {
    /// As on the tab.
    pub name: String,
    /// Whether a person sees the tab.
    pub visible: bool,
    /// Cells that hold something, row by row.
    pub cells: Vec<RawCell>,
    /// Set when cells beyond the limits were left out: how many at least.
    pub left_out: u32,
    /// Notes on its cells and text boxes that say something, in the order of their places.
    pub notes: Vec<RawNote>,
    /// What is printed above and below its pages, piece by piece, without page numbers and the like.
    pub margins: Vec<String>,
    /// What of its cells nobody sees.
    pub unseen: Unseen,
    /// Whether its rows are the columns of the file: see [`RawSheet::turned`].
    pub is_turned: bool,
    /// The row of the file in which it begins: see [`RawSheet::part`].
    pub first_row: u32,
}

/// What of the cells of a sheet nobody sees who opens the file. Rows and columns are those of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unseen {
    /// Hidden rows with cells, in order.
    pub rows: Vec<u32>,
    /// Hidden columns with cells, in order.
    pub cols: Vec<u16>,
    /// Whether a 0 is shown as nothing.
    pub zeros: bool,
}

/// Words on a sheet that stand in no cell: a note on a cell (Excel's comments, threads with all their replies), or a text
/// box that begins over one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RawNote {
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub col: u16,
    /// Its words.
    pub text: String,
}

impl RawSheet {
    /// The cell at a place, if it holds something.
    pub fn at(&self, row: u32, col: u16) -> Option<&RawCell> {
        self.cells
            .binary_search_by_key(&(row, col), |c| (c.row, c.col))
            .ok()
            .map(|i| &self.cells[i])
    }

    /// The sheet turned around, its columns as rows; `None` where it has more rows than a sheet has columns.
    pub fn turned(&self) -> Option<Self> {
        let flip = |row: u32, col: u16| Some((u32::from(col), u16::try_from(row).ok()?));
        let mut sheet = self.clone();
        sheet.is_turned = !self.is_turned;
        for cell in &mut sheet.cells {
            (cell.row, cell.col) = flip(cell.row, cell.col)?;
        }
        for note in &mut sheet.notes {
            (note.row, note.col) = flip(note.row, note.col)?;
        }
        sheet.cells.sort_by_key(|c| (c.row, c.col));
        sheet.notes.sort();
        Some(sheet)
    }

    /// Some of its rows as a sheet of its own, which begins with the first of them.
    #[must_use]
    pub fn part(&self, rows: std::ops::Range<u32>) -> Self {
        let mut sheet = self.clone();
        sheet.cells.retain(|cell| rows.contains(&cell.row));
        sheet.notes.retain(|note| rows.contains(&note.row));
        let cells = sheet.cells.iter_mut().map(|cell| &mut cell.row);
        let notes = sheet.notes.iter_mut().map(|note| &mut note.row);
        for row in cells.chain(notes) {
            *row -= rows.start;
        }
        sheet.first_row += rows.start;
        sheet
    }

    /// Where a cell of this sheet stands in the file.
    pub fn in_file(&self, row: u32, col: u16) -> (u32, u16) {
        let turned = self.is_turned.then(|| u16::try_from(row).ok());
        let (row, col) = match turned.flatten() {
            Some(turned) => (u32::from(col), turned),
            None => (row, col),
        };
        (row.saturating_add(self.first_row), col)
    }

    /// Whether a cell of this sheet stands in a row or a column that is hidden in the file.
    pub fn is_hidden(&self, row: u32, col: u16) -> bool {
        let (row, col) = self.in_file(row, col);
        let unseen = &self.unseen;
        unseen.rows.binary_search(&row).is_ok() || unseen.cols.binary_search(&col).is_ok()
    }

    /// The cells of a row, from the left.
    pub fn row(&self, row: u32) -> &[RawCell] {
        let from = self.cells.partition_point(|c| c.row < row);
        let rest = &self.cells[from..];
        &rest[..rest.partition_point(|c| c.row == row)]
    }
}

/// A cell that holds something. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RawCell {
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub col: u16,
    /// Its content.
    pub value: Raw,
    /// How its formula begins, when there is one and the format gives it.
    pub formula: Option<String>,
    /// The number format is a percentage (`0%`); `None` where the format does not tell.
    pub percent: Option<bool>,
    /// Whole digits that its number format writes at least, with zeros before: `00000` of a code; 0 where it does not say.
    pub digits: u8,
    /// What a person sees of it, where that may be something else than its content.
    pub seen: Option<Box<Seen>>,
}

impl RawCell {
    /// A cell of a file that tells no more of it than its content.
    pub fn of((row, col): (u32, u16), value: Raw) -> Self {
        Self {
            row,
            col,
            value,
            formula: None,
            percent: None,
            digits: 0,
            seen: None,
        }
    }

    /// Its text as a person reads a code or a telephone number: with the zeros that its format writes before it.
    pub fn shown(&self) -> String {
        let shown = self.value.shown();
        let is_whole =
            matches!(self.value, Raw::Number(_)) && shown.bytes().all(|b| b.is_ascii_digit());
        let missing = usize::from(self.digits).saturating_sub(shown.len());
        if is_whole {
            "0".repeat(missing) + &shown
        } else {
            shown
        }
    }
}

/// A defined name of one cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RawName {
    /// The name in lower case: Excel does not tell cases apart, and ids of a kit have only small letters.
    pub name: String,
    /// Sheet name it points to.
    pub sheet: String,
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub col: u16,
}

/// `C5` for row 4, column 2.
pub fn cell_name(row: u32, col: u16) -> String {
    format!("{}{}", column_name(col), u64::from(row) + 1)
}

/// `C` for column 2.
pub fn column_name(col: u16) -> String {
    let mut letters = Vec::new();
    let mut c = u32::from(col) + 1;
    while c > 0 {
        letters.push(b'A' + ((c - 1) % 26) as u8);
        c = (c - 1) / 26;
    }
    letters.reverse();
    String::from_utf8_lossy(&letters).into_owned()
}

#[cfg(test)]
mod tests {
    use super::cell_name;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        assert_eq!(cell_name(0, 0), "A1");
        assert_eq!(cell_name(13, 25), "Z14");
        assert_eq!(cell_name(0, 26), "AA1");
        assert_eq!(cell_name(1_048_575, 16_383), "XFD1048576");
    }
}
