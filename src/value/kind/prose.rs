//! Paragraphs.

use super::Kind;
use super::spec::{
    Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths, as_it_is, plain_format,
};
use crate::value::Rollup;
use crate::value::understand::words;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "prose",
    details: Details::None,
    make: |_, _| Kind::Prose,
    holds: Holds::Words,
    written: |_| NumberStyle::Whole,
    understand: |raw, percent, _, _| words::paragraphs(raw, percent),
    rollup: Rollup::List,
    rollups: &[Rollup::List],
    entry: Entry::Anything,
    hint: "emit.hint-prose",
    entry_format: |_| "@".to_owned(),
    shown_format: plain_format,
    align: Align::TopLeft,
    in_sentence: as_it_is,
    widths: Widths {
        grid: (11, 11),
        list: (44, 44),
        side_by_side: 28.0,
        in_list: 70.0,
    },
};
