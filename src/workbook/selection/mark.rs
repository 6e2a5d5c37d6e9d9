//! What an officer writes beside an opinion to take it or to leave it out.

use crate::value::fold;

/// What a mark means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing is written.
    Blank,
    /// Take it.
    Take,
    /// Leave it out.
    Leave,
    /// It may mean either.
    Unclear,
}

/// Ways to say yes; a tick is "ü" in the font Wingdings.
const TAKE: &[&str] = &[
    "x",
    "×",
    "✕",
    "✖",
    "v",
    "✓",
    "✔",
    "✅",
    "☑",
    "☒",
    "√",
    "ü",
    "c",
    "có",
    "co",
    "y",
    "yes",
    "ok",
    "1",
    "true",
    "+",
    "chọn",
    "lấy",
    "đưa vào",
    "đồng ý",
    "dùng",
    "giữ",
    "được",
];

/// Ways to say no.
const LEAVE: &[&str] = &[
    "bỏ qua",
    "bo qua",
    "bỏ",
    "bo",
    "không",
    "khong",
    "ko",
    "k",
    "kg",
    "0",
    "o",
    "false",
    "no",
    "n",
    "-",
    "–",
    "—",
    "loại",
    "không chọn",
    "không lấy",
    "không dùng",
    "không đưa vào",
    "không đưa",
    "thôi",
];

/// What stands behind a mark when numbers that a rewording has of its own are right.
const RIGHT_NUMBERS: &str = "đúng số";

/// Whether a mark says that the numbers of a rewording are right.
pub(super) fn has_right_numbers(written: &str) -> bool {
    fold(written).contains(RIGHT_NUMBERS)
}

/// Most places that are told apart.
const MOST: u32 = 9999;

/// The place among those that are taken, from 1, that stands behind a mark: "x 2", "x 2, đúng số".
pub(super) fn order(written: &str) -> Option<u32> {
    let folded = fold(written);
    let bare = folded.trim_end_matches(['.', ' ', ')']);
    let rest = bare.strip_suffix(RIGHT_NUMBERS).unwrap_or(bare);
    numbered(rest.trim_matches(|c: char| c.is_whitespace() || ".!;,\"'()[]".contains(c)))
}

/// The number behind the one mark that is no number itself.
fn numbered(bare: &str) -> Option<u32> {
    let (mark, number) = bare.split_once(' ')?;
    let number = number.trim().parse().ok();
    number.filter(|number| mark == "x" && (1..=MOST).contains(number))
}

impl Mark {
    /// ```text
    /// "✓" -> Take    "xx" -> Take    "bỏ." -> Leave    "?" -> Unclear
    /// ```
    pub(super) fn of(written: &str) -> Self {
        let folded = fold(written);
        if let Some(rest) = folded
            .trim_end_matches(['.', ' ', ')'])
            .strip_suffix(RIGHT_NUMBERS)
        {
            let rest = rest.trim_end_matches(['(', ' ']);
            return if rest.is_empty() {
                Self::Take
            } else {
                Self::of(rest)
            };
        }
        let bare = folded.trim_matches(|c: char| c.is_whitespace() || ".!;,\"'()[]".contains(c));
        let word = once(bare);
        match word {
            "" if folded.trim().is_empty() => Self::Blank,
            word if TAKE.contains(&word) => Self::Take,
            word if LEAVE.contains(&word) => Self::Leave,
            word if numbered(word).is_some() => Self::Take,
            _ => Self::Unclear,
        }
    }
}

/// The sign itself where one is written several times: "xx", "✓✓".
fn once(text: &str) -> &str {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if letters.all(|c| c == first) => &text[..first.len_utf8()],
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_people_make_are_understood_and_others_are_unclear() {
        for take in [
            "x",
            "X",
            "xx",
            " x ",
            "✓",
            "✓✓",
            "v",
            "V",
            "có",
            "Có",
            "CÓ.",
            "1",
            "TRUE",
            "√",
            "ü",
            "đưa vào",
            "Đồng ý",
            "x, đúng số",
            "x (đúng số)",
            "Đúng số.",
            "x 2",
            "X 12, đúng số",
        ] {
            assert_eq!(Mark::of(take), Mark::Take, "{take}");
        }
        for leave in [
            "bỏ qua",
            "Bỏ qua",
            "BỎ",
            "bỏ",
            "không",
            "ko",
            "-",
            "0",
            "--",
            "No",
            "không chọn",
        ] {
            assert_eq!(Mark::of(leave), Mark::Leave, "{leave}");
        }
        assert_eq!(order("x 2"), Some(2));
        assert_eq!(order("X 12, đúng số"), Some(12));
        for none in ["x", "2", "1 2", "x 0", "x, đúng số", "có 2", "x 2 3"] {
            assert_eq!(order(none), None, "{none}");
        }
        for unclear in ["?", "xem lại", "✗", "2", "a", "chờ", "hỏi lại xã"] {
            assert_eq!(Mark::of(unclear), Mark::Unclear, "{unclear}");
        }
        assert_eq!(Mark::of("  "), Mark::Blank);
    }
}
