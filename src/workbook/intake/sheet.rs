//! A sheet that people fill, written line by line as the layout says.

use super::context::Book;
use super::ink::{colour, put};
use super::totals::{blanks_text, open_text};
use super::{breaks, page, style};
use crate::layout::{LABEL, Line, NUMBER, SheetPlan, points, signature_columns};
use crate::model::form::Section;
use crate::words::{Lang, Message};
use crate::workbook::look::PrintSize;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

pub(super) type Done = Result<(), XlsxError>;

/// Upright paper holds so many characters of all columns before it gets too small to read.
const UPRIGHT: u16 = 122;

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

pub(super) struct Writer<'a> {
    pub(super) book: &'a Book<'a>,
    pub(super) plan: &'a SheetPlan,
    pub(super) sheet: &'a mut Worksheet,
    heights: Vec<f64>,
}

impl<'a> Writer<'a> {
    pub(super) fn section(&self, s: usize) -> &'a Section {
        &self.book.issue.form.sections[s]
    }

    pub(super) fn text(&self, row: u32, col: u16) -> &'a str {
        self.plan.text_at(row, col).unwrap_or_default()
    }

    /// Writes the layout's text at a place, or a blank cell of that look.
    pub(super) fn put(&mut self, row: u32, col: u16, format: &Format) -> Done {
        match self.text(row, col) {
            "" => self.sheet.write_blank(row, col, format)?,
            text => self
                .sheet
                .write_string_with_format(row, col, text, format)?,
        };
        Ok(())
    }

    /// Writes a cell that the unit fills.
    pub(super) fn entry(&mut self, at: (u32, u16), format: &Format) -> Done {
        self.book
            .filled
            .write(self.sheet, &self.plan.name, at, format)
    }

    /// A text over several columns; one column needs no merging.
    pub(super) fn over(
        &mut self,
        row: u32,
        from: u16,
        to: u16,
        text: &str,
        format: &Format,
    ) -> Done {
        if from < to {
            self.sheet.merge_range(row, from, row, to, text, format)?;
        } else {
            self.sheet
                .write_string_with_format(row, from, text, format)?;
        }
        Ok(())
    }

    /// A text over all columns from the labels on; where they take several pages, over those of the first. Gives the last
    /// column that it stands over.
    pub(super) fn across(
        &mut self,
        row: u32,
        text: &str,
        format: &Format,
    ) -> Result<u16, XlsxError> {
        let (front, last) = (self.plan.grid.front(), self.plan.grid.last);
        self.over(row, LABEL, front, text, format)?;
        for col in front + 1..=last {
            self.sheet.write_blank(row, col, format)?;
        }
        Ok(front)
    }

    pub(super) fn span(&self, from: u16, to: u16) -> u16 {
        (from..=to).map(|c| self.plan.grid.width(c)).sum()
    }

    /// Sets a height for so many lines of text.
    pub(super) fn tall(&mut self, row: u32, lines: u32, each: f64) -> Result<f64, XlsxError> {
        let height = (f64::from(lines.max(1)) * each).clamp(16.0, 409.0);
        self.sheet.set_row_height(row, height)?;
        Ok(height)
    }

    /// The section that a line stands and falls with.
    fn belongs_to(&self, line: Line) -> Option<usize> {
        match line {
            Line::Heading(s) | Line::Letters(s) => {
                // A heading may serve several sections; it stands while one of them is asked.
                let asked = |s: &usize| self.book.asks(&self.section(*s).id);
                (!self.served(s).iter().any(asked)).then_some(s)
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
        }
    }

    /// The sections under the heading of this section: itself, and those that follow without a heading of their own.
    fn served(&self, s: usize) -> Vec<usize> {
        let lines = &self.plan.lines;
        let from = lines.iter().position(|l| *l == Line::Heading(s));
        let after = lines.iter().skip(from.unwrap_or_default() + 1);
        let after = after.take_while(|l| !matches!(l, Line::Heading(_)));
        let others = after.filter_map(|line| match line {
            Line::Section(other) if !lines.contains(&Line::Heading(*other)) => Some(*other),
            _ => None,
        });
        [s].into_iter().chain(others).collect()
    }

    /// Writes a line; returns its height in points, as far as it can be known.
    fn line(&mut self, row: u32, line: Line) -> Result<f64, XlsxError> {
        if let Some(s) = self.belongs_to(line)
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
                let last = self.plan.grid.front();
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
                let title = self.text(row, LABEL);
                self.put(row, NUMBER, &style::group().set_align(FormatAlign::Center))?;
                let last = self.across(row, title, &style::group())?;
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
            Line::PaperCode => self.paper_code(row),
            Line::PaperCodeNote => {
                let last = self.plan.grid.front();
                let note = self.text(row, NUMBER);
                self.over(row, NUMBER, last, note, &style::small().set_text_wrap())?;
                let lines = page::lines(note, self.span(NUMBER, last));
                self.tall(row, lines, 15.0)
            }
        }
    }

    fn foot(&mut self, row: u32, line: Line) -> Result<f64, XlsxError> {
        let last = self.plan.grid.front();
        let (left, right) = signature_columns(&self.plan.grid);
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
                for (from, to) in [(left, right - 1), (right, last)] {
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
                self.over(row, left, right - 1, "", &format)?;
                self.over(row, right, last, "", &format)?;
                self.tall(row, 1, 80.0)
            }
        }
    }

    /// The code that a signed sheet is held against the file by.
    fn paper_code(&mut self, row: u32) -> Result<f64, XlsxError> {
        let Some(code) = &self.book.code else {
            return Ok(0.0);
        };
        let format = style::plain().set_bold();
        self.over(row, NUMBER, self.plan.grid.front(), "", &format)?;
        put(self.sheet, (row, NUMBER), &code.text(), &format)?;
        self.tall(row, 1, 17.0)
    }

    /// How far the unit has come, beside the head.
    fn summary(&mut self) -> Done {
        let col = self.plan.grid.check;
        let bold = style::check().set_bold();
        put(self.sheet, (0, col), &blanks_text(self.book), &bold)?;
        put(self.sheet, (1, col), &open_text(), &bold)?;
        let last = (self.plan.lines.len() as u32).max(1) - 1;
        colour(self.sheet, (0, col), (last, col))
    }

    /// The heading that all rows stand under: of the indicators, or of the list where there are none.
    fn heading_of_all(&self) -> Option<(u32, u32)> {
        let lines = &self.plan.lines;
        let of_rows = |line: &Line| matches!(line, Line::Heading(_));
        let of_lists = |line: &Line| matches!(line, Line::ListHeading(_));
        let has_rows = lines.iter().any(of_rows);
        let mut rows = (0..lines.len()).filter(|row| {
            let line = &lines[*row];
            of_rows(line) || !has_rows && of_lists(line)
        });
        let texts = |row: usize| {
            let last = self.plan.grid.last;
            (NUMBER..=last).map(move |col| self.text(row as u32, col))
        };
        let first = rows.next()?;
        if !rows.all(|row| texts(row).eq(texts(first))) {
            return None;
        }
        let has_letters = matches!(lines.get(first + 1), Some(Line::Letters(_)));
        Some((first as u32, first as u32 + u32::from(has_letters)))
    }

    /// The rows that each page begins with, and the rows that begin a page of so many points.
    fn pages_down(&self, room: f64) -> (Option<(u32, u32)>, Vec<u32>) {
        let lines = &self.plan.lines;
        let breaks = |repeated: f64| breaks::breaks(lines, &self.heights, room, repeated);
        let Some((first, last)) = self.heading_of_all() else {
            return (None, breaks(0.0));
        };
        let rows = self.heights.iter().take(last as usize + 1);
        let at = breaks(rows.skip(first as usize).sum());
        // Rows of a list that go on to the next page do not stand under the heading of the indicators.
        let has_rows = lines.iter().any(|l| matches!(l, Line::Heading(_)));
        let is_torn = |row: &u32| matches!(lines.get(*row as usize), Some(Line::ListRow(..)));
        if has_rows && at.iter().any(is_torn) {
            return (None, breaks(0.0));
        }
        (Some((first, last)), at)
    }

    fn finish(mut self) -> Done {
        let has_filter = self.filter_list()?;
        let grid = &self.plan.grid;
        let lines = &self.plan.lines;
        let width = self.span(NUMBER, grid.last);
        let landscape = width > UPRIGHT;
        let (across, down) = page::room(landscape);
        let pages = grid.pages();
        let (first, labels) = grid.repeated();
        let mut from = labels + 1;
        let mut widest = Vec::new();
        for last in &pages {
            let columns = (first..=labels).chain(from..=*last);
            let points: f64 = columns.map(|col| points(grid.width(col))).sum();
            widest.push(points);
            from = last + 1;
        }
        let scale = breaks::scale(widest.into_iter().fold(0.0, f64::max), across);
        let room = down / f64::from(scale) * 100.0;
        let total: f64 = self.heights.iter().sum();
        // How many rows of a long list are printed is known to whoever fills it.
        let long = self.long_list();
        let one_page = long.is_none() && pages.len() == 1 && total <= room * 1.15;
        let (repeat, mut at) = self.pages_down(room);
        if let Some(list) = long {
            at.retain(|row| *row < list.first_row);
        }
        if !one_page && !at.is_empty() {
            self.sheet.set_page_breaks(&at)?;
        }
        if pages.len() > 1 {
            self.sheet.set_repeat_columns(first, labels)?;
            let ends = pages.iter().take(pages.len() - 1);
            let breaks: Vec<u32> = ends.map(|last| u32::from(*last) + 1).collect();
            self.sheet.set_vertical_page_breaks(&breaks)?;
            // Pages of the same rows come one after the other.
            self.sheet.set_page_order(true);
        }
        page::set_up(
            self.sheet,
            &page::IntakePage {
                last_row: (lines.len() as u32).max(1) - 1,
                first_col: NUMBER,
                last_col: grid.last,
                landscape,
                size: if one_page {
                    PrintSize::OnePage
                } else {
                    PrintSize::Percent(scale)
                },
                repeat,
                left: &self.book.issue.form.number,
                specimen: self.book.issue.specimen,
            },
        )?;
        page::protect(self.sheet, has_filter);
        Ok(())
    }
}
