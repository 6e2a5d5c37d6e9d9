//! The head of a sheet and the headings of its sections.

use super::fact::CellText;
use super::ink::put;
use super::sheet::{Done, Writer};
use super::{choices, page, style};
use crate::layout::{LABEL, Line, NUMBER};
use crate::model::form::Section;
use crate::words::official;
use crate::words::{Lang, Message};
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Formula, XlsxError};

impl<'a> Writer<'a> {
    pub(super) fn head(&mut self, row: u32, line: Line) -> Result<f64, XlsxError> {
        let (first, last) = self.plan.grid.head();
        let issue = self.book.issue;
        if row == 0 {
            self.put(row, NUMBER, &style::plain().set_bold())?;
        } else if row == 1 && self.plan.name == self.book.layout.unit_cell.0 {
            let letter = issue.letter.clone().unwrap_or_default();
            let rows = self
                .plan
                .lines
                .iter()
                .take_while(|l| **l != Line::Empty)
                .count() as u32;
            self.sheet.merge_range(
                1,
                NUMBER,
                (rows - 1).clamp(1, 3),
                LABEL,
                &letter,
                &style::wrapped().set_italic(),
            )?;
        }
        let label = self.text(row, LABEL + 1);
        let side = style::plain().set_align(FormatAlign::Right);
        self.over(row, LABEL + 1, first - 1, label, &side)?;
        // A long name gets smaller letters: a second line would stand over the next one.
        let value = style::plain().set_bold().set_indent(1).set_shrink();
        self.over(row, first, last, "", &value)?;
        let shown = match line {
            Line::Unit => {
                self.unit(row, first, &value)?;
                String::new()
            }
            Line::Receiver => issue.issuer.to_owned(),
            Line::Period => issue.period.to_owned(),
            Line::AsOf => self.as_of(),
            Line::Deadline => self.book.deadline(),
            _ => String::new(),
        };
        if line != Line::Unit {
            self.sheet
                .write_string_with_format(row, first, &shown, &value)?;
        }
        if line == Line::Unit {
            // A long name makes its own row taller where the workbook is opened.
            return Ok(17.0);
        }
        let lines = match line {
            Line::Deadline => 1,
            _ => page::lines(&shown, self.span(first, last)),
        };
        self.tall(row, lines, 17.0)
    }

    /// The unit's name: to choose on the first sheet of a common workbook, locked everywhere else.
    pub(super) fn unit(&mut self, row: u32, col: u16, format: &Format) -> Done {
        let (home, unit_row, unit_col) = &self.book.layout.unit_cell;
        match self.book.unit() {
            CellText::Text(unit) => {
                self.sheet
                    .write_string_with_format(row, col, unit, format)?;
            }
            CellText::Live(_) if (home, unit_row, unit_col) == (&self.plan.name, &row, &col) => {
                self.sheet.write_blank(row, col, &style::unit_input())?;
                let choose = DataValidation::new()
                    .allow_list_formula(Formula::new(choices::UNIT_WORDS))
                    .set_input_title(official("emit.unit-title"))?
                    .set_input_message(official("emit.unit-hint"))?
                    .set_error_title(official("emit.stop-title"))?
                    .set_error_message(official("emit.stop-choice"))?;
                self.sheet
                    .add_data_validation(row, col, row, col, &choose)?;
            }
            CellText::Live(unit) => {
                put(self.sheet, (row, col), &unit, format)?;
            }
        }
        Ok(())
    }

    /// The one as-of date of the sheet's sections, or where to find them.
    pub(super) fn as_of(&self) -> String {
        let marks: Vec<&str> = self
            .plan
            .lines
            .iter()
            .filter_map(|l| match l {
                Line::Section(s) => Some(self.mark(self.section(*s))),
                _ => None,
            })
            .collect();
        match marks.first() {
            Some(first) if marks.iter().all(|m| m == first) && !first.is_empty() => {
                (*first).to_owned()
            }
            _ if marks.iter().all(|m| m.is_empty()) => self.book.issue.period.to_owned(),
            _ => official("emit.as-of-by-part"),
        }
    }

    pub(super) fn mark(&self, section: &Section) -> &'a str {
        section
            .period
            .as_ref()
            .and_then(|p| self.book.issue.marks.get(p))
            .map_or("", String::as_str)
    }

    pub(super) fn note(&mut self, row: u32, s: usize) -> Result<f64, XlsxError> {
        let section = self.section(s);
        let parts = [self.mark(section), section.note.as_deref().unwrap_or("")];
        let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let note = parts.join(". ");
        let format = style::cell().set_italic().set_font_size(11);
        self.sheet.write_blank(row, NUMBER, &format)?;
        let last = self.across(row, &note, &format)?;
        if note.is_empty() {
            self.sheet.set_row_hidden(row)?;
            return Ok(0.0);
        }
        let lines = page::lines(&note, self.span(LABEL, last));
        self.tall(row, lines, 16.0)
    }

    pub(super) fn heading(&mut self, row: u32, s: usize) -> Result<f64, XlsxError> {
        let grid = &self.plan.grid;
        let columns = self.section(s).columns().len() as u16;
        let mut lines = 1;
        for col in NUMBER..=grid.last {
            if Some(col) == grid.previous {
                let head = Message::new("emit.previous")
                    .with("period", self.book.issue.previous_period)
                    .say(Lang::Vi);
                lines = lines.max(page::lines(&head, grid.width(col) * 9 / 10));
                self.sheet
                    .write_string_with_format(row, col, head, &style::heading())?;
                continue;
            }
            let beyond = col >= grid.value + columns && col < grid.value + grid.values;
            lines = lines.max(page::lines(self.text(row, col), grid.width(col) * 9 / 10));
            self.put(
                row,
                col,
                &if beyond {
                    style::closed()
                } else {
                    style::heading()
                },
            )?;
        }
        self.put(row, grid.check, &style::small().set_italic().set_indent(1))?;
        self.tall(row, lines, 17.0)
    }
}
