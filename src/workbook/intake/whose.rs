//! For whom a workbook is made.

use super::Addressee;

/// For whom a workbook is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose<'a> {
    /// One unit, whose facts are filled in later: marks stand in their place.
    One,
    /// All units: they choose themselves from a drop-down.
    All(&'a [Addressee<'a>]),
}

/// What the unit's facts are called while they are not known; each stands alone in its cells.
pub(super) fn slot(name: &str) -> String {
    format!("\u{E000}{name}\u{E001}")
}
