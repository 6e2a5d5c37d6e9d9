//! Numbers that are written in words: "mười bốn đơn vị".

use std::ops::Range;

/// A number in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelt {
    /// Where its words stand in the text.
    pub at: Range<usize>,
    /// What they say.
    pub value: u64,
    /// Made of several words, so that it can hardly be anything else.
    pub is_compound: bool,
}

/// Words before a number that make it part of a day, or of what something is called.
const NAMING: [&str; 9] = [
    "ngày", "tháng", "năm", "quý", "thứ", "khóa", "khoá", "số", "lần",
];

/// Words before "năm" that make it a year; so does the beginning of a sentence.
const YEAR: [&str; 21] = [
    "", "trong", "mỗi", "hằng", "hàng", "cả", "các", "những", "theo", "nhiều", "cuối", "đầu",
    "giữa", "qua", "từ", "đến", "sang", "vào", "của", "mấy", "nửa",
];

/// The numbers that a text says in words, from left to right.
///
/// ```
/// use tonghop::value::spelt_numbers;
/// let said = |text: &str| spelt_numbers(text).iter().map(|n| n.value).collect::<Vec<_>>();
/// assert_eq!(said("Mười bốn đơn vị, hai mươi mốt xã, một trăm linh năm máy"), [14, 21, 105]);
/// assert_eq!(said("Hàng trăm máy trong năm; tháng mười hai"), [0; 0]);
/// ```
pub fn spelt_numbers(text: &str) -> Vec<Spelt> {
    let words = words(text);
    let mut out = Vec::new();
    let mut at = 0;
    // Where the number before this word ended.
    let mut last_end = None;
    while at < words.len() {
        let before = at.checked_sub(1).map_or("", |n| words[n].1.as_str());
        let is_named = NAMING.contains(&before);
        let (value, used) = number(&words[at..]);
        if used == 0 {
            at += 1;
            continue;
        }
        let upto = at + used;
        let is_lone = used == 1 && words[at].1 == "năm";
        let is_after_number = last_end == Some(at);
        let ends = words.get(upto).is_none_or(|word| word.1.is_empty());
        last_end = Some(upto);
        if !is_named && !(is_lone && (is_after_number || ends || YEAR.contains(&before))) {
            out.push(Spelt {
                at: words[at].0.start..words[upto - 1].0.end,
                value,
                is_compound: used > 1,
            });
        }
        at = upto;
    }
    out
}

/// The words of a text in small letters, each with its place; behind a mark between two of them stands an empty one.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut out: Vec<(Range<usize>, String)> = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            from.get_or_insert(at);
            continue;
        }
        if let Some(start) = from.take() {
            out.push((start..at, text[start..at].to_lowercase()));
        }
        if !c.is_whitespace() {
            out.push((at..at, String::new()));
        }
    }
    out
}

/// The number that words begin with, and how many of them it takes; 0 when they begin with none.
fn number(words: &[(Range<usize>, String)]) -> (u64, usize) {
    let (mut total, mut group, mut last) = (0_u64, 0_u64, None::<u64>);
    // "mười năm" is ten years: fifteen is "mười lăm".
    let mut behind_ten = false;
    let mut used = 0;
    for (at, (_, word)) in words.iter().enumerate() {
        let word = word.as_str();
        if let Some(digit) = digit(word) {
            if last.is_some() || behind_ten && word == "năm" {
                break;
            }
            last = Some(digit);
            behind_ten = false;
        } else {
            let is_begun = used > 0 && (last.is_some() || group > 0 || total > 0);
            match word {
                "mười" if last.is_none() => {
                    group += 10;
                    behind_ten = true;
                }
                "mươi" | "chục" if last.is_some() => {
                    group += last.take().unwrap_or(0) * 10;
                    behind_ten = true;
                }
                "trăm" if last.is_some() => {
                    group += last.take().unwrap_or(0) * 100;
                    behind_ten = false;
                }
                "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ" if is_begun => {
                    let size = match word {
                        "triệu" => 1_000_000,
                        "tỷ" | "tỉ" => 1_000_000_000,
                        _ => 1_000,
                    };
                    let said = group + last.take().unwrap_or(0);
                    total = total.saturating_add(said.saturating_mul(size));
                    (group, behind_ten) = (0, false);
                }
                "không" if is_begun && words.get(at + 1).is_some_and(|w| w.1 == "trăm") => {
                    last = Some(0);
                }
                // Counts only with what comes behind it.
                "linh" | "lẻ" if is_begun && last.is_none() => {
                    behind_ten = false;
                    continue;
                }
                _ => break,
            }
        }
        used = at + 1;
    }
    (total.saturating_add(group + last.unwrap_or(0)), used)
}

fn digit(word: &str) -> Option<u64> {
    Some(match word {
        "một" | "mốt" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "tư" => 4,
        "năm" | "lăm" | "nhăm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_told_from_words_that_look_like_them() {
        let check = |text: &str, wanted: &[(&str, u64)]| {
            let found = spelt_numbers(text);
            let found: Vec<(&str, u64)> = found
                .iter()
                .map(|n| (&text[n.at.clone()], n.value))
                .collect();
            assert_eq!(found, wanted, "{text}");
        };
        check("Có mười bốn đơn vị.", &[("mười bốn", 14)]);
        check(
            "Trong mười năm, hai mươi năm",
            &[("mười", 10), ("hai mươi", 20)],
        );
        check(
            "hai nghìn không trăm linh năm máy",
            &[("hai nghìn không trăm linh năm", 2005)],
        );
        check(
            "ba triệu hai trăm nghìn đồng",
            &[("ba triệu hai trăm nghìn", 3_200_000)],
        );
        check("Năm nay thiếu năm máy, trong năm đã mua.", &[("năm", 5)]);
        check("hai, ba đơn vị", &[("hai", 2), ("ba", 3)]);
        check(
            "năm hai nghìn; tháng mười hai; thứ ba; hàng trăm máy; không có",
            &[],
        );
        check("chín mươi chín phần trăm", &[("chín mươi chín", 99)]);
    }
}
