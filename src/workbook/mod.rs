//! Excel in and out. The only place where `calamine` and `rust_xlsxwriter` types occur.

pub mod consolidated;
pub(crate) mod csv;
pub mod dispatch;
pub mod emit;
mod encoding;
mod height;
pub mod layout;
pub mod raw;
pub mod read;
pub mod roster;
pub mod selection;

pub use raw::RawWorkbook;
