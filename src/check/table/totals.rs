//! Rows of an office's own table that add up rows of units.
//!
//! In: the table and the rows of its units. Out: whether a row is plainly a subtotal, by its formulas or by its figures.

use super::headings::Headed;
use crate::model::raw::RawCell;
use crate::rule::{CellFormula, Reference};
use crate::value::nearly::are_nearly_same;
use crate::value::{Kind, Raw};
use std::collections::{BTreeMap, BTreeSet};

/// So many columns must agree before figures alone tell a subtotal.
const FEWEST_COLUMNS: usize = 3;

pub(super) struct Sums<'a> {
    headed: &'a Headed<'a>,
    /// The rows of units.
    units: &'a BTreeSet<u32>,
    /// What all of them are together, by column.
    all: BTreeMap<u16, f64>,
}

impl<'a> Sums<'a> {
    pub(super) fn of(headed: &'a Headed<'a>, units: &'a BTreeSet<u32>) -> Self {
        let mut sums = Self {
            headed,
            units,
            all: BTreeMap::new(),
        };
        let columns = headed.fields.keys();
        sums.all = columns
            .map(|col| (*col, sums.sum(*col, units.iter().copied())))
            .collect();
        sums
    }

    /// Whether a cell adds up cells in rows of units, as subtotals do.
    pub(super) fn adds_up(&self, cell: &RawCell) -> bool {
        let formula = cell.formula.as_deref().and_then(CellFormula::of);
        formula.is_some_and(|formula| {
            let sums = ["SUM", "SUBTOTAL"];
            let only_sums = formula.functions.iter().all(|f| sums.contains(&f.as_str()));
            !formula.functions.is_empty()
                && only_sums
                && formula.references.iter().any(|reference| match reference {
                    Reference::Cells { first, last, .. } => {
                        let (first, last) = if self.headed.sheet.is_turned {
                            (u32::from(first.1), u32::from(last.1))
                        } else {
                            (first.0, last.0)
                        };
                        self.units.range(first..=last).next().is_some()
                    }
                    Reference::Name(_) => false,
                })
        })
    }

    /// Whether all counts and amounts of a row are the sums of the units beside it, above or below, or of all of them.
    pub(super) fn is_subtotal(&self, row: u32) -> bool {
        let above = self.units.range(..row).rev();
        let below = self.units.range(row + 1..);
        let beside = [
            run(above.copied(), |before, next| next + 1 == before, row),
            run(below.copied(), |before, next| before + 1 == next, row),
        ];
        let is_run = |units: &Vec<u32>| {
            units.len() > 1 && self.is_sum(row, |col| self.sum(col, units.iter().copied()))
        };
        let of_all = |col: u16| self.all.get(&col).copied().unwrap_or_default();
        beside.iter().any(is_run) || self.units.len() > 1 && self.is_sum(row, of_all)
    }

    /// Whether a row without a name is meant for the total of all units, though not all of it adds up: more of its counts and
    /// amounts are their sums than are not.
    pub(super) fn is_meant_for_total(&self, row: u32) -> bool {
        let (mut right, mut wrong) = (0, 0);
        for (col, field) in &self.headed.fields {
            let is_counted = matches!(field.kind(), Kind::Count | Kind::Amount);
            let Some(said) = self.number(row, *col).filter(|_| is_counted) else {
                continue;
            };
            let all = self.all.get(col).copied().unwrap_or_default();
            // What no more than one unit has is its own figure as well as the sum.
            let mut given = self
                .units
                .iter()
                .filter_map(|unit| self.number(*unit, *col));
            if !are_nearly_same(said, all) {
                wrong += 1;
            } else if !given.any(|of_unit| (of_unit - said).abs() < f64::EPSILON) {
                right += 1;
            }
        }
        right > wrong
    }

    /// The first count or amount in a row of totals that is neither what all units are together nor those beside it: its
    /// cell and what all are. Columns in which a unit gives something else than a number are not compared.
    pub(super) fn wrong_total(&self, row: u32) -> Option<(&RawCell, f64)> {
        let above = self.units.range(..row).rev();
        let below = self.units.range(row + 1..);
        let beside = [
            run(above.copied(), |before, next| next + 1 == before, row),
            run(below.copied(), |before, next| before + 1 == next, row),
        ];
        self.headed.fields.iter().find_map(|(col, field)| {
            let cell = self.headed.sheet.at(row, *col)?;
            let said = self.number(row, *col)?;
            let is_number = |unit: &u32| {
                let cell = self.headed.sheet.at(*unit, *col);
                cell.is_none_or(|c| matches!(c.value, Raw::Number(_) | Raw::Blank))
            };
            let is_counted = matches!(field.kind(), Kind::Count | Kind::Amount);
            if !is_counted || self.adds_up(cell) || !self.units.iter().all(is_number) {
                return None;
            }
            let all = self.all.get(col).copied().unwrap_or_default();
            let beside = beside
                .iter()
                .map(|rows| self.sum(*col, rows.iter().copied()));
            let is_sum = |sum: f64| are_nearly_same(said, sum);
            let mut sums = beside.chain([all]);
            (!sums.any(is_sum)).then_some((cell, all))
        })
    }

    fn number(&self, row: u32, col: u16) -> Option<f64> {
        match self.headed.sheet.at(row, col)?.value {
            Raw::Number(n) => Some(n),
            _ => None,
        }
    }

    fn sum(&self, col: u16, units: impl Iterator<Item = u32>) -> f64 {
        units.filter_map(|unit| self.number(unit, col)).sum()
    }

    fn is_sum(&self, row: u32, sum_of: impl Fn(u16) -> f64) -> bool {
        let (mut columns, mut is_any) = (0, false);
        for (col, field) in &self.headed.fields {
            if !matches!(field.kind(), Kind::Count | Kind::Amount) {
                continue;
            }
            let Some(said) = self.number(row, *col) else {
                continue;
            };
            let sum = sum_of(*col);
            if !are_nearly_same(said, sum) {
                return false;
            }
            columns += 1;
            is_any |= sum > 0.0;
        }
        is_any && columns >= FEWEST_COLUMNS
    }
}

/// The rows that follow a row without a gap.
fn run(
    rows: impl Iterator<Item = u32>,
    follows: impl Fn(u32, u32) -> bool,
    start: u32,
) -> Vec<u32> {
    let mut found = Vec::new();
    let mut last = start;
    for row in rows {
        if !follows(last, row) {
            break;
        }
        found.push(row);
        last = row;
    }
    found
}
