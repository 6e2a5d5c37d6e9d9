//! `explain --document`: from a number in a document back to the figures that stand there.

use super::edition;
use super::refresh::{
    bytes_of,
    find::{known, places},
};
use super::{Look, Stop, report};
use crate::campaign::status::Status;
use crate::docx::edited::{self, NotRead, Package, Text};
use crate::model::document::Slot;
use crate::model::id::FigureId;
use std::ops::Range;
use std::path::Path;

/// A place of a document where the sought text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Paragraph from 1, counting those with text.
    pub paragraph: usize,
    /// The paragraph.
    pub passage: String,
    /// The figure that stands there; `None` when it is plain text.
    pub figure: Option<FigureId>,
}

/// Every place where a text stands as a word of its own, in reading order.
pub fn trace(
    on: &mut impl Look,
    status: &Status,
    file: &Path,
    sought: &str,
) -> Result<Vec<Met>, Stop> {
    let name = file.display().to_string();
    let wrong = |why: NotRead| Stop::Wrong(why.message(&name));
    let bytes = bytes_of(file)?;
    let mut package = Package::open(&bytes).map_err(wrong)?;
    let body = package
        .text(edited::BODY)
        .map_err(wrong)?
        .unwrap_or_default();
    let key = package.text("docProps/custom.xml").map_err(wrong)?;
    let text = edited::scan(&body).map_err(wrong)?;
    let looking = on.look();
    let now = report::narrated(&looking.campaign.kit, status)?.slots();
    let editions = edition::kept(looking.ledger)?;
    let flat = Flat::of(&text);
    let mut figures: Vec<(Range<usize>, FigureId)> = places(&text, &known(&editions, &now), status)
        .into_iter()
        .map(|place| (flat.range(&place.pieces), place.slot.id))
        .collect();
    if figures.is_empty() {
        // A final has no controls: its edition's figures stand in the text in their order.
        let made_as = editions
            .iter()
            .find(|e| !e.key.is_empty() && key.as_deref().is_some_and(|k| k.contains(&e.key)));
        let told = made_as.map_or(now.as_slice(), |e| e.slots.as_slice());
        figures = flat.in_order(told);
    }
    Ok(flat.all(sought).map(|at| flat.met(at, &figures)).collect())
}

/// The whole text in one piece.
struct Flat {
    text: String,
    /// Where each piece begins, and the paragraph it is of.
    pieces: Vec<(usize, usize)>,
    lines: Vec<String>,
}

impl Flat {
    fn of(scanned: &Text) -> Self {
        let mut text = String::new();
        let mut pieces = Vec::with_capacity(scanned.pieces.len());
        let mut last = 0;
        for piece in &scanned.pieces {
            if piece.paragraph != last {
                text.push('\n');
                last = piece.paragraph;
            }
            pieces.push((text.len(), piece.paragraph));
            text.push_str(&piece.text.replace('\u{a0}', " "));
        }
        Self {
            text,
            pieces,
            lines: scanned.lines(),
        }
    }

    fn range(&self, pieces: &Range<usize>) -> Range<usize> {
        let start = |at: usize| {
            self.pieces
                .get(at)
                .map_or(self.text.len(), |(from, _)| *from)
        };
        start(pieces.start)..start(pieces.end)
    }

    /// Where a text stands on its own: no letter or digit beside it, no part of a longer number.
    fn all<'t>(&'t self, sought: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let sought = sought.trim();
        self.text
            .match_indices(sought)
            .filter(move |(at, found)| {
                let end = at + found.len();
                !found.is_empty()
                    && !joined(self.text[..*at].chars().rev())
                    && !joined(self.text[end..].chars())
            })
            .map(|(at, found)| at..at + found.len())
    }

    /// Finds each slot's words behind those of the one before.
    fn in_order(&self, slots: &[(Slot, String)]) -> Vec<(Range<usize>, FigureId)> {
        let mut from = 0;
        let mut out = Vec::new();
        for (slot, shown) in slots {
            let shown = shown.replace('\u{a0}', " ");
            let upper = shown.to_uppercase();
            // A heading writes it in capitals; the nearer of both is meant.
            let ways = [shown.as_str(), &upper].into_iter();
            let next = ways.filter_map(|text| self.all(text).find(|range| range.start >= from));
            if let Some(range) = next.min_by_key(|range| range.start) {
                from = range.end;
                out.push((range, slot.id.clone()));
            }
        }
        out
    }

    fn met(&self, at: Range<usize>, figures: &[(Range<usize>, FigureId)]) -> Met {
        let behind = self.pieces.partition_point(|(from, _)| *from <= at.start);
        let paragraph = behind
            .checked_sub(1)
            .and_then(|n| self.pieces.get(n))
            .map_or(0, |(_, p)| *p);
        let said = |line: &&String| !line.trim().is_empty();
        let figure = figures
            .iter()
            .find(|(range, _)| range.start < at.end && at.start < range.end);
        Met {
            paragraph: self.lines[..=paragraph.min(self.lines.len().saturating_sub(1))]
                .iter()
                .filter(said)
                .count(),
            passage: self
                .lines
                .get(paragraph)
                .map(|l| l.replace('\u{a0}', " "))
                .unwrap_or_default(),
            figure: figure.map(|(_, id)| id.clone()),
        }
    }
}

/// Whether what comes next makes the text a part of something longer: "7.269", "269,5", "A269".
fn joined(mut beside: impl Iterator<Item = char>) -> bool {
    match beside.next() {
        Some(c) if c.is_alphanumeric() => true,
        Some('.' | ',') => beside.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}
