//! What a form holds that goes back to its unit: the answers that the unit gave, and the cells that it is asked about.
//!
//! An answer that is asked about is written so that the form, sent back untouched, raises the same question again.

use crate::layout::{FieldSpot, Layout, ListSpot};
use crate::model::form::{Form, ListDef};
use crate::model::id::ItemId;
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::msg;
use crate::value::understand::serial_of_day;
use crate::value::{Kind, Nil, Raw, Value, understand};
use crate::words::{Lang, official_value};
use crate::workbook::cell_text::fitting;
use rust_xlsxwriter::{Format, Note, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// What a unit is asked about in the form that it gets back.
#[derive(Debug, Clone)]
pub struct Correction<'a> {
    /// What the unit said so far; `None` when nothing that it sent could be read.
    pub reading: Option<&'a Reading>,
    /// The file that it said so in, as received; empty when there is none.
    pub file: &'a str,
    /// What it is asked, in the order of the form.
    pub points: &'a [Point],
    /// "chậm nhất đến hết ngày 13/11/2020".
    pub reply_by: &'a str,
}

/// One thing that a unit is asked.
#[derive(Debug, Clone)]
pub struct Point {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub todo: String,
    /// When the unit was asked before; empty when it is asked now.
    pub asked: String,
    /// The answers that it is about.
    pub cells: Vec<ItemId>,
    /// Whether the values alone raise it again, as a rule of the form does.
    pub recurs: bool,
}

/// A cell of a sheet: its name, row and column from 0.
pub(super) type At = (String, u32, u16);

/// What stands in a cell to fill.
#[derive(Debug, Clone, PartialEq)]
enum Content {
    Number(f64),
    Text(String),
}

/// What the cells to fill hold: nothing, or what goes back to a unit.
#[derive(Debug, Default)]
pub(super) struct Filled {
    contents: BTreeMap<At, Content>,
    notes: BTreeMap<At, String>,
}

impl Filled {
    /// What goes back to a unit.
    pub(super) fn of(
        form: &Form,
        layout: &Layout,
        (reading, points): (Option<&Reading>, &[Point]),
    ) -> Self {
        let mut filled = Self::default();
        let mut asked: BTreeMap<&str, bool> = BTreeMap::new();
        for point in points {
            for cell in &point.cells {
                let recurs = asked.entry(cell.as_str()).or_insert(true);
                *recurs &= point.recurs;
            }
        }
        // What is asked about the whole list of a cell, or about a cell of none, marks nothing.
        let recurs = |item: &str| asked.get(item).copied().unwrap_or(true);
        if let Some(reading) = reading {
            for said in &reading.fields {
                if let (Some(spot), Some(field)) =
                    (layout.field(&said.field), form.field(&said.field))
                {
                    let of = (field.kind(), field.row.unit.as_str());
                    filled.field(spot, of, said, recurs(&said.field));
                }
            }
            for (section, list) in form.lists() {
                if let Some(spot) = layout.list(&section.id) {
                    filled.list((list, spot), reading, &recurs);
                }
            }
        }
        for point in points {
            for at in point.cells.iter().filter_map(|item| place(layout, item)) {
                let note = filled.notes.entry(at).or_default();
                if !note.is_empty() {
                    note.push_str("\n\n");
                }
                note.push_str(&[&*point.what, &point.todo].join("\n"));
            }
        }
        filled
    }

    fn field(
        &mut self,
        spot: &FieldSpot,
        (kind, measure): (&Kind, &str),
        said: &FieldReading,
        recurs: bool,
    ) {
        let at = |(row, col)| (spot.sheet.clone(), row, col);
        if let Some(content) = content(kind, measure, said, recurs) {
            self.contents.insert(at((spot.row, spot.col)), content);
        }
        let mut remark = said.remark.as_str();
        if let Answer::Nil { nil, reason } = &said.answer {
            self.nil(at(spot.status), *nil);
            if remark.is_empty() {
                remark = reason;
            }
        }
        self.words(at(spot.remark), remark);
    }

    fn list(
        &mut self,
        (list, spot): (&ListDef, &ListSpot),
        reading: &Reading,
        recurs: &dyn Fn(&str) -> bool,
    ) {
        let at = |(row, col)| (spot.sheet.clone(), row, col);
        for (index, row) in reading.list(&spot.section).iter().enumerate() {
            let Ok(offset) = u32::try_from(index) else {
                break;
            };
            for (column, col) in list.columns.iter().zip(&spot.columns) {
                let said = row.cells.iter().find(|cell| cell.column() == column.id);
                let item = ItemId::list_cell(&spot.section, index, &column.id);
                let content = said.and_then(|said| content(&column.kind, "", said, recurs(&item)));
                if let Some(content) = content {
                    let place = (spot.first_row.saturating_add(offset), *col);
                    self.contents.insert(at(place), content);
                }
            }
        }
        let nils = reading.list_nils.iter();
        for (_, nil, reason) in nils.filter(|(id, ..)| *id == spot.section) {
            self.nil(at(spot.status), *nil);
            self.words(at(spot.remark), reason);
        }
    }

    fn nil(&mut self, at: At, nil: Nil) {
        self.words(at, nil.word());
    }

    fn words(&mut self, at: At, words: &str) {
        if !words.is_empty() {
            self.contents.insert(at, Content::Text(words.to_owned()));
        }
    }

    /// Writes a cell to fill, blank where nothing goes back.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        (row, col): (u32, u16),
        format: &Format,
    ) -> Result<(), XlsxError> {
        let at = (name.to_owned(), row, col);
        let note = self.notes.get(&at);
        let marked = note.map(|_| super::style::questioned(format));
        let format = marked.as_ref().unwrap_or(format);
        match self.contents.get(&at) {
            Some(Content::Number(n)) if n.is_finite() => {
                sheet.write_number_with_format(row, col, *n, format)?;
            }
            Some(Content::Text(text)) => {
                sheet.write_string_with_format(row, col, fitting(text), format)?;
            }
            _ => {
                sheet.write_blank(row, col, format)?;
            }
        }
        if let Some(note) = note {
            let lines = super::page::lines(note, NOTE_CHARACTERS);
            let note = Note::new(note_text(note))
                .add_author_prefix(false)
                .set_width(NOTE_WIDTH)
                .set_height(lines.min(NOTE_LINES) * NOTE_LINE + NOTE_LINE);
            sheet.insert_note(row, col, &note)?;
        }
        Ok(())
    }

    /// The last of some rows of a sheet that holds something.
    pub(super) fn last_row(&self, sheet: &str, rows: &std::ops::Range<u32>) -> Option<u32> {
        let cells = self.contents.keys().chain(self.notes.keys());
        let here = cells.filter(|(name, row, _)| name == sheet && rows.contains(row));
        here.map(|(_, row, _)| *row).max()
    }

    /// The notes, as they stand in the workbook.
    pub(super) fn notes(&self) -> impl Iterator<Item = String> {
        self.notes.values().map(|note| note_text(note))
    }
}

/// Pixels across of a note, characters that one of its lines holds, pixels of a line, and its most lines.
const NOTE_WIDTH: u32 = 320;
const NOTE_CHARACTERS: u16 = 46;
const NOTE_LINE: u32 = 18;
const NOTE_LINES: u32 = 20;
/// UTF-16 units of a note: it is read beside its cell, the sheet of points has the whole.
const NOTE_TEXT: usize = 1_500;

fn note_text(note: &str) -> String {
    let head = msg!("emit.correction-note").say(Lang::Vi);
    super::validate::cut(&format!("{head}\n{note}"), NOTE_TEXT)
}

/// Whether a form has room for all that its unit said: lists may have been made longer than they were offered.
pub(super) fn has_room(form: &Form, layout: &Layout, reading: &Reading) -> bool {
    form.lists().all(|(section, _)| {
        let rows = reading.list(&section.id).len();
        let spot = layout.list(&section.id);
        spot.is_some_and(|spot| u32::try_from(rows).is_ok_and(|rows| rows <= spot.capacity))
    })
}

/// Where an answer stands in today's form; a list as a whole by its status.
pub(super) fn place(layout: &Layout, item: &ItemId) -> Option<At> {
    if let Some(spot) = layout.field(item) {
        return Some((spot.sheet.clone(), spot.row, spot.col));
    }
    if let Some(list) = layout.list(item) {
        return Some((list.sheet.clone(), list.status.0, list.status.1));
    }
    let (list, index, column) = item.as_list_cell()?;
    let spot = layout.list(list)?;
    let row = spot.first_row.checked_add(index)?;
    Some((spot.sheet.clone(), row, layout.column_of(list, column)?))
}

/// What is written for an answer; `None` leaves the cell blank.
fn content(kind: &Kind, measure: &str, said: &FieldReading, recurs: bool) -> Option<Content> {
    let as_written = || Some(Content::Text(said.raw.clone())).filter(|_| !said.raw.is_empty());
    match &said.answer {
        Answer::NotUnderstood => as_written(),
        Answer::Nil { .. } | Answer::Blank => None,
        Answer::Value(value) if recurs && !said.estimate => Some(typed(value, kind)),
        Answer::Value(value) => {
            let again = understand(&Raw::Text(said.raw.clone()), None, kind, measure);
            let asks = !again.remarks.is_empty() || again.value.is_none() || again.estimate;
            if asks {
                as_written()
            } else if recurs {
                Some(typed(value, kind))
            } else {
                // Written plainly, it would settle what is asked.
                None
            }
        }
    }
}

/// A value as a cell of its kind holds it.
fn typed(value: &Value, kind: &Kind) -> Content {
    match value {
        Value::Number(n) => Content::Number(*n),
        Value::Date(day) => match serial_of_day(*day) {
            Some(serial) => Content::Number(serial),
            None => Content::Text(official_value(value, kind)),
        },
        Value::Text(text) => Content::Text(text.clone()),
        Value::YesNo(_) | Value::Month(_) => Content::Text(official_value(value, kind)),
    }
}
