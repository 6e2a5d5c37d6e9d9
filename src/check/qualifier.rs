//! What a heading says beyond the name of a field: another period, a plan, a total so far, another scale.
//!
//! In: a heading and the period of the campaign. Out: whether the figures under it are those that are asked for.

use crate::check::period::{Same, compared};
use crate::value::fold;
use crate::value::understand::multiplies;

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
    let folded = fold(text);
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
    let years = || {
        let numbers = folded.split(|c: char| !c.is_ascii_digit());
        numbers.filter(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
    };
    if has(&OTHER) {
        return Qualifier::Other;
    }
    if years().next().is_some() {
        return match compared(text, period) {
            Same::Yes => Qualifier::Ours,
            // Half a year, a quarter, two years: not what is asked for either.
            Same::No | Same::Perhaps => Qualifier::Other,
        };
    }
    if has(&OURS) {
        Qualifier::Ours
    } else {
        Qualifier::Plain
    }
}

/// Whether the note in parentheses at the end of a heading says that the figures under it are not those that are asked
/// for: "(nghìn hồ sơ)" in a row counted in "hồ sơ".
pub(super) fn is_otherwise(text: &str, unit: &str, period: &str) -> bool {
    let note = text
        .trim_end()
        .strip_suffix(')')
        .and_then(|t| t.rsplit_once('('));
    note.is_some_and(|(_, note)| {
        multiplies(note, unit) || qualifier(note, period) == Qualifier::Other
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(is_otherwise(text, unit, "năm 2020"), wanted, "{text}");
        }
    }
}
