//! A moment: when a file was saved, when it came in.
//!
//! Programs write it in many ways (`2020-10-30T08:00:00Z`, `2020-10-30T15:00:00.123` without a zone). Two moments are
//! compared as instants, never as they are written.

use super::Day;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use std::fmt;

/// An instant, shown in Vietnam's time (+07:00, without summer time).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Moment {
    /// A moment as text: `2020-11-20`, `2020-11-20T08:00`, or with an offset; without one it is Vietnam's time.
    ///
    /// ```
    /// use tonghop::value::Moment;
    /// assert_eq!(Moment::parse("2020-10-30T08:00:00Z"), Moment::parse("2020-10-30T15:00:00.000"));
    /// assert!(Moment::parse("2020-10-30T08:30:00Z") > Moment::parse("2020-10-30T10:00:00"));
    /// assert_eq!(Moment::parse("hôm nay"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(instant) = text.parse::<Timestamp>() {
            return Some(Self(instant));
        }
        let civil = text.parse::<DateTime>().ok()?;
        let zoned = civil.to_zoned(vietnam()).ok()?;
        Some(Self(zoned.timestamp()))
    }

    /// Day and time in Vietnam.
    pub fn civil(self) -> DateTime {
        self.zoned().datetime()
    }

    /// The day in Vietnam.
    pub fn day(self) -> Day {
        self.zoned().date()
    }

    /// The time of the day as offices write it: `15:00`.
    ///
    /// ```
    /// use tonghop::value::Moment;
    /// let saved = Moment::parse("2020-10-30T08:00:00Z").unwrap();
    /// assert_eq!((saved.time(), saved.day().to_string()), ("15:00".to_owned(), "2020-10-30".to_owned()));
    /// ```
    pub fn time(self) -> String {
        self.zoned().strftime("%H:%M").to_string()
    }

    /// The same to the second, for two moments of one minute: `15:00:07`.
    pub fn exact_time(self) -> String {
        self.zoned().strftime("%H:%M:%S").to_string()
    }

    pub(crate) fn zoned(self) -> Zoned {
        self.0.to_zoned(vietnam())
    }
}

/// RFC 3339 in Vietnam's time, with the fraction of a second when there is one.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.zoned().strftime("%Y-%m-%dT%H:%M:%S%.f%:z"))
    }
}

/// Vietnam's time.
pub(crate) fn vietnam() -> TimeZone {
    TimeZone::fixed(Offset::constant(7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_as_the_same_moment() {
        for text in [
            "2020-10-30T08:00:00Z",
            "2020-10-30T15:00:00.25",
            "2020-10-30",
        ] {
            let moment = Moment::parse(text);
            assert!(moment.is_some(), "{text}");
            let written = moment.map(|m| m.to_string()).unwrap_or_default();
            assert_eq!(Moment::parse(&written), moment, "{text}: {written}");
        }
    }
}
