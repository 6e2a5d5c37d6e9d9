//! Serial numbers of the 1900 system, from the other ways in which files write days and times.

use crate::value::Raw;
use crate::value::understand::serial_of_day;
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

/// Days between the zero of the 1904 system and that of the 1900 system.
pub(super) const FROM_1904: f64 = 1462.0;

/// `2026-05-31`, `2026-05-31T08:30:00` or a time of day; anything else stays text.
pub(super) fn iso_day(text: &str) -> Raw {
    let trimmed = text.trim();
    let (day, share) = if let Ok(at) = trimmed.parse::<DateTime>() {
        (at.date(), share_of_day(at))
    } else if let Ok(day) = trimmed.parse::<Date>() {
        (day, 0.0)
    } else {
        return Raw::Text(text.to_owned());
    };
    match serial_of_day(day) {
        Some(serial) => Raw::Date(serial + share),
        None => Raw::Text(text.to_owned()),
    }
}

/// `PT08H30M00S`; anything else stays text.
pub(super) fn iso_time(text: &str) -> Raw {
    match text.trim().parse::<SignedDuration>() {
        Ok(time) => Raw::Date(time.as_secs_f64() / 86_400.0),
        Err(_) => Raw::Text(text.to_owned()),
    }
}

fn share_of_day(at: DateTime) -> f64 {
    at.duration_since(at.date().at(0, 0, 0, 0)).as_secs_f64() / 86_400.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_become_the_numbers_that_excel_keeps() {
        assert_eq!(iso_day("2026-05-31"), Raw::Date(46_173.0));
        assert_eq!(iso_day("2026-05-31T12:00:00"), Raw::Date(46_173.5));
        assert_eq!(iso_day("1900-03-01"), Raw::Date(61.0));
        assert_eq!(iso_day("1900-01-01"), Raw::Date(1.0));
        assert_eq!(iso_time("PT06H00M00S"), Raw::Date(0.25));
        assert_eq!(iso_day("hôm qua"), Raw::Text("hôm qua".to_owned()));
        assert_eq!(iso_time("PX"), Raw::Text("PX".to_owned()));
    }
}
