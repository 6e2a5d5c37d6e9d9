//! Cells of tables that hold no figure's place, such as those of units: current ones go in where nobody changed them.

use super::FigureChange;
use super::put::RefreshRun;
use crate::app::aligned::align;
use crate::app::passage::Passage;
use crate::app::plain::plain;
use crate::docx;
use quick_xml::escape::escape;
use std::ops::Range;

impl RefreshRun<'_> {
    /// Puts in what cells say now, where they are as they were written. Rows are known by their words.
    pub(super) fn put_cells(&mut self, before: &[Passage], now: &[Passage], document: &[Passage]) {
        let kept = align(before, now);
        let stood = align(before, document);
        for (at, old) in before.iter().enumerate() {
            let (Some(fresh), Some(here)) = (kept[at], stood[at]) else {
                continue;
            };
            let (fresh, here) = (&now[fresh], &document[here]);
            let (old, new, there) = (cells(old), cells(fresh), cells(here));
            if old.len() < 2 || old.len() != new.len() || old.len() != there.len() {
                continue;
            }
            for cell in 0..old.len() {
                let is_as_written = plain(&old[cell].text) == plain(&there[cell].text);
                let is_same = plain(&new[cell].text) == plain(&there[cell].text);
                let has_figures = there[cell].has_figures || new[cell].has_figures;
                if is_as_written && !is_same && !has_figures {
                    let place = (here.paragraphs.clone(), cell, here.text.as_str());
                    self.put_cell(place, &there[cell].text, &new[cell].text);
                }
            }
        }
    }

    /// One cell of a row, when all its text is in one piece.
    fn put_cell(&mut self, (row, cell, text): (Range<usize>, usize, &str), old: &str, new: &str) {
        let scanned = self.scanned;
        let first = scanned.paragraphs[row.start]
            .cell
            .map_or(0, |(.., cell)| cell);
        let is_here = |paragraph: usize| {
            let stands = scanned.paragraphs[paragraph].cell;
            row.contains(&paragraph) && stands.is_some_and(|(.., c)| c == first + cell)
        };
        let from = scanned.pieces.partition_point(|p| p.paragraph < row.start);
        let pieces = scanned.pieces[from..].iter();
        let pieces = pieces.take_while(|p| p.paragraph < row.end);
        let mut pieces = pieces.filter(|p| is_here(p.paragraph) && !p.text.trim().is_empty());
        let (Some(piece), None) = (pieces.next(), pieces.next()) else {
            return;
        };
        if piece.bytes.is_empty() {
            return;
        }
        let xml = escape(docx::glue(new).as_str()).into_owned();
        self.splices.replace(piece.bytes.clone(), xml);
        let place = text.replace('\t', " | ");
        self.changed.push(FigureChange {
            label: text
                .split('\t')
                .find(|t| t.chars().any(char::is_alphabetic))
                .unwrap_or("")
                .to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
            place,
        });
    }
}

/// A cell of a row.
struct CellText {
    text: String,
    has_figures: bool,
}

fn cells(passage: &Passage) -> Vec<CellText> {
    let mut from = 0;
    let cells = passage.text.split('\t').map(|text| {
        let range = from..from + text.len();
        from = range.end + 1;
        let inside = |figure: &Range<usize>| range.start <= figure.start && figure.end <= range.end;
        CellText {
            text: text.to_owned(),
            has_figures: passage.figures.iter().any(|(figure, _)| inside(figure)),
        }
    });
    cells.collect()
}
