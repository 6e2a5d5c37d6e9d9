//! The lock on a campaign's folder: one run at a time; a second one is told so.

use super::folder;
use crate::msg;
use crate::words::{Message, system};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// The right to write in a campaign's folder; given back when it is dropped, or when the program dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why the folder could not be taken.
#[derive(Debug, Clone, PartialEq)]
pub enum NotTaken {
    /// Another run works on it.
    InUse(Message),
    /// It cannot be written.
    Closed(Message),
}

impl NotTaken {
    /// What to do about it.
    pub fn message(self) -> Message {
        match self {
            Self::InUse(message) | Self::Closed(message) => message,
        }
    }
}

/// Takes the folder for this run and clears away what a run that was cut off left half written.
pub fn take(root: &Path) -> Result<Lock, NotTaken> {
    let path = root.join(folder::LOCK);
    let no_lock = |reason: std::io::Error| {
        NotTaken::Closed(msg!(
            "campaign.folder-not-writable",
            folder = root.display(),
            reason = system::reason(&reason)
        ))
    };
    let file = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(false)
        .open(&path)
        .map_err(no_lock)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let in_use = msg!("campaign.folder-in-use", folder = root.display());
            return Err(NotTaken::InUse(in_use));
        }
        Err(TryLockError::Error(reason)) => return Err(no_lock(reason)),
    }
    folder::sweep(root);
    Ok(Lock { _file: file })
}
