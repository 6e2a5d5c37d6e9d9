//! From rendered Markdown to blocks.

use super::marks::{CLOSE, LINE_CLOSE, LINE_OPEN, OPEN, Resolve};
use crate::model::document::{Block, Inline, Table};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Blocks in order; headings have no number yet.
pub(super) fn parse(
    text: &str,
    resolve: &Resolve,
    table: &dyn Fn(&str) -> Option<Table>,
) -> Vec<Block> {
    let mut writer = Writer {
        resolve,
        table,
        blocks: Vec::new(),
        text: String::new(),
        content: Vec::new(),
        style: Style::Plain,
        depth: 0,
        line: 0,
        line_given: false,
    };
    for event in Parser::new_ext(text, Options::empty()) {
        writer.take(event);
    }
    writer.close(BlockShape::Paragraph);
    writer.blocks
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Plain,
    Strong,
    Emphasis,
}

#[derive(Clone, Copy)]
enum BlockShape {
    Paragraph,
    Heading(u8),
    Item(u8),
}

struct Writer<'a> {
    resolve: &'a Resolve<'a>,
    table: &'a dyn Fn(&str) -> Option<Table>,
    blocks: Vec<Block>,
    text: String,
    content: Vec<Inline>,
    style: Style,
    depth: u8,
    line: u32,
    line_given: bool,
}

impl Writer<'_> {
    fn take(&mut self, event: Event) {
        match event {
            Event::Text(t) | Event::Code(t) | Event::Html(t) | Event::InlineHtml(t) => {
                self.text.push_str(&t);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Start(Tag::Strong) => self.turn(Style::Strong),
            Event::Start(Tag::Emphasis) => self.turn(Style::Emphasis),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => self.turn(Style::Plain),
            Event::Start(Tag::List(_)) => {
                self.close(self.here());
                self.depth = self.depth.saturating_add(1);
            }
            Event::End(TagEnd::List(_)) => {
                self.close(self.here());
                self.depth = self.depth.saturating_sub(1);
            }
            Event::End(TagEnd::Heading(level)) => self.close(BlockShape::Heading(match level {
                HeadingLevel::H1 => 1,
                HeadingLevel::H2 => 2,
                HeadingLevel::H3 => 3,
                _ => 4,
            })),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => self.close(self.here()),
            _ => {}
        }
    }

    fn here(&self) -> BlockShape {
        match self.depth {
            0 => BlockShape::Paragraph,
            depth => BlockShape::Item(depth.min(2)),
        }
    }

    fn turn(&mut self, style: Style) {
        self.flush();
        self.style = style;
    }

    /// Text so far becomes inlines: marks become figures, line marks are taken note of.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let mut rest = text.as_str();
        while let Some(at) = rest.find([OPEN, LINE_OPEN]) {
            self.plain(&rest[..at]);
            let mark = &rest[at..];
            let is_line = mark.starts_with(LINE_OPEN);
            let inner = &mark[OPEN.len_utf8()..];
            let Some((digits, after)) = inner.split_once(if is_line { LINE_CLOSE } else { CLOSE })
            else {
                rest = inner;
                continue;
            };
            if is_line {
                if !self.line_given {
                    self.line = digits.parse().unwrap_or(self.line);
                    self.line_given = true;
                }
            } else if let Some(id) = self.resolve.table(digits) {
                if let Some(mut table) = (self.table)(id) {
                    table.line = self.line;
                    let cells = table
                        .rows
                        .iter_mut()
                        .flat_map(|r| r.cells.iter_mut().flatten());
                    set_line(table.caption.iter_mut().chain(cells), self.line);
                    self.blocks.push(Block::Table(table));
                }
            } else if let Some(inline) = self.resolve.inline(digits) {
                self.content.push(inline);
            }
            rest = after;
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = text.to_owned();
        self.content.push(match self.style {
            Style::Plain => Inline::Text(text),
            Style::Strong => Inline::Strong(text),
            Style::Emphasis => Inline::Emphasis(text),
        });
    }

    fn close(&mut self, shape: BlockShape) {
        self.flush();
        self.style = Style::Plain;
        self.line_given = false;
        let mut content = trimmed(std::mem::take(&mut self.content));
        if content.is_empty() {
            return;
        }
        let line = self.line;
        set_line(content.iter_mut(), line);
        self.blocks.push(match shape {
            BlockShape::Paragraph => Block::Paragraph { content, line },
            BlockShape::Heading(level) => Block::Heading {
                level,
                number: String::new(),
                content,
                line,
            },
            BlockShape::Item(level) => Block::Item {
                level,
                content,
                line,
            },
        });
    }
}

/// Figures learn which line of the template they stand in.
fn set_line<'a>(content: impl Iterator<Item = &'a mut Inline>, at: u32) {
    for inline in content {
        if let Inline::Figure { slot, .. } = inline {
            slot.line = at;
        }
    }
}

/// Without spaces at the ends, double spaces, and pieces that say nothing.
fn trimmed(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in content {
        match (out.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(more)) => before.push_str(&more),
            (_, inline) => out.push(inline),
        }
    }
    for inline in &mut out {
        if let Inline::Text(text) = inline {
            while text.contains("  ") {
                *text = text.replace("  ", " ");
            }
        }
    }
    if let Some(Inline::Text(first)) = out.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Inline::Text(last)) = out.last_mut() {
        last.truncate(last.trim_end().len());
    }
    out.retain(|inline| !matches!(inline, Inline::Text(t) if t.is_empty()));
    out
}
