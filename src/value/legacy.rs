//! Text typed in the fonts from before Unicode: TCVN3 (`.VnTime`) and VNI (`VNI-Times`).
//!
//! The bytes of such a text are those of Western letters, so "Hoµ" is "Hoà" in TCVN3. Where a reader gives no fonts,
//! the text itself must tell: it holds a letter that Vietnamese has not, or a word that is no syllable of it as it stands
//! ("maùy"), and each word that changes becomes a syllable. What may be one or the other is asked.

use unicode_normalization::UnicodeNormalization;

/// A way of writing Vietnamese in one-byte fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// TCVN 5712:1993, form 3 (ABC).
    Tcvn3,
    /// VNI for Windows.
    Vni,
}

/// What a text says that looks like one in an old font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// In Unicode, and what it was typed in.
    Sure(String, Charset),
    /// It may be this, but words of it are as they are in Unicode, or in either font.
    Perhaps(String),
}

/// The text in Unicode; `None` for a text that shows no sign of an old font.
///
/// ```
/// use tonghop::value::legacy::{Charset, Decoded, decode};
/// let sure = |text: &str, charset| Some(Decoded::Sure(text.to_owned(), charset));
/// assert_eq!(decode("§«ng Hoµ"), sure("Đông Hoà", Charset::Tcvn3));
/// assert_eq!(decode("Ñoâng Hoøa"), sure("Đông Hòa", Charset::Vni));
/// assert_eq!(decode("Thieáu maùy"), sure("Thiếu máy", Charset::Vni));
/// assert_eq!(decode("Thieáu máy"), Some(Decoded::Perhaps("Thiếu máy".to_owned())));
/// assert_eq!(decode("Đông Hòa, 25 m²"), None);
/// assert_eq!(decode("Café"), None);
/// ```
pub fn decode(text: &str) -> Option<Decoded> {
    if !text.chars().any(is_foreign) && !words(text).any(|(word, _)| is_strange(word)) {
        return None;
    }
    match (proper(text, &tcvn3), proper(text, &vni)) {
        (Some(text), None) => Some(Decoded::Sure(text, Charset::Tcvn3)),
        (None, Some(text)) => Some(Decoded::Sure(text, Charset::Vni)),
        (Some(one), Some(other)) if one == other => Some(Decoded::Sure(one, Charset::Vni)),
        (Some(one), Some(other)) => Some(Decoded::Perhaps(format!("{one} / {other}"))),
        (None, None) => [&tcvn3, &vni as Decoder<'_>]
            .into_iter()
            .find_map(|decoder| in_part(text, decoder))
            .map(Decoded::Perhaps),
    }
}

type Decoder<'d> = &'d dyn Fn(&str) -> Option<String>;

/// The words of a text, each with what stands between it and the next.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split_inclusive(|c: char| !c.is_alphabetic() && !is_latin1(c))
        .map(|part| match part.char_indices().next_back() {
            Some((at, c)) if !c.is_alphabetic() && !is_latin1(c) => part.split_at(at),
            _ => (part, ""),
        })
}

/// A letter or sign that a one-byte font shows as another letter.
fn is_latin1(c: char) -> bool {
    ('\u{a1}'..='\u{ff}').contains(&c)
}

/// Whether a word of Western letters is no syllable of Vietnamese as it stands.
fn is_strange(word: &str) -> bool {
    let has_capital_inside = || {
        let mut pairs = word.chars().zip(word.chars().skip(1));
        pairs.any(|(a, b)| a.is_lowercase() && b.is_uppercase() && !b.is_ascii())
    };
    word.chars().any(is_latin1)
        && word.chars().all(|c| c.is_ascii() || is_latin1(c))
        && (!is_syllable(word) || has_capital_inside())
}

/// The text with those words decoded that are strange as they stand, when each becomes a syllable.
fn in_part(text: &str, decode: Decoder<'_>) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut is_any = false;
    for (word, behind) in words(text) {
        let is_odd = is_strange(word) || word.chars().any(is_foreign);
        let said =
            decode(word).filter(|said| is_odd && said.chars().count() > 1 && is_syllable(said));
        is_any |= said.is_some();
        out.push_str(said.as_deref().unwrap_or(word));
        out.push_str(behind);
    }
    is_any.then_some(out)
}

/// Western letters and signs that stand in no text of Vietnamese in Unicode.
fn is_foreign(c: char) -> bool {
    const SIGNS: &str = "°±²³µ·½¼¾«»©®§¶";
    let vietnamese = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ";
    if c.is_ascii() {
        return false;
    }
    ('\u{a1}'..='\u{ff}').contains(&c) && !vietnamese.contains(c) && c != '×' && c != '÷'
        || SIGNS.contains(c)
}

/// The text decoded, when every word that changes becomes a syllable and one of them has two letters or more.
fn proper(text: &str, decode: Decoder<'_>) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut long = false;
    let mut word = String::new();
    let is_letter = |c: char| c.is_ascii_alphabetic() || is_latin1(c);
    for c in text.chars().chain(['\n']) {
        if is_letter(c) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            let said = decode(&word)?;
            if said != word {
                if !is_syllable(&said) {
                    return None;
                }
                long |= said.chars().count() > 1;
            }
            out.push_str(&said);
            word.clear();
        }
        // A text of both kinds is of neither.
        if c.is_alphabetic() {
            return None;
        }
        out.push(c);
    }
    out.pop();
    long.then_some(out)
}

/// TCVN3: a byte for each letter; capitals with a tone come from a font of capitals and stay small here.
fn tcvn3(word: &str) -> Option<String> {
    word.chars()
        .map(|c| {
            if c.is_ascii() {
                return Some(c);
            }
            let found = TCVN3.iter().find(|(byte, _)| *byte == c as u32);
            found.map(|(_, letter)| *letter)
        })
        .collect()
}

#[rustfmt::skip]
const TCVN3: [(u32, char); 74] = [
    (0xa1, 'Ă'), (0xa2, 'Â'), (0xa3, 'Ê'), (0xa4, 'Ô'), (0xa5, 'Ơ'), (0xa6, 'Ư'), (0xa7, 'Đ'),
    (0xa8, 'ă'), (0xa9, 'â'), (0xaa, 'ê'), (0xab, 'ô'), (0xac, 'ơ'), (0xad, 'ư'), (0xae, 'đ'),
    (0xb5, 'à'), (0xb6, 'ả'), (0xb7, 'ã'), (0xb8, 'á'), (0xb9, 'ạ'),
    (0xbb, 'ằ'), (0xbc, 'ẳ'), (0xbd, 'ẵ'), (0xbe, 'ắ'), (0xc6, 'ặ'),
    (0xc7, 'ầ'), (0xc8, 'ẩ'), (0xc9, 'ẫ'), (0xca, 'ấ'), (0xcb, 'ậ'),
    (0xcc, 'è'), (0xce, 'ẻ'), (0xcf, 'ẽ'), (0xd0, 'é'), (0xd1, 'ẹ'),
    (0xd2, 'ề'), (0xd3, 'ể'), (0xd4, 'ễ'), (0xd5, 'ế'), (0xd6, 'ệ'),
    (0xd7, 'ì'), (0xd8, 'ỉ'), (0xdc, 'ĩ'), (0xdd, 'í'), (0xde, 'ị'),
    (0xdf, 'ò'), (0xe1, 'ỏ'), (0xe2, 'õ'), (0xe3, 'ó'), (0xe4, 'ọ'),
    (0xe5, 'ồ'), (0xe6, 'ổ'), (0xe7, 'ỗ'), (0xe8, 'ố'), (0xe9, 'ộ'),
    (0xea, 'ờ'), (0xeb, 'ở'), (0xec, 'ỡ'), (0xed, 'ớ'), (0xee, 'ợ'),
    (0xef, 'ù'), (0xf1, 'ủ'), (0xf2, 'ũ'), (0xf3, 'ú'), (0xf4, 'ụ'),
    (0xf5, 'ừ'), (0xf6, 'ử'), (0xf7, 'ữ'), (0xf8, 'ứ'), (0xf9, 'ự'),
    (0xfa, 'ỳ'), (0xfb, 'ỷ'), (0xfc, 'ỹ'), (0xfd, 'ý'), (0xfe, 'ỵ'),
];

/// VNI: a letter and behind it a byte for its marks; capitals have the byte 0x20 lower.
fn vni(word: &str) -> Option<String> {
    let mut out = String::new();
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        let code = c as u32;
        let (small, upper) = if code < 0xe0 {
            (code + 0x20, true)
        } else {
            (code, false)
        };
        if let Some((_, letter)) = VNI_LETTERS.iter().find(|(byte, _)| *byte == small) {
            out.extend(if upper {
                letter.to_uppercase().collect::<Vec<_>>()
            } else {
                vec![*letter]
            });
            continue;
        }
        let (_, marks) = VNI_MARKS.iter().find(|(byte, _)| *byte == small)?;
        let base = out.chars().next_back()?;
        let fits = match marks.chars().next()? {
            '\u{302}' => "aeoAEO".contains(base),
            '\u{306}' => "aA".contains(base),
            _ => "aeouyAEOUYơưƠƯ".contains(base),
        };
        if !fits {
            return None;
        }
        out.push_str(marks);
    }
    Some(out.nfc().collect())
}

/// Letters of their own.
const VNI_LETTERS: [(u32, char); 9] = [
    (0xf1, 'đ'),
    (0xed, 'í'),
    (0xec, 'ì'),
    (0xe6, 'ỉ'),
    (0xf3, 'ĩ'),
    (0xf2, 'ị'),
    (0xee, 'ỵ'),
    (0xf4, 'ơ'),
    (0xf6, 'ư'),
];

/// Marks behind a letter, as combining characters.
const VNI_MARKS: [(u32, &str); 17] = [
    (0xf9, "\u{301}"),
    (0xf8, "\u{300}"),
    (0xfb, "\u{309}"),
    (0xf5, "\u{303}"),
    (0xef, "\u{323}"),
    (0xe2, "\u{302}"),
    (0xe1, "\u{302}\u{301}"),
    (0xe0, "\u{302}\u{300}"),
    (0xe5, "\u{302}\u{309}"),
    (0xe3, "\u{302}\u{303}"),
    (0xe4, "\u{302}\u{323}"),
    (0xea, "\u{306}"),
    (0xe9, "\u{306}\u{301}"),
    (0xe8, "\u{306}\u{300}"),
    (0xfa, "\u{306}\u{309}"),
    (0xfc, "\u{306}\u{303}"),
    (0xeb, "\u{306}\u{323}"),
];

/// Whether a word is built as a syllable of Vietnamese: an onset, a rime, at most one tone.
fn is_syllable(word: &str) -> bool {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let lower = word.to_lowercase();
    let tones = lower.nfd().filter(|c| TONES.contains(c)).count();
    let bare: String = lower.nfd().filter(|c| !TONES.contains(c)).nfc().collect();
    tones < 2
        && ONSETS.split(' ').chain([""]).any(|onset| {
            bare.strip_prefix(onset)
                .is_some_and(|rime| RIMES.split(' ').any(|known| known == rime))
        })
}

const ONSETS: &str = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x";

const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo \
    ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan \
    oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm \
    ơn ơp ơt u ua uac uach uai uan uang uanh uat uay uăn uăng uăt uân uâng uât uây uc ue uen uet uê uêch uênh uêt ui um \
    un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương \
    ươp ươt ươu ưt ưu y yêm yên yêt yêu ênh";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_in_an_old_font_are_decoded_whole() {
        let check = |typed: &str, said: &str| {
            let decoded = decode(typed);
            assert!(
                matches!(&decoded, Some(Decoded::Sure(text, _)) if text == said),
                "{typed}: {decoded:?}"
            );
        };
        check(
            "Kinh phÝ cßn h¹n chÕ, c¸n bé kiªm nhiÖm",
            "Kinh phí còn hạn chế, cán bộ kiêm nhiệm",
        );
        check(
            "M¸y tÝnh cò, ch\u{ad}a ®¸p øng yªu cÇu.",
            "Máy tính cũ, chưa đáp ứng yêu cầu.",
        );
        check("Kinh phí coøn haïn cheá", "Kinh phí còn hạn chế");
        check("Ñeà nghò caáp treân hoã trôï", "Đề nghị cấp trên hỗ trợ");
    }

    #[test]
    fn a_few_words_in_an_old_font_are_decoded_when_they_are_no_words_as_they_stand() {
        for (typed, said) in [
            ("Thieáu maùy", "Thiếu máy"),
            ("maùy", "máy"),
            ("Coù", "Có"),
            ("Khoâng coù", "Không có"),
            ("Caùn boä kieâm nhieäm", "Cán bộ kiêm nhiệm"),
            ("Kinh phÝ", "Kinh phí"),
            ("ThiÕu m¸y", "Thiếu máy"),
        ] {
            let decoded = decode(typed);
            assert!(
                matches!(&decoded, Some(Decoded::Sure(text, _)) if text == said),
                "{typed}: {decoded:?}"
            );
        }
        for (typed, said) in [
            ("Thieáu máy", "Thiếu máy"),
            ("Thieáu kinh phí ở xã", "Thiếu kinh phí ở xã"),
            ("ThiÕu máy tính ở thôn", "Thiếu máy tính ở thôn"),
        ] {
            assert_eq!(
                decode(typed),
                Some(Decoded::Perhaps(said.to_owned())),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_unicode_already_or_another_language_stays() {
        for text in [
            "Kinh phí còn hạn chế",
            "Hòa Bình, 25 m², 30°C ± 2",
            "· Mục một",
            "© 2020 Công ty",
            "Straße, naïve, Düsseldorf",
            "Đã đổi ½ số máy",
            "ä",
            "Hoà, toán, máy, quý, xuân, Á, Ý",
            "Ôtô, phôtô, Krông Nô, Êđê, Pháp, José, Noël",
            "UBND xã Đông Hoà; CNTT-CĐ; HĐND",
            "xoong, boong, khoáng, ngoèo, quýt, gì, giếng, yêu, uý",
            "",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_causes_a_panic_and_only_western_letters_are_decoded(text in "\\PC{0,30}") {
            if let Some(Decoded::Sure(said, _) | Decoded::Perhaps(said)) = decode(&text) {
                proptest::prop_assert!(text.chars().any(is_latin1));
                proptest::prop_assert!(!said.is_empty());
            }
        }
    }
}
