//! The numbers that paragraphs open with.

/// The number that a paragraph opens with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Numbering {
    /// "IV."
    Roman(u32),
    /// "4." or "4.1."
    Arabic(Vec<u32>),
    /// "đ)"
    Point(String),
}

/// The number that a text opens with, and what follows it.
pub(super) fn numbering(text: &str) -> Option<(Numbering, &str)> {
    let (first, rest) = text.split_once(' ')?;
    if let Some(letter) = first.strip_suffix(')') {
        let is_letter = letter.chars().count() == 1 && letter.chars().all(char::is_lowercase);
        return is_letter.then(|| (Numbering::Point(letter.to_owned()), rest));
    }
    let bare = first.strip_suffix('.');
    if let Some(roman) = bare.and_then(roman) {
        return Some((Numbering::Roman(roman), rest));
    }
    let digits = bare.unwrap_or(first);
    let numbers: Option<Vec<u32>> = digits
        .split('.')
        .map(|n| n.parse().ok().filter(|n| *n < 100))
        .collect();
    let numbers = numbers.filter(|all| bare.is_some() || all.len() > 1)?;
    Some((Numbering::Arabic(numbers), rest))
}

/// The value of a Roman number in capitals.
fn roman(text: &str) -> Option<u32> {
    let mut sum = 0_i32;
    let mut last = 0;
    if text.len() > 8 {
        return None;
    }
    for letter in text.chars().rev() {
        let value = match letter {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            _ => return None,
        };
        if value < last {
            sum -= value;
        } else {
            sum += value;
            last = value;
        }
    }
    u32::try_from(sum).ok().filter(|n| (1..100).contains(n))
}
