//! From a raw workbook to what it says, and what is wrong with it.
//!
//! In: the located cells of one file, the kit, and the names of the units. Out: whose it is, one answer per field
//! with its place, and findings. Knows nothing of files, clocks, the ledger, or other units' answers.

mod answers;
mod asked;
mod belongs;
mod beside;
pub mod between;
mod cells;
pub mod changes;
mod columns;
mod combined;
mod context;
mod covered;
mod denial;
mod divided;
mod doubt;
mod effort;
mod expected;
mod file_day;
mod file_name;
mod file_period;
pub mod finding;
mod formulas;
mod gathered;
mod heading_notes;
mod headings;
mod identity;
pub mod judge;
mod labels;
mod list_rows;
mod lists;
mod locate;
mod margins;
mod named;
mod naming;
mod narrowed;
mod notes;
mod other_number;
mod ours;
mod partial;
mod period;
mod places;
mod qualifier;
mod read_row;
pub mod remarks;
mod returns;
mod rivals;
mod rules;
mod scope;
mod sheets;
mod signs;
mod source_sheet;
mod speaks;
mod strays;
mod struck;
mod structure;
mod table;
mod turned;
mod understand;
mod unseen;
mod versions;
mod wording;

pub use crate::check::context::Context;
pub use changes::changes;
pub use combined::{PartOfReturn, combined};
pub use expected::{Expected, Issued};
pub use finding::{attached, same_file, unreadable};

pub use judge::judge;
pub use named::told_outside;
pub use returns::Returns;
pub use rules::broken_across;
pub use source_sheet::SourceSheet;
pub use understand::understand;
