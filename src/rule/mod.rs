//! Rules, conditions and computed figures in Excel syntax.
//!
//! One text is the live check in the workbook and the judgement at intake. Parsed once with names known;
//! evaluated with Excel's results, except that text is never coerced to a number and that nothing is judged
//! while a field it needs is unanswered. Knows nothing of forms, files or where names come from.

mod dates;
mod evaluate;
mod expr;
pub mod functions;
mod judge;
mod live;
mod number;
mod parse;
mod scan;

pub use expr::Shape;

use crate::words::Message;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

/// A parsed formula. Only [`Formula::parse`] makes one, so its syntax is right and its functions are allowed.
#[derive(Debug, Clone)]
pub struct Formula {
    /// The text as written in the kit, without a leading `=`; it is what goes into the workbook.
    pub source: String,
    /// In order of first use.
    names: Vec<Name>,
    expr: expr::Expr,
    facts: expr::Facts,
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

/// A mistake in a formula, at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct FormulaError {
    /// Bytes of the source.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// What may have been meant.
    pub help: Option<Message>,
}

/// A name in a formula, where it first stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// Bytes of the source.
    pub at: Range<usize>,
}

/// What a live check in the workbook says. Short words; quotes are doubled where they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveWords {
    /// A needed cell is still blank, e.g. "Chưa nhập đủ".
    pub not_yet: String,
    /// A cell holds text where a number is needed, e.g. "Cần gõ số".
    pub not_number: String,
    /// A needed row has a nil, e.g. "Không xét".
    pub not_judged: String,
    /// The condition holds, e.g. "Đạt".
    pub holds: String,
    /// It does not, e.g. "Cần bổ sung".
    pub broken: String,
}

/// What a live check must know of a name in the workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveName {
    /// Defined name of its status cell, where it has one: a status instead of an answer makes the rule "not judged".
    pub status: Option<String>,
    /// What a blank of it means.
    pub blank: LiveBlank,
}

/// What a cell without an answer means to a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LiveBlank {
    /// It is still to be answered: "not yet".
    #[default]
    NotYet,
    /// It may stay blank: an answer like any other.
    Answer,
    /// The cell counts rows of a list that must have some: 0 is "not yet".
    ZeroIsNotYet,
}

impl Formula {
    /// Reads a formula written without a leading `=`; all its mistakes at once, in reading order.
    ///
    /// Refused: functions outside [`functions`], cell references, ranges, sheets, other files, arrays, `@`.
    pub fn parse(source: &str) -> Result<Self, Vec<FormulaError>> {
        let (expr, names) = parse::parse(source)?;
        let facts = expr::Facts::of(&expr);
        Ok(Self {
            source: source.to_owned(),
            names,
            expr,
            facts,
        })
    }

    /// The text as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Each distinct name, in order of first use.
    pub fn names(&self) -> Vec<Name> {
        self.names.clone()
    }

    /// Names that must be answered before anything is judged: all but those that stand only directly inside
    /// `ISBLANK(name)` or `COUNTA(name, …)`.
    pub fn needs(&self) -> Vec<String> {
        self.names_at(&self.facts.needed)
    }

    /// Names that stand where a number is needed: in arithmetic, compared with something numeric, as an
    /// argument of a numeric function.
    pub fn numeric_names(&self) -> Vec<String> {
        self.names_at(&self.facts.numeric)
    }

    /// Pairs of names that are compared with one another.
    pub fn compared_names(&self) -> Vec<(&Name, &Name)> {
        let pairs = self.facts.pairs.iter();
        pairs
            .map(|(a, b)| (&self.names[*a], &self.names[*b]))
            .collect()
    }

    /// What kind of value comes out, where it is known what its names hold.
    ///
    /// ```
    /// use tonghop::rule::{Formula, Shape};
    /// let number = |_: &str| Shape::Number;
    /// let gives = |source| Formula::parse(source).unwrap().gives(&number);
    /// assert_eq!(gives("may + 1"), Shape::Number);
    /// assert_eq!(gives("may > 1"), Shape::Truth);
    /// assert_eq!(gives("IF(may > 1, may, \"\")"), Shape::Unknown);
    /// ```
    pub fn gives(&self, holds: &dyn Fn(&str) -> Shape) -> Shape {
        self.expr.shape_with(&|at| holds(&self.names[at].text))
    }

    fn names_at(&self, places: &BTreeSet<usize>) -> Vec<String> {
        places
            .iter()
            .map(|at| self.names[*at].text.clone())
            .collect()
    }

    /// Whether the condition holds. A number other than 0 is true; text is `Undefined(Value)`.
    pub fn judge(&self, look: &dyn Fn(&str) -> Answered) -> Outcome {
        judge::judge(self, look)
    }

    /// The value of the formula, as Excel gives it.
    pub fn compute(&self, look: &dyn Fn(&str) -> Answered) -> Computed {
        judge::compute(self, look)
    }

    /// The text, without a leading `=`, of a workbook formula that says where this condition stands.
    ///
    /// Its guards are those of [`Formula::judge`]; `about` tells of each name what they need.
    pub fn live_check(&self, words: &LiveWords, about: &dyn Fn(&str) -> LiveName) -> String {
        live::check(self, words, about)
    }
}

#[cfg(test)]
mod tests;
