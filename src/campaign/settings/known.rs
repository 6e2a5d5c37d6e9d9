//! What the settings say even where they have mistakes, and which of their days cannot follow one another.

use crate::msg;
use crate::value::{Day, format};
use crate::words::Message;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a settings file, sound or not.
#[derive(Debug, Clone, Default)]
pub(in crate::campaign) struct Known {
    /// Which kit is meant.
    pub(in crate::campaign) kit_id: Option<String>,
    /// The names in `[moc]`; `None` when something there may be lost.
    pub(in crate::campaign) marks: Option<BTreeSet<String>>,
    /// The days that could be read.
    pub(in crate::campaign) days: Days,
}

/// The days of a campaign, as far as they are known.
#[derive(Debug, Clone, Default)]
pub(in crate::campaign) struct Days {
    /// Of the request that the report answers.
    pub(in crate::campaign) request: Option<Day>,
    /// Of the letter that the forms are enclosed with.
    pub(in crate::campaign) letter: Option<Day>,
    /// When units send.
    pub(in crate::campaign) units: Option<Day>,
    /// When the report goes out.
    pub(in crate::campaign) due: Option<Day>,
    /// Of the report: day (blank for the clerk when `None`), month, year.
    pub(in crate::campaign) report: Option<(Option<i8>, i8, i16)>,
    /// Days as of which sections are filled, by the name of the mark.
    pub(in crate::campaign) cut_offs: BTreeMap<String, Day>,
}

impl Days {
    /// Days that come before what they must follow: the key, and what is wrong with it; one for each key.
    ///
    /// ```text
    /// letter ≤ units' deadline ≤ report due;  request ≤ report, report due
    /// ```
    pub(super) fn out_of_order(&self) -> Vec<(Vec<&str>, Message)> {
        let follows: [(&'static str, &'static str, Option<Day>, &[Option<Day>]); 3] = [
            ("han", "don_vi_gui", self.units, &[self.letter]),
            ("han", "bao_cao", self.due, &[self.units, self.request]),
            ("bao_cao", "ngay", self.latest_report(), &[self.request]),
        ];
        let mut wrong = Vec::new();
        for (table, key, day, earlier) in follows {
            let Some(day) = day else { continue };
            if let Some(before) = earlier.iter().flatten().find(|before| day < **before) {
                wrong.push((vec![table, key], turned(*before, day)));
            }
        }
        wrong
    }

    /// The last day that the report may bear; of a month without a day its last.
    fn latest_report(&self) -> Option<Day> {
        let (day, month, year) = self.report?;
        match day {
            Some(day) => Day::new(year, month, day).ok(),
            None => Day::new(year, month, 1).ok().map(Day::last_of_month),
        }
    }
}

/// A day that comes before one that it must follow.
pub(super) fn turned(before: Day, after: Day) -> Message {
    msg!(
        "campaign.days-turned",
        after = format::day(after),
        before = format::day(before)
    )
}
