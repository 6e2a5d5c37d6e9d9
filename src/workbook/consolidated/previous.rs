//! `ky-truoc.xlsx`: what units answered in one campaign, as the next one reads it.

use super::answer_cell;
use super::look::Cell;
use super::table::{Table, finish};
use crate::model::form::{FieldRef, Form};
use crate::model::id::FieldPath;
use crate::model::reading::{Answer, FieldReading};
use crate::model::unit::Unit;
use crate::msg;
use crate::words::{Lang, Message, official, system};
use rust_xlsxwriter::{Workbook, XlsxError};

/// One value, or that there is none.
#[derive(Debug)]
pub struct PreviousRow<'a> {
    /// Whose.
    pub unit: &'a Unit,
    /// The form of the field.
    pub form: &'a Form,
    /// What it answers.
    pub field: FieldRef<'a>,
    /// What the unit answered.
    pub answer: &'a FieldReading,
}

/// Headings and widths.
const HEADS: [(&str, f64); 8] = [
    ("consolidated.number", 5.0),
    ("campaign.head-code", 10.0),
    ("campaign.head-name", 26.0),
    ("campaign.head-form", 20.0),
    ("campaign.head-field", 46.0),
    ("consolidated.measure", 12.0),
    ("campaign.head-value", 18.0),
    ("campaign.head-field-id", 30.0),
];

/// The workbook's bytes: the same for the same input. `period` is the one that the values are of.
pub fn previous(
    rows: &[PreviousRow],
    (period, specimen): (&str, bool),
    written_at: jiff::civil::DateTime,
) -> Result<Vec<u8>, Message> {
    let table = Table {
        lines: vec![
            official("campaign.previous-title"),
            msg!("consolidated.period-line", period = period).say(Lang::Vi),
        ],
        heads: HEADS.map(|(id, width)| (official(id), width)).to_vec(),
        rows: rows.iter().map(cells).collect::<Vec<_>>().into(),
        frozen: 3,
        specimen,
    };
    write(table, written_at)
        .map_err(|e| msg!("campaign.previous-cannot-make", reason = system::fault(&e)))
}

fn cells(row: &PreviousRow) -> Vec<Cell> {
    let value = match row.answer.answer {
        Answer::NotUnderstood => Cell::Blank,
        _ => answer_cell(Some(row.answer), row.field.kind()),
    };
    let path = FieldPath::new(&row.form.id, &row.field.id());
    vec![
        Cell::Centred(row.unit.code.to_string()),
        Cell::Text(row.unit.name.clone()),
        Cell::Text(row.form.number.clone()),
        Cell::Text(row.field.label()),
        Cell::Centred(row.field.row.unit.clone()),
        value,
        Cell::Text(path.to_string()),
    ]
}

fn write(table: Table, written_at: jiff::civil::DateTime) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&crate::workbook::look::made_at(written_at)?);
    let begun = table.begin(&mut book, &official("campaign.previous-sheet"))?;
    finish(&crate::workbook::pack::saved(&mut book)?, vec![begun])
}
