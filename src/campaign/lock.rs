//! One run per folder: a second one is told so.

use super::folder;
use crate::msg;
use crate::words::Message;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// The right to write in a campaign's folder; given back when it is dropped, or when the program dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Takes the folder for this run and clears away what a run that was cut off left half written.
pub fn take(root: &Path) -> Result<Lock, Message> {
    let path = root.join(folder::LOCK);
    let no_lock = |reason: std::io::Error| {
        msg!(
            "campaign.folder-closed",
            folder = root.display(),
            reason = reason
        )
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
            return Err(msg!("campaign.folder-in-use", folder = root.display()));
        }
        Err(TryLockError::Error(reason)) => return Err(no_lock(reason)),
    }
    folder::sweep(root);
    Ok(Lock { _file: file })
}
