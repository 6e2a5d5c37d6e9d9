//! One line of text.

use super::Kind;
use super::spec::{
    Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths, as_it_is, plain_format,
};
use crate::value::Rollup;
use crate::value::understand::words;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "text",
    details: Details::None,
    make: |_, _| Kind::Text,
    holds: Holds::Words,
    written: |_| NumberStyle::Whole,
    understand: |raw, percent, _, _| words::line(raw, percent),
    rollup: Rollup::List,
    rollups: &[Rollup::List, Rollup::Distinct],
    entry: Entry::Anything,
    hint: "emit.hint-text",
    // As text, so that a line that begins with "-" or "+" is not taken for a formula.
    entry_format: |_| "@".to_owned(),
    shown_format: plain_format,
    align: Align::Left,
    in_sentence: as_it_is,
    widths: Widths {
        grid: (24, 24),
        list: (26, 26),
        side_by_side: 28.0,
        in_list: 40.0,
    },
};
