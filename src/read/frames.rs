//! What parent and child say to each other: a length in four bytes, then that many bytes of postcard.

use super::refusal::Refusal;
use crate::model::raw::RawWorkbook;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The first frame of a child, so that the parent knows it speaks to a reader.
pub(super) const GREETING: &[u8] = b"doc-tep 5";
/// No request is longer.
pub(super) const MAX_REQUEST: u32 = 64 << 10;
/// No answer is longer; the limits on cells and text keep it far below.
pub(super) const MAX_ANSWER: u32 = 96 << 20;

/// What the child says of a file.
pub(super) type Answer = Result<RawWorkbook, Refusal>;

/// A sheet of which only the cells from a column on are read: what stands before it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SkippedSheet {
    pub(super) name: String,
    pub(super) from: u16,
}

/// The first column of a sheet whose cells are read.
pub(super) fn first_column(skipped: &[SkippedSheet], sheet: &str) -> u16 {
    let skipped = skipped.iter().find(|skipped| skipped.name == sheet);
    skipped.map_or(0, |skipped| skipped.from)
}

/// What is wanted of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Wanted {
    /// Its cells, of the sheets named only their part: one [`Answer`].
    Cells(Vec<SkippedSheet>),
    /// The files in it, as [`super::parcel`] says.
    Files,
}

/// A file to read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    #[cfg(unix)]
    path: Vec<u8>,
    #[cfg(not(unix))]
    path: String,
    wanted: Wanted,
}

impl Request {
    /// A path that cannot be written as text cannot be asked for where paths are text.
    #[cfg(unix)]
    #[expect(
        clippy::unnecessary_wraps,
        reason = "on other systems a path may be no text"
    )]
    pub(super) fn of(path: &Path, wanted: Wanted) -> Option<Self> {
        use std::os::unix::ffi::OsStrExt;
        Some(Self {
            path: path.as_os_str().as_bytes().to_vec(),
            wanted,
        })
    }

    #[cfg(not(unix))]
    pub(super) fn of(path: &Path, wanted: Wanted) -> Option<Self> {
        Some(Self {
            path: path.to_str()?.to_owned(),
            wanted,
        })
    }

    #[cfg(unix)]
    pub(super) fn into_parts(self) -> (PathBuf, Wanted) {
        use std::os::unix::ffi::OsStringExt;
        let path = std::ffi::OsString::from_vec(self.path).into();
        (path, self.wanted)
    }

    #[cfg(not(unix))]
    pub(super) fn into_parts(self) -> (PathBuf, Wanted) {
        (self.path.into(), self.wanted)
    }
}

/// Sends one frame.
pub(super) fn send(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(bytes)?;
    output.flush()
}

/// Takes one frame; `None` when the other side has ended. Allocates as bytes come, not by the stated length.
pub(super) fn take(input: &mut impl Read, limit: u32) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_le_bytes(length);
    if length > limit {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == u64::from(length) {
        Ok(Some(bytes))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_that_promises_more_than_comes_is_an_error() {
        let mut whole = Vec::new();
        send(&mut whole, b"abc").unwrap();
        assert_eq!(take(&mut whole.as_slice(), 9).unwrap().unwrap(), b"abc");
        assert!(take(&mut &whole[..6], 9).is_err());
        assert!(take(&mut whole.as_slice(), 2).is_err());
        assert!(take(&mut &b""[..], 9).unwrap().is_none());
    }
}
