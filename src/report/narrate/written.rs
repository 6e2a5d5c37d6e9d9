//! A value as text: by its kind, a filter, or the code of a format.

use crate::model::figure::{Coverage, Figure};
use crate::msg;
use crate::value::{Kind, Month, NumberCode, Value, format};
use crate::words::{Lang, official_value};

/// Behind a figure that is taken over fewer units than those beside it; the sentence on coverage tells over how many.
pub(super) const IN_COMMON: &str = "(*)";
/// The filter that writes how many of the units are behind a figure.
pub(super) const COVERAGE: &str = "do_phu";

/// 13/14.
pub(super) fn coverage_text(coverage: Coverage) -> String {
    let [have, of] = [coverage.have, coverage.of].map(|n| format::count(f64::from(n)));
    format!("{have}/{of}")
}

/// The kind of a row's cell, when its column's is not at hand.
pub(super) fn natural(value: &Value) -> Kind {
    match value {
        Value::Number(_) => Kind::Decimal { places: 6 },
        Value::YesNo(_) => Kind::YesNo,
        Value::Date(_) => Kind::Date,
        Value::Month(_) => Kind::Month,
        Value::Text(_) => Kind::Text,
    }
}

/// A value as a filter writes it; a filter that does not fit the value leaves it as its kind is written.
pub(super) fn written(
    value: &Value,
    kind: &Kind,
    (figure, coverage): (&Figure, Coverage),
    filter: &str,
) -> String {
    match (filter, value) {
        ("so" | "tron", Value::Number(n)) => format::count(*n),
        ("so2", Value::Number(n)) => format::two_digits(*n),
        ("le", Value::Number(n)) => {
            let places = match figure.kind {
                Kind::Decimal { places } => places,
                _ => 1,
            };
            format::decimal(*n, places)
        }
        ("tram", Value::Number(n)) => format::percent(*n, 1),
        ("ti_so", Value::Number(n)) => format!(
            "{}/{}",
            format::count(*n),
            format::count(f64::from(figure.out_of(coverage)))
        ),
        ("thang", Value::Date(d)) => format::month(Month {
            year: d.year(),
            month: d.month(),
        }),
        (filter, Value::Number(n)) => by_places(filter, *n)
            .or_else(|| by_code(filter, figure, *n))
            .unwrap_or_else(|| official_value(value, kind)),
        _ => official_value(value, kind),
    }
}

/// As `le2` and `tram2` write it: with at most so many decimals.
fn by_places(filter: &str, n: f64) -> Option<String> {
    let write: fn(f64, u8) -> String = match filter.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "le" => format::decimal,
        "tram" => format::percent,
        _ => return None,
    };
    let places = filter.trim_start_matches(|c: char| c.is_ascii_lowercase());
    Some(write(n, places.parse().ok()?))
}

/// As the code of a format writes it: that of the filter, else that of the figure.
fn by_code(filter: &str, figure: &Figure, n: f64) -> Option<String> {
    let code = match filter {
        "" => figure.format.as_str(),
        filter => filter,
    };
    Some(NumberCode::parse(code).ok()?.write(n))
}

/// "A, B và C".
pub(super) fn enumerated(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => {
            let first = first.join(", ");
            msg!("narrative.and", first = first, last = last).say(Lang::Vi)
        }
    }
}
