//! Tables in text: CSV, web pages and the XML of Excel 2003, under whatever name they came.

use super::dates;
use super::looks::Sight;
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

/// What follows a script or a style sheet, from its closing tag on.
fn after_code<'t>(text: &'t str, name: &str) -> &'t str {
    let closes = |at: &usize| {
        let found = text.as_bytes().get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let mut ends = text.match_indices("</").map(|(at, _)| at);
    ends.find(closes).map_or("", |at| &text[at..])
}

/// Where a tag ends: its `>` outside the values of its attributes.
fn end_of_tag(text: &str) -> Option<usize> {
    /// Within so many bytes quotes are looked at: one that never ends hides no more than its tag.
    const QUOTED: usize = 1024;
    let (mut quote, mut before) = (None, b'<');
    for (at, b) in text.bytes().take(QUOTED).enumerate() {
        match (quote, b) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(b),
            (Some(open), b) if open == b => quote = None,
            _ => {}
        }
        if !b.is_ascii_whitespace() {
            before = b;
        }
    }
    text.find('>')
}

fn name_of(tag: &str) -> String {
    let end = tag
        .find(|c: char| c.is_whitespace() || c == '>')
        .unwrap_or(tag.len());
    let name = tag[..end].to_ascii_lowercase();
    let name = match name.strip_prefix("ss:") {
        Some(plain) => plain.to_owned(),
        None => name,
    };
    match name.strip_suffix('/') {
        Some(plain) if !plain.is_empty() => plain.to_owned(),
        _ => name,
    }
}

/// The value of an attribute, by its name in lower case.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower[from..].find(name) {
        let start = from + at;
        from = start + name.len();
        let starts = lower[..start].ends_with(|c: char| c.is_whitespace());
        let Some(rest) = tag[from..]
            .trim_start()
            .strip_prefix('=')
            .filter(|_| starts)
        else {
            continue;
        };
        let rest = rest.trim_start();
        let value = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
            _ => rest.split(|c: char| c.is_whitespace() || c == '>').next(),
        };
        let mut plain = String::new();
        unescape(value.unwrap_or_default(), &mut plain);
        return Some(plain);
    }
    None
}

/// Appends a text with its references resolved; what is none stays as it is.
fn unescape(text: &str, out: &mut String) {
    /// The longest name of an entity that is looked for.
    const LONGEST: usize = 10;
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|b| b == b';');
        if let Some((end, c)) = end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            out.push(c);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    let found = ENTITIES.iter().find(|(known, _)| *known == name);
    found.map(|(_, c)| *c)
}

/// Names of the characters that Vietnamese text needs (HTML 4, section 24).
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Atilde", 'Ã'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Igrave", 'Ì'),
    ("Iacute", 'Í'),
    ("Ograve", 'Ò'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Otilde", 'Õ'),
    ("Ugrave", 'Ù'),
    ("Uacute", 'Ú'),
    ("Yacute", 'Ý'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("yacute", 'ý'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(page: &str) -> Vec<String> {
        let book = markup(page.as_bytes()).expect("tables");
        let sheets = book.sheets.iter().flat_map(|sheet| {
            let cells = sheet.cells.iter();
            cells.map(|c| format!("{} {},{} {}", sheet.name, c.row, c.col, c.value.shown()))
        });
        sheets.collect()
    }

    #[test]
    fn tables_of_a_page_are_sheets() {
        let page =
            "<html><style>td{}</style><TABLE><tr><td rowspan=2>a<td colspan='2'>b &amp; c</tr>
            <tr><td>M&aacute;y<br>t&#237;nh</td><TD x:num=\"7315\">7.315</TD></table><!-- <td>x -->
            <script>'<td>'</script>";
        let wanted = [
            "Bảng 1 0,0 a",
            "Bảng 1 0,1 b & c",
            "Bảng 1 1,1 Máy\ntính",
            "Bảng 1 1,2 7315",
        ];
        assert_eq!(cells(page), wanted);
    }

    #[test]
    fn xml_of_excel_2003_is_read_with_its_gaps() {
        let page = r#"<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
            <Worksheet ss:Name="Bi&#7875;u 01"><Table><Row><Cell><Data ss:Type="String">Mã</Data></Cell>
            <Cell ss:Index="3"><Data ss:Type="Number">4</Data></Cell></Row>
            <Row ss:Index="5"><Cell/><Cell><Data ss:Type="DateTime">2020-12-14T00:00:00.000</Data></Cell></Row>
            </Table></Worksheet></Workbook>"#;
        let wanted = ["Biểu 01 0,0 Mã", "Biểu 01 0,2 4", "Biểu 01 4,1 14/12/2020"];
        assert_eq!(cells(page), wanted);
    }

    /// What is seen of the second cell of the second row, or hidden or noted there.
    fn seen(page: &str) -> String {
        let book = markup(page.as_bytes()).expect("tables");
        let sheet = &book.sheets[0];
        let cell = sheet.at(1, 1).expect("a cell");
        let seen = cell
            .seen
            .as_deref()
            .map(|seen| format!("{} {:?}", seen.text, seen.mark));
        let hidden = sheet.is_hidden(1, 1).then(|| "hidden".to_owned());
        let notes = sheet
            .notes
            .iter()
            .map(|note| format!("note {}", note.text))
            .next();
        let what = seen.or(hidden).or(notes).unwrap_or_default();
        format!("{} | {what}", cell.value.shown())
    }

    #[test]
    fn what_a_page_hides_strikes_out_raises_or_shows_otherwise_is_told() {
        let css = ".g {text-decoration:line-through} td.n, .m {mso-number-format:\"\\#\\,\\#\\#0\\,\"} .a{display:none} .p{mso-number-format:\"0%\"}";
        for (row, cell, wanted) in [
            ("<tr>", "<td>21", "21 | "),
            (
                "<tr>",
                "<td>3<span style='display:none'>1</span>",
                "31 | 3 Hidden(\"1\")",
            ),
            (
                "<tr>",
                "<td>3<span class=a>1</span>",
                "31 | 3 Hidden(\"1\")",
            ),
            (
                "<tr>",
                "<td>3<font style='font-size:0pt'>1</font>",
                "31 | 3 Hidden(\"1\")",
            ),
            ("<tr>", "<td><b>3</b><span>1</span>", "31 | "),
            (
                "<tr>",
                "<td style='visibility:hidden'>21",
                "21 |  Hidden(\"21\")",
            ),
            ("<tr>", "<td x:num=\"25\">21", "25 | 21 Format"),
            ("<tr>", "<td x:num=\"7315.2\">7,315", "7315,2 | "),
            ("<tr>", "<td x:num=\"0.985\">98,5%", "0,985 | "),
            (
                "<tr>",
                "<td class=g>21",
                "21 |  SetApart { struck: \"21\", raised: \"\" }",
            ),
            (
                "<tr style='text-decoration:line-through'>",
                "<td>21",
                "21 |  SetApart { struck: \"21\", raised: \"\" }",
            ),
            (
                "<tr>",
                "<td>2<span style='vertical-align:super'>1</span>",
                "21 | 2 SetApart { struck: \"\", raised: \"1\" }",
            ),
            ("<tr>", "<td class=m>18000", "18000 | 18 Format"),
            ("<tr>", "<td class=p>21", "21 | 2.100% Format"),
            ("<tr style='display:none'>", "<td>21", "21 | hidden"),
            ("<tr height=0>", "<td>21", "21 | hidden"),
        ] {
            let page = format!(
                "<html><style><!-- {css} --></style><table><tr><td>a<td>b</tr>{row}<td>c{cell}</td></tr></table>"
            );
            assert_eq!(seen(&page), wanted, "{row}{cell}");
        }
        let page =
            "<html><table><col><col style='display:none'><tr><td>a<td>b<tr><td>c<td>21</table>";
        assert_eq!(seen(page), "21 | hidden");
    }

    #[test]
    fn what_xml_of_excel_2003_says_of_a_cell_beside_its_value_is_told_apart() {
        let comment = "<Comment ss:Author=\"a\"><ss:Data><B>a:</B> số đúng 350</ss:Data></Comment>";
        for (row, column, style, more, wanted) in [
            ("", "", "", "", "388 | "),
            ("", "", "", comment, "388 | note a: số đúng 350"),
            (
                "",
                "",
                "",
                "<Comment><Data>2</Data></Comment>",
                "388 | note 2",
            ),
            (
                "",
                "",
                "<Font ss:StrikeThrough=\"1\"/>",
                "",
                "388 |  SetApart { struck: \"388\", raised: \"\" }",
            ),
            (
                "",
                "",
                "<NumberFormat ss:Format=\"#,##0,\"/>",
                "",
                "388 | 0 Format",
            ),
            (
                "",
                "",
                "<NumberFormat ss:Format=\"0%\"/>",
                "",
                "388 | 38.800% Format",
            ),
            (
                "",
                "",
                "<NumberFormat ss:Format=\"Percent\"/>",
                "",
                "388 | 38.800% Format",
            ),
            (
                "",
                "",
                "<NumberFormat ss:Format=\"Standard\"/>",
                "",
                "388 | ",
            ),
            (" ss:Hidden=\"1\"", "", "", "", "388 | hidden"),
            (
                "",
                "<Column/><Column ss:Hidden=\"1\"/>",
                "",
                "",
                "388 | hidden",
            ),
            (
                "",
                "<Column ss:Index=\"2\" ss:Width=\"0\"/>",
                "",
                "",
                "388 | hidden",
            ),
        ] {
            let page = format!(
                "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">
                <Styles><Style ss:ID=\"Default\"/><Style ss:ID=\"s62\">{style}</Style></Styles>
                <Worksheet ss:Name=\"A\"><Table>{column}<Row><Cell><Data ss:Type=\"String\">a</Data></Cell>
                <Cell><Data ss:Type=\"String\">b</Data></Cell></Row><Row{row}><Cell><Data ss:Type=\"String\">c</Data></Cell>
                <Cell ss:StyleID=\"s62\"><Data ss:Type=\"Number\">388</Data>{more}</Cell></Row></Table></Worksheet></Workbook>"
            );
            assert_eq!(seen(&page), wanted, "{row}{column}{style}{more}");
        }
    }

    #[test]
    fn more_tables_than_any_return_has_are_refused() {
        let page = |tables| {
            let table = "<table><tr><td>a<td>b<tr><td>1<td>2</table>";
            markup(format!("<html>{}", table.repeat(tables)).as_bytes())
        };
        assert_eq!(
            page(MOST_TABLES).map(|book| book.sheets.len()),
            Ok(MOST_TABLES)
        );
        assert_eq!(page(MOST_TABLES + 1), Err(Refusal::TooLarge));
    }

    #[test]
    fn breaks_and_runs_without_end_are_read_once() {
        let text = |middle: &str| {
            let page = format!("<html><table><tr><td>a<td>b<tr><td>1<td>x{middle}</table>");
            markup(page.as_bytes()).map(|book| book.sheets[0].cells[3].value.shown().len())
        };
        assert_eq!(text(&"<s>a<br>".repeat(200_000)), Ok(1 + 2 * 200_000 - 1));
        assert_eq!(text(&"<s><br></s>".repeat(200_000)), Ok(1));
        let rows = "<tr><td>b".repeat(400_000);
        let all = "<td rowspan=60000 colspan=1000>a".repeat(17);
        let page = format!("<html><table><tr>{all}{rows}</table>");
        assert_eq!(markup(page.as_bytes()), Err(Refusal::TooLarge));
    }

    #[test]
    fn a_page_without_a_table_and_a_letter_are_no_workbooks() {
        assert_eq!(markup(b"<html><p>a</p></html>"), Err(Refusal::WebPage));
        assert_eq!(markup(b"<html><table><tr><td>a"), Err(Refusal::WebPage));
        assert_eq!(
            separated("Kính gửi: Phòng,\nxin gửi".as_bytes()),
            Err(Refusal::Text)
        );
        assert!(separated(b"a;b\n1;2").is_ok());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_as_a_page_or_a_table_without_a_panic(text in "[<>/a-d =\"'&;trdh!-]{0,300}") {
            let _ = markup(text.as_bytes());
            let _ = separated(text.as_bytes());
        }
    }
}
