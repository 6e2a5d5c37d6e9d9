//! Vietnamese đồng, whole.

use super::Kind;
use super::spec::{
    Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths, as_it_is, plain_format,
};
use crate::value::Rollup;
use crate::value::understand::numbers;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "amount",
    details: Details::None,
    make: |_, _| Kind::Amount,
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
        grid: (18, 18),
        list: (18, 18),
        side_by_side: 16.0,
        in_list: 15.0,
    },
};
