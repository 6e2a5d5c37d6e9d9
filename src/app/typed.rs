//! Names of files as people type them.

use crate::value::fold;
use std::path::{Path, PathBuf};

/// The path that is meant by one that is not there: the only one in its folder whose name looks just like it, as letters with
/// accents can be composed in several ways. Folders above are taken as they stand.
pub fn typed_path(path: PathBuf) -> PathBuf {
    let Some(name) = path.file_name().filter(|_| !path.exists()) else {
        return path;
    };
    let typed = fold(&name.to_string_lossy());
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut alike = entries.filter(|entry| fold(&entry.file_name().to_string_lossy()) == typed);
    match (alike.next(), alike.next()) {
        (Some(entry), None) => entry.path(),
        _ => path,
    }
}
