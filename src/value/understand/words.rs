//! Words: Có and Không, choices, text.

use super::Understood;
use crate::value::fold::{clean, fold};
use crate::value::{Raw, Remark, Value, format};

const YES: &[&str] = &[
    "x",
    "v",
    "✓",
    "✔",
    "☑",
    "☒",
    "có",
    "đã có",
    "có rồi",
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
            if YES.contains(&word) {
                Some(true)
            } else {
                NO.contains(&word).then_some(false)
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

/// Text as written, without what nobody sees.
pub(in crate::value) fn text(raw: &Raw, percent: Option<bool>, lines: bool) -> Understood {
    let shown = match raw {
        Raw::Number(n) if percent == Some(true) => format::percent(*n, 6),
        _ => raw.shown(),
    };
    let text = clean(&shown, lines);
    if text.chars().any(char::is_alphanumeric) {
        Understood::value(Value::Text(text))
    } else {
        Understood::refused(Remark::NoWords { shown })
    }
}
