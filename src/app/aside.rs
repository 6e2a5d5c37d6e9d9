//! What a draft or a review carries besides its text: the box at its head and the annex of sources.
//!
//! In: a document that was scanned. Out: where they are, and what they say. Knows neither figures nor the ledger.

use super::plain::plain;
use crate::docx::edited::Text;
use crate::words::official;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What an edition carried besides its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Aside {
    /// The lines of the box, as they are compared.
    pub(super) lines: Vec<String>,
    /// A hash of the words of the annex; empty without one.
    pub(super) sources: String,
}

impl Aside {
    /// Of a document that this program wrote.
    pub(super) fn of(scanned: &Text, lines: &[String]) -> Self {
        let in_box = draft_box(scanned, lines).unwrap_or_default();
        let annex = annex(scanned, lines);
        Self {
            lines: said(&lines[in_box]),
            sources: annex.map_or_else(String::new, |annex| annex.words(lines)),
        }
    }
}

/// The paragraphs of the table at the head of a draft that says what is missing.
pub(super) fn draft_box(scanned: &Text, lines: &[String]) -> Option<Range<usize>> {
    let first = lines.iter().position(|line| !line.trim().is_empty())?;
    let is_mark = plain(&lines[first]) == plain(&official("docx.draft-mark"));
    let table = |at: &usize| scanned.paragraphs[*at].cell.map(|(table, ..)| table);
    if !is_mark || table(&first) != Some(0) {
        return None;
    }
    let end = (first..lines.len()).find(|at| table(at) != Some(0));
    Some(first..end.unwrap_or(lines.len()))
}

/// The annex of sources: the last section, under its title.
pub(super) struct Annex {
    /// The paragraph of its title.
    pub(super) title: usize,
    /// The XML of all of it, without the properties of its section.
    pub(super) bytes: Range<usize>,
    /// Which paragraph ends the section before it.
    pub(super) behind: usize,
}

impl Annex {
    /// A hash of its words.
    pub(super) fn words(&self, lines: &[String]) -> String {
        let words = said(&lines[self.title..]).join("\n");
        blake3::hash(words.as_bytes()).to_hex()[..16].to_owned()
    }
}

/// Lines that say something, as they are compared.
pub(super) fn said(lines: &[String]) -> Vec<String> {
    let lines = lines.iter().map(|line| plain(line));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The annex of a document that has one.
pub(super) fn annex(scanned: &Text, lines: &[String]) -> Option<Annex> {
    let behind = scanned.paragraphs.iter().rposition(|p| p.ends_section)?;
    let title = (behind..lines.len()).find(|at| !lines[*at].trim().is_empty())?;
    let end = scanned.section_ends.last()?;
    let last = scanned.sections.last()?;
    (plain(&lines[title]) == plain(&official("review.sources"))).then_some(Annex {
        title,
        bytes: end.end..last.bytes.start,
        behind,
    })
}
