//! How wide a line of Times is, for rules "as long as the text" and columns that must not wrap.
//!
//! Advance widths of the font in 1/2048 of the size. A Vietnamese letter is as wide as its base letter; the horned
//! letters and đ have widths of their own. Not for layout in general: kerning and justification are the reader's.

use unicode_normalization::UnicodeNormalization;

/// Upright weights of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
}

/// Nothing wider is told apart, so that sums of a few widths stay small.
const LONGEST: u64 = 1 << 28;

/// Width of a line in twips at a size in points.
pub(super) fn width(text: &str, size: u8, weight: Weight) -> u32 {
    let units: u64 = text.nfc().map(|c| u64::from(advance(c, weight))).sum();
    (units.min(LONGEST) * u64::from(size) * 20 / 2048) as u32
}

/// Words of several syllables in the names and titles of offices, which stay on one line.
const COMPOUNDS: [&str; 18] = [
    "ỦY BAN",
    "NHÂN DÂN",
    "HỘI ĐỒNG",
    "HỒ CHÍ MINH",
    "THÀNH PHỐ",
    "THỊ TRẤN",
    "THỊ XÃ",
    "ĐẶC KHU",
    "QUẢN LÝ",
    "VĂN PHÒNG",
    "TRUNG TÂM",
    "CÔNG NGHIỆP",
    "CÔNG NGHỆ",
    "KHOA HỌC",
    "THÔNG TIN",
    "VIỄN THÔNG",
    "CHẾ XUẤT",
    "CHUYỂN ĐỔI",
];

/// A text in capitals whose words of several syllables hold together, where that takes no more lines.
pub(super) fn unbroken(text: &str, size: u8, weight: Weight, limit: u32) -> String {
    let held = COMPOUNDS.iter().fold(text.to_owned(), |text, compound| {
        text.replace(compound, &compound.replace(' ', "\u{a0}"))
    });
    let lines = |text: &str| filled(text, size, weight, limit).len();
    if lines(&held) > lines(text) {
        text.to_owned()
    } else {
        held
    }
}

/// Breaks a text into the fewest lines that fit, as even as can be; a line may be too wide only when one word is.
pub(super) fn balanced(text: &str, size: u8, weight: Weight, limit: u32) -> Vec<String> {
    let fewest = filled(text, size, weight, limit);
    if fewest.len() < 2 {
        return fewest;
    }
    // The narrowest measure that still gives the same number of lines.
    let (mut low, mut high) = (0, limit);
    while low + 8 < high {
        let middle = u32::midpoint(low, high);
        if filled(text, size, weight, middle).len() > fewest.len() {
            low = middle;
        } else {
            high = middle;
        }
    }
    filled(text, size, weight, high)
}

/// Fills line after line.
pub(super) fn filled(text: &str, size: u8, weight: Weight, limit: u32) -> Vec<String> {
    let space = width(" ", size, weight);
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let wide = width(word, size, weight);
        match lines.last_mut() {
            Some(line) if wide.saturating_add(used).saturating_add(space) <= limit => {
                line.push(' ');
                line.push_str(word);
                used += space + wide;
            }
            _ => {
                lines.push(word.to_owned());
                used = wide;
            }
        }
    }
    lines
}

fn advance(c: char, weight: Weight) -> u16 {
    let (table, own) = match weight {
        Weight::Regular => (&REGULAR, &REGULAR_OWN),
        Weight::Bold => (&BOLD, &BOLD_OWN),
    };
    let mut parts = std::iter::once(c).nfd();
    let base = parts.next().unwrap_or(c);
    let horned = parts.any(|mark| mark == '\u{31b}');
    let letter = match (base, horned) {
        ('đ', _) => 0,
        ('Đ', _) => 1,
        ('o', true) => 2,
        ('O', true) => 3,
        ('u', true) => 4,
        ('U', true) => 5,
        ('\u{a0}', _) => return table[0],
        _ => {
            let at = (base as usize).wrapping_sub(32);
            return table.get(at).copied().unwrap_or(UNKNOWN);
        }
    };
    own[letter]
}

/// A middling letter, for what the tables lack.
const UNKNOWN: u16 = 1024;

/// U+0020 to U+007E.
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    512, 682, 1137, 1024, 1024, 2048, 1706, 569, 682, 682, 1024, 1167, 512, 682, 512, 569,
    1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 682, 682, 1167, 1167, 1167, 1024,
    1905, 1479, 1366, 1479, 1479, 1366, 1251, 1593, 1593, 797, 1024, 1593, 1366, 1933, 1479, 1593,
    1251, 1593, 1479, 1139, 1366, 1479, 1479, 2048, 1479, 1479, 1366, 682, 569, 682, 1190, 1024,
    682, 1024, 1139, 909, 1139, 909, 682, 1024, 1139, 569, 682, 1139, 569, 1706, 1139, 1024,
    1139, 1139, 909, 797, 682, 1139, 1024, 1479, 1024, 1024, 909, 807, 451, 807, 1065,
];
/// đ Đ ơ Ơ ư Ư.
const BOLD_OWN: [u16; 6] = [1139, 1479, 1134, 1593, 1229, 1630];

/// U+0020 to U+007E.
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    512, 682, 836, 1024, 1024, 1706, 1593, 369, 682, 682, 1024, 1155, 512, 682, 512, 569,
    1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 569, 569, 1155, 1155, 1155, 909,
    1886, 1479, 1366, 1366, 1479, 1251, 1139, 1479, 1479, 682, 797, 1479, 1251, 1821, 1479, 1479,
    1139, 1479, 1366, 1139, 1251, 1479, 1479, 1933, 1479, 1479, 1251, 682, 569, 682, 961, 1024,
    682, 909, 1024, 909, 1024, 909, 682, 1024, 1024, 569, 569, 1024, 569, 1593, 1024, 1024,
    1024, 1024, 682, 797, 569, 1024, 1024, 1479, 1024, 1024, 909, 983, 410, 983, 1108,
];
/// đ Đ ơ Ơ ư Ư.
const REGULAR_OWN: [u16; 6] = [1024, 1479, 1083, 1479, 1110, 1589];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decree::{MOTTO, NATIONAL_NAME};

    #[test]
    fn known_lines_have_their_measured_width() {
        assert_eq!(width(NATIONAL_NAME, 13, Weight::Bold), 5424);
        assert_eq!(width(MOTTO, 14, Weight::Bold), 3427);
        assert_eq!(
            width("Đông Yên", 14, Weight::Regular),
            width("Đong Yen", 14, Weight::Regular)
        );
    }

    #[test]
    fn a_name_that_must_wrap_wraps_evenly() {
        let lines = balanced("ỦY BAN NHÂN DÂN HUYỆN ĐÔNG SƠN", 13, Weight::Bold, 3850);
        assert_eq!(lines, ["ỦY BAN NHÂN DÂN", "HUYỆN ĐÔNG SƠN"]);
        assert_eq!(balanced("SỞ NỘI VỤ", 13, Weight::Bold, 3850), ["SỞ NỘI VỤ"]);
        assert_eq!(balanced("", 13, Weight::Bold, 3850), Vec::<String>::new());
    }
}
