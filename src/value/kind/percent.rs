//! A share of a whole.

use super::Kind;
use super::spec::{Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths};
use crate::value::Rollup;
use crate::value::understand::numbers;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "percent",
    details: Details::None,
    make: |_, _| Kind::Percent,
    holds: Holds::Number,
    written: |_| NumberStyle::Percent,
    understand: numbers::understand,
    rollup: Rollup::None,
    rollups: &[Rollup::Min, Rollup::Max],
    entry: Entry::Share,
    hint: "emit.hint-percent",
    entry_format: |_| "0.0%".to_owned(),
    shown_format: |n, _| format!("0.{}%", "0".repeat(decimals(n))),
    align: Align::Right,
    in_sentence: |name| format!("ROUND({name}*100,1)&\"%\""),
    widths: Widths {
        grid: (11, 11),
        list: (11, 11),
        side_by_side: 11.0,
        in_list: 15.0,
    },
};

/// Decimals of a percentage: as in a text, what is not all of it does not read 100%, and what is not nothing not 0%.
fn decimals(n: f64) -> usize {
    const MOST: usize = 6;
    let (mut places, mut all) = (1, 1_000.0);
    let is_other = |all: f64| [0.0, all].contains(&(n * all).round());
    while n > 0.0 && n < 1.0 && is_other(all) && places < MOST {
        (places, all) = (places + 1, all * 10.0);
    }
    places
}
