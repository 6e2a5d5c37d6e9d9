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

/// The keys of the days, as the mistakes name them.
const REQUEST: &str = "can_cu.ngay";
const LETTER: &str = "van_ban_gui_bieu.ngay";
const UNITS: &str = "han.don_vi_gui";
const DUE: &str = "han.bao_cao";
const REPORT: &str = "bao_cao.ngay";

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
        let units = dated(UNITS, self.units);
        if let Some(message) = turned_pair(&[dated(LETTER, self.letter)], units.as_ref()) {
            wrong.push(("han", "don_vi_gui".to_owned(), message));
            // Either may be the wrong one.
            (self.letter, self.units) = (None, None);
        }
        let request = dated(REQUEST, self.request);
        let earlier = [dated(UNITS, self.units), request.clone()];
        if let Some(message) = turned_pair(&earlier, dated(DUE, self.due).as_ref()) {
            wrong.push(("han", "bao_cao".to_owned(), message));
            self.due = None;
        }
        if let Some(last) = dated(UNITS, self.units).or(dated(DUE, self.due)) {
            for (name, day) in self.cut_offs.extract_if(.., |_, day| *day > last.day) {
                let message = msg!(
                    "campaign.cut-off-late",
                    key = cut_off_key(&name),
                    day = day,
                    due_key = last.key,
                    due = last.day
                );
                wrong.push(("moc", name, message));
            }
        }
        let cut_offs = self.cut_offs.iter();
        let cut_offs = cut_offs.map(|(name, day)| dated(&cut_off_key(name), Some(*day)));
        let earlier: Vec<_> = [request, dated(LETTER, self.letter)]
            .into_iter()
            .chain(cut_offs)
            .collect();
        if let Some(message) = turned_pair(&earlier, dated(REPORT, self.latest_report()).as_ref()) {
            wrong.push(("bao_cao", "ngay".to_owned(), message));
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

/// A day and the key that holds it, `han.don_vi_gui`.
#[derive(Debug, Clone)]
pub(super) struct KeyedDay {
    pub(super) key: String,
    pub(super) day: Day,
}

fn dated(key: &str, day: Option<Day>) -> Option<KeyedDay> {
    let key = key.to_owned();
    day.map(|day| KeyedDay { key, day })
}

/// The key of a day as of which sections are filled.
fn cut_off_key(name: &str) -> String {
    format!("moc.{name}")
}

/// What is wrong with a day that must follow some others, by the first of them that comes after it.
fn turned_pair(earlier: &[Option<KeyedDay>], later: Option<&KeyedDay>) -> Option<Message> {
    let later = later?;
    let mut earlier = earlier.iter().flatten();
    let before = earlier.find(|before| later.day < before.day)?;
    Some(turned(before, later))
}

/// A day that comes before one that it must follow.
pub(super) fn turned(before: &KeyedDay, after: &KeyedDay) -> Message {
    msg!(
        "campaign.days-turned",
        after_key = after.key,
        after = after.day,
        before_key = before.key,
        before = before.day
    )
}
