//! Documents that were dropped on a page: they lie outside of the campaign until something is done with them, and are gone
//! with the page.

use super::Stop;
use crate::store::folder::{Arriving, NotArrived, Room, files_of};
use std::path::{Path, PathBuf};

/// Where they lie.
pub struct SetAside {
    room: Room,
}

/// The folder in it.
const DOCUMENTS: &str = "tai-lieu";

impl SetAside {
    /// A new place, that only the user may enter.
    pub fn new() -> Result<Self, Stop> {
        let room = Room::new().map_err(Stop::Fault)?;
        Ok(Self { room })
    }

    /// The folder that they lie in.
    pub fn folder(&self) -> PathBuf {
        self.room.path().join(DOCUMENTS)
    }

    /// Begins a document of this name and at most so many bytes.
    pub fn begin(&self, name: &str, most: u64) -> Result<Arriving, NotArrived> {
        Arriving::into(self.room.path(), self.folder(), name, most)
    }

    /// Those that lie there.
    pub fn all(&self) -> Vec<PathBuf> {
        files_of(&self.folder()).unwrap_or_default()
    }

    /// One of them by its name; no name leads elsewhere.
    pub fn named(&self, name: &str) -> Option<PathBuf> {
        let is_it = |path: &PathBuf| path.file_name().is_some_and(|own| *own == *name);
        self.all().into_iter().find(is_it)
    }

    /// Takes one away.
    pub fn forget(&self, path: &Path) {
        if self.all().iter().any(|own| own == path) {
            // What cannot be taken away now goes with the page.
            let _ = std::fs::remove_file(path);
        }
    }
}
