//! How people write values.

use super::Day;
use jiff::ToSpan;

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
