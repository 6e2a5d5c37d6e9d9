//! Grouped headings of a form's sheet: section, row, column, and the line of numbers.

use super::look;
use crate::model::form::{FieldRef, Form, Section};
use crate::model::id::FieldId;
use crate::msg;
use crate::value::Kind;
use crate::words::{Lang, official};
use crate::workbook::height;
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Columns before the fields: number, unit, type, state.
pub(super) const FIXED: u16 = 4;
const FIXED_HEADS: [(&str, f64); FIXED as usize] = [
    ("consolidated.number", 5.0),
    ("consolidated.unit", 26.0),
    ("consolidated.type", 11.0),
    ("consolidated.state", 13.0),
];
/// Columns of about this many characters fit on a lying page at the scale below.
const PAGE: f64 = 172.0;
const SCALE: u16 = 70;
const LINE: f64 = 16.5;

/// The fields of a form, and their headings.
pub(super) struct Heading<'a> {
    /// Fields in the order of their columns; prose has a sheet of its own.
    pub(super) fields: Vec<FieldRef<'a>>,
}

impl<'a> Heading<'a> {
    pub(super) fn of(form: &'a Form) -> Self {
        let fields = form.fields().filter(|f| *f.kind() != Kind::Prose);
        Self {
            fields: fields.collect(),
        }
    }

    pub(super) fn last_col(&self) -> u16 {
        FIXED + self.fields.len() as u16 - 1
    }

    /// Column by field id.
    pub(super) fn columns(&self) -> BTreeMap<FieldId, u16> {
        (FIXED..)
            .zip(&self.fields)
            .map(|(col, f)| (f.id(), col))
            .collect()
    }

    /// Writes three lines of headings; returns the row after them.
    pub(super) fn write(&self, sheet: &mut Worksheet, top: u32) -> Result<u32, XlsxError> {
        for (col, (id, width)) in (0u16..).zip(FIXED_HEADS) {
            sheet.set_column_width(col, width)?;
            let head = official(id);
            look::spread(sheet, (top, col), (top + 2, col), &head, &look::heading())?;
        }
        for (col, field) in (FIXED..).zip(&self.fields) {
            sheet.set_column_width(col, width(field.kind()))?;
        }
        let mut tall = [1, 1, 1];
        for (from, to) in self.parts() {
            let title = self.part_title(from);
            tall[0] = tall[0].max(height::lines(&title, self.width_of(from, to)));
            let place = ((top, column(from)), (top, column(to)));
            look::spread(sheet, place.0, place.1, &title, &look::heading())?;
        }
        let rows = self.runs(same_row);
        for (from, to) in &rows {
            for field in &self.fields[*from..=*to] {
                if has_columns(field) {
                    tall[2] = tall[2].max(height::lines(&field.column.label, width(field.kind())));
                }
            }
        }
        for (from, to) in rows {
            let title = row_title(&self.fields[from]);
            let lines = height::lines(&title, self.width_of(from, to));
            if has_columns(&self.fields[from]) {
                tall[1] = tall[1].max(lines);
                let place = ((top + 1, column(from)), (top + 1, column(to)));
                look::spread(sheet, place.0, place.1, &title, &look::heading())?;
                for at in from..=to {
                    let label = &self.fields[at].column.label;
                    let place = (top + 2, column(at));
                    look::spread(sheet, place, place, label, &look::heading())?;
                }
            } else {
                tall[1] = tall[1].max(lines.saturating_sub(tall[2]));
                let place = ((top + 1, column(from)), (top + 2, column(to)));
                look::spread(sheet, place.0, place.1, &title, &look::heading())?;
            }
        }
        for (row, lines) in (top..).zip(tall) {
            sheet.set_row_height(row, f64::from(lines) * LINE + 4.0)?;
        }
        Ok(top + 3)
    }

    /// The line A, B, …, 1, 2, … that the filter hangs on.
    pub(super) fn write_numbers(&self, sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
        for (col, letter) in (0u16..).zip(["A", "B", "C", "D"]) {
            sheet.write_string_with_format(row, col, letter, &look::letters())?;
        }
        for (number, col) in (1..=self.fields.len()).zip(FIXED..) {
            let shown = format!("({number})");
            sheet.write_string_with_format(row, col, shown, &look::letters())?;
        }
        Ok(())
    }

    /// Whether it takes more than one page across.
    pub(super) fn is_wide(&self) -> bool {
        let fixed: f64 = FIXED_HEADS.iter().map(|(_, w)| w).sum();
        fixed + self.width_of(0, self.fields.len().saturating_sub(1)) > PAGE
    }

    /// Prints the sheet in parts that begin with a section or a row, with the units' names repeated.
    pub(super) fn break_pages(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_print_scale(SCALE);
        sheet.set_repeat_columns(0, 1)?;
        let breaks: Vec<u32> = self
            .breaks()
            .into_iter()
            .map(|at| column(at).into())
            .collect();
        sheet.set_vertical_page_breaks(&breaks)?;
        Ok(())
    }

    /// Fields before which a page ends.
    fn breaks(&self) -> Vec<usize> {
        let mut breaks = Vec::new();
        if !self.is_wide() {
            return breaks;
        }
        let repeated = FIXED_HEADS[0].1 + FIXED_HEADS[1].1;
        let mut used: f64 = FIXED_HEADS.iter().map(|(_, w)| w).sum();
        let sections = self.runs(|a, b| a.section.id == b.section.id);
        for (from, to) in self.runs(same_row) {
            let need = self.width_of(from, to);
            let section = sections.iter().find(|(f, _)| *f == from);
            let whole = section.map_or(need, |(f, t)| self.width_of(*f, *t));
            // A section that fits on a page is not torn.
            let tear = used + whole > PAGE && whole <= PAGE - repeated;
            if from > 0 && (tear || used + need > PAGE) {
                breaks.push(from);
                used = repeated;
            }
            used += need;
        }
        breaks
    }

    /// Runs of one section on one page.
    fn parts(&self) -> Vec<(usize, usize)> {
        let breaks = self.breaks();
        let mut parts = Vec::new();
        for (from, to) in self.runs(|a, b| a.section.id == b.section.id) {
            let mut start = from;
            for at in breaks.iter().filter(|at| from < **at && **at <= to) {
                parts.push((start, at - 1));
                start = *at;
            }
            parts.push((start, to));
        }
        parts
    }

    /// The section's title, or that it goes on.
    fn part_title(&self, from: usize) -> String {
        let section = self.fields[from].section;
        let title = section_title(section);
        if from > 0 && self.fields[from - 1].section.id == section.id {
            msg!("consolidated.continued", title = title).say(Lang::Vi)
        } else {
            title
        }
    }

    /// Runs of fields that belong together: first and last index.
    fn runs(&self, same: impl Fn(&FieldRef, &FieldRef) -> bool) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for at in 0..self.fields.len() {
            match runs.last_mut() {
                Some((from, to)) if same(&self.fields[*from], &self.fields[at]) => *to = at,
                _ => runs.push((at, at)),
            }
        }
        runs
    }

    fn width_of(&self, from: usize, to: usize) -> f64 {
        self.fields
            .iter()
            .skip(from)
            .take((to + 1).saturating_sub(from))
            .map(|f| width(f.kind()))
            .sum()
    }
}

fn same_row(a: &FieldRef, b: &FieldRef) -> bool {
    a.section.id == b.section.id && a.row.id == b.row.id
}

fn column(index: usize) -> u16 {
    FIXED + index as u16
}

fn has_columns(field: &FieldRef) -> bool {
    field.section.columns().len() > 1
}

/// "I. Thiết bị".
pub(super) fn section_title(section: &Section) -> String {
    if section.number.is_empty() {
        section.title.clone()
    } else {
        format!("{}. {}", section.number, section.title)
    }
}

/// "Máy tính để bàn (máy)".
fn row_title(field: &FieldRef) -> String {
    if field.row.unit.is_empty() {
        field.row.label.clone()
    } else {
        format!("{} ({})", field.row.label, field.row.unit)
    }
}

/// Characters of a column of this kind.
pub(super) fn width(kind: &Kind) -> f64 {
    kind.spec().widths.side_by_side
}
