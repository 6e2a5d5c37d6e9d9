//! How the result of a formula goes together when its names are rolled up.
//!
//! In: the tree, and how each name grows. Out: whether the sum of the results is the result of the sums, whether it is to be
//! calculated anew from them, or neither. Constants (`dot.…`) may stand anywhere; an IF that tests nothing else is decided
//! once, so that both of its sides must grow alike.

use super::expr::{Arithmetic, Binary, ColumnName, Expr};
use super::formula::Formula;
use super::functions::Id;

/// How a value goes together over several units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    /// The same for all.
    Constant,
    /// Adds up.
    Sum,
    /// Calculated anew from what adds up: a ratio of sums.
    Ratio,
    /// Neither.
    Other,
}

/// How the names and columns of a formula grow.
pub struct Growing<'a> {
    /// Of a name.
    pub name: &'a dyn Fn(&str) -> Growth,
    /// Of the cells of a column.
    pub column: &'a dyn Fn(&ColumnName) -> Growth,
}

impl Formula {
    /// How its result goes together.
    ///
    /// ```
    /// use tonghop::rule::{Formula, Growing, Growth};
    /// let growing = Growing { name: &|_| Growth::Sum, column: &|_| Growth::Sum };
    /// let of = |source| Formula::parse(source).unwrap().growth(&growing);
    /// assert_eq!(of("SUM(a, b) - 2 * d / 100"), Growth::Sum);
    /// assert_eq!(of("(a - b) / b * 100"), Growth::Ratio);
    /// assert_eq!(of("a * b"), Growth::Other);
    /// assert_eq!(of("a + 1"), Growth::Other);
    /// ```
    pub fn growth(&self, growing: &Growing<'_>) -> Growth {
        self.growth_of(&self.expr, growing)
    }

    fn growth_of(&self, expr: &Expr, growing: &Growing<'_>) -> Growth {
        let of = |expr: &Expr| self.growth_of(expr, growing);
        match expr {
            Expr::Number(_) | Expr::Text(_) | Expr::Bool(_) => Growth::Constant,
            Expr::Name(at) => (growing.name)(&self.names[*at].text),
            Expr::Column(at) => (growing.column)(&self.columns[*at]),
            Expr::Plus(inner) | Expr::Negate(inner) | Expr::Percent(inner) => of(inner),
            Expr::Binary(Binary::Arithmetic(op), left, right) => match op {
                Arithmetic::Add | Arithmetic::Subtract => added(&[left, right], &of),
                Arithmetic::Multiply => match (of(left), of(right)) {
                    (Growth::Constant, other) | (other, Growth::Constant) => other,
                    _ => Growth::Other,
                },
                Arithmetic::Divide => divided(of(left), of(right)),
                Arithmetic::Power => constant_or_other(&[left, right], &of),
            },
            Expr::Binary(_, left, right) => constant_or_other(&[left, right], &of),
            Expr::Call(function, args) => {
                let all: Vec<&Expr> = args.iter().collect();
                match (function.id, args.as_slice()) {
                    (Id::Sum, _) => added(&all, &of),
                    (Id::If, [test, sides @ ..]) if of(test) == Growth::Constant => {
                        added(&sides.iter().collect::<Vec<_>>(), &of)
                    }
                    _ => constant_or_other(&all, &of),
                }
            }
        }
    }
}

/// Of a sum. A number beside what adds up would be added once for each unit, 0 excepted.
fn added(parts: &[&Expr], of: &dyn Fn(&Expr) -> Growth) -> Growth {
    let parts = parts.iter().filter(|part| !is_zero(part));
    let grown: Vec<Growth> = parts.map(|part| of(part)).collect();
    let all = |wanted: &[Growth]| grown.iter().all(|g| wanted.contains(g));
    if all(&[Growth::Constant]) {
        Growth::Constant
    } else if all(&[Growth::Sum]) {
        Growth::Sum
    } else if all(&[Growth::Ratio, Growth::Constant]) {
        Growth::Ratio
    } else {
        Growth::Other
    }
}

fn is_zero(expr: &Expr) -> bool {
    matches!(expr, Expr::Number(n) if *n == 0.0)
}

fn divided(left: Growth, right: Growth) -> Growth {
    match (left, right) {
        (own, Growth::Constant) => own,
        (Growth::Sum, Growth::Sum) | (Growth::Constant | Growth::Ratio, Growth::Ratio) => {
            Growth::Ratio
        }
        _ => Growth::Other,
    }
}

fn constant_or_other(parts: &[&Expr], of: &dyn Fn(&Expr) -> Growth) -> Growth {
    if parts.iter().all(|part| of(part) == Growth::Constant) {
        Growth::Constant
    } else {
        Growth::Other
    }
}
