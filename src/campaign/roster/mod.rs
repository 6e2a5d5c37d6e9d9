//! The roster (danh sách đơn vị): who must answer what.
//!
//! In: the cells of `don-vi.xlsx` or the bytes of `don-vi.csv`, and the kit. Out: a [`Roster`] in the order of the
//! file, or every mistake at its cell. Knows nothing of what units sent.

mod check;
mod columns;
mod kinds;
mod read;
mod row;
mod table;

pub(crate) use columns::{Column, heading};
pub use kinds::{addressed, place_in_text, place_name, type_id, type_label};
pub(crate) use read::read;
pub(crate) use table::Source;

/// Codes of the example rows of a new roster, which stand for no unit.
pub(crate) const EXAMPLE_CODES: [&str; 2] = ["VI-DU-1", "VI-DU-2"];

/// The columns of a roster, in order.
pub(crate) fn columns() -> impl Iterator<Item = Column> {
    columns::COLUMNS.iter().map(|(column, ..)| *column)
}
