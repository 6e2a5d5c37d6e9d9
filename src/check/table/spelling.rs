//! Other spellings of headings, as people type them in tables of their own.
//!
//! In: a heading or the label of a field. Out: the words by which one is known as the other: without marks, the number
//! before it, the unit of measure, "số lượng" and the period after it. Knows nothing of forms.

use crate::check::naming::words_of;
use crate::check::qualifier::is_plainly_ours;
use crate::value::fold;
use crate::value::fold::without_accents;

/// Words that say no more than that things are counted.
const COUNTED: [&[&str]; 4] = [&["số", "lượng"], &["so", "luong"], &["số"], &["so"]];

/// Words of which a period at the end of a heading is made, besides numbers.
const WHEN: &[&str] = &[
    "năm", "quý", "tháng", "ngày", "đến", "hết", "tại", "từ", "kỳ", "tính", "thời", "điểm", "đầu",
    "cuối", "i", "ii", "iii", "iv",
];

/// Words that a heading and a label must share before one may be meant by the other.
const FEWEST_SHARED: usize = 2;

/// A heading without a colon or the mark of a footnote behind it.
pub(super) fn unmarked(text: &str) -> &str {
    let own = text.trim_end_matches(|c: char| ":*".contains(c) || c.is_whitespace());
    if own.is_empty() { text } else { own }
}

/// A heading without the number before it and the unit of measure after it: "1. Máy tính (máy)".
pub(super) fn bare(text: &str) -> &str {
    let trimmed = text.trim_start_matches(|c: char| c.is_ascii_digit() || ".()".contains(c));
    let rest = match trimmed.split_once(')') {
        Some((letter, rest)) if letter.chars().count() <= 1 => rest,
        _ => trimmed,
    };
    let rest = match rest.rsplit_once('(') {
        Some((before, unit)) if unit.trim_end().ends_with(')') => before,
        _ => rest,
    };
    let rest = rest.trim();
    if rest.is_empty() { text } else { rest }
}

/// The words of a label or a heading that tell it.
pub(super) fn spelled(text: &str) -> String {
    let words = words_of(bare(unmarked(text)));
    let counted = COUNTED.iter().find(|counted| {
        let mut pairs = counted.iter().zip(&words);
        words.len() > counted.len() && pairs.all(|(a, b)| a == b)
    });
    words[counted.map_or(0, |counted| counted.len())..].join(" ")
}

/// The words that may tell a heading: all of them, then those before the period of the campaign.
pub(super) fn spellings(text: &str, period: &str) -> Vec<String> {
    let mut all = vec![spelled(text)];
    all.extend(before_period(bare(unmarked(text)), period).map(spelled));
    all.retain(|words| !words.is_empty());
    all
}

/// What stands before the period at the end of a heading: "Cán bộ, công chức 2020".
fn before_period<'t>(text: &'t str, period: &str) -> Option<&'t str> {
    let is_when = |word: &str| {
        let word = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        let is_day = |c: char| c.is_ascii_digit() || "/.-".contains(c);
        word.chars().all(is_day) || WHEN.contains(&word.as_str())
    };
    let (mut rest, mut found) = (text.trim_end(), None);
    while let Some((before, last)) = rest.rsplit_once(' ').filter(|(_, last)| is_when(last)) {
        rest = before.trim_end();
        let tail = &text[rest.len()..];
        let is_dated = last.contains(|c: char| c.is_ascii_digit()) || found.is_some();
        if is_dated && is_plainly_ours(tail, period) {
            found = Some(rest);
        }
    }
    found.filter(|before| !before.is_empty())
}

/// Whether a heading has all words of a label or a label all those of a heading, so that it may be meant.
pub(super) fn resembles(heading: &str, label: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let plain = without_accents(&spelled(text));
        plain.split(' ').map(str::to_owned).collect()
    };
    let (heading, label) = (words(heading), words(label));
    let shared = heading.iter().filter(|word| label.contains(word)).count();
    shared >= FEWEST_SHARED && (shared == heading.len() || shared >= label.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_known_without_marks_number_measure_count_and_period() {
        let label = spelled("Cán bộ, công chức");
        for (heading, is_known) in [
            ("Cán bộ công chức", true),
            ("2. Cán bộ, công chức:", true),
            ("Cán bộ, công chức (người)*", true),
            ("Số lượng cán bộ, công chức", true),
            ("Cán bộ, công chức 2020", true),
            ("Cán bộ, công chức năm 2020", true),
            ("Cán bộ, công chức - tính đến 28/10/2020", true),
            ("Cán bộ, công chức 2019", false),
            ("Cán bộ, công chức tháng 10", false),
            ("Cán bộ, công chức nữ", false),
            ("Can bo cong chuc", false),
        ] {
            let known = spellings(heading, "năm 2020").contains(&label);
            assert_eq!(known, is_known, "{heading}");
        }
    }

    #[test]
    fn a_heading_that_shares_its_words_with_a_label_resembles_it() {
        for (heading, wanted) in [
            ("Cán bộ, công chức xã", true),
            ("Cán bộ", true),
            ("Tổng cán bộ, công chức", true),
            ("Dân số", false),
            ("Cán bộ hưu trí", false),
        ] {
            assert_eq!(resembles(heading, "Cán bộ, công chức"), wanted, "{heading}");
        }
    }
}
