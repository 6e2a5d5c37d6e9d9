//! Where the officer fills forms for units: the forms, and what their figures were copied from.

use super::received::file_name;
use crate::app::{Session, Stop};
use crate::store::{archive, folder};
use std::path::{Path, PathBuf};

/// Endings of workbooks; what else lies there is what figures were copied from.
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

/// The workbooks that lie where the officer fills forms. Of tables for several units forms are made first.
pub(super) fn lying(root: &Path) -> Vec<PathBuf> {
    let mut files = folder::files_of(&root.join(folder::ENTERED)).unwrap_or_default();
    files.retain(|path| {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let is_table = file_name(path).starts_with(folder::ENTRY_TABLE);
        !is_table && WORKBOOKS.iter().any(|one| ending.eq_ignore_ascii_case(one))
    });
    files
}

/// Those of them that were not taken in, but for forms that nobody has begun to fill.
pub(super) fn left(session: &Session) -> Result<Vec<PathBuf>, Stop> {
    let mut left = Vec::new();
    for path in lying(&session.campaign.root) {
        let Some(hash) = archive::hash_of_file(&path) else {
            continue;
        };
        let name = file_name(&path);
        let stem = name.split("-lan-").next().unwrap_or(&name);
        let made = [name.clone(), format!("{stem}.xlsx")];
        let mut is_ours = false;
        for name in made {
            let key = format!("{}/{name}", folder::ENTERED);
            let written = session.ledger.output_hashes(&key)?;
            is_ours |= written.iter().any(|written| *hash == **written);
        }
        if !is_ours && session.ledger.by_hash(&hash)?.is_none() {
            left.push(path);
        }
    }
    Ok(left)
}

/// Whether a file lies where the officer fills forms.
pub(crate) fn is_officers(root: &Path, path: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    let folder = whole(&root.join(folder::ENTERED));
    folder.is_some() && path.parent().and_then(whole) == folder
}
