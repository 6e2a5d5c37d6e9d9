//! A number with decimals.

use super::Kind;
use super::spec::{
    Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths, as_it_is, plain_format,
};
use crate::value::Rollup;
use crate::value::understand::numbers;

pub(super) static SPEC: KindSpec = KindSpec {
    word: "decimal",
    details: Details::Places,
    make: |places, _| Kind::Decimal { places },
    holds: Holds::Number,
    written: |kind| NumberStyle::Decimals(places(kind)),
    understand: numbers::understand,
    rollup: Rollup::Sum,
    rollups: &[Rollup::Sum, Rollup::Mean, Rollup::Min, Rollup::Max],
    entry: Entry::Number,
    hint: "emit.hint-number",
    entry_format: |kind| with_places(kind, "#"),
    shown_format: |n, kind| {
        if places(kind) > 0 {
            with_places(kind, "0")
        } else {
            plain_format(n, kind)
        }
    },
    align: Align::Right,
    in_sentence: as_it_is,
    widths: Widths {
        grid: (11, 11),
        list: (11, 11),
        side_by_side: 11.0,
        in_list: 15.0,
    },
};

fn places(kind: &Kind) -> u8 {
    match kind {
        Kind::Decimal { places } => *places,
        _ => 0,
    }
}

/// Groups of three and so many decimals.
fn with_places(kind: &Kind, digit: &str) -> String {
    match digit.repeat(usize::from(places(kind).min(6))) {
        none if none.is_empty() => "#,##0".to_owned(),
        digits => format!("#,##0.{digits}"),
    }
}
