//! Rules, conditions and computed figures in Excel syntax.
//!
//! One text is the live check in the workbook and the judgement at intake. Parsed once with names known;
//! evaluated with Excel's results, except that text is never coerced to a number and that nothing is judged
//! while a field it needs is unanswered. Knows nothing of forms, files or where names come from.

mod across;
mod cell_formula;
mod criterion;
mod dates;
mod error;
mod evaluate;
mod expr;
mod formula;
pub mod functions;
mod growth;
mod judge;
mod live;
mod number;
mod numeric;
mod outcome;
mod parse;
mod ranges;
mod rewritten;
mod scan;
mod wording;

pub use across::Across;
pub use cell_formula::{CellFormula, Reference, reads_as_cell};
pub use error::FormulaError;
pub use expr::{ColumnName, Name, OperandShape};
pub use formula::Formula;
pub use growth::{Growing, Growth};
pub use live::{LiveBlank, LiveGuard, LiveName, LiveWords};
pub(crate) use number::{compare as compare_numbers, rounded};
pub use outcome::{Answered, Computed, ExcelError, Lookup, Operand, Outcome};

#[cfg(test)]
mod tests;
