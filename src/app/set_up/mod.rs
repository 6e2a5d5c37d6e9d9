//! The settings of a campaign as a form: what the file says under each key, and the file with other values in its place.
//!
//! Only the values change: every other byte, also what a person wrote beside them, stays as it is.

mod edit;

pub use edit::{Said, Value};

use super::Stop;
use crate::campaign::settings;
use crate::msg;
use crate::source::{Files, tidy};
use crate::store::folder;
use crate::store::lock::{self, NotTaken};
use crate::words::{Message, system};
use edit::{changed, key_at, values};
use std::collections::BTreeMap;
use std::path::Path;

/// The file of the settings.
pub const FILE: &str = folder::SETTINGS;
/// Most bytes of it.
const SETTINGS_BYTES: u64 = 1 << 18;

/// A section and a key in it; "" is before the first section.
pub type Key = (String, String);

/// The settings as they stand in their file.
#[derive(Debug)]
pub struct SetUp {
    /// What is said under each key that holds a text, a list of texts, yes or no, a number or a period.
    pub values: BTreeMap<Key, Value>,
    /// What is wrong, at its key, in reading order.
    pub mistakes: Vec<(Key, Message)>,
    /// Whether the file can be read as a whole; else it is mended by hand.
    pub is_whole: bool,
    /// Tells that the file is as it was read.
    pub mark: String,
}

/// Why settings are not kept.
#[derive(Debug)]
pub enum NotKept {
    /// They are sound and would be wrong at these keys.
    Wrong(Vec<(Key, Message)>),
    /// Something else.
    Stopped(Stop),
}

/// Reads the settings of a campaign, whole or not.
pub fn set_up(root: &Path) -> Result<SetUp, Stop> {
    Ok(read(&bytes(root)?))
}

/// Puts other values into the settings. Nothing is written when the file is not as it was (`mark`), or is sound and would not
/// be; one that is not whole yet takes whatever was filled in so far.
pub fn keep(root: &Path, mark: &str, said: &[Said]) -> Result<(), NotKept> {
    let _lock = lock::take(root).map_err(|not_taken| {
        NotKept::Stopped(match not_taken {
            NotTaken::InUse(message) => Stop::Busy(message),
            NotTaken::Closed(message) => Stop::Fault(message),
        })
    })?;
    let stopped = |message| NotKept::Stopped(Stop::Wrong(message));
    let before = bytes(root).map_err(NotKept::Stopped)?;
    if folder::hash(&before) != mark {
        return Err(stopped(msg!(
            "desk.set-up-changed",
            file = folder::SETTINGS
        )));
    }
    let unknown = || stopped(msg!("desk.set-up-unknown", file = folder::SETTINGS));
    let text = String::from_utf8(before).map_err(|_| unknown())?;
    let new = changed(&text, said).ok_or_else(unknown)?;
    if new == text {
        return Ok(());
    }
    let (was, is) = (read(text.as_bytes()), read(new.as_bytes()));
    let is_draft = !was.mistakes.is_empty();
    if !is_draft && !is.mistakes.is_empty() {
        return Err(NotKept::Wrong(is.mistakes));
    }
    let path = root.join(folder::SETTINGS);
    let written = folder::write_whole(&path, new.as_bytes());
    written.map_err(|e| NotKept::Stopped(Stop::Fault(e)))
}

fn read(bytes: &[u8]) -> SetUp {
    let (text, _) = tidy::text(bytes);
    let text = tidy::toml_quotes(&text);
    let read = settings::read(folder::SETTINGS, bytes);
    let files = Files::from([(folder::SETTINGS.to_owned(), bytes.to_vec())]);
    let is_whole = text.parse::<toml::Table>().is_ok();
    let mistakes = read.mistakes.into_iter().map(|mistake| {
        let (line, _) = mistake.position(&files);
        // In a file that breaks off somewhere no line is surely of the key above it.
        let key = if is_whole {
            key_at(&text, line)
        } else {
            Key::default()
        };
        (key, mistake.message)
    });
    SetUp {
        values: values(&text),
        mistakes: mistakes.collect(),
        is_whole,
        mark: folder::hash(bytes),
    }
}

fn bytes(root: &Path) -> Result<Vec<u8>, Stop> {
    let path = root.join(folder::SETTINGS);
    folder::read_bounded(&path, SETTINGS_BYTES).map_err(|e| {
        let reason = system::reason(&e);
        Stop::Fault(msg!(
            "campaign.file-closed",
            file = path.display(),
            reason = reason
        ))
    })
}
