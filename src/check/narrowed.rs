//! A word or two right of a number, in a cell of nobody, by which it counts only some of what is asked, or another thing:
//! "nữ", "bản giấy", "bình quân tháng". Behind the number in its own cell they would be asked about too.
//!
//! In: the words as typed and the units of measure of the row. Out: whether somebody has to look at them. Names of people,
//! units of measure and words that only confirm say nothing of the kind.

use crate::value::accented;
use crate::value::understand::is_same_measure;

/// Words at most; more of them tell a story.
const MOST: usize = 4;
/// Words that a part of a figure follows.
const PARTS: &[&str] = &["trong đó", "chỉ riêng", "tính riêng"];
/// Words that only confirm.
const SETTLING: &[&str] = &[
    "ok", "oke", "đủ", "đúng", "xong", "đã", "kiểm", "tra", "rà", "soát", "đối", "chiếu", "nhập",
    "báo", "cáo", "tốt", "được", "rồi", "khớp", "số", "liệu", "như", "trên", "có", "không", "đạt",
    "ghi", "chú", "gửi",
];

/// Whether a text says that the row it stands in is a part of the figure above it: "Trong đó".
pub(super) fn begins_a_part(text: &str) -> bool {
    let said = accented(text);
    let bare = said.trim_matches(|c: char| !c.is_alphanumeric());
    PARTS.contains(&bare)
}

/// Whether words right of a number narrow what it counts.
pub(super) fn is_narrowed(text: &str, units: &[&str]) -> bool {
    let said = accented(text);
    let bare = said.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
    if bare == "%" {
        return !units.contains(&"%");
    }
    let words: Vec<&str> = bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_short = (1..=MOST).contains(&words.len()) && bare.chars().count() > 1;
    let has_digits = bare.contains(|c: char| c.is_ascii_digit());
    let confirms = words.iter().all(|word| SETTLING.contains(word));
    is_short
        && !has_digits
        && !confirms
        && !is_a_name(text)
        && !units.iter().any(|unit| is_same_measure(bare, unit))
}

/// Whether a text is the name of somebody or something: "Trần Văn B", "A. Hòa", "đ/c Hòa".
fn is_a_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_large = |word: &str| word.starts_with(char::is_uppercase);
    let is_all_large = text.to_uppercase() == text && text.contains(' ');
    let first = words.next().unwrap_or_default();
    let later = words.any(is_large);
    later && !is_all_large || first.contains(['.', '/']) && !first.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_right_of_a_number_that_narrow_it_are_told_and_names_and_confirmations_are_not() {
        for (text, wanted) in [
            ("nữ", true),
            ("(nữ)", true),
            ("nu", true),
            ("đảng viên", true),
            ("bản giấy", true),
            ("bình quân tháng", true),
            ("/tháng", true),
            ("biên chế", true),
            ("%", true),
            ("VĂN BẢN MẬT", true),
            ("người", false),
            ("ok", false),
            ("Đã kiểm tra", false),
            ("da kiem tra", false),
            ("x", false),
            ("A. Hòa", false),
            ("đ/c Hòa", false),
            ("Trần Văn Bình", false),
            ("tăng 2 so với năm trước", false),
            ("trong đó có 3 hợp đồng", false),
            ("do năm nay thành lập thêm tổ", false),
            ("", false),
        ] {
            assert_eq!(is_narrowed(text, &["người"]), wanted, "{text}");
        }
        assert!(begins_a_part("Trong đó:") && begins_a_part("trong do"));
        assert!(!begins_a_part("Trong đó có 3 máy hỏng"));
    }
}
