//! Tables in text: CSV, web pages and the XML of Excel 2003, under whatever name they came.

use super::dates;
use super::looks::Sight;
use super::markup::{after_code, attribute, end_of_tag, name_of, unescape};
use super::refusal::Refusal;
use super::text_looks::{Look, Looks, shows};
use super::xlsx::{Room, put_in_order, settled};
use crate::model::raw::{Format, RawCell, RawNote, RawSheet, RawWorkbook};
use crate::msg;
use crate::read::limits::{COLUMNS, ROWS};
use crate::read::{csv, encoding};
use crate::value::fold::{clean, is_blank};
use crate::value::{Mark, Raw, Run, Seen};
use crate::words::Lang;

/// Text is read whole.
pub(super) const MAX_TEXT: u64 = 8 << 20;
/// A table has at least so many rows and columns; less is a letter.
const LEAST: u32 = 2;
/// Tables within tables beyond this are not told apart.
const DEPTH: usize = 32;
/// Tables of a page, sheets of a workbook.
const MOST_TABLES: usize = 200;
/// Characters of a comment that are kept.
const LONGEST_COMMENT: usize = 2_000;
/// Places that cells above reach into, looked at on the way to free ones.
const MOST_TAKEN: usize = 50_000_000;

/// A CSV; anything else is refused as the plain text that it is.
pub(super) fn separated(bytes: &[u8]) -> Result<RawWorkbook, Refusal> {
    let sheet = csv::table_of(&encoding::any(bytes)).map_err(|_| Refusal::Text)?;
    book(vec![sheet]).ok_or(Refusal::Text)
}

/// The tables of a web page, or the sheets of a workbook in XML.
pub(super) fn markup(bytes: &[u8]) -> Result<RawWorkbook, Refusal> {
    let text = encoding::any(bytes);
    let mut page = WebPage::default();
    page.read(&text)?;
    book(page.done).ok_or(Refusal::WebPage)
}

fn book(sheets: Vec<RawSheet>) -> Option<RawWorkbook> {
    let is_table = |sheet: &RawSheet| {
        let rows = sheet.cells.iter().map(|c| c.row).max().map_or(0, |r| r + 1);
        let cols = sheet.cells.iter().map(|c| c.col).max().map_or(0, |c| c + 1);
        rows >= LEAST && u32::from(cols) >= LEAST
    };
    let tables = sheets.into_iter().filter(is_table);
    let named = (1..).zip(tables).map(|(number, mut sheet)| {
        if sheet.name.is_empty() {
            sheet.name = msg!("read.table-name", number = number).say(Lang::Vi);
        }
        sheet.visible = true;
        put_in_order(&mut sheet.cells);
        sheet
    });
    let sheets: Vec<RawSheet> = named.collect();
    (!sheets.is_empty()).then(|| RawWorkbook {
        format: Format::Text,
        sheets,
        ..RawWorkbook::default()
    })
}

/// A page on its way into tables.
#[derive(Default)]
struct WebPage {
    open: Vec<Table>,
    done: Vec<RawSheet>,
    room: Room,
    /// Tables begun so far.
    tables: usize,
    /// Places looked at that were taken.
    taken: usize,
    looks: Looks,
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    sheet: RawSheet,
    /// The next row; the current one is before it.
    next_row: u32,
    next_col: u16,
    /// The first row that no cell above reaches down into, by column.
    free_from: Vec<u32>,
    cell: Option<Cell>,
    /// The look of its current row, and the column that is described next.
    row: Look,
    next_described: u16,
    sight: Sight,
}

/// A cell that is being read.
struct Cell {
    place: (u32, u16),
    runs: Vec<Part>,
    /// How it looks as a whole.
    look: Look,
    /// Tags that are open in it and give what stands in them a look.
    spans: Vec<(String, Look)>,
    /// What open tags like `s` and `sup` say.
    marks: Look,
    /// What a comment on it says, and whether that is being read.
    comment: String,
    in_comment: bool,
    /// Whether there is more in it than blanks.
    has_text: bool,
    /// A number or a day that stands in an attribute, or its type.
    kind: String,
    number: Option<f64>,
}

/// Characters of a cell that look alike.
#[derive(Default)]
struct Part {
    run: Run,
    is_hidden: bool,
}

impl WebPage {
    fn read(&mut self, text: &str) -> Result<(), Refusal> {
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            self.text(&rest[..at]);
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let Some(end) = end_of_tag(rest) else { break };
            let tag = &rest[1..end];
            rest = &rest[end + 1..];
            let name = name_of(tag);
            if matches!(name.as_str(), "script" | "style") && !tag.ends_with('/') {
                let after = after_code(rest, &name);
                if name == "style" {
                    self.looks.take(tag, &rest[..rest.len() - after.len()]);
                }
                rest = after;
                continue;
            }
            self.tag(&name, tag)?;
        }
        while !self.open.is_empty() {
            self.end_table()?;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.add(text);
        }
    }

    fn tag(&mut self, name: &str, tag: &str) -> Result<(), Refusal> {
        match name {
            "table" | "worksheet" if self.open.len() < DEPTH => {
                // Excel's XML has a table in each worksheet.
                let inner = name == "table" && self.open.last().is_some_and(|t| t.next_row == 0);
                if !inner {
                    self.tables += 1;
                    if self.tables > MOST_TABLES {
                        return Err(Refusal::TooLarge);
                    }
                    let mut table = Table::default();
                    table.sheet.name = attribute(tag, "ss:name").unwrap_or_default();
                    self.open.push(table);
                }
            }
            "/table" | "/worksheet" => self.end_table()?,
            "tr" | "row" => {
                self.end_cell()?;
                if let Some(table) = self.open.last_mut() {
                    table.begin_row(attribute(tag, "ss:index"), self.looks.of(tag));
                }
            }
            "col" | "column" => {
                if let Some(table) = self.open.last_mut() {
                    table.describe(tag, self.looks.of(tag).hidden);
                }
            }
            "td" | "th" | "cell" => {
                self.end_cell()?;
                if let Some(table) = self.open.last_mut() {
                    self.taken += table.begin_cell(tag, self.looks.of(tag));
                    if self.taken > MOST_TAKEN {
                        return Err(Refusal::TooLarge);
                    }
                }
            }
            "/td" | "/th" | "/cell" | "/tr" | "/row" => self.end_cell()?,
            "comment" | "/comment" => {
                if let Some(cell) = self.open.last_mut().and_then(|t| t.cell.as_mut()) {
                    cell.in_comment = name == "comment" && !tag.ends_with('/');
                }
            }
            "data" => {
                let cell = self.open.last_mut().and_then(|t| t.cell.as_mut());
                if let Some(cell) = cell.filter(|cell| !cell.in_comment) {
                    cell.kind = attribute(tag, "ss:type").unwrap_or_default();
                }
            }
            "br" | "br/" | "p" | "div" | "li" => {
                if let Some(cell) = self.open.last_mut().and_then(|t| t.cell.as_mut()) {
                    cell.break_line();
                }
            }
            "s" | "strike" | "del" | "sup" | "sub" | "/s" | "/strike" | "/del" | "/sup"
            | "/sub" => {
                if let Some(cell) = self.open.last_mut().and_then(|t| t.cell.as_mut()) {
                    cell.look(name);
                }
            }
            "span" | "font" | "a" | "b" | "i" | "u" | "em" | "strong" | "ins" | "small" => {
                if let Some(cell) = self.open.last_mut().and_then(|t| t.cell.as_mut()) {
                    cell.open(name, self.looks.of(tag));
                }
            }
            "/span" | "/font" | "/a" | "/b" | "/i" | "/u" | "/em" | "/strong" | "/ins"
            | "/small" => {
                if let Some(cell) = self.open.last_mut().and_then(|t| t.cell.as_mut()) {
                    cell.close(&name[1..]);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let Some(table) = self.open.last_mut() else {
            return Ok(());
        };
        let Some(cell) = table.cell.take() else {
            return Ok(());
        };
        let value = cell.value();
        let (row, col) = cell.place;
        if !is_blank(&cell.comment) && table.sheet.notes.len() < MOST_TABLES {
            let text = cell.comment.trim().chars().take(LONGEST_COMMENT).collect();
            table.sheet.notes.push(RawNote { row, col, text });
        }
        let is_there = row < ROWS && u32::from(col) < COLUMNS && value != Raw::Blank;
        if let Some(value) = settled(value, false).filter(|_| is_there) {
            if self.room.for_cell(&value, None)? {
                table.sheet.cells.push(RawCell {
                    digits: 0,
                    row,
                    col,
                    value,
                    formula: None,
                    percent: None,
                    seen: cell.seen().map(Box::new),
                });
            } else {
                table.sheet.left_out = table.sheet.left_out.saturating_add(1);
            }
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Refusal> {
        self.end_cell()?;
        if let Some(mut table) = self.open.pop() {
            self.room.next_sheet();
            table.sheet.cells.sort_by_key(|c| (c.row, c.col));
            table.sheet.unseen = table.sight.of(&table.sheet.cells);
            table.sheet.notes.sort();
            self.done.push(table.sheet);
        }
        Ok(())
    }
}

impl Table {
    /// Takes what a tag says of the next columns.
    fn describe(&mut self, tag: &str, is_hidden: bool) {
        let number = |name: &str| attribute(tag, name)?.parse::<u16>().ok();
        if let Some(index) = number("ss:index") {
            self.next_described = index.saturating_sub(1);
        }
        let more = number("ss:span").or(number("span").map(|n| n.saturating_sub(1)));
        let first = self.next_described;
        let last = first.saturating_add(more.unwrap_or(0)).min(COLUMNS as u16);
        if is_hidden {
            self.sight.cols.add(first, last);
        }
        self.next_described = last.saturating_add(1);
    }

    fn begin_row(&mut self, index: Option<String>, look: Look) {
        let told = index.and_then(|i| i.parse::<u32>().ok());
        let row = told.map_or(self.next_row, |i| i.saturating_sub(1).max(self.next_row));
        self.next_row = row.saturating_add(1);
        self.next_col = 0;
        if look.hidden {
            self.sight.rows.add(row, row);
        }
        self.row = Look {
            hidden: false,
            ..look
        };
    }

    /// Finds the place of the next cell, past so many that are taken. One that is merged with others takes their places,
    /// which stay empty.
    fn begin_cell(&mut self, tag: &str, look: Look) -> usize {
        let number = |name: &str| attribute(tag, name)?.parse::<u32>().ok();
        if let Some(told) = number("ss:index").and_then(|i| u16::try_from(i.checked_sub(1)?).ok()) {
            self.next_col = self.next_col.max(told);
        }
        let row = self.next_row.saturating_sub(1);
        let right = self.free_from.iter().skip(usize::from(self.next_col));
        let taken = right.take_while(|free| **free > row).count();
        self.next_col = self.next_col.saturating_add(taken as u16);
        let across = number("colspan").or(number("ss:mergeacross").map(|n| n.saturating_add(1)));
        let down = number("rowspan").or(number("ss:mergedown").map(|n| n.saturating_add(1)));
        let across = across.unwrap_or(1).clamp(1, 1000) as u16;
        let down = down.unwrap_or(1).clamp(1, 65_534);
        let col = self.next_col;
        self.next_col = col.saturating_add(across).min(COLUMNS as u16);
        if down > 1 {
            let end = usize::from(self.next_col);
            if self.free_from.len() < end {
                self.free_from.resize(end, 0);
            }
            self.free_from[usize::from(col).min(end)..end].fill(row.saturating_add(down));
        }
        self.cell = Some(Cell {
            place: (row, col),
            runs: Vec::new(),
            look: look.within(&self.row),
            spans: Vec::new(),
            marks: Look::default(),
            comment: String::new(),
            in_comment: false,
            has_text: false,
            kind: String::new(),
            number: attribute(tag, "x:num").and_then(|n| n.trim().parse().ok()),
        });
        taken
    }
}

impl Cell {
    /// The characters that go on.
    fn part(&mut self) -> &mut Part {
        if self.runs.is_empty() {
            self.begin();
        }
        let last = self.runs.len() - 1;
        &mut self.runs[last]
    }

    /// Begins characters that look as what is open says.
    fn begin(&mut self) {
        let spans = self.spans.iter().map(|(_, look)| look);
        let of = |is: fn(&Look) -> bool| is(&self.look) || spans.clone().any(is);
        let part = Part {
            run: Run {
                text: String::new(),
                struck: self.marks.struck || of(|look| look.struck),
                raised: self.marks.raised || of(|look| look.raised),
            },
            is_hidden: of(|look| look.hidden),
        };
        // Characters of which there are none say nothing.
        match self.runs.last_mut() {
            Some(last) if last.run.text.is_empty() => *last = part,
            _ => self.runs.push(part),
        }
    }

    /// Adds text as it stands in the page.
    fn add(&mut self, text: &str) {
        if self.in_comment {
            unescape(text, &mut self.comment);
            return;
        }
        let part = self.part();
        let before = part.run.text.len();
        unescape(text, &mut part.run.text);
        let has_text = !part.run.text[before..].trim().is_empty();
        self.has_text |= has_text;
    }

    fn break_line(&mut self) {
        if self.in_comment {
            self.comment.push('\n');
        } else if self.has_text {
            self.part().run.text.push('\n');
        }
    }

    /// Goes on as this tag says.
    fn look(&mut self, tag: &str) {
        let begins = !tag.starts_with('/');
        match tag.trim_start_matches('/') {
            "sup" | "sub" => self.marks.raised = begins,
            _ => self.marks.struck = begins,
        }
        self.begin();
    }

    /// Goes on within a tag of this look. What is nested deeper than anybody does looks like what is around it.
    fn open(&mut self, name: &str, look: Look) {
        if self.spans.len() < DEPTH {
            let is_plain = look == Look::default();
            self.spans.push((name.to_owned(), look));
            if !is_plain {
                self.begin();
            }
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.spans.iter().rposition(|(open, _)| open == name) {
            let closed = self.spans.split_off(at);
            if closed.iter().any(|(_, look)| *look != Look::default()) {
                self.begin();
            }
        }
    }

    fn text_of(&self, is_meant: impl Fn(&Part) -> bool) -> String {
        let parts = self.runs.iter().filter(|part| is_meant(part));
        parts.map(|part| part.run.text.as_str()).collect()
    }

    fn text(&self) -> String {
        self.text_of(|_| true)
    }

    /// What a person sees of it, where that may be something else than what it holds.
    fn seen(&self) -> Option<Seen> {
        let hidden = self.text_of(|part| part.is_hidden);
        let format = |text: String| Seen {
            text,
            mark: Mark::Format,
        };
        if !is_blank(&hidden) {
            return Some(Seen {
                text: clean(
                    &self.text_of(|part| !part.is_hidden && !part.run.struck),
                    true,
                ),
                mark: Mark::Hidden(clean(&hidden, true)),
            });
        }
        let runs: Vec<Run> = self.runs.iter().map(|part| part.run.clone()).collect();
        let by_runs = Seen::of_runs(&runs);
        let text = self.text();
        let text = text.trim();
        let stated = || {
            let stated = self.number.filter(|n| n.is_finite() && !shows(text, *n));
            stated.map(|_| format(clean(text, true)))
        };
        let by_format = || {
            // Of what an attribute states the text is what is shown.
            let number = match self.number {
                None => text.parse::<f64>().ok().filter(|n| n.is_finite()),
                Some(_) => None,
            };
            self.look.shown(number?).map(format)
        };
        by_runs.or_else(stated).or_else(by_format)
    }

    fn value(&self) -> Raw {
        let text = self.text();
        let text = text.trim();
        if let Some(number) = self.number.filter(|n| n.is_finite()) {
            return Raw::Number(number);
        }
        match self.kind.to_ascii_lowercase().as_str() {
            "number" => text
                .parse()
                .map_or_else(|_| Raw::Text(text.to_owned()), Raw::Number),
            "datetime" => dates::iso_day(text.strip_suffix(".000").unwrap_or(text)),
            "boolean" => Raw::Bool(text == "1"),
            "error" => Raw::Error(text.to_owned()),
            _ if text.is_empty() => Raw::Blank,
            _ => Raw::Text(text.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests;
