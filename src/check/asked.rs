//! Of whom and of when a campaign asks figures, for judging words beside them.
//!
//! In: words as people type them. Out: whether they name another day, or another unit as the one that figures are of.

use super::Context;
use super::doubt::{is_about_figures, is_whole};
use super::expected::{AsOf, Expected};
use super::qualifier::{YEARS, parts_of_year};
use crate::model::id::UnitCode;
use crate::value::{Day, accented};

/// Of whom and of when the figures beside some words are to be.
pub(super) struct Asked<'a> {
    /// What the campaign calls its period.
    pub(super) period: &'a str,
    /// The last day of it, where that is known.
    pub(super) end: Option<Day>,
    /// The days of its sections.
    pub(super) as_of: &'a AsOf,
    /// The unit, where it is known, among those that should answer.
    pub(super) unit: Option<(&'a UnitCode, &'a Expected<'a>)>,
}

/// Words before the day that figures are of.
const UNTIL: &[&str] = &["tính đến", "chốt đến", "số đến", "tính hết", "đến hết"];

/// Types of units before a name.
const TYPES: &[&str] = &["xã", "phường", "thị trấn", "đặc khu"];

impl<'a> Asked<'a> {
    /// What is asked of a unit.
    pub(super) fn of(unit: Option<&'a UnitCode>, context: &Context<'a>) -> Self {
        Self {
            period: context.period,
            end: context.expected.period.map(|(_, to)| to),
            as_of: &context.expected.as_of,
            unit: unit.map(|unit| (unit, context.expected)),
        }
    }

    /// Whether any day of the campaign is known.
    pub(super) fn knows_days(&self) -> bool {
        self.end.is_some() || !self.as_of.is_empty()
    }

    /// Whether a text in full words says that figures are of a day or month which is none of the campaign's:
    /// "tính đến tháng 6", "chốt đến ngày 30/6/2020".
    pub(super) fn is_until_other_day(&self, said: &str) -> bool {
        let mut until = UNTIL.iter();
        let after = until.find_map(|word| said.split_once(word));
        after.is_some_and(|(_, after)| self.is_other_day(after))
    }

    /// The same of a remark that says nothing else first: "Đến 30/9".
    pub(super) fn begins_with_other_day(&self, said: &str) -> bool {
        let after = ["đến", "hết", "tới"].iter().find_map(|word| {
            let after = said.strip_prefix(word)?.trim_start();
            let after = after.strip_prefix("ngày").unwrap_or(after).trim_start();
            let is_day = after.starts_with(|c: char| c.is_ascii_digit());
            (is_day || after.starts_with("tháng")).then_some(after)
        });
        after.is_some_and(|after| self.is_other_day(after))
    }

    /// The same of months alone: days in cells are judged with the titles over them.
    pub(super) fn is_until_other_month(&self, said: &str) -> bool {
        let mut until = UNTIL.iter();
        let after = until.find_map(|word| said.split_once(word));
        after.is_some_and(|(_, after)| {
            after.trim_start().starts_with("tháng") && self.is_other_day(after)
        })
    }

    fn is_other_day(&self, after: &str) -> bool {
        let numbers = after.split(|c: char| !c.is_ascii_digit());
        let numbers = numbers.filter_map(|n| n.parse::<i16>().ok());
        let numbers: Vec<i16> = numbers.take(3).collect();
        let (month, year) = if after.trim_start().starts_with("tháng") {
            (numbers.first(), numbers.get(1))
        } else {
            (numbers.get(1), numbers.get(2))
        };
        let month = month.filter(|month| (1..=12).contains(*month));
        let year = year.filter(|year| YEARS.contains(&f64::from(**year)));
        let Some(month) = month else { return false };
        let is_of = |day: &Day| {
            i16::from(day.month()) == *month && year.is_none_or(|year| *year == day.year())
        };
        let mut days = self.end.into_iter().chain(self.as_of.all());
        let names_months = parts_of_year(&accented(self.period));
        let is_named = names_months.contains(&format!("tháng {month}"));
        // Where no day of the campaign is known, a year ends in December.
        let is_end = self.end.is_none() && names_months.is_empty() && *month == 12;
        !is_named && !is_end && !days.any(|day| is_of(&day))
    }

    /// Whether words about figures name another unit as theirs: "số liệu của xã Đông Yên".
    pub(super) fn is_of_other_unit(&self, text: &str) -> bool {
        let said = accented(text);
        is_about_figures(&said) && self.names_other_unit(text, &said)
    }

    /// Whether a text of ours, which said `planned`, now names another unit: the title "Biểu 01 - xã Đông Yên".
    pub(super) fn is_now_of_other_unit(&self, text: &str, planned: &str) -> bool {
        let names = |text: &str| self.names_other_unit(text, &accented(text));
        names(text) && !names(planned)
    }

    fn names_other_unit(&self, text: &str, said: &str) -> bool {
        let Some((code, expected)) = self.unit else {
            return false;
        };
        let Some(own) = expected.unit(code) else {
            return false;
        };
        !has_name(said, &accented(&own.name))
            && (expected.text_names().any_in(said) || names_a_stranger(text))
    }
}

/// Whether a text has a name, whole; one without accents may name what has them.
fn has_name(said: &str, name: &str) -> bool {
    let plain;
    let name = if said.is_ascii() {
        plain = crate::value::fold::without_accents(name);
        &plain
    } else {
        name
    };
    let mut found = said.match_indices(name);
    !name.is_empty() && found.any(|(at, _)| is_whole(&said[..at], &said[at + name.len()..]))
}

/// Whether a name with a capital stands behind the type of a unit.
fn names_a_stranger(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    TYPES.iter().any(|kind| {
        let kind: Vec<&str> = kind.split(' ').collect();
        let mut at = lower.windows(kind.len()).enumerate();
        at.any(|(at, run)| {
            let name = words.get(at + kind.len());
            let is_all_large = text.to_uppercase() == text;
            run == kind.as_slice()
                && !is_all_large
                && name.is_some_and(|name| name.starts_with(char::is_uppercase))
        })
    })
}
