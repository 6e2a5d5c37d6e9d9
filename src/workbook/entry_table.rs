//! The table in which the officer enters figures for several units (`nhap-thay/bang-nhap-thay_xa.xlsx`): a row for each unit, a
//! column for each field, and beside them where the figures were learned.
//!
//! In: units and fields. Out: a workbook; and from one that came back, what was typed into each row. Columns are known by the
//! hidden row over the headings, units by the hidden code. Knows nothing of the ledger.

use super::cell_text::fitting;
use super::look::{self, PrintPage, PrintSize};
use super::typed_cells::standing;
use crate::model::form::Form;
use crate::model::id::{FieldId, UnitCode};
use crate::model::learned::{LearnedBy, SOURCES};
use crate::model::raw::{RawCell, RawSheet, RawWorkbook};
use crate::model::reading::Place;
use crate::msg;
use crate::value::Raw;
use crate::words::{Message, official};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, FormatAlign, Workbook, XlsxError};
use std::collections::BTreeMap;

const TITLE: u32 = 0;
const HOW: u32 = 1;
/// The hidden row of keys.
const KEYS: u32 = 2;
const HEAD: u32 = 3;
const CODE: &str = "@code";
const UNIT: &str = "@unit";
const TOLD: &str = "@told";
/// Rows from the top in which the keys are looked for.
const KEY_ROWS: u32 = 30;

/// A unit for which figures may be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Its code.
    pub code: UnitCode,
    /// Its name.
    pub unit: String,
    /// What was typed and could not be taken over, by field or by the id of a source.
    pub typed: BTreeMap<String, String>,
    /// Why it could not.
    pub told: String,
}

/// A row in which something was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledEntry {
    /// The code of the unit.
    pub code: String,
    /// The cells of fields, by field.
    pub answers: BTreeMap<FieldId, RawCell>,
    /// What is said about them, as [`SOURCES`] has it.
    pub sources: [String; 6],
    /// The file in which it stands.
    pub in_file: String,
    /// Its first cell.
    pub place: Place,
}

/// What a table says, and why what was typed cannot be read.
pub fn read(file: &str, book: &RawWorkbook, form: &Form) -> (Vec<FilledEntry>, Vec<Message>) {
    let sheets = book.sheets.iter().filter(|sheet| sheet.visible);
    let mut ours = sheets.filter_map(|sheet| Some((sheet, keys(sheet)?)));
    let Some((sheet, (top, keys))) = ours.next() else {
        return (Vec::new(), vec![msg!("enter.table-no-keys", file = file)]);
    };
    let end = sheet.cells.last().map_or(0, |cell| cell.row);
    let column = |key: &str| keys.get(key).copied();
    let said = |row: u32, key: &str| {
        let cell = column(key).and_then(|col| sheet.at(row, col));
        cell.map_or_else(String::new, standing)
    };
    let rows = (top + 2..=end).filter_map(|row| {
        let answers = form
            .fields()
            .filter(|f| !f.is_computed())
            .filter_map(|field| {
                let cell = sheet.at(row, column(&field.id())?)?;
                (!standing(cell).is_empty()).then(|| (field.id(), cell.clone()))
            });
        let filled = FilledEntry {
            code: said(row, CODE),
            answers: answers.collect(),
            sources: SOURCES.map(|id| said(row, id)),
            in_file: file.to_owned(),
            place: Place {
                sheet: sheet.name.clone(),
                row,
                col: column(UNIT).unwrap_or_default(),
            },
        };
        let is_blank = filled.answers.is_empty() && filled.sources.iter().all(String::is_empty);
        (!is_blank).then_some(filled)
    });
    (rows.collect(), Vec::new())
}

/// The row of keys, and the columns by them.
fn keys(sheet: &RawSheet) -> Option<(u32, BTreeMap<String, u16>)> {
    (0..KEY_ROWS).find_map(|row| {
        let cells = sheet.row(row).iter().filter_map(|cell| match &cell.value {
            Raw::Text(text) => Some((text.trim().to_owned(), cell.col)),
            _ => None,
        });
        let keys: BTreeMap<String, u16> = cells.collect();
        (keys.contains_key(CODE) && keys.contains_key(SOURCES[0])).then_some((row, keys))
    })
}

/// The workbook.
///
/// # Errors
/// When the library cannot write it.
pub fn write(title: &str, form: &Form, rows: &[EntryRow]) -> Result<Vec<u8>, Message> {
    build(title, form, rows).map_err(|e| {
        msg!(
            "enter.table-not-written",
            detail = crate::words::system::fault(&e)
        )
    })
}

fn build(title: &str, form: &Form, rows: &[EntryRow]) -> Result<Vec<u8>, XlsxError> {
    let base = look::text().set_align(FormatAlign::Top);
    let cell = look::listed().set_num_format("@");
    let typed = cell.clone().set_background_color(look::INPUT);
    let mut book = Workbook::new();
    // Of no day: with the same rows it is the same file, which may be open meanwhile.
    let no_day = jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0);
    book.set_properties(&look::made_at(no_day)?.set_title(official("enter.table-title")));
    let sheet = book.add_worksheet();
    sheet.set_name(official("enter.table-sheet"))?;
    let large = base.clone().set_bold().set_font_size(14);
    let title = format!("{}: {title}", official("enter.table-title"));
    sheet.write_with_format(TITLE, 1, fitting(&title), &large)?;
    let how = base.clone().set_italic();
    sheet.write_with_format(HOW, 1, official("enter.table-how"), &how)?;
    let heading = look::list_heading(base.set_text_wrap()).set_background_color(look::CHOICE_HEAD);
    let columns = columns(form);
    for (col, column) in (0_u16..).zip(&columns) {
        sheet.set_column_width(col, column.width)?;
        sheet.write_string_with_format(KEYS, col, &column.key, &cell)?;
        sheet.write_string_with_format(HEAD, col, fitting(&column.head), &heading)?;
    }
    sheet.set_row_hidden(KEYS)?;
    sheet.set_row_height(HEAD, 96)?;
    sheet.set_column_hidden(0)?;
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    for (row, one) in (HEAD + 1..).zip(rows) {
        for (col, column) in (0_u16..).zip(&columns) {
            let (text, format) = match column.key.as_str() {
                CODE => (one.code.as_str(), &cell),
                UNIT => (one.unit.as_str(), &cell),
                TOLD => (one.told.as_str(), &cell),
                key => (one.typed.get(key).map_or("", String::as_str), &typed),
            };
            sheet.write_string_with_format(row, col, fitting(text), format)?;
        }
        sheet.set_row_height(row, 34)?;
    }
    let kinds = columns.iter().position(|column| column.key == SOURCES[0]);
    if let (Some(col), [_, ..]) = (kinds.and_then(|col| u16::try_from(col).ok()), rows) {
        let end = HEAD + u32::try_from(rows.len()).unwrap_or_default();
        let offered = DataValidation::new()
            .allow_list_strings(&LearnedBy::ALL.map(LearnedBy::word))?
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_message(official("decisions.other-word"))?;
        sheet.add_data_validation(HEAD + 1, col, end, col, &offered)?;
    }
    PrintPage {
        landscape: true,
        margins: None,
        size: PrintSize::Percent(60),
        repeat: Some((HEAD, HEAD)),
    }
    .set(sheet)?;
    crate::workbook::pack::saved(&mut book)
}

/// A column of the table.
struct Column {
    key: String,
    head: String,
    width: f64,
}

fn columns(form: &Form) -> Vec<Column> {
    let column = |key: &str, head: String, width: f64| Column {
        key: key.to_owned(),
        head,
        width,
    };
    let front = [
        column(CODE, official("calls.head-key"), 8.0),
        column(UNIT, official("calls.head-unit"), 24.0),
    ];
    let sources = SOURCES.map(|id| column(id, official(id), 20.0));
    let fields = form.fields().filter(|f| !f.is_computed()).map(|field| {
        let label = field.label();
        let head = match field.row.unit.as_str() {
            "" => label,
            unit => format!("{label} ({unit})"),
        };
        column(&field.id(), head, 16.0)
    });
    let told = column(TOLD, official("calls.head-told"), 30.0);
    let front = front.into_iter().chain(sources);
    front.chain(fields).chain([told]).collect()
}
