//! Indicators: label, cells to fill, status, reason and the live text beside them.

use super::calculation::Run;
use super::fact::CellText;
use super::ink::put;
use super::live::{self, Live, Ranges, here};
use super::sheet::{Done, Writer};
use super::validate::{how_to, validation};
use super::{choices, page, style};
use crate::layout::{FieldSpot, GridShape, LABEL, Line, NUMBER};
use crate::model::form::{FieldRef, Indicator};
use crate::value::Kind;
use crate::words::official;
use rust_xlsxwriter::{FormatAlign, XlsxError};

impl<'a> Writer<'a> {
    /// Fields of a row with their places.
    pub(super) fn fields(&self, s: usize, r: usize) -> Vec<(FieldRef<'a>, &'a FieldSpot)> {
        let section = self.section(s);
        let row = &section.rows()[r];
        let layout = &self.book.layout;
        section
            .columns()
            .iter()
            .filter(|c| row.takes(c))
            .map(|column| FieldRef {
                section,
                row,
                column,
            })
            .filter_map(|field| Some((field, layout.field(&field.id())?)))
            .collect()
    }

    pub(super) fn indicator(
        &mut self,
        at: u32,
        s: usize,
        r: usize,
        line: Line,
    ) -> Result<f64, XlsxError> {
        let grid = &self.plan.grid;
        let row = &self.section(s).rows()[r];
        let fields = self.fields(s, r);
        self.put(at, NUMBER, &style::centred())?;
        self.label(at, row)?;
        if let Some(col) = grid.unit {
            self.put(at, col, &style::centred())?;
        }
        for col in grid.value..grid.value + grid.values {
            self.sheet.write_blank(at, col, &style::closed())?;
        }
        if let Some(col) = grid.previous {
            self.sheet.write_blank(at, col, &style::closed())?;
        }
        for (field, spot) in &fields {
            if let Some((row, col)) = spot.previous {
                let format = style::cell().set_align(FormatAlign::Right);
                match self.book.previous(field) {
                    CellText::Text(text) => {
                        self.sheet
                            .write_string_with_format(row, col, text, &format)?;
                    }
                    CellText::Live(found) => {
                        put(self.sheet, (row, col), &found, &format)?;
                    }
                }
            }
            if spot.row == at {
                self.input(field, spot)?;
            }
        }
        if let Some((_, spot)) = fields.first() {
            if fields.iter().all(|(field, _)| field.is_computed()) {
                for (row, col) in [spot.status, spot.remark] {
                    self.sheet.write_blank(row, col, &style::closed())?;
                }
            } else {
                self.status(spot.status, spot.remark)?;
            }
            self.row_checks(row, spot)?;
        }
        let definition = row.definition.as_deref().unwrap_or("");
        let width = grid.width(LABEL);
        let text = f64::from(page::lines(&row.label, width)) * 16.0
            + f64::from(page::lines(definition, width * 6 / 5)) * 13.5
            + 2.0;
        let height = match line {
            Line::Prose(..) => text.max(160.0),
            _ => text.max(21.0),
        };
        self.sheet.set_row_height(at, height)?;
        Ok(height)
    }

    pub(super) fn label(&mut self, at: u32, row: &Indicator) -> Done {
        let whole = self.text(at, LABEL);
        match whole.split_once('\n') {
            Some((label, definition)) if row.definition.is_some() => {
                let label = format!("{label}\n");
                self.sheet.write_rich_string_with_format(
                    at,
                    LABEL,
                    &[
                        (&style::label_part(), &label),
                        (&style::definition(), definition),
                    ],
                    &style::cell(),
                )?;
                Ok(())
            }
            _ => self.put(at, LABEL, &style::cell()),
        }
    }

    pub(super) fn input(&mut self, field: &FieldRef, spot: &FieldSpot) -> Done {
        let kind = field.kind();
        if field.is_computed() {
            return self.computed(kind, (spot.row, spot.col));
        }
        let format = style::input(kind);
        let words = self.book.words_of(kind);
        let hint = match &field.row.definition {
            Some(definition) => format!("{}\n{definition}", how_to(kind)),
            None => how_to(kind),
        };
        let title = field.label();
        let check = validation(kind, field.row.plausible, words.as_deref(), &title, &hint)?;
        self.entry((spot.row, spot.col), &format)?;
        self.sheet
            .add_data_validation(spot.row, spot.col, spot.row, spot.col, &check)?;
        for place in &spot.continuation {
            self.entry(*place, &format)?;
        }
        Ok(())
    }

    /// A cell that the form calculates: locked.
    pub(super) fn computed(&mut self, kind: &Kind, at: (u32, u16)) -> Done {
        let format = style::computed(kind);
        let calculation = &self.book.calculation;
        if let Some(live) = calculation.computing.formula(&self.plan.name, at) {
            put(self.sheet, at, live, &format)?;
        } else {
            self.sheet.write_blank(at.0, at.1, &format)?;
        }
        Ok(())
    }

    pub(super) fn status(&mut self, status: (u32, u16), remark: (u32, u16)) -> Done {
        let choice = Kind::Choice(Vec::new());
        let format = style::input(&choice).set_font_size(11);
        self.entry(status, &format)?;
        let check = validation(
            &choice,
            None,
            Some(choices::NIL_WORDS),
            &official("layout.status"),
            &official("emit.hint-status"),
        )?;
        self.sheet
            .add_data_validation(status.0, status.1, status.0, status.1, &check)?;
        self.entry(remark, &style::input(&Kind::Text).set_font_size(11))
    }

    pub(super) fn row_checks(&mut self, row: &Indicator, spot: &FieldSpot) -> Done {
        let Some(of) = self.book.calculation.row(&row.id) else {
            return Ok(());
        };
        let pointers = of.pointers.map(Run::range);
        let Some(run) = of.codes else {
            let state = live::computed_row(pointers.as_deref());
            let missing = live::nothing_missing();
            return self.write_checks(spot.check, &state, spot.missing, &missing);
        };
        let codes = run.range();
        let ranges = Ranges {
            codes: &codes,
            cells: run.cells,
            pointers: pointers.as_deref(),
        };
        let (status, remark) = (here(spot.status), here(spot.remark));
        let missing = live::missing(row.required, (&codes, run.cells), &status);
        let state = live::row(row, &ranges, &status, &remark);
        self.write_checks(spot.check, &state, spot.missing, &missing)
    }

    pub(super) fn write_checks(
        &mut self,
        check: (u32, u16),
        state: &Live,
        missing_at: (u32, u16),
        missing: &Live,
    ) -> Done {
        put(self.sheet, check, state, &style::check())?;
        put(self.sheet, missing_at, missing, &style::small())?;
        Ok(())
    }

    /// Room for prose below its question, or a continuation.
    pub(super) fn prose(
        &mut self,
        row: u32,
        s: usize,
        r: usize,
        n: usize,
    ) -> Result<f64, XlsxError> {
        let grid = &self.plan.grid;
        for col in NUMBER..=grid.last {
            let beside = grid.shape == GridShape::Table && col > LABEL;
            let format = if beside {
                style::closed()
            } else {
                style::cell()
            };
            self.sheet.write_blank(row, col, &format)?;
        }
        for (field, spot) in self.fields(s, r) {
            let places = std::iter::once((spot.row, spot.col)).chain(spot.continuation.clone());
            if places.clone().any(|(at, _)| at == row) {
                if n == 0 {
                    self.input(&field, spot)?;
                }
                self.entry((row, spot.col), &style::input(&Kind::Prose))?;
            }
        }
        self.tall(row, 1, if n == 0 { 160.0 } else { 30.0 })
    }
}
