//! Styles of a DOCX, joined with what a paragraph or a run says itself (ECMA-376 Part 1, 17.7.2).

use super::looks::{ParagraphLook, RunLook, attribute, paragraph_property, run_property};
use super::package::NotRead;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    run: RunLook,
    paragraph: ParagraphLook,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: BTreeMap<String, Style>,
    defaults: Style,
    default_paragraph: Option<String>,
}

/// A style based on a style based on …: Word itself allows eleven levels.
const DEEPEST: usize = 20;

impl Styles {
    /// Reads `word/styles.xml`.
    pub fn read(xml: &str) -> Result<Self, NotRead> {
        let mut styles = Self::default();
        let mut reader = Reader::from_str(xml);
        let mut open: Vec<String> = Vec::new();
        let mut id: Option<String> = None;
        loop {
            match reader.read_event().map_err(|_| NotRead::Broken)? {
                Event::Eof => return Ok(styles),
                Event::Start(start) => {
                    let name = start.name().0.to_owned();
                    styles.take(&start, &open, &mut id);
                    open.push(name);
                }
                Event::Empty(start) => styles.take(&start, &open, &mut id),
                Event::End(end) => {
                    if end.name().0 == "w:style" {
                        id = None;
                    }
                    open.pop();
                }
                _ => {}
            }
        }
    }

    fn take(&mut self, start: &BytesStart<'_>, open: &[String], id: &mut Option<String>) {
        let name = start.name().0;
        let parent = open.last().map_or("", String::as_str);
        if name == "w:style" {
            let style = attribute(start, "w:styleId").unwrap_or_default();
            let is_default = attribute(start, "w:default").is_some_and(|on| on != "0");
            if is_default && attribute(start, "w:type").as_deref() == Some("paragraph") {
                self.default_paragraph = Some(style.clone());
            }
            self.by_id.entry(style.clone()).or_default();
            *id = Some(style);
            return;
        }
        let in_defaults = open.iter().any(|o| o == "w:docDefaults");
        let style = match id.as_ref() {
            Some(id) => self.by_id.get_mut(id),
            None if in_defaults => Some(&mut self.defaults),
            None => None,
        };
        let Some(style) = style else { return };
        match parent {
            "w:rPr" if open.iter().all(|o| o != "w:pPr" && o != "w:tblStylePr") => {
                run_property(&mut style.run, name, start);
            }
            "w:pPr" | "w:pBdr" if open.iter().all(|o| o != "w:tblStylePr") => {
                paragraph_property(&mut style.paragraph, name, start);
            }
            "w:style" if name == "w:basedOn" => style.based_on = attribute(start, "w:val"),
            _ => {}
        }
    }

    /// A style and those it is based on, the nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let mut next = id;
        (0..DEEPEST).map_while(move |_| {
            let style = self.by_id.get(next?)?;
            next = style.based_on.as_deref();
            Some(style)
        })
    }

    /// How a paragraph looks, all told.
    pub fn paragraph(&self, own: &ParagraphLook) -> ParagraphLook {
        let id = own.style.as_deref().or(self.default_paragraph.as_deref());
        let mut look = own.clone();
        for style in self.chain(id).chain([&self.defaults]) {
            let below = &style.paragraph;
            look.align = look.align.or_else(|| below.align.clone());
            look.first_line = look.first_line.or(below.first_line);
            look.before = look.before.or(below.before);
            look.after = look.after.or(below.after);
            look.line = look.line.or(below.line);
            look.line_rule = look.line_rule.or_else(|| below.line_rule.clone());
            look.numbered |= below.numbered;
            look.ruled |= below.ruled;
        }
        look
    }

    /// How a run looks in a paragraph, all told.
    pub fn run(&self, own: &RunLook, paragraph: &ParagraphLook) -> RunLook {
        let id = paragraph
            .style
            .as_deref()
            .or(self.default_paragraph.as_deref());
        let mut look = own.clone();
        let styles = self
            .chain(own.style.as_deref())
            .chain(self.chain(id))
            .chain([&self.defaults]);
        for style in styles {
            let below = &style.run;
            look.size = look.size.or(below.size);
            look.bold = look.bold.or(below.bold);
            look.italic = look.italic.or(below.italic);
            look.caps = look.caps.or(below.caps);
            look.hidden = look.hidden.or(below.hidden);
            look.font = look.font.or_else(|| below.font.clone());
            look.color = look.color.or_else(|| below.color.clone());
        }
        look
    }
}
