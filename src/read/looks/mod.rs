//! How cells look, and what stands beside them: what is struck out, raised, covered, hidden or shown otherwise by a format,
//! notes and text boxes. Libraries that read values tell none of it.
//!
//! In: a surveyed package or file, and the cells that were read from it. Out: the same cells, each with what a person sees
//! of it where that may be something else, and the notes of each sheet.

mod areas;
mod conditional;
pub(super) mod ods;
mod unseen;
pub(super) mod walk;
pub(super) mod xls;
pub(super) mod xlsx;

use super::{margins, number_format};
use crate::model::raw::{RawCell, RawNote, RawSheet};
use crate::value::{Look, Mark, Raw, Run, Seen};
pub(super) use areas::{Area, covered};
use conditional::Conditional;
use std::collections::{HashMap, HashSet};
pub(super) use unseen::Sight;

/// How a cell looks as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Style {
    struck: bool,
    raised: bool,
    like_its_ground: bool,
    /// Its number format, where it is unusual.
    format: Option<String>,
    /// That its number format shows a percentage, where the library that reads values does not tell.
    percent: Option<bool>,
    /// Whole digits that its number format writes at least.
    digits: u8,
    /// How else it may mislead.
    look: Option<Look>,
    /// Steps by which it is indented.
    indent: u8,
}

impl Style {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it says no more than an indent, which matters in narrow columns alone.
    fn is_usual_or_indented(&self) -> bool {
        let indented = Self {
            indent: self.indent,
            ..Self::default()
        };
        *self == indented
    }
}

/// Whether an indent leaves no room in a column of this width.
fn pushes_out(indent: u8, width: f64) -> bool {
    indent > 0 && f64::from(indent) * INDENT + 1.0 > width
}

/// Characters of a text that look alike; what is not said of them is as in their cell.
#[derive(Debug, Clone, Default)]
struct RichRun {
    text: String,
    struck: Option<bool>,
    raised: Option<bool>,
    /// They are as white as paper, or too small to be read.
    unseen: bool,
}

/// Characters that have a look of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Font {
    struck: bool,
    raised: bool,
    tiny: bool,
    /// The font of signs that they are of.
    signs: Option<&'static str>,
}

impl Font {
    /// Characters of this height, in points, are too small to be read.
    const TINY: f64 = 3.0;

    fn look(self) -> Option<Look> {
        let signs = self.signs.map(|font| Look::Signs(font.to_owned()));
        signs.or(self.tiny.then_some(Look::Tiny))
    }
}

/// What is seen on a sheet.
#[derive(Debug, Default)]
struct SheetLooks {
    /// Cells that do not look usual: the style of each.
    styles: HashMap<(u32, u16), usize>,
    /// Cells of which some characters have a look of their own.
    runs: HashMap<(u32, u16), Vec<RichRun>>,
    /// What is shown of numbers, where the file says it and it is something else than the number.
    shown: HashMap<(u32, u16), String>,
    /// Whole digits that are shown of numbers with zeros before them, where the file says it.
    digits: HashMap<(u32, u16), u8>,
    /// Numbers that are shown as percentages, where the file says it.
    percents: HashSet<(u32, u16)>,
    merged: Vec<Area>,
    /// What a line, a shape or a picture lies over.
    over: Vec<Area>,
    /// First and last columns with their width in characters.
    widths: Vec<(u16, u16, f64)>,
    conditionals: Vec<Conditional>,
    sight: Sight,
    /// What is printed above and below its pages.
    margins: Vec<String>,
    notes: Vec<RawNote>,
}

/// Notes of a sheet that are kept.
const MOST_NOTES: usize = 1_000;
/// Characters of a note that are kept.
const LONGEST_NOTE: usize = 2_000;

/// Characters that a column is wide of which nobody says it, and by which a cell is indented in one step.
const USUAL_WIDTH: f64 = 8.43;
const INDENT: f64 = 1.3;

impl SheetLooks {
    /// Sets what is seen of the cells of a sheet, which are in order.
    fn put_on(mut self, sheet: &mut RawSheet, styles: &[Style]) {
        let usual = Style::default();
        for cell in &mut sheet.cells {
            let place = (cell.row, cell.col);
            let style = self.styles.get(&place).and_then(|at| styles.get(*at));
            let by_file = self.digits.get(&place).copied();
            cell.digits = by_file.or(style.map(|style| style.digits)).unwrap_or(0);
            if matches!(cell.value, Raw::Number(_)) {
                let by_file = self.percents.contains(&place).then_some(true);
                let told = by_file.or(style.and_then(|style| style.percent));
                cell.percent = cell.percent.or(told);
            }
            let runs = self.runs.get(&place).map_or(&[][..], Vec::as_slice);
            let shown = self.shown.remove(&place);
            let shown = shown.filter(|_| matches!(cell.value, Raw::Number(_)));
            let by_file = shown.map(|text| Seen {
                text,
                mark: Mark::Format,
            });
            let seen = seen(cell, style.unwrap_or(&usual), runs).or(by_file);
            let by_condition = || {
                self.conditionals
                    .iter()
                    .find_map(|format| format.seen(cell))
            };
            let otherwise = seen.or_else(by_condition).or_else(|| {
                let look = self.look_of(cell, style.unwrap_or(&usual))?;
                Some(Seen {
                    text: String::new(),
                    mark: Mark::Looks(look),
                })
            });
            let looks = otherwise.map(Box::new);
            cell.seen = looks.or(cell.seen.take());
        }
        // Words that stand alike in each cell of a column are seen in all of them where these are merged.
        let is_seen = |at: usize, area: &Area| {
            let cell = &sheet.cells[at];
            let is_word =
                matches!(&cell.value, Raw::Text(text) if !text.chars().any(|c| c.is_ascii_digit()));
            let first = sheet.at(area.first.0, area.first.1);
            is_word && area.first.1 == area.last.1 && first.is_some_and(|c| c.value == cell.value)
        };
        let covered = covered(&sheet.cells, &self.merged);
        let covered = covered.filter(|(at, area)| !is_seen(*at, area));
        let covered: Vec<(usize, String)> = covered.map(|(at, area)| (at, area.name())).collect();
        for (at, area) in covered {
            sheet.cells[at].seen = Some(Box::new(Seen {
                text: String::new(),
                mark: Mark::Covered(area),
            }));
        }
        sheet.margins = margins::kept(&self.margins, &sheet.cells);
        sheet.unseen = self.sight.of(&sheet.cells);
        self.notes.retain(|note| !note.text.trim().is_empty());
        self.notes.sort();
        self.notes.truncate(MOST_NOTES);
        sheet.notes = self.notes;
    }

    /// Whether no column is too narrow for this indent.
    fn has_room_for(&self, indent: u8) -> bool {
        let own = self.widths.iter().map(|(.., width)| *width);
        !own.chain([USUAL_WIDTH])
            .any(|width| pushes_out(indent, width))
    }

    /// How a cell looks that may mislead who reads it.
    fn look_of(&self, cell: &RawCell, style: &Style) -> Option<Look> {
        let place = (cell.row, cell.col);
        let by_style = style.look.clone();
        let is_under = || self.over.iter().any(|area| area.has(place));
        let is_out = || {
            let is_merged = self.merged.iter().any(|area| area.has(place));
            let mut widths = self.widths.iter();
            let own = widths.find(|(first, last, _)| (*first..=*last).contains(&cell.col));
            let width = own.map_or(USUAL_WIDTH, |(.., width)| *width);
            !is_merged && pushes_out(style.indent, width)
        };
        let look = by_style
            .or_else(|| is_under().then_some(Look::Under))
            .or_else(|| is_out().then_some(Look::PushedOut));
        // Few cells look so: what they say is only then asked for.
        look.filter(|look| {
            let text = cell.value.shown();
            !text.trim().is_empty() && look.may_mislead(&text)
        })
    }

    fn note(&mut self, (row, col): (u32, u16), text: &str) {
        let text = text.chars().take(LONGEST_NOTE).collect();
        self.notes.push(RawNote { row, col, text });
    }
}

/// What a person sees of a cell, where that may be something else than what it holds.
fn seen(cell: &RawCell, style: &Style, runs: &[RichRun]) -> Option<Seen> {
    let mark = |text: String, mark| Some(Seen { text, mark });
    if style.like_its_ground {
        return mark(String::new(), Mark::LikeItsGround);
    }
    let whole = [RichRun {
        text: cell.value.shown(),
        ..RichRun::default()
    }];
    let runs = match (&cell.value, runs) {
        (Raw::Text(_), [_, ..]) => runs,
        _ => &whole,
    };
    // Where all are so, the ground may be dark.
    let is_hidden = |run: &&RichRun| run.unseen && !run.text.trim().is_empty();
    let (hidden, shown): (Vec<&RichRun>, Vec<&RichRun>) = runs.iter().partition(is_hidden);
    if !hidden.is_empty() && shown.iter().any(|run| !run.text.trim().is_empty()) {
        let text =
            |runs: Vec<&RichRun>| -> String { runs.iter().map(|run| run.text.as_str()).collect() };
        return mark(text(shown), Mark::Hidden(text(hidden)));
    }
    let runs: Vec<Run> = runs
        .iter()
        .map(|run| Run {
            text: run.text.clone(),
            struck: run.struck.unwrap_or(style.struck),
            raised: run.raised.unwrap_or(style.raised),
        })
        .collect();
    let by_format = || {
        let code = style.format.as_deref()?;
        let text = match &cell.value {
            Raw::Number(number) => number_format::seen_number(code, *number),
            Raw::Text(text) => number_format::seen_text(code, text),
            _ => None,
        };
        mark(text?, Mark::Format)
    };
    Seen::of_runs(&runs).or_else(by_format)
}
