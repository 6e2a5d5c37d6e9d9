//! Text as it may stand in the file: clean characters, and spaces that must not break a line.
//!
//! In: the inlines of one paragraph. Out: runs. A number stays with its unit ("652 hồ sơ"), a word with its
//! number ("ngày 28", "Điều 28"), a short proper name with itself ("Đông Sơn"), also across inlines.

use crate::model::document::Inline;
use docx_rs::Run;
use unicode_normalization::UnicodeNormalization;

const NO_BREAK: char = '\u{a0}';

/// Words that a number follows and that stay with it; what comes after that number is no unit of it.
const BEFORE_NUMBER: [&str; 14] = [
    "ngày", "tháng", "năm", "quý", "điều", "khoản", "điểm", "mục", "phần", "chương", "biểu",
    "bảng", "thứ", "trang",
];

/// Words that may stay with a number that follows, which may as well count what comes after it: "số 12", "trong số 12
/// máy".
const BEFORE_SOME_NUMBERS: [&str; 2] = ["số", "mức"];

/// Words after a number that are no unit of it.
const NO_UNIT: [&str; 26] = [
    "và", "hoặc", "so", "trong", "của", "được", "do", "là", "có", "thì", "với", "đến", "tại", "ở",
    "theo", "để", "từ", "trên", "cho", "khi", "nhưng", "đã", "không", "như", "gồm", "đạt",
];

/// Words in a capital that open the name of an office or a law; only what follows them may be a short name.
const NO_NAME: [&str; 10] = [
    "Sở", "Bộ", "Ban", "Phòng", "Luật", "Cổng", "Văn", "Công", "Quyết", "Nghị",
];

/// A proper name of more letters may break: a long unbroken piece tears holes in a justified line.
const LONGEST_NAME: usize = 24;

/// Leaves only characters that XML 1.0 may hold, composed, with every white space a plain space.
pub(super) fn clean(text: &str) -> String {
    text.nfc()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                Some(' ')
            }
            // Marks of direction can make a text read otherwise than it is.
            '\u{fffe}'
            | '\u{ffff}'
            | '\u{feff}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// Clean capitals.
pub(super) fn upper(text: &str) -> String {
    clean(&text.to_uppercase())
}

/// The texts of a paragraph with what each shows; `capitals` writes them in capitals. Leading text (a number, a
/// dash) goes first.
pub(super) fn pieces<'i>(
    lead: &str,
    content: &'i [Inline],
    capitals: bool,
) -> Vec<(String, Option<&'i Inline>)> {
    let mut pieces = vec![clean(lead)];
    pieces.extend(content.iter().map(|inline| {
        let text = inline.shown();
        if capitals { upper(&text) } else { clean(&text) }
    }));
    let glued = glue(&pieces.concat());
    let mut rest = glued.chars();
    let mut out = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let text: String = rest.by_ref().take(piece.chars().count()).collect();
        if !text.is_empty() {
            out.push((text, at.checked_sub(1).and_then(|i| content.get(i))));
        }
    }
    out
}

/// The mark of a run that shows a figure.
pub(super) fn mark(inline: Option<&Inline>) -> Option<String> {
    match inline {
        Some(Inline::Figure { slot, .. }) => Some(crate::docx::control::figure_mark(slot)),
        _ => None,
    }
}

/// The runs of a paragraph.
pub(super) fn runs(lead: &str, content: &[Inline], capitals: bool) -> Vec<Run> {
    pieces(lead, content, capitals)
        .into_iter()
        .map(|(text, inline)| {
            let run = Run::new().add_text(text);
            let run = match mark(inline) {
                Some(mark) => run.style(&mark),
                None => run,
            };
            match inline {
                Some(Inline::Strong(_)) => run.bold(),
                Some(Inline::Emphasis(_)) => run.italic(),
                Some(Inline::Gap { .. }) => run.highlight("yellow"),
                _ => run,
            }
        })
        .collect()
}

/// The same text, the same length, with spaces that must not break as no-break spaces.
pub(crate) fn glue(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len() + 16);
    let mut name_left = 0;
    for (at, word) in words.iter().enumerate() {
        out.push_str(word);
        let Some(next) = words.get(at + 1) else { break };
        if name_left == 0 {
            name_left = name_length(&words[at..]);
        }
        let in_name = name_left > 1;
        name_left = name_left.saturating_sub(1);
        let before = at.checked_sub(1).map_or("", |i| words[i]);
        let keep =
            in_name || number_and_unit(before, word, next) || word_and_number(before, word, next);
        out.push(if keep { NO_BREAK } else { ' ' });
    }
    out
}

/// How many words from here are one short proper name; 1 when none starts here.
fn name_length(words: &[&str]) -> usize {
    if words.first().is_some_and(|word| NO_NAME.contains(word)) {
        return 1;
    }
    let mut length = 0;
    let mut letters = 0;
    for word in words.iter().take(5) {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
        let mut chars = bare.chars();
        let capital = chars.next().is_some_and(char::is_uppercase);
        let small = chars.as_str();
        if !capital || small.is_empty() || !small.chars().all(char::is_lowercase) {
            break;
        }
        letters += bare.chars().count() + 1;
        length += 1;
        if bare.len() != word.len() {
            break;
        }
    }
    if (2..=4).contains(&length) && letters <= LONGEST_NAME {
        length
    } else {
        1
    }
}

/// "652 hồ", "60 Mbps", but not "2020 và", nor "năm 2020 huyện".
fn number_and_unit(before: &str, word: &str, next: &str) -> bool {
    let unit = next.trim_end_matches(|c: char| c.is_ascii_punctuation());
    is_number(word)
        && !unit.is_empty()
        && unit.chars().all(char::is_alphabetic)
        && !NO_UNIT.contains(&unit)
        && !BEFORE_NUMBER.contains(&unit)
        && !BEFORE_NUMBER.contains(&bare_lower(before).as_str())
}

/// "Điều 28", "mức độ 4", "cấp 1", but not "tốc độ 60" nor "cung cấp 49": there the number counts what follows it.
fn word_and_number(before: &str, word: &str, next: &str) -> bool {
    if !next.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let word = bare_lower(word);
    match word.as_str() {
        "độ" => bare_lower(before) == "mức",
        "cấp" => {
            let level = next.trim_end_matches(|c: char| c.is_ascii_punctuation());
            level.len() == 1 && bare_lower(before) != "cung"
        }
        word => BEFORE_NUMBER.contains(&word) || BEFORE_SOME_NUMBERS.contains(&word),
    }
}

fn bare_lower(word: &str) -> String {
    word.trim_start_matches(|c: char| c.is_ascii_punctuation())
        .chars()
        .take(12)
        .collect::<String>()
        .to_lowercase()
}

/// Digits with the marks that stand between them, whole: "7.315", "98,5", "13/14", "100%".
fn is_number(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '"', '“']);
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.ends_with(|c: char| c.is_ascii_digit() || c == '%')
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '%'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Slot, plain};

    fn check(text: &str, expected: &str) {
        assert_eq!(glue(text).replace(NO_BREAK, "~"), expected);
    }

    #[test]
    fn numbers_units_and_names_stay_together() {
        check("tiếp nhận 7.315 hồ sơ", "tiếp nhận 7.315~hồ sơ");
        check("13/14 xã, 60 Mbps.", "13/14~xã, 60~Mbps.");
        check(
            "ngày 28 tháng 10 năm 2020 đã",
            "ngày~28 tháng~10 năm~2020 đã",
        );
        check("tại khoản 2 Điều 28 Luật", "tại khoản~2 Điều~28 Luật");
        check("12 và 13", "12 và 13");
        check("mức độ 4, tích hợp", "mức độ~4, tích hợp");
        check("có tốc độ 60 Mbps;", "có tốc độ 60~Mbps;");
        check("đang cung cấp 49 dịch vụ", "đang cung cấp 49~dịch vụ");
        check("được cấp 40 máy, cấp 3 và", "được cấp 40~máy, cấp~3 và");
        check("trong số 12 máy", "trong số~12~máy");
        check("Công văn số 12 ngày 5", "Công văn số~12 ngày~5");
        check("ông Nguyễn Hồng Quang, xã", "ông Nguyễn~Hồng~Quang, xã");
        check("UBND huyện Đông Sơn", "UBND huyện Đông~Sơn");
        check(
            "Sở Thông tin và Truyền thông",
            "Sở Thông tin và Truyền thông",
        );
        check("KẾT QUẢ ỨNG DỤNG", "KẾT QUẢ ỨNG DỤNG");
    }

    #[test]
    fn a_number_and_its_unit_stay_together_across_inlines() {
        let content = [
            Inline::Figure {
                slot: Slot::whole("a".parse().unwrap(), "so"),
                shown: "652".into(),
            },
            Inline::Text(" hồ sơ".into()),
        ];
        let text: String = glue(&plain(&content));
        assert_eq!(text, "652\u{a0}hồ sơ");
        assert_eq!(runs("", &content, false).len(), 2);
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(clean("a\u{0}b\u{8}c\td\u{fffe}\u{1b}e"), "abc de");
        assert_eq!(clean("o\u{302}\u{323}"), "ộ");
    }

    proptest::proptest! {
        #[test]
        fn gluing_keeps_every_character_but_spaces(text in "\\PC*") {
            let glued = glue(&text);
            proptest::prop_assert_eq!(glued.chars().count(), text.chars().count());
            proptest::prop_assert_eq!(glued.replace(NO_BREAK, " "), text.replace(NO_BREAK, " "));
        }
    }
}
