//! What tells that a campaign's folder is no more as it was when it was looked at.

use super::env::Env;
use crate::store::folder;
use crate::value::Day;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where the ledger's file counts its transactions.
const COUNTER: usize = 24;

/// The files that looking reads, by size, time and, of the ledger, how often it was written; and the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    files: BTreeMap<PathBuf, (u64, Option<SystemTime>)>,
    ledger: Vec<u8>,
    day: Day,
}

impl Mark {
    /// As the folder is now. Cheap beside looking.
    pub fn of(root: &Path, env: &Env) -> Self {
        let folders = ["", folder::KIT, folder::RESULTS, folder::ENTERED];
        let mut files = BTreeMap::new();
        for entry in folders
            .iter()
            .flat_map(|name| fs::read_dir(root.join(name)))
        {
            for entry in entry
                .flatten()
                .filter(|entry| entry.file_name() != folder::LOCK)
            {
                if let Ok(about) = entry.metadata()
                    && about.is_file()
                {
                    files.insert(entry.path(), (about.len(), about.modified().ok()));
                }
            }
        }
        let head = folder::head(&root.join(folder::LEDGER), COUNTER + 4);
        Self {
            files,
            ledger: head.get(COUNTER..).unwrap_or_default().to_vec(),
            day: env.clock.now().day(),
        }
    }
}
