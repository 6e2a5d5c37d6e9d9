//! The remarks on cells, each with its code: one place that joins facts to sentences.

use super::{Remark, short};
use crate::msg;
use crate::value::{Day, Kind, format};

/// SO-01. Something else stands where a number is wanted.
pub(super) fn not_a_number(shown: &str) -> Remark {
    Remark::error(
        "SO-01",
        msg!("value.not-a-number", raw = short(shown)),
        msg!("value.type-number"),
    )
}

/// SO-02. A word for nothing, which is neither a number nor 0.
pub(super) fn word_for_nothing(shown: &str) -> Remark {
    Remark::error(
        "SO-02",
        msg!("value.word-for-nothing", raw = short(shown)),
        msg!("value.use-status"),
    )
}

/// SO-03. A fraction in a count: `6.500` typed under US regional settings, or a slip.
pub(super) fn fraction(n: f64) -> Remark {
    let thousands = (n * 1000.0).round();
    let slip = n >= 1.0 && (n * 1000.0 - thousands).abs() < 1e-6 && thousands < 1e9;
    Remark::error(
        "SO-03",
        msg!("value.fraction", read = format::plain(n)),
        if slip {
            msg!(
                "value.fraction-thousands",
                grouped = format::count(thousands),
                plain = format::plain(thousands)
            )
        } else {
            msg!("value.type-whole")
        },
    )
}

/// SO-04. Less than nothing.
pub(super) fn negative(n: f64) -> Remark {
    Remark::error(
        "SO-04",
        msg!("value.negative", read = format::plain(n)),
        msg!("value.type-not-negative"),
    )
}

/// SO-05. Excel made a day of it.
pub(super) fn became_a_day(day: Option<Day>, kind: &Kind) -> Remark {
    let shown = day.map_or_else(|| format::NOT_A_NUMBER.to_owned(), format::day);
    let todo = match (day, kind) {
        (Some(day), Kind::Percent) => msg!(
            "value.type-share",
            share = format!("{}/{}", day.day(), day.month())
        ),
        _ => msg!("value.type-number-format"),
    };
    Remark::error("SO-05", msg!("value.became-a-day", day = shown), todo)
}

/// SO-06. A share of which it is not clear whether it is of 1 or of 100.
pub(super) fn share_unclear(shown: &str, n: f64) -> Remark {
    let (of_one, of_hundred) = (format::percent(n, 6), format::percent(n / 100.0, 6));
    Remark::error(
        "SO-06",
        msg!(
            "value.share-unclear",
            raw = short(shown),
            one = of_one,
            other = of_hundred
        ),
        msg!("value.type-percent", one = of_one, other = of_hundred),
    )
}

/// SO-06 as a note: a fraction taken for a share.
pub(super) fn share_taken(shown: &str, n: f64) -> Remark {
    Remark::note(
        "SO-06",
        msg!(
            "value.taken-as",
            raw = short(shown),
            read = format::percent(n, 6)
        ),
        msg!("value.look-again"),
    )
}

/// SO-07. Another unit of measure than the row's.
pub(super) fn other_unit(written: &str, unit: &str) -> Remark {
    Remark::note(
        "SO-07",
        msg!("value.other-unit", written = short(written), unit = unit),
        msg!("value.look-again"),
    )
}

/// SO-08. The unit calls it an estimate.
pub(super) fn estimate(shown: &str, read: &str) -> Remark {
    Remark::note(
        "SO-08",
        msg!("value.estimate", raw = short(shown), read = read),
        msg!("value.type-exact"),
    )
}

/// VB-02. Typed in a font from before Unicode.
pub(super) fn old_font(raw: &str, read: &str) -> Remark {
    Remark::note(
        "VB-02",
        msg!("value.old-font", raw = short(raw), read = short(read)),
        msg!("value.use-unicode"),
    )
}

/// SO-09. `#DIV/0!` and its like.
pub(super) fn error_value(shown: &str) -> Remark {
    Remark::error(
        "SO-09",
        msg!("value.error-value", raw = short(shown)),
        msg!("value.type-itself"),
    )
}

/// SO-10. A formula without a result in the file.
pub(super) fn uncomputed() -> Remark {
    Remark::error(
        "SO-10",
        msg!("value.uncomputed"),
        msg!("value.save-in-excel"),
    )
}

/// SO-11. A point or comma that may part thousands or decimals.
pub(super) fn separator_unclear(shown: &str, grouped: f64, decimal: f64) -> Remark {
    let (grouped, decimal) = (format::plain(grouped), format::plain(decimal));
    Remark::error(
        "SO-11",
        msg!(
            "value.separator-unclear",
            raw = short(shown),
            one = grouped,
            other = decimal
        ),
        msg!("value.type-one-of", one = grouped, other = decimal),
    )
}

/// SO-15. Could be two numbers; last period's value is near one of them.
pub(super) fn near(shown: &str, read: &str, before: &str) -> Remark {
    Remark::note(
        "SO-15",
        msg!(
            "value.near",
            raw = short(shown),
            read = read,
            before = before
        ),
        msg!("value.look-again"),
    )
}

/// SO-12. More digits than Excel keeps.
pub(super) fn too_large(shown: &str) -> Remark {
    Remark::error(
        "SO-12",
        msg!("value.too-large", raw = short(shown)),
        msg!("value.type-in-larger-unit"),
    )
}

/// SO-13. "5 triệu" where the column is not in millions, and the like.
pub(super) fn other_scale(shown: &str, unit: &str) -> Remark {
    Remark::error(
        "SO-13",
        msg!("value.other-scale", raw = short(shown)),
        if unit.is_empty() {
            msg!("value.type-in-full")
        } else {
            msg!("value.type-in-unit", unit = unit)
        },
    )
}

/// SO-14. More decimals than the column has.
pub(super) fn more_decimals(n: f64, places: u8) -> Remark {
    Remark::note(
        "SO-14",
        msg!(
            "value.more-decimals",
            read = format::plain(n),
            places = places
        ),
        msg!("value.look-again"),
    )
}

/// CK-01. Neither Có nor Không.
pub(super) fn not_yes_no(shown: &str) -> Remark {
    Remark::error(
        "CK-01",
        msg!("value.not-yes-no", raw = short(shown)),
        msg!("value.choose-yes-no"),
    )
}

/// CH-01. None of the choices.
pub(super) fn not_a_choice(shown: &str, choices: &[String]) -> Remark {
    Remark::error(
        "CH-01",
        msg!("value.not-a-choice", raw = short(shown)),
        msg!("value.choose", choices = choices.join("; ")),
    )
}

/// NG-01. Not a day.
pub(super) fn not_a_day(shown: &str) -> Remark {
    Remark::error(
        "NG-01",
        msg!("value.not-a-day", raw = short(shown)),
        msg!("value.type-day"),
    )
}

/// NG-02. Not a month.
pub(super) fn not_a_month(shown: &str) -> Remark {
    Remark::error(
        "NG-02",
        msg!("value.not-a-month", raw = short(shown)),
        msg!("value.type-month"),
    )
}

/// VB-01. Marks only where words are wanted.
pub(super) fn no_words(shown: &str) -> Remark {
    Remark::error(
        "VB-01",
        msg!("value.no-words", raw = short(shown)),
        msg!("value.type-words"),
    )
}
