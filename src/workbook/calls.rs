//! The list of calls (`goi-dien.xlsx`): whom to telephone about what, a row for each unit, to print and to type answers into.
//!
//! In: rows. Out: a workbook; and from one that came back, what was typed into each row. A row is known by the hidden code of
//! its unit, or by its name where that is gone. Knows nothing of the ledger.

use super::cell_text::fitting;
use super::height;
use super::look;
use super::typed_cells::{column, standing};
use crate::model::id::UnitCode;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::model::reading::Place;
use crate::model::unit::Roster;
use crate::msg;
use crate::value::understand::understand;
use crate::value::{Day, Kind, Value, fold};
use crate::words::{Lang, Message, official};
use rust_xlsxwriter::{FormatAlign, Workbook, XlsxError};

/// Rows from the top in which the headings are looked for.
const HEADING_ROWS: u32 = 30;
const HEAD: u32 = 3;
/// The columns into which people type.
const INPUTS: std::ops::RangeInclusive<u16> = 7..=8;

const HEADS: [(&str, f64); 10] = [
    ("calls.head-key", 4.0),
    ("calls.head-number", 5.0),
    ("calls.head-unit", 22.0),
    ("calls.head-contact", 20.0),
    ("calls.head-phone", 14.0),
    ("calls.head-missing", 40.0),
    ("calls.head-asked", 24.0),
    ("calls.head-answer", 34.0),
    ("calls.head-promised", 13.0),
    ("calls.head-told", 24.0),
];

/// A unit to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// Its code.
    pub code: UnitCode,
    /// Its name.
    pub unit: String,
    /// Who answers there; may be empty.
    pub contact: String,
    /// Telephone; may be empty.
    pub phone: String,
    /// What is missing, in one line.
    pub missing: String,
    /// When it was last asked, and how; may be empty.
    pub asked: String,
    /// What was typed and could not be kept: answer and day.
    pub typed: (String, String),
    /// Why it could not.
    pub told: String,
}

/// What a list of calls is made of.
#[derive(Debug)]
pub struct CallSheet<'a> {
    /// What the report is about.
    pub title: &'a str,
    /// On which day.
    pub made: Day,
    /// Whom, the most urgent first.
    pub rows: &'a [CallRow],
}

/// A row in which something was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledCall {
    /// The hidden code; empty where it is gone.
    pub code: String,
    /// The name of the unit as it stands there.
    pub unit: String,
    /// What the unit said.
    pub answer: String,
    /// By when it means to send, as typed.
    pub day: String,
    /// That day; why it is none.
    pub promised: Result<Option<Day>, Message>,
    /// The file in which it stands.
    pub in_file: String,
    /// The cell of the answer.
    pub place: Place,
}

impl FilledCall {
    /// Which unit of the roster was called.
    ///
    /// # Errors
    /// When neither code nor name is of one unit.
    pub fn unit_code(&self, roster: &Roster) -> Result<UnitCode, Message> {
        if let Some(unit) = roster.unit(&self.code) {
            return Ok(unit.code.clone());
        }
        let name = fold(&self.unit);
        let mut named = roster.units.iter().filter(|unit| fold(&unit.name) == name);
        match (named.next(), named.next()) {
            (Some(unit), None) => Ok(unit.code.clone()),
            _ => Err(msg!("calls.no-unit")),
        }
    }
}

/// What a list says, and why what was typed cannot be read.
pub fn read(file: &str, book: &RawWorkbook, today: Day) -> (Vec<FilledCall>, Vec<Message>) {
    let sheets = book.sheets.iter().filter(|sheet| sheet.visible);
    let mut ours = sheets.filter_map(|sheet| Some((sheet, Columns::of(sheet)?)));
    let Some((sheet, columns)) = ours.next() else {
        let heads = NEEDED.map(official).join(", ");
        return (
            Vec::new(),
            vec![msg!("calls.no-headings", file = file, heads = heads)],
        );
    };
    let last = sheet.cells.last().map_or(0, |cell| cell.row);
    let rows = (columns.heading + 1..=last).map(|row| columns.row(file, sheet, row, today));
    let filled = rows.filter(|row| !row.answer.is_empty() || !row.day.is_empty());
    (filled.collect(), Vec::new())
}

/// The headings without which rows cannot be read.
const NEEDED: [&str; 3] = [
    "calls.head-unit",
    "calls.head-answer",
    "calls.head-promised",
];

/// Where the columns stand: the officer may have moved some.
struct Columns {
    heading: u32,
    key: Option<u16>,
    unit: u16,
    answer: u16,
    promised: u16,
}

impl Columns {
    fn of(sheet: &RawSheet) -> Option<Self> {
        (0..HEADING_ROWS).find_map(|row| {
            let [unit, answer, promised] = NEEDED.map(|id| column(sheet, row, id));
            Some(Self {
                heading: row,
                key: column(sheet, row, "calls.head-key"),
                unit: unit?,
                answer: answer?,
                promised: promised?,
            })
        })
    }

    fn row(&self, file: &str, sheet: &RawSheet, row: u32, today: Day) -> FilledCall {
        let shown = |col: Option<u16>| {
            let cell = col.and_then(|col| sheet.at(row, col));
            cell.map_or_else(String::new, standing)
        };
        let day = shown(Some(self.promised));
        let cell = sheet.at(row, self.promised).filter(|_| !day.is_empty());
        let promised = cell.map(|cell| understand(&cell.value, None, &Kind::Date, "").value);
        let promised = match promised {
            None => Ok(None),
            Some(Some(Value::Date(promised))) if promised >= today => Ok(Some(promised)),
            Some(Some(Value::Date(promised))) => Err(msg!("calls.past", day = promised)),
            Some(_) => Err(msg!("calls.no-day", typed = day)),
        };
        FilledCall {
            code: shown(self.key),
            unit: shown(Some(self.unit)),
            answer: shown(Some(self.answer)),
            day,
            promised,
            in_file: file.to_owned(),
            place: Place {
                sheet: sheet.name.clone(),
                row,
                col: self.answer,
            },
        }
    }
}

/// The workbook.
///
/// # Errors
/// When the library cannot write it.
pub fn write(sheet: &CallSheet<'_>) -> Result<Vec<u8>, Message> {
    build(sheet).map_err(|e| {
        msg!(
            "calls.not-written",
            detail = crate::words::system::fault(&e)
        )
    })
}

fn build(input: &CallSheet<'_>) -> Result<Vec<u8>, XlsxError> {
    let base = look::text().set_align(FormatAlign::Top);
    let cell = look::listed().set_num_format("@");
    let typed = cell.clone().set_background_color(look::INPUT);
    let mut book = Workbook::new();
    // Of no time of day: with the same rows it is the same file, which may be open meanwhile.
    book.set_properties(
        &look::made_at(input.made.at(0, 0, 0, 0))?.set_title(official("calls.title")),
    );
    let sheet = book.add_worksheet();
    sheet.set_name(official("calls.sheet"))?;
    let title = msg!(
        "calls.title-of",
        campaign = input.title,
        count = input.rows.len(),
        day = input.made
    );
    let large = base.clone().set_bold().set_font_size(14);
    sheet.write_with_format(0, 1, fitting(&title.say(Lang::Vi)), &large)?;
    let how = base.clone().set_italic();
    sheet.write_with_format(1, 1, official("calls.how"), &how)?;
    let head = look::list_heading(base.set_text_wrap()).set_background_color(look::CHOICE_HEAD);
    look::keyed_list(sheet, HEAD, &HEADS, &head)?;
    for (number, row) in (1_u32..).zip(input.rows) {
        let at = HEAD + number;
        let number = number.to_string();
        let texts = [
            row.code.as_str(),
            &number,
            &row.unit,
            &row.contact,
            &row.phone,
            &row.missing,
            &row.asked,
            &row.typed.0,
            &row.typed.1,
            &row.told,
        ];
        let texts = texts.map(fitting);
        let shown = texts.iter().map(String::as_str);
        let shown = shown.zip(HEADS.map(|(_, width)| width)).skip(1);
        // Room for words written by hand.
        sheet.set_row_height(at, height::of_row(shown).max(34.0))?;
        for (col, text) in (0_u16..).zip(&texts) {
            let format = if INPUTS.contains(&col) { &typed } else { &cell };
            sheet.write_string_with_format(at, col, text, format)?;
        }
    }
    crate::workbook::pack::saved(&mut book)
}
