//! The first sheet of a form that the officer fills for its unit: where the figures were learned.

use super::context::Book;
use super::{page, style};
use crate::layout::SOURCE_SHEET;
use crate::model::learned::{LearnedBy, SOURCES};
use crate::model::reading::Reading;
use crate::words::official;
use crate::workbook::cell_text::fitting;
use crate::workbook::look::PrintSize;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, Worksheet, XlsxError,
};

/// A form that the officer fills for its unit.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// What counts for the unit now; `None` while nothing does.
    pub reading: Option<&'a Reading>,
    /// What of the unit itself counts, by which it is known whether it sent something since; empty while nothing does.
    pub base: &'a str,
    /// What is said about the figures already, in the order of the sheet.
    pub typed: Option<[&'a str; 6]>,
}

type Done = Result<(), XlsxError>;

const LABEL: u16 = 0;
const VALUE: u16 = 1;
const WIDTHS: [u16; 2] = [36, 62];

/// Writes the sheet.
pub(super) fn write(book: &Book, entry: &Entry, sheet: &mut Worksheet) -> Done {
    sheet.set_name(SOURCE_SHEET)?;
    for (col, width) in (LABEL..).zip(WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    let unit = match book.unit() {
        super::fact::CellText::Text(unit) => unit,
        super::fact::CellText::Live(_) => String::new(),
    };
    let centre = style::wrapped().set_align(FormatAlign::Center);
    let mut row = 0;
    for (text, format) in [
        (official("enter.source-title"), style::title()),
        (unit, centre.set_bold()),
        (official("enter.source-opening"), style::wrapped()),
    ] {
        sheet.merge_range(row, LABEL, row, VALUE, &text, &format)?;
        let lines = page::lines(&text, WIDTHS.iter().sum());
        sheet.set_row_height(row, f64::from(lines.max(1)) * 17.0 + 4.0)?;
        row += 1;
    }
    row += 1;
    let typed = style::input_ground()
        .set_unlocked()
        .set_num_format("@")
        .set_align(FormatAlign::Left);
    let said = entry.typed.unwrap_or_default();
    for (id, said) in SOURCES.into_iter().zip(said) {
        line(sheet, row, (&official(id), &fitting(said)), &typed)?;
        row += 1;
    }
    let kinds = LearnedBy::ALL.map(LearnedBy::word);
    let offered = DataValidation::new()
        .allow_list_strings(&kinds)?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_message(official("decisions.other-word"))?;
    let first = row - SOURCES.len() as u32;
    sheet.add_data_validation(first, VALUE, first, VALUE, &offered)?;
    let base = fitting(entry.base);
    line(
        sheet,
        row,
        (&official("enter.source-base"), &base),
        &style::cell(),
    )?;
    page::set_up(
        sheet,
        &page::IntakePage {
            last_row: row,
            first_col: LABEL,
            last_col: VALUE,
            landscape: false,
            size: PrintSize::Width,
            repeat: None,
            left: &book.issue.form.number,
            specimen: book.issue.specimen,
        },
    )?;
    page::protect(sheet, false);
    Ok(())
}

fn line(sheet: &mut Worksheet, row: u32, (label, value): (&str, &str), format: &Format) -> Done {
    sheet.write_string_with_format(row, LABEL, label, &style::cell().set_bold())?;
    sheet.write_string_with_format(row, VALUE, value, format)?;
    sheet.set_row_height(row, 24)?;
    Ok(())
}
