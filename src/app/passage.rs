//! The text of a document as it is compared with another: a passage for each paragraph and each row of a table.
//!
//! In: a document that was scanned, and which pieces of it hold which figures. Out: its passages without what only
//! a draft has (the box at its head, the annex of sources). Knows neither figures nor the ledger.

use super::Stop;
use super::aside::{self, Aside};
use super::plain::plain;
use crate::docx::control;
use crate::docx::edited::{self, NotRead, Package, Text};
use crate::model::document::Slot;
use crate::msg;
use crate::words::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// Letters of a passage that are shown.
pub(super) const SHOWN: usize = 160;

/// A paragraph, or a row of a table with a tab between its cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Passage {
    /// What is read, with plain spaces.
    pub(super) text: String,
    /// The figures in it: where their words stand in the text.
    pub(super) figures: Vec<(Range<usize>, Slot)>,
    /// The paragraphs that it is made of, by their index in the document.
    #[serde(skip)]
    pub(super) paragraphs: Range<usize>,
    /// Those with text: index, and where it begins in the text here.
    #[serde(skip)]
    pub(super) starts: Vec<(usize, usize)>,
    /// The table and the row that it is, by their indexes in the document.
    #[serde(skip)]
    pub(super) row: Option<(usize, usize)>,
}

impl Passage {
    /// The paragraph that a range of the text is in, and where in it.
    pub(super) fn in_paragraph(&self, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let after = self
            .starts
            .partition_point(|(_, from)| *from <= range.start);
        let (paragraph, from) = self.starts.get(after.checked_sub(1)?)?;
        Some((
            *paragraph,
            range.start - from..range.end.saturating_sub(*from),
        ))
    }

    /// Where a range of a paragraph's text is here; `None` when the paragraph is none of these.
    pub(super) fn of_paragraph(&self, paragraph: usize, at: &Range<usize>) -> Option<Range<usize>> {
        let mut starts = self.starts.iter();
        let (_, from) = starts.find(|(one, _)| *one == paragraph)?;
        Some(from + at.start..from + at.end)
    }

    /// Whether a figure stands in a part of the text.
    pub(super) fn has_figure_at(&self, part: &Range<usize>) -> bool {
        let mut figures = self.figures.iter();
        figures.any(|(range, _)| range.start < part.end && part.start < range.end)
    }

    /// Whether nothing but figures is said, an item's mark aside.
    pub(super) fn is_figures_alone(&self) -> bool {
        let mut at = 0;
        let mut between = String::new();
        for (range, _) in &self.figures {
            between.push_str(self.text.get(at..range.start).unwrap_or_default());
            at = range.end;
        }
        between.push_str(self.text.get(at..).unwrap_or_default());
        !between.contains(char::is_alphanumeric)
    }

    /// The text with each figure as its slot's name: two passages that differ in figures alone have the same.
    pub(super) fn skeleton(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for (range, slot) in &self.figures {
            out.push_str(self.text.get(at..range.start).unwrap_or_default());
            out.push('\u{fffc}');
            out.push_str(&control::tag(slot));
            at = range.end;
        }
        out.push_str(self.text.get(at..).unwrap_or_default());
        plain(&out)
    }
}

/// The passages of a document that was just written with these slots, and what it carries besides.
pub(super) fn written(
    bytes: &[u8],
    slots: &[(Slot, String)],
) -> Result<(Vec<Passage>, Aside), Stop> {
    let fault = |why: NotRead| {
        let detail = why.message("").say(Lang::Vi);
        Stop::Fault(msg!("flow.report-not-written", detail = detail))
    };
    let mut package = Package::open(bytes).map_err(fault)?;
    let body = package.text(edited::BODY).map_err(fault)?;
    let scanned = edited::scan(&body.unwrap_or_default()).map_err(fault)?;
    let known: BTreeMap<String, &Slot> = slots
        .iter()
        .map(|(slot, _)| (control::bookmark_stem(slot), slot))
        .collect();
    let places = scanned.bookmarks.iter().filter_map(|bookmark| {
        let (stem, _) = bookmark.name.rsplit_once('_')?;
        let slot = known.get(stem)?;
        Some((bookmark.pieces.clone(), (*slot).clone()))
    });
    let mut places: Vec<(Range<usize>, Slot)> = places.collect();
    places.sort_by_key(|(pieces, _)| (pieces.start, pieces.end));
    let aside = Aside::of(&scanned, &scanned.lines());
    Ok((passages(&scanned, &places), aside))
}

/// The passages of a scanned document; `places` are the pieces that hold figures, in reading order, none in another.
pub(super) fn passages(scanned: &Text, places: &[(Range<usize>, Slot)]) -> Vec<Passage> {
    let lines = scanned.lines();
    let annex = aside::annex(scanned, &lines);
    let shown = 0..annex.map_or(lines.len(), |annex| annex.behind);
    let in_box = aside::draft_box(scanned, &lines).unwrap_or_default();
    let row = |at: usize| {
        scanned.paragraphs[at]
            .cell
            .map(|(table, row, _)| (table, row))
    };
    let mut out: Vec<Passage> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at_piece = 0;
    let mut at_place = 0;
    for at in shown {
        let first = at_piece;
        while scanned
            .pieces
            .get(at_piece)
            .is_some_and(|p| p.paragraph <= at)
        {
            at_piece += 1;
        }
        if lines[at].trim().is_empty() && row(at).is_none() {
            continue;
        }
        if in_box.contains(&at) {
            continue;
        }
        if row(at).is_none() || open != row(at) {
            out.push(Passage {
                text: String::new(),
                figures: Vec::new(),
                paragraphs: at..at,
                starts: Vec::new(),
                row: row(at),
            });
        } else if let Some(passage) = out.last_mut() {
            let same_cell =
                passage.paragraphs.end.checked_sub(1).is_some_and(|last| {
                    scanned.paragraphs[last].cell == scanned.paragraphs[at].cell
                });
            passage.text.push(if same_cell { ' ' } else { '\t' });
        }
        open = row(at);
        let Some(passage) = out.last_mut() else {
            continue;
        };
        passage.paragraphs.end = at + 1;
        passage.starts.push((at, passage.text.len()));
        for (n, piece) in scanned.pieces[first..at_piece].iter().enumerate() {
            let n = first + n;
            if piece.paragraph != at {
                continue;
            }
            let from = passage.text.len();
            passage.text.push_str(&piece.text.replace('\u{a0}', " "));
            let to = passage.text.len();
            while places.get(at_place).is_some_and(|(p, _)| p.end <= n) {
                at_place += 1;
            }
            let Some((pieces, slot)) = places.get(at_place) else {
                continue;
            };
            if !pieces.contains(&n) {
                continue;
            }
            match passage.figures.last_mut() {
                Some((range, _)) if pieces.start < n && range.end == from => range.end = to,
                _ => passage.figures.push((from..to, slot.clone())),
            }
        }
    }
    out.retain(|passage| !passage.text.trim().is_empty());
    out
}

/// The beginning of a passage.
pub(super) fn short(text: &str) -> String {
    let text = text.replace('\t', " | ");
    if text.chars().count() <= SHOWN {
        return text;
    }
    let start: String = text.chars().take(SHOWN).collect();
    format!("{}…", start.trim_end())
}
