//! What COUNTIF and its kin look for.
//!
//! In: the criterion as evaluated, a cell. Out: whether the cell is meant. `"Đạt"`, `">=15"`, `">10%"`, `">="&x`, a number.
//! Wildcards and `<>` are refused: Excel counts blank cells with `<>`, and who has not answered is not "other than".

use super::expr::{Comparison, Expr};
use super::numeric::{is_number, number_of};
use super::{ExcelError, Operand, number};
use crate::msg;
use crate::words::Message;
use std::cmp::Ordering;

/// What is sought in a column.
pub(super) enum Criterion {
    /// A number that stands so to this one.
    Number(Comparison, f64),
    /// A text, in whatever case.
    Text(String),
}

/// Why a criterion is refused, as far as its text tells.
pub(super) fn refused(expr: &Expr) -> Option<Message> {
    let Expr::Text(text) = expr else {
        return None;
    };
    let (how, rest) = operator(text);
    if how == Some(Comparison::Differs) {
        return Some(msg!("rule.criterion-differs"));
    }
    if text.contains(['*', '?', '~']) {
        return Some(msg!("rule.criterion-wildcard"));
    }
    if rest.trim().is_empty() {
        return Some(msg!("rule.criterion-blank"));
    }
    let orders = how.is_some_and(|how| how != Comparison::Equal);
    (orders && plain_number(rest).is_none()).then(|| msg!("rule.criterion-order", text = text))
}

impl Criterion {
    /// Of a value.
    pub(super) fn of(value: &Operand) -> Result<Self, ExcelError> {
        let text = match value {
            Operand::Text(text) => text,
            Operand::Bool(_) => return Err(ExcelError::Value),
            value => return Ok(Self::Number(Comparison::Equal, number_of(value)?)),
        };
        let (how, rest) = operator(text);
        if how == Some(Comparison::Differs) || text.contains(['*', '?', '~']) {
            return Err(ExcelError::Value);
        }
        match (how.unwrap_or(Comparison::Equal), plain_number(rest)) {
            (how, Some(n)) => Ok(Self::Number(how, n)),
            (Comparison::Equal, None) if !rest.is_empty() => Ok(Self::Text(rest.to_lowercase())),
            _ => Err(ExcelError::Value),
        }
    }

    /// Whether a cell is meant. A text that says the number is meant too where it is sought for being equal.
    pub(super) fn matches(&self, cell: &Operand) -> bool {
        match (self, cell) {
            (Self::Number(how, wanted), cell) if is_number(cell) => {
                number_of(cell).is_ok_and(|n| holds(*how, number::compare(n, *wanted)))
            }
            (Self::Number(Comparison::Equal, wanted), Operand::Text(text)) => {
                plain_number(text).is_some_and(|n| number::compare(n, *wanted) == Ordering::Equal)
            }
            (Self::Text(wanted), Operand::Text(text)) => text.to_lowercase() == *wanted,
            _ => false,
        }
    }
}

fn holds(how: Comparison, order: Ordering) -> bool {
    match how {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::Differs => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
    }
}

/// A criterion as a formula whose number does not depend on the machine's decimal mark: `">="&0.5`. None where it has none.
pub(super) fn independent(text: &str) -> Option<String> {
    let (how, rest) = operator(text);
    let number = plain_number(rest)?;
    if rest.trim().bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let sign = how.map_or("", |_| &text[..text.len() - rest.len()]);
    Some(format!("\"{sign}\"&{number}"))
}

/// The sign that a criterion begins with, and what follows.
fn operator(text: &str) -> (Option<Comparison>, &str) {
    let signs = [
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        ("<>", Comparison::Differs),
        (">", Comparison::Greater),
        ("<", Comparison::Less),
        ("=", Comparison::Equal),
    ];
    let found = signs
        .into_iter()
        .find_map(|(sign, how)| Some((how, text.strip_prefix(sign)?)));
    found.map_or((None, text), |(how, rest)| (Some(how), rest))
}

/// `15`, `0.5`, `-3`, `10%`: a number as a formula writes it.
fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (digits, share) = match text.strip_suffix('%') {
        Some(digits) => (digits, 100.0),
        None => (text, 1.0),
    };
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    let is_plain = digits.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        && digits.chars().all(plain);
    let n = digits
        .parse::<f64>()
        .ok()
        .filter(|n| is_plain && n.is_finite())?;
    Some(n / share)
}
