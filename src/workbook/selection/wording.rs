//! What an officer writes in the place of a unit's words: other words, or what is to be done with them.

use super::mark::Mark;
use crate::value::accented::is_unaccented;
use crate::value::fold::without_accents;
use crate::value::{fold, spelt_numbers};
use std::collections::BTreeSet;

/// What the column of rewordings says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wording {
    /// Nothing is written.
    Blank,
    /// The words to print.
    Text,
    /// The text is to be left out.
    Leave,
    /// The text is to stand as its unit wrote it.
    AsItIs,
    /// Something is to be done with the text that only the officer can do.
    Task,
}

const AS_IT_IS: [&str; 10] = [
    "giữ",
    "giữ nguyên",
    "giữ nguyên văn",
    "giữ nguyên ý",
    "để nguyên",
    "nguyên văn",
    "như cũ",
    "không sửa",
    "không đổi",
    "không thay đổi",
];
/// How it begins when the text is to be left out, whatever reason comes behind.
const LEAVE: [&str; 5] = [
    "bỏ qua",
    "không đưa",
    "không lấy",
    "không chọn",
    "không dùng",
];
/// How it begins when something is to be done with the text.
const TASKS: [&str; 32] = [
    "viết gọn",
    "viết lại",
    "viết ngắn",
    "viết rõ",
    "rút gọn",
    "rút ngắn",
    "gộp",
    "nhập với",
    "sửa lại",
    "chỉnh lại",
    "chỉnh sửa",
    "biên tập",
    "tóm tắt",
    "xem lại",
    "gọn lại",
    "ngắn gọn",
    "lược bớt",
    "đã gộp",
    "trùng với",
    "trùng ý",
    "để sau",
    "hỏi lại",
    "chờ",
    "như trên",
    "như dưới",
    "như dòng",
    "như ý",
    "nt",
    "tương tự",
    "giống",
    "chuyển lên",
    "chuyển xuống",
];
/// Words of a text that is still taken for an instruction.
const MOST_WORDS: usize = 8;

impl Wording {
    /// ```text
    /// "Bỏ qua." -> Leave    "giữ nguyên" -> AsItIs    "(viết gọn lại)" -> Task    "Cần thêm máy." -> Text
    /// ```
    pub(super) fn of(written: &str) -> Self {
        let folded = fold(written);
        let folded = folded.trim();
        if folded.is_empty() {
            return Self::Blank;
        }
        let is_aside = folded.starts_with(['(', '[']) && folded.ends_with([')', ']']);
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let opens = |phrase: &&str| {
            let rest = without_accents_too(bare, phrase);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let is = |phrase: &&str| without_accents_too(bare, phrase) == Some("");
        let is_short = bare.split_whitespace().count() <= MOST_WORDS;
        // "khong lay lan" is no "không lấy".
        let is_sure = |phrase: &&str| {
            bare.starts_with(phrase) || *phrase == LEAVE[0] || is_unaccented(bare, &[phrase])
        };
        let mut leave = LEAVE.iter().filter(|phrase| is_short && opens(phrase));
        let leave = leave.next();
        if leave.is_some_and(|phrase| !is_sure(phrase)) {
            Self::Task
        } else if AS_IT_IS.iter().any(is) {
            Self::AsItIs
        } else if leave.is_some() || bare.chars().count() > 1 && Mark::of(bare) == Mark::Leave {
            Self::Leave
        } else if is_aside
            || Mark::of(folded) != Mark::Unclear
            || is_short && (TASKS.iter().any(opens) || folded.ends_with('?'))
        {
            Self::Task
        } else {
            Self::Text
        }
    }

    /// The words to print: those written, or else a unit's.
    pub(super) fn or<'w>(written: &'w str, words: &'w str) -> &'w str {
        match Self::of(written) {
            Self::Text => written,
            _ => words,
        }
    }
}

/// What comes behind a phrase that a text begins with, typed with its accents or all of it without.
fn without_accents_too<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let is_bare = text.is_ascii();
    text.strip_prefix(phrase).or_else(|| {
        let bare = without_accents(phrase);
        text.strip_prefix(bare.as_str()).filter(|_| is_bare)
    })
}

/// The numbers of a rewording that the text does not have.
pub(super) fn new_numbers(wording: &str, text: &str) -> Vec<String> {
    let known: BTreeSet<String> = numbers(text)
        .into_iter()
        .map(|(_, number)| number)
        .collect();
    let spelt = spelt_numbers(text).into_iter();
    let known: BTreeSet<String> = known
        .into_iter()
        .chain(spelt.map(|n| n.value.to_string()))
        .collect();
    let spelt = spelt_numbers(wording).into_iter().filter(|n| n.is_compound);
    let spelt = spelt.map(|n| (wording[n.at].to_owned(), n.value.to_string()));
    let all = numbers(wording).into_iter().chain(spelt);
    all.filter(|(_, number)| !known.contains(number))
        .map(|(shown, _)| shown)
        .collect()
}

/// The numbers in digits: as shown, and as they are compared.
fn numbers(text: &str) -> Vec<(String, String)> {
    let pieces = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
    let pieces = pieces.map(|piece| piece.trim_matches(['.', ',']));
    let pieces = pieces.filter(|piece| !piece.is_empty());
    let plain = |piece: &str| {
        let bare = piece.replace('.', "");
        let bare = bare.trim_start_matches('0');
        (if bare.is_empty() { "0" } else { bare }).to_owned()
    };
    pieces
        .map(|piece| (piece.to_owned(), plain(piece)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_done_with_a_text_is_told_from_the_words_to_print() {
        for (written, meant) in [
            ("", Wording::Blank),
            ("Đề nghị cấp thêm máy tính cho xã.", Wording::Text),
            ("Bổ sung máy tính", Wording::Text),
            ("Không có mạng ở 3 thôn", Wording::Text),
            (
                "Giống cây trồng còn thiếu, cần được hỗ trợ thêm trong năm tới",
                Wording::Text,
            ),
            ("Bỏ qua.", Wording::Leave),
            ("bo qua", Wording::Leave),
            ("Không đưa vào báo cáo", Wording::Leave),
            ("bỏ qua vì trùng với xã trên", Wording::Leave),
            ("khong dua", Wording::Leave),
            ("không dùng", Wording::Leave),
            ("khong dung", Wording::Task),
            ("khong lay lan dich benh", Wording::Task),
            ("Giữ nguyên", Wording::AsItIs),
            ("\"nguyên văn\"", Wording::AsItIs),
            ("giu nguyen", Wording::AsItIs),
            ("(viết gọn lại)", Wording::Task),
            ("viet gon lai", Wording::Task),
            ("Gộp với ý của xã bên", Wording::Task),
            ("như trên", Wording::Task),
            ("-nt-", Wording::Task),
            ("x", Wording::Task),
            ("-", Wording::Task),
            ("có đúng không?", Wording::Task),
        ] {
            assert_eq!(Wording::of(written), meant, "{written}");
        }
    }

    #[test]
    fn numbers_of_a_rewording_are_held_against_those_of_the_text() {
        assert_eq!(new_numbers("Thiếu 15 máy", "Thiếu 5 máy"), ["15"]);
        assert_eq!(
            new_numbers("Thiếu 05 máy, 1.200 người", "thiếu năm máy và 1200 người"),
            [""; 0]
        );
        assert_eq!(
            new_numbers("Mười bốn thôn chưa có mạng.", "các thôn"),
            ["Mười bốn"]
        );
        assert_eq!(new_numbers("Thiếu máy", "Thiếu 5 máy"), [""; 0]);
    }
}
