//! The functions a formula may use: those of Excel 2010 whose results we give exactly.
//!
//! One table. Names, number of arguments, what an argument must be and what comes out; what each one
//! calculates stands in `evaluate`. Whatever is not here is refused when a kit is loaded.

use crate::words::nearest::distance;

/// Which function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is the Excel function of that name"
)]
pub enum Id {
    Abs,
    And,
    Average,
    Averageif,
    Count,
    Counta,
    Countif,
    Countifs,
    Date,
    False,
    If,
    Iferror,
    Int,
    Isblank,
    Isnumber,
    Istext,
    Large,
    Len,
    Max,
    Median,
    Min,
    Mod,
    Month,
    Not,
    Or,
    Rank,
    Round,
    Rounddown,
    Roundup,
    Small,
    Sum,
    Sumif,
    Sumifs,
    Sumproduct,
    True,
    Year,
}

/// What the arguments of a function stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Numbers: a field with text there is "not a number".
    Numbers,
    /// Truth values; numbers serve, text does not.
    Truths,
    /// A truth value, then one or two values.
    TruthThenValues,
    /// Whatever there is.
    Anything,
    /// Numbers, each of which may be a column of them.
    Gathered,
    /// Whatever there is, in cells or in columns.
    GatheredAnything,
    /// Columns and what is sought in each, by turns.
    Criteria,
    /// A column, what is sought in it, and the column of the numbers that are taken.
    CriterionThenColumn,
    /// The column of the numbers that are taken, then columns and what is sought in each, by turns.
    ColumnThenCriteria,
    /// A column of numbers, then a number.
    ColumnThenNumber,
    /// A number, the column that it stands in, and the order.
    NumberThenColumn,
    /// Columns of numbers.
    Columns,
}

/// What one argument stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A number.
    Number,
    /// A truth value.
    Truth,
    /// Whatever there is.
    Value,
    /// A number or a column of them.
    Numbers,
    /// Whatever there is, or a column of it.
    Values,
    /// A column of numbers.
    NumberColumn,
    /// A column.
    Column,
    /// What is sought in the column before it.
    Criterion,
}

impl Slot {
    /// Whether a column may stand there.
    pub fn takes_column(self) -> bool {
        use Slot::{Column, NumberColumn, Numbers, Values};
        matches!(self, Numbers | Values | NumberColumn | Column)
    }

    /// Whether a single value may stand there.
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::NumberColumn | Self::Column)
    }
}

impl Takes {
    /// What the argument at a place stands for, counted from 0.
    pub fn slot(self, at: usize) -> Slot {
        match (self, at) {
            (Self::Numbers, _)
            | (Self::NumberThenColumn, 0 | 2..)
            | (Self::ColumnThenNumber, 1..) => Slot::Number,
            (Self::Truths, _) | (Self::TruthThenValues, 0) => Slot::Truth,
            (Self::TruthThenValues | Self::Anything, _) => Slot::Value,
            (Self::Gathered, _) => Slot::Numbers,
            (Self::GatheredAnything, _) => Slot::Values,
            (Self::Criteria, at) if at % 2 == 0 => Slot::Column,
            (Self::CriterionThenColumn, 0) => Slot::Column,
            (Self::ColumnThenCriteria, at) if at % 2 == 1 => Slot::Column,
            (Self::CriterionThenColumn, 1) | (Self::Criteria | Self::ColumnThenCriteria, 1..) => {
                Slot::Criterion
            }
            _ => Slot::NumberColumn,
        }
    }
}

/// What kind of value comes out, as far as the function alone decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// A number.
    Number,
    /// TRUE or FALSE.
    Truth,
    /// One of its arguments.
    Branch,
}

/// One function of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function {
    /// Which.
    pub id: Id,
    /// Its name in capitals.
    pub name: &'static str,
    /// Fewest arguments.
    pub least: usize,
    /// Most arguments.
    pub most: usize,
    /// What they stand for.
    pub takes: Takes,
    /// What comes out.
    pub gives: Gives,
}

/// Arguments that Excel allows in one call.
const MANY: usize = 255;

const fn row(
    id: Id,
    name: &'static str,
    (least, most): (usize, usize),
    takes: Takes,
    gives: Gives,
) -> Function {
    Function {
        id,
        name,
        least,
        most,
        takes,
        gives,
    }
}

/// All of them, by name.
pub const ALL: &[Function] = &[
    row(Id::Abs, "ABS", (1, 1), Takes::Numbers, Gives::Number),
    row(Id::And, "AND", (1, MANY), Takes::Truths, Gives::Truth),
    row(
        Id::Average,
        "AVERAGE",
        (1, MANY),
        Takes::Gathered,
        Gives::Number,
    ),
    row(
        Id::Averageif,
        "AVERAGEIF",
        (2, 3),
        Takes::CriterionThenColumn,
        Gives::Number,
    ),
    row(
        Id::Count,
        "COUNT",
        (1, MANY),
        Takes::GatheredAnything,
        Gives::Number,
    ),
    row(
        Id::Counta,
        "COUNTA",
        (1, MANY),
        Takes::GatheredAnything,
        Gives::Number,
    ),
    row(
        Id::Countif,
        "COUNTIF",
        (2, 2),
        Takes::Criteria,
        Gives::Number,
    ),
    row(
        Id::Countifs,
        "COUNTIFS",
        (2, 254),
        Takes::Criteria,
        Gives::Number,
    ),
    row(Id::Date, "DATE", (3, 3), Takes::Numbers, Gives::Number),
    row(Id::False, "FALSE", (0, MANY), Takes::Anything, Gives::Truth),
    row(Id::If, "IF", (2, 3), Takes::TruthThenValues, Gives::Branch),
    row(
        Id::Iferror,
        "IFERROR",
        (2, 2),
        Takes::Anything,
        Gives::Branch,
    ),
    row(Id::Int, "INT", (1, 1), Takes::Numbers, Gives::Number),
    row(
        Id::Isblank,
        "ISBLANK",
        (1, 1),
        Takes::Anything,
        Gives::Truth,
    ),
    row(
        Id::Isnumber,
        "ISNUMBER",
        (1, 1),
        Takes::Anything,
        Gives::Truth,
    ),
    row(Id::Istext, "ISTEXT", (1, 1), Takes::Anything, Gives::Truth),
    row(
        Id::Large,
        "LARGE",
        (2, 2),
        Takes::ColumnThenNumber,
        Gives::Number,
    ),
    row(Id::Len, "LEN", (1, 1), Takes::Anything, Gives::Number),
    row(Id::Max, "MAX", (1, MANY), Takes::Gathered, Gives::Number),
    row(
        Id::Median,
        "MEDIAN",
        (1, MANY),
        Takes::Gathered,
        Gives::Number,
    ),
    row(Id::Min, "MIN", (1, MANY), Takes::Gathered, Gives::Number),
    row(Id::Mod, "MOD", (2, 2), Takes::Numbers, Gives::Number),
    row(Id::Month, "MONTH", (1, 1), Takes::Numbers, Gives::Number),
    row(Id::Not, "NOT", (1, 1), Takes::Truths, Gives::Truth),
    row(Id::Or, "OR", (1, MANY), Takes::Truths, Gives::Truth),
    row(
        Id::Rank,
        "RANK",
        (2, 3),
        Takes::NumberThenColumn,
        Gives::Number,
    ),
    row(Id::Round, "ROUND", (2, 2), Takes::Numbers, Gives::Number),
    row(
        Id::Rounddown,
        "ROUNDDOWN",
        (2, 2),
        Takes::Numbers,
        Gives::Number,
    ),
    row(
        Id::Roundup,
        "ROUNDUP",
        (2, 2),
        Takes::Numbers,
        Gives::Number,
    ),
    row(
        Id::Small,
        "SMALL",
        (2, 2),
        Takes::ColumnThenNumber,
        Gives::Number,
    ),
    row(Id::Sum, "SUM", (1, MANY), Takes::Gathered, Gives::Number),
    row(
        Id::Sumif,
        "SUMIF",
        (2, 3),
        Takes::CriterionThenColumn,
        Gives::Number,
    ),
    row(
        Id::Sumifs,
        "SUMIFS",
        (3, MANY),
        Takes::ColumnThenCriteria,
        Gives::Number,
    ),
    row(
        Id::Sumproduct,
        "SUMPRODUCT",
        (1, MANY),
        Takes::Columns,
        Gives::Number,
    ),
    row(Id::True, "TRUE", (0, MANY), Takes::Anything, Gives::Truth),
    row(Id::Year, "YEAR", (1, 1), Takes::Numbers, Gives::Number),
];

/// The function of this name, in any case.
pub fn find(name: &str) -> Option<&'static Function> {
    ALL.iter().find(|f| f.name.eq_ignore_ascii_case(name))
}

/// Letters by which a name may differ and still be meant.
const FAR: usize = 2;

/// The function whose name is nearest to this one, when one is near enough to be meant.
///
/// ```
/// assert_eq!(tonghop::rule::functions::nearest("RUOND"), Some("ROUND"));
/// assert_eq!(tonghop::rule::functions::nearest("VLOOKUP"), None);
/// ```
pub fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_uppercase();
    ALL.iter()
        .map(|f| (distance(&name, f.name, FAR), f.name))
        .filter(|(steps, known)| *steps <= FAR && *steps * 2 <= known.len())
        .min()
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_names_each_function_once() {
        assert!(ALL.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
