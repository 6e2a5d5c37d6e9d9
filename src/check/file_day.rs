//! Days in the name of a file that figures of the period cannot be of.
//!
//! In: a name without its ending, the first day of the period and the one on which its figures stand. Out: a day
//! of it that is before the period, or the end of a quarter before its figures stand: "30.6.2020", "31122019". Other days
//! tell when a file was made or sent; days of papers stand behind "ngày" or the paper.

use crate::value::Day;

/// Papers whose day may follow.
const PAPERS: &[&str] = &[
    "ngay", "ngày", "cv", "qd", "qđ", "tt", "nd", "nđ", "nq", "kh", "tb", "van", "văn", "dinh",
    "định",
];

/// The first such day in a name, as it is written in Vietnamese.
pub(super) fn other(stem: &str, (from, stands): (Day, Day)) -> Option<String> {
    let is_paper = |word: &str| PAPERS.contains(&word.to_lowercase().as_str());
    let words = stem.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    (0..words.len()).find_map(|at| {
        if words[..at].iter().any(|word| is_paper(word)) {
            return None;
        }
        let day = if words[at].len() > 5 {
            written_together(words[at])
        } else {
            written_apart(words.get(at..at + 3)?)
        }?;
        let is_end = day == end_of_quarter(day)?;
        let is_other = day < from || is_end && day < stands;
        is_other.then(|| format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()))
    })
}

/// "31122019", "20191231". Six digits may be many things; of these only an end of a quarter is taken for a day.
fn written_together(word: &str) -> Option<Day> {
    if !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match word.len() {
        8 => day_of(&word[..2], &word[2..4], &word[4..])
            .or_else(|| day_of(&word[6..], &word[4..6], &word[..4])),
        6 => day_of(&word[..2], &word[2..4], &word[4..])
            .filter(|day| Some(*day) == end_of_quarter(*day)),
        _ => None,
    }
}

/// "30.6.2020", "2020-06-30".
fn written_apart(words: &[&str]) -> Option<Day> {
    let [first, month, last] = words else {
        return None;
    };
    match (first.len(), last.len()) {
        (4, 1..=2) => day_of(last, month, first),
        (1..=2, 2 | 4) => day_of(first, month, last),
        _ => None,
    }
}

fn day_of(day: &str, month: &str, year: &str) -> Option<Day> {
    let year: i16 = year.parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    let day = Day::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    (2000..2100).contains(&day.year()).then_some(day)
}

/// The last day of the quarter that a day lies in.
fn end_of_quarter(day: Day) -> Option<Day> {
    let month = (day.month() + 2) / 3 * 3;
    Some(Day::new(day.year(), month, 1).ok()?.last_of_month())
}
