//! What two returns are called that came under one name.

use super::Stop;
use crate::model::receipt::Receipt;
use crate::store::{archive, folder};
use std::path::{Path, PathBuf};

/// The names of two returns, or where each lies if they have one name; the one in force is called by all its files.
pub(super) fn names_of(
    root: &Path,
    waits: &Receipt,
    (beside, file): (&Receipt, String),
) -> Result<[String; 2], Stop> {
    if waits.file != file {
        return Ok([waits.file.clone(), file]);
    }
    let inbox = root.join(folder::INBOX);
    let found = folder::inbox(root).map_err(Stop::Fault)?;
    let mut here: Vec<PathBuf> = found.files;
    here.retain(|path| path.file_name().is_some_and(|name| *name == *waits.file));
    let place = |receipt: &Receipt| {
        let kept = archive::path(root, &receipt.hash, &receipt.file);
        let is_it = |path: &&PathBuf| archive::hash_of_file(path).as_ref() == Some(&receipt.hash);
        let path = match here.iter().find(is_it) {
            Some(path) => path.strip_prefix(&inbox),
            None => kept.strip_prefix(root),
        };
        path.map_or_else(|_| receipt.file.clone(), |path| path.display().to_string())
    };
    Ok([place(waits), place(beside)])
}
