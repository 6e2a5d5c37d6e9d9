//! Columns of a table that are not read.
//!
//! In: the headings of a table and what stands below them. Out: findings about headings that may be several fields or none,
//! and about figures under no heading beside columns of ours.

use super::spelling::resembles;
use super::{Headed, Rows, Units};
use crate::check::answers::place;
use crate::model::code;
use crate::model::finding::{Draft, Involved, Subject};
use crate::model::form::FieldRef;
use crate::model::id::FieldId;
use crate::model::raw::cell_name;
use crate::msg;
use crate::value::fold::clean;
use crate::value::{Raw, Severity, fold};
use crate::words::{Fact, Lang};
use std::collections::BTreeSet;

/// Of more strange columns a table is not asked what they resemble.
const MOST_STRANGE: usize = 200;

/// A column under a heading that is none of ours but resembles one which no other column has.
pub(super) struct Near {
    col: u16,
    label: String,
    field: FieldId,
}

/// Those columns of a table.
pub(super) fn nearly_named(headed: &Headed<'_>, units: &Units) -> Vec<Near> {
    let with_numbers = with_numbers(headed, units);
    let read: BTreeSet<FieldId> = headed.fields.values().map(FieldRef::id).collect();
    let missing: Vec<FieldRef<'_>> = headed
        .form
        .fields()
        .filter(|f| !read.contains(&f.id()))
        .collect();
    let strange = headed.strange.iter().take(MOST_STRANGE);
    let strange = strange.filter(|(col, _)| with_numbers.contains(col));
    let near = strange.flat_map(|(col, text)| {
        let alike = missing
            .iter()
            .filter(|field| resembles(text, &field.label()));
        alike.map(|field| Near {
            col: *col,
            label: field.label(),
            field: field.id(),
        })
    });
    near.collect()
}

/// Columns with numbers in rows of units.
fn with_numbers(headed: &Headed<'_>, units: &Units) -> BTreeSet<u16> {
    let rows = units.rows.iter().map(|(row, _)| *row);
    let cells = rows.flat_map(|row| headed.sheet.row(row));
    let numbers = cells.filter(|c| matches!(c.value, Raw::Number(_)));
    numbers.map(|c| c.col).collect()
}

impl Near {
    /// The field that it may be, and the column.
    pub(super) fn doubtful(&self) -> (FieldId, u16) {
        (self.field.clone(), self.col)
    }
}

impl Rows<'_> {
    /// Headings of columns that are read which say more of them in brackets than the form does.
    pub(super) fn narrowed(&mut self, units: &Units) {
        let sheet = self.headed.sheet;
        let narrowed = std::mem::take(&mut self.headed.narrowed);
        for (col, text, field) in narrowed {
            let read = self.cols.get(&field.id()).copied();
            let Some(read) = read else { continue };
            let is_own = |row: &u32| {
                let cell = sheet.at(*row, col);
                cell.is_some_and(|cell| clean(&cell.value.shown(), false) == text)
            };
            let row = (0..=self.headed.row).rev().find(is_own);
            let heading = place(sheet, row.unwrap_or(self.headed.row), col);
            let figures = units
                .rows
                .iter()
                .filter_map(|(row, _)| sheet.at(*row, read));
            let figures: Vec<Involved> = figures
                .filter(|cell| cell.value != Raw::Blank)
                .map(|cell| self.cell(cell))
                .collect();
            if figures.is_empty() {
                continue;
            }
            let message = msg!(
                "check.heading-changed",
                place = heading.shown(),
                planned = field.label(),
                actual = text
            );
            let about = format!("{}: {}", sheet.name, heading.shown());
            let cell = Involved {
                field: None,
                label: field.label(),
                place: Some(heading),
                shown: text.into(),
            };
            let cells = std::iter::once(cell).chain(figures).collect();
            let said = (message, msg!("check.look-at-column"));
            self.find((&code::HEADING_CHANGED, None, &about), said, cells);
        }
    }

    /// Headings over filled columns that are not read.
    pub(super) fn headings(&mut self, units: &Units, near: &[Near]) {
        let (row, sheet) = (self.headed.row, self.headed.sheet);
        let cell = |(col, text): &(u16, String)| {
            let place = place(sheet, row, *col);
            Involved {
                field: None,
                label: cell_name(place.row, place.col),
                place: Some(place),
                shown: text.as_str().into(),
            }
        };
        let unclear: Vec<Involved> = self.headed.unclear.iter().map(cell).collect();
        if let Some(first) = unclear.first() {
            let headings = unclear.iter().map(|heading| {
                let text = heading.shown.say(Lang::Vi);
                format!("{} \"{text}\"", heading.label)
            });
            let message = msg!(
                "check.table-heading-unclear",
                sheet = sheet.name,
                count = unclear.len(),
                headings = Fact::list(headings, "; ")
            );
            let about = format!("{}: {}", sheet.name, first.label);
            let said = (message, msg!("check.table-use-labels"));
            let columns = self.headed.unclear.iter().map(|(col, _)| *col);
            let rows = units.rows.iter().map(|(row, _)| *row);
            let figures = columns.flat_map(|col| rows.clone().map(move |row| (row, col)));
            let figures = figures.filter_map(|(row, col)| sheet.at(row, col));
            let figures: Vec<Involved> = figures.map(|figure| self.cell(figure)).collect();
            let cells = unclear.into_iter().chain(figures).collect();
            self.find((&code::HEADING_UNCLEAR, None, &about), said, cells);
        }
        let with_numbers = with_numbers(&self.headed, units);
        let is_near = |col: u16| near.iter().any(|near| near.col == col);
        let strange = self.headed.strange.iter();
        let strange =
            strange.filter(|(col, text)| with_numbers.contains(col) && !numbers_rows(text));
        let (alike, strange): (Vec<&(u16, String)>, Vec<_>) =
            strange.partition(|(col, _)| is_near(*col));
        let alike: Vec<Involved> = alike.into_iter().map(cell).collect();
        let strange: Vec<Involved> = strange.into_iter().map(cell).collect();
        if let Some(first) = strange.first() {
            let message = msg!(
                "check.table-heading-strange",
                sheet = sheet.name,
                count = strange.len(),
                cell = first.label,
                shown = first.shown
            );
            self.find(
                (&code::HEADING_STRANGE, None, ""),
                (message, msg!("check.table-use-labels")),
                strange,
            );
        }
        if let (Some(first), Some(one)) = (alike.first(), near.first()) {
            let message = msg!(
                "check.table-heading-near",
                sheet = sheet.name,
                count = alike.len(),
                cell = first.label,
                shown = first.shown,
                label = one.label
            );
            let subject = Subject {
                unit: None,
                file: self.context.file,
            };
            let said = (message, msg!("check.table-use-labels"));
            self.findings.push(subject.finding(Draft {
                severity: Severity::Error,
                about: sheet.name.clone(),
                cells: alike,
                ..Draft::new(&code::HEADING_STRANGE, said)
            }));
        }
        self.unheaded(units);
    }

    /// Figures of units under no heading beside a column of a field: nobody can tell which of them are meant.
    fn unheaded(&mut self, units: &Units) {
        let headed = &self.headed;
        let is_beside = |col: u16| {
            let beside = [col.checked_sub(1), col.checked_add(1)];
            beside
                .into_iter()
                .flatten()
                .any(|col| headed.fields.contains_key(&col))
        };
        let told = headed.strange.iter().chain(&headed.unclear);
        let told: BTreeSet<u16> = told.map(|(col, _)| *col).collect();
        let told = &told | &headed.titled;
        let is_free = |col: u16| {
            let is_known = headed.fields.contains_key(&col) || units.cols.contains(&col);
            !is_known && !told.contains(&col) && is_beside(col)
        };
        let rows = units.rows.iter().map(|(row, _)| *row);
        let cells = rows.flat_map(|row| headed.sheet.row(row));
        let cells = cells.filter(|c| matches!(c.value, Raw::Number(_)) && is_free(c.col));
        let mut columns: Vec<(u16, Vec<Involved>)> = Vec::new();
        for found in cells {
            let cell = self.cell(found);
            match columns.iter_mut().find(|(col, _)| *col == found.col) {
                Some((_, cells)) => cells.push(cell),
                None => columns.push((found.col, vec![cell])),
            }
        }
        columns.retain(|(_, cells)| !are_numbered(cells));
        let cells: Vec<Involved> = columns
            .iter()
            .flat_map(|(_, cells)| cells.clone())
            .collect();
        let Some(first) = cells.first() else { return };
        let message = msg!(
            "check.table-unheaded",
            count = columns.len(),
            place = first.label,
            shown = first.shown
        );
        let about = format!("{}: {}", headed.sheet.name, first.label);
        let said = (message, msg!("check.table-unheaded-todo"));
        self.find((&code::COLUMN_UNHEADED, None, &about), said, cells);
    }
}

/// Whether cells are the running numbers of the rows.
fn are_numbered(cells: &[Involved]) -> bool {
    let numbers = cells.iter().map(|cell| match &cell.shown {
        Fact::Text(text) => text.parse::<usize>().ok(),
        _ => None,
    });
    cells.len() > 1
        && numbers
            .enumerate()
            .all(|(at, number)| number == Some(at + 1))
}

/// Whether a heading is that of the running numbers or of the units' own codes and names.
fn numbers_rows(text: &str) -> bool {
    let text = fold(text);
    ["tt", "stt", "số tt", "mã", "mã đơn vị", "mã đv"].contains(&text.as_str())
}
