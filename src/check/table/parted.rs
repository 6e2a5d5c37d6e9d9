//! Rows of one unit that tell apart whose or of when their figures are: "Năm 2019" and "Năm 2020" beside one name.
//!
//! In: a table and the rows that name units. Out: of each unit with several the row of the period; the others are passed
//! over. Where none is plainly meant, no row of the unit is read, and it is told.

use super::headings::{Headed, meant};
use super::totals::Sums;
use super::{Rows, Units};
use crate::check::naming::titles_a_total;
use crate::check::qualifier::YEARS;
use crate::model::code;
use crate::model::id::UnitCode;
use crate::model::raw::RawCell;
use crate::msg;
use crate::value::fold::clean;
use crate::value::{Raw, fold};
use std::collections::{BTreeSet, HashSet};

/// One unit has no more rows.
const MOST_PARTS: usize = 12;

/// Rows of units that are not read because another of the same unit is, or none.
#[derive(Default)]
pub(super) struct Parted {
    pub(super) passed: BTreeSet<u32>,
    /// Units of which no row is plainly meant.
    unclear: Vec<Unclear>,
}

/// A unit with several rows of which none is plainly meant.
struct Unclear {
    unit: UnitCode,
    rows: Vec<u32>,
    /// What tells the rows apart, empty where nothing does.
    said: String,
}

impl Units {
    /// Takes of each unit the row that is of the period.
    pub(super) fn choose(&mut self, headed: &Headed<'_>, period: &str) {
        let rows = std::mem::take(&mut self.rows);
        let named: BTreeSet<u32> = rows.iter().map(|(row, _)| *row).collect();
        let sums = Sums::of(headed, &named);
        for (row, codes) in rows {
            let [code] = codes.as_slice() else {
                self.rows.push((row, codes));
                continue;
            };
            let below = self.below(headed, row, &named);
            let parts = self.parts(headed, row, &below);
            let (all, one, said) = if let [_, _, ..] = parts.as_slice() {
                let (all, texts): (Vec<u32>, Vec<&str>) = parts
                    .iter()
                    .map(|(row, text)| (*row, text.as_str()))
                    .unzip();
                let parts: Vec<&(u32, String)> = parts.iter().collect();
                (all, meant(&parts, "", period, true), texts.join(" | "))
            } else {
                let more = below.iter().copied();
                let more = more.filter(|at| has_figures(headed, &sums, *at));
                let more: Vec<u32> = more.filter(|at| !is_alike(headed, row, *at)).collect();
                if more.is_empty() {
                    self.rows.push((row, codes));
                    continue;
                }
                (
                    std::iter::once(row).chain(more).collect(),
                    None,
                    String::new(),
                )
            };
            let others = all.iter().copied().filter(|row| Some(*row) != one);
            self.parted.passed.extend(others);
            if one.is_none() {
                self.parted.unclear.push(Unclear {
                    unit: code.clone(),
                    rows: all,
                    said,
                });
            }
            self.rows.extend(one.map(|row| (row, codes)));
        }
    }

    /// The rows below that of a unit, down to the next name, that hold something under the headings.
    fn below(&self, headed: &Headed<'_>, row: u32, named: &BTreeSet<u32>) -> Vec<u32> {
        let is_filled = |cell: &&RawCell| cell.value != Raw::Blank;
        let below = (row + 1..).take(MOST_PARTS).take_while(|row| {
            let cells = || headed.sheet.row(*row).iter().filter(is_filled);
            let is_named = cells().any(|cell| self.cols.contains(&cell.col));
            let mut figures = cells().filter(|cell| headed.fields.contains_key(&cell.col));
            let is_passed = named.contains(row) || self.repeated.contains(row);
            !is_passed && !is_named && figures.next().is_some()
        });
        below.collect()
    }

    /// The row of a unit and those below it, where each has a word of its own that tells it apart.
    fn parts(&self, headed: &Headed<'_>, row: u32, below: &[u32]) -> Vec<(u32, String)> {
        let rows: Vec<u32> = std::iter::once(row).chain(below.iter().copied()).collect();
        let said = |row: u32, col: u16| {
            let cell = headed.sheet.at(row, col)?;
            let is_word = match &cell.value {
                Raw::Text(text) => !text.trim().is_empty(),
                Raw::Number(n) => YEARS.contains(n) && n.fract() == 0.0,
                Raw::Date(_) => true,
                _ => false,
            };
            is_word.then(|| (row, clean(&cell.value.shown(), false)))
        };
        let cols = headed.sheet.row(row).iter().map(|cell| cell.col);
        let mut cols =
            cols.filter(|col| !headed.fields.contains_key(col) && !self.cols.contains(col));
        let parts = cols.find_map(|col| {
            let parts: Option<Vec<_>> = rows.iter().map(|row| said(*row, col)).collect();
            let texts = |parts: &Vec<(u32, String)>| {
                let texts: HashSet<String> = parts.iter().map(|(_, text)| fold(text)).collect();
                texts.len() == parts.len()
            };
            parts.filter(texts)
        });
        parts.unwrap_or_default()
    }
}

/// Whether a row without a name holds figures that are not plainly a sum of others.
fn has_figures(headed: &Headed<'_>, sums: &Sums<'_>, row: u32) -> bool {
    let cells = headed.sheet.row(row);
    let is_number = |cell: &&RawCell| matches!(cell.value, Raw::Number(_));
    let is_figure = |cell: &&RawCell| is_number(cell) && headed.fields.contains_key(&cell.col);
    let is_titled = || cells.iter().any(|c| titles_a_total(&c.value.shown()));
    let mut figures = cells.iter().filter(is_figure);
    figures.any(|cell| !sums.adds_up(cell))
        && !is_titled()
        && !sums.is_subtotal(row)
        && !sums.is_meant_for_total(row)
}

/// Whether two rows hold the same in all columns of fields, so that one need not be read again.
pub(super) fn is_alike(headed: &Headed<'_>, a: u32, b: u32) -> bool {
    let cell = |row: u32, col: u16| {
        let cell = headed.sheet.at(row, col)?;
        Some((&cell.value, cell.percent, &cell.seen))
    };
    let mut cols = headed.fields.keys();
    cols.all(|col| cell(a, *col) == cell(b, *col))
}

impl Rows<'_> {
    /// Tells units of which no row is plainly meant.
    pub(super) fn units_parted(&mut self, parted: &Parted) {
        for unclear in &parted.unclear {
            let code = &unclear.unit;
            let unit = self.context.expected.unit(code);
            let unit = unit.map_or(code.as_str(), |unit| &unit.name);
            let sheet = &self.headed.sheet.name;
            let (Some(first), Some(last)) = (unclear.rows.first(), unclear.rows.last()) else {
                continue;
            };
            let line = self.line(*first);
            let message = if unclear.said.is_empty() {
                let count = unclear.rows.len();
                let last = self.line(*last);
                msg!(
                    "check.table-unit-rows",
                    sheet = sheet,
                    line = line,
                    last = last,
                    unit = unit,
                    count = count
                )
            } else {
                let said = &unclear.said;
                msg!(
                    "check.table-unit-parted",
                    sheet = sheet,
                    line = line,
                    unit = unit,
                    said = said
                )
            };
            let figures = |row: &u32| {
                let mut cells = self.headed.sheet.row(*row).iter();
                cells.find(|c| self.headed.fields.contains_key(&c.col))
            };
            let cells = unclear.rows.iter().filter_map(figures);
            let cells = cells.map(|cell| self.cell(cell)).collect();
            let said = (message, msg!("check.table-keep-one"));
            self.find((&code::UNIT_TWICE, Some(code), ""), said, cells);
        }
    }
}
