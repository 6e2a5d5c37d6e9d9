//! The folders below home, for whoever looks for a campaign in a page: browsers give no paths.

use super::Stop;
use super::last_opened::is_campaign;
use crate::msg;
use crate::store::folder::is_system_file;
use crate::words::system;
use std::path::{Path, PathBuf};

/// Folders of one folder that are shown.
const MOST: usize = 500;

/// What lies in a folder.
#[derive(Debug)]
pub struct Folders {
    /// Its folders, by name.
    pub all: Vec<Folder>,
    /// There are more than are shown.
    pub is_more: bool,
}

/// A folder in it.
#[derive(Debug)]
pub struct Folder {
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// A campaign lies in it.
    pub is_campaign: bool,
}

/// The folders in a folder that lies below home; links and what is hidden are passed over.
///
/// # Errors
/// [`Stop::Wrong`] when it lies elsewhere, also by way of a link, or cannot be looked into.
pub fn folders(home: &Path, dir: &Path) -> Result<Folders, Stop> {
    let dir = below(home, dir)?;
    let closed = |e: std::io::Error| {
        let reason = system::reason(&e);
        Stop::Wrong(msg!(
            "campaign.folder-closed",
            folder = dir.display(),
            reason = reason
        ))
    };
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&dir).map_err(closed)? {
        let Ok(entry) = entry else { continue };
        // A link says what it is and not where it leads.
        let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if !is_dir || name.starts_with(['.', '$']) || is_system_file(&name) {
            continue;
        }
        let path = entry.path();
        all.push(Folder {
            is_campaign: is_campaign(&path),
            name,
            path,
        });
    }
    all.sort_by_cached_key(|one| (one.name.to_lowercase(), one.name.clone()));
    let is_more = all.len() > MOST;
    all.truncate(MOST);
    Ok(Folders { all, is_more })
}

/// A folder below home, or home, as it truly lies.
///
/// # Errors
/// [`Stop::Wrong`] when it lies elsewhere, is reached by a link, or is gone.
pub fn below(home: &Path, dir: &Path) -> Result<PathBuf, Stop> {
    let elsewhere = || Stop::Wrong(msg!("desk.not-below-home", folder = dir.display()));
    let home = home.canonicalize().map_err(|_| elsewhere())?;
    let whole = dir.canonicalize().map_err(|_| elsewhere())?;
    // A link on the way would have led to another path.
    let is_below = whole.starts_with(&home) && whole.is_dir();
    let is_itself = dir == whole || dir == home;
    if is_below && is_itself {
        Ok(whole)
    } else {
        Err(elsewhere())
    }
}
