//! Files on their way into a campaign's inbox through a page, and whether something lies there that nobody has looked at.

pub use crate::store::folder::{Arriving, NotArrived};

use crate::store::folder;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Takes away what a page that was cut off left behind long ago.
pub fn clear(root: &Path) {
    folder::clear_arriving(root);
}

/// What lies in the inbox, each file by what tells that it is another now: its path, its size, when it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lying(BTreeSet<(PathBuf, u64, Option<SystemTime>)>);

impl Lying {
    /// As it is now; of a folder that cannot be looked at, nothing.
    pub fn now(root: &Path) -> Self {
        let found = folder::inbox(root).map(|inbox| inbox.files);
        let about = |path: PathBuf| {
            let about = path.metadata().ok();
            let size = about.as_ref().map_or(0, std::fs::Metadata::len);
            (path, size, about.and_then(|about| about.modified().ok()))
        };
        Self(found.into_iter().flatten().map(about).collect())
    }

    /// How many of these were not there before.
    pub fn new_since(&self, before: &Self) -> usize {
        self.0.difference(&before.0).count()
    }
}
