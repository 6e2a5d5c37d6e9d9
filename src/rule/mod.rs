//! Rules, conditions and computed figures in Excel syntax.
//!
//! One text is the live check in the workbook and the judgement at intake. Parsed once with names known;
//! evaluated with Excel's results, except that text is never coerced to a number and that nothing is judged
//! while a field it needs is unanswered. Knows nothing of forms, files or where names come from.

use serde::{Deserialize, Serialize};

/// A parsed formula. Only [`Formula::parse`] makes one, so its names exist and its functions are allowed.
#[derive(Debug, Clone)]
pub struct Formula {
    /// The text as written in the kit, without a leading `=`; it is what goes into the workbook.
    pub source: String,
}

/// What a name stands for when a formula is evaluated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Operand {
    /// Answered with nothing (an optional field left blank, or nil). Excel: 0 or "".
    Blank,
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date's serial number in the 1900 system; arithmetic treats it as the number.
    Date(f64),
    /// An error value.
    Error(ExcelError),
}

/// Excel's error values that a formula here can meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExcelError {
    /// `#DIV/0!`
    Div0,
    /// `#VALUE!`
    Value,
    /// `#NUM!`
    Num,
    /// `#N/A`
    NotAvailable,
    /// `#REF!`
    Ref,
    /// `#NAME?`
    Name,
    /// `#NULL!`
    Null,
}
