//! A parsed formula, and what can be told of it before it is evaluated.

use super::expr::{self, ColumnName, Expr, Name, OperandShape, Use};
use super::functions::Id;
use super::{FormulaError, parse};
use std::collections::BTreeSet;

/// A parsed formula. Only [`Formula::parse`] makes one, so its syntax is right and its functions are allowed.
#[derive(Debug, Clone)]
pub struct Formula {
    /// The text as written in the kit, without a leading `=`; it is what goes into the workbook.
    pub source: String,
    /// In order of first use.
    pub(super) names: Vec<Name>,
    /// In order of first use.
    pub(super) columns: Vec<ColumnName>,
    /// Where names, columns and criteria stand in the text, in reading order.
    pub(super) uses: Vec<Use>,
    pub(super) expr: Expr,
    pub(super) facts: Box<expr::ExprFacts>,
}

impl Formula {
    /// Reads a formula written without a leading `=`; all its mistakes at once, in reading order.
    ///
    /// Refused: functions outside [`functions`], cell references, ranges, sheets, other files, arrays, `@`.
    pub fn parse(source: &str) -> Result<Self, Vec<FormulaError>> {
        let parse::Parsed {
            expr,
            names,
            columns,
            uses,
        } = parse::parse(source)?;
        let facts = Box::new(expr::ExprFacts::of(&expr));
        Ok(Self {
            source: source.to_owned(),
            names,
            columns,
            uses,
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

    /// Each distinct column, in order of first use.
    pub fn columns(&self) -> &[ColumnName] {
        &self.columns
    }

    /// Columns that must hold numbers: those that are summed, ordered or multiplied.
    pub fn numeric_columns(&self) -> Vec<&ColumnName> {
        let columns = self.facts.numeric_columns.iter();
        columns.map(|at| &self.columns[*at]).collect()
    }

    /// Columns all of whose cells must be answered before anything is judged.
    pub fn needed_columns(&self) -> Vec<&ColumnName> {
        let columns = self.facts.needed_columns.iter();
        columns.map(|at| &self.columns[*at]).collect()
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

    /// Names that it says to be the sum of others.
    ///
    /// ```
    /// use tonghop::rule::Formula;
    /// let totals = |source| -> Vec<String> {
    ///     let formula = Formula::parse(source).unwrap();
    ///     formula.totals().into_iter().map(|name| name.text.clone()).collect()
    /// };
    /// assert_eq!(totals("AND(may = ban + xach_tay, a <= b)"), ["may"]);
    /// assert_eq!(totals("SUM(ban, xach_tay) = may"), ["may"]);
    /// assert!(totals("may = tong").is_empty());
    /// ```
    pub fn totals(&self) -> Vec<&Name> {
        let totals = self.facts.totals.iter();
        totals.map(|at| &self.names[*at]).collect()
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

    /// Whether it only adds its names up: `+`, `-`, SUM, and `*` and `/` with a constant. Of such a formula each name may
    /// speak of other units; anything else holds one against the other.
    ///
    /// ```
    /// use tonghop::rule::Formula;
    /// let adds_up = |source| Formula::parse(source).unwrap().adds_up();
    /// assert!(adds_up("SUM(a, b) - 2 * d / 100"));
    /// assert!(!adds_up("a / b"));
    /// assert!(!adds_up("IF(a = 0, 0, b)"));
    /// ```
    pub fn adds_up(&self) -> bool {
        self.expr.adds_up()
    }

    /// What it joins with AND, OR or NOT, each a formula of its own, and how; `None` when it is not joined.
    ///
    /// A name that stands there alone is left to the formula: of a text in a cell Excel takes no notice.
    pub(super) fn joined(&self) -> Option<(Id, Vec<Self>)> {
        let Expr::Call(function, args) = &self.expr else {
            return None;
        };
        let is_junction = matches!(function.id, Id::And | Id::Or | Id::Not);
        if !is_junction || args.iter().any(|arg| matches!(arg, Expr::Name(_))) {
            return None;
        }
        let part = |expr: &Expr| Self {
            source: self.source.clone(),
            names: self.names.clone(),
            columns: self.columns.clone(),
            uses: self.uses.clone(),
            expr: expr.clone(),
            facts: Box::new(expr::ExprFacts::of(expr)),
        };
        Some((function.id, args.iter().map(part).collect()))
    }

    fn names_at(&self, places: &BTreeSet<usize>) -> Vec<String> {
        places
            .iter()
            .map(|at| self.names[*at].text.clone())
            .collect()
    }
}
