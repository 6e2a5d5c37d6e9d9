//! What a sheet of Excel holds at most.

/// Rows of a sheet.
pub(super) const ROWS: u32 = 1_048_576;

/// Columns of a sheet.
pub(super) const COLUMNS: u32 = 16_384;
