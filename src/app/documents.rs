//! The Word documents among the results of a campaign: what this program wrote there, and what people made of it.

use crate::store::folder::{self, files_of};
use std::path::{Path, PathBuf};

/// All of them, by their names.
pub fn documents(root: &Path) -> Vec<PathBuf> {
    let all = files_of(&root.join(folder::RESULTS)).unwrap_or_default();
    let is_word = |path: &PathBuf| {
        let ending = path.extension();
        ending.is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
    };
    all.into_iter().filter(is_word).collect()
}
