//! One form of a text for matching, and one for keeping.
//!
//! In: text as people and programs write it. Out: [`clean`] text to keep (NFC, nothing invisible) and [`fold`]ed
//! text to compare (one case, one spacing, one place of tone marks). Never blind to accents: "Đồng Tiến" and
//! "Đông Tiến" are two communes.

use super::kept::Kept;
use std::borrow::Cow;
use std::cell::RefCell;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text for matching: NFC, nothing invisible, single spaces, lower case, tone marks placed one way.
///
/// ```
/// use tonghop::value::fold;
/// assert_eq!(fold("  THANH  HÓA "), fold("Thanh Hoá"));
/// assert_ne!(fold("Đồng Tiến"), fold("Đông Tiến"));
/// ```
pub fn fold(text: &str) -> String {
    // Too short for spaces to be too many or a tone to stand elsewhere.
    if text.len() <= 2 && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return text.to_ascii_lowercase();
    }
    KEPT.with_borrow_mut(|kept| kept.get(text, folded))
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::new(Kept::new());
}

fn folded(text: &str) -> String {
    let clean = clean(text, false);
    let lower = clean.to_lowercase();
    let plain: Vec<char> = if is_nfc_quick(lower.chars()) == IsNormalized::Yes {
        lower.chars().map(plainer).collect()
    } else {
        lower.nfc().map(plainer).collect()
    };
    tones_on_the_second_vowel(plain)
}

/// A text for matching without its accents, as people type where they cannot write them. Names that differ in nothing else
/// become one: it tells something only where one fits, and that is said.
///
/// ```
/// use tonghop::value::fold::without_accents;
/// assert_eq!(without_accents("Xã Đông Hòa"), "xa dong hoa");
/// ```
pub fn without_accents(text: &str) -> String {
    let folded = fold(text);
    let letters = folded.nfd().filter(|c| !is_combining_mark(*c));
    letters.map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// A text to keep: NFC, no invisible characters, no spaces at its ends and no two together.
///
/// With `lines`, line breaks stay (at most one blank line together); else they become spaces.
pub fn clean(text: &str, lines: bool) -> String {
    let composed: Cow<str> = if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    let mut out = String::with_capacity(composed.len());
    let (mut breaks, mut space) = (0, false);
    let mut chars = composed.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        if lines && matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}') {
            breaks += 1;
        } else if c.is_whitespace() {
            space = true;
        } else if !is_invisible(c) {
            if !out.is_empty() {
                match breaks {
                    0 if space => out.push(' '),
                    0 => {}
                    1 => out.push('\n'),
                    _ => out.push_str("\n\n"),
                }
            }
            (breaks, space) = (0, false);
            out.push(c);
        }
    }
    out
}

/// Whether nobody sees anything of a text.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Characters that nobody sees: controls, zero-width and direction marks, soft hyphen, private and unassigned ones
/// that programs leave behind.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e0fff}')
}

/// One way of writing dashes, quotes, wide digits and letters, and the đ that some keyboards write as an Icelandic letter.
fn plainer(c: char) -> char {
    match c {
        'ð' => 'đ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        // The wide forms of East Asian keyboards.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '`' | '´' => '\'',
        c => c,
    }
}

/// The vowels whose tone may stand on either of two, with their tones.
const TONES: [(char, [char; 6]); 6] = [
    ('a', ['a', 'à', 'á', 'ả', 'ã', 'ạ']),
    ('e', ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ']),
    ('i', ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị']),
    ('o', ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ']),
    ('u', ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ']),
    ('y', ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ']),
];

/// The plain vowel and its tone (0 for none).
fn vowel(c: char) -> Option<(char, usize)> {
    if c.is_ascii() {
        return matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y').then_some((c, 0));
    }
    TONES.iter().find_map(|(plain, tones)| {
        let tone = tones.iter().position(|v| *v == c)?;
        Some((*plain, tone))
    })
}

fn with_tone(plain: char, tone: usize) -> char {
    let row = TONES.iter().find(|(vowel, _)| *vowel == plain);
    row.and_then(|(_, tones)| tones.get(tone).copied())
        .unwrap_or(plain)
}

/// òa → oà, óe → oé, ủy → uỷ, and quí → quý at the end of a word.
fn tones_on_the_second_vowel(mut chars: Vec<char>) -> String {
    for i in 0..chars.len().saturating_sub(1) {
        if chars[i + 1].is_ascii() && !matches!(chars[i + 1], 'a' | 'e' | 'y' | 'i') {
            continue;
        }
        let (Some((first, tone)), Some((second, other))) = (vowel(chars[i]), vowel(chars[i + 1]))
        else {
            continue;
        };
        if tone > 0 && other == 0 && matches!((first, second), ('o', 'a' | 'e') | ('u', 'y')) {
            chars[i] = first;
            chars[i + 1] = with_tone(second, tone);
        }
        let ends = chars.get(i + 2).is_none_or(|c| !c.is_alphabetic());
        if i > 0 && chars[i - 1] == 'q' && (first, second) == ('u', 'i') && ends {
            chars[i] = 'u';
            chars[i + 1] = with_tone('y', tone.max(other));
        }
    }
    chars.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_word_fold_to_the_same_text() {
        for (a, b) in [
            ("hòa", "hoà"),
            ("Thủy", "THUỶ"),
            ("quý", "quí"),
            ("Xã\u{a0}Đông\u{200b} Hòa", "xã Đông Hoà"),
            ("Ðông Hòa", "Đông Hòa"),
            ("Ho\u{300}a", "hòa"),
            ("khỏe", "khoẻ"),
            ("2019 – 2020", "2019 - 2020"),
            ("A1", "a1"),
            ("X", " x "),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn accents_tell_words_apart() {
        for (a, b) in [("Hoằng Phú", "Hoằng Phụ"), ("xã", "xa"), ("đ", "d")] {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn line_breaks_are_kept_in_paragraphs_and_joined_in_single_lines() {
        assert_eq!(clean(" a \r\n\n\n b\u{a0} c ", true), "a\n\nb c");
        assert_eq!(clean(" a \r\n b ", false), "a b");
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".*") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}
