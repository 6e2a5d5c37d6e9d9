//! The one clock: what `--now` says, else `SOURCE_DATE_EPOCH`, else the system.

use crate::msg;
use crate::value::moment::vietnam;
use crate::value::{Day, Moment};
use crate::words::Message;
use jiff::civil::DateTime;
use jiff::{Timestamp, Zoned};

/// The variable that build systems set to make outputs the same again.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Tells the time: always the same, or that of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clock {
    /// Stands still, so that the same input makes the same bytes.
    Fixed(Now),
    /// The system's.
    System,
}

impl Clock {
    /// From `--now` when it is given, else from the environment, else the system's.
    pub fn from_arguments(now: Option<&str>) -> Result<Self, Message> {
        if let Some(text) = now {
            return Now::parse(text).map(Self::Fixed);
        }
        match std::env::var(EPOCH) {
            Ok(text) => Now::from_epoch(&text).map(Self::Fixed),
            Err(std::env::VarError::NotPresent) => Ok(Self::System),
            Err(std::env::VarError::NotUnicode(_)) => Now::from_epoch("?").map(Self::Fixed),
        }
    }

    /// The time now.
    pub fn now(&self) -> Now {
        match self {
            Self::Fixed(now) => now.clone(),
            Self::System => Now::system(),
        }
    }
}

/// A moment in Vietnam's time (+07:00, without summer time).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now(Zoned);

impl Now {
    /// A moment as text: `2020-11-20`, `2020-11-20T08:00`, or with an offset; without one it is Vietnam's time.
    ///
    /// ```
    /// use tonghop::store::clock::Now;
    /// assert_eq!(Now::parse("2020-11-20").unwrap().stamp(), "2020-11-20T00:00:00+07:00");
    /// assert_eq!(Now::parse("2020-11-20T01:30:00Z").unwrap().stamp(), "2020-11-20T08:30:00+07:00");
    /// assert!(Now::parse("hôm nay").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, Message> {
        Moment::parse(text)
            .map(|moment| Self(moment.zoned()))
            .ok_or_else(|| msg!("campaign.now-unclear", text = text.trim()))
    }

    /// A moment as seconds since 1970 in UTC.
    fn from_epoch(text: &str) -> Result<Self, Message> {
        text.trim()
            .parse::<i64>()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .map(|instant| Self(instant.to_zoned(vietnam())))
            .ok_or_else(|| msg!("campaign.epoch-unclear", name = EPOCH, text = text))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one door through which the system's time enters"
    )]
    fn system() -> Self {
        let now =
            Timestamp::try_from(std::time::SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH);
        let seconds = Timestamp::from_second(now.as_second()).unwrap_or(Timestamp::UNIX_EPOCH);
        Self(seconds.to_zoned(vietnam()))
    }

    /// The day.
    pub fn day(&self) -> Day {
        self.0.date()
    }

    /// Day and time as a clock in Vietnam shows them.
    pub fn civil(&self) -> DateTime {
        self.0.datetime()
    }

    /// RFC 3339, as kept in the ledger: `2020-11-20T08:30:00+07:00`.
    pub fn stamp(&self) -> String {
        self.0.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_since_1970_are_shown_in_vietnams_time() {
        let now = Now::from_epoch("1605805200").map(|n| n.stamp());
        assert_eq!(now, Ok("2020-11-20T00:00:00+07:00".to_owned()));
        for text in ["", "x", "99999999999999999999", "-99999999999999"] {
            assert!(Now::from_epoch(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_day_is_that_of_vietnam() {
        let now = Now::parse("2020-11-19T23:30:00Z").expect("a moment");
        assert_eq!(now.day(), jiff::civil::date(2020, 11, 20));
    }
}
