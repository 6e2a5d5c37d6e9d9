//! Mistakes in formulas.

use crate::words::Message;
use std::ops::Range;

/// A mistake in a formula, at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct FormulaError {
    /// Bytes of the source.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// What may have been meant.
    pub help: Option<Message>,
}
