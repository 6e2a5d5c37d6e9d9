//! A sheet that people fill, written line by line as the layout says.

use super::book::{Book, Fact};
use super::checks::{blanks_text, colour, open_text, put};
use super::live::{self, Cell, Live, here};
use super::validate::{how_to, validation};
use super::{hidden, page, style};
use crate::kit::{Body, FieldRef, Indicator, ListDef, Section, list_count_id};
use crate::value::Kind;
use crate::words::{Lang, Message, text};
use crate::workbook::layout::{
    FieldSpot, LABEL, Line, ListSpot, NUMBER, SheetPlan, signature_column,
};
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Formula, Worksheet, XlsxError};

type Done = Result<(), XlsxError>;

/// Upright paper holds so many characters of all columns before it gets too small to read.
const UPRIGHT: u16 = 122;

fn word(id: &str) -> String {
    text(id, Lang::Vi)
}

/// Writes a sheet.
pub(super) fn write(book: &Book, plan: &SheetPlan, sheet: &mut Worksheet) -> Done {
    sheet.set_name(&plan.name)?;
    sheet.set_formula_result_default("");
    for (col, width) in plan.grid.widths.iter().enumerate() {
        sheet.set_column_width(col as u16, *width)?;
    }
    sheet.set_column_hidden(0)?;
    sheet.set_column_hidden(plan.grid.missing)?;
    for (row, id) in &plan.row_ids {
        sheet.write_string(*row, 0, id)?;
    }
    let mut writer = Writer {
        book,
        plan,
        sheet,
        heights: Vec::new(),
    };
    for (row, line) in plan.lines.iter().enumerate() {
        let height = writer.line(row as u32, *line)?;
        writer.heights.push(height);
    }
    writer.summary()?;
    writer.finish()
}

/// Cells that must be filled on the whole form.
pub(super) fn blanks(book: &Book) -> u32 {
    let sections = &book.issue.form.sections;
    sections.iter().map(|s| blanks_of(book, &s.id)).sum()
}

/// Cells that must be filled in a section; a required list counts as one.
pub(super) fn blanks_of(book: &Book, section: &str) -> u32 {
    if !book.asks(section) {
        return 0;
    }
    let form = book.issue.form;
    let fields = form
        .fields()
        .filter(|f| f.section.id == section && f.row.required)
        .count();
    let lists = form
        .lists()
        .filter(|(s, list)| s.id == section && list.required)
        .count();
    (fields + lists) as u32
}

struct Writer<'a> {
    book: &'a Book<'a>,
    plan: &'a SheetPlan,
    sheet: &'a mut Worksheet,
    heights: Vec<f64>,
}

impl<'a> Writer<'a> {
    fn section(&self, s: usize) -> &'a Section {
        &self.book.issue.form.sections[s]
    }

    fn text(&self, row: u32, col: u16) -> &'a str {
        self.plan.text_at(row, col).unwrap_or_default()
    }

    /// Writes the layout's text at a place, or a blank cell of that look.
    fn put(&mut self, row: u32, col: u16, format: &Format) -> Done {
        match self.text(row, col) {
            "" => self.sheet.write_blank(row, col, format)?,
            text => self
                .sheet
                .write_string_with_format(row, col, text, format)?,
        };
        Ok(())
    }

    /// A text over several columns; one column needs no merging.
    fn over(&mut self, row: u32, from: u16, to: u16, text: &str, format: &Format) -> Done {
        if from < to {
            self.sheet.merge_range(row, from, row, to, text, format)?;
        } else {
            self.sheet
                .write_string_with_format(row, from, text, format)?;
        }
        Ok(())
    }

    fn span(&self, from: u16, to: u16) -> u16 {
        (from..=to).map(|c| self.plan.grid.width(c)).sum()
    }

    /// Sets a height for so many lines of text.
    fn tall(&mut self, row: u32, lines: u32, each: f64) -> Result<f64, XlsxError> {
        let height = (f64::from(lines.max(1)) * each).clamp(16.0, 409.0);
        self.sheet.set_row_height(row, height)?;
        Ok(height)
    }

    /// Writes a line; returns its height in points, as far as it can be known.
    fn line(&mut self, row: u32, line: Line) -> Result<f64, XlsxError> {
        let of = match line {
            Line::Heading(s) | Line::Letters(s) => {
                // A heading may serve several sections; it stands while one of them is asked.
                let any =
                    self.plan.lines.iter().any(
                        |l| matches!(l, Line::Section(s) if self.book.asks(&self.section(*s).id)),
                    );
                if any { None } else { Some(s) }
            }
            Line::Section(s)
            | Line::Note(s)
            | Line::Row(s, _)
            | Line::Question(s, _)
            | Line::Prose(s, _, _)
            | Line::ListCount(s)
            | Line::ListStatus(s)
            | Line::ListRemark(s)
            | Line::ListHeading(s)
            | Line::ListRow(s, _) => Some(s),
            _ => None,
        };
        if let Some(s) = of
            && !self.book.asks(&self.section(s).id)
        {
            self.sheet.set_row_hidden(row)?;
            return Ok(0.0);
        }
        match line {
            Line::Empty => self.tall(row, 1, 10.0),
            Line::Unit | Line::Receiver | Line::Period | Line::AsOf | Line::Deadline => {
                self.head(row, line)
            }
            Line::Title => {
                let last = self.plan.grid.last;
                let title = self.text(row, NUMBER);
                self.over(row, NUMBER, last, title, &style::title())?;
                let lines = page::lines(title, self.span(NUMBER, last) * 7 / 10);
                self.tall(row, lines, 22.0)
            }
            Line::Heading(s) => self.heading(row, s),
            Line::Letters(_) => {
                for col in NUMBER..=self.plan.grid.last {
                    self.put(row, col, &style::letters())?;
                }
                self.tall(row, 1, 16.0)
            }
            Line::Section(_) => {
                let last = self.plan.grid.last;
                let title = self.text(row, LABEL);
                self.put(row, NUMBER, &style::group().set_align(FormatAlign::Center))?;
                self.over(row, LABEL, last, title, &style::group())?;
                let lines = page::lines(title, self.span(LABEL, last));
                self.tall(row, lines, 20.0)
            }
            Line::Note(s) => self.note(row, s),
            Line::Row(s, r) | Line::Question(s, r) | Line::Prose(s, r, 0)
                if self.plan.row_ids.iter().any(|(at, _)| *at == row) =>
            {
                self.indicator(row, s, r, line)
            }
            Line::Row(..) | Line::Question(..) => Ok(0.0),
            Line::Prose(s, r, n) => self.prose(row, s, r, n),
            Line::ListCount(s) | Line::ListStatus(s) | Line::ListRemark(s) => {
                self.list_head(row, s, line)
            }
            Line::ListHeading(s) => self.list_heading(row, s),
            Line::ListRow(s, i) => self.list_row(row, s, i),
            Line::PlaceDate | Line::Signature | Line::SignatureRoom => self.foot(row, line),
        }
    }

    fn head(&mut self, row: u32, line: Line) -> Result<f64, XlsxError> {
        let last = self.plan.grid.last;
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
        self.over(row, LABEL + 1, last - 1, label, &side)?;
        let value = style::wrapped().set_bold().set_indent(1);
        let shown = match line {
            Line::Unit => {
                self.unit(row, last, &value)?;
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
                .write_string_with_format(row, last, &shown, &value)?;
        }
        if line == Line::Unit {
            // A long name makes its own row taller where the workbook is opened.
            return Ok(17.0);
        }
        let lines = match line {
            Line::Deadline => 1,
            _ => page::lines(&shown, self.plan.grid.width(last)),
        };
        self.tall(row, lines, 17.0)
    }

    /// The unit's name: to choose on the first sheet of a common workbook, locked everywhere else.
    fn unit(&mut self, row: u32, col: u16, format: &Format) -> Done {
        let (home, unit_row, unit_col) = &self.book.layout.unit_cell;
        match self.book.unit() {
            Fact::Text(unit) => {
                self.sheet
                    .write_string_with_format(row, col, unit, format)?;
            }
            Fact::Live(_) if (home, unit_row, unit_col) == (&self.plan.name, &row, &col) => {
                self.sheet.write_blank(row, col, &style::unit_input())?;
                let choose = DataValidation::new()
                    .allow_list_formula(Formula::new(hidden::UNIT_WORDS))
                    .set_input_title(word("emit.unit-title"))?
                    .set_input_message(word("emit.unit-hint"))?
                    .set_error_title(word("emit.stop-title"))?
                    .set_error_message(word("emit.stop-choice"))?;
                self.sheet
                    .add_data_validation(row, col, row, col, &choose)?;
            }
            Fact::Live(unit) => {
                put(self.sheet, (row, col), &unit, format)?;
            }
        }
        Ok(())
    }

    /// The one as-of date of the sheet's sections, or where to find them.
    fn as_of(&self) -> String {
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
            _ => word("emit.as-of-by-part"),
        }
    }

    fn mark(&self, section: &Section) -> &'a str {
        section
            .period
            .as_ref()
            .and_then(|p| self.book.issue.marks.get(p))
            .map_or("", String::as_str)
    }

    fn note(&mut self, row: u32, s: usize) -> Result<f64, XlsxError> {
        let section = self.section(s);
        let parts = [self.mark(section), section.note.as_deref().unwrap_or("")];
        let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let note = parts.join(". ");
        let last = self.plan.grid.last;
        let format = style::cell().set_italic().set_font_size(11);
        self.sheet.write_blank(row, NUMBER, &format)?;
        self.over(row, LABEL, last, &note, &format)?;
        if note.is_empty() {
            self.sheet.set_row_hidden(row)?;
            return Ok(0.0);
        }
        let lines = page::lines(&note, self.span(LABEL, last));
        self.tall(row, lines, 16.0)
    }

    fn heading(&mut self, row: u32, s: usize) -> Result<f64, XlsxError> {
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

    /// Fields of a row with their places.
    fn fields(&self, s: usize, r: usize) -> Vec<(FieldRef<'a>, &'a FieldSpot)> {
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

    fn indicator(&mut self, at: u32, s: usize, r: usize, line: Line) -> Result<f64, XlsxError> {
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
                    Fact::Text(text) => {
                        self.sheet
                            .write_string_with_format(row, col, text, &format)?;
                    }
                    Fact::Live(live) => {
                        put(self.sheet, (row, col), &live, &format)?;
                    }
                }
            }
            if spot.row == at {
                self.input(field, spot)?;
            }
        }
        if let Some((_, spot)) = fields.first() {
            self.status(spot.status, spot.remark)?;
            self.row_checks(row, &fields, spot)?;
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

    fn label(&mut self, at: u32, row: &Indicator) -> Done {
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

    fn input(&mut self, field: &FieldRef, spot: &FieldSpot) -> Done {
        let kind = field.kind();
        let format = style::input(kind);
        let words = self.book.words_of(kind);
        let hint = match &field.row.definition {
            Some(definition) => format!("{}\n{definition}", how_to(kind)),
            None => how_to(kind),
        };
        let title = field.label();
        let check = validation(kind, field.row.plausible, words.as_deref(), &title, &hint)?;
        self.sheet.write_blank(spot.row, spot.col, &format)?;
        self.sheet
            .add_data_validation(spot.row, spot.col, spot.row, spot.col, &check)?;
        for (row, col) in &spot.continuation {
            self.sheet.write_blank(*row, *col, &format)?;
        }
        Ok(())
    }

    fn status(&mut self, status: (u32, u16), remark: (u32, u16)) -> Done {
        let choice = Kind::Choice(Vec::new());
        let format = style::input(&choice).set_font_size(11);
        self.sheet.write_blank(status.0, status.1, &format)?;
        let check = validation(
            &choice,
            None,
            Some(hidden::NIL_WORDS),
            &word("layout.status"),
            &word("emit.hint-status"),
        )?;
        self.sheet
            .add_data_validation(status.0, status.1, status.0, status.1, &check)?;
        self.sheet.write_blank(
            remark.0,
            remark.1,
            &style::input(&Kind::Text).set_font_size(11),
        )?;
        Ok(())
    }

    fn row_checks(
        &mut self,
        row: &Indicator,
        fields: &[(FieldRef, &FieldSpot)],
        spot: &FieldSpot,
    ) -> Done {
        let cells: Vec<Cell> = fields
            .iter()
            .map(|(field, spot)| Cell {
                at: here((spot.row, spot.col)),
                kind: field.kind(),
                words: self.book.words_of(field.kind()),
                required: row.required,
                column: &field.column.label,
            })
            .collect();
        let names: Vec<String> = fields.iter().map(|(f, _)| f.id()).collect();
        let rules = self.book.checks.of_names(&names);
        let (status, remark) = (here(spot.status), here(spot.remark));
        let missing = live::missing(&cells, &status);
        let state = live::row(row, &cells, &status, &remark, &here(spot.missing), &rules);
        self.write_checks(spot.check, &state, spot.missing, &missing)
    }

    fn write_checks(
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
    fn prose(&mut self, row: u32, s: usize, r: usize, n: usize) -> Result<f64, XlsxError> {
        let grid = &self.plan.grid;
        for col in NUMBER..=grid.last {
            self.sheet.write_blank(row, col, &style::cell())?;
        }
        for (field, spot) in self.fields(s, r) {
            let places = std::iter::once((spot.row, spot.col)).chain(spot.continuation.clone());
            if places.clone().any(|(at, _)| at == row) {
                if n == 0 {
                    self.input(&field, spot)?;
                }
                self.sheet
                    .write_blank(row, spot.col, &style::input(&Kind::Prose))?;
            }
        }
        self.tall(row, 1, if n == 0 { 160.0 } else { 30.0 })
    }

    fn list_of(&self, s: usize) -> Option<(&'a ListDef, &'a ListSpot)> {
        let section = self.section(s);
        match &section.body {
            Body::List(list) => Some((list, self.book.layout.list(&section.id)?)),
            Body::Grid { .. } => None,
        }
    }

    fn list_head(&mut self, row: u32, s: usize, line: Line) -> Result<f64, XlsxError> {
        let grid = &self.plan.grid;
        let Some((list, spot)) = self.list_of(s) else {
            return Ok(0.0);
        };
        for col in NUMBER..=grid.last {
            self.put(row, col, &style::cell())?;
        }
        if let Line::ListCount(_) = line {
            let columns: Vec<(String, String)> = spot
                .columns
                .iter()
                .map(|c| {
                    let last = spot.first_row + spot.capacity.max(1) - 1;
                    (here((spot.first_row, *c)), here((last, *c)))
                })
                .collect();
            let (count, status, remark) = (here(spot.count), here(spot.status), here(spot.remark));
            put(
                self.sheet,
                spot.count,
                &live::list_count(&columns),
                &style::centred().set_bold(),
            )?;
            let last = spot.first_row + spot.capacity.max(1) - 1;
            let rows = format!(
                "{}:{}",
                here((spot.first_row, spot.row_check)),
                here((last, spot.row_check))
            );
            let names = [list_count_id(&spot.section)];
            let rules = self.book.checks.of_names(&names);
            let state = live::list(list.required, &count, &status, &remark, &rows, &rules);
            let missing = live::list_missing(list.required, &count, &status);
            self.write_checks(spot.check, &state, spot.missing, &missing)?;
            self.status(spot.status, spot.remark)?;
        } else if spot.status.0 == row || spot.remark.0 == row {
            self.status(spot.status, spot.remark)?;
        }
        let lines = page::lines(self.text(row, LABEL), grid.width(LABEL));
        self.tall(row, lines, 17.0)
    }

    fn list_heading(&mut self, row: u32, s: usize) -> Result<f64, XlsxError> {
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

    fn list_row(&mut self, row: u32, s: usize, _i: u32) -> Result<f64, XlsxError> {
        let Some((list, spot)) = self.list_of(s) else {
            return Ok(0.0);
        };
        self.put(row, NUMBER, &style::centred())?;
        let mut cells = Vec::new();
        for (column, col) in list.columns.iter().zip(&spot.columns) {
            let words = self.book.words_of(&column.kind);
            let hint = how_to(&column.kind);
            let check = validation(&column.kind, None, words.as_deref(), &column.label, &hint)?;
            self.sheet
                .write_blank(row, *col, &style::input(&column.kind))?;
            self.sheet
                .add_data_validation(row, *col, row, *col, &check)?;
            cells.push(Cell {
                at: here((row, *col)),
                kind: &column.kind,
                words,
                required: column.required,
                column: &column.label,
            });
        }
        put(
            self.sheet,
            (row, spot.row_check),
            &live::list_row(&cells),
            &style::check(),
        )?;
        self.tall(row, 1, 20.0)
    }

    fn foot(&mut self, row: u32, line: Line) -> Result<f64, XlsxError> {
        let (last, right) = (self.plan.grid.last, signature_column(&self.plan.grid));
        let centre = style::wrapped().set_align(FormatAlign::Center);
        match line {
            Line::PlaceDate => {
                let place = self.book.issue.place;
                let place = if place.is_empty() {
                    "…………"
                } else {
                    place
                };
                let date = Message::new("emit.place-date")
                    .with("place", place)
                    .say(Lang::Vi);
                self.over(row, right, last, &date, &centre.set_italic().set_unlocked())?;
                self.tall(row, 1, 20.0)
            }
            Line::Signature => {
                for (from, to) in [(NUMBER, right - 1), (right, last)] {
                    let text = self.text(row, from);
                    let format = if text.starts_with('(') {
                        centre.clone().set_italic()
                    } else {
                        centre.clone().set_bold()
                    };
                    self.over(row, from, to, text, &format)?;
                }
                self.tall(row, 1, 17.0)
            }
            _ => {
                // Names may be typed here; pen and stamp find room above them.
                let format = style::wrapped()
                    .set_align(FormatAlign::Center)
                    .set_align(FormatAlign::Bottom)
                    .set_bold()
                    .set_unlocked();
                self.over(row, NUMBER, right - 1, "", &format)?;
                self.over(row, right, last, "", &format)?;
                self.tall(row, 1, 80.0)
            }
        }
    }

    /// How far the unit has come, beside the head.
    fn summary(&mut self) -> Done {
        let col = self.plan.grid.check;
        let bold = style::check().set_bold();
        put(self.sheet, (0, col), &blanks_text(self.book), &bold)?;
        put(self.sheet, (1, col), &open_text(self.book), &bold)?;
        let last = (self.plan.lines.len() as u32).max(1) - 1;
        colour(self.sheet, (0, col), (last, col))
    }

    fn finish(self) -> Done {
        let grid = &self.plan.grid;
        let lines = &self.plan.lines;
        let width = self.span(NUMBER, grid.last);
        let landscape = width > UPRIGHT;
        let heading = |l: &Line| matches!(l, Line::Heading(_));
        let repeat = lines
            .iter()
            .position(heading)
            .filter(|_| lines.iter().filter(|l| heading(l)).count() == 1)
            .map(|first| {
                let letters = matches!(lines.get(first + 1), Some(Line::Letters(_)));
                (first as u32, first as u32 + u32::from(letters))
            });
        // Points on paper: A4 less margins; a width of one character is 6 points.
        let (across, down) = if landscape {
            (765.0, 500.0)
        } else {
            (515.0, 745.0)
        };
        let scale = f64::min(1.0, across / (f64::from(width) * 6.0));
        let total: f64 = self.heights.iter().sum();
        let room = down / scale;
        let one_page = total <= room * 1.15;
        if !one_page && let Some(at) = break_before_foot(lines, &self.heights, room) {
            self.sheet.set_page_breaks(&[at])?;
        }
        page::set_up(
            self.sheet,
            &page::Page {
                last_row: (lines.len() as u32).max(1) - 1,
                first_col: NUMBER,
                last_col: grid.last,
                landscape,
                one_page,
                repeat,
                left: &self.book.issue.form.number,
                specimen: self.book.issue.specimen,
            },
        )?;
        page::protect(self.sheet);
        Ok(())
    }
}

/// The row to begin a new page with, so that signatures stay together with the last two rows.
fn break_before_foot(lines: &[Line], heights: &[f64], room: f64) -> Option<u32> {
    let foot = lines.iter().position(|l| *l == Line::PlaceDate)?;
    let keep = foot.saturating_sub(3);
    let before: f64 = heights.iter().take(keep).sum();
    let block: f64 = heights.iter().skip(keep).sum();
    let used = before % room;
    (used + block > room && keep > 0).then_some(keep as u32)
}
