//! What stands around the figures of a table and says whose or of when they are.
//!
//! In: a sheet, its headings and the rows of its units. Out: the words in its name, its titles, its footnotes and beside its
//! units that name another period, a plan or another scale.

use super::{Headed, Rows, Units};
use crate::check::margins;
use crate::check::qualifier::is_of_other_figures;
use crate::model::code;
use crate::model::finding::Involved;
use crate::model::raw::RawCell;
use crate::msg;
use crate::value::fold::clean;
use crate::value::{Raw, fold};
use std::collections::BTreeSet;

/// Headings of columns in which people write what they like.
const REMARKS: &[&str] = &["ghi chú", "ghi chú khác", "lưu ý"];

/// Words around a table.
pub(super) struct Lines<'a> {
    /// The name of the sheet, where it is that of other figures.
    pub(super) sheet: Option<&'a str>,
    /// Cells whose words say so.
    pub(super) cells: Vec<&'a RawCell>,
    /// Filled cells of columns for remarks, in the rows of units.
    remarks: Vec<&'a RawCell>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(headed: &Headed<'a>, units: &Units, period: &str) -> Self {
        let sheet = headed.sheet;
        let measures = margins::measures(headed.form);
        let rows: BTreeSet<u32> = units.rows.iter().map(|(row, _)| *row).collect();
        let heading = |col: u16| {
            let own = headed.strange.iter().find(|(at, _)| *at == col);
            own.map_or("", |(_, text)| text.as_str())
        };
        let is_title = |cell: &&RawCell| {
            let alone = || sheet.row(cell.row).iter().filter(|c| c.value != Raw::Blank);
            cell.row < headed.row && alone().count() == 1
        };
        // Groups of headings are judged with what they stand over.
        let beside = |cell: &&RawCell| {
            let is_known = headed.fields.contains_key(&cell.col) || units.cols.contains(&cell.col);
            let is_passed = units.passes(cell.row);
            cell.row > headed.row && !is_passed && !(is_known && rows.contains(&cell.row))
        };
        let around = sheet.cells.iter();
        let around = around.filter(|cell| is_title(cell) || beside(cell) || cell.row < headed.row);
        let (mut cells, mut remarks) = (Vec::new(), Vec::new());
        for cell in around {
            let text = clean(&cell.value.shown(), false);
            let in_row = rows.contains(&cell.row);
            let is_text = matches!(cell.value, Raw::Text(_));
            let heading = if in_row { heading(cell.col) } else { "" };
            let said = if heading.is_empty() {
                text.clone()
            } else {
                format!("{heading}: {text}")
            };
            let is_other = if is_title(&cell) || beside(&cell) {
                (is_text || !heading.is_empty()) && margins::is_otherwise(&said, &measures, period)
            } else {
                is_text && margins::is_other_scale(&text, &measures)
            };
            if is_other {
                cells.push(cell);
            } else if is_text && REMARKS.contains(&fold(heading).as_str()) {
                remarks.push(cell);
            }
        }
        let is_other = is_of_other_figures(&sheet.name, period)
            || margins::is_otherwise(&sheet.name, &measures, period);
        Self {
            sheet: is_other.then_some(sheet.name.as_str()),
            cells,
            remarks,
        }
    }

    /// Whether the sheet as a whole is of other figures.
    pub(super) fn are_otherwise(&self) -> bool {
        self.sheet.is_some() || !self.cells.is_empty()
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
