//! What the name of a file says against its figures: another year, or that it is no version to be used.
//!
//! In: the name under which a return came, the period, its unit. Out: the words that speak against it, if there are any.

use super::Context;
use crate::model::code;
use crate::model::finding::{Draft, Finding, Subject};
use crate::model::id::UnitCode;
use crate::msg;
use crate::value::fold;
use crate::value::fold::without_accents;

/// Words of names of what is not to be used.
const UNUSED: &[&str] = &["hủy", "dự thảo", "nháp", "cũ", "sai", "không dùng", "bỏ đi"];
/// The same without their accents, where they can be meant no other way.
const UNUSED_UNACCENTED: &[&str] = &[
    "du thao",
    "ban nhap",
    "ban cu",
    "file cu",
    "so lieu cu",
    "da huy",
    "bi huy",
    "ban huy",
    "draft",
    "old",
];
/// Those that are meant where they stand last and the unit is not called so.
const UNUSED_LAST: &[&str] = &["cu", "huy"];

/// A number is the year of figures, without a word that says so, only that few years before the period.
const YEARS_BACK: i32 = 5;

/// What is to be asked about the name of a return.
pub(super) fn told(unit: Option<&UnitCode>, context: &Context<'_>) -> Option<Finding> {
    let known = unit.and_then(|code| context.expected.unit(code));
    let own = known.map_or_else(String::new, |unit| format!("{} {}", unit.code, unit.name));
    let name = context.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let words = speaks_against(name, &own, context.period)?;
    let message = msg!("check.file-name-otherwise", file = name, words = words);
    let todo = msg!("check.look-at-file-name", wanted = context.period);
    let subject = Subject {
        unit,
        file: context.file,
    };
    Some(subject.finding(Draft::new(&code::FILE_NAME_OTHERWISE, (message, todo))))
}

/// The words of a file's name that speak against its figures. `own` is the code and the name of its unit.
fn speaks_against(name: &str, own: &str, period: &str) -> Option<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let tokens = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (folded, plain) = (tokens(&fold(stem)), tokens(&without_accents(stem)));
    let own = tokens(&without_accents(own));
    other_year(&plain, &own, period).or_else(|| {
        let stands = |tokens: &[String], words: &&&str| {
            let words = fold(words);
            let wanted: Vec<&str> = words.split(' ').collect();
            tokens
                .windows(wanted.len())
                .any(|run| run == wanted.as_slice())
        };
        let accented = UNUSED.iter().find(|words| stands(&folded, words));
        let unaccented = || UNUSED_UNACCENTED.iter().find(|words| stands(&plain, words));
        let last = || {
            let named = plain
                .iter()
                .rev()
                .find(|word| !word.bytes().all(|b| b.is_ascii_digit()))?;
            let is_own = own.contains(named);
            UNUSED_LAST.iter().find(|word| !is_own && *word == named)
        };
        let found = accented.or_else(unaccented).or_else(last)?;
        Some((*found).to_owned())
    })
}

/// A year in a name that is not the period's: one that is called a year, or an earlier one where the period's is not named.
fn other_year(words: &[String], own: &[String], period: &str) -> Option<String> {
    let year_of = |word: &str| -> Option<i32> {
        let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        is_year.then(|| word.parse().ok()).flatten()
    };
    let of_period: Vec<i32> = period
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(year_of)
        .collect();
    let first = *of_period.iter().min()?;
    let years = words.iter().enumerate().filter_map(|(at, word)| {
        let glued = word.strip_prefix("nam").and_then(year_of);
        let is_called = glued.is_some() || at > 0 && words[at - 1] == "nam";
        let year = glued
            .or_else(|| year_of(word))
            .filter(|_| !own.contains(word))?;
        Some((year, is_called))
    });
    let years: Vec<(i32, bool)> = years.collect();
    if years.iter().any(|(year, _)| of_period.contains(year)) {
        return None;
    }
    let lately = first - YEARS_BACK..first;
    let mut years = years.iter();
    let other = years.find(|(year, is_called)| *is_called || lately.contains(year));
    other.map(|(year, _)| year.to_string())
}

#[cfg(test)]
mod tests {
    use super::speaks_against;

    #[test]
    fn a_name_of_another_year_or_of_an_unused_version_speaks_against_its_figures() {
        for (name, wanted) in [
            ("16426_xa-Dong-Quang_CNTT-2020.xlsx", None),
            ("xã Đông Quang báo cáo năm 2019.xlsx", Some("2019")),
            ("bao cao nam2019.xlsx", Some("2019")),
            ("bao-cao-nam-2021.xlsx", Some("2021")),
            ("CNTT-2019.xlsx", Some("2019")),
            ("CNTT 2005.xlsx", None),
            ("CNTT 2019-2020.xlsx", None),
            ("CNTT 05-01-2021.xlsx", None),
            ("CNTT 20191103.xlsx", None),
            ("Biểu xã (hủy).xlsx", Some("hủy")),
            ("Bieu xa da huy.xlsx", Some("da huy")),
            ("Dự thảo biểu.xlsx", Some("dự thảo")),
            ("du-thao-bieu.xlsx", Some("du thao")),
            ("bản nháp.xlsx", Some("nháp")),
            ("so lieu nhap.xlsx", None),
            ("Biểu 01 - cũ.xlsx", Some("cũ")),
            ("Bieu 01 cu (1).xlsx", Some("cu")),
            ("Bieu xa Quang Cu.xlsx", None),
            ("ban cuoi.xlsx", None),
            ("sửa lại.xlsx", None),
        ] {
            let own = if name.contains("Quang Cu") {
                "16426 Xã Quảng Cư"
            } else {
                "16426 Xã Đông Quang"
            };
            let said = speaks_against(name, own, "năm 2020");
            assert_eq!(said.as_deref(), wanted, "{name}");
        }
        assert_eq!(speaks_against("bao cao 2019.xlsx", "", "quý I"), None);
    }
}
