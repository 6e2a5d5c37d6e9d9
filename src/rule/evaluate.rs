//! What a formula gives for given values: Excel's result.
//!
//! In: the tree, one operand per name and those of each column. Out: an operand. Text is never made a number: where Excel would try,
//! the result is `#VALUE!` (names with text in such places never come this far, see `judge`).
//!
//! Excel tells a value in a cell from the same value given directly: text, TRUE and blank in a cell are passed
//! over by SUM, COUNT, AND and their kin. So a [`Given`] remembers whether it is a cell's.

use super::expr::{Arithmetic, Binary, Comparison, Expr};
use super::functions::Id;
use super::number::{self, Rounding};
use super::numeric::{Result, is_number, number_of, number_or_error};
use super::ranges::{self, Argument};
use super::{ExcelError, Operand, dates};
use std::cmp::Ordering;

/// Longest text in a cell.
const LONGEST_TEXT: usize = 32_767;

/// A value, and whether it stands in a cell.
struct Given {
    value: Operand,
    in_cell: bool,
}

/// What the names and columns of a formula stand for.
pub(super) struct Cells {
    pub(super) names: Vec<Operand>,
    pub(super) columns: Vec<Vec<Operand>>,
}

/// The result of the whole formula; never blank.
pub(super) fn evaluate(expr: &Expr, cells: &Cells) -> Operand {
    let value = Sheet { cells }.given(expr).value;
    match (value, expr) {
        (Operand::Blank, _) => Operand::Number(0.0),
        // Excel clears what is left when a formula ends in the difference of two numbers that are equal at
        // 15 digits (Microsoft, "Floating-point arithmetic may give inaccurate results", "at or near zero").
        (
            Operand::Number(_),
            Expr::Binary(Binary::Arithmetic(op @ (Arithmetic::Add | Arithmetic::Subtract)), a, b),
        ) => Sheet { cells }.last_sum(*op, a, b),
        (value, _) => value,
    }
}

struct Sheet<'a> {
    cells: &'a Cells,
}

impl Sheet<'_> {
    fn given(&self, expr: &Expr) -> Given {
        match expr {
            Expr::Name(name) => Given {
                value: self
                    .cells
                    .names
                    .get(*name)
                    .cloned()
                    .unwrap_or(Operand::Blank),
                in_cell: true,
            },
            Expr::Call(f, args) if f.id == Id::If => self.choose(args),
            _ => Given {
                value: self.value(expr).unwrap_or_else(Operand::Error),
                in_cell: false,
            },
        }
    }

    fn argument(&self, expr: &Expr) -> Argument<'_> {
        match expr {
            Expr::Column(_) => Argument::Column(self.column(expr)),
            expr => Argument::Value(self.value(expr)),
        }
    }

    /// The values of an argument: one, or those of a column.
    fn all_given(&self, expr: &Expr) -> Vec<Given> {
        let Expr::Column(_) = expr else {
            return vec![self.given(expr)];
        };
        let cells = self.column(expr).iter().cloned();
        let given = cells.map(|value| Given {
            value,
            in_cell: true,
        });
        given.collect()
    }

    /// The cells of an argument that is a column.
    fn column(&self, expr: &Expr) -> &[Operand] {
        match expr {
            Expr::Column(at) => self.cells.columns.get(*at).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }

    /// The value of an expression; an error value in it is the `Err`.
    fn value(&self, expr: &Expr) -> Result<Operand> {
        let value = match expr {
            Expr::Number(n) => Operand::Number(*n),
            Expr::Text(t) => Operand::Text(t.clone()),
            Expr::Bool(b) => Operand::Bool(*b),
            Expr::Name(_) => self.given(expr).value,
            // The parser lets a column stand only where it is taken whole.
            Expr::Column(_) => return Err(ExcelError::Value),
            Expr::Plus(inner) => self.value(inner)?,
            Expr::Negate(inner) => number_or_error(-self.number(inner)?)?,
            Expr::Percent(inner) => number_or_error(self.number(inner)? / 100.0)?,
            Expr::Binary(op, left, right) => {
                let (a, b) = (self.value(left)?, self.value(right)?);
                match op {
                    Binary::Arithmetic(op) => arithmetic(*op, &a, &b)?,
                    Binary::Join => join(&a, &b)?,
                    Binary::Compare(op) => Operand::Bool(compared(*op, &a, &b)?),
                }
            }
            Expr::Call(f, args) => self.call(f.id, args)?,
        };
        match value {
            Operand::Error(error) => Err(error),
            value => Ok(value),
        }
    }

    fn number(&self, expr: &Expr) -> Result<f64> {
        number_of(&self.value(expr)?)
    }

    fn call(&self, id: Id, args: &[Expr]) -> Result<Operand> {
        let number = |at: usize| args.get(at).map_or(Ok(0.0), |arg| self.number(arg));
        let is = |test: fn(&Given) -> bool| {
            Operand::Bool(args.first().is_some_and(|arg| test(&self.given(arg))))
        };
        match id {
            Id::True => Ok(Operand::Bool(true)),
            Id::False => Ok(Operand::Bool(false)),
            Id::If => Ok(self.choose(args).value),
            Id::Iferror => self.value(&args[0]).or_else(|_| self.value(&args[1])),
            Id::And => self
                .truths(args)
                .map(|all| Operand::Bool(all.iter().all(|t| *t))),
            Id::Or => self
                .truths(args)
                .map(|all| Operand::Bool(all.iter().any(|t| *t))),
            Id::Not => truth_of(&self.value(&args[0])?).map(|t| Operand::Bool(!t)),
            Id::Isblank => Ok(is(|g| g.in_cell && g.value == Operand::Blank)),
            Id::Isnumber => Ok(is(|g| is_number(&g.value))),
            Id::Istext => Ok(is(|g| matches!(g.value, Operand::Text(_)))),
            Id::Len => length(&self.value(&args[0])?),
            Id::Count => Ok(self.count(args, counts_as_number)),
            Id::Counta => Ok(self.count(args, |g| !(g.in_cell && g.value == Operand::Blank))),
            Id::Sum | Id::Min | Id::Max | Id::Average | Id::Median => self.aggregate(id, args),
            Id::Averageif
            | Id::Countif
            | Id::Countifs
            | Id::Large
            | Id::Rank
            | Id::Small
            | Id::Sumif
            | Id::Sumifs
            | Id::Sumproduct => {
                let args: Vec<Argument> = args.iter().map(|arg| self.argument(arg)).collect();
                ranges::call(id, &args)
            }
            Id::Abs => number_or_error(number(0)?.abs()),
            Id::Int => number_or_error(number::floor(number(0)?)),
            Id::Round => number_or_error(number::round(number(0)?, number(1)?, Rounding::Half)),
            Id::Roundup => number_or_error(number::round(number(0)?, number(1)?, Rounding::Up)),
            Id::Rounddown => number_or_error(number::round(number(0)?, number(1)?, Rounding::Down)),
            Id::Mod => remainder(number(0)?, number(1)?),
            Id::Date => dates::serial(number(0)?, number(1)?, number(2)?).map(Operand::Date),
            Id::Year => dates::year_month(number(0)?).map(|(y, _)| Operand::Number(y)),
            Id::Month => dates::year_month(number(0)?).map(|(_, m)| Operand::Number(m)),
        }
    }

    /// IF: only the chosen side is looked at, and it stays a cell when it is one.
    fn choose(&self, args: &[Expr]) -> Given {
        let direct = |value| Given {
            value,
            in_cell: false,
        };
        let Some(condition) = args.first() else {
            return direct(Operand::Error(ExcelError::Value));
        };
        let chosen = match self.value(condition).and_then(|v| truth_of(&v)) {
            Ok(true) => args.get(1),
            Ok(false) => args.get(2),
            Err(error) => return direct(Operand::Error(error)),
        };
        chosen.map_or_else(|| direct(Operand::Bool(false)), |side| self.given(side))
    }

    fn truths(&self, args: &[Expr]) -> Result<Vec<bool>> {
        let mut truths = Vec::new();
        for given in args.iter().map(|arg| self.given(arg)) {
            match given.value {
                Operand::Error(error) => return Err(error),
                Operand::Blank | Operand::Text(_) if given.in_cell => {}
                value => truths.push(truth_of(&value)?),
            }
        }
        if truths.is_empty() {
            return Err(ExcelError::Value);
        }
        Ok(truths)
    }

    fn count(&self, args: &[Expr], counts: fn(&Given) -> bool) -> Operand {
        let given = args.iter().flat_map(|arg| self.all_given(arg));
        let counted = given.filter(counts).count();
        Operand::Number(counted as f64)
    }

    fn aggregate(&self, id: Id, args: &[Expr]) -> Result<Operand> {
        let mut numbers = Vec::new();
        let mut dates = 0;
        for given in args.iter().flat_map(|arg| self.all_given(arg)) {
            dates += usize::from(matches!(given.value, Operand::Date(_)));
            match given.value {
                Operand::Error(error) => return Err(error),
                Operand::Blank | Operand::Text(_) | Operand::Bool(_) if given.in_cell => {}
                value => numbers.push(number_of(&value)?),
            }
        }
        let sum: f64 = numbers.iter().sum();
        let result = match id {
            Id::Min => numbers.iter().copied().reduce(f64::min).unwrap_or(0.0),
            Id::Max => numbers.iter().copied().reduce(f64::max).unwrap_or(0.0),
            Id::Median => ranges::median(numbers.clone())?,
            Id::Average if numbers.is_empty() => return Err(ExcelError::Div0),
            Id::Average => sum / numbers.len() as f64,
            _ => sum,
        };
        if matches!(id, Id::Min | Id::Max | Id::Median) && dates > 0 && dates == numbers.len() {
            return Ok(Operand::Date(result));
        }
        number_or_error(result)
    }

    fn last_sum(&self, op: Arithmetic, left: &Expr, right: &Expr) -> Operand {
        let result = || {
            let (a, b) = (self.value(left)?, self.value(right)?);
            let (x, mut y) = (number_of(&a)?, number_of(&b)?);
            if op == Arithmetic::Add {
                y = -y;
            }
            if number::compare(x, y) == Ordering::Equal {
                return Ok(Operand::Number(0.0));
            }
            arithmetic(op, &a, &b)
        };
        result().unwrap_or_else(Operand::Error)
    }
}

fn counts_as_number(given: &Given) -> bool {
    is_number(&given.value)
        || (!given.in_cell && matches!(given.value, Operand::Bool(_) | Operand::Blank))
}

fn truth_of(value: &Operand) -> Result<bool> {
    number_of(value).map(|n| n != 0.0)
}

fn arithmetic(op: Arithmetic, left: &Operand, right: &Operand) -> Result<Operand> {
    let (x, y) = (number_of(left)?, number_of(right)?);
    let result = number_or_error(match op {
        Arithmetic::Add => x + y,
        Arithmetic::Subtract => x - y,
        Arithmetic::Multiply => x * y,
        Arithmetic::Divide if y == 0.0 => return Err(ExcelError::Div0),
        Arithmetic::Divide => x / y,
        Arithmetic::Power if x == 0.0 && y == 0.0 => return Err(ExcelError::Num),
        Arithmetic::Power if x == 0.0 && y < 0.0 => return Err(ExcelError::Div0),
        Arithmetic::Power => x.powf(y),
    })?;
    // A day so many days later is a day; the days between two days are a number.
    let day = |value: &Operand| matches!(value, Operand::Date(_));
    let stays_day = match op {
        Arithmetic::Add => day(left) != day(right),
        Arithmetic::Subtract => day(left) && !day(right),
        _ => false,
    };
    match result {
        Operand::Number(serial) if stays_day => Ok(Operand::Date(serial)),
        result => Ok(result),
    }
}

fn remainder(x: f64, by: f64) -> Result<Operand> {
    // Microsoft, MOD: #NUM! when the quotient is 1,125,900,000,000 or more.
    const GREATEST_QUOTIENT: f64 = 1_125_900_000_000.0;
    if by == 0.0 {
        return Err(ExcelError::Div0);
    }
    if (x / by).abs() >= GREATEST_QUOTIENT {
        return Err(ExcelError::Num);
    }
    let whole = by * number::floor(x / by);
    if number::compare(x, whole) == Ordering::Equal {
        return Ok(Operand::Number(0.0));
    }
    number_or_error(x - whole)
}

fn text_of(value: &Operand) -> Result<String> {
    match value {
        Operand::Blank => Ok(String::new()),
        Operand::Number(n) | Operand::Date(n) => number::text(*n).ok_or(ExcelError::Value),
        Operand::Bool(b) => Ok(if *b { "TRUE" } else { "FALSE" }.to_owned()),
        Operand::Text(t) => Ok(t.clone()),
        Operand::Error(error) => Err(*error),
    }
}

fn join(a: &Operand, b: &Operand) -> Result<Operand> {
    let text = text_of(a)? + &text_of(b)?;
    if text.encode_utf16().count() > LONGEST_TEXT {
        return Err(ExcelError::Value);
    }
    Ok(Operand::Text(text))
}

/// LEN counts as Excel stores text: two for a character beyond the basic plane.
fn length(value: &Operand) -> Result<Operand> {
    Ok(Operand::Number(
        text_of(value)?.encode_utf16().count() as f64
    ))
}

fn compared(op: Comparison, a: &Operand, b: &Operand) -> Result<bool> {
    let is_equality = matches!(op, Comparison::Equal | Comparison::Differs);
    let order = order(a, b, is_equality)?;
    Ok(match op {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::Differs => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
    })
}

/// Numbers before text before FALSE before TRUE; blank is 0, "" or FALSE, as the other side wants.
fn order(a: &Operand, b: &Operand, is_equality: bool) -> Result<Ordering> {
    use Operand::{Blank, Bool, Text};
    match (a, b) {
        (Blank, Blank) => Ok(Ordering::Equal),
        (Blank, Bool(y)) => Ok(false.cmp(y)),
        (Bool(x), Blank) => Ok(x.cmp(&false)),
        (Bool(x), Bool(y)) => Ok(x.cmp(y)),
        (Bool(_), _) => Ok(Ordering::Greater),
        (_, Bool(_)) => Ok(Ordering::Less),
        (Blank, Text(y)) => Ok(0.cmp(&y.len())),
        (Text(x), Blank) => Ok(x.len().cmp(&0)),
        (Text(x), Text(y)) => text_order(x, y, is_equality),
        (Text(_), _) => Ok(Ordering::Greater),
        (_, Text(_)) => Ok(Ordering::Less),
        _ => Ok(number::compare(number_of(a)?, number_of(b)?)),
    }
}

/// Case is not told apart. Which text comes first depends on the machine's language where the first characters
/// that differ are not plain letters and digits: `#VALUE!` there.
fn text_order(a: &str, b: &str, is_equality: bool) -> Result<Ordering> {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    if a == b || is_equality {
        return Ok(a.cmp(&b));
    }
    let different = a.chars().zip(b.chars()).find(|(x, y)| x != y);
    match different {
        None => Ok(a.len().cmp(&b.len())),
        Some((x, y)) if x.is_ascii_alphanumeric() && y.is_ascii_alphanumeric() => Ok(x.cmp(&y)),
        Some(_) => Err(ExcelError::Value),
    }
}
