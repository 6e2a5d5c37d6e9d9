//! What the settings say even where they have mistakes, and which of their days cannot follow one another.

use crate::msg;
use crate::value::Day;
use crate::words::Message;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What is known of a settings file, sound or not.
#[derive(Debug, Clone, Default)]
pub(crate) struct SettingsFacts {
    /// Which kit is meant.
    pub(crate) kit_id: Option<String>,
    /// Where that is said, in bytes of the file.
    pub(crate) kit_at: Range<usize>,
    /// The names in `[moc]`; `None` when something there may be lost.
    pub(crate) marks: Option<BTreeSet<String>>,
    /// Where `[moc]` stands, or should.
    pub(crate) marks_at: Range<usize>,
    /// The days that could be read and can be right.
    pub(crate) days: Days,
}

/// The days of a campaign, as far as they are known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Days {
    /// Of the request that the report answers.
    pub(crate) request: Option<Day>,
    /// Of the letter that the forms are enclosed with.
    pub(crate) letter: Option<Day>,
    /// When units send.
    pub(crate) units: Option<Day>,
    /// When the report goes out.
    pub(crate) due: Option<Day>,
    /// Of the report: day (blank for the clerk when `None`), month, year.
    pub(crate) report: Option<(Option<i8>, i8, i16)>,
    /// Days as of which sections are filled, by the name of the mark.
    pub(crate) cut_offs: BTreeMap<String, Day>,
}

/// A key whose day cannot stand where it does: table, key, what is wrong.
pub(super) type Misplaced = (&'static str, String, Message);

impl Days {
    /// Takes out the days that cannot be right beside the others, and tells each at its key.
    ///
    /// ```text
    /// letter, cut-offs ≤ units' deadline ≤ report due      request ≤ report due
    /// request, letter, cut-offs ≤ report
    /// ```
    ///
    /// A period of figures may end after all of these: it may be an estimate or a plan.
    pub(super) fn take_misplaced(&mut self) -> Vec<Misplaced> {
        let mut wrong: Vec<Misplaced> = Vec::new();
        if let Some((letter, units)) = turned_pair(&[self.letter], self.units) {
            wrong.push(("han", "don_vi_gui".to_owned(), turned(letter, units)));
            // Either may be the wrong one.
            (self.letter, self.units) = (None, None);
        }
        if let Some((before, due)) = turned_pair(&[self.units, self.request], self.due) {
            wrong.push(("han", "bao_cao".to_owned(), turned(before, due)));
            self.due = None;
        }
        if let Some(last) = self.units.or(self.due) {
            for (name, day) in self.cut_offs.extract_if(.., |_, day| *day > last) {
                let message = msg!("campaign.cut-off-late", day = day, due = last);
                wrong.push(("moc", name, message));
            }
        }
        let cut_offs = self.cut_offs.values().copied().map(Some);
        let earlier: Vec<_> = [self.request, self.letter]
            .into_iter()
            .chain(cut_offs)
            .collect();
        if let Some((before, report)) = turned_pair(&earlier, self.latest_report()) {
            wrong.push(("bao_cao", "ngay".to_owned(), turned(before, report)));
        }
        wrong
    }

    /// What is wrong with the own deadline of a unit that fills sections with these marks.
    pub(crate) fn own_deadline<'m>(
        &self,
        own: Day,
        marks: impl Iterator<Item = &'m str>,
    ) -> Option<Message> {
        if let Some(letter) = self.letter.filter(|letter| own < *letter) {
            return Some(msg!(
                "campaign.own-deadline-before-letter",
                own = own,
                letter = letter
            ));
        }
        let mut cut_offs = marks.filter_map(|mark| self.cut_offs.get(mark));
        if let Some(cut_off) = cut_offs.find(|day| own < **day) {
            return Some(msg!(
                "campaign.own-deadline-before-cut-off",
                own = own,
                day = cut_off
            ));
        }
        let due = self.due.filter(|due| own > *due)?;
        Some(msg!("campaign.own-deadline-late", own = own, due = due))
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

/// The first of some days that comes after one that must follow them all, with that one.
fn turned_pair(earlier: &[Option<Day>], later: Option<Day>) -> Option<(Day, Day)> {
    let later = later?;
    let before = earlier.iter().flatten().find(|day| later < **day)?;
    Some((*before, later))
}

/// A day that comes before one that it must follow.
pub(super) fn turned(before: Day, after: Day) -> Message {
    msg!("campaign.days-turned", after = after, before = before)
}
