//! Days as Excel counts them: 1 is 1 January 1900, and 60 is the 29 February 1900 that never was.
//!
//! Serial numbers in, years and months out, and back. Range: 0 to 2958465 (31 December 9999).

use super::ExcelError;
use jiff::{ToSpan, civil::Date};

const LAST: f64 = 2_958_465.0;

/// DATE: months and days beyond their range carry over; years below 1900 count from 1900.
pub(super) fn serial(year: f64, month: f64, day: f64) -> Result<f64, ExcelError> {
    let year = year.trunc();
    if !(0.0..10_000.0).contains(&year) || month.abs() > 200_000.0 || day.abs() > 4_000_000.0 {
        return Err(ExcelError::Num);
    }
    let year = if year < 1900.0 { year + 1900.0 } else { year };
    let months = year * 12.0 + month.trunc() - 1.0;
    let (year, month) = ((months / 12.0).floor(), months.rem_euclid(12.0) + 1.0);
    if !(1899.0..=9999.0).contains(&year) {
        return Err(ExcelError::Num);
    }
    let first = Date::new(year as i16, month as i8, 1).map_err(|_| ExcelError::Num)?;
    let days = Date::constant(1899, 12, 31)
        .until(first)
        .map_err(|_| ExcelError::Num)?
        .get_days();
    let leap_that_never_was = i32::from(days >= 60);
    let serial = f64::from(days + leap_that_never_was) + day.trunc() - 1.0;
    if (0.0..=LAST).contains(&serial) {
        Ok(serial)
    } else {
        Err(ExcelError::Num)
    }
}

/// YEAR and MONTH of a serial number.
pub(super) fn year_month(serial: f64) -> Result<(f64, f64), ExcelError> {
    let serial = serial.floor();
    if !(0.0..=LAST).contains(&serial) {
        return Err(ExcelError::Num);
    }
    let days = match serial as i32 {
        0 => 1,   // "0 January 1900"
        60 => 59, // "29 February 1900"
        n if n > 60 => n - 1,
        n => n,
    };
    let date = Date::constant(1899, 12, 31)
        .checked_add(days.days())
        .map_err(|_| ExcelError::Num)?;
    Ok((f64::from(date.year()), f64::from(date.month())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_as_in_excel_around_the_day_that_never_was() {
        for (y, m, d, wanted) in [
            (1900.0, 1.0, 1.0, Ok(1.0)),
            (1900.0, 2.0, 28.0, Ok(59.0)),
            (1900.0, 2.0, 29.0, Ok(60.0)),
            (1900.0, 3.0, 1.0, Ok(61.0)),
            (2020.0, 10.0, 28.0, Ok(44_132.0)),
            (2020.0, 14.0, 0.0, Ok(44_227.0)),
            (120.0, 1.0, 1.0, Ok(43_831.0)),
            (9999.0, 12.0, 31.0, Ok(LAST)),
            (9999.0, 12.0, 32.0, Err(ExcelError::Num)),
            (-1.0, 1.0, 1.0, Err(ExcelError::Num)),
            (2020.0, f64::MAX, 1.0, Err(ExcelError::Num)),
        ] {
            assert_eq!(serial(y, m, d), wanted, "{y} {m} {d}");
        }
    }

    #[test]
    fn the_year_and_month_of_a_day_are_those_of_excel() {
        assert_eq!(year_month(0.0), Ok((1900.0, 1.0)));
        assert_eq!(year_month(60.0), Ok((1900.0, 2.0)));
        assert_eq!(year_month(61.0), Ok((1900.0, 3.0)));
        assert_eq!(year_month(44_132.9), Ok((2020.0, 10.0)));
        assert_eq!(year_month(-1.0), Err(ExcelError::Num));
        assert_eq!(year_month(f64::NAN), Err(ExcelError::Num));
    }
}
