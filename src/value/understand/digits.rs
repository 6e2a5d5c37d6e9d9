//! What digits, points and commas say: thousands point and decimal comma.
//!
//! A point parts groups of three, a comma decimals, as in Vietnam; the other way round is taken where it can be
//! meant no other way. What could be meant both ways is [`Digits::Either`].

use crate::value::fold::fold;

const ABOUT: &[&str] = &[
    "khoảng",
    "ước tính",
    "ước đạt",
    "ước",
    "xấp xỉ",
    "gần",
    "hơn",
    "chừng",
    "độ",
    "tầm",
    "~",
    "≈",
];
/// Words and signs before a number that only bounds the one that is meant.
const BOUNDS: &[&str] = &[
    "từ",
    "trên",
    "dưới",
    "ít hơn",
    "nhiều hơn",
    "lớn hơn",
    "nhỏ hơn",
    "không quá",
    "không dưới",
    "chưa đến",
    "chưa tới",
    "ít nhất",
    "nhiều nhất",
    "tối thiểu",
    "tối đa",
    "<=",
    ">=",
    "<",
    ">",
    "≥",
    "≤",
    "⩾",
    "⩽",
];
/// Most digits that Excel keeps.
const DIGITS: usize = 15;

/// A number as written, taken apart.
pub(super) struct Written {
    pub(super) number: Digits,
    /// What follows it, folded.
    pub(super) rest: String,
    /// What stands before it.
    pub(super) before: Before,
}

/// What stands before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Before {
    /// Nothing that says anything of it.
    Nothing,
    /// "khoảng" and its like.
    About,
    /// "dưới" and its like: the number that is meant is another one.
    Bound,
}

/// What digits with points and commas say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Digits {
    /// Clear.
    One(f64),
    /// One point (or comma) before three digits.
    Either {
        grouped: f64,
        decimal: f64,
        point: bool,
    },
    /// A point before four zeros or more: one that parts thousands was missed, or a program wrote decimals.
    Missed { grouped: f64, decimal: f64 },
    /// More digits than Excel keeps.
    TooMany,
}

impl Written {
    /// Takes a text apart; `None` when it does not begin with a number.
    pub(super) fn of(text: &str) -> Option<Self> {
        if are_several(text) {
            return None;
        }
        let folded = fold(text);
        let mut rest = folded.trim_start_matches('\'').trim();
        let mut before = Before::Nothing;
        let after = |words: &[&str], rest: &'_ str| -> Option<usize> {
            let word = words.iter().find(|word| rest.starts_with(**word))?;
            Some(word.len())
        };
        loop {
            let about = after(ABOUT, rest).map(|end| (Before::About, end));
            let bound = after(BOUNDS, rest).map(|end| (Before::Bound, end));
            let Some((what, end)) = bound.or(about) else {
                break;
            };
            before = before.max(what);
            rest = rest[end..].trim_start();
        }
        let negative = rest.starts_with('-');
        rest = rest.trim_start_matches(['+', '-']).trim_start();
        let end = end_of_digits(rest);
        let (digits, rest) = rest.split_at(end);
        let number = digits_of(digits.trim_end_matches(['.', ',']))?;
        let signed = |n: f64| if negative { -n } else { n };
        Some(Self {
            number: match number {
                Digits::One(n) => Digits::One(signed(n)),
                Digits::Either {
                    grouped,
                    decimal,
                    point,
                } => Digits::Either {
                    grouped: signed(grouped),
                    decimal: signed(decimal),
                    point,
                },
                Digits::Missed { grouped, decimal } => Digits::Missed {
                    grouped: signed(grouped),
                    decimal: signed(decimal),
                },
                Digits::TooMany => Digits::TooMany,
            },
            rest: rest.trim().to_owned(),
            before,
        })
    }
}

/// Whether digits are parted by more than one space can say: by a line break, a tab or several spaces, as two answers in one
/// cell are.
fn are_several(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = chars.next() {
        if !after_digit || !c.is_whitespace() {
            after_digit = c.is_ascii_digit();
            continue;
        }
        let (mut wide, mut breaks) = (1, is_break(c));
        while let Some(more) = chars.next_if(|c| c.is_whitespace()) {
            wide += 1;
            breaks |= is_break(more);
        }
        let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
        if before_digit && (wide > 1 || breaks) {
            return true;
        }
        after_digit = false;
    }
    false
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Digits, points, commas, and single spaces between digits.
fn end_of_digits(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let space = c == ' ' && end > 0 && chars.peek().is_some_and(|(_, n)| n.is_ascii_digit());
        if !(c.is_ascii_digit() || matches!(c, '.' | ',') || space) {
            break;
        }
        end = at + 1;
    }
    end
}

fn digits_of(text: &str) -> Option<Digits> {
    let count = text.chars().filter(char::is_ascii_digit).count();
    if count == 0 {
        return None;
    }
    let spaced = text.contains(' ');
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let last = text.rfind(['.', ',']);
    let (whole, fraction, separator) = match (last, points + commas) {
        (None, _) => (text, "", ' '),
        (Some(_), n) if n > 1 && (points == 0 || commas == 0) => {
            (text, "", if points > 0 { '.' } else { ',' })
        }
        (Some(at), n) => {
            let other = if text[at..].starts_with('.') {
                ','
            } else {
                '.'
            };
            (
                &text[..at],
                &text[at + 1..],
                if n > 1 { other } else { ' ' },
            )
        }
    };
    let grouped = whole.contains(separator);
    if spaced && separator != ' '
        || fraction.contains(' ')
        || grouped && !in_threes(whole, separator)
    {
        return None;
    }
    let whole: String = whole.chars().filter(|c| *c != separator).collect();
    if !whole.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    if count > DIGITS {
        return Some(Digits::TooMany);
    }
    let number = |whole: &str, fraction: &str| format!("{whole}.{fraction}0").parse::<f64>().ok();
    let zero = if whole.is_empty() { "0" } else { &whole };
    let decimal = number(zero, fraction)?;
    let lone = points + commas == 1 && !spaced;
    if lone && fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0') {
        return Some(Digits::Either {
            grouped: number(&format!("{whole}{fraction}"), "")?,
            decimal,
            point: points == 1,
        });
    }
    let is_zeros = fraction.chars().all(|c| c == '0');
    if lone && points == 1 && fraction.len() > 3 && is_zeros && !zero.starts_with('0') {
        return Some(Digits::Missed {
            grouped: number(&format!("{whole}{fraction}"), "")?,
            decimal,
        });
    }
    Some(Digits::One(decimal))
}

/// Whether digits stand in groups of three, the first shorter or as long.
fn in_threes(text: &str, separator: char) -> bool {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::Written;

    #[test]
    fn numbers_on_two_lines_or_far_apart_are_no_groups_of_one() {
        for text in [
            "388\n412",
            "388\r\n412",
            "388\n\n412",
            "388\t412",
            "388   412",
            "388\u{2028}412",
            "388 \u{a0}412",
            "khoảng 388\n412",
        ] {
            assert!(Written::of(text).is_none(), "{text:?}");
        }
        for text in ["7 315", "7\u{a0}315", " 7315\n", "7315\n\nmáy", "7.315"] {
            assert!(Written::of(text).is_some(), "{text:?}");
        }
    }
}
