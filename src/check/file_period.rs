//! Which period the name of a file tells: a year, a quarter, "6 tháng", "nửa đầu năm", or the whole year.
//!
//! In: the words of a name in full, what the campaign calls its period, its days. Out: the words by which the name tells
//! another period. Days and numbers of papers tell when a file was made or sent, and no period.

use super::file_day;
use super::qualifier::parts_of_year;
use crate::value::{Day, accented, fold};

/// Papers that have a number, which may be that of a year where "so" stands before it.
const PAPERS: &[&str] = &[
    "cv", "qd", "tt", "nd", "nq", "ct", "tb", "ttr", "van", "dinh", "tu", "quyet", "thi", "trinh",
];
/// Those that stand right before their number too.
const NUMBERED_PAPERS: &[&str] = &["cv", "qd", "tt", "nd", "nq"];
/// What stands behind the number of a paper: its kind, or its day.
const BEHIND_NUMBERS: &[&str] = &[
    "bc", "cv", "qd", "tt", "nd", "nq", "ct", "tb", "ttr", "kh", "gm", "ngay",
];
/// Who gives papers their numbers.
const AGENCIES: &[&str] = &["ubnd", "hdnd", "vp", "stttt", "ttg", "cp", "bttt", "btttt"];
/// Beginnings of names that cameras and telephones give, before a day or a counter.
const CAMERAS: &[&str] = &[
    "img",
    "dsc",
    "dscn",
    "dscf",
    "vid",
    "pxl",
    "mvimg",
    "screenshot",
    "zalo",
];
/// Programs that are called after a year.
const PRODUCTS: &[&str] = &[
    "office", "excel", "word", "windows", "server", "sql", "wps", "misa",
];
/// A number is the year of figures, without a word that says so, only that few years before the period.
const YEARS_BACK: i32 = 5;
/// Words before a part of a year that is cut short: "BC Q2".
const BEFORE_SHORT: &[&str] = &["bc", "cáo", "cao", "liệu", "lieu", "sl", "kỳ", "ky"];
/// The two ends of a year.
const ENDS: [&str; 2] = ["đầu năm", "cuối năm"];
/// A part of a year without a number.
const MIDDLE: &[&str] = &["giữa năm", "giữa kỳ"];
const WHOLE: &str = "cả năm";

/// What a campaign says of its period.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// What it calls it.
    pub(super) period: &'a str,
    /// Its first day, and the one on which its figures stand, where they are known.
    pub(super) days: Option<(Day, Day)>,
}

/// The words of a name.
pub(super) struct Words {
    /// As they are written in full, without its days.
    full: Vec<String>,
    /// The same without accents.
    plain: Vec<String>,
    /// The name as it is written.
    stem: String,
}

impl Words {
    /// Those of a name without its ending. Parts of years that are cut short are written in full.
    pub(super) fn of(stem: &str) -> Self {
        let spaced = stem.replace(|c: char| !c.is_alphanumeric(), " ");
        let full = without_days(&in_full(&words_of(&accented(&spaced))));
        let plain = full
            .iter()
            .map(|word| fold::without_accents(word))
            .collect();
        Self {
            full,
            plain,
            stem: stem.to_owned(),
        }
    }

    /// The words in full, parted by single spaces.
    pub(super) fn joined(&self) -> String {
        self.full.join(" ")
    }
}

impl Asked<'_> {
    /// The words by which a name tells another period. `own` are the words of the unit's name, which may have a number.
    pub(super) fn other_period(&self, words: &Words, own: &[String]) -> Option<String> {
        let is_photo = words
            .plain
            .first()
            .is_some_and(|word| CAMERAS.contains(&word.as_str()));
        let year = || other_year(words, own, self.period);
        let day = || file_day::other(&words.stem, self.days?);
        let year = if is_photo { None } else { year().or_else(day) };
        year.or_else(|| self.other_part(&words.joined()))
    }

    /// A part of the year that is not the period, or the whole year where the period is a part of it.
    fn other_part(&self, said: &str) -> Option<String> {
        let has = |words: &str| format!(" {said} ").contains(&format!(" {words} "));
        let period = accented(self.period);
        let (parts, ours) = (parts_of_year(said), parts_of_year(&period));
        let mut others = parts.iter().filter(|part| !ours.contains(part));
        if let Some(part) = others.find(|part| !self.is_when_sent(part, &ours, said)) {
            return Some(part.clone());
        }
        if ours.is_empty() {
            let mut middle = MIDDLE.iter().filter(|words| has(words));
            return middle.next().map(|words| (*words).to_owned());
        }
        let [first, last] = ENDS;
        let is_turned = |ours: &str, theirs: &str| {
            period.contains(ours) && !period.contains(theirs) && has(theirs) && !has(ours)
        };
        let turned = [(first, last), (last, first)];
        if let Some((_, end)) = turned.into_iter().find(|(ours, end)| is_turned(ours, end)) {
            return Some(end.to_owned());
        }
        let whole = || {
            let words: Vec<&str> = said.split(' ').collect();
            let mut named = words
                .windows(2)
                .filter(|pair| pair[0] == "năm" && year_of(pair[1]).is_some());
            named.next().map(|pair| pair.join(" "))
        };
        if has(WHOLE) {
            return Some(WHOLE.to_owned());
        }
        if parts.is_empty() { whole() } else { None }
    }

    /// Whether a month may be that in which a file was sent: the period was over by then.
    fn is_when_sent(&self, part: &str, ours: &[String], said: &str) -> bool {
        let month = part
            .strip_prefix("tháng ")
            .and_then(|month| month.parse::<u32>().ok());
        let Some(month) = month else { return false };
        if ours.iter().any(|part| part.starts_with("tháng ")) {
            return false;
        }
        let Some((_, end)) = self.days else {
            return true;
        };
        let mut years = said.split(' ').filter_map(year_of);
        month >= u32::from(end.month().unsigned_abs())
            || years.any(|named| named > i32::from(end.year()))
    }
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn year_of(word: &str) -> Option<i32> {
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    is_year.then(|| word.parse().ok()).flatten()
}

/// The year at the end of a word: "cntt2019". Numbers of papers are written so too.
fn year_behind_letters(word: &str) -> Option<i32> {
    let (letters, year) = word.split_at_checked(word.len().checked_sub(4)?)?;
    let is_word = letters.len() > 2 && letters.chars().all(char::is_alphabetic);
    let is_paper = PAPERS.contains(&letters) || CAMERAS.contains(&letters);
    (is_word && !is_paper && !PRODUCTS.contains(&letters)).then(|| year_of(year))?
}

/// Words with the parts of years that are cut short in full: "Q2 2020", "BC T6", "9T". "Q2" elsewhere may be a district.
fn in_full(words: &[String]) -> Vec<String> {
    let is_year = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.is_some_and(|word| year_of(word).is_some() || word == "năm")
    };
    let written = words.iter().enumerate().flat_map(|(at, word)| {
        let before = at.checked_sub(1);
        let is_called = before.is_none_or(|at| BEFORE_SHORT.contains(&words[at].as_str()));
        let stands_near = is_year(before) || is_year(Some(at + 1)) || is_called;
        let has_letters = word.chars().any(char::is_alphabetic);
        let has_number = word.chars().any(|c| c.is_ascii_digit()) || word.starts_with('q');
        let full = words_of(&accented(word));
        let names_part = || !parts_of_year(&full.join(" ")).is_empty();
        let is_short = has_letters && has_number && full.len() > 1 && names_part();
        // "T6" may be a hamlet, "6TĐN" and "6T" are nothing else.
        let is_sure = word.len() > 3 || ["3t", "6t", "9t"].contains(&word.as_str());
        if is_short && (stands_near || is_sure) {
            full
        } else {
            vec![word.clone()]
        }
    });
    written.collect()
}

/// Words without the days they name, "ngày 3 tháng 11 năm 2020": of these only the year stays.
fn without_days(words: &[String]) -> Vec<String> {
    let number = |at: usize, most: u32| {
        let word = words.get(at).and_then(|word| word.parse::<u32>().ok());
        word.is_some_and(|number| (1..=most).contains(&number))
    };
    let is = |at: usize, wanted: &str| words.get(at).is_some_and(|word| word == wanted);
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let day = at + usize::from(is(at, "ngày"));
        if number(day, 31) && is(day + 1, "tháng") && number(day + 2, 12) {
            at = day + 3 + usize::from(is(day + 3, "năm"));
        } else {
            kept.push(words[at].clone());
            at += 1;
        }
    }
    kept
}

/// A year in a name that is not the period's: one that is called a year, or an earlier one where the period's is not named.
fn other_year(words: &Words, own: &[String], period: &str) -> Option<String> {
    let of_period: Vec<i32> = period
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(year_of)
        .collect();
    let first = *of_period.iter().min()?;
    let words = &words.plain;
    let years = words.iter().enumerate().filter_map(|(at, word)| {
        let glued = word.strip_prefix("nam").and_then(year_of);
        let is_called = glued.is_some() || at > 0 && words[at - 1] == "nam";
        let is_product = at > 0 && PRODUCTS.contains(&words[at - 1].as_str());
        let year = glued
            .or_else(|| year_of(word))
            .or_else(|| year_behind_letters(word))
            .filter(|_| !is_product)
            .filter(|_| !own.contains(word) && !numbers_a_paper(&words[..at], &words[at + 1..]))?;
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

/// Whether a number between these words is that of a paper, or the year in it: "CV so 2019", "QD 12-2018",
/// "So 2019 BC-UBND ngay 3-11".
fn numbers_a_paper(before: &[String], after: &[String]) -> bool {
    let is_number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit());
    let numbers = before.iter().rev().take_while(is_number).count();
    let rest = &before[..before.len() - numbers];
    let (rest, is_called) = match rest {
        [rest @ .., last] if last == "so" => (rest, true),
        _ => (rest, false),
    };
    let is_one_of = |word: Option<&String>, words: &[&str]| {
        word.is_some_and(|word| words.contains(&word.as_str()))
    };
    let is_of = |papers: &[&str]| is_one_of(rest.last(), papers);
    let is_named_behind = is_one_of(after.first(), BEHIND_NUMBERS)
        && (is_called || is_one_of(after.get(1), AGENCIES));
    match numbers {
        0 => is_called && is_of(PAPERS) || is_of(NUMBERED_PAPERS) || is_named_behind,
        1 => is_of(PAPERS),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(name: &str, period: &str, month: i8) -> Option<String> {
        let days = Some((date(2020, 1, 1), date(2020, month, 28)));
        Asked { period, days }.other_period(&Words::of(name), &[])
    }

    #[test]
    fn a_name_of_a_part_of_the_year_tells_another_period_than_the_year() {
        for (name, wanted) in [
            ("Báo cáo quý II", Some("quý 2")),
            ("bao cao quy 3 xa Dong Yen", Some("quý 3")),
            ("CNTT Q2 2020", Some("quý 2")),
            ("BC QII-2020", Some("quý 2")),
            ("2020 Q3 Dong Yen", Some("quý 3")),
            ("quy2-2020", Some("quý 2")),
            ("CNTT 6 thang dau nam 2020", Some("6 tháng")),
            ("6 tháng đầu năm 2020", Some("6 tháng")),
            ("Sáu tháng đầu năm", Some("6 tháng")),
            ("CNTT nửa đầu năm 2020", Some("6 tháng")),
            ("bao cao nua dau nam", Some("6 tháng")),
            ("BC 9T 2020", Some("9 tháng")),
            ("6TĐN", Some("6 tháng")),
            ("BC T6-2020", Some("tháng 6")),
            ("Báo cáo tháng 6", Some("tháng 6")),
            ("bc giua nam 2020", Some("giữa năm")),
            ("Báo cáo tháng 11", None),
            ("BC T11-2020", None),
            ("BC thang 1 nam 2021", Some("2021")),
            ("Bieu gui ngay 5 thang 1 nam 2021", None),
            ("Biểu 01 ngày 3 tháng 6", None),
            ("3 thang 6 2020 bieu", None),
            ("Phuong Tan Dinh Q1", None),
            ("thon T6 xa Dong Yen", None),
            ("16381_xa-Dong-Hoang_CNTT-2020 (1)", None),
            ("Bieu cuoi nam 2020", None),
            ("Bao cao ca nam 2020", None),
            ("quy che 2020", None),
            ("So 2019 BC-UBND ngay 3-11", None),
            ("2019 BC-UBND", None),
            ("Số 2019 ngày 3-11-2020", None),
            ("IMG_2018", None),
            ("IMG_20191103", None),
            ("Screenshot 2019-11-03", None),
            ("Scan 2019", Some("2019")),
            ("cntt2019", Some("2019")),
            ("Baocao2019", Some("2019")),
            ("CV2019", None),
            ("Office 2016", None),
            ("Bieu Excel 2019", None),
            ("CNTT 6T", Some("6 tháng")),
            ("CNTT 30.6.2020", Some("30/06/2020")),
            ("CNTT 31122019", Some("31/12/2019")),
            ("CNTT 31-12-2020", None),
            ("Bao cao thang 10 nam 2020", None),
        ] {
            let said = told(name, "năm 2020", 10);
            assert_eq!(said.as_deref(), wanted, "{name}");
        }
    }

    #[test]
    fn a_name_of_the_whole_year_or_of_another_part_tells_another_period_than_a_part() {
        let half = "6 tháng đầu năm 2020";
        for (name, period, end, wanted) in [
            ("BC năm 2020", half, 6, Some("năm 2020")),
            ("bao cao ca nam 2020", half, 6, Some("cả năm")),
            ("CNTT-2020", half, 6, None),
            ("6 thang dau nam 2020", half, 6, None),
            ("nua dau nam 2020", half, 6, None),
            ("6 thang cuoi nam 2020", half, 6, Some("cuối năm")),
            ("quy I nam 2020", half, 6, Some("quý 1")),
            ("bc thang 7", half, 6, None),
            ("bc thang 5", half, 6, Some("tháng 5")),
            ("BC quy 2 nam 2020", "quý II năm 2020", 6, None),
            ("BC QII 2020", "quý II năm 2020", 6, None),
            ("BC quy 3 nam 2020", "quý II năm 2020", 6, Some("quý 3")),
            ("BC thang 10", "tháng 11 năm 2020", 11, Some("tháng 10")),
            ("BC thang 12", "tháng 11 năm 2020", 11, Some("tháng 12")),
            ("BC thang 11", "tháng 11 năm 2020", 11, None),
        ] {
            let said = told(name, period, end);
            assert_eq!(said.as_deref(), wanted, "{name} | {period}");
        }
    }
}
