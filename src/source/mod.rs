//! Text files that people write: their bytes, TOML with places, mistakes with a caret.
//!
//! Knows nothing of what a kit or a campaign's settings mean.

pub(crate) mod mistake;
pub(crate) mod page;
pub(crate) mod problem;
pub mod snippet;
pub(crate) mod table;
pub(crate) mod tidy;

pub use mistake::Mistake;
pub use problem::Problem;

use std::collections::BTreeMap;

/// A kit's files as read: name → bytes.
pub type Files = BTreeMap<String, Vec<u8>>;
