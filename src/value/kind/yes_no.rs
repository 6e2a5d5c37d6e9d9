//! Có or Không.

use super::Kind;
use super::spec::{
    Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths, as_it_is, plain_format,
};
use crate::value::Rollup;
use crate::value::understand::words;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "yes_no",
    details: Details::None,
    make: |_, _| Kind::YesNo,
    holds: Holds::YesNo,
    written: |_| NumberStyle::Whole,
    understand: |raw, _, _, _| words::yes_no(raw),
    rollup: Rollup::CountYes,
    rollups: &[Rollup::CountYes, Rollup::CountNo],
    entry: Entry::Word,
    hint: "emit.hint-choice",
    entry_format: |_| String::new(),
    shown_format: plain_format,
    align: Align::Centre,
    in_sentence: as_it_is,
    widths: Widths {
        grid: (11, 11),
        list: (11, 11),
        side_by_side: 11.0,
        in_list: 15.0,
    },
};
