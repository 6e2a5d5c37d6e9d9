//! Lists: how many rows, and the rows that the unit adds.

use super::calculation::Run;
use super::ink::put;
use super::live::{self, here};
use super::sheet::Writer;
use super::validate::{how_to, validation};
use super::{page, style};
use crate::layout::{LABEL, Line, ListSpot, NUMBER};
use crate::model::form::{Body, ListDef};
use rust_xlsxwriter::XlsxError;

impl<'a> Writer<'a> {
    pub(super) fn list_of(&self, s: usize) -> Option<(&'a ListDef, &'a ListSpot)> {
        let section = self.section(s);
        match &section.body {
            Body::List(list) => Some((list, self.book.layout.list(&section.id)?)),
            Body::Grid { .. } => None,
        }
    }

    pub(super) fn list_head(&mut self, row: u32, s: usize, line: Line) -> Result<f64, XlsxError> {
        let grid = &self.plan.grid;
        let Some((list, spot)) = self.list_of(s) else {
            return Ok(0.0);
        };
        for col in NUMBER..=grid.last {
            self.put(row, col, &style::cell())?;
        }
        if let Line::ListCount(_) = line {
            let Some(of) = self.book.calculation.list(&spot.section) else {
                return Ok(0.0);
            };
            let (count, status, remark) = (here(spot.count), here(spot.status), here(spot.remark));
            put(
                self.sheet,
                spot.count,
                &live::list_count(&of.begun()),
                &style::centred().set_bold(),
            )?;
            let bottom = spot.first_row + spot.capacity.max(1) - 1;
            let texts = format!(
                "{}:{}",
                here((spot.first_row, spot.row_check)),
                here((bottom, spot.row_check))
            );
            let pointers = of.pointers.map(Run::range);
            let state = live::list(
                list.required,
                &count,
                (&status, &remark),
                &texts,
                pointers.as_deref(),
            );
            let missing = live::list_missing(list.required, &count, &status);
            self.write_checks(spot.check, &state, spot.missing, &missing)?;
            self.status(spot.status, spot.remark)?;
        } else if spot.status.0 == row || spot.remark.0 == row {
            self.status(spot.status, spot.remark)?;
        }
        let lines = page::lines(self.text(row, LABEL), grid.width(LABEL));
        self.tall(row, lines, 17.0)
    }

    pub(super) fn list_heading(&mut self, row: u32, s: usize) -> Result<f64, XlsxError> {
        let grid = &self.plan.grid;
        let Some((_, spot)) = self.list_of(s) else {
            return Ok(0.0);
        };
        let mut lines = 1;
        for col in std::iter::once(NUMBER).chain(spot.columns.clone()) {
            lines = lines.max(page::lines(self.text(row, col), grid.width(col) * 9 / 10));
            self.put(row, col, &style::heading())?;
        }
        self.put(row, grid.check, &style::small().set_italic().set_indent(1))?;
        self.tall(row, lines, 17.0)
    }

    pub(super) fn list_row(&mut self, row: u32, s: usize, i: u32) -> Result<f64, XlsxError> {
        let Some((list, spot)) = self.list_of(s) else {
            return Ok(0.0);
        };
        self.put(row, NUMBER, &style::centred())?;
        for (column, col) in list.columns.iter().zip(&spot.columns) {
            let words = self.book.words_of(&column.kind);
            let hint = how_to(&column.kind);
            let check = validation(&column.kind, None, words.as_deref(), &column.label, &hint)?;
            self.entry((row, *col), &style::input(&column.kind))?;
            self.sheet
                .add_data_validation(row, *col, row, *col, &check)?;
        }
        if let Some(of) = self.book.calculation.list(&spot.section) {
            let text = live::list_row(&of.texts(i).range(), &of.is_begun(i));
            put(self.sheet, (row, spot.row_check), &text, &style::check())?;
        }
        self.tall(row, 1, 20.0)
    }
}
