//! What becomes of a formula that is calculated for each unit, over several units.

use super::Formula;
use super::expr::{Arithmetic, Binary, Expr};
use super::functions::Id;

/// How what a formula gives for each unit becomes what it gives for several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    /// It only adds up: the sum of the units' results, which is its result over their sums.
    Adds,
    /// It divides by what it adds up: calculated again over the sums, a ratio of sums.
    Again,
    /// It chooses, compares or counts: each unit's own result is all it says.
    EachUnit,
}

impl Formula {
    /// How it is taken over several units.
    ///
    /// ```
    /// use tonghop::rule::{Across, Formula};
    /// let across = |source| Formula::parse(source).unwrap().across();
    /// assert_eq!(across("SUM(a, b) / 2"), Across::Adds);
    /// assert_eq!(across("ROUND((a - b) / b, 3)"), Across::Again);
    /// assert_eq!(across("IF(a > b, a, b)"), Across::EachUnit);
    /// assert_eq!(across("a * b"), Across::EachUnit);
    /// ```
    pub fn across(&self) -> Across {
        if self.adds_up() {
            Across::Adds
        } else if is_calculation(&self.expr) && divides(&self.expr) {
            Across::Again
        } else {
            Across::EachUnit
        }
    }
}

impl Formula {
    /// Whether it ranks a unit among others, which says nothing of several.
    pub fn ranks(&self) -> bool {
        matches!(&self.expr, Expr::Call(function, _) if function.name == "RANK")
    }
}

/// Whether it only calculates, rounding what comes out.
fn is_calculation(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Name(_) => true,
        Expr::Plus(inner) | Expr::Negate(inner) | Expr::Percent(inner) => is_calculation(inner),
        Expr::Binary(Binary::Arithmetic(_), left, right) => {
            is_calculation(left) && is_calculation(right)
        }
        Expr::Call(function, args) => {
            let rounds = matches!(function.id, Id::Round | Id::Rounddown | Id::Roundup);
            (rounds || function.id == Id::Sum) && args.iter().all(is_calculation)
        }
        _ => false,
    }
}

/// Whether something in it is divided by a name.
fn divides(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(Binary::Arithmetic(Arithmetic::Divide), left, right) => {
            !right.is_constant() || divides(left)
        }
        _ => expr.below().into_iter().any(divides),
    }
}
