//! What stands in brackets behind a heading, or over it, and bears on the figures under it: "(nữ)", "ĐVT: nghìn".
//!
//! In: a heading that came back, what the form says there, and the units of measure of its figures. Out: whether somebody
//! has to look at it. A unit of measure of the figures, a part of our own heading, the number of a column, the period
//! that is asked for and how to fill the column say nothing new.

use super::qualifier::is_plainly_ours;
use crate::value::fold::without_accents;
use crate::value::understand::{is_same_measure, multiplies};
use crate::value::{accented, fold};

/// What stands before a unit of measure.
const MEASURE: &[&str] = &[
    "đơn vị tính",
    "đv tính",
    "đvt",
    "don vi tinh",
    "dv tinh",
    "dvt",
];

/// The same, where a scale follows: "Đơn vị: UBND xã" names none.
const PERHAPS_MEASURE: &[&str] = &["đơn vị", "don vi"];

/// Notes that only say how a column is filled.
const FILLING: &[&str] = &[
    "số",
    "số nguyên",
    "ghi số",
    "ghi số liệu",
    "ghi bằng số",
    "bằng số",
    "ghi rõ",
    "ghi chữ",
    "bằng chữ",
    "nếu có",
    "ghi nếu có",
    "nếu có thì ghi",
    "không có ghi 0",
    "không có thì ghi 0",
    "nếu không có ghi 0",
    "nếu không có thì ghi 0",
    "bắt buộc",
    "có không",
    "có hoặc không",
    "ghi có hoặc không",
    "ghi có không",
    "chọn có hoặc không",
    "đánh x",
    "đánh dấu x",
    "đánh dấu",
    "tích x",
    "ghi x",
    "ngày tháng năm",
    "dd mm yyyy",
    "ghi ngày tháng năm",
];

/// What people write before the number of a column.
const COLUMN: &[&str] = &["cột", "cot"];

/// Letters of columns. Others stand for units of measure: "(m)".
const LETTERS: &[&str] = &["a", "b", "c", "d", "e", "f", "i", "v", "x"];

/// Words of a text without brackets that may name a scale, at most.
const SCALE: usize = 3;

/// What the figures under a heading are, as the form says it.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// Texts of ours that tell the column.
    pub(super) labels: &'a [&'a str],
    /// Units of measure of its figures.
    pub(super) units: &'a [&'a str],
    /// Name of the campaign's period.
    pub(super) period: &'a str,
}

impl Asked<'_> {
    /// Whether words in brackets of a heading say something of its figures that the form does not.
    pub(super) fn is_narrowed(&self, heading: &str) -> bool {
        notes(heading).any(|note| !self.is_known(note))
    }

    /// Whether a text over a heading names a unit of measure or a scale that its figures have not.
    pub(super) fn is_of_other_measure(&self, text: &str) -> bool {
        let folded = accented(text);
        let said = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let multiplied = |words: &str| self.units.iter().any(|unit| multiplies(words, unit));
        let is_scale = |words: &str| {
            let is_round = words.starts_with(|c: char| c.is_ascii_digit()) || words == "%";
            multiplied(words) || is_round && !self.is_measure(words)
        };
        if let Some(words) = after(said, MEASURE) {
            return !words.is_empty() && (multiplied(words) || !self.is_measure(words));
        }
        match after(said, PERHAPS_MEASURE) {
            Some(words) => is_scale(words),
            None => said.split_whitespace().count() <= SCALE && multiplied(said),
        }
    }

    fn is_known(&self, note: &str) -> bool {
        let folded = accented(note);
        let words = words_of(&folded);
        let same = words.join(" ");
        if same.is_empty() && !folded.contains('%') || is_column(&folded, &words) {
            return true;
        }
        let plain = without_accents(&same);
        let is_filling = FILLING
            .iter()
            .any(|known| *known == same || note.is_ascii() && without_accents(known) == plain);
        // Whole words that stand so in a text of ours.
        let is_part = || {
            let part = format!(" {plain} ");
            let mut labels = self.labels.iter();
            labels.any(|label| {
                let label = without_accents(&words_of(&fold(label)).join(" "));
                format!(" {label} ").contains(&part)
            })
        };
        let measure = after(&folded, MEASURE).or_else(|| after(&folded, PERHAPS_MEASURE));
        is_filling
            || self.is_measure(measure.unwrap_or(&folded))
            || is_plainly_ours(note, self.period)
            || !plain.is_empty() && is_part()
    }

    /// Whether words are units of measure of the figures.
    fn is_measure(&self, words: &str) -> bool {
        let mut parts = words.split([',', ';', '/']).map(str::trim);
        let is_one = |words: &str| {
            let mut units = self.units.iter();
            !words.is_empty() && units.any(|unit| is_same_measure(words, unit))
        };
        is_one(words.trim()) || parts.all(is_one)
    }
}

/// The texts in the brackets of a heading.
fn notes(heading: &str) -> impl Iterator<Item = &str> {
    let opened = heading.split('(').skip(1);
    opened.map(|text| text.split(')').next().unwrap_or(text).trim())
}

/// What follows one of these words at the beginning of a text.
fn after<'t>(folded: &'t str, words: &[&str]) -> Option<&'t str> {
    let after = words.iter().find_map(|word| folded.strip_prefix(word))?;
    if after.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(after.trim_matches(|c: char| c == ':' || c == '.' || c == ')' || c.is_whitespace()))
}

fn words_of(folded: &str) -> Vec<&str> {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether a note is the letter or number of a column, or how it is computed of others: "1", "cột 2", "3=1+2".
fn is_column(folded: &str, words: &[&str]) -> bool {
    let is_named = |word: &str| LETTERS.contains(&word) || word.parse::<u8>().is_ok();
    match words {
        [word] => is_named(word),
        [first, rest @ ..] if COLUMN.contains(first) => rest.iter().all(|word| is_named(word)),
        _ => folded.contains('=') && words.iter().all(|word| is_named(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked<'a>(labels: &'a [&'a str], units: &'a [&'a str]) -> Asked<'a> {
        Asked {
            labels,
            units,
            period: "năm 2020",
        }
    }

    #[test]
    fn words_in_brackets_that_the_form_does_not_say_are_told() {
        for (heading, wanted) in [
            ("Số liệu", false),
            ("Số liệu (hồ sơ)", false),
            ("Số liệu (ĐVT: hồ sơ)", false),
            ("Số liệu (bộ)", false),
            ("Số liệu (1)", false),
            ("Số liệu (cột 2)", false),
            ("Số liệu (3=1+2)", false),
            ("Số liệu (*)", false),
            ("Số liệu (ghi số)", false),
            ("Số liệu (nếu có)", false),
            ("So lieu (neu co)", false),
            ("Số liệu (Có/Không)", false),
            ("Số liệu (năm 2020)", false),
            ("Số liệu (số liệu)", false),
            ("Số liệu (đến 28/10/2020)", false),
            ("Số liệu (nữ)", true),
            ("Số liệu (nu)", true),
            ("Số liệu (người Thái)", true),
            ("Số liệu (hồ sơ giấy)", true),
            ("Số liệu (tháng)", true),
            ("Số liệu (bình quân ngày)", true),
            ("Số liệu (đến 30/6)", true),
            ("Số liệu (%)", true),
            ("Số liệu (hồ sơ) (mật)", true),
            ("Số liệu (km)", true),
            ("Số liệu (m)", true),
            ("Số liệu (cả tỉnh)", true),
        ] {
            let asked = asked(&["Số liệu"], &["hồ sơ", "máy"]);
            assert_eq!(asked.is_narrowed(heading), wanted, "{heading}");
        }
        let label = ["Chiều dài (m)"];
        assert!(!asked(&label, &[""]).is_narrowed("CHIỀU DÀI (chiều dài)"));
        assert!(asked(&label, &[""]).is_narrowed("Chiều dài (km)"));
    }

    #[test]
    fn a_line_over_a_heading_that_names_another_scale_is_told() {
        for (text, wanted) in [
            ("ĐVT: nghìn", true),
            ("DVT: nghin", true),
            ("Đơn vị tính: nghìn máy", true),
            ("Đơn vị tính: 1.000 máy", true),
            ("(nghìn máy)", true),
            ("nghìn máy", true),
            ("(Đơn vị: triệu đồng)", true),
            ("Đơn vị tính: phòng", true),
            ("ĐVT: máy", false),
            ("Đơn vị tính: chiếc", false),
            ("(máy)", false),
            ("Đơn vị: UBND xã Đông Hòa", false),
            ("Đơn vị tính", false),
            ("Năm 2020", false),
            ("Tăng 2 máy", false),
        ] {
            let asked = asked(&["Tổng số"], &["máy"]);
            assert_eq!(asked.is_of_other_measure(text), wanted, "{text}");
        }
    }
}
