//! `explain --document`: from a number in a document back to the figures that stand there.

use super::aligned::{align, common_words};
use super::edition;
use super::passage::{Passage, passages};
use super::plain::plain;
use super::refresh::find::{known, original, places};
use super::refresh::{bytes_of, fresh_passages};
use super::{Look, Stop, edition_file};
use crate::campaign::status::Status;
use crate::docx::edited::{self, NotRead, Package, Text};
use crate::model::document::{self, Block, Inline, Part, Slot};
use crate::model::figure::{Contribution, Figure, Figures};
use crate::model::id::{FigureId, UnitCode};
use crate::report::Narrated;
use serde::Serialize;
use std::collections::BTreeMap;
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
    /// The row of a table that it is a cell of, when no figure stands there but a report written now has a number there.
    pub row: Option<RowCell>,
}

/// A number in a row of a table, such as that of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowCell {
    /// What the row is of: its first words.
    pub row: String,
    /// What a report written now says in the cell.
    pub now: String,
    /// Whether the document says the same.
    pub agrees: bool,
    /// The figure and the unit whose answer it is; `None` where several rows say the same.
    pub of: Option<(FigureId, UnitCode)>,
}

impl RowCell {
    /// The answer that stands in it.
    pub fn answer<'f>(&self, figures: &'f Figures) -> Option<(&'f Figure, &'f Contribution)> {
        let (figure, unit) = self.of.as_ref()?;
        let figure = figures.get(figure)?;
        let mut contributions = figure.contributions.iter();
        Some((figure, contributions.find(|c| c.unit == *unit)?))
    }
}

/// Most places that are told of one text.
pub const MOST_MET: usize = 500;
/// Characters of a paragraph that are shown before and behind a place in it.
const AROUND: usize = 300;

/// The places where a text stands as a word of its own, in reading order, at most [`MOST_MET`] of them.
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
    let narrated = edition_file::narrated(&looking.campaign.kit, status)?;
    let answers = answers(&narrated);
    let now = narrated.slots();
    let editions = edition::kept(looking.ledger)?;
    let flat = Flat::of(&text);
    let places = places(&text, &known(&editions, &now), status);
    let mut figures: Vec<(Range<usize>, FigureId)> = places
        .iter()
        .map(|place| (flat.range(&place.pieces), place.slot.id.clone()))
        .collect();
    let ranges: Vec<(Range<usize>, Slot)> = places
        .iter()
        .map(|place| (place.pieces.clone(), place.slot.clone()))
        .collect();
    // Where marks were lost, the sentence of the edition or of a report written now tells what stands there.
    let made_as = original(&editions, key.as_deref(), &text, &places);
    let before = made_as.map_or(&[][..], |edition| edition.passages.as_slice());
    let fresh = fresh_passages((looking.campaign, looking.now), status, &now)?;
    let here = passages(&text, &ranges);
    for known in [before, &fresh] {
        figures.extend(flat.by_sentence(&here, known));
    }
    let rows = flat.row_cells(&here, &fresh, &answers);
    let met = flat.all(sought).take(MOST_MET);
    Ok(met.map(|at| flat.met(at, &figures, &rows)).collect())
}

/// The rows of units in a report written now, by what they say: whose answer each cell is. Of rows that say the same none is known.
type Answers = BTreeMap<String, Option<Vec<Option<(FigureId, UnitCode)>>>>;

fn answers(narrated: &Narrated) -> Answers {
    let in_text = narrated.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let mut answers = Answers::new();
    for row in in_text
        .chain(&narrated.appendices)
        .flat_map(|table| &table.rows)
    {
        let said: Vec<String> = row.cells.iter().map(|cell| document::plain(cell)).collect();
        let of: Vec<_> = row
            .cells
            .iter()
            .map(|cell| cell.iter().find_map(answer))
            .collect();
        if of.iter().any(Option::is_some) {
            let row = row_as_compared(said.iter().map(String::as_str));
            answers
                .entry(row)
                .and_modify(|of| *of = None)
                .or_insert(Some(of));
        }
    }
    answers
}

fn answer(inline: &Inline) -> Option<(FigureId, UnitCode)> {
    match inline {
        Inline::Figure { slot, .. } => match &slot.part {
            Part::Unit(unit) => Some((slot.id.clone(), unit.clone())),
            _ => None,
        },
        _ => None,
    }
}

fn row_as_compared<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let cells: Vec<String> = cells.map(plain).collect();
    cells.join("\t")
}

/// The whole text in one piece.
struct Flat {
    text: String,
    /// Where each piece begins, and the paragraph it is of.
    pieces: Vec<(usize, usize)>,
    lines: Vec<String>,
    /// How many paragraphs with text there are up to each.
    numbers: Vec<usize>,
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
        let lines = scanned.lines();
        let mut number = 0;
        let numbered = lines.iter().map(|line| {
            number += usize::from(!line.trim().is_empty());
            number
        });
        Self {
            text,
            pieces,
            numbers: numbered.collect(),
            lines,
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
        self.text
            .match_indices(sought.trim())
            .filter(move |(at, found)| {
                let end = at + found.len();
                !found.is_empty()
                    && !joined(self.text[..*at].chars().rev())
                    && !joined(self.text[end..].chars())
            })
            .map(|(at, found)| at..at + found.len())
    }

    /// The figures that stand in words which a text with known places of figures has too.
    fn by_sentence(&self, here: &[Passage], known: &[Passage]) -> Vec<(Range<usize>, FigureId)> {
        let mut out = Vec::new();
        for (passage, known_as) in here.iter().zip(align(here, known)) {
            let Some(known) = known_as.map(|n| &known[n]) else {
                continue;
            };
            for (word, there) in common_words(&passage.text, &known.text) {
                let mut figures = known.figures.iter();
                let figure = figures.find(|(at, _)| at.start < there.end && there.start < at.end);
                let at = passage.in_paragraph(&word).and_then(|at| self.at(at));
                if let (Some((_, slot)), Some(at)) = (figure, at) {
                    out.push((at, slot.id.clone()));
                }
            }
        }
        out
    }

    /// Cells behind the name of their row, where a report written now has numbers.
    fn row_cells(
        &self,
        here: &[Passage],
        fresh: &[Passage],
        answers: &Answers,
    ) -> Vec<(Range<usize>, RowCell)> {
        let mut out = Vec::new();
        for (passage, fresh_as) in here.iter().zip(align(here, fresh)) {
            let Some(fresh) = fresh_as.map(|n| &fresh[n]) else {
                continue;
            };
            let now: Vec<&str> = fresh.text.split('\t').collect();
            let has_letters = |cell: &&str| cell.chars().any(char::is_alphabetic);
            let Some(name) = now.iter().position(has_letters) else {
                continue;
            };
            if passage.text.split('\t').count() != now.len() {
                continue;
            }
            let of = answers
                .get(&row_as_compared(now.iter().copied()))
                .and_then(Option::as_ref);
            let mut from = 0;
            for (column, cell) in passage.text.split('\t').enumerate() {
                let range = from..from + cell.len();
                from = range.end + 1;
                let is_number = now[column].chars().any(|c| c.is_ascii_digit());
                let at = passage.in_paragraph(&range).and_then(|at| self.at(at));
                if let (true, true, Some(at)) = (column > name, is_number, at) {
                    let cell = RowCell {
                        row: now[name].trim().to_owned(),
                        now: now[column].trim().to_owned(),
                        agrees: plain(cell) == plain(now[column]),
                        of: of.and_then(|of| of.get(column)?.clone()),
                    };
                    out.push((at, cell));
                }
            }
        }
        out
    }

    /// A place in a paragraph as a place in the whole text.
    fn at(&self, (paragraph, range): (usize, Range<usize>)) -> Option<Range<usize>> {
        let first = self.pieces.partition_point(|(_, p)| *p < paragraph);
        let (from, found) = self.pieces.get(first)?;
        (*found == paragraph).then(|| from + range.start..from + range.end)
    }

    /// The paragraph around a place, of a long one only what stands near it.
    fn passage(&self, paragraph: usize, at: usize) -> String {
        let line = self.lines.get(paragraph).map_or("", String::as_str);
        if line.len() <= 4 * AROUND {
            return line.replace('\u{a0}', " ");
        }
        let (before, behind) = self.text.split_at(at);
        let before = before.rsplit('\n').next().unwrap_or_default();
        let behind = behind.split('\n').next().unwrap_or_default();
        let from = before.char_indices().rev().nth(AROUND);
        let to = behind.char_indices().nth(AROUND);
        format!(
            "{}{}{}{}",
            from.map_or("", |_| "… "),
            &before[from.map_or(0, |(from, _)| from)..],
            &behind[..to.map_or(behind.len(), |(to, _)| to)],
            to.map_or("", |_| " …"),
        )
    }

    fn met(
        &self,
        at: Range<usize>,
        figures: &[(Range<usize>, FigureId)],
        rows: &[(Range<usize>, RowCell)],
    ) -> Met {
        let behind = self.pieces.partition_point(|(from, _)| *from <= at.start);
        let paragraph = behind
            .checked_sub(1)
            .and_then(|n| self.pieces.get(n))
            .map_or(0, |(_, p)| *p);
        let meets = |range: &Range<usize>| range.start < at.end && at.start < range.end;
        let figure = figures.iter().find(|(range, _)| meets(range));
        let row = rows.iter().find(|(range, _)| meets(range));
        let row = row.filter(|_| figure.is_none());
        Met {
            paragraph: self.numbers.get(paragraph).copied().unwrap_or_default(),
            passage: self.passage(paragraph, at.start),
            figure: figure.map(|(_, id)| id.clone()),
            row: row.map(|(_, cell)| cell.clone()),
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
