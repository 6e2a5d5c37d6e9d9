//! The sheet of decisions as it is made.

use super::{Choice, DecisionSheet, Row};
use crate::msg;
use crate::words::{Message, official};
use crate::workbook::cell_text::fitting;
use crate::workbook::height;
use crate::workbook::look;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, Formula, Workbook, Worksheet,
    XlsxError,
};

const KEY: u16 = 0;
const UNIT: u16 = 1;
const CHOICE: u16 = 4;
const OTHER: u16 = 5;
const CODE: u16 = 7;
const LAST: u16 = 8;
/// The row in which who decides is named.
const BY: u32 = 2;
const HEAD: u32 = 4;

const HEADS: [(&str, f64); 9] = [
    ("decisions.head-key", 4.0),
    ("decisions.head-unit", 20.0),
    ("decisions.head-said", 60.0),
    ("decisions.head-place", 26.0),
    ("decisions.head-choice", 22.0),
    ("decisions.head-other", 20.0),
    ("decisions.head-reason", 34.0),
    ("decisions.head-code", 14.0),
    ("decisions.head-answer", 34.0),
];

/// The workbook.
///
/// # Errors
/// When the library cannot write it.
pub fn write(sheet: &DecisionSheet<'_>) -> Result<Vec<u8>, Message> {
    build(sheet).map_err(|e| {
        msg!(
            "decisions.not-written",
            detail = crate::words::system::fault(&e)
        )
    })
}

fn build(input: &DecisionSheet<'_>) -> Result<Vec<u8>, XlsxError> {
    let base = look::text().set_align(FormatAlign::Top);
    let wrapped = base.clone().set_text_wrap();
    let cell = look::listed().set_num_format("@");
    let typed = cell.clone().set_background_color(look::INPUT);
    let mut book = Workbook::new();
    // Of no day: with the same rows it is the same file, which may be open meanwhile.
    let no_day = jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0);
    book.set_properties(&look::made_at(no_day)?.set_title(official("decisions.title")));
    let sheet = book.add_worksheet();
    sheet.set_name(official("decisions.sheet"))?;
    let title = format!("{}: {}", official("decisions.title"), input.title);
    let large = base.clone().set_bold().set_font_size(14);
    sheet.write_with_format(0, UNIT, fitting(&title), &large)?;
    let how = base.clone().set_italic();
    sheet.write_with_format(1, UNIT, official("decisions.how"), &how)?;
    sheet.write_with_format(BY, UNIT, official("decisions.by"), &base.set_bold())?;
    sheet.write_with_format(BY, UNIT + 1, fitting(input.by), &typed)?;
    let head = look::list_heading(wrapped).set_background_color(look::CHOICE_HEAD);
    look::keyed_list(sheet, HEAD, &HEADS, &head)?;
    for (at, row) in (HEAD + 1..).zip(input.rows) {
        write_row(sheet, at, row, (&cell, &typed))?;
    }
    let mut choices = input.rows.iter().flat_map(|row| &row.choices);
    if choices.all(|choice| *choice != Choice::KeepSigned) {
        sheet.set_column_hidden(CODE)?;
    }
    let last = HEAD + u32::try_from(input.rows.len()).unwrap_or_default();
    if last > HEAD {
        offer_units(sheet, last, input.units.len())?;
        // With the hidden key: what its buttons sort stays together.
        sheet.autofilter(HEAD, KEY, last, LAST)?;
    }
    units(book.add_worksheet(), input.units)?;
    crate::workbook::pack::saved(&mut book)
}

fn write_row(
    sheet: &mut Worksheet,
    at: u32,
    row: &Row,
    (cell, input): (&Format, &Format),
) -> Result<(), XlsxError> {
    let key = row.subject.key();
    let Row {
        unit,
        said,
        place,
        typed,
        answer,
        ..
    } = row;
    let texts = [
        &key,
        unit,
        said,
        place,
        &typed.choice,
        &typed.unit,
        &typed.reason,
        &typed.code,
        answer,
    ];
    let texts = texts.map(|text| fitting(text));
    let shown = texts.iter().map(String::as_str);
    let shown = shown.zip(HEADS.map(|(_, width)| width)).skip(1);
    sheet.set_row_height(at, height::of_row(shown))?;
    for (col, text) in (KEY..).zip(&texts) {
        let format = if (CHOICE..=CODE).contains(&col) {
            input
        } else {
            cell
        };
        sheet.write_string_with_format(at, col, text, format)?;
    }
    let words: Vec<String> = row
        .choices
        .iter()
        .map(|choice| Choice::word(*choice))
        .collect();
    let offered = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_message(official("decisions.other-word"))?;
    sheet.add_data_validation(at, CHOICE, at, CHOICE, &offered)?;
    Ok(())
}

/// The units to be chosen from, beside every row.
fn offer_units(sheet: &mut Worksheet, last: u32, count: usize) -> Result<(), XlsxError> {
    if count == 0 {
        return Ok(());
    }
    let names = format!("='{}'!$A$1:$A${count}", official("decisions.units"));
    let offered = DataValidation::new()
        .allow_list_formula(Formula::new(names))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_message(official("decisions.other-word"))?;
    sheet.add_data_validation(HEAD + 1, OTHER, last, OTHER, &offered)?;
    Ok(())
}

fn units(sheet: &mut Worksheet, names: &[String]) -> Result<(), XlsxError> {
    sheet.set_name(official("decisions.units"))?;
    for (row, name) in (0_u32..).zip(names) {
        sheet.write_string(row, 0, fitting(name))?;
    }
    sheet.set_hidden(true);
    Ok(())
}
