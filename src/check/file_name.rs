//! What the name of a file says against its figures: another year, or that it is no version to be used.
//!
//! In: the name under which a return came, the period, its unit. Out: the words that speak against it, if there are any.

use super::Context;
use crate::model::code;
use crate::model::finding::{Draft, Finding, Subject};
use crate::model::id::UnitCode;
use crate::msg;
use crate::value::fold::without_accents;
use crate::value::{accented, fold};

/// Words of names of what is not to be used.
const UNUSED: &[&str] = &[
    "hủy",
    "dự thảo",
    "nháp",
    "cũ",
    "sai",
    "không dùng",
    "không đúng",
    "bỏ đi",
    "điền thử",
    "nhập thử",
    "ví dụ",
    "draft",
    "old",
];
/// Those that are meant without their accents where they stand last and the unit is not called so.
const UNUSED_LAST: &[&str] = &["cu", "huy"];
/// Papers that have a number, which may be that of a year where "so" stands before it.
const PAPERS: &[&str] = &[
    "cv", "qd", "tt", "nd", "nq", "ct", "tb", "ttr", "van", "dinh", "tu", "quyet", "thi", "trinh",
];
/// Those that stand right before their number too.
const NUMBERED_PAPERS: &[&str] = &["cv", "qd", "tt", "nd", "nq"];

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
    let spaced = stem.replace(|c: char| !c.is_alphanumeric(), " ");
    let (said, plain) = (tokens(&accented(&spaced)), tokens(&without_accents(stem)));
    let own = tokens(&without_accents(own));
    let in_full: Vec<String> = said.iter().map(|word| without_accents(word)).collect();
    other_year(&in_full, &own, period).or_else(|| {
        let stands = |tokens: &[String], words: &&&str| {
            let words = fold(words);
            let wanted: Vec<&str> = words.split(' ').collect();
            tokens
                .windows(wanted.len())
                .any(|run| run == wanted.as_slice())
        };
        let unused = UNUSED.iter().find(|words| stands(&said, words));
        let last = || {
            let named = plain
                .iter()
                .rev()
                .find(|word| !word.bytes().all(|b| b.is_ascii_digit()))?;
            let is_own = own.contains(named);
            UNUSED_LAST.iter().find(|word| !is_own && *word == named)
        };
        let found = unused.or_else(last)?;
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
            .filter(|_| !own.contains(word) && !numbers_a_paper(&words[..at]))?;
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

/// Whether a number behind these words is that of a paper, or the year in it: "CV so 2019", "QD 12-2018".
fn numbers_a_paper(before: &[String]) -> bool {
    let is_number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit());
    let numbers = before.iter().rev().take_while(is_number).count();
    let rest = &before[..before.len() - numbers];
    let (rest, is_called) = match rest {
        [rest @ .., last] if last == "so" => (rest, true),
        _ => (rest, false),
    };
    let is_of = |papers: &[&str]| {
        rest.last()
            .is_some_and(|last| papers.contains(&last.as_str()))
    };
    match numbers {
        0 => is_called && is_of(PAPERS) || is_of(NUMBERED_PAPERS),
        1 => is_of(PAPERS),
        _ => false,
    }
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
            ("Bieu xa da huy.xlsx", Some("hủy")),
            ("Dự thảo biểu.xlsx", Some("dự thảo")),
            ("du-thao-bieu.xlsx", Some("dự thảo")),
            ("bản nháp.xlsx", Some("nháp")),
            ("so lieu nhap.xlsx", None),
            ("Biểu 01 - cũ.xlsx", Some("cũ")),
            ("Bieu 01 cu (1).xlsx", Some("cu")),
            ("Bieu xa Quang Cu.xlsx", None),
            ("ban cuoi.xlsx", None),
            ("sửa lại.xlsx", None),
            ("so_lieu_cu.xlsx", Some("cũ")),
            ("bieu mau vi du.xlsx", Some("ví dụ")),
            ("Bieu dien thu.xlsx", Some("điền thử")),
            ("SL19.xlsx", Some("2019")),
            ("CV so 2019.xlsx", None),
            ("Kem CV 2019.xlsx", None),
            ("QD 12-2018.xlsx", None),
            ("Quyet dinh so 2019.xlsx", None),
            ("thong tu 20-2019-TT.xlsx", None),
            ("QD 12 nam 2019.xlsx", Some("2019")),
            ("BC 2019.xlsx", Some("2019")),
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
