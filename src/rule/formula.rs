//! A parsed formula, and what can be told of it before it is evaluated.

use super::expr::{self, Name, OperandShape};
use super::{FormulaError, parse};
use std::collections::BTreeSet;

/// A parsed formula. Only [`Formula::parse`] makes one, so its syntax is right and its functions are allowed.
#[derive(Debug, Clone)]
pub struct Formula {
    /// The text as written in the kit, without a leading `=`; it is what goes into the workbook.
    pub source: String,
    /// In order of first use.
    pub(super) names: Vec<Name>,
    pub(super) expr: expr::Expr,
    pub(super) facts: expr::ExprFacts,
}

impl Formula {
    /// Reads a formula written without a leading `=`; all its mistakes at once, in reading order.
    ///
    /// Refused: functions outside [`functions`], cell references, ranges, sheets, other files, arrays, `@`.
    pub fn parse(source: &str) -> Result<Self, Vec<FormulaError>> {
        let (expr, names) = parse::parse(source)?;
        let facts = expr::ExprFacts::of(&expr);
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
    /// use tonghop::rule::{Formula, OperandShape};
    /// let number = |_: &str| OperandShape::Number;
    /// let gives = |source| Formula::parse(source).unwrap().gives(&number);
    /// assert_eq!(gives("may + 1"), OperandShape::Number);
    /// assert_eq!(gives("may > 1"), OperandShape::Truth);
    /// assert_eq!(gives("IF(may > 1, may, \"\")"), OperandShape::Unknown);
    /// ```
    pub fn gives(&self, holds: &dyn Fn(&str) -> OperandShape) -> OperandShape {
        self.expr.shape_with(&|at| holds(&self.names[at].text))
    }

    fn names_at(&self, places: &BTreeSet<usize>) -> Vec<String> {
        places
            .iter()
            .map(|at| self.names[*at].text.clone())
            .collect()
    }
}
