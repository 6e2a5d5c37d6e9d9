//! Words in the rows of a list by which a row is no item of it: a total, the heading of a group, words for what was left out.
//!
//! In: a text as it was typed. Out: whether it says so.

use super::doubt::has_words;
use crate::value::fold;
use crate::value::fold::without_accents;

/// Beginnings of totals.
const TOTALS: &[&str] = &[
    "tổng số",
    "tổng cộng",
    "cộng chung",
    "cộng dồn",
    "tổng các",
    "tổng toàn",
];
/// Words for a total that begin other words too: alone, or before a number or a colon.
const SHORT_TOTALS: &[&str] = &["tổng", "cộng", "chung", "toàn xã", "cả xã", "luỹ kế"];
/// Beginnings of what stands for rows that were left out.
const LEFT_OUT: &[&str] = &["và", "cùng với", "những", "các"];
/// Beginnings of what is left of a list.
const REST: &[&str] = &["còn lại", "phần còn lại", "số còn lại"];
/// Words that follow some of these.
const OTHERS: &[&str] = &["khác", "nữa", "còn lại"];
/// Beginnings of words that send the reader elsewhere.
const ELSEWHERE: &[&str] = &["xem", "danh sách", "ds", "kèm theo", "chi tiết", "theo"];
/// What such words name.
const PLACES: &[&str] = &[
    "danh sách",
    "ds",
    "phụ lục",
    "file",
    "tệp",
    "kèm theo",
    "đính kèm",
    "kèm",
    "biểu",
    "gửi sau",
];
/// Rows that say nothing else: the list ends, or goes on without being told how.
const NOTHING_MORE: &[&str] = &[
    "hết",
    "v v",
    "vv",
    "vân vân",
    "khác",
    "loại khác",
    "nt",
    "như trên",
    "không còn",
    "các mục khác",
];
/// What is counted behind the name of a row that stands for several: "Phòng VHTT (02 người)".
const COUNTED: &[&str] = &[
    "người",
    "hộ",
    "đơn vị",
    "cán bộ",
    "công chức",
    "thôn",
    "trường",
    "phần mềm",
    "hệ thống",
    "máy",
    "bộ",
    "cái",
    "chiếc",
    "tổ",
    "nhóm",
    "điểm",
    "dự án",
    "công trình",
    "mục",
];
/// Before names of people.
const TITLES: &[&str] = &[
    "ong", "ba", "anh", "chi", "dc", "d c", "dong chi", "ths", "ts", "ks", "cn",
];
/// Beginnings of words beside a list.
const ASIDES: &[&str] = &["trong đó", "ghi chú", "lưu ý", "người lập", "nơi nhận"];

/// A text without its accents, the number before it and titles of people, for finding the same row again.
pub(super) fn bare(text: &str) -> String {
    let plain = without_accents(text);
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let has_words = words
        .iter()
        .any(|word| word.chars().any(char::is_alphabetic));
    let is_number = |word: &&&str| has_words && word.bytes().all(|b| b.is_ascii_digit());
    let numbers = words.iter().take_while(is_number).count();
    let said = words[numbers..].join(" ");
    let title = TITLES
        .iter()
        .find_map(|title| said.strip_prefix(title)?.strip_prefix(' '));
    title.map_or(said.clone(), str::to_owned)
}

/// Whether the name of a row stands for several: "VNPT iOffice; Misa", "Phòng VHTT (02 người)".
pub(super) fn stands_for_several(said: &str) -> bool {
    let has_letters = |part: &&str| part.chars().any(char::is_alphabetic);
    let parted = said.split([';', '\n']).filter(has_letters).count();
    let mut notes = said
        .split('(')
        .skip(1)
        .filter_map(|note| note.split_once(')'));
    let counted = notes.any(|(note, _)| {
        let digits = note.trim_start().find(|c: char| !c.is_ascii_digit());
        let (number, after) = note.trim_start().split_at(digits.unwrap_or(0));
        let number = number.parse::<u32>().unwrap_or(0);
        let what = fold(after.trim());
        let is_counted = |word: &&str| what == **word || what == without_accents(word);
        number > 1 && COUNTED.iter().any(is_counted)
    });
    parted > 1 || counted
}

/// Whether words are no item of a list.
pub(super) fn is_no_item(said: &str) -> bool {
    let words = fold(said);
    let words = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let bare = words.collect::<Vec<_>>().join(" ");
    let is_end = |words: &&str| bare == *words || bare == without_accents(words);
    NOTHING_MORE.iter().any(is_end)
        || is_total(said)
        || is_left_out(said)
        || ASIDES.iter().any(|words| begins(said, words).is_some())
}

/// "Tổng số", "Cộng: 10", "TỔNG SỐ HỘ"; not "Tổng đài 1022".
pub(super) fn is_total(said: &str) -> bool {
    let is_short = |words: &str| {
        begins(said, words).is_some_and(|after| {
            let after = after.trim_start();
            !after.starts_with(|c: char| c.is_alphabetic())
        })
    };
    TOTALS.iter().any(|words| begins(said, words).is_some())
        || SHORT_TOTALS.iter().any(|words| is_short(words))
}

/// "… và 25 hộ khác", "Còn 15 hộ, xem danh sách đính kèm".
fn is_left_out(said: &str) -> bool {
    let text = said.trim_start();
    let is_open = text.starts_with(['…', '.']);
    let left = LEFT_OUT.iter().any(|words| {
        begins(said, words).is_some_and(|after| OTHERS.iter().any(|word| names(&after, word)))
    });
    let more = ["và", "còn", "cùng"].iter().any(|words| {
        begins(said, words)
            .is_some_and(|after| after.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    });
    let folded = fold(said);
    // "Nguyễn Văn X và 3 hộ khác", "25 hộ còn lại", "Cùng một số phần mềm khác".
    let bare = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_last = |words: &&str| {
        let before = bare
            .strip_suffix(words)
            .or_else(|| bare.strip_suffix(without_accents(words).as_str()));
        let before = before.filter(|before| before.ends_with(' '));
        before.is_some_and(|before| {
            let several = ["và", "một số", "nhiều", "các", "những", "cùng"];
            before.contains(|c: char| c.is_ascii_digit())
                || several.iter().any(|words| names(before, words))
        })
    };
    let others = OTHERS.iter().any(is_last);
    let mut clauses = said.split([',', ';', '(', ')']);
    is_open && text.contains(char::is_alphabetic)
        || left
        || more
        || others
        || REST.iter().any(|words| begins(said, words).is_some())
        || clauses.any(|clause| {
            let mut after = ELSEWHERE.iter().filter_map(|words| begins(clause, words));
            after.any(|after| PLACES.iter().any(|place| names(&after, place)))
        })
}

/// What follows words at the beginning of a text, which may be typed without accents; signs before them do not matter.
fn begins(said: &str, words: &str) -> Option<String> {
    let said = fold(said);
    let said = said.trim_start_matches(|c: char| !c.is_alphanumeric());
    let after = said.strip_prefix(words).map(str::to_owned).or_else(|| {
        let plain = without_accents(words);
        let after = said.strip_prefix(plain.as_str());
        after.filter(|_| said.is_ascii()).map(str::to_owned)
    })?;
    (!after.starts_with(char::is_alphanumeric)).then_some(after)
}

/// Whether a folded text has these words, with their accents or without.
fn names(text: &str, words: &str) -> bool {
    has_words(text, words) || has_words(text, &without_accents(words))
}

/// "II. Phần mềm": one letter may be the beginning of a name.
pub(super) fn begins_with_several_roman(said: &str) -> bool {
    let number = said.trim_start().chars();
    number.take_while(|c| "IVX".contains(*c)).count() > 1
}

/// "II. Phần mềm dùng chung", "A) Nhà nước".
pub(super) fn is_numbered_group(said: &str) -> bool {
    let text = said.trim_start();
    let number = text.split(['.', ')', '/', '-']).next().unwrap_or_default();
    let is_roman = !number.is_empty() && number.chars().all(|c| "IVX".contains(c));
    let is_letter = number.len() == 1 && number.chars().all(|c| c.is_ascii_uppercase());
    number.len() < text.len() && (is_roman || is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_adds_up_or_stands_for_others_is_no_item_and_names_like_it_are() {
        for (said, wanted) in [
            ("Tổng số", true),
            ("TỔNG SỐ: 10 hộ", true),
            ("Tong cong", true),
            ("Tổng số hộ nghèo", true),
            ("Cộng", true),
            ("Cộng:", true),
            ("cong: 10", true),
            ("- Cộng (10)", true),
            ("Tổng 10", true),
            ("Tổng: 3 phần mềm", true),
            ("... và 25 hộ khác", true),
            ("…và 25 hộ khác", true),
            ("Và một số phần mềm khác", true),
            ("Các phần mềm khác", true),
            ("Còn 15 hộ, xem danh sách đính kèm", true),
            ("con 15 ho nua", true),
            ("Còn lại", true),
            ("Còn lại 15 hộ khác", true),
            ("Nguyễn Văn X và 3 hộ khác", true),
            ("25 hộ còn lại", true),
            ("Cùng một số phần mềm khác.", true),
            ("15 don vi khac", true),
            ("Lĩnh vực khác", false),
            ("Danh sách kèm theo", true),
            ("(xem phụ lục)", true),
            ("Hộ Nguyễn Văn A…", false),
            ("Phần mềm theo danh sách của tỉnh", false),
            ("Hồ sơ (ds kèm)", true),
            ("Trong đó: 2 phần mềm", true),
            ("Ghi chú: số liệu đến tháng 6", true),
            ("Người lập biểu", true),
            ("Hết", true),
            ("v.v.", true),
            ("Khác", true),
            ("nt", true),
            ("Hết hạn sử dụng", false),
            ("Tổng đài 1022", false),
            ("Tổng đài hỗ trợ", false),
            ("Tổng hợp báo cáo", false),
            ("Cộng tác viên dân số", false),
            ("Cộng đồng số", false),
            ("Công an xã", false),
            ("Cong an xa", false),
            ("Chung cư số 3", false),
            ("Cổng dịch vụ công", false),
            ("Các ứng dụng văn phòng", false),
            ("Vàng Văn Sú", false),
            ("Phần mềm kế toán Misa", false),
            ("Trường Tiểu học Đông Hoàng", false),
            ("VNPT iOffice 4.0", false),
            ("", false),
        ] {
            assert_eq!(is_no_item(said), wanted, "{said}");
        }
    }

    #[test]
    fn a_row_that_names_several_or_counts_them_stands_for_several() {
        for (said, wanted) in [
            ("VNPT iOffice; Misa; Dịch vụ công", true),
            ("Misa\nVNPT", true),
            ("Phòng VHTT (02 người)", true),
            ("Hộ nghèo thôn 3 (12 hộ)", true),
            ("Ho ngheo thon 3 (12 ho)", true),
            ("Misa (2020)", false),
            ("Camera (1 bộ)", false),
            ("Phần mềm quản lý văn bản (VNPT)", false),
        ] {
            assert_eq!(stands_for_several(said), wanted, "{said}");
        }
    }

    #[test]
    fn a_row_is_known_again_without_its_number_its_accents_and_titles_of_people() {
        assert_eq!(bare("1. Ông Nguyễn Văn An"), bare("nguyen van an"));
        assert_eq!(bare("Đ/c Lê Thị B"), bare("Lê Thị B"));
        assert_ne!(bare("2020"), bare("2019"));
        assert_ne!(bare("Thôn 1"), bare("Thôn 2"));
    }

    #[test]
    fn a_letter_or_a_roman_number_before_words_heads_a_group() {
        for (said, wanted) in [
            ("II. Phần mềm dùng chung", true),
            ("A) Nhà nước", true),
            ("I/ Xã", true),
            ("1. Misa", false),
            ("iOffice", false),
            ("Misa", false),
            ("V", false),
        ] {
            assert_eq!(is_numbered_group(said), wanted, "{said}");
        }
    }
}
