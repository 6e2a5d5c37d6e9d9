//! The archive: every received file, byte for byte, under its hash.
//!
//! In: files as they came. Out: the place where each is kept for good. What lies there is never written again.

pub use super::folder::hash_of_file;

use super::folder::{self, Draft, keep_names, patiently, private_folder};
use crate::model::id::FileHash;
use crate::msg;
use crate::words::{Fact, Message, system};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A file in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Hash of its bytes.
    pub hash: FileHash,
    /// Where it lies.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
}

/// Why a file is not in the archive.
#[derive(Debug, Clone, PartialEq)]
pub enum NotKept {
    /// The file itself cannot be read; others may be.
    Unread(Fact),
    /// The archive cannot be written, or is not as it was left.
    Archive(Message),
}

/// Keeps files as they are, on two threads; the same bytes twice are kept once. What was kept of each, in the order of
/// `files`.
///
/// Files are copied piece by piece: their size is bounded by the disk, not by memory.
pub fn keep_all(root: &Path, files: &[PathBuf]) -> Vec<Result<Kept, NotKept>> {
    let keep_these =
        |files: &[PathBuf]| -> Vec<_> { files.iter().map(|f| keep_file(root, f)).collect() };
    let (one, other) = files.split_at(files.len() / 2);
    let kept = std::thread::scope(|scope| {
        let aside = scope.spawn(|| keep_these(one));
        let rest = keep_these(other);
        let mut kept = aside.join().unwrap_or_else(|_| keep_these(one));
        kept.extend(rest);
        kept
    });
    keep_shelves(root, kept.iter().flatten());
    let kept = kept.into_iter();
    kept.map(|kept| kept.map(|put| put.kept)).collect()
}

/// Keeps one file as it is.
pub fn keep(root: &Path, file: &Path) -> Result<Kept, NotKept> {
    let put = keep_file(root, file)?;
    keep_shelves(root, std::iter::once(&put));
    Ok(put.kept)
}

/// Keeps what comes under a name, piece by piece; what breaks off is not kept.
pub fn keep_stream(root: &Path, name: &str, from: &mut dyn Read) -> Result<Kept, NotKept> {
    let put = put_away(root, name, from)?;
    keep_shelves(root, std::iter::once(&put));
    Ok(put.kept)
}

/// A file in the archive, and whether its name there is new.
struct Put {
    kept: Kept,
    is_new: bool,
}

/// Waits until the disk has the names of all that is new.
fn keep_shelves<'a>(root: &Path, put: impl Iterator<Item = &'a Put>) {
    let new = put.filter(|put| put.is_new);
    let mut shelves: BTreeSet<PathBuf> = new
        .filter_map(|put| Some(put.kept.path.parent()?.to_owned()))
        .collect();
    if !shelves.is_empty() {
        shelves.insert(root.join(folder::ARCHIVE));
    }
    for shelf in shelves {
        keep_names(&shelf);
    }
}

fn keep_file(root: &Path, file: &Path) -> Result<Put, NotKept> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let closed = |e: io::Error| NotKept::Unread(folder::refused(file, &e));
    let about = std::fs::metadata(file).map_err(closed)?;
    if !about.is_file() {
        return Err(closed(io::ErrorKind::Unsupported.into()));
    }
    if about.len() == 0 {
        // It is not opened: what systems make up as they are read (`/proc`) says that it is empty, and may never end.
        return put_away(root, &name, &mut io::empty());
    }
    let mut from = patiently(|| File::open(file)).map_err(closed)?;
    let (hash, size) = copy(&mut from, &mut io::sink()).map_err(|e| e.of(&name))?;
    let path = path(root, &hash, &name);
    if path.exists() {
        return unchanged(hash, path, size, &name);
    }
    from.rewind().map_err(closed)?;
    put_away(root, &name, &mut from)
}

/// Copies what comes into the archive, under the hash of what was copied.
fn put_away(root: &Path, name: &str, from: &mut dyn Read) -> Result<Put, NotKept> {
    let archive = root.join(folder::ARCHIVE);
    let failed = |e: io::Error| not_archived(name, &e);
    private_folder(&archive).map_err(failed)?;
    let mut draft = Draft::begin_private(&archive).map_err(failed)?;
    let (hash, size) = copy(from, &mut draft).map_err(|e| e.of(name))?;
    let path = path(root, &hash, name);
    if path.exists() {
        return unchanged(hash, path, size, name);
    }
    private_folder(path.parent().unwrap_or(&archive)).map_err(failed)?;
    draft.finish(&path).map_err(failed)?;
    Ok(Put {
        kept: Kept { hash, path, size },
        is_new: true,
    })
}

/// What lies in the archive already, if it still is what was put there.
fn unchanged(hash: FileHash, path: PathBuf, size: u64, name: &str) -> Result<Put, NotKept> {
    let failed = |e: io::Error| not_archived(name, &e);
    let mut kept = patiently(|| File::open(&path)).map_err(failed)?;
    let (there, _) = copy(&mut kept, &mut io::sink()).map_err(|e| failed(e.into_inner()))?;
    if there != hash {
        let changed = msg!("campaign.archive-changed", path = path.display());
        return Err(NotKept::Archive(changed));
    }
    Ok(Put {
        kept: Kept { hash, path, size },
        is_new: false,
    })
}

fn not_archived(name: &str, e: &io::Error) -> NotKept {
    NotKept::Archive(msg!(
        "campaign.not-archived",
        file = name,
        reason = system::reason(e)
    ))
}

/// Which end of a copy failed.
enum NotCopied {
    Read(io::Error),
    Written(io::Error),
}

impl NotCopied {
    fn of(self, name: &str) -> NotKept {
        match self {
            Self::Read(e) => NotKept::Unread(system::reason(&e)),
            Self::Written(e) => not_archived(name, &e),
        }
    }

    fn into_inner(self) -> io::Error {
        match self {
            Self::Read(e) | Self::Written(e) => e,
        }
    }
}

/// Copies all bytes; their hash and number.
fn copy(from: &mut dyn Read, to: &mut dyn Write) -> Result<(FileHash, u64), NotCopied> {
    let mut hasher = blake3::Hasher::new();
    let mut piece = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => return Ok((hasher.finalize().into(), size)),
            Ok(read) => read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(NotCopied::Read(e)),
        };
        hasher.update(&piece[..read]);
        to.write_all(&piece[..read]).map_err(NotCopied::Written)?;
        size += read as u64;
    }
}

/// Whether what lies there is still what was put there.
pub fn is_intact(path: &Path, hash: &FileHash) -> bool {
    hash_of_file(path).is_some_and(|there| there == *hash)
}

/// Where a file of this hash lies, that came under this name: `luu-tru/ab/ab….xlsx`.
pub fn path(root: &Path, hash: &FileHash, name: &str) -> PathBuf {
    let shelf: String = hash.chars().take(2).collect();
    root.join(folder::ARCHIVE)
        .join(shelf)
        .join(format!("{hash}{}", ending(name)))
}

/// Where a file of this hash lies, whatever name it came under; `None` when it is not there.
pub fn find(root: &Path, hash: &FileHash) -> Option<PathBuf> {
    let shelf = path(root, hash, "");
    let mut kept = std::fs::read_dir(shelf.parent()?).ok()?.flatten();
    let found = kept.find(|file| file.path().file_stem() == shelf.file_stem());
    found.map(|file| file.path())
}

/// The ending of a name in small ASCII letters and digits, with its point; anything else is left out, so that a
/// name from outside is never part of a path.
fn ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, end))
            if (1..=5).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphanumeric()) =>
        {
            format!(".{}", end.to_ascii_lowercase())
        }
        _ => String::new(),
    }
}
