//! A formula as a sentence, for readers who know no Excel.
//!
//! In: the tree, and what people call its names. Out: words in the language of the documents.

use super::expr::{Arithmetic, Binary, Comparison, Expr};
use super::formula::Formula;
use super::functions::{Function, Id};
use crate::msg;
use crate::words::Lang;

impl Formula {
    /// The formula as words; `called` tells what people call a name.
    ///
    /// ```
    /// use tonghop::rule::Formula;
    /// let words = |source| Formula::parse(source).unwrap().in_words(&|name| format!("“{name}”"));
    /// assert_eq!(words("a < b"), "“a” nhỏ hơn “b”");
    /// assert_eq!(words("AND(a * 2 > b, d = 0)"), "“a” × 2 lớn hơn “b” và “d” bằng 0");
    /// ```
    pub fn in_words(&self, called: &dyn Fn(&str) -> String) -> String {
        let called = |of: Called| match of {
            Called::Name(at) => called(&self.names[at].text),
            Called::Column(at) => {
                let column = &self.columns[at];
                format!("{}[{}]", column.of, called(&column.field))
            }
        };
        words(&self.expr, &called)
    }
}

/// What people call something, by its place in the formula.
#[derive(Clone, Copy)]
enum Called {
    Name(usize),
    Column(usize),
}

fn words(expr: &Expr, called: &dyn Fn(Called) -> String) -> String {
    match expr {
        Expr::Number(number) => number.to_string().replace('.', ","),
        Expr::Text(text) => format!("\"{text}\""),
        Expr::Bool(true) => msg!("review.holds").say(Lang::Vi),
        Expr::Bool(false) => msg!("review.does-not-hold").say(Lang::Vi),
        Expr::Name(name) => called(Called::Name(*name)),
        Expr::Column(column) => called(Called::Column(*column)),
        Expr::Plus(inner) => words(inner, called),
        Expr::Negate(inner) => format!("-{}", grouped(inner, called)),
        Expr::Percent(inner) => format!("{}%", grouped(inner, called)),
        Expr::Binary(op, left, right) => binary(*op, (left, right), called),
        Expr::Call(function, args) => call(function, args, called),
    }
}

/// The same in brackets where something else joins it.
fn grouped(expr: &Expr, called: &dyn Fn(Called) -> String) -> String {
    let text = words(expr, called);
    let is_joined = match expr {
        Expr::Binary(..) => true,
        Expr::Call(function, args) => matches!(function.id, Id::And | Id::Or) && args.len() > 1,
        _ => false,
    };
    if is_joined { format!("({text})") } else { text }
}

fn binary(op: Binary, sides: (&Expr, &Expr), called: &dyn Fn(Called) -> String) -> String {
    let (left, right) = sides;
    let Binary::Compare(comparison) = op else {
        let sign = match op {
            Binary::Arithmetic(Arithmetic::Add) => "+",
            Binary::Arithmetic(Arithmetic::Subtract) => "-",
            Binary::Arithmetic(Arithmetic::Multiply) => "×",
            Binary::Arithmetic(Arithmetic::Divide) => ":",
            Binary::Arithmetic(Arithmetic::Power) => "^",
            Binary::Join | Binary::Compare(_) => "&",
        };
        let is_sum = |expr: &Expr| {
            op == Binary::Arithmetic(Arithmetic::Add)
                && matches!(expr, Expr::Binary(Binary::Arithmetic(Arithmetic::Add), ..))
        };
        let side = |expr: &Expr| {
            if is_sum(expr) {
                words(expr, called)
            } else {
                grouped(expr, called)
            }
        };
        return format!("{} {sign} {}", side(left), side(right));
    };
    let (left, right) = (words(left, called), words(right, called));
    let said = match comparison {
        Comparison::Equal => msg!("rule.in-words-equal", left = left, right = right),
        Comparison::Differs => msg!("rule.in-words-differs", left = left, right = right),
        Comparison::Less => msg!("rule.in-words-less", left = left, right = right),
        Comparison::Greater => msg!("rule.in-words-greater", left = left, right = right),
        Comparison::AtMost => msg!("rule.in-words-at-most", left = left, right = right),
        Comparison::AtLeast => msg!("rule.in-words-at-least", left = left, right = right),
    };
    said.say(Lang::Vi)
}

fn call(function: &Function, args: &[Expr], called: &dyn Fn(Called) -> String) -> String {
    let joined = |word: &str| {
        let all = args.iter().map(|arg| match arg {
            Expr::Call(inner, _) if inner.id != function.id => grouped(arg, called),
            _ => words(arg, called),
        });
        all.collect::<Vec<_>>().join(word)
    };
    match (function.id, args) {
        (Id::And, _) => joined(&msg!("rule.in-words-and").say(Lang::Vi)),
        (Id::Or, _) => joined(&msg!("rule.in-words-or").say(Lang::Vi)),
        (Id::Not, [inner]) => {
            let what = words(inner, called);
            msg!("rule.in-words-not", what = what).say(Lang::Vi)
        }
        (Id::Sum, _) => joined(" + "),
        (Id::Isblank, [inner]) => {
            let what = words(inner, called);
            msg!("rule.in-words-blank", what = what).say(Lang::Vi)
        }
        _ => format!("{}({})", function.name, joined("; ")),
    }
}
