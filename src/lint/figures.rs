//! Numbers of the text against what the ledger knows.

use super::finding::Findings;
use super::reading::{Document, Line, Part};
use crate::decree::rules;
use crate::msg;
use std::collections::{BTreeMap, BTreeSet};

/// A figure, as words of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFigure {
    /// What a person calls it.
    pub label: String,
    /// The ways in which it may be written now.
    pub now: Vec<String>,
    /// The ways in which earlier editions wrote it.
    pub before: Vec<String>,
}

/// A figure in a control of ours whose words are neither those of now nor those of any edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The paragraph, by its index in the text.
    pub paragraph: usize,
    /// What a person calls the figure.
    pub label: String,
    /// What the document says.
    pub said: String,
    /// What the ledger says.
    pub now: String,
}

/// Gives how many numbers agree.
pub(super) fn check(
    document: &Document,
    (figures, differing): (&[KnownFigure], &[Differing]),
    findings: &mut Findings,
) -> usize {
    let mut agreeing = 0;
    for figure in differing {
        if let Some(line) = document.lines.get(figure.paragraph) {
            findings.at(
                rules::FIGURE,
                line,
                msg!(
                    "lint.differs",
                    label = figure.label,
                    found = figure.said,
                    now = figure.now
                ),
            );
        }
    }
    let told = |at: usize, shown: &str| {
        differing
            .iter()
            .any(|d| d.paragraph == at && d.said.trim() == shown)
    };
    let mut now: BTreeSet<String> = BTreeSet::new();
    let mut before: BTreeMap<String, (&str, String)> = BTreeMap::new();
    for told in figures {
        for shown in &told.now {
            now.extend(numbers(shown).into_iter().map(|(n, _)| n));
        }
        for shown in &told.before {
            let current = told.now.first().cloned().unwrap_or_default();
            for (number, _) in numbers(shown) {
                before
                    .entry(number)
                    .or_insert((told.label.as_str(), current.clone()));
            }
        }
    }
    for (at, line) in document.lines.iter().enumerate() {
        if !matches!(
            line.part,
            Part::Body | Part::Item | Part::Point | Part::Cell | Part::Caption
        ) {
            continue;
        }
        for (number, shown) in cited_out(line) {
            if told(at, &shown) {
                continue;
            }
            if now.contains(&number) {
                agreeing += 1;
                continue;
            }
            match before.get(&number) {
                Some((label, current)) => findings.at(
                    rules::STALE,
                    line,
                    msg!("lint.stale", found = shown, label = label, now = current),
                ),
                None => findings.at(rules::UNKNOWN, line, msg!("lint.unknown", found = shown)),
            }
        }
    }
    agreeing
}

/// The numbers of a paragraph, without its own number, dates and citations.
fn cited_out(line: &Line) -> Vec<(String, String)> {
    let text = line.text.trim();
    let text = match super::numbering::numbering(text) {
        Some((_, rest)) => rest,
        None => text,
    };
    if line.part == Part::Cell
        && text.chars().all(|c| c.is_ascii_digit() || c == '.')
        && is_place(text)
    {
        return Vec::new();
    }
    numbers(text)
}

/// "1.1", the number of a row.
fn is_place(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('.').collect();
    pieces.len() > 1 && pieces.iter().all(|p| !p.is_empty() && p.len() < 3)
}

/// The numbers in a text: as compared (no grouping, no leading 0), as shown.
fn numbers(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let words: Vec<&str> = text
        .split([' ', '\u{a0}', '(', ')', ';', '"', '“', '”'])
        .collect();
    for (at, word) in words.iter().enumerate() {
        let word = word.trim_matches([',', '.', ':', '-', '+']);
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let before = at.checked_sub(1).map_or("", |n| words[n]).to_lowercase();
        let names = [
            "số", "điều", "khoản", "điểm", "ngày", "tháng", "năm", "mục", "bảng", "biểu", "quý",
        ];
        if names.contains(&before.as_str()) && !word.ends_with('%') {
            continue;
        }
        let plain = word.trim_end_matches('%');
        if plain.chars().any(char::is_alphabetic) || plain.matches('/').count() > 1 {
            continue;
        }
        for piece in plain.split('/') {
            if let Some(number) = plain_number(piece) {
                out.push((number, word.to_owned()));
            }
        }
    }
    out
}

/// "7.315" is 7315, "06" is 6, "98,5" is 98,5.
fn plain_number(text: &str) -> Option<String> {
    let pieces: Vec<&str> = text.split('.').collect();
    let grouped = pieces.len() == 1 || pieces[1..].iter().all(|p| p.len() == 3);
    let digits = text
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    if !digits || !grouped || text.is_empty() {
        return None;
    }
    let joined = text.replace('.', "");
    let bare = joined.trim_start_matches('0');
    Some(if bare.is_empty() || bare.starts_with(',') {
        format!("0{bare}")
    } else {
        bare.to_owned()
    })
}
