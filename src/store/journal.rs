//! The journal beside the archive: what the ledger holds that the files received do not tell, a line each, with a checksum.
//!
//! In: the entries of the ledger, in order. Out: the same, as far as their lines are whole. The ledger keeps every entry
//! in the transaction that it is about, and the file follows it: a file that is ahead belongs to a ledger that was lost.

use super::folder::{self, only_for_the_user, private_folder, write_whole};
use crate::words::Message;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Its file in the archive's folder.
pub(crate) const FILE: &str = "nhat-ky.txt";
/// Most bytes of it that are read.
const MOST: u64 = 1 << 30;

/// Where the journal lies, and how far it goes.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    /// The number of its last entry.
    pub(super) last: u64,
}

/// What the file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Entries that are whole, by number, as JSON.
    pub(crate) entries: Vec<(u64, String)>,
    /// Lines that are not.
    pub(crate) damaged: usize,
    /// The last line was cut off while it was written.
    pub(crate) is_cut_off: bool,
}

/// Reads the journal of a campaign; one that is not there is empty.
pub(crate) fn read(root: &Path) -> Written {
    let bytes = folder::read_bounded(&path(root), MOST).unwrap_or_default();
    let mut written = Written {
        is_cut_off: bytes.last().is_some_and(|last| *last != b'\n'),
        ..Written::default()
    };
    let end = bytes.iter().rposition(|b| *b == b'\n').unwrap_or(0);
    let bytes = &bytes[..end];
    for line in bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
        match entry(line) {
            Some(entry) => written.entries.push(entry),
            None => written.damaged += 1,
        }
    }
    written
}

/// Whether the archive holds anything that came in.
pub(crate) fn archive_holds_files(root: &Path) -> bool {
    let shelves = std::fs::read_dir(root.join(folder::ARCHIVE));
    let mut shelves = shelves.into_iter().flatten().flatten();
    shelves.any(|shelf| {
        let files = std::fs::read_dir(shelf.path()).into_iter().flatten();
        files.flatten().any(|file| file.path().is_file())
    })
}

/// Writes the journal anew.
pub(crate) fn write(root: &Path, entries: &[(u64, String)]) -> Result<(), Message> {
    // Where the folder cannot be made, writing says why.
    let _ = private_folder(&root.join(folder::ARCHIVE));
    write_whole(&path(root), &lines(entries))
}

impl Journal {
    /// The journal of a campaign, whose last entry has this number.
    pub(crate) fn at(root: &Path, last: u64) -> Self {
        Self {
            path: path(root),
            last,
        }
    }

    /// Adds entries at the end.
    pub(super) fn append(&self, entries: &[(u64, String)]) -> io::Result<()> {
        if let Some(archive) = self.path.parent() {
            private_folder(archive)?;
        }
        let mut file =
            only_for_the_user(OpenOptions::new().create(true).append(true)).open(&self.path)?;
        file.write_all(&lines(entries))
    }
}

fn path(root: &Path) -> PathBuf {
    root.join(folder::ARCHIVE).join(FILE)
}

fn lines(entries: &[(u64, String)]) -> Vec<u8> {
    let lines = entries.iter().map(|(number, json)| {
        let sum = sum(*number, json);
        format!("{number} {sum} {json}\n")
    });
    lines.collect::<String>().into_bytes()
}

fn entry(line: &[u8]) -> Option<(u64, String)> {
    let line = std::str::from_utf8(line).ok()?;
    let (number, rest) = line.split_once(' ')?;
    let (told, json) = rest.split_once(' ')?;
    let number = number.parse().ok()?;
    (told == sum(number, json)).then(|| (number, json.to_owned()))
}

fn sum(number: u64, json: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&number.to_le_bytes());
    hasher.update(json.as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_changed_is_no_entry_and_the_others_stay() {
        let root = tempfile::tempdir().expect("a folder");
        let entries = [(1, "{}".to_owned()), (2, "{\"a\":1}".to_owned())];
        write(root.path(), &entries).expect("written");
        let journal = Journal::at(root.path(), 2);
        journal.append(&[(3, "[]".to_owned())]).expect("added");
        assert_eq!(read(root.path()).entries.len(), 3);
        let path = path(root.path());
        let whole = std::fs::read_to_string(&path).expect("lines");
        let changed = whole.replace("\"a\":1", "\"a\":2");
        write_whole(&path, &changed.as_bytes()[..changed.len() - 2]).expect("cut off");
        let left = read(root.path());
        assert_eq!((left.entries.len(), left.damaged), (1, 1));
        assert!(left.is_cut_off);
    }
}
