//! Where the page of a campaign is served, so that whoever opens it again finds the one that runs.
//!
//! Kept in the user's private folder and never in the campaign, which may lie where others read.

use super::Stop;
use crate::msg;
use crate::store::folder::{only_for_the_user, private_folder, read_bounded, write_private};
use crate::words::system;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// Most bytes of a note.
const MOST_BYTES: u64 = 1 << 10;
/// How often and how long a page that begins just now is waited for.
const PATIENCE: (u32, Duration) = (30, Duration::from_millis(100));

/// A page that is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// Its port on this machine.
    pub port: u16,
    /// What opens it.
    pub token: String,
}

/// Who serves the page of a campaign.
#[derive(Debug)]
pub enum Claimed {
    /// Nobody did: whoever holds this does.
    Ours(Place),
    /// It is served already.
    Served(Served),
}

/// The right to serve a campaign's page; given back when it is dropped, or when the program dies.
#[derive(Debug)]
pub struct Place {
    note: PathBuf,
    _held: File,
}

/// Claims the page of a campaign for this program.
///
/// # Errors
/// When the private folder cannot be written, or another program holds it and does not say where its page is.
pub fn claim(private: &Path, root: &Path) -> Result<Claimed, Stop> {
    let whole = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let name = blake3::hash(whole.as_os_str().as_encoded_bytes()).to_hex();
    let name = &name[..32];
    let (held, note) = (
        private.join(format!("{name}.khoa")),
        private.join(format!("{name}.trang")),
    );
    let fault = |e: std::io::Error| {
        let reason = system::reason(&e);
        Stop::Fault(msg!(
            "campaign.not-written",
            file = held.display(),
            reason = reason
        ))
    };
    private_folder(private).map_err(fault)?;
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(false);
    let file = only_for_the_user(&mut options).open(&held).map_err(fault)?;
    let (times, pause) = PATIENCE;
    for _ in 0..times {
        match file.try_lock() {
            Ok(()) => return Ok(Claimed::Ours(Place { note, _held: file })),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(e)) => return Err(fault(e)),
        }
        if let Some(served) = noted(&note) {
            return Ok(Claimed::Served(served));
        }
        sleep(pause);
    }
    Err(Stop::Busy(msg!("desk.not-found", folder = root.display())))
}

impl Place {
    /// Notes where the page is, for the user alone.
    pub fn note(&self, served: &Served) -> Result<(), Stop> {
        let text = format!("{}\n{}\n", served.port, served.token);
        write_private(&self.note, text.as_bytes()).map_err(Stop::Fault)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.note);
    }
}

fn noted(note: &Path) -> Option<Served> {
    let text = String::from_utf8(read_bounded(note, MOST_BYTES).ok()?).ok()?;
    let (port, token) = text.trim_end().split_once('\n')?;
    Some(Served {
        port: port.parse().ok()?,
        token: token.to_owned(),
    })
}
