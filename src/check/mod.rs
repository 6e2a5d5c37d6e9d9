//! From a raw workbook to what it says, and what is wrong with it.
//!
//! In: the located cells of one file, the kit, and the names of the units. Out: whose it is, one answer per field
//! with its place, and findings. Knows nothing of files, clocks, the ledger, or other units' answers.

mod answers;
mod cells;
pub mod changes;
mod expected;
pub mod finding;
mod identity;
pub mod judge;
mod lists;
mod place;
pub mod reading;
mod rules;
mod sheets;
mod signs;
mod strays;
mod structure;
mod table;
mod understand;

pub use changes::{Change, changes};
pub use expected::Expected;
pub use finding::{
    Cause, Finding, FindingState, Involved, attached, between_units, by_cause, same_file, short,
    unreadable,
};
pub use identity::told_outside;
pub use judge::judge;
pub use reading::{Anchor, Answer, FieldReading, ListRow, Place, Reading};
pub use rules::{answered, broken_across};
pub use understand::{Context, Returns, Understanding, UnitName, returns, understand};
