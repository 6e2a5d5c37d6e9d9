//! Lists: how many rows, and the rows that the unit adds.
//!
//! Blank rows of a long list would fill pages: those behind the first are hidden, by the filter of the sheet where the list
//! has it (Excel knows one for each sheet), until the unit asks for them.

use super::calculation::{OfList, Run};
use super::ink::put;
use super::live::{self, here};
use super::sheet::Writer;
use super::validate::{how_to, validation};
use super::{page, style};
use crate::layout::{LABEL, Line, ListSpot, NUMBER};
use crate::model::form::{Body, ListDef};
use crate::msg;
use crate::words::Lang;
use rust_xlsxwriter::{FilterCondition, XlsxError};

/// Rows of a list that are shown, where it is long.
const SHOWN: u32 = 25;

/// Blank rows that are shown behind those that are filled.
const ROOM: u32 = 5;

/// Whether a list has more rows than are shown.
pub(super) fn is_long(capacity: u32) -> bool {
    capacity > SHOWN
}

impl<'a> Writer<'a> {
    /// How many rows of a list are shown.
    fn shown(&self, list: &ListSpot) -> u32 {
        if !is_long(list.capacity) {
            return list.capacity;
        }
        let rows = list.first_row..list.first_row + list.capacity;
        let filled = self.book.filled.last_row(&list.sheet, &rows);
        let filled = filled.map_or(0, |row| row - list.first_row + 1);
        (filled + ROOM).clamp(SHOWN, list.capacity)
    }

    /// The list of the sheet that has its filter: the longest, where it is long.
    pub(super) fn long_list(&self) -> Option<&'a ListSpot> {
        let lists = self.book.layout.lists.iter();
        let here = lists.filter(|list| list.sheet == self.plan.name && is_long(list.capacity));
        here.max_by_key(|list| list.capacity)
    }

    /// Whether the filter of the sheet is this list's.
    fn has_filter(&self, list: &ListSpot) -> bool {
        self.long_list()
            .is_some_and(|long| long.section == list.section)
    }

    /// Gives the sheet its filter, by the numbers of the rows that are shown; whether it has one.
    pub(super) fn filter_list(&mut self) -> Result<bool, XlsxError> {
        let Some(list) = self.long_list() else {
            return Ok(false);
        };
        let column = list.columns.last().copied().unwrap_or(list.first_col);
        let heading = list.first_row - 1;
        let end = heading + list.capacity;
        self.sheet.autofilter(heading, NUMBER, end, column)?;
        let shown = self.shown(list);
        if shown < list.capacity {
            let numbers = list.first_row..list.first_row + shown;
            let condition = numbers.fold(FilterCondition::new(), |condition, row| {
                condition.add_list_filter(self.text(row, NUMBER))
            });
            self.sheet.filter_column(NUMBER, &condition)?;
        }
        Ok(true)
    }

    /// What the last row that is shown says once it is filled: how more are shown, or that there are values in those that
    /// nobody sees.
    fn more(&self, list: &ListSpot, of: OfList, shown: u32) -> String {
        let (first, bottom) = (list.first_row + shown, list.first_row + list.capacity - 1);
        let how = if self.has_filter(list) {
            msg!(
                "emit.more-by-filter",
                cell = here((list.first_row - 1, NUMBER))
            )
        } else {
            // Rows as Excel numbers them: the last that is shown, and the one behind the list.
            msg!("emit.more-by-hand", above = first, below = bottom + 2)
        };
        let how = how.say(Lang::Vi);
        let unseen = msg!("emit.live-unseen", how = how).say(Lang::Vi);
        let more = msg!("emit.live-more", how = how).say(Lang::Vi);
        let numbers = format!("{}:{}", here((first, NUMBER)), here((bottom, NUMBER)));
        live::more(&of.begun_from(shown), &numbers, (&unseen, &more))
    }

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
            if column.computed {
                self.computed(&column.kind, (row, *col))?;
                continue;
            }
            let words = self.book.words_of(&column.kind);
            let hint = how_to(&column.kind);
            let check = validation(&column.kind, None, words.as_deref(), &column.label, &hint)?;
            self.entry((row, *col), &style::input(&column.kind))?;
            self.sheet
                .add_data_validation(row, *col, row, *col, &check)?;
        }
        if let Some(of) = self.book.calculation.list(&spot.section) {
            let shown = self.shown(spot);
            let holds = if i + 1 == shown && shown < spot.capacity {
                self.more(spot, of, shown)
            } else {
                live::say("emit.live-holds")
            };
            let text = live::list_row(&of.texts(i).range(), &of.is_begun(i), &holds);
            put(self.sheet, (row, spot.row_check), &text, &style::check())?;
        }
        self.tall(row, 1, 20.0)?;
        if i < self.shown(spot) {
            return Ok(20.0);
        }
        self.sheet.set_row_hidden(row)?;
        Ok(0.0)
    }
}
