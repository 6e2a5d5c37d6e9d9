//! The seal of the ledger: a hash of its whole file as the last work left it, kept beside the archive. A bit that changed
//! while nobody worked is told, wherever it lies: in a row, in an index, in what joins them.
//!
//! In: the folder of a campaign. Out: whether the ledger is as it was left. `SQLite` counts the changes of a file in its
//! head: one that was changed after it was sealed, since a run was cut off, is not judged by its seal.

use super::folder::{self, private_folder, read_bounded, write_whole};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Its file in the archive's folder.
const FILE: &str = "niem-phong.txt";

/// Whether a ledger is as it was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    /// Each byte of it.
    Whole,
    /// Nothing tells: it was never sealed, or changed by a program since.
    Unknown,
    /// Bytes of it changed, and no program did that.
    Broken,
}

/// What was kept of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    /// How often the file had been changed (bytes 24 to 27 of its head).
    changes: u32,
    hash: blake3::Hash,
    /// The number of its last entry that the journal has too.
    last: u64,
}

/// Holds the ledger of a campaign against its seal.
pub(crate) fn check(root: &Path) -> Seal {
    let ledger = root.join(folder::LEDGER);
    // While a program writes, or was cut off in doing so, the file may be half of the one and half of the other.
    let is_at_rest = || !journal_of_database(&ledger).exists();
    let Some(kept) = kept(root).filter(|_| is_at_rest()) else {
        return Seal::Unknown;
    };
    let is_unchanged = || changes(&ledger).is_ok_and(|changes| changes == kept.changes);
    if !is_unchanged() {
        return Seal::Unknown;
    }
    match hash(&ledger) {
        Ok(hash) if hash == kept.hash => Seal::Whole,
        Ok(_) if is_at_rest() && is_unchanged() => Seal::Broken,
        _ => Seal::Unknown,
    }
}

/// Seals the ledger as it is now, its last entry having this number. What cannot be sealed now is so after the next work.
pub(crate) fn put(root: &Path, last: u64) {
    let ledger = root.join(folder::LEDGER);
    let Ok(changes) = changes(&ledger) else {
        return;
    };
    if kept(root).is_some_and(|kept| kept.changes == changes && kept.last == last) {
        return;
    }
    if let Ok(hash) = hash(&ledger) {
        let _ = private_folder(&root.join(folder::ARCHIVE));
        let line = Kept {
            changes,
            hash,
            last,
        };
        let _ = write_whole(&path(root), line.line().as_bytes());
    }
}

/// Takes the seal away, before another ledger takes the place of this one.
pub(crate) fn lift(root: &Path) {
    let _ = std::fs::remove_file(path(root));
}

/// The number of the last entry that ledger and journal had when the ledger was sealed; 0 where nothing tells.
pub(crate) fn last_entry(root: &Path) -> u64 {
    kept(root).map_or(0, |kept| kept.last)
}

impl Kept {
    fn line(&self) -> String {
        let said = format!("{} {} {}", self.changes, self.hash.to_hex(), self.last);
        format!("{said} {}\n", sum(&said))
    }

    fn parse(line: &str) -> Option<Self> {
        let (said, told) = line.strip_suffix('\n')?.rsplit_once(' ')?;
        let mut words = said.split(' ');
        let kept = Self {
            changes: words.next()?.parse().ok()?,
            hash: blake3::Hash::from_hex(words.next()?).ok()?,
            last: words.next()?.parse().ok()?,
        };
        (told == sum(said)).then_some(kept)
    }
}

fn sum(said: &str) -> String {
    blake3::hash(said.as_bytes()).to_hex()[..16].to_owned()
}

fn path(root: &Path) -> PathBuf {
    root.join(folder::ARCHIVE).join(FILE)
}

fn kept(root: &Path) -> Option<Kept> {
    const MOST: u64 = 1 << 10;
    let bytes = read_bounded(&path(root), MOST).ok()?;
    Kept::parse(std::str::from_utf8(&bytes).ok()?)
}

/// What `SQLite` writes beside the file until a change is whole.
fn journal_of_database(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push("-journal");
    PathBuf::from(name)
}

fn changes(ledger: &Path) -> io::Result<u32> {
    let mut head = [0; 28];
    File::open(ledger)?.read_exact(&mut head)?;
    Ok(u32::from_be_bytes([head[24], head[25], head[26], head[27]]))
}

fn hash(ledger: &Path) -> io::Result<blake3::Hash> {
    let mut file = File::open(ledger)?;
    let mut hasher = blake3::Hasher::new();
    let mut bytes = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut bytes)?;
        if read == 0 {
            return Ok(hasher.finalize());
        }
        hasher.update(&bytes[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_whose_own_bits_changed_tells_nothing() {
        let kept = Kept {
            changes: 7,
            hash: blake3::hash(b"a ledger"),
            last: 12,
        };
        let line = kept.line();
        assert_eq!(Kept::parse(&line), Some(kept));
        for at in 0..line.len() {
            let mut bytes = line.clone().into_bytes();
            bytes[at] ^= 1;
            let changed = String::from_utf8(bytes).expect("ASCII");
            assert_eq!(Kept::parse(&changed), None, "{changed}");
        }
    }
}
