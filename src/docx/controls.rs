//! Content controls around figures, and comments beside them.
//!
//! docx-rs has no tag for a control, so runs carry a mark in the place of a character style, and the finishing pass
//! puts the control (ECMA-376 Part 1, 17.5.2), its bookmark and its comment in the mark's place. A mark that nobody
//! asked for just goes.

use super::text;
use crate::docx::control;
use crate::model::document::{self, Annotations, Edition, Slot};
use docx_rs::{Paragraph, Run};
use quick_xml::escape::escape;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const PASSAGE: &str = "passage:";

/// A paragraph that opens with the mark of its line.
pub(super) fn passage(line: u32, mut paragraph: Paragraph) -> Paragraph {
    let mark = Run::new().style(&format!("{PASSAGE}{line}"));
    paragraph
        .children
        .insert(0, docx_rs::ParagraphChild::Run(Box::new(mark)));
    paragraph
}

/// What a mark asks for.
pub(super) enum Wanted {
    /// Nothing: the run stays as it is.
    Nothing,
    /// The run goes, this XML comes in its place.
    Instead(String),
    /// XML before and after the run.
    Around(String, String),
}

/// What is put around figures and beside passages, and the comments that came of it.
#[derive(Default)]
pub(super) struct Controls<'d> {
    slots: BTreeMap<String, (&'d Slot, String)>,
    annotations: Option<&'d Annotations>,
    /// Figures have a bookmark and no control.
    bookmarks_only: bool,
    placed: usize,
    cell_size: u8,
    closing: String,
    comments: Vec<&'d str>,
}

impl<'d> Controls<'d> {
    /// For the figures of a document that its annotations name; `cell_size` is the size of text in tables, in points.
    pub(super) fn of(document: &'d document::Document, cell_size: u8) -> Self {
        let mut controls = Self {
            annotations: Some(&document.annotations),
            bookmarks_only: document.edition == Edition::Final,
            cell_size,
            ..Self::default()
        };
        let labels = &document.annotations.labels;
        if !labels.is_empty() {
            for (slot, _) in document::slots_of(&document.blocks, &document.appendices) {
                if let Some(label) = labels.get(&slot.id) {
                    controls
                        .slots
                        .entry(control::tag(slot))
                        .or_insert_with(|| (slot, control::alias(&text::clean(label))));
                }
            }
        }
        controls
    }

    /// Whether a character style is a mark.
    pub(super) fn is_mark(style: &str) -> bool {
        style.starts_with(control::FIGURE) || style.starts_with(PASSAGE)
    }

    /// What the mark of a run asks for.
    pub(super) fn wanted(&mut self, mark: &str) -> Wanted {
        if let Some(line) = mark.strip_prefix(PASSAGE) {
            let note = line
                .parse::<u32>()
                .ok()
                .and_then(|line| self.annotations?.passages.get(&line));
            return Wanted::Instead(note.map_or_else(String::new, |note| {
                let id = self.comment(note);
                self.closing += &[range(id, "End"), reference(id)].concat();
                range(id, "Start")
            }));
        }
        let Some((slot, alias)) = mark
            .strip_prefix(control::FIGURE)
            .and_then(|tag| self.slots.get(tag))
        else {
            return Wanted::Nothing;
        };
        let (slot, alias) = (*slot, escape(alias.as_str()).into_owned());
        self.placed += 1;
        let n = self.placed;
        let tag = control::tag(slot);
        let bookmark = control::bookmark(slot, n);
        if self.bookmarks_only {
            return Wanted::Around(
                format!(r#"<w:bookmarkStart w:id="{n}" w:name="{bookmark}"/>"#),
                format!(r#"<w:bookmarkEnd w:id="{n}"/>"#),
            );
        }
        let note = self.annotations.and_then(|a| a.figures.get(&slot.id));
        let comment = note.map(|note| self.comment(note));
        let mut before = format!(r#"<w:bookmarkStart w:id="{n}" w:name="{bookmark}"/>"#);
        before += &comment.map_or_else(String::new, |id| range(id, "Start"));
        let _ = write!(
            before,
            r#"<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{}"/><w:id w:val="{n}"/></w:sdtPr><w:sdtContent>"#,
            escape(tag.as_str())
        );
        let mut after = "</w:sdtContent></w:sdt>".to_owned();
        if let Some(id) = comment {
            after += &range(id, "End");
            self.closing += &reference(id);
        }
        let _ = write!(after, r#"<w:bookmarkEnd w:id="{n}"/>"#);
        Wanted::Around(before, after)
    }

    /// What the paragraph that is open ends with. References stand there and not beside their figures, because
    /// `LibreOffice` writes a control twice that has one before it in its paragraph.
    pub(super) fn closing(&mut self) -> String {
        std::mem::take(&mut self.closing)
    }

    fn comment(&mut self, text: &'d str) -> usize {
        self.comments.push(text);
        self.comments.len() - 1
    }

    /// Size of the style of cells, in points.
    pub(super) fn cell_size(&self) -> u8 {
        self.cell_size
    }

    /// The texts of the comments, numbered from 0; each line a paragraph.
    pub(super) fn comments(&self) -> &[&'d str] {
        &self.comments
    }
}

fn range(id: usize, end: &str) -> String {
    format!(r#"<w:commentRange{end} w:id="{id}"/>"#)
}

fn reference(id: usize) -> String {
    format!(r#"<w:r><w:commentReference w:id="{id}"/></w:r>"#)
}
