//! A plain table: a heading, rows, a filter. Most sheets are one.
//!
//! A sheet may have a row for each answer of each unit, more than memory should hold: `rust_xlsxwriter` writes everything
//! but the rows, with one cell for each look that cells have, and the rows go into the finished package one by one.

use super::look::{self, Cell, ConsolidatedPage};
use crate::model::raw::column_name;
use crate::workbook::{height, pack};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;

/// Rows of cells, made as they are written.
pub(super) struct Rows<'a> {
    /// How many there are.
    pub(super) count: u32,
    /// The formats of the numbers in them.
    pub(super) codes: BTreeSet<String>,
    /// The rows without their number.
    pub(super) cells: Box<dyn Iterator<Item = Vec<Cell>> + 'a>,
}

impl From<Vec<Vec<Cell>>> for Rows<'static> {
    fn from(rows: Vec<Vec<Cell>>) -> Self {
        let codes = rows.iter().flatten().filter_map(Cell::code);
        Self {
            count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            codes: codes.map(str::to_owned).collect(),
            cells: Box::new(rows.into_iter()),
        }
    }
}

/// A sheet that is one table.
pub(super) struct Table<'a> {
    /// Title and the lines under it.
    pub(super) lines: Vec<String>,
    /// Headings and widths.
    pub(super) heads: Vec<(String, f64)>,
    /// Its rows, which number themselves in the first column.
    pub(super) rows: Rows<'a>,
    /// Columns that stay in sight.
    pub(super) frozen: u16,
    /// Whether the figures are made up.
    pub(super) specimen: bool,
}

/// A table whose rows are still to be written.
pub(super) struct Begun<'a> {
    part: String,
    /// The row of the headings, from 0.
    top: u32,
    widths: Vec<f64>,
    looks: Vec<Cell>,
    cells: Box<dyn Iterator<Item = Vec<Cell>> + 'a>,
}

impl<'a> Table<'a> {
    /// Adds a sheet with everything but the rows.
    pub(super) fn begin(self, book: &mut Workbook, tab: &str) -> Result<Begun<'a>, XlsxError> {
        let part = format!("xl/worksheets/sheet{}.xml", book.worksheets().len() + 1);
        let sheet = book.add_worksheet();
        sheet.set_name(tab)?;
        look::head(sheet, &self.lines)?;
        let top = self.lines.len() as u32 + 1;
        let mut tall = 1;
        for (col, (head, width)) in (0u16..).zip(&self.heads) {
            sheet.set_column_width(col, *width)?;
            sheet.write_string_with_format(top, col, look::fitting(head), &look::heading())?;
            tall = tall.max(height::lines(head, *width));
        }
        sheet.set_row_height(top, f64::from(tall) * 16.5 + 4.0)?;
        let last = (self.heads.len() as u16).saturating_sub(1);
        let looks = looks(self.rows.codes);
        if self.rows.count > 0 {
            let bottom = top.saturating_add(self.rows.count);
            stand_in(sheet, (top + 1, bottom, last), &looks)?;
            sheet.autofilter(top, 0, bottom, last)?;
        }
        sheet.set_freeze_panes(top + 1, self.frozen)?;
        ConsolidatedPage {
            landscape: true,
            repeat: Some((top, top)),
            specimen: self.specimen,
        }
        .set(sheet)?;
        Ok(Begun {
            part,
            top,
            widths: self.heads.iter().map(|(_, width)| *width).collect(),
            looks,
            cells: self.rows.cells,
        })
    }
}

/// One cell for each look.
fn looks(codes: BTreeSet<String>) -> Vec<Cell> {
    let none = String::new;
    let words = [
        Cell::Blank,
        Cell::Closed,
        Cell::Centred(none()),
        Cell::Quiet(none()),
        Cell::Attention(none()),
    ];
    let numbers = codes.into_iter().map(|code| Cell::Number(f64::NAN, code));
    words.into_iter().chain(numbers).collect()
}

/// A row with a cell for each look, and the last cell of the table, so that the sheet knows how far it goes.
fn stand_in(
    sheet: &mut Worksheet,
    (first, bottom, last): (u32, u32, u16),
    looks: &[Cell],
) -> Result<(), XlsxError> {
    look::put(sheet, (bottom, last), &Cell::Blank)?;
    for (col, look) in (0u16..).zip(looks) {
        look::put(sheet, (first, col), look)?;
    }
    Ok(())
}

/// The package with the rows of its tables.
pub(super) fn finish(package: &[u8], begun: Vec<Begun<'_>>) -> Result<Vec<u8>, XlsxError> {
    let parts: Vec<String> = begun.iter().map(|table| table.part.clone()).collect();
    let mut begun = begun;
    pack::rewrite(
        package,
        |part| parts.iter().any(|own| own == part),
        |part, xml, to| {
            let at = begun.iter().position(|table| table.part == part);
            match at.map(|at| begun.swap_remove(at)) {
                Some(table) => table.write(xml, to),
                None => to.write_all(xml.as_bytes()),
            }
        },
    )
    .map_err(XlsxError::ParameterError)
}

impl Begun<'_> {
    /// Writes the part with rows in place of the stand-in.
    fn write(self, xml: &str, to: &mut dyn Write) -> std::io::Result<()> {
        const END: &str = "</sheetData>";
        let first = self.top + 1;
        let from = xml.find(&format!("<row r=\"{}\"", first + 1));
        let Some((from, end)) = from.zip(xml.find(END)) else {
            return to.write_all(xml.as_bytes());
        };
        let styles: Vec<&str> = (xml[from..end].split(" s=\"").skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        to.write_all(&xml.as_bytes()[..from])?;
        let names: Vec<String> = (0..self.widths.len())
            .map(|col| column_name(col as u16))
            .collect();
        let style = |cell: &Cell| {
            let at = self.looks.iter().position(|look| look.looks_like(cell));
            at.and_then(|at| styles.get(at)).copied().unwrap_or("0")
        };
        let (mut row, mut name_of_row) = (String::new(), String::new());
        for (number, cells) in (1u32..).zip(self.cells) {
            let at = first + number;
            let texts = cells
                .iter()
                .map(Cell::text)
                .zip(self.widths.iter().skip(1).copied());
            row.clear();
            let _ = write!(
                row,
                "<row r=\"{at}\" ht=\"{}\" customHeight=\"1\">",
                height::of_row(texts)
            );
            name_of_row.clear();
            let _ = write!(name_of_row, "{at}\" s=\"");
            let own = Cell::Centred(number.to_string());
            for (name, cell) in names.iter().zip(std::iter::once(&own).chain(&cells)) {
                for piece in ["<c r=\"", name, &name_of_row, style(cell), "\""] {
                    row.push_str(piece);
                }
                cell.write(&mut row);
            }
            row.push_str("</row>");
            to.write_all(row.as_bytes())?;
        }
        to.write_all(&xml.as_bytes()[end..])
    }
}

impl Cell {
    /// The rest of its element.
    fn write(&self, out: &mut String) {
        match self {
            Self::Number(number, _) if number.is_finite() => {
                let _ = write!(out, "><v>{number}</v></c>");
            }
            _ if !self.text().is_empty() => {
                let text = look::fitting(self.text());
                out.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                out.push_str(&pack::escaped(&text));
                out.push_str("</t></is></c>");
            }
            _ => out.push_str("/>"),
        }
    }
}
