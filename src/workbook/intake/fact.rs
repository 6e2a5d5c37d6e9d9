//! A locked text of a workbook that differs from unit to unit.

use super::live;

/// A locked text that differs from unit to unit.
pub(super) enum CellText {
    /// As it is.
    Text(String),
    /// Computed in the workbook.
    Live(live::Live),
}
