//! What a heading says beyond the name of a field: another period, a plan, a total so far, another scale.
//!
//! In: a heading and the period of the campaign. Out: whether the figures under it are those that are asked for.

use crate::check::period::{Same, compared};
use crate::value::understand::multiplies;
use crate::value::{accented, fold};

/// Numbers that are years where they stand in a heading.
pub(super) const YEARS: std::ops::RangeInclusive<f64> = 1990.0..=2100.0;

/// Words of headings whose figures are not those of the period.
const OTHER: &[&str] = &[
    "kế hoạch",
    "chỉ tiêu giao",
    "được giao",
    "cùng kỳ",
    "kỳ trước",
    "năm trước",
    "năm ngoái",
    "quý trước",
    "tháng trước",
    "lũy kế",
    "luỹ kế",
    "cộng dồn",
    "từ đầu năm",
    "so với",
    "so sánh",
    "tăng",
    "giảm",
    "chênh lệch",
    "ước",
    "dự kiến",
    "tạm tính",
    "tỷ lệ",
    "tỉ lệ",
    "ghi chú",
];

/// Words of headings whose figures are those of the period.
const OURS: &[&str] = &[
    "thực hiện",
    "kết quả",
    "kỳ này",
    "năm nay",
    "trong kỳ",
    "kỳ báo cáo",
    "số liệu",
    "số lượng",
];

/// Its figures are those of the period where that is a year.
const WHOLE_YEAR: &[&str] = &["cả năm"];

/// Words that headings of the period's figures are made of, besides numbers.
const PLAINLY: &[&str] = &[
    "số", "liệu", "lượng", "kết", "quả", "thực", "hiện", "tế", "có", "đạt", "được", "kỳ", "này",
    "năm", "nay", "trong", "báo", "cáo", "tính", "tại", "từ", "đến", "hết", "ngày", "thời", "điểm",
    "tháng", "quý", "cả", "đầu", "cuối", "của", "đơn", "vị", "i", "ii", "iii", "iv",
];

/// Whose figures stand under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Qualifier {
    /// It says nothing of it.
    Plain,
    /// Those of the period.
    Ours,
    /// Those of another period, a plan, a total so far, another scale.
    Other,
}

/// What a heading says beyond the name of a field.
pub(super) fn qualifier(text: &str, period: &str) -> Qualifier {
    let folded = accented(text);
    let has = |words: &&[&str]| {
        words.iter().any(|word| {
            let mut at = folded.match_indices(word);
            at.any(|(at, word)| {
                let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                let (before, after) = (&folded[..at], &folded[at + word.len()..]);
                is_edge(before.chars().next_back()) && is_edge(after.chars().next())
            })
        })
    };
    if has(&OTHER) || differ(parts_of_year(&folded), period) {
        return Qualifier::Other;
    }
    let words = folded.split(|c: char| !(c.is_ascii_digit() || is_within_day(c)));
    let (days, others): (Vec<&str>, Vec<&str>) = words.partition(|word| is_day(word));
    if days.iter().any(|day| is_of_other_year(day, period)) {
        return Qualifier::Other;
    }
    if others.iter().any(|word| years(word).next().is_some()) {
        return match compared(text, period) {
            Same::Yes => Qualifier::Ours,
            // Half a year, a quarter, two years: not what is asked for either.
            Same::No | Same::Perhaps => Qualifier::Other,
        };
    }
    if has(&OURS) || !days.is_empty() || names_part_of_year(&folded) {
        Qualifier::Ours
    } else if has(&WHOLE_YEAR) {
        // A period of a part of the year has a name of its own.
        let whole = !names_part_of_year(&fold(period)) && years(period).count() == 1;
        if whole {
            Qualifier::Ours
        } else {
            Qualifier::Other
        }
    } else {
        Qualifier::Plain
    }
}

/// Whether the name of a sheet says that its figures are others. "2020 (2)" may be a copy of the sheet of the period.
pub(super) fn is_of_other_figures(sheet: &str, period: &str) -> bool {
    let is_part = || differ(parts_of_year(&accented(sheet)), period);
    qualifier(sheet, period) == Qualifier::Other
        && (compared(sheet, period) != Same::Perhaps || is_part())
}

/// Whether a heading says that its figures are those of the period, and nothing else: no other unit, no other state.
pub(super) fn is_plainly_ours(text: &str, period: &str) -> bool {
    let folded = accented(text);
    let words = folded.split(|c: char| !(c.is_alphanumeric() || c == '%'));
    let mut words = words.filter(|word| !word.is_empty());
    qualifier(text, period) == Qualifier::Ours
        && words.all(|word| PLAINLY.contains(&word) || word.bytes().all(|b| b.is_ascii_digit()))
}

/// The years in a text.
fn years(text: &str) -> impl Iterator<Item = &str> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
}

/// What parts day, month and year.
fn is_within_day(c: char) -> bool {
    matches!(c, '/' | '.' | '-')
}

/// Whether a word is a day with its year: "31/12/2019".
fn is_day(word: &str) -> bool {
    word.split(is_within_day).filter(|n| !n.is_empty()).count() == 3 && years(word).count() == 1
}

/// Whether a day is of a year that figures of the period are not counted in: they are often counted soon after it.
fn is_of_other_year(day: &str, period: &str) -> bool {
    let of = |text: &str| -> Vec<u32> { years(text).filter_map(|n| n.parse().ok()).collect() };
    let ours = of(period);
    let (Some(first), Some(last)) = (ours.iter().min(), ours.iter().max()) else {
        return false;
    };
    !of(day)
        .iter()
        .all(|year| (*first..=last + 1).contains(year))
}

/// Numbers of months in words.
const MONTHS: &[(&str, u32)] = &[("ba", 3), ("sáu", 6), ("chín", 9)];

/// The parts of a year that a folded text names: "6 tháng", "quý 3", "tháng 10", "nửa đầu năm". The month of a day is none.
pub(super) fn parts_of_year(folded: &str) -> Vec<String> {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let number = |at: usize| {
        let word = words.get(at)?;
        let roman = ["i", "ii", "iii", "iv"].iter().position(|r| r == word);
        let number = roman.map_or_else(|| word.parse().ok(), |at| Some(at as u32 + 1));
        number.filter(|n| (1..=12).contains(n))
    };
    let months = |at: usize| {
        let in_words = || MONTHS.iter().find(|(word, _)| words.get(at) == Some(word));
        number(at).or_else(|| in_words().map(|(_, months)| *months))
    };
    let is = |at: Option<usize>, wanted: &str| at.and_then(|at| words.get(at)) == Some(&wanted);
    let parts = words.iter().enumerate().filter_map(|(at, word)| {
        let of_day = is(at.checked_sub(2), "ngày");
        match *word {
            "quý" => Some(format!("quý {}", number(at + 1)?)),
            "tháng" if of_day => None,
            "tháng" => match at.checked_sub(1).and_then(months) {
                Some(months) => Some(format!("{months} tháng")),
                None => Some(format!("tháng {}", number(at + 1)?)),
            },
            "nửa" if is(Some(at + 2), "năm") => {
                let is_half = ["đầu", "cuối"].iter().any(|end| is(Some(at + 1), end));
                is_half.then(|| "6 tháng".to_owned())
            }
            _ => None,
        }
    });
    parts.collect()
}

/// Whether a folded text names a part of a year.
fn names_part_of_year(folded: &str) -> bool {
    !parts_of_year(folded).is_empty()
}

/// Whether one of the parts of a year is not the period.
pub(super) fn differ(parts: impl IntoIterator<Item = String>, period: &str) -> bool {
    let ours = parts_of_year(&fold(period));
    parts.into_iter().any(|part| !ours.contains(&part))
}

/// Whether the note in parentheses at the end of a heading says that the figures under it are not those that are asked
/// for: "(nghìn hồ sơ)" in a row counted in "hồ sơ".
pub(super) fn is_otherwise(text: &str, unit: &str, period: &str) -> bool {
    let note = text
        .trim_end()
        .strip_suffix(')')
        .and_then(|t| t.rsplit_once('('));
    note.is_some_and(|(_, note)| {
        let is_share = note.contains('%') && !unit.is_empty() && !unit.contains('%');
        is_share || multiplies(note, unit) || qualifier(note, period) == Qualifier::Other
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::accented::not_known;

    #[test]
    fn all_words_are_known_without_their_accents() {
        for list in [OTHER, OURS, WHOLE_YEAR] {
            assert_eq!(not_known(list), [""; 0]);
        }
    }

    #[test]
    fn a_heading_that_names_a_unit_or_a_state_beside_the_period_is_not_plainly_ours() {
        for (text, wanted) in [
            ("Số liệu năm 2020", true),
            ("Kết quả thực hiện", true),
            ("Số liệu tính đến 28/10/2020", true),
            ("Số liệu xã Đông Ninh", false),
            ("Số liệu cũ", false),
            ("Số liệu tính theo %", false),
            ("Số liệu năm 2019", false),
        ] {
            assert_eq!(is_plainly_ours(text, "năm 2020"), wanted, "{text}");
        }
    }

    #[test]
    fn a_heading_of_another_period_a_plan_a_total_so_far_or_another_scale_is_not_ours() {
        for (text, wanted) in [
            ("Năm 2020", Qualifier::Ours),
            ("Thực hiện năm 2020", Qualifier::Ours),
            ("Thực hiện", Qualifier::Ours),
            ("Năm 2019", Qualifier::Other),
            ("Kế hoạch năm 2020", Qualifier::Other),
            ("Cùng kỳ", Qualifier::Other),
            ("Lũy kế từ đầu năm", Qualifier::Other),
            ("Ước thực hiện", Qualifier::Other),
            ("6 tháng đầu năm 2020", Qualifier::Other),
            ("6 tháng", Qualifier::Other),
            ("Thực hiện 9 tháng", Qualifier::Other),
            ("Quý III", Qualifier::Other),
            ("Quý III/2020", Qualifier::Other),
            ("Nửa đầu năm", Qualifier::Other),
            ("nua dau nam 2020", Qualifier::Other),
            ("Sáu tháng đầu năm", Qualifier::Other),
            ("Tháng 10", Qualifier::Other),
            ("Cả năm", Qualifier::Ours),
            ("Ca nam (uoc)", Qualifier::Other),
            ("6 thang dau nam", Qualifier::Other),
            ("Uoc thuc hien", Qualifier::Other),
            ("KH 2020", Qualifier::Other),
            ("ƯTH", Qualifier::Other),
            ("SL19", Qualifier::Other),
            ("T6", Qualifier::Other),
            ("Nam 2020", Qualifier::Ours),
            ("Nam", Qualifier::Plain),
            ("31/12/2019", Qualifier::Other),
            ("Số liệu đến 31/12/2019", Qualifier::Other),
            ("28/10/2020", Qualifier::Ours),
            ("Đến 15.01.2021", Qualifier::Ours),
            (
                "Kèm theo Công văn số 12/UBND ngày 3/11/2020",
                Qualifier::Ours,
            ),
            ("Ngày 3 tháng 11", Qualifier::Plain),
            ("Số lần họp hằng tháng", Qualifier::Plain),
            ("Máy tính - Tổng số", Qualifier::Plain),
            ("Số hồ sơ nước ngoài", Qualifier::Plain),
            ("Văn bản theo Thông tư 20", Qualifier::Plain),
            ("Thủ tục theo Quyết định 1085", Qualifier::Plain),
        ] {
            assert_eq!(qualifier(text, "năm 2020"), wanted, "{text}");
        }
        for (text, unit, wanted) in [
            ("Hồ sơ tiếp nhận (nghìn hồ sơ)", "hồ sơ", true),
            ("Hồ sơ tiếp nhận (nghìn)", "hồ sơ", true),
            ("Hồ sơ tiếp nhận (hồ sơ)", "hồ sơ", false),
            ("Hồ sơ tiếp nhận (nếu có)", "hồ sơ", false),
            ("Kinh phí (triệu đồng)", "triệu đồng", false),
            ("Kinh phí (nghìn đồng)", "triệu đồng", true),
            ("Kinh phí (đồng)", "triệu đồng", true),
            ("Máy tính (năm 2019)", "máy", true),
            ("Máy tính (lũy kế)", "máy", true),
            ("Máy tính", "máy", false),
            ("Máy tính (%)", "máy", true),
            ("Hồ sơ đúng hạn (%)", "%", false),
            ("Máy tính (đến 31/12/2019)", "máy", true),
            ("Máy tính (đến 28/10/2020)", "máy", false),
        ] {
            assert_eq!(is_otherwise(text, unit, "năm 2020"), wanted, "{text}");
        }
        for (text, wanted) in [
            ("6 tháng", Qualifier::Ours),
            ("Cả năm", Qualifier::Other),
            ("9 tháng", Qualifier::Other),
        ] {
            assert_eq!(qualifier(text, "6 tháng đầu năm 2020"), wanted, "{text}");
        }
    }
}
