//! Columns in which no number breaks: wider where numbers need it, with smaller text and margins where there is no room.

use super::metrics::{Weight, width};
use crate::model::document::{Table, plain};

/// The smallest text of a table that can be read, in points.
const READABLE: u8 = 6;
/// The smallest text at all: better small than a number in two pieces.
const SMALLEST: u8 = 4;
/// Twips beside the text of a cell, on either side: as usual, and where room is short.
const MARGIN: u32 = 85;
const NARROW_MARGIN: u32 = 30;
/// Longer words than these may be torn: names of files, addresses.
const LONGEST_WORD: usize = 12;
/// Twips that another font may need beyond the widths that we know.
const SLACK: u32 = 12;

/// How a table is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fit {
    /// Widths of the columns in twips; together exactly as wide as the table.
    pub(super) widths: Vec<u32>,
    /// Size of its text in points.
    pub(super) size: u8,
    /// Twips beside the text of a cell.
    pub(super) margin: u32,
}

/// As the kit wishes where all fits; else each column gets what its longest number or word needs, in the largest text in
/// which there is room for all.
pub(super) fn fit(table: &Table, wide: u32, size: u8) -> Fit {
    let wished = shares(table, wide);
    let usual = [(MARGIN, size)].into_iter();
    let smaller = (SMALLEST..=size).rev().map(|size| (NARROW_MARGIN, size));
    let mut last = None;
    for (margin, size) in usual.chain(smaller) {
        let needed = needed(table, size, margin);
        let there_is_room = needed.iter().sum::<u32>() <= wide;
        let widths = if needed.iter().zip(&wished).all(|(need, wish)| need <= wish) {
            wished.clone()
        } else {
            widened(&wished, &needed, wide)
        };
        let fit = Fit {
            widths,
            size,
            margin,
        };
        if there_is_room {
            return fit;
        }
        last = Some(fit);
    }
    last.unwrap_or(Fit {
        widths: wished,
        size,
        margin: MARGIN,
    })
}

/// Whether a number would break at this width, or stand in text too small to read.
pub(super) fn is_too_wide(table: &Table, wide: u32) -> bool {
    needed(table, READABLE, NARROW_MARGIN).iter().sum::<u32>() > wide
}

/// Widths in the proportion that the kit wishes.
fn shares(table: &Table, wide: u32) -> Vec<u32> {
    let wished: Vec<u64> = (table.columns.iter())
        .map(|column| u64::from(column.width.max(1)))
        .collect();
    in_proportion(&wished, wide)
}

/// A width divided in proportion, nothing of it lost.
fn in_proportion(shares: &[u64], wide: u32) -> Vec<u32> {
    let all: u64 = shares.iter().sum::<u64>().max(1);
    let (mut seen, mut used) = (0, 0);
    let mut width = |share: &u64| {
        seen += share;
        let edge = (u64::from(wide) * seen / all) as u32;
        let width = edge - used;
        used = edge;
        width
    };
    shares.iter().map(&mut width).collect()
}

/// Each column at least as wide as it needs, what is left in the proportion of what the others wished.
fn widened(wished: &[u32], needed: &[u32], wide: u32) -> Vec<u32> {
    let mut held: Vec<bool> = vec![false; wished.len()];
    loop {
        let taken: u32 = (held.iter().zip(needed))
            .filter_map(|(held, need)| held.then_some(*need))
            .sum();
        let Some(left) = wide.checked_sub(taken).filter(|_| held.contains(&false)) else {
            let needed: Vec<u64> = needed.iter().map(|need| u64::from(*need)).collect();
            return in_proportion(&needed, wide);
        };
        let open: Vec<u64> = (held.iter().zip(wished))
            .map(|(held, wish)| if *held { 0 } else { u64::from((*wish).max(1)) })
            .collect();
        let mut widths = in_proportion(&open, left);
        let mut is_settled = true;
        for at in 0..widths.len() {
            if held[at] {
                widths[at] = needed[at];
            } else if widths[at] < needed[at] {
                held[at] = true;
                is_settled = false;
            }
        }
        if is_settled {
            return widths;
        }
    }
}

/// What the longest number or short word of each column needs.
fn needed(table: &Table, size: u8, margin: u32) -> Vec<u32> {
    let beside = 2 * margin + SLACK;
    let of = |words: &str, weight| longest(words, size, weight) + beside;
    let mut needed: Vec<u32> = (table.columns.iter())
        .map(|column| of(&column.label, Weight::Bold))
        .collect();
    for row in table.rows.iter().filter(|row| !row.group) {
        let weight = if row.strong {
            Weight::Bold
        } else {
            Weight::Regular
        };
        for (need, content) in needed.iter_mut().zip(&row.cells) {
            *need = (*need).max(of(&plain(content), weight));
        }
    }
    needed
}

fn longest(words: &str, size: u8, weight: Weight) -> u32 {
    let words = words.split_whitespace();
    let held = words.filter(|word| is_number(word) || word.chars().count() <= LONGEST_WORD);
    held.map(|word| width(word, size, weight))
        .max()
        .unwrap_or(0)
}

fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || ".,%/-+()".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Column, Inline, Row};
    use crate::model::kit::Align;

    /// A table of a text column and numbers, with these cells in its only row.
    fn table(cells: &[&str]) -> Table {
        let columns = (0..cells.len())
            .map(|at| Column::new("Số hộ", if at == 0 { 14 } else { 5 }, Align::Right));
        let cell = |text: &&str| vec![Inline::Text((*text).to_owned())];
        Table {
            caption: Vec::new(),
            unit: String::new(),
            columns: columns.collect(),
            rows: vec![Row {
                group: false,
                strong: false,
                cells: cells.iter().map(cell).collect(),
            }],
            notes: Vec::new(),
            appendix: Some(true),
            line: 0,
        }
    }

    /// Whether each number stands on one line.
    fn no_number_breaks(table: &Table, fit: &Fit) -> bool {
        let row = &table.rows[0];
        fit.widths.iter().zip(&row.cells).all(|(wide, cell)| {
            longest(&plain(cell), fit.size, Weight::Regular) + 2 * fit.margin <= *wide
        })
    }

    #[test]
    fn no_number_breaks_in_an_annex_of_many_columns() {
        let wide = 14_570;
        let mut cells = vec!["Phường Nguyễn Trãi"];
        for number in ["1.037", "23,7%", "120", "1.234.567", "100%"]
            .iter()
            .cycle()
            .take(23)
        {
            cells.push(number);
        }
        let table = table(&cells);
        let fit = fit(&table, wide, 13);
        assert!(no_number_breaks(&table, &fit), "{fit:?}");
        assert_eq!(fit.widths.iter().sum::<u32>(), wide);
        assert!(fit.size < 13);
    }

    #[test]
    fn a_column_that_is_too_narrow_takes_from_the_others_and_the_text_stays_as_large() {
        let table = table(&["Xã Đông Văn", "1.234.567.890", "5"]);
        let fit = fit(&table, 4_000, 12);
        assert!(no_number_breaks(&table, &fit), "{fit:?}");
        assert_eq!((fit.size, fit.margin), (12, MARGIN));
    }

    #[test]
    fn where_all_fits_the_widths_are_those_of_the_kit() {
        let table = table(&["Xã Đông Văn", "12", "5"]);
        assert_eq!(fit(&table, 9_000, 13).widths, [5_250, 1_875, 1_875]);
    }
}
