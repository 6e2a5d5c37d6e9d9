//! How people write values.

use super::{Day, Kind, Nil, Raw, Severity, Value};
use crate::words::Message;
use jiff::ToSpan;

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Understood {
    /// The value; `None` when the cell is blank, a nil, or not understood (a remark of error says why).
    pub value: Option<Value>,
    /// The words of a nil stand in the cell itself.
    pub nil: Option<Nil>,
    /// "khoảng 20%": called an estimate.
    pub estimate: bool,
    /// What was noticed.
    pub remarks: Vec<Remark>,
}

/// Something noticed about a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// Stable, e.g. `SO-03`.
    pub code: &'static str,
    /// An error means that there is no value.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub todo: Message,
}

/// What a cell says, as a value of a kind. `percent`: whether its number format is a percentage, where known.
/// `unit` is the unit of measure of its row ("hồ sơ"), which people also write in the cell.
pub fn understand(_raw: &Raw, _percent: Option<bool>, _kind: &Kind, _unit: &str) -> Understood {
    Understood::default()
}

/// What a text says that a person types in a cell, as in the example of a kit.
pub fn typed(_text: &str, _kind: &Kind, _unit: &str) -> Understood {
    Understood::default()
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
