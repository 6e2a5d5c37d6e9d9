//! Files that are whole or absent: written beside their place, flushed, then renamed into it.

use super::UNFINISHED;
use crate::msg;
use crate::words::{Message, system};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// The hash of bytes as the ledger and the archive use it: 64 hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Writes a file whole, in place of what may lie there; when anything fails, what lay there is untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Message> {
    let dir = path.parent().unwrap_or(Path::new("."));
    Draft::begin(dir)
        .and_then(|mut draft| {
            draft.write_all(bytes)?;
            draft.finish(path)
        })
        .map_err(|e| {
            msg!(
                "campaign.not-written",
                file = path.display(),
                reason = system::reason(&e)
            )
        })
}

/// A file that is being written; it vanishes unless it is finished.
pub(in crate::campaign) struct Draft {
    file: Option<File>,
    path: PathBuf,
}

impl Draft {
    /// Begins a file in the folder where it will stay.
    pub(in crate::campaign) fn begin(dir: &Path) -> io::Result<Self> {
        loop {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let name = format!(".{}-{number}{UNFINISHED}", std::process::id());
            let path = dir.join(name);
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    return Ok(Self {
                        file: Some(file),
                        path,
                    });
                }
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(e),
            }
        }
    }

    /// Puts the file in its place, once the disk has all of it.
    pub(in crate::campaign) fn finish(mut self, path: &Path) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            file.sync_all()?;
        }
        fs::rename(&self.path, path)?;
        // The name is on the disk only when the folder is; systems that cannot do this need not.
        if let Some(dir) = path.parent().and_then(|dir| File::open(dir).ok()) {
            let _ = dir.sync_all();
        }
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        drop(self.file.take());
        // Once it was renamed there is nothing to remove, and that is no error either.
        let _ = fs::remove_file(&self.path);
    }
}
