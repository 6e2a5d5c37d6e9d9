//! Filled cells that belong to no field and that we did not write, and texts of ours that were written over.

use super::answers::{blank, place, shown};
use super::qualifier::is_plainly_ours;
use crate::check::{locate::SheetMap, signs::key};
use crate::layout::{LABEL, Line};
use crate::model::raw::RawCell;
use crate::model::reading::Place;
use crate::value::fold::without_accents;
use crate::value::{Raw, fold};
use crate::words::official;
use foldhash::{HashMap, HashSet};

/// Rows below the signatures' room where names are still typed.
const NAMES: u32 = 4;

/// Strays of a sheet that are listed; nobody looks at more one by one.
pub(super) const MOST: usize = 2_000;

/// What stands where it was not asked for.
pub(super) struct Strays<'a> {
    /// The first [`MOST`] of them as they stand on the sheet, and words under headings of another period.
    pub(super) raw: Vec<&'a RawCell>,
    /// Cells of nobody: place and text, row by row, the first [`MOST`] of them.
    pub(super) cells: Vec<(Place, String)>,
    /// How many there are.
    pub(super) count: usize,
    /// Locked texts that say something else.
    pub(super) changed: Vec<ChangedText>,
}

/// A text of ours that says something else.
pub(super) struct ChangedText {
    pub(super) place: Place,
    /// Its planned row and column.
    pub(super) planned_at: (u32, u16),
    pub(super) planned: String,
    pub(super) said: String,
}

/// The strays of a sheet. `period` is that of the campaign.
pub(super) fn strays<'a>(
    map: &SheetMap<'a>,
    used: &HashSet<(&str, u32, u16)>,
    period: &str,
) -> Strays<'a> {
    let signed = map.signs.signed.and_then(|row| map.row(row));
    let after = map
        .row(map.plan.lines.len() as u32)
        .map_or(u32::MAX, |r| r.saturating_add(NAMES));
    let label_col = map.col(LABEL);
    let columns: HashSet<u16> = map.raw.cells.iter().map(|cell| cell.col).collect();
    let columns: HashMap<u16, u16> = columns
        .into_iter()
        .filter_map(|col| Some((col, map.planned_col(col)?)))
        .collect();
    let code_of_paper = fold(&official("emit.paper-code"));
    let ours = |row: u32, col: u16, value: &Raw| {
        let planned_col = columns.get(&col).copied();
        let planned = map.planned_row(row).zip(planned_col);
        let wanted = planned.and_then(|(row, col)| map.plan.text_at(row, col));
        if let (Some(wanted), Raw::Text(text)) = (wanted, value)
            && wanted == text
        {
            return true;
        }
        // Last period's values go with their rows.
        if planned.is_some_and(|place| map.signs.is_ours(place))
            || planned_col.is_some() && planned_col == map.plan.grid.previous && map.has_id(row)
        {
            return true;
        }
        let shown = value.shown();
        // What has a definition below it is compared whole.
        let own = wanted.filter(|_| shown.trim().lines().count() == 1);
        let own = own.map(|_| key(&shown));
        let text = fold(&shown);
        let text = match map.signs.accented(&text) {
            Some(ours) => ours.to_owned(),
            None => text,
        };
        // A definition that stood below the label may be gone.
        let same = |planned: &str| {
            fold(planned) == text
                || key(planned) == text
                || own.as_ref().is_some_and(|own| key(planned) == *own)
                || without_accents(planned) == text
        };
        // The unit of measure of another row is none of this one.
        let is_measure = planned_col.is_some() && planned_col == map.plan.grid.unit;
        if let Some(wanted) = wanted.filter(|_| is_measure && map.has_id(row)) {
            return same(wanted);
        }
        map.signs.is_written(&text, planned_col)
            // With the rows above it, it moves.
            || text.starts_with(&code_of_paper)
            || wanted.is_some_and(same)
            || label_col.is_some_and(|labels| col < labels) && numbers_rows(&text)
    };
    let live = [map.plan.grid.check, map.plan.grid.missing].map(|col| map.col(col));
    // What computes beside the rows is ours; a formula anywhere else was typed by somebody.
    let is_live = |c: &RawCell| c.formula.is_some() && live.contains(&Some(c.col));
    // Whoever names the campaign's own period says nothing new.
    let says_period = |value: &Raw| {
        let text = value.shown();
        matches!(value, Raw::Text(_))
            && text.chars().any(|c| c.is_ascii_digit())
            && is_plainly_ours(&text, period)
    };
    let signatures = |row: u32| signed.is_some_and(|from| (from..after).contains(&row));
    let stray = map.raw.cells.iter().filter(|c| {
        !is_live(c)
            && !blank(&c.value)
            && !used.contains(&(map.raw.name.as_str(), c.row, c.col))
            && !ours(c.row, c.col, &c.value)
            && !says_period(&c.value)
    });
    let mut strays = Strays {
        raw: Vec::new(),
        cells: Vec::new(),
        count: 0,
        changed: Vec::new(),
    };
    for cell in stray {
        // Who signs, where and when is nobody's question; words about figures are.
        if signatures(cell.row) {
            strays.raw.push(cell);
            continue;
        }
        strays.add(map, cell, columns.get(&cell.col).copied());
    }
    strays
}

impl<'a> Strays<'a> {
    /// Adds a cell that stands where this column was planned.
    fn add(&mut self, map: &SheetMap<'a>, cell: &'a RawCell, planned_col: Option<u16>) {
        let row = map.planned_row(cell.row);
        // Its heading says that it is of another period or a plan.
        if row.is_some_and(|row| map.headings.pass(row, cell.col)) {
            if matches!(&cell.value, Raw::Text(text) if text.contains(char::is_alphabetic)) {
                self.raw.push(cell);
            }
            return;
        }
        let planned = row.zip(planned_col);
        let wanted = planned.and_then(|at| Some((at, map.plan.text_at(at.0, at.1)?)));
        // The letters under headings are no text that anybody changes.
        let wanted = wanted.filter(|(_, wanted)| wanted.chars().count() > 1);
        if wanted.is_none() && self.cells.len() >= MOST {
            self.count += 1;
            return;
        }
        let at = place(map.raw, cell.row, cell.col);
        let said = shown(&cell.value, cell.percent);
        let Some((planned_at, wanted)) = wanted else {
            self.count += 1;
            self.cells.push((at, said));
            self.raw.push(cell);
            return;
        };
        if !titles_alike(map, planned_at, &said) {
            self.changed.push(ChangedText {
                place: at,
                planned_at,
                planned: wanted.to_owned(),
                said,
            });
        }
    }
}

/// Other words for the headings over the labels of a form.
pub(super) const OVER_LABELS: &[&str] = &[
    "chỉ tiêu",
    "tên chỉ tiêu",
    "nội dung",
    "nội dung chỉ tiêu",
    "nội dung báo cáo",
    "tiêu chí",
    "danh mục",
];

/// Other words for the headings over their units of measure.
const OVER_MEASURES: &[&str] = &["đơn vị tính", "đv tính", "đvt", "đơn vị"];

/// Whether a text where a heading over the labels or their units of measure is planned says the same as that heading.
fn titles_alike(map: &SheetMap<'_>, (row, col): (u32, u16), said: &str) -> bool {
    let line = usize::try_from(row)
        .ok()
        .and_then(|row| map.plan.lines.get(row));
    let words = if col == LABEL {
        OVER_LABELS
    } else if Some(col) == map.plan.grid.unit {
        OVER_MEASURES
    } else {
        return false;
    };
    let said = fold(said);
    matches!(line, Some(Line::Heading(_))) && words.contains(&said.trim_end_matches(':'))
}

/// Whether a folded text, left of the labels, only numbers the rows: "TT", "1", "2.1".
fn numbers_rows(text: &str) -> bool {
    const LONGEST: usize = 6;
    let is_number = text.len() <= LONGEST && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_number || ["tt", "stt", "số tt"].contains(&text)
}
