//! Folders that were shown to choose from: named by ids that say nothing, so that no path comes from outside.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// So many are known at once; whoever looked at more begins at home again.
const MOST: usize = 20_000;

/// The folders that were shown.
#[derive(Debug, Default)]
pub(super) struct Offered(BTreeMap<String, PathBuf>);

impl Offered {
    /// The id of a folder that is shown now; another for whoever has another secret.
    pub(super) fn show(&mut self, path: &Path, secret: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(secret.as_bytes());
        hasher.update(path.as_os_str().as_encoded_bytes());
        let id = hasher.finalize().to_hex()[..32].to_owned();
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert(id.clone(), path.to_owned());
        id
    }

    /// The folder that was shown under an id.
    pub(super) fn get(&self, id: &str) -> Option<PathBuf> {
        self.0.get(id).cloned()
    }
}
