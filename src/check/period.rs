//! The period that a return shows to people, beside that of the campaign.
//!
//! In: the sheets of a return, what the campaign calls its period, its first and last day. Out: what the lines "Kỳ báo
//! cáo" and "Thời điểm chốt số liệu" say otherwise, and those under the titles of sections. People read these lines,
//! whatever a hidden sheet says.

use super::Context;
use super::doubt::is_doubted;
use super::expected::AsOf;
use crate::model::raw::{RawCell, RawSheet, RawWorkbook};
use crate::value::fold::{clean, is_blank, without_accents};
pub(super) use crate::value::period::{Same, compared};
use crate::value::{Day, Kind, Raw, Value, accented, fold, understand};
use crate::words::{Fact, official};
use std::collections::BTreeSet;

/// The lines stand in the head of a sheet.
pub(super) const HEAD: u32 = 15;

/// What a return shows of another period than the campaign's.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    /// It names another period.
    Other(String),
    /// It may name another period.
    Unclear(String),
    /// It names other days than the campaign does where this stands: what it says, and those of the campaign.
    OtherDays(String, Fact),
}

/// What the lines say otherwise; `None` when they agree or are not there.
pub(super) fn shown_otherwise(book: &RawWorkbook, context: &Context<'_>) -> Option<Shown> {
    let sheets = || book.sheets.iter().filter(|sheet| sheet.visible);
    let lines = |label: &str| {
        let label = Label::of(label);
        sheets()
            .flat_map(|sheet| beside(sheet, &label))
            .collect::<Vec<_>>()
    };
    let periods = lines("layout.period");
    let (mut agrees, mut other, mut unclear) = (false, None, None);
    for text in periods {
        match compared(&text, context.period) {
            Same::Yes => agrees = true,
            Same::No => other = other.or(Some(text)),
            Same::Perhaps => unclear = unclear.or(Some(text)),
        }
    }
    match other {
        // A sheet of another year may lie beside ours.
        Some(text) if agrees => unclear = Some(text),
        Some(text) => return Some(Shown::Other(text)),
        None => {}
    }
    let as_of = &context.expected.as_of;
    let strange = lines("layout.as-of").into_iter().filter(|text| {
        let far = |day: &Day| {
            let period = context.expected.period;
            period.is_some_and(|(from, to)| *day < from || day.year() > to.year() + 1)
        };
        // What stands there else is that each section says it.
        let is_other = |day: &Day| far(day) || !as_of.is_empty() && !as_of.all().contains(day);
        days(text).iter().any(is_other) || is_doubted(&accented(text), context.period)
    });
    let mut strange = strange;
    let other_days = || {
        let (text, ours) =
            sheets().find_map(|sheet| of_other_days(sheet, as_of, context.period))?;
        Some(Shown::OtherDays(text, ours))
    };
    let unclear = unclear.or_else(|| strange.next());
    unclear.map(Shown::Unclear).or_else(other_days)
}

/// Words of a line that only tells of when figures are, before its first day: "Ghi chú: số liệu tính đến ngày 28/10/2020".
const WHEN: &[&str] = &[
    "ghi", "chú", "số", "liệu", "được", "tính", "lấy", "chốt", "tổng", "hợp", "thời", "điểm", "từ",
    "đến", "hết", "tại", "ngày", "kỳ", "báo", "cáo", "trên", "này", "các", "trong", "biểu", "của",
    "lưu", "ý",
];

/// Whether a word without its accents is one of these, or of a day that is written out.
pub(super) fn tells_of_when(plain: &str) -> bool {
    let mut known = WHEN.iter().chain(&["tháng", "năm", "kể", "phần"]);
    known.any(|word| without_accents(word) == plain)
}

/// Rows between the title of a section and the line that tells of when its figures are.
const BELOW_TITLE: u32 = 3;

/// A line "Tính đến ngày …" or "Từ ngày … đến ngày …" that is not sure, or names a day which the campaign does not where the line stands:
/// under the title of a section its own days count, elsewhere those of all sections of the sheet. With the days that do.
fn of_other_days(sheet: &RawSheet, ours: &AsOf, period: &str) -> Option<(String, Fact)> {
    if ours.is_empty() {
        return None;
    }
    let texts = || {
        sheet.cells.iter().filter_map(|cell| match &cell.value {
            Raw::Text(text) => Some((cell.row, text)),
            _ => None,
        })
    };
    let titles = texts().filter_map(|(row, text)| Some((row, ours.under(&title_of(text))?)));
    let titles: Vec<_> = titles.collect();
    texts()
        .filter(|(_, text)| text.contains(|c: char| c.is_ascii_digit()) && tells_when(text))
        .find_map(|(row, text)| {
            let mut above = titles.iter().rev().filter(|(at, _)| *at <= row);
            let own = above.find(|(at, _)| row - at <= BELOW_TITLE);
            let allowed = match own {
                Some((_, own)) => (*own).clone(),
                None if titles.is_empty() => ours.all(),
                None => titles.iter().flat_map(|(_, days)| *days).copied().collect(),
            };
            // What follows the first sentence is a note.
            let said = text.split(". ").next().unwrap_or_default();
            let is_other = days(said).iter().any(|day| !allowed.contains(day));
            let is_unsure = is_doubted(&accented(text), period);
            (is_other || is_unsure).then(|| (text.clone(), Fact::list(allowed, ", ")))
        })
}

/// Whether a line that only tells of when figures are is asked about with the period: it names a day that is none of these, or
/// is not sure.
pub(super) fn is_told_with_period(text: &str, ours: &BTreeSet<Day>, period: &str) -> bool {
    let is_other = || days(text).iter().any(|day| !ours.contains(day));
    tells_when(text) && (is_other() || is_doubted(&accented(text), period))
}

/// The title of a section as it is compared: the first line of a cell, without a number before it.
fn title_of(text: &str) -> String {
    let first = fold(text.lines().next().unwrap_or_default());
    match first.split_once(' ') {
        Some((number, title)) if number.ends_with(['.', ')', '/']) => title.trim().to_owned(),
        _ => first,
    }
}

/// Whether a line only tells of when figures are.
pub(super) fn tells_when(text: &str) -> bool {
    let folded = accented(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let before = words.take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let before: Vec<&str> = before.collect();
    let begins = ["đến", "từ", "tại"]
        .iter()
        .any(|word| before.contains(word));
    begins && before.iter().all(|word| WHEN.contains(word))
}

/// The days that a text names.
fn days(text: &str) -> Vec<Day> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.')));
    let words = words.map(|word| word.trim_matches(['/', '-', '.']));
    let named = words.filter(|word| word.chars().any(|c| c.is_ascii_digit()));
    named
        .filter_map(|word| {
            match understand(&Raw::Text(word.to_owned()), None, &Kind::Date, "").value {
                Some(Value::Date(day)) => Some(day),
                _ => None,
            }
        })
        .collect()
}

/// What stands behind a label, in its own cell or right of it.
pub(super) fn beside(sheet: &RawSheet, label: &Label) -> Vec<String> {
    let mut found = Vec::new();
    for row in 0..HEAD {
        // What stands right of a cell, from the right: the label may fill all the cells that it once stood over.
        let (mut right, mut of_row): (Option<&RawCell>, _) = (None, Vec::new());
        for cell in sheet.row(row).iter().rev() {
            let folded = match &cell.value {
                Raw::Text(text) if label.may_be_in(text) => fold(text),
                _ => String::new(),
            };
            let after = label.after(&folded);
            match after.map(|after| after.trim_start_matches(':').trim()) {
                Some("") => {
                    of_row.extend(right.map(|cell| clean(&cell.value.shown(), false)));
                    continue;
                }
                Some(own) => of_row.push(own.to_owned()),
                None => {}
            }
            if cell.formula.is_none() && !is_blank(&cell.value.shown()) {
                right = Some(cell);
            }
        }
        found.extend(of_row.into_iter().rev());
    }
    found
}

/// A label that we write, folded, without the colon after it.
pub(super) struct Label {
    folded: String,
    unaccented: String,
}

impl Label {
    /// The label whose sentence has this id.
    pub(super) fn of(id: &str) -> Self {
        let folded = fold(&official(id));
        let folded = folded.trim_end_matches(':').trim_end();
        Self {
            unaccented: without_accents(folded),
            folded: folded.to_owned(),
        }
    }

    /// What follows the label in a folded text that begins with it, with or without its accents.
    fn after<'t>(&self, text: &'t str) -> Option<&'t str> {
        let after = text.strip_prefix(self.folded.as_str());
        after.or(text.strip_prefix(self.unaccented.as_str()))
    }

    /// Whether a text is long enough to hold this label: folding makes no letter of none.
    fn may_be_in(&self, text: &str) -> bool {
        text.len() >= self.unaccented.len()
    }

    /// Whether a text begins with this label.
    pub(super) fn is_before(&self, text: &str) -> bool {
        self.may_be_in(text) && self.after(&fold(text)).is_some()
    }
}
