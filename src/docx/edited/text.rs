//! The text of a DOCX, piece by piece, with the place of each piece in the XML.

use super::looks::{ParagraphLook, RunLook, Section};
use std::ops::Range;

/// A text of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Where its text stands in the XML; empty for a tab or a break.
    pub bytes: Range<usize>,
    /// What is read.
    pub text: String,
    /// The paragraph that it belongs to.
    pub paragraph: usize,
    /// Its run's own properties.
    pub look: RunLook,
    /// Word computes it: the number of a page.
    pub in_field: bool,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// Its properties.
    pub look: ParagraphLook,
    /// The XML of its content: behind its properties, before its end. Empty when it has none.
    pub content: Range<usize>,
    /// Cell it stands in: (table, row, cell), each from 0; nested tables count on their own.
    pub cell: Option<(usize, usize, usize)>,
    /// A drawing or a picture stands in it.
    pub drawing: bool,
    /// A page break was typed within it.
    pub breaks_page: bool,
    /// It ends a section.
    pub ends_section: bool,
}

/// An inline content control.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Control {
    /// Its tag.
    pub tag: String,
    /// Its alias.
    pub alias: String,
    /// Its pieces, by index.
    pub pieces: Range<usize>,
    /// The paragraph that it begins in.
    pub paragraph: usize,
    /// The XML before its content: from its start to where its content begins.
    pub head: Range<usize>,
    /// The XML behind its content.
    pub tail: Range<usize>,
}

/// A bookmark that begins and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Its name.
    pub name: String,
    /// The pieces in it, by index.
    pub pieces: Range<usize>,
    /// The XML of its start and its end.
    pub ends: (Range<usize>, Range<usize>),
}

/// A mark of a comment: where its range starts or ends, or the run that refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentMark {
    /// Id of the comment.
    pub id: String,
    /// The paragraph that it stands in.
    pub paragraph: usize,
    /// The XML of it.
    pub bytes: Range<usize>,
}

/// All of it.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Paragraphs in reading order, those of cells and text boxes among them.
    pub paragraphs: Vec<Paragraph>,
    /// Pieces in reading order.
    pub pieces: Vec<Piece>,
    /// Controls.
    pub controls: Vec<Control>,
    /// Bookmarks.
    pub bookmarks: Vec<Bookmark>,
    /// Sections in order; the last is that of the document.
    pub sections: Vec<Section>,
    /// Insertions and deletions that nobody has accepted yet.
    pub changes: usize,
    /// Marks of comments, in order.
    pub comments: Vec<CommentMark>,
    /// The XML of each table that is not in another one, in order.
    pub tables: Vec<Range<usize>>,
    /// The XML of each paragraph that ends a section, beside its section's index.
    pub section_ends: Vec<Range<usize>>,
    /// Fields, as typed in the file ("PAGE").
    pub fields: Vec<String>,
}

impl Text {
    /// What a range of pieces says.
    pub fn said(&self, pieces: Range<usize>) -> String {
        self.pieces[pieces]
            .iter()
            .map(|p| p.text.as_str())
            .collect()
    }

    /// The text of every paragraph, by index.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![String::new(); self.paragraphs.len()];
        for piece in &self.pieces {
            if let Some(line) = lines.get_mut(piece.paragraph) {
                line.push_str(&piece.text);
            }
        }
        lines
    }

    /// Whether nothing is left of the paragraph, or of its row of a table; `lines` are the texts of all paragraphs.
    pub fn is_emptied(&self, paragraph: usize, lines: &[String]) -> bool {
        let row = |at: usize| {
            Some(
                self.paragraphs
                    .get(at)?
                    .cell
                    .map(|(table, row, _)| (table, row)),
            )
        };
        let own = row(paragraph);
        let in_row = |at: &usize| own.is_some_and(|own| own.is_some()) && row(*at) == own;
        let before = (0..paragraph).rev().take_while(in_row);
        let behind = (paragraph + 1..lines.len()).take_while(in_row);
        let mut all = before.chain(behind).chain([paragraph]);
        all.all(|at| lines.get(at).is_none_or(|line| line.trim().is_empty()))
    }
}
