//! Operands as numbers.
//!
//! In: an operand. Out: its number, or the error value that Excel gives in its place.

use super::{ExcelError, Operand};

/// A value, or the error value in its place.
pub(super) type Result<T> = std::result::Result<T, ExcelError>;

/// Whether it is a number; days are numbers to Excel.
pub(super) fn is_number(value: &Operand) -> bool {
    matches!(value, Operand::Number(_) | Operand::Date(_))
}

/// As a number, where text is none.
pub(super) fn number_of(value: &Operand) -> Result<f64> {
    match value {
        Operand::Blank => Ok(0.0),
        Operand::Number(n) | Operand::Date(n) => Ok(*n),
        Operand::Bool(b) => Ok(f64::from(u8::from(*b))),
        Operand::Text(_) => Err(ExcelError::Value),
        Operand::Error(error) => Err(*error),
    }
}

/// Excel has no infinite numbers, and what is too small for it is 0.
pub(super) fn number_or_error(n: f64) -> Result<Operand> {
    if n.is_finite() {
        Ok(Operand::Number(if n.is_normal() { n } else { 0.0 }))
    } else {
        Err(ExcelError::Num)
    }
}
