//! Remarks beside a Có or a Không that say the opposite.
//!
//! In: a remark in full words, without signs around it. Out: whether it says no, or yes.

use super::doubt::has_words;
use crate::value::accented::may_be_another;
use crate::value::fold;
use crate::value::fold::without_accents;

/// Words that may stand before the denial or affirmation of an answer.
const BEFORE_ANSWER: &[&str] = &[
    "thực ra",
    "thực tế",
    "thực chất",
    "hiện nay",
    "hiện",
    "nay",
    "vẫn",
    "cũng",
    "nhưng",
    "tuy",
    "xã",
    "đơn vị",
    "là",
    "thì",
];
/// What is denied or affirmed by a word before it.
const ANSWERS: &[&str] = &[
    "có",
    "dùng",
    "đúng",
    "sử dụng",
    "triển khai",
    "hoạt động",
    "trang bị",
    "lắp",
    "vận hành",
    "ban hành",
    "thực hiện",
    "phải",
    "còn",
    "được",
];
/// Words by which what was there is gone.
const GONE: &[&str] = &[
    "hỏng",
    "đã hỏng",
    "bị hỏng",
    "ngừng",
    "đã ngừng",
    "tạm ngừng",
    "dừng",
    "đã dừng",
    "đang dừng",
    "tạm dừng",
    "đã bỏ",
    "đã thu hồi",
    "đã thanh lý",
    "đã tháo",
    "đang hỏng",
    "hết hạn",
    "đã hết hạn",
];

/// The words of a remark behind those that only lead to them.
fn led_to(bare: &str) -> &str {
    let mut rest = bare;
    while let Some(after) = BEFORE_ANSWER.iter().find_map(|word| {
        let after = rest.strip_prefix(word)?;
        after
            .starts_with(|c: char| !c.is_alphanumeric())
            .then_some(after)
    }) {
        rest = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    rest
}

/// What follows a word at the beginning, its signs left out.
fn behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let after = text.strip_prefix(word)?;
    let is_edge = after.is_empty() || after.starts_with(|c: char| !c.is_alphanumeric());
    is_edge.then_some(after)
}

/// Whether a remark that was typed without accents says yes or no, and nobody can tell which: "da dung".
pub(super) fn is_unsure(remark: &str, bare: &str) -> bool {
    let said = without_accents(led_to(bare));
    fold(remark).is_ascii() && may_be_another(&said)
}

/// Whether a remark says no: "Không", "thực ra chưa có", "đã hỏng".
pub(super) fn denies(bare: &str) -> bool {
    let said = led_to(bare);
    let is_no = ["không", "chưa"].iter().any(|word| {
        behind(said, word).is_some_and(|after| {
            let after = after.trim_start_matches(' ');
            let ends = !after.starts_with(char::is_alphanumeric);
            ends || ANSWERS.iter().any(|answer| behind(after, answer).is_some())
        })
    });
    let ends = |word: &str| {
        let before = said.strip_suffix(word);
        word.contains(' ') && before.is_some_and(|before| before.ends_with(' '))
    };
    is_no
        || GONE
            .iter()
            .any(|word| behind(said, word).is_some() || ends(word))
}

/// Words for what is still to come.
const NOT_YET: &[&str] = &[
    "dự kiến",
    "sắp",
    "sẽ",
    "chuẩn bị",
    "có kế hoạch",
    "đang lắp",
    "đang lắp đặt",
    "đang xây dựng",
    "đang làm thủ tục",
    "đang xin",
    "đang đề nghị",
    "đang trình",
    "đang thử nghiệm",
    "đang chạy thử",
    "đang mua",
    "đang mua sắm",
    "đang đấu thầu",
    "đã đăng ký",
    "chờ",
];

/// Whether a remark says that what it stands beside is still to come: "đang lắp đặt", "dự kiến 2021".
pub(super) fn is_not_yet(bare: &str) -> bool {
    let said = led_to(bare);
    let is_plain = |word: &str| word.contains(' ') && said.is_ascii();
    let is_half = ["nhưng chưa", "nhưng không", "một phần"];
    // "Riêng phòng một cửa chưa dùng".
    let is_but_for = ["riêng ", "rieng "]
        .iter()
        .any(|word| bare.starts_with(word))
        && ["chưa", "không", "chua", "khong"]
            .iter()
            .any(|no| has_words(bare, no));
    bare == "kế hoạch"
        || is_but_for
        || is_half.iter().any(|words| bare.contains(words))
        || NOT_YET.iter().any(|word| {
            let plain = || behind(said, &without_accents(word)).filter(|_| is_plain(word));
            behind(said, word).or_else(plain).is_some()
        })
}

/// Whether a remark says yes: "có", "thực tế đã có", "đang dùng".
pub(super) fn affirms(bare: &str) -> bool {
    let said = led_to(bare);
    let is_yes = behind(said, "có").is_some_and(|after| {
        let after = after.trim_start_matches(' ');
        !after.starts_with(char::is_alphabetic)
            || ["rồi", "từ"].iter().any(|w| behind(after, w).is_some())
    });
    let is_done = ["đã", "đang"].iter().any(|word| {
        behind(said, word).is_some_and(|after| {
            let after = after.trim_start_matches(' ');
            ANSWERS.iter().any(|answer| behind(after, answer).is_some())
        })
    });
    is_yes || is_done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::accented::not_known;

    #[test]
    fn what_is_still_to_come_is_told_with_accents_and_without() {
        for (remark, wanted) in [
            ("đang lắp đặt", true),
            ("dang lap dat", true),
            ("dự kiến 2021", true),
            ("sẽ có trong quý i", true),
            ("chuẩn bị triển khai", true),
            ("đang dùng", false),
            ("kế hoạch số 12 đã ban hành", false),
            ("có từ 2018", false),
            ("cho dân dùng chung", false),
        ] {
            assert_eq!(is_not_yet(remark), wanted, "{remark}");
        }
    }

    #[test]
    fn words_are_known_without_their_accents_but_for_those_that_look_alike_then() {
        let gone = ["dừng", "đã dừng", "đang dừng", "tạm dừng"];
        assert_eq!(not_known(GONE), gone);
        assert_eq!(not_known(ANSWERS), ["dùng"]);
    }
}
