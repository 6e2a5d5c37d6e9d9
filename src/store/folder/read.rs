//! Files that others put into a folder, read within limits.

use super::patiently;
use crate::model::id::FileHash;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The bytes of a file of at most so many: [`ErrorKind::FileTooLarge`] for more. What is no file (a pipe, a device) would
/// never end and is [`ErrorKind::Unsupported`]; a file that says it is empty is so, whatever a system would make up.
pub fn read_bounded(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let about = fs::metadata(path)?;
    if about.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !about.is_file() {
        return Err(ErrorKind::Unsupported.into());
    }
    let mut bytes = Vec::new();
    if about.len() > 0 {
        let file = patiently(|| File::open(path))?;
        file.take(most + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > most {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The first bytes of a file, at most so many; none of one that cannot be read.
pub(crate) fn head(path: &Path, most: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(most);
    let read = patiently(|| File::open(path))
        .and_then(|file| file.take(most as u64).read_to_end(&mut bytes));
    read.map(|_| bytes).unwrap_or_default()
}

/// The hash of what lies there; `None` where it is no file that can be read.
pub fn hash_of_file(path: &Path) -> Option<FileHash> {
    let is_file = fs::metadata(path).is_ok_and(|about| about.is_file());
    let file = patiently(|| File::open(path));
    let mut file = file.ok().filter(|_| is_file)?;
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut file, &mut hasher).ok()?;
    Some(hasher.finalize().into())
}
