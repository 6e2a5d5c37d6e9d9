//! What stands around the figures of a table and says whose or of when they are.
//!
//! In: a sheet, its headings and the rows of its units. Out: the words in its name, its titles, its footnotes and beside its
//! units that name another period, a plan or another scale.

use super::{Headed, Rows, Units};
use crate::check::Context;
use crate::check::asked::Asked;
use crate::check::beside::contradicts_all;
use crate::check::held::Held;
use crate::check::margins;
use crate::check::partial::is_partial;
use crate::check::qualifier::{YEARS, is_of_other_figures};
use crate::check::read_row::is_correction_word;
use crate::check::scope::is_of_other_scope;
use crate::model::code;
use crate::model::finding::Involved;
use crate::model::form::FieldRef;
use crate::model::id::UnitCode;
use crate::model::raw::RawCell;
use crate::msg;
use crate::value::fold::clean;
use crate::value::{Raw, Value, accented, understand};
use std::collections::BTreeMap;

/// Headings of columns in which people write what they like.
const REMARKS: &[&str] = &[
    "ghi chú",
    "ghi chú khác",
    "lưu ý",
    "nhận xét",
    "giải trình",
    "thuyết minh",
    "chú thích",
    "diễn giải",
    "nguyên nhân",
    "lý do",
];

/// Words around a table.
pub(super) struct Lines<'a> {
    /// The name of the sheet, where it is that of other figures.
    pub(super) sheet: Option<&'a str>,
    /// Cells and notes whose words say so.
    pub(super) cells: Vec<RawCell>,
    /// Words and figures beside a unit that may be meant instead of its answers.
    rivals: Vec<RawCell>,
    /// Filled cells of columns for remarks, in the rows of units.
    remarks: Vec<RawCell>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(headed: &Headed<'a>, units: &Units, context: &Context<'_>) -> Self {
        let around = Around {
            headed,
            units,
            context,
            measures: margins::measures(headed.form),
            rows: units.rows.iter().map(|(row, of)| (*row, &**of)).collect(),
        };
        around.read()
    }

    /// Whether the sheet as a whole is of other figures.
    pub(super) fn are_otherwise(&self) -> bool {
        self.sheet.is_some() || !self.cells.is_empty()
    }
}

/// A table whose surroundings are read.
struct Around<'a, 'b> {
    headed: &'b Headed<'a>,
    units: &'b Units,
    context: &'b Context<'b>,
    measures: Vec<&'a str>,
    rows: BTreeMap<u32, &'b [UnitCode]>,
}

impl<'a> Around<'a, '_> {
    fn read(&self) -> Lines<'a> {
        let sheet = self.headed.sheet;
        let asked = Asked::of(None, self.context);
        let is_other = is_of_other_figures(&sheet.name, self.context.period)
            || margins::is_otherwise(&sheet.name, &self.measures, &asked);
        let mut lines = Lines {
            sheet: is_other.then_some(sheet.name.as_str()),
            cells: Vec::new(),
            rivals: Vec::new(),
            remarks: Vec::new(),
        };
        for cell in &sheet.cells {
            if self.rows.contains_key(&cell.row) {
                self.beside_unit(cell, &mut lines);
            } else {
                self.around_units(cell, &asked, &mut lines);
            }
        }
        for note in &sheet.notes {
            let cell = RawCell::of((note.row, note.col), Raw::Text(note.text.clone()));
            if self.rows.contains_key(&note.row) && self.is_rival(&cell) {
                lines.rivals.push(cell);
            } else if margins::is_about_figures(&note.text)
                && margins::is_otherwise(&note.text, &self.measures, &asked)
            {
                lines.cells.push(cell);
            }
        }
        lines
    }

    /// What stands in the row of a unit under no field's heading.
    fn beside_unit(&self, cell: &RawCell, lines: &mut Lines<'_>) {
        let headed = self.headed;
        let is_known = headed.fields.contains_key(&cell.col) || self.units.cols.contains(&cell.col);
        if is_known || self.units.passes(cell.row) {
            return;
        }
        let heading = headed.strange.iter().find(|(at, _)| *at == cell.col);
        let heading = heading.map_or("", |(_, text)| text.as_str());
        let text = clean(&cell.value.shown(), false);
        let is_text = matches!(cell.value, Raw::Text(_));
        let is_remark = is_text && REMARKS.contains(&accented(heading).as_str());
        let asked = Asked::of(None, self.context);
        let is_otherwise = || match heading {
            _ if is_remark => false,
            _ if !is_text && !is_year(&cell.value) => false,
            "" => is_text && margins::is_otherwise(&text, &self.measures, &asked),
            _ => margins::is_otherwise(&format!("{heading}: {text}"), &self.measures, &asked),
        };
        if is_otherwise() {
            lines.cells.push(cell.clone());
        } else if is_text && self.is_rival(cell)
            || is_correction_word(heading) && self.differs(cell)
        {
            lines.rivals.push(cell.clone());
        } else if is_remark {
            lines.remarks.push(cell.clone());
        }
    }

    /// Titles and footnotes. Groups of headings are judged with what they stand over.
    fn around_units(&self, cell: &RawCell, asked: &Asked<'_>, lines: &mut Lines<'_>) {
        let Raw::Text(text) = &cell.value else { return };
        let text = clean(text, false);
        let alone = || {
            let row = self.headed.sheet.row(cell.row).iter();
            row.filter(|c| c.value != Raw::Blank).count() == 1
        };
        let head = self.headed.row;
        let is_line = cell.row > head && !self.units.passes(cell.row) || cell.row < head && alone();
        let is_below = cell.row > head && !self.units.passes(cell.row);
        let is_other = if is_line {
            margins::is_otherwise(&text, &self.measures, asked)
                || asked.knows_days() && asked.is_until_other_day(&accented(&text))
                || is_below && (is_partial(&text) || is_of_other_scope(&accented(&text), ""))
        } else {
            cell.row < head && margins::is_other_scale(&text, &self.measures)
        };
        if is_other {
            lines.cells.push(cell.clone());
        }
    }

    /// Whether words in the row of a unit contradict its answers, or the one that they are a note on.
    fn is_rival(&self, cell: &RawCell) -> bool {
        let said = clean(&cell.value.shown(), false);
        let fields = self.headed.fields.iter();
        let of_note = self.headed.fields.contains_key(&cell.col);
        let fields = fields.filter(|(col, _)| !of_note || **col == cell.col);
        let answers: Vec<(Option<Value>, &FieldRef<'_>, &str)> = fields
            .filter_map(|(col, field)| {
                let cell = self.headed.sheet.at(cell.row, *col)?;
                let is_own = field.column.kind.is_none();
                let unit = if is_own { field.row.unit.as_str() } else { "" };
                let value = understand(&cell.value, cell.percent, field.kind(), unit).value?;
                Some((Some(value), field, unit))
            })
            .collect();
        let held = answers.iter().map(|(value, field, unit)| Held {
            value: value.as_ref(),
            kind: field.kind(),
            unit,
            label: &field.row.label,
            definition: field.row.definition.as_deref().unwrap_or_default(),
        });
        let unit = match self.rows.get(&cell.row) {
            Some([unit]) => Some(unit),
            _ => None,
        };
        let asked = Asked::of(unit, self.context);
        contradicts_all(&said, &held.collect::<Vec<_>>(), &asked)
    }

    /// Whether a cell under the heading of corrections holds something that no answer of its row is.
    fn differs(&self, cell: &RawCell) -> bool {
        let mut row = self.headed.sheet.row(cell.row).iter();
        let is_answer = |other: &RawCell| self.headed.fields.contains_key(&other.col);
        let is_filled = !clean(&cell.value.shown(), false).is_empty();
        is_filled && !row.any(|other| is_answer(other) && other.value == cell.value)
    }
}

/// Whether a cell holds a year or a day.
fn is_year(value: &Raw) -> bool {
    match value {
        Raw::Number(n) => YEARS.contains(n) && n.fract() == 0.0,
        Raw::Date(_) => true,
        _ => false,
    }
}

impl Rows<'_> {
    /// Asks about what they say, and tells the remarks beside units.
    pub(super) fn lines(&mut self, lines: &Lines<'_>) {
        if let Some(sheet) = lines.sheet {
            let message = msg!("check.table-sheet-otherwise", sheet = sheet);
            let said = (message, msg!("check.look-at-otherwise"));
            self.find((&code::TEXT_OTHERWISE, None, sheet), said, Vec::new());
        }
        let cells: Vec<Involved> = lines.cells.iter().map(|cell| self.cell(cell)).collect();
        if let Some(first) = cells.first() {
            let message = msg!(
                "check.table-line-otherwise",
                place = first.label,
                shown = first.shown,
                count = cells.len()
            );
            let about = format!("{}: {}", self.headed.sheet.name, first.label);
            let said = (message, msg!("check.look-at-otherwise"));
            self.find((&code::TEXT_OTHERWISE, None, &about), said, cells);
        }
        let rivals: Vec<Involved> = lines.rivals.iter().map(|cell| self.cell(cell)).collect();
        if let Some(first) = rivals.first() {
            let message = msg!(
                "check.table-rivals",
                place = first.label,
                shown = first.shown,
                count = rivals.len()
            );
            let about = format!("{}: {}", self.headed.sheet.name, first.label);
            let said = (message, msg!("check.which-is-meant"));
            self.find((&code::RIVALS, None, &about), said, rivals);
        }
        let remarks: Vec<Involved> = lines.remarks.iter().map(|cell| self.cell(cell)).collect();
        if let Some(first) = remarks.first() {
            let message = msg!(
                "check.table-remarks",
                count = remarks.len(),
                place = first.label,
                shown = first.shown
            );
            let about = self.headed.sheet.name.clone();
            let said = (message, msg!("check.notes-todo"));
            self.find((&code::NOTES, None, &format!("{about}: +")), said, remarks);
        }
    }
}
