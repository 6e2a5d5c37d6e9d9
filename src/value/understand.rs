//! From a raw cell to a value, as people in Vietnamese offices write values.
//!
//! In: one raw cell, the kind that its field wants, its unit of measure. Out: [`Understood`]. What could mean two
//! things is asked, never guessed. Knows nothing of forms, places or rules.

pub(super) mod days;
mod digits;
mod hardly;
mod measure;
mod near;
pub(super) mod numbers;
mod seen;
pub(super) mod words;

pub use hardly::{is_hardly_a_name, names_several};
pub(crate) use measure::{has_letters_for_digits, is_other_currency};
pub use measure::{is_same_measure, multiplies};
pub use near::understand_near;
pub use seen::{Cell, understand_seen};

use super::Understood;
use super::fold::{clean, fold};
use super::legacy::{self, Decoded};
use super::{Day, Kind, Nil, Raw, Remark};
use jiff::ToSpan;
use std::sync::LazyLock;

/// What a cell says, as a value of a kind. `percent`: whether its number format is a percentage, where known.
/// `unit` is the unit of measure of its row ("hồ sơ"), which people also write in the cell.
///
/// ```
/// use tonghop::value::{Kind, Raw, Value, understand};
/// let said = understand(&Raw::Text("06 hồ sơ".into()), None, &Kind::Count, "hồ sơ");
/// assert_eq!(said.value, Some(Value::Number(6.0)));
/// ```
pub fn understand(raw: &Raw, percent: Option<bool>, kind: &Kind, unit: &str) -> Understood {
    match raw {
        Raw::Blank => return Understood::default(),
        Raw::Error(shown) => {
            let shown = shown.clone();
            return Understood::refused(Remark::ErrorValue { shown });
        }
        Raw::Uncomputed => return Understood::refused(Remark::Uncomputed),
        Raw::Text(text) => {
            if clean(text, false).is_empty() {
                return Understood::default();
            }
            match legacy::decode(text) {
                Some(Decoded::Sure(decoded, _)) => {
                    let remark = Remark::OldFont {
                        raw: text.clone(),
                        read: decoded.clone(),
                    };
                    return understand(&Raw::Text(decoded), percent, kind, unit).noted(remark);
                }
                Some(Decoded::Perhaps(read)) => {
                    let remark = Remark::FontUnclear {
                        raw: text.clone(),
                        read,
                    };
                    return (kind.spec().understand)(raw, percent, kind, unit).noted(remark);
                }
                None => {}
            }
            if let Some(nil) = nil_of(text) {
                return Understood {
                    nil: Some(nil),
                    ..Understood::default()
                };
            }
        }
        Raw::Number(_) | Raw::Date(_) | Raw::Bool(_) => {}
    }
    (kind.spec().understand)(raw, percent, kind, unit)
}

/// What a text says that a person types in a cell, as in the example of a kit.
///
/// As in Excel, a number typed in a percentage cell is one of a hundred: "98,5" is 98,5%.
///
/// ```
/// use tonghop::value::{Kind, Value, typed};
/// assert_eq!(typed("98,5", &Kind::Percent, "%").value, Some(Value::Number(0.985)));
/// assert_eq!(typed("x", &Kind::YesNo, "").value, Some(Value::YesNo(true)));
/// ```
pub fn typed(text: &str, kind: &Kind, unit: &str) -> Understood {
    let raw = Raw::Text(text.to_owned());
    if *kind == Kind::Percent
        && let Some(n) = numbers::plain(text)
    {
        let fraction = if n >= 1.0 { n / 100.0 } else { n };
        return understand(&Raw::Number(fraction), Some(true), kind, unit);
    }
    understand(&raw, None, kind, unit)
}

/// The nil that a text names, in the words of the status drop-down.
///
/// ```
/// use tonghop::value::{Nil, understand::nil_of};
/// assert_eq!(nil_of("không phát sinh"), Some(Nil::NotArisen));
/// assert_eq!(nil_of("không"), None);
/// ```
pub fn nil_of(text: &str) -> Option<Nil> {
    static WORDS: LazyLock<[(String, Nil); 2]> = LazyLock::new(|| {
        [
            (fold(Nil::NoData.word()), Nil::NoData),
            (fold(Nil::NotArisen.word()), Nil::NotArisen),
        ]
    });
    let folded = fold(text);
    let folded = folded.trim_end_matches('.');
    let known = WORDS.iter().find(|(words, _)| words == folded);
    known.map(|(_, nil)| *nil)
}

/// The day that a serial number of Excel's 1900 system shows; the time of day is left out.
///
/// Serial 60 is 29/02/1900, which never was: `None`, as for numbers outside 1 to 2958465 (31/12/9999).
///
/// ```
/// use tonghop::value::understand::day_of_serial;
/// assert_eq!(day_of_serial(44132.5), Some(jiff::civil::date(2020, 10, 28)));
/// assert_eq!(day_of_serial(60.0), None);
/// assert_eq!(day_of_serial(f64::NAN), None);
/// ```
pub fn day_of_serial(serial: f64) -> Option<Day> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial.floor() as i64;
    // Excel counts 29/02/1900, so serials above it are one day ahead of the calendar.
    let since = match days {
        60 => return None,
        1..60 => days,
        _ => days - 1,
    };
    jiff::civil::date(1899, 12, 31)
        .checked_add(since.days())
        .ok()
}

/// The serial number of a day in Excel's 1900 system; `None` before 1900, where Excel has none.
///
/// ```
/// use tonghop::value::understand::serial_of_day;
/// assert_eq!(serial_of_day(jiff::civil::date(2020, 10, 28)), Some(44132.0));
/// assert_eq!(serial_of_day(jiff::civil::date(1900, 2, 28)), Some(59.0));
/// assert_eq!(serial_of_day(jiff::civil::date(1899, 12, 31)), None);
/// ```
pub fn serial_of_day(day: Day) -> Option<f64> {
    let since = jiff::civil::date(1899, 12, 31)
        .until(day)
        .ok()
        .map(|span| span.get_days())?;
    match since {
        ..1 => None,
        1..60 => Some(f64::from(since)),
        _ => Some(f64::from(since) + 1.0),
    }
}
