//! Paths as people type them: some systems compose the letters of a name in another way than its folder has it.

use crate::app::typed_path;
use clap::builder::{PathBufValueParser, TypedValueParser};
use std::path::PathBuf;

/// Takes a path that is not there for the one that is, where their names differ in nothing that is seen.
pub(super) fn typed() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(typed_path)
}
