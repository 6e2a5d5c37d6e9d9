//! What the quick reader answers where a full parser has to look.

/// Something that a full parser has to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotPlain;
