//! Excel in and out. The only place where `calamine` and `rust_xlsxwriter` types occur.

pub mod consolidated;
pub mod dispatch;
mod height;
pub mod intake;
pub mod limits;
mod look;
pub mod roster;
pub mod selection;
