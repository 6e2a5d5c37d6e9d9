//! What came wrapped in one file: a ZIP, or a saved mail with attachments.

use super::id::FileHash;
use serde::{Deserialize, Serialize};

/// What was found in a wrapping.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The files that were taken out, in their order.
    pub files: Vec<Enclosed>,
    /// What was left in it.
    pub left: Vec<LeftBehind>,
}

/// A file that was taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// Name, with those of inner wrappings before it: `bieu.zip/Xã Đông Hòa.xlsx`.
    pub name: String,
    /// Who sent the mail that it came in.
    pub sender: Option<String>,
    /// Hash of its bytes.
    pub hash: FileHash,
    /// Bytes.
    pub size: u64,
}

/// A file that was not taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftBehind {
    /// Name, as in [`Enclosed`]; of several, that of their wrapping, which is blank for the outermost.
    pub name: String,
    /// Why.
    pub why: LeftReason,
}

/// Why a file was not taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftReason {
    /// It does not unpack: a password, or damage.
    Closed,
    /// It is larger than a return can be.
    TooLarge,
    /// The wrapping holds more files than are taken out of one.
    TooMany,
    /// More bytes than are taken out of one wrapping, or more time.
    BeyondBudget,
}
