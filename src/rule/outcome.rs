//! What a formula is given and what comes of it.

use super::ColumnName;
use serde::{Deserialize, Serialize};

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

/// What is known of a name when a formula asks for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Answered {
    /// Answered; [`Operand::Blank`] where nothing is an answer.
    Value(Operand),
    /// Not answered yet.
    Unanswered,
    /// Answered with a nil (tình trạng số liệu): rules on it are not judged.
    NotApplicable,
}

/// What a formula asks when it is evaluated.
///
/// A closure over names serves where there are no columns.
pub trait Lookup {
    /// What is known of a name.
    fn name(&self, name: &str) -> Answered;

    /// The values of a column, one after the other; what is nil is passed over, what is unanswered is waited for.
    fn column(&self, column: &ColumnName) -> Vec<Answered>;
}

impl<F: Fn(&str) -> Answered + ?Sized> Lookup for F {
    fn name(&self, name: &str) -> Answered {
        self(name)
    }

    fn column(&self, _: &ColumnName) -> Vec<Answered> {
        vec![Answered::Unanswered]
    }
}

/// What became of a condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It does not hold.
    Broken,
    /// Fields that it needs are not answered yet.
    NotYet {
        /// Those names, in the order of the formula.
        waiting: Vec<String>,
    },
    /// Fields that it needs are answered with a nil.
    NotJudged {
        /// Those names, in the order of the formula.
        nil: Vec<String>,
    },
    /// A field holds text where the condition needs a number.
    NotNumber {
        /// That name.
        name: String,
    },
    /// The result is an error value, or text.
    Undefined(ExcelError),
}

/// What became of a computed figure. An error value is a `Value(Operand::Error(_))`.
#[derive(Debug, Clone, PartialEq)]
pub enum Computed {
    /// The result; never blank (Excel gives 0).
    Value(Operand),
    /// Names that it needs are not answered yet.
    NotYet {
        /// Those names, in the order of the formula.
        waiting: Vec<String>,
    },
    /// Names that it needs are answered with a nil.
    NotJudged {
        /// Those names, in the order of the formula.
        nil: Vec<String>,
    },
    /// A name holds text where the formula needs a number.
    NotNumber {
        /// That name.
        name: String,
    },
}
