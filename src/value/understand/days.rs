//! Days and months. A day stands before its month, always.

use super::{Understood, day_of_serial};
use crate::value::fold::fold;
use crate::value::{Day, Month, Raw, Remark, Value};

/// Serial numbers of 1990 to 2099: a number in a day's cell that is one of them is meant as a day.
const PLAUSIBLE: std::ops::Range<f64> = 32_874.0..73_051.0;

/// A day.
pub(in crate::value) fn date(raw: &Raw) -> Understood {
    match of_serial(raw).or_else(|| read_day(&parts_of(raw)?)) {
        Some(day) => Understood::value(Value::Date(day)),
        None => Understood::refused(Remark::NotADay { shown: raw.shown() }),
    }
}

/// A month; a day names its month.
pub(in crate::value) fn month(raw: &Raw) -> Understood {
    let of_day = |day: Day| Month {
        year: day.year(),
        month: day.month(),
    };
    let day = || of_serial(raw).or_else(|| read_day(&parts_of(raw)?));
    let written = parts_of(raw).and_then(|parts| match largest_first(&parts)?[..] {
        [year, month] => month_of(year, month),
        _ => None,
    });
    let (month, day) = match written {
        Some(month) => (Some(month), None),
        None => (day().map(of_day), day()),
    };
    let Some(month) = month else {
        return Understood::refused(Remark::NotAMonth { shown: raw.shown() });
    };
    let said = Understood::value(Value::Month(month));
    // The first day of a month is how programs keep a month; another one may be the month of those who write it first.
    let is_typed = !matches!(raw, Raw::Number(_));
    match day.filter(|day| is_typed && (2..=12).contains(&day.day()) && day.day() != day.month()) {
        Some(day) => said.noted(Remark::DayForMonth {
            shown: raw.shown(),
            read: Value::Month(month),
            other: Value::Month(Month {
                month: day.day(),
                ..month
            }),
        }),
        None => said,
    }
}

fn of_serial(raw: &Raw) -> Option<Day> {
    match raw {
        Raw::Date(serial) => day_of_serial(*serial),
        Raw::Number(n) if PLAUSIBLE.contains(n) => day_of_serial(*n),
        _ => None,
    }
}

fn month_of(year: i16, month: i16) -> Option<Month> {
    let known = (1900..=9999).contains(&year) && (1..=12).contains(&month);
    known.then_some(Month {
        year,
        month: month as i8,
    })
}

fn read_day(parts: &[Part]) -> Option<Day> {
    let [year, month, day] = largest_first(parts)?[..] else {
        return None;
    };
    let month = month_of(year, month)?;
    Day::new(month.year, month.month, i8::try_from(day).ok()?).ok()
}

/// Year, month, day: the year stands at one of the ends, with its four digits.
fn largest_first(parts: &[Part]) -> Option<Vec<i16>> {
    let mut values: Vec<i16> = parts.iter().map(|p| p.value).collect();
    if parts.first()?.digits != 4 {
        if parts.last()?.digits != 4 {
            return None;
        }
        values.reverse();
    }
    Some(values)
}

/// A number in a day, with how many digits it was written.
struct Part {
    value: i16,
    digits: usize,
}

/// The numbers of a day or month, when nothing but separators and the words ngày, tháng, năm stand between.
fn parts_of(raw: &Raw) -> Option<Vec<Part>> {
    let Raw::Text(text) = raw else { return None };
    let folded = fold(text);
    let mut parts = Vec::new();
    let mut rest = folded.trim_matches(['\'', '.', ',']).trim();
    // The time that programs add to a day.
    if let Some((day, time)) = rest.split_once([' ', 't'])
        && time.contains(':')
        && day.chars().filter(char::is_ascii_digit).count() > 5
    {
        rest = day;
    }
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        if digits.is_empty() {
            let end = rest
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(rest.len());
            let (between, after) = rest.split_at(end);
            let known = matches!(
                between.trim(),
                "/" | "." | "-" | "ngày" | "tháng" | "năm" | "t" | ", tháng" | "/tháng"
            );
            if !known || after.is_empty() {
                return None;
            }
            rest = after;
        } else {
            if digits.len() > 4 || parts.len() == 3 {
                return None;
            }
            parts.push(Part {
                value: digits.parse().ok()?,
                digits: digits.len(),
            });
            rest = after;
        }
    }
    Some(parts)
}
