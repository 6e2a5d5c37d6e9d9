//! A month of a year.

use super::Kind;
use super::spec::{Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths, as_it_is};
use crate::value::Rollup;
use crate::value::understand::days;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "month",
    details: Details::None,
    make: |_, _| Kind::Month,
    holds: Holds::Month,
    written: |_| NumberStyle::Whole,
    understand: |raw, _, _, _| days::month(raw),
    rollup: Rollup::None,
    rollups: &[Rollup::Min, Rollup::Max, Rollup::List, Rollup::Distinct],
    entry: Entry::Anything,
    hint: "emit.hint-month",
    entry_format: |_| "@".to_owned(),
    shown_format: |_, _| "mm/yyyy".to_owned(),
    align: Align::Centre,
    in_sentence: as_it_is,
    widths: Widths {
        grid: (13, 13),
        list: (13, 13),
        side_by_side: 12.0,
        in_list: 15.0,
    },
};
