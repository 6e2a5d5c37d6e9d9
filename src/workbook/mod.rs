//! The Excel files that we make. No type of `rust_xlsxwriter` leaves this room.
//!
//! Knows nothing of the ledger or the disk: bytes come out.

pub mod calls;
mod cell_text;
pub mod consolidated;
pub mod decisions;
pub mod dispatch;
pub mod entry_table;
mod height;
pub mod intake;
pub mod limits;
mod look;
mod pack;
pub mod roster;
pub mod selection;
mod typed_cells;
