//! From a raw workbook to what it says, and what is wrong with it.

pub mod finding;
pub mod reading;

pub use finding::{Finding, FindingState};
pub use reading::{Anchor, Answer, FieldReading, ListRow, Place, Reading};
