//! What lies in the inbox: every file in every folder, and by name what is none.

use super::{INBOX, is_aside};
use crate::msg;
use crate::words::{Message, system};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How a file of a Mac begins that only keeps what other systems cannot keep beside a file.
const APPLE_DOUBLE: [u8; 4] = [0, 5, 0x16, 7];

/// What lies in the inbox.
#[derive(Debug, Default)]
pub struct Inbox {
    /// Files, and what could not be looked at, sorted by their paths.
    pub files: Vec<PathBuf>,
    /// What is never read: pipes, sockets and devices, and links to folders that the campaign itself lies in or writes to.
    pub not_read: Vec<PathBuf>,
}

/// What lies in `2-nhan-ve/`, however deep, and behind links. What programs put there by themselves (lock files of Word and
/// Excel, files of the system) and our own advice are left out.
pub fn inbox(root: &Path) -> Result<Inbox, Message> {
    let dir = root.join(INBOX);
    let mut found = Inbox::default();
    if dir.is_dir() {
        let mut walk = Walk::from(root, &dir);
        walk.enter(&dir, &mut found).map_err(|e| closed(&dir, &e))?;
        while let Some((path, is_link)) = walk.next() {
            walk.look_into(path, is_link, &mut found);
        }
    }
    found.files.sort();
    found.not_read.sort();
    Ok(found)
}

/// The files of a folder outside the campaign, sorted; those below it are not looked for.
pub fn files_of(dir: &Path) -> Result<Vec<PathBuf>, Message> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).map_err(|e| closed(dir, &e))? {
        let entry = entry.map_err(|e| closed(dir, &e))?;
        let path = entry.path();
        if path.is_file() && !is_aside(&entry.file_name().to_string_lossy()) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn closed(dir: &Path, error: &io::Error) -> Message {
    msg!(
        "campaign.folder-closed",
        folder = dir.display(),
        reason = system::reason(error)
    )
}

/// A way through folders that enters each once, whichever links lead to it.
struct Walk {
    /// The campaign's folder.
    root: PathBuf,
    /// The inbox.
    inbox: PathBuf,
    /// Folders entered, without links.
    entered: BTreeSet<PathBuf>,
    /// Folders still to be entered; those that lie here come before those that links lead to.
    folders: Vec<PathBuf>,
    links: BTreeSet<PathBuf>,
}

impl Walk {
    fn from(root: &Path, dir: &Path) -> Self {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        Self {
            root: whole(root),
            inbox: whole(dir),
            entered: BTreeSet::from([whole(dir)]),
            folders: Vec::new(),
            links: BTreeSet::new(),
        }
    }

    fn next(&mut self) -> Option<(PathBuf, bool)> {
        let here = self.folders.pop().map(|folder| (folder, false));
        here.or_else(|| self.links.pop_first().map(|link| (link, true)))
    }

    /// Enters a folder unless it was entered before; one that cannot be opened is listed itself, so that it is told by name
    /// when it is to be read.
    fn look_into(&mut self, path: PathBuf, is_link: bool, found: &mut Inbox) {
        match path.canonicalize() {
            Ok(folder) if is_link && self.is_ours(&folder) => found.not_read.push(path),
            Ok(folder) => {
                if self.entered.insert(folder) && self.enter(&path, found).is_err() {
                    found.files.push(path);
                }
            }
            Err(_) => found.files.push(path),
        }
    }

    /// Whether the campaign lies in a folder, or writes to it.
    fn is_ours(&self, folder: &Path) -> bool {
        let is_above = self.inbox.starts_with(folder) && folder != self.inbox;
        is_above || folder.starts_with(&self.root) && !folder.starts_with(&self.inbox)
    }

    fn enter(&mut self, dir: &Path, found: &mut Inbox) -> io::Result<()> {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            match fs::metadata(&path) {
                Ok(about) if about.is_dir() && is_link => {
                    self.links.insert(path);
                }
                Ok(about) if about.is_dir() => self.folders.push(path),
                _ if is_aside(&name) => {}
                Ok(about) if !about.is_file() => found.not_read.push(path),
                Ok(_) if name.starts_with("._") && is_apple_double(&path) => {}
                // What cannot even be looked at is told by name when it is to be read.
                Ok(_) | Err(_) => found.files.push(path),
            }
        }
        Ok(())
    }
}

fn is_apple_double(path: &Path) -> bool {
    let mut head = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == APPLE_DOUBLE
}
