//! Whole and not negative: machines, people, files.

use super::Kind;
use super::spec::{
    Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths, as_it_is, plain_format,
};
use crate::value::Rollup;
use crate::value::understand::numbers;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "count",
    details: Details::None,
    make: |_, _| Kind::Count,
    holds: Holds::Number,
    written: |_| NumberStyle::Whole,
    understand: numbers::understand,
    rollup: Rollup::Sum,
    rollups: &[Rollup::Sum, Rollup::Mean, Rollup::Min, Rollup::Max],
    entry: Entry::Whole,
    hint: "emit.hint-whole",
    entry_format: |_| "#,##0".to_owned(),
    shown_format: plain_format,
    align: Align::Right,
    in_sentence: as_it_is,
    widths: Widths {
        grid: (11, 11),
        list: (11, 11),
        side_by_side: 11.0,
        in_list: 15.0,
    },
};
