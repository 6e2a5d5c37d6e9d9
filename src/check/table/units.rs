//! Which rows of a table are whose.
//!
//! In: the table and the roster. Out: the rows that name a unit, and those to be passed over: other rows of the same unit, and
//! headings that are printed again. A row of another body in a unit, as its police or a school, is not the unit's.

use super::headings::Headed;
use super::names::LooseNames;
use super::parted::Parted;
use super::repeated::repeated;
use crate::check::Context;
use crate::check::named::named_in_cell;
use crate::check::naming::{begin_with_another_body, words_of};
use crate::model::id::UnitCode;
use crate::value::fold::clean;
use std::collections::{BTreeMap, BTreeSet};

/// Which rows are whose.
pub(super) struct Units {
    /// Row and the codes that it names.
    pub(super) rows: Vec<(u32, Vec<UnitCode>)>,
    /// Cells that name a unit without accents or cut short.
    pub(super) loosely: Vec<(u32, u16, UnitCode)>,
    /// Rows of units with several that are not read.
    pub(super) parted: Parted,
    /// Rows of headings below the first unit.
    pub(super) repeated: BTreeSet<u32>,
    /// Columns that name units.
    pub(super) cols: BTreeSet<u16>,
}

impl Units {
    /// `None` where no row names a unit.
    pub(super) fn of(
        headed: &Headed<'_>,
        context: &Context<'_>,
        loose: &LooseNames<'_>,
    ) -> Option<Self> {
        let below = || {
            let cells = headed.sheet.cells.iter().filter(|c| c.row > headed.row);
            cells.filter(|c| !headed.fields.contains_key(&c.col))
        };
        let mut named: BTreeMap<u16, BTreeMap<u32, Vec<UnitCode>>> = BTreeMap::new();
        let mut loosely = Vec::new();
        // Cells that name another body, by column and row.
        let mut others: BTreeSet<(u16, u32)> = BTreeSet::new();
        for cell in below() {
            let text = clean(&cell.shown(), false);
            let mut codes = named_in_cell(&text, context.expected);
            if codes.is_empty() {
                codes.extend(loose.named(&text));
                loosely.extend(
                    codes
                        .first()
                        .map(|code| (cell.row, cell.col, (*code).clone())),
                );
            }
            if !codes.is_empty() {
                let codes = codes.into_iter().cloned().collect();
                named.entry(cell.col).or_default().insert(cell.row, codes);
            } else if begin_with_another_body(&words_of(&text)) {
                others.insert((cell.col, cell.row));
            }
        }
        let most = named.values().map(BTreeMap::len).max()?;
        let of_others = |col: u16| others.range((col, 0)..=(col, u32::MAX)).count();
        named.retain(|col, rows| (rows.len() + of_others(*col)) * 2 > most);
        loosely.retain(|(_, col, _)| named.contains_key(col));
        let mut rows: BTreeMap<u32, BTreeSet<UnitCode>> = BTreeMap::new();
        for (row, codes) in named.values().flatten() {
            rows.entry(*row).or_default().extend(codes.iter().cloned());
        }
        // A code beside the name of another body is that of the unit in which it lies.
        let is_of_other = |row: u32| named.keys().any(|col| others.contains(&(*col, row)));
        rows.retain(|row, _| !is_of_other(*row));
        let mut units = Self {
            loosely,
            parted: Parted::default(),
            cols: named.keys().copied().collect(),
            repeated: repeated(headed, &rows.keys().copied().collect()),
            rows: rows
                .into_iter()
                .map(|(row, codes)| (row, codes.into_iter().collect()))
                .collect(),
        };
        units.choose(headed, context.period);
        Some(units)
    }

    /// Whether a row below the headings is passed over.
    pub(super) fn passes(&self, row: u32) -> bool {
        self.parted.passed.contains(&row) || self.repeated.contains(&row)
    }
}
