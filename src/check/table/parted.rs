//! Rows of one unit that tell apart whose or of when their figures are: "Năm 2019" and "Năm 2020" beside one name.
//!
//! In: a table and the rows that name units. Out: of each unit with several the row of the period; the others are passed
//! over. Where none is plainly meant, no row of the unit is read, and it is told.

use super::headings::{Headed, meant};
use super::{Rows, Units};
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
    /// Units of which no row is plainly meant: first row and what the rows say.
    unclear: Vec<(UnitCode, u32, String)>,
}

impl Units {
    /// Takes of each unit the row that is of the period.
    pub(super) fn choose(&mut self, headed: &Headed<'_>, period: &str) {
        let rows = std::mem::take(&mut self.rows);
        let named: BTreeSet<u32> = rows.iter().map(|(row, _)| *row).collect();
        for (row, codes) in rows {
            let parts = self.parts(headed, row, &named);
            let ([code], [_, _, ..]) = (codes.as_slice(), parts.as_slice()) else {
                self.rows.push((row, codes));
                continue;
            };
            let all: Vec<&(u32, String)> = parts.iter().collect();
            let one = meant(&all, "", period);
            if one.is_none() {
                let said: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
                let unclear = (code.clone(), row, said.join(" | "));
                self.parted.unclear.push(unclear);
            }
            let others = parts.iter().map(|(row, _)| *row);
            let others = others.filter(|row| Some(*row) != one);
            self.parted.passed.extend(others);
            self.rows.extend(one.map(|row| (row, codes)));
        }
    }

    /// The rows from that of a unit down to the next name, where each has figures and a word of its own that tells it apart.
    fn parts(&self, headed: &Headed<'_>, row: u32, named: &BTreeSet<u32>) -> Vec<(u32, String)> {
        let is_filled = |cell: &&RawCell| cell.value != Raw::Blank;
        let below = (row + 1..).take(MOST_PARTS).take_while(|row| {
            let cells = || headed.sheet.row(*row).iter().filter(is_filled);
            let is_named = cells().any(|cell| self.cols.contains(&cell.col));
            let mut figures = cells().filter(|cell| headed.fields.contains_key(&cell.col));
            !named.contains(row) && !is_named && figures.next().is_some()
        });
        let rows: Vec<u32> = std::iter::once(row).chain(below).collect();
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

impl Rows<'_> {
    /// Tells units of which no row is plainly meant.
    pub(super) fn units_parted(&mut self, parted: &Parted) {
        for (code, row, said) in &parted.unclear {
            let unit = self.context.expected.unit(code);
            let message = msg!(
                "check.table-unit-parted",
                sheet = self.headed.sheet.name,
                line = self.line(*row),
                unit = unit.map_or(code.as_str(), |unit| &unit.name),
                said = said
            );
            let said = (message, msg!("check.table-keep-one"));
            self.find((&code::UNIT_TWICE, Some(code), ""), said, Vec::new());
        }
    }
}
