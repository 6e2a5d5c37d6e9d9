//! From `word/document.xml` (ECMA-376 Part 1, 17) to its text.
//!
//! In: the XML. Out: paragraphs of pieces, the controls and bookmarks around them,
//! and what is wanted to take wrappers away. Text is read as if tracked changes were accepted; of alternative content
//! only the first choice is read. Nothing is built up for markup that is not asked for, and nothing recurses.

use super::looks::{
    RunLook, Section, attribute, paragraph_property, run_property, section_property,
};
use super::package::NotRead;
use super::text::{Bookmark, CommentMark, Control, Paragraph, Piece, Text};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Reads the text of a document.
pub fn scan(xml: &str) -> Result<Text, NotRead> {
    let mut scan = Scan {
        xml,
        out: Text::default(),
        open: Vec::new(),
        paragraphs: Vec::new(),
        look: RunLook::default(),
        tables: Vec::new(),
        table_count: 0,
        controls: Vec::new(),
        bookmarks: BTreeMap::new(),
        bookmark_count: 0,
        deleted: 0,
        fields: 0,
        text_at: 0,
        run_start: 0,
        comment_run: None,
    };
    let mut reader = Reader::from_str(xml);
    loop {
        let from = position(&reader);
        let event = reader.read_event().map_err(|_| NotRead::Broken)?;
        let to = position(&reader);
        if scan.holds_too_much() {
            return Err(NotRead::TooLarge);
        }
        match event {
            Event::Eof => break,
            Event::Start(start) => {
                let name = name_in(xml, from, &start);
                if name == "mc:Fallback" || name == "w:pPrChange" || name == "w:rPrChange" {
                    reader
                        .read_to_end(start.name())
                        .map_err(|_| NotRead::Broken)?;
                    continue;
                }
                scan.open.push(name);
                if scan.open.len() > DEEPEST {
                    return Err(NotRead::Broken);
                }
                scan.begin(&start, from..to);
            }
            Event::Empty(start) => {
                scan.open.push(name_in(xml, from, &start));
                scan.begin(&start, from..to);
                scan.open.pop();
                scan.end(start.name().0, from..to, true);
            }
            Event::End(end) => {
                scan.open.pop();
                scan.end(end.name().0, from..to, false);
            }
            _ => {}
        }
    }
    if scan.open.is_empty() {
        Ok(scan.out)
    } else {
        Err(NotRead::Broken)
    }
}

/// Elements within one another; Word itself stops long before.
const DEEPEST: usize = 2_000;
/// Paragraphs of a document: a table of them with ten columns has five thousand rows.
const MOST_PARAGRAPHS: usize = 50_000;
/// Pieces of text.
const MOST_PIECES: usize = 200_000;
/// Controls, bookmarks, comments, fields, tables and sections. Places of figures are compared with one another.
const MOST_MARKS: usize = 60_000;

/// The name of the element that begins at a place.
fn name_in<'x>(xml: &'x str, from: usize, start: &BytesStart<'_>) -> &'x str {
    let from = from + 1;
    xml.get(from..from + start.name().0.len())
        .unwrap_or_default()
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

struct OpenTable {
    index: usize,
    from: usize,
    row: usize,
    rows: usize,
    cells: usize,
}

struct Scan<'x> {
    xml: &'x str,
    out: Text,
    open: Vec<&'x str>,
    /// Open paragraphs, the innermost last: index, and where its XML begins.
    paragraphs: Vec<(usize, usize)>,
    look: RunLook,
    tables: Vec<OpenTable>,
    table_count: usize,
    /// Open controls, with whether their content has begun.
    controls: Vec<(Control, bool)>,
    /// Open bookmarks by their id, the innermost last: name, first piece, XML.
    bookmarks: BTreeMap<String, Vec<(String, usize, Range<usize>)>>,
    /// How many were begun.
    bookmark_count: usize,
    deleted: usize,
    /// Open fields whose ends stand in runs.
    fields: usize,
    /// Where the text of the open element begins.
    text_at: usize,
    run_start: usize,
    /// The comment that the open run refers to.
    comment_run: Option<String>,
}

impl<'x> Scan<'x> {
    /// Whether there is more in it than in any report.
    fn holds_too_much(&self) -> bool {
        let out = &self.out;
        let marks = [
            out.controls.len(),
            self.controls.len(),
            self.bookmark_count,
            out.comments.len(),
            out.fields.len(),
            self.table_count,
            out.sections.len(),
        ];
        out.paragraphs.len() > MOST_PARAGRAPHS
            || out.pieces.len() > MOST_PIECES
            || marks.iter().sum::<usize>() > MOST_MARKS
    }

    fn inside(&self, parent: &str) -> bool {
        self.open.iter().rev().nth(1).is_some_and(|p| *p == parent)
    }

    fn begin(&mut self, start: &BytesStart<'x>, bytes: Range<usize>) {
        let value = |name: &str| attribute(start, name);
        match start.name().0 {
            "w:p" => {
                let cell = self
                    .tables
                    .last()
                    .filter(|t| t.rows > 0 && t.cells > 0)
                    .map(|t| (t.index, t.row, t.cells - 1));
                self.out.paragraphs.push(Paragraph {
                    cell,
                    content: bytes.end..bytes.end,
                    ..Paragraph::default()
                });
                self.paragraphs
                    .push((self.out.paragraphs.len() - 1, bytes.start));
            }
            "w:tbl" => {
                self.tables.push(OpenTable {
                    index: self.table_count,
                    from: bytes.start,
                    row: 0,
                    rows: 0,
                    cells: 0,
                });
                self.table_count += 1;
            }
            "w:tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row = table.rows;
                    table.rows += 1;
                    table.cells = 0;
                }
            }
            "w:tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cells += 1;
                }
            }
            "w:r" => {
                self.look = RunLook::default();
                self.run_start = bytes.start;
                self.comment_run = None;
            }
            "w:t" | "w:instrText" => self.text_at = bytes.end,
            "w:tab" if self.inside("w:r") => self.add_text("\t"),
            "w:br" if self.inside("w:r") => {
                if value("w:type").as_deref() == Some("page") {
                    if let Some(paragraph) = self.paragraph() {
                        paragraph.breaks_page = true;
                    }
                } else {
                    self.add_text("\n");
                }
            }
            "w:noBreakHyphen" => self.add_text("-"),
            "w:drawing" | "w:pict" => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.drawing = true;
                }
            }
            "w:fldSimple" => {
                if let Some(field) = value("w:instr") {
                    self.out.fields.push(field);
                }
            }
            "w:fldChar" => match value("w:fldCharType").as_deref() {
                Some("begin") => self.fields += 1,
                Some("end") => self.fields = self.fields.saturating_sub(1),
                _ => {}
            },
            "w:del" | "w:moveFrom" if !self.inside("w:rPr") && !self.inside("w:trPr") => {
                self.deleted += 1;
                self.out.changes += 1;
            }
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => self.out.changes += 1,
            "w:sectPr" => self.out.sections.push(Section {
                bytes,
                ..Section::default()
            }),
            "w:sdt"
            | "w:tag"
            | "w:alias"
            | "w:sdtContent"
            | "w:bookmarkStart"
            | "w:bookmarkEnd"
            | "w:commentRangeStart"
            | "w:commentRangeEnd"
            | "w:commentReference" => {
                self.wrapper(start, bytes);
            }
            name => self.property(name, start),
        }
    }

    /// What stands around pieces: controls, bookmarks, comments.
    fn wrapper(&mut self, start: &BytesStart<'x>, bytes: Range<usize>) {
        let value = |name: &str| attribute(start, name);
        match start.name().0 {
            "w:sdt" => self.controls.push((
                Control {
                    head: bytes.start..bytes.end,
                    pieces: self.out.pieces.len()..0,
                    paragraph: self
                        .paragraphs
                        .last()
                        .map_or(self.out.paragraphs.len(), |(at, _)| *at),
                    ..Control::default()
                },
                false,
            )),
            "w:tag" | "w:alias" if self.inside("w:sdtPr") => {
                let text = value("w:val").unwrap_or_default();
                if let Some((control, false)) = self.controls.last_mut() {
                    if start.name().0 == "w:tag" {
                        control.tag = text;
                    } else {
                        control.alias = text;
                    }
                }
            }
            "w:sdtContent" => {
                let at = self.out.pieces.len();
                if let Some((control, begun)) = self.controls.last_mut() {
                    *begun = true;
                    control.head.end = bytes.end;
                    control.pieces.start = at;
                }
            }
            "w:bookmarkStart" => {
                let (id, name) = (value("w:id"), value("w:name"));
                self.bookmark_count += 1;
                let open = self.bookmarks.entry(id.unwrap_or_default()).or_default();
                open.push((name.unwrap_or_default(), self.out.pieces.len(), bytes));
            }
            "w:bookmarkEnd" => {
                let id = value("w:id").unwrap_or_default();
                let open = self.bookmarks.get_mut(&id);
                if let Some((name, first, start)) = open.and_then(Vec::pop) {
                    self.out.bookmarks.push(Bookmark {
                        name,
                        pieces: first..self.out.pieces.len(),
                        ends: (start, bytes),
                    });
                }
            }
            "w:commentRangeStart" | "w:commentRangeEnd" => {
                self.comment_mark(value("w:id").unwrap_or_default(), bytes);
            }
            "w:commentReference" => self.comment_run = Some(value("w:id").unwrap_or_default()),
            _ => {}
        }
    }

    /// A mark between paragraphs belongs to the one that comes next.
    fn comment_mark(&mut self, id: String, bytes: Range<usize>) {
        let next = self.out.paragraphs.len();
        self.out.comments.push(CommentMark {
            id,
            paragraph: self.paragraphs.last().map_or(next, |(at, _)| *at),
            bytes,
        });
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        let (at, _) = self.paragraphs.last()?;
        self.out.paragraphs.get_mut(*at)
    }

    /// Properties of paragraphs, runs and sections.
    fn property(&mut self, name: &str, start: &BytesStart<'x>) {
        if self.inside("w:rPr") {
            if self.open.iter().rev().nth(2) == Some(&"w:r") {
                run_property(&mut self.look, name, start);
            }
            return;
        }
        if self.inside("w:sectPr") {
            if let Some(section) = self.out.sections.last_mut() {
                section_property(section, name, start);
            }
            return;
        }
        let (in_properties, in_borders, in_numbers) = (
            self.inside("w:pPr"),
            self.inside("w:pBdr"),
            self.inside("w:numPr"),
        );
        if let Some(paragraph) = self.paragraph()
            && (in_properties || in_borders || in_numbers)
        {
            paragraph_property(&mut paragraph.look, name, start);
        }
    }

    fn add_text(&mut self, text: &str) {
        self.piece(0..0, text.to_owned());
    }

    fn piece(&mut self, bytes: Range<usize>, text: String) {
        let Some((paragraph, _)) = self.paragraphs.last() else {
            return;
        };
        if self.deleted == 0 {
            self.out.pieces.push(Piece {
                bytes,
                text,
                paragraph: *paragraph,
                look: self.look.clone(),
                in_field: self.fields > 0 || self.open.contains(&"w:fldSimple"),
            });
        }
    }

    fn end(&mut self, name: &str, bytes: Range<usize>, empty: bool) {
        match name {
            "w:t" if !empty => {
                let range = self.text_at..bytes.start;
                let raw = self.xml.get(range.clone()).unwrap_or_default();
                let text = unescape(raw).map_or_else(|_| raw.to_owned(), Cow::into_owned);
                self.piece(range, text);
            }
            "w:instrText" if !empty => {
                let raw = self.xml.get(self.text_at..bytes.start).unwrap_or_default();
                self.out.fields.push(raw.trim().to_owned());
            }
            "w:pPr" => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.content = bytes.end..bytes.end;
                }
            }
            "w:p" => {
                if let Some((at, from)) = self.paragraphs.pop() {
                    let paragraph = &mut self.out.paragraphs[at];
                    paragraph.content.end = paragraph.content.start.max(bytes.start);
                    if paragraph.ends_section {
                        self.out.section_ends.push(from..bytes.end);
                    }
                }
            }
            "w:r" => {
                if let Some(id) = self.comment_run.take() {
                    self.comment_mark(id, self.run_start..bytes.end);
                }
            }
            "w:tbl" => {
                if let Some(table) = self.tables.pop()
                    && self.tables.is_empty()
                {
                    self.out.tables.push(table.from..bytes.end);
                }
            }
            "w:sdtContent" => {
                let at = self.out.pieces.len();
                if let Some((control, true)) = self.controls.last_mut() {
                    control.pieces.end = at;
                    control.tail.start = bytes.start;
                    if empty {
                        control.head.end = bytes.start;
                    }
                }
            }
            "w:sdt" => {
                if let Some((mut control, begun)) = self.controls.pop()
                    && begun
                {
                    control.tail.end = bytes.end;
                    self.out.controls.push(control);
                }
            }
            "w:del" | "w:moveFrom" if !matches!(self.open.last(), Some(&("w:rPr" | "w:trPr"))) => {
                self.deleted = self.deleted.saturating_sub(1);
            }
            "w:sectPr" => {
                if let Some(section) = self.out.sections.last_mut() {
                    section.bytes.end = bytes.end;
                }
                if let Some(paragraph) = self.paragraph() {
                    paragraph.ends_section = true;
                }
            }
            _ => {}
        }
    }
}
