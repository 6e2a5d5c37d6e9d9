//! A folder of our own outside the campaign's, for what is gone when a piece of work is done.

use super::write::COUNTER;
use crate::msg;
use crate::words::{Message, system};
use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// A folder among the system's temporary ones that only the user may enter; it vanishes with all that is in it.
pub(crate) struct Room(PathBuf);

impl Room {
    /// A new one.
    pub(crate) fn new() -> Result<Self, Message> {
        let builder = builder();
        loop {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let name = format!("tonghop-{}-{number}", std::process::id());
            let path = std::env::temp_dir().join(name);
            match builder.create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(msg!("campaign.no-room", reason = system::reason(&e))),
            }
        }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

#[cfg(unix)]
fn builder() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

/// The system keeps the temporary folders of users apart.
#[cfg(not(unix))]
fn builder() -> DirBuilder {
    DirBuilder::new()
}

impl Drop for Room {
    fn drop(&mut self) {
        // What cannot be taken away now is the system's to clean.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
