//! Words: Có and Không, choices, text.

use super::hardly::is_hardly_an_answer;
use super::{Understood, day_of_serial};
use crate::value::accented::is_unaccented;
use crate::value::fold::{clean, fold};
use crate::value::{Nil, Raw, Remark, Value, format};

const YES: &[&str] = &[
    "x",
    "v",
    "✓",
    "√",
    "✔",
    "☑",
    "☒",
    "có",
    "đã có",
    "có rồi",
    "có, đang dùng",
    "có, đang sử dụng",
    "có, đang hoạt động",
    "rồi",
    "đạt",
    "đúng",
    "1",
    "true",
    "yes",
];
const NO: &[&str] = &[
    "không",
    "không có",
    "ko",
    "k",
    "chưa",
    "chưa có",
    "không đạt",
    "chưa đạt",
    "sai",
    "0",
    "false",
    "no",
];

/// Có or Không.
pub(in crate::value) fn yes_no(raw: &Raw) -> Understood {
    let said = match raw {
        Raw::Bool(yes) => Some(*yes),
        Raw::Number(1.0) => Some(true),
        Raw::Number(0.0) => Some(false),
        Raw::Text(text) => {
            let word = fold(text);
            let word = word.trim_end_matches(['.', '!', ';']);
            let is_one = |of: &[&str]| of.contains(&word) || is_unaccented(word, of);
            if is_one(YES) {
                Some(true)
            } else {
                is_one(NO).then_some(false)
            }
        }
        _ => None,
    };
    match said {
        Some(yes) => Understood::value(Value::YesNo(yes)),
        None => Understood::refused(Remark::NotYesNo { shown: raw.shown() }),
    }
}

/// One of the choices, as the kit writes it.
pub(in crate::value) fn choice(raw: &Raw, choices: &[String]) -> Understood {
    let shown = raw.shown();
    let word = fold(&shown);
    let word = word.trim_end_matches('.');
    let found = choices
        .iter()
        .find(|c| fold(c).trim_end_matches('.') == word);
    match found {
        Some(choice) => Understood::value(Value::Text(choice.clone())),
        None => Understood::refused(Remark::NotAChoice {
            shown,
            choices: choices.to_vec(),
        }),
    }
}

/// What people type where they have nothing to say, but which names and describes nothing.
const NO_ANSWER: &[&str] = &[
    "x",
    "v",
    "k",
    "ko",
    "kh",
    "có",
    "đã có",
    "không",
    "không có",
    "ko có",
    "k có",
    "không có gì",
    "không có dữ liệu",
    "không có thông tin",
    "không rõ",
    "không biết",
    "chưa",
    "chưa có",
    "chưa rõ",
    "chưa biết",
    "chưa xác định",
    "chưa có số liệu",
    "chưa có thông tin",
    "đang cập nhật",
    "cập nhật sau",
    "bổ sung sau",
    "sẽ bổ sung",
    "sẽ bổ sung sau",
    "sẽ cập nhật",
    "như trên",
    "nt",
    "n/a",
    "na",
    "nil",
    "none",
    "null",
    "no",
    "yes",
    "true",
    "false",
    "đúng",
    "sai",
];

/// Whole answers that leave nothing to report where opinions are asked for.
const NOTHING_TO_SAY: &[&str] = &[
    "không",
    "không có",
    "không có gì",
    "không có ý kiến",
    "không có ý kiến gì",
    "không có ý kiến gì thêm",
    "không có kiến nghị",
    "không có kiến nghị gì",
    "không có đề xuất",
    "không có đề xuất, kiến nghị",
    "không có kiến nghị, đề xuất",
    "không có khó khăn",
    "không có khó khăn, vướng mắc",
    "không có vướng mắc",
    "không ý kiến",
    "không kiến nghị",
];

/// One line of text as written, without what nobody sees.
pub(in crate::value) fn line(raw: &Raw, percent: Option<bool>) -> Understood {
    described(raw, percent, false)
}

/// Paragraphs. Whoever has nothing to report says so in words here.
pub(in crate::value) fn paragraphs(raw: &Raw, percent: Option<bool>) -> Understood {
    if let Raw::Text(text) = raw
        && let folded = fold(text)
        && let said = bare(&folded)
        && (NOTHING_TO_SAY.contains(&said) || is_unaccented(said, NOTHING_TO_SAY))
    {
        return Understood {
            nil: Some(Nil::NotArisen),
            ..Understood::default()
        };
    }
    described(raw, percent, true)
}

fn described(raw: &Raw, percent: Option<bool>, lines: bool) -> Understood {
    let shown = match raw {
        Raw::Date(serial) => {
            return Understood::refused(Remark::BecameADay {
                day: day_of_serial(*serial),
                in_share: false,
            });
        }
        Raw::Number(n) if percent == Some(true) => format::percent(*n, 6),
        _ => raw.shown(),
    };
    let text = clean(&shown, lines);
    let folded = fold(&text);
    let word = bare(&folded);
    let is_zero = word.chars().all(|c| matches!(c, '0' | ',' | '.'));
    let is_answer = !matches!(raw, Raw::Bool(_))
        && text.chars().any(char::is_alphanumeric)
        && !is_zero
        && !NO_ANSWER.contains(&word);
    if !is_answer {
        return Understood::refused(Remark::NoWords { shown });
    }
    let is_hardly = is_hardly_an_answer(&folded) || is_unaccented(word, NO_ANSWER);
    let said = Understood::value(Value::Text(text));
    if is_hardly {
        said.noted(Remark::HardlyWords { shown })
    } else {
        said
    }
}

/// A folded text without the marks around it.
fn bare(folded: &str) -> &str {
    folded.trim_matches(|c: char| !c.is_alphanumeric())
}
