//! A day.

use super::Kind;
use super::spec::{Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths};
use crate::value::Rollup;
use crate::value::understand::days;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "date",
    details: Details::None,
    make: |_, _| Kind::Date,
    holds: Holds::Day,
    written: |_| NumberStyle::Whole,
    understand: |raw, _, _, _| days::date(raw),
    rollup: Rollup::None,
    rollups: &[Rollup::Min, Rollup::Max, Rollup::List, Rollup::Distinct],
    entry: Entry::Day,
    hint: "emit.hint-date",
    entry_format: |_| "dd/mm/yyyy".to_owned(),
    shown_format: |_, _| "dd/mm/yyyy".to_owned(),
    align: Align::Centre,
    in_sentence: |name| format!("TEXT({name},\"dd/mm/yyyy\")"),
    widths: Widths {
        grid: (13, 13),
        list: (13, 13),
        side_by_side: 12.0,
        in_list: 15.0,
    },
};
