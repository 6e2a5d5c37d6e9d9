//! Rows of a list that are no items of it: totals, headings of groups, words for what was left out, the same row again; and
//! the count of its rows, typed by hand.
//!
//! In: the rows as read, and what stands in the cells that number and count them. Out: findings. Nothing is left out of a
//! list because of them: what is meant only the unit knows.

use super::list_words::{
    bare, begins_with_several_roman, is_no_item, is_numbered_group, is_total, stands_for_several,
};
use crate::model::code;
use crate::model::finding::{Draft, Involved};
use crate::model::form::{ListDef, Section};
use crate::model::id::ItemId;
use crate::model::reading::{Answer, FieldReading, ListRow};
use crate::msg;
use crate::value::fold::{is_blank, without_accents};
use crate::value::nearly::are_nearly_same;
use crate::value::understand::understand;
use crate::value::{Kind, Raw, Value, fold};
use crate::words::{Fact, Lang, Message};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that a message names, at most.
const NAMED: usize = 20;

/// Fewer rows add up by chance.
const FEWEST_ROWS: usize = 3;
/// So large a single sum is no chance.
const NO_CHANCE: f64 = 20.0;

/// The rows of a list as read, with what stands where they are numbered.
pub(super) struct Rows<'r> {
    pub(super) section: &'r Section,
    pub(super) list: &'r ListDef,
    pub(super) read: &'r [ListRow],
    pub(super) numbers: &'r [String],
}

impl Rows<'_> {
    /// What is to be asked about the rows.
    pub(super) fn asked(&self) -> Vec<Draft> {
        self.no_items().into_iter().chain(self.twice()).collect()
    }

    /// Rows that add up, head or stand for others.
    fn no_items(&self) -> Option<Draft> {
        let texts = self.read.iter().map(|row| self.texts(row));
        let texts: Vec<Vec<&FieldReading>> = texts.collect();
        let numbered = |at: usize| {
            let first = texts[at].first();
            first.is_some_and(|first| is_numbered_group(&first.raw))
        };
        let all_numbered = (0..self.read.len()).all(numbered);
        // Where each row has a quantity it may stand for several.
        let mut kinds = self.list.columns.iter().map(|column| &column.kind);
        let counts = kinds.any(|kind| matches!(kind, Kind::Count));
        let adding_up = self.adding_up();
        let is_none = |at: &usize| {
            let number = self.numbers.get(*at).map_or("", String::as_str);
            let said = texts[*at].first().map_or("", |first| first.raw.as_str());
            let is_alone = self.list.columns.len() > 1 && filled(&self.read[*at]).count() == 1;
            let is_group = !all_numbered && numbered(*at);
            is_no_item(said)
                || adding_up.contains(at)
                || is_total(number)
                || !counts && stands_for_several(said)
                || is_group && (is_alone || begins_with_several_roman(said))
                || is_alone && said.trim_end().ends_with(':')
        };
        let rows: Vec<usize> = (0..self.read.len()).filter(is_none).collect();
        if rows.is_empty() {
            return None;
        }
        let named = rows.iter().take(NAMED).map(|at| {
            let said = texts[*at].first().map_or("", |first| first.raw.trim());
            let said = match said {
                "" => self.numbers.get(*at).map_or("", |n| n.trim()),
                said => said,
            };
            msg!("check.list-row-says", row = at + 1, said = said)
        });
        let message = msg!(
            "check.list-no-items",
            label = self.section.title,
            count = rows.len(),
            rows = Fact::list(named, "; ")
        );
        let todo = msg!("check.list-no-items-todo");
        Some(self.draft(&code::LIST_NO_ITEM, (message, todo), &rows))
    }

    /// Rows all of whose numbers are the sums of the rows above them, where that is no chance.
    fn adding_up(&self) -> BTreeSet<usize> {
        let columns = self.list.columns.iter().enumerate();
        let counted = columns.filter(|(_, c)| matches!(c.kind, Kind::Count | Kind::Amount));
        let counted: Vec<usize> = counted.map(|(column, _)| column).collect();
        let mut above = vec![0.0; counted.len()];
        let mut found = BTreeSet::new();
        for (at, row) in self.read.iter().enumerate() {
            let (mut sums, mut others, mut largest) = (0, 0, 0.0_f64);
            for (column, above) in counted.iter().zip(&mut above) {
                let said = row.cells.get(*column).and_then(|cell| cell.answer.value());
                let Some(said) = said.and_then(Value::number) else {
                    continue;
                };
                if are_nearly_same(*above, said) {
                    sums += 1;
                    largest = largest.max(said);
                } else {
                    others += 1;
                }
                *above += said;
            }
            let is_no_chance = sums > 1 && largest > 0.0 || sums == 1 && largest >= NO_CHANCE;
            if at >= FEWEST_ROWS && others == 0 && is_no_chance {
                found.insert(at);
            }
        }
        found
    }

    /// Rows that say what a row above them says.
    fn twice(&self) -> Option<Draft> {
        let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        let mut again = Vec::new();
        let written =
            |row: &ListRow| -> String { row.cells.iter().map(|cell| fold(&cell.raw)).collect() };
        for (at, row) in self.read.iter().enumerate() {
            if self.texts(row).is_empty() {
                continue;
            }
            let said = row.cells.iter().map(|cell| bare(&cell.raw)).collect();
            let first = *seen.entry(said).or_insert(at);
            if first == at {
                continue;
            }
            // Names that differ by their accents are two people, where both have some.
            let (one, other) = (written(&self.read[first]), written(row));
            let is_same = without_accents(&one) != without_accents(&other) || one == other;
            if is_same || one.is_ascii() || other.is_ascii() {
                again.push((first, at));
            }
        }
        if again.is_empty() {
            return None;
        }
        let named = again
            .iter()
            .take(NAMED)
            .map(|(first, at)| msg!("check.list-row-as", row = at + 1, first = first + 1));
        let message = msg!(
            "check.list-twice",
            label = self.section.title,
            count = again.len(),
            rows = Fact::list(named, "; ")
        );
        let rows: Vec<usize> = again.iter().map(|(_, at)| *at).collect();
        let said = (message, msg!("check.list-twice-todo"));
        Some(self.draft(&code::LIST_ROW_TWICE, said, &rows))
    }

    /// The cell that counts the rows, where somebody typed another number over its formula. A 0 is what was sent.
    pub(super) fn counted(&self, cell: Involved, typed: &Raw) -> Option<Draft> {
        let rows = self.read.len();
        let said = understand(typed, None, &Kind::Count, "").value;
        let count = said.as_ref().and_then(Value::number);
        // Words without a number count nothing.
        let has_number = typed.shown().contains(|c: char| c.is_ascii_digit());
        let is_same = count.map_or(!has_number, |count| {
            count.abs() < 0.5 || (count - rows as f64).abs() < 0.5
        });
        if is_same {
            return None;
        }
        let message = msg!(
            "check.list-count-typed",
            label = self.section.title,
            shown = cell.shown,
            rows = rows
        );
        Some(Draft {
            about: self.section.id.to_string(),
            cells: vec![cell],
            ..Draft::new(
                &code::LIST_COUNT_TYPED,
                (message, msg!("check.list-count-typed-todo")),
            )
        })
    }

    /// The cells of a row in which words are wanted, and stand.
    fn texts<'c>(&self, row: &'c ListRow) -> Vec<&'c FieldReading> {
        let cells = self.list.columns.iter().zip(&row.cells);
        let texts = cells.filter(|(column, cell)| {
            matches!(column.kind, Kind::Text | Kind::Prose) && !is_blank(&cell.raw)
        });
        texts.map(|(_, cell)| cell).collect()
    }

    /// "Phần mềm (dòng 1)".
    fn row_label(&self, at: usize) -> String {
        msg!("check.list-row", section = self.section.title, row = at + 1).say(Lang::Vi)
    }

    fn draft(&self, row: &'static code::Row, said: (Message, Message), rows: &[usize]) -> Draft {
        let cells = rows.iter().filter_map(|at| {
            let cells = self.list.columns.iter().zip(&self.read[*at].cells);
            let (column, cell) = cells
                .clone()
                .find(|(_, cell)| !is_blank(&cell.raw))
                .or_else(|| cells.clone().next())?;
            Some(Involved {
                field: Some(ItemId::list_cell(&self.section.id, *at, &column.id)),
                label: self.row_label(*at),
                place: cell.place.clone(),
                shown: cell.raw.as_str().into(),
            })
        });
        Draft {
            about: self.section.id.to_string(),
            cells: cells.collect(),
            ..Draft::new(row, said)
        }
    }
}

fn filled(row: &ListRow) -> impl Iterator<Item = &FieldReading> {
    let cells = row.cells.iter();
    cells.filter(|cell| cell.answer != Answer::Blank && !is_blank(&cell.raw))
}
