//! Functions that take whole columns.
//!
//! In: the arguments and what they stand for. Out: Excel's result. Only numbers are summed, ordered and multiplied; blanks
//! and texts in cells are passed over, and columns beside one another must be of one length.

use super::criterion::Criterion;
use super::functions::Id;
use super::numeric::{Result, is_number, number_of, number_or_error};
use super::{ExcelError, Operand, number};
use std::cmp::Ordering;

/// An argument of a call.
#[derive(Clone)]
pub(super) enum Argument<'a> {
    /// One value.
    Value(Result<Operand>),
    /// The cells of a column.
    Column(&'a [Operand]),
}

impl<'a> Argument<'a> {
    fn value(&self) -> Result<Operand> {
        match self {
            Self::Value(value) => value.clone(),
            Self::Column(_) => Err(ExcelError::Value),
        }
    }

    fn number(&self) -> Result<f64> {
        number_of(&self.value()?)
    }

    fn column(&self) -> &'a [Operand] {
        match self {
            Self::Value(_) => &[],
            Self::Column(cells) => cells,
        }
    }
}

/// The result of a call of such a function.
pub(super) fn call(id: Id, args: &[Argument<'_>]) -> Result<Operand> {
    match (id, args) {
        (Id::Countif | Id::Countifs, pairs) => {
            let meant = meant(pairs)?;
            let count = meant.iter().filter(|is_meant| **is_meant).count();
            Ok(Operand::Number(count as f64))
        }
        (Id::Sumif, [column, criterion, rest @ ..]) => {
            let of = rest.first().unwrap_or(column);
            let chosen = chosen(of, &[column.clone(), criterion.clone()])?;
            number_or_error(chosen.iter().sum())
        }
        (Id::Averageif, [column, criterion, rest @ ..]) => {
            let of = rest.first().unwrap_or(column);
            let chosen = chosen(of, &[column.clone(), criterion.clone()])?;
            if chosen.is_empty() {
                return Err(ExcelError::Div0);
            }
            number_or_error(chosen.iter().sum::<f64>() / chosen.len() as f64)
        }
        (Id::Sumifs, [of, pairs @ ..]) => number_or_error(chosen(of, pairs)?.iter().sum()),
        (Id::Sumproduct, columns) => product(columns),
        (Id::Large | Id::Small, [column, at]) => {
            let place = at.number()?;
            let mut all = ordered(numbers(column.column())?);
            if id == Id::Large {
                all.reverse();
            }
            if place < 1.0 || place > all.len() as f64 {
                return Err(ExcelError::Num);
            }
            let found = all.get(number::floor(place) as usize - 1);
            found.map_or(Err(ExcelError::Num), |n| number_or_error(*n))
        }
        (Id::Rank, [wanted, column, order @ ..]) => {
            let rises = order.first().map_or(Ok(0.0), Argument::number)? != 0.0;
            rank(wanted.number()?, &numbers(column.column())?, rises)
        }
        _ => Err(ExcelError::Value),
    }
}

/// The middle one of some numbers; of an even number of them the mean of the two in the middle.
pub(super) fn median(numbers: Vec<f64>) -> Result<f64> {
    let all = ordered(numbers);
    let half = all.len() / 2;
    match (all.get(half), all.len() % 2) {
        (None, _) => Err(ExcelError::Num),
        (Some(middle), 1) => Ok(*middle),
        (Some(upper), _) => Ok(f64::midpoint(all[half - 1], *upper)),
    }
}

fn ordered(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// The numbers of a column; an error value among them is the result.
fn numbers(cells: &[Operand]) -> Result<Vec<f64>> {
    let mut numbers = Vec::new();
    for cell in cells {
        match cell {
            Operand::Error(error) => return Err(*error),
            cell if is_number(cell) => numbers.push(number_of(cell)?),
            _ => {}
        }
    }
    Ok(numbers)
}

/// Which rows hold what is sought, in each column of the pairs.
fn meant(pairs: &[Argument<'_>]) -> Result<Vec<bool>> {
    let mut meant: Option<Vec<bool>> = None;
    for pair in pairs.chunks_exact(2) {
        let criterion = Criterion::of(&pair[1].value()?)?;
        let cells = pair[0].column();
        let before = meant.unwrap_or_else(|| vec![true; cells.len()]);
        if before.len() != cells.len() {
            return Err(ExcelError::Value);
        }
        let both = before.iter().zip(cells);
        meant = Some(
            both.map(|(so_far, cell)| *so_far && criterion.matches(cell))
                .collect(),
        );
    }
    Ok(meant.unwrap_or_default())
}

/// The numbers of a column on the rows that hold what is sought.
fn chosen(of: &Argument<'_>, pairs: &[Argument<'_>]) -> Result<Vec<f64>> {
    let (meant, cells) = (meant(pairs)?, of.column());
    if meant.len() != cells.len() {
        return Err(ExcelError::Value);
    }
    let chosen = meant.iter().zip(cells).filter(|(is_meant, _)| **is_meant);
    numbers(&chosen.map(|(_, cell)| cell.clone()).collect::<Vec<_>>())
}

/// The sum of the products row by row; what is no number counts as 0.
fn product(columns: &[Argument<'_>]) -> Result<Operand> {
    let columns: Vec<&[Operand]> = columns.iter().map(Argument::column).collect();
    let rows = columns.first().map_or(0, |c| c.len());
    if columns.iter().any(|c| c.len() != rows) {
        return Err(ExcelError::Value);
    }
    let mut sum = 0.0;
    for row in 0..rows {
        let mut product = 1.0;
        for column in &columns {
            product *= match &column[row] {
                Operand::Error(error) => return Err(*error),
                cell if is_number(cell) => number_of(cell)?,
                _ => 0.0,
            };
        }
        sum += product;
    }
    number_or_error(sum)
}

/// How many stand before a number, and itself; it must be among them.
fn rank(wanted: f64, numbers: &[f64], rises: bool) -> Result<Operand> {
    let ahead = if rises {
        Ordering::Less
    } else {
        Ordering::Greater
    };
    let order = |n: &f64| number::compare(*n, wanted);
    if !numbers.iter().any(|n| order(n) == Ordering::Equal) {
        return Err(ExcelError::NotAvailable);
    }
    let before = numbers.iter().filter(|n| order(n) == ahead).count();
    Ok(Operand::Number((before + 1) as f64))
}
