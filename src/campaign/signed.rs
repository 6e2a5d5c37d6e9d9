//! The signed copy of a unit's form beside what counts for the unit.

use crate::model::id::FileHash;
use crate::model::paper_code::PaperCode;

/// A signed copy (bản ký) that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCopy {
    /// Its name as received.
    pub file: String,
    /// Hash of its bytes; the archive keeps them under it.
    pub hash: FileHash,
    /// The code that stands on it; `None` of a form that has none.
    pub code: Option<PaperCode>,
    /// Whether it vouches for what counts now.
    pub agrees: bool,
    /// Nobody typed the code: whoever kept it held it against the figures by eye.
    pub by_eye: bool,
}
