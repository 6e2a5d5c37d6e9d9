//! Numbers of the text against what the ledger knows.

use super::finding::Findings;
use super::reading::{Document, Line, Part};
use crate::decree::rules;
use crate::msg;
use std::collections::BTreeMap;
use std::ops::Range;

/// A passage of the document about whose numbers the ledger says something. It is known by where it stands: an equal number
/// elsewhere is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownNumber {
    /// The paragraph, by its index in the text.
    pub paragraph: usize,
    /// Where in its text, in bytes with plain spaces.
    pub at: Range<usize>,
    /// What the ledger says.
    pub standing: Standing,
}

/// How what stands in a place of the document stands to the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It says what a report written now says there.
    Current,
    /// It says what an earlier edition said there.
    Stale {
        /// What a person calls it.
        label: String,
        /// What a report says now.
        now: String,
    },
    /// A figure in a place of ours that says what no edition said.
    Differs {
        /// What a person calls it.
        label: String,
        /// What the document says.
        said: String,
        /// What the ledger says.
        now: String,
    },
}

/// Gives how many numbers agree.
pub(super) fn check(document: &Document, known: &[KnownNumber], findings: &mut Findings) -> usize {
    let mut by_line: BTreeMap<usize, Vec<&KnownNumber>> = BTreeMap::new();
    for one in known {
        by_line.entry(one.paragraph).or_default().push(one);
        if let (Standing::Differs { label, said, now }, Some(line)) =
            (&one.standing, document.lines.get(one.paragraph))
        {
            findings.at(
                rules::FIGURE,
                line,
                msg!("lint.differs", label = label, found = said, now = now),
            );
        }
    }
    let mut agreeing = 0;
    for (at, line) in document.lines.iter().enumerate() {
        if !holds_figures(line) {
            continue;
        }
        let here = by_line.get(&at).map_or(&[][..], Vec::as_slice);
        for (range, shown) in cited_out(line) {
            let mut here = here.iter();
            let known = here.find(|k| k.at.start < range.end && range.start < k.at.end);
            match known.map(|k| &k.standing) {
                Some(Standing::Current) => agreeing += 1,
                Some(Standing::Stale { label, now }) => findings.at(
                    rules::STALE,
                    line,
                    msg!("lint.stale", found = shown, label = label, now = now),
                ),
                Some(Standing::Differs { .. }) => {}
                None => findings.at(rules::UNKNOWN, line, msg!("lint.unknown", found = shown)),
            }
        }
    }
    agreeing
}

/// Whether figures of the report stand in a paragraph: in its text, its tables, or a table of an appendix behind the
/// signature.
fn holds_figures(line: &Line) -> bool {
    match line.part {
        Part::Body | Part::Item | Part::Point | Part::Cell | Part::Caption => true,
        Part::Empty => line.cell.is_some(),
        _ => false,
    }
}

/// The numbers of a paragraph, without its own number, dates and citations: where each stands, and what it shows.
fn cited_out(line: &Line) -> Vec<(Range<usize>, String)> {
    let text = line.text.trim();
    let text = match super::numbering::numbering(text) {
        Some((_, rest)) => rest,
        None => text,
    };
    if line.cell.is_some() && text.chars().all(|c| c.is_ascii_digit() || c == '.') && is_place(text)
    {
        return Vec::new();
    }
    let from = line.text.rfind(text).unwrap_or(0);
    numbers(text)
        .into_iter()
        .map(|(at, shown)| (from + at.start..from + at.end, shown))
        .collect()
}

/// "1.1", the number of a row.
fn is_place(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('.').collect();
    pieces.len() > 1 && pieces.iter().all(|p| !p.is_empty() && p.len() < 3)
}

/// The numbers in a text: where, and as shown.
fn numbers(text: &str) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    let mut before = String::new();
    let mut from = 0;
    let is_gap = |c: char| matches!(c, ' ' | '\u{a0}' | '(' | ')' | ';' | '"' | '“' | '”');
    for piece in text.split_inclusive(is_gap) {
        let whole = piece.trim_end_matches(is_gap);
        let word = whole.trim_matches([',', '.', ':', '-', '+']);
        let at = from + piece.find(word).unwrap_or(0);
        from += piece.len();
        let last = std::mem::replace(&mut before, whole.to_lowercase());
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let names = [
            "số", "điều", "khoản", "điểm", "ngày", "tháng", "năm", "mục", "bảng", "biểu", "quý",
        ];
        if names.contains(&last.as_str()) && !word.ends_with('%') {
            continue;
        }
        let plain = word.trim_end_matches('%');
        if plain.chars().any(char::is_alphabetic) || plain.matches('/').count() > 1 {
            continue;
        }
        out.extend(
            plain
                .split('/')
                .filter(|piece| is_number(piece))
                .map(|_| (at..at + word.len(), word.to_owned())),
        );
    }
    out
}

/// "7.315", "06", "98,5".
fn is_number(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('.').collect();
    let grouped = pieces.len() == 1 || pieces[1..].iter().all(|p| p.len() == 3);
    let digits = text
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    digits && grouped && !text.is_empty()
}
