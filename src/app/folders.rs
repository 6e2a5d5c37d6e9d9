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

/// A folder below home, or home, where no link leads out on the way.
///
/// # Errors
/// [`Stop::Wrong`] when it lies elsewhere, is reached by a link, or is gone.
pub fn below(home: &Path, dir: &Path) -> Result<PathBuf, Stop> {
    let elsewhere = || Stop::Wrong(msg!("desk.not-below-home", folder = dir.display()));
    let true_home = home.canonicalize().map_err(|_| elsewhere())?;
    let whole = dir.canonicalize().map_err(|_| elsewhere())?;
    // Home itself may be reached by a link, and Windows writes what it truly is in its own way (`\\?\C:\…`).
    let inside = dir
        .strip_prefix(home)
        .or_else(|_| dir.strip_prefix(&true_home));
    let inside = inside.map_err(|_| elsewhere())?;
    let is_below = whole.starts_with(&true_home) && whole.is_dir();
    // A link on the way would have led to another path.
    let is_itself = true_home.join(inside) == whole;
    if is_below && is_itself {
        Ok(if inside.as_os_str().is_empty() {
            home.to_owned()
        } else {
            home.join(inside)
        })
    } else {
        Err(elsewhere())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::below;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_home_that_is_reached_by_a_link_holds_its_folders_and_a_link_in_it_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let (truly, home) = (folder.path().join("that"), folder.path().join("nhà"));
        std::fs::create_dir_all(truly.join("đợt")).expect("folders");
        std::fs::create_dir(folder.path().join("ngoài")).expect("a folder elsewhere");
        symlink(&truly, &home).expect("a link");
        symlink(folder.path().join("ngoài"), truly.join("ra")).expect("a link out");
        assert!(below(&home, &home.join("đợt")).is_ok_and(|dir| dir == home.join("đợt")));
        assert!(below(&home, &home).is_ok_and(|dir| dir == home));
        for dir in ["ra", "đợt/../../ngoài", "../ngoài", "không-có"] {
            assert!(below(&home, &home.join(dir)).is_err(), "{dir}");
        }
    }
}
