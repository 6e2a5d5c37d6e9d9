//! An empty roster for people to fill: headings, example rows, drop-downs, and codes that stay text.
//!
//! In: columns and rows as plain texts. Out: the bytes of a workbook, the same for the same input. Knows nothing
//! of what a roster means.

use crate::msg;
use crate::words::{Message, official};
use crate::workbook::look::{self, EXAMPLE, PrintPage, PrintSize};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, IgnoreError, Workbook, Worksheet, XlsxError,
};

/// Rows that are made ready to be filled.
const ROWS: u32 = 500;
/// Excel takes no longer list in a drop-down.
const LIST_CHARS: usize = 255;

/// A column of the roster.
#[derive(Debug, Clone)]
pub struct Column {
    /// Heading.
    pub head: String,
    /// Width in characters.
    pub width: f64,
    /// What goes in, shown when a cell is chosen and on the second sheet.
    pub hint: String,
    /// How its cells are made ready.
    pub fill: Fill,
}

/// How the cells of a column are made ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// Text, so that leading zeros stay.
    Text,
    /// A day.
    Day,
    /// Offered words; another word is asked about, not refused.
    Words(Vec<String>),
}

/// The workbook.
pub fn roster(columns: &[Column], rows: &[Vec<String>]) -> Result<Vec<u8>, Message> {
    write(columns, rows).map_err(|e| {
        msg!(
            "roster.cannot-make",
            reason = crate::words::system::fault(&e)
        )
    })
}

fn write(columns: &[Column], rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A template is of no day; the writer would put in today's.
    let no_day = jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0);
    workbook.set_properties(&look::made_at(no_day)?);
    let heading = look::list_heading(look::text());
    units(workbook.add_worksheet(), columns, rows, &heading)?;
    hints(workbook.add_worksheet(), columns, &heading)?;
    crate::workbook::pack::saved(&mut workbook)
}

fn units(
    sheet: &mut Worksheet,
    columns: &[Column],
    rows: &[Vec<String>],
    heading: &Format,
) -> Result<(), XlsxError> {
    sheet.set_name(official("roster.sheet"))?;
    let plain = look::text().set_num_format("@");
    let day = look::text().set_num_format("dd/mm/yyyy");
    let example = plain.clone().set_italic().set_font_color(EXAMPLE);
    for (col, column) in (0u16..).zip(columns) {
        let format = if column.fill == Fill::Day {
            &day
        } else {
            &plain
        };
        sheet.set_column_width(col, column.width)?;
        sheet.set_column_format(col, format)?;
        sheet.write_string_with_format(0, col, &column.head, heading)?;
        sheet.add_data_validation(1, col, ROWS, col, &validation(column)?)?;
    }
    for (row, cells) in (1u32..).zip(rows) {
        for (col, cell) in (0u16..).zip(cells).filter(|(_, c)| !c.is_empty()) {
            sheet.write_string_with_format(row, col, cell, &example)?;
        }
    }
    let last = u16::try_from(columns.len()).unwrap_or(1).max(1) - 1;
    sheet.ignore_error_range(1, 0, ROWS, last, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(1, 0)?;
    PrintPage {
        landscape: true,
        margins: None,
        size: PrintSize::Width,
        repeat: Some((0, 0)),
    }
    .set(sheet)
}

fn validation(column: &Column) -> Result<DataValidation, XlsxError> {
    let title: String = column.head.chars().take(32).collect();
    let hint: String = column.hint.chars().take(LIST_CHARS).collect();
    let base = DataValidation::new()
        .set_input_title(title)?
        .set_input_message(hint)?
        .set_error_style(DataValidationErrorStyle::Warning);
    match &column.fill {
        Fill::Words(words) if words.join(",").chars().count() <= LIST_CHARS => {
            base.allow_list_strings(words)
        }
        _ => Ok(base.allow_any_value()),
    }
}

fn hints(sheet: &mut Worksheet, columns: &[Column], heading: &Format) -> Result<(), XlsxError> {
    let cell = look::listed();
    sheet.set_name(official("roster.hints"))?;
    sheet.set_column_width(0, 18)?;
    sheet.set_column_width(1, 90)?;
    sheet.write_string_with_format(0, 0, official("roster.hint-column"), heading)?;
    sheet.write_string_with_format(0, 1, official("roster.hint-what"), heading)?;
    for (row, column) in (1u32..).zip(columns) {
        sheet.write_string_with_format(row, 0, &column.head, &cell)?;
        sheet.write_string_with_format(row, 1, &column.hint, &cell)?;
    }
    PrintPage {
        landscape: false,
        margins: None,
        size: PrintSize::Width,
        repeat: None,
    }
    .set(sheet)
}
