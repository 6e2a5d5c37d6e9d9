//! One of the words of the kit.

use super::Kind;
use super::spec::{
    Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths, as_it_is, plain_format,
};
use crate::value::Rollup;
use crate::value::understand::words;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "choice",
    details: Details::Choices,
    make: |_, choices| Kind::Choice(choices),
    holds: Holds::Choice,
    written: |_| NumberStyle::Whole,
    understand: |raw, _, kind, _| match kind {
        Kind::Choice(choices) => words::choice(raw, choices),
        _ => words::choice(raw, &[]),
    },
    rollup: Rollup::List,
    rollups: &[Rollup::List, Rollup::Distinct],
    entry: Entry::Word,
    hint: "emit.hint-choice",
    entry_format: |_| String::new(),
    shown_format: plain_format,
    align: Align::Centre,
    in_sentence: as_it_is,
    widths: Widths {
        grid: (11, 24),
        list: (11, 24),
        side_by_side: 18.0,
        in_list: 24.0,
    },
};
