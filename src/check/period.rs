//! The period that a return shows to people, beside that of the campaign.
//!
//! In: the sheets of a return, what the campaign calls its period, its first and last day. Out: what the lines "Kỳ báo
//! cáo" and "Thời điểm chốt số liệu" say otherwise, and those under the titles of sections. People read these lines,
//! whatever a hidden sheet says.

use super::Context;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::value::fold::{clean, without_accents};
use crate::value::{Day, Kind, Raw, Value, fold, understand};
use crate::words::official;
use std::collections::BTreeSet;

/// The lines stand in the head of a sheet.
pub(super) const HEAD: u32 = 15;

/// What a return shows of another period than the campaign's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// It names another period.
    Other(String),
    /// It may name another period.
    Unclear(String),
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
    let strange = lines("layout.as-of").into_iter().filter(|text| {
        let raw = Raw::Text(text.clone());
        match (
            understand(&raw, None, &Kind::Date, "").value,
            context.expected.period,
        ) {
            (Some(Value::Date(day)), Some((from, to))) => day < from || day.year() > to.year() + 1,
            _ => false,
        }
    });
    let mut strange = strange;
    unclear
        .or_else(|| strange.next())
        .or_else(|| sheets().find_map(|sheet| of_other_days(sheet, &context.expected.as_of)))
        .map(Shown::Unclear)
}

/// Words of a line that only tells of when figures are, before its first day: "Ghi chú: số liệu tính đến ngày 28/10/2020".
const WHEN: &[&str] = &[
    "ghi", "chú", "số", "liệu", "được", "tính", "lấy", "chốt", "tổng", "hợp", "thời", "điểm", "từ",
    "đến", "hết", "tại", "ngày", "kỳ", "báo", "cáo",
];

/// A line "Tính đến ngày …" or "Từ ngày … đến ngày …" that names a day which the campaign's forms do not.
fn of_other_days(sheet: &RawSheet, ours: &BTreeSet<Day>) -> Option<String> {
    let lines = sheet.cells.iter().filter_map(|cell| match &cell.value {
        Raw::Text(text) => Some(text),
        _ => None,
    });
    let mut lines = lines.filter(|text| !ours.is_empty() && tells_when(text));
    let is_other = |text: &&String| {
        // What follows the first sentence is a note.
        let said = text.split(". ").next().unwrap_or_default();
        days(said).iter().any(|day| !ours.contains(day))
    };
    lines.find(is_other).cloned()
}

/// Whether a line only tells of when figures are.
fn tells_when(text: &str) -> bool {
    let folded = fold(text);
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
        let (mut right, mut of_row) = (None, Vec::new());
        for cell in sheet.row(row).iter().rev() {
            if let Raw::Text(text) = &cell.value {
                let folded = fold(text);
                let after = label.after(&folded);
                match after.map(|after| after.trim_start_matches(':').trim()) {
                    Some("") => of_row.extend(right.clone()),
                    Some(own) => of_row.push(own.to_owned()),
                    None => {}
                }
            }
            let text = clean(&cell.value.shown(), false);
            if cell.formula.is_none() && !text.is_empty() && !label.is(&text) {
                right = Some(text);
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

    /// Whether a text is this label and no more.
    pub(super) fn is(&self, text: &str) -> bool {
        let folded = fold(text);
        let after = self.after(&folded);
        after.is_some_and(|after| after.trim_end_matches(':').trim_end().is_empty())
    }
}

/// Whether two texts name one period.
#[derive(Debug, PartialEq)]
pub(super) enum Same {
    Yes,
    No,
    Perhaps,
}

/// Words that tell one period of a year from another.
const TELLING: &[&str] = &[
    "đầu", "cuối", "giữa", "quý", "tháng", "tuần", "ước", "lũy", "kế", "cùng",
];

/// Whether two texts name one period: the same numbers, and the same of the words that tell periods apart.
pub(super) fn compared(shown: &str, wanted: &str) -> Same {
    let (shown, wanted) = (Named::of(shown), Named::of(wanted));
    if shown.numbers.is_empty() || wanted.numbers.is_empty() {
        return Same::Yes;
    }
    let only_the_year = shown.words.is_empty() && shown.numbers.iter().all(|n| n.len() == 4);
    if shown.numbers == wanted.numbers && (shown.words == wanted.words || only_the_year) {
        return Same::Yes;
    }
    let years = |named: &Named| -> Vec<String> {
        named
            .numbers
            .iter()
            .filter(|n| n.len() == 4)
            .cloned()
            .collect()
    };
    let (ours, theirs) = (years(&wanted), years(&shown));
    if !ours.is_empty() && !theirs.is_empty() && !theirs.iter().any(|year| ours.contains(year)) {
        Same::No
    } else {
        Same::Perhaps
    }
}

/// What of a text tells periods apart.
struct Named {
    /// Numbers in their order, those of whole days left out; a quarter in Roman figures is one.
    numbers: Vec<String>,
    /// The telling words in their order.
    words: Vec<String>,
}

impl Named {
    fn of(text: &str) -> Self {
        let folded = fold(text);
        let (mut numbers, mut words) = (Vec::new(), Vec::new());
        let parts = folded.split(|c: char| !(c.is_alphanumeric() || c == '/'));
        for part in parts.filter(|part| !part.is_empty()) {
            let is_day = part.matches('/').count() == 2;
            let roman = ["i", "ii", "iii", "iv"].iter().position(|r| *r == part);
            if let Some(quarter) = roman {
                numbers.push((quarter + 1).to_string());
            } else if TELLING.contains(&part) {
                words.push(part.to_owned());
            } else if !is_day {
                let digits = part.split(|c: char| !c.is_ascii_digit());
                let digits = digits
                    .map(|n| n.trim_start_matches('0'))
                    .filter(|n| !n.is_empty());
                numbers.extend(digits.map(str::to_owned));
            }
        }
        Self { numbers, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_the_same_however_offices_write_it_and_another_one_is_told() {
        for (shown, wanted, same) in [
            ("Năm 2020", "năm 2020", Same::Yes),
            ("2020", "năm 2020", Same::Yes),
            (
                "năm 2020 (từ 01/01/2020 đến 31/12/2020)",
                "năm 2020",
                Same::Yes,
            ),
            ("Quý 1 năm 2026", "quý I năm 2026", Same::Yes),
            ("6 tháng đầu năm 2026", "06 tháng đầu năm 2026", Same::Yes),
            ("", "năm 2020", Same::Yes),
            ("Ghi tại từng phần", "năm 2020", Same::Yes),
            ("năm 2019", "năm 2020", Same::No),
            ("2019", "năm 2020", Same::No),
            ("quý IV/2025", "quý I năm 2026", Same::No),
            ("6 tháng đầu năm 2020", "năm 2020", Same::Perhaps),
            ("quý II năm 2026", "quý I năm 2026", Same::Perhaps),
            (
                "6 tháng cuối năm 2026",
                "6 tháng đầu năm 2026",
                Same::Perhaps,
            ),
            ("tháng 11 năm 2026", "tháng 1 năm 2026", Same::Perhaps),
            ("2019-2020", "năm 2020", Same::Perhaps),
        ] {
            assert_eq!(compared(shown, wanted), same, "{shown} | {wanted}");
        }
    }
}
