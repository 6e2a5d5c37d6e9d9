//! Who works, as the book names them: office machines log in as "Admin", so a person is asked for the name once.

use super::Stop;
use crate::msg;
use crate::store::folder::{private_folder, read_bounded, write_whole};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Most bytes of the file that keeps the name.
const MOST_BYTES: u64 = 1 << 10;
/// Most letters of a name.
const LONGEST: usize = 60;

/// Who works.
#[derive(Debug, Clone)]
pub struct Actor {
    name: String,
    unasked: Option<Unasked>,
}

/// How a person who gave no name yet is asked for it.
#[derive(Debug, Clone)]
struct Unasked {
    file: Option<PathBuf>,
    ask: fn() -> Option<String>,
}

impl Actor {
    /// A person of this name.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            unasked: None,
        }
    }

    /// The person whose name a file keeps; without one, whoever logged in until `ask` gives the name.
    pub fn of_machine(login: &str, file: Option<PathBuf>, ask: fn() -> Option<String>) -> Self {
        let kept = file.as_deref().and_then(kept);
        kept.as_deref().map_or_else(
            || Self {
                name: login.to_owned(),
                unasked: Some(Unasked { file, ask }),
            },
            Self::named,
        )
    }

    /// The same, who is never asked on the way: whoever shows a page asks there.
    #[must_use]
    pub fn unasked(mut self) -> Self {
        if let Some(unasked) = &mut self.unasked {
            unasked.ask = || None;
        }
        self
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is only the name that the machine logs in with.
    pub fn is_login(&self) -> bool {
        self.unasked.is_some()
    }

    /// Asks for the name, before something is decided, where nobody gave it yet. Whoever cannot be asked, or gives none,
    /// goes on under the name of the machine.
    pub(super) fn introduce(&mut self) {
        let Some(unasked) = &self.unasked else { return };
        let given = (unasked.ask)().as_deref().and_then(meant);
        let Some(given) = given else { return };
        // Where it cannot be kept it is asked for again the next time.
        let _ = unasked.file.as_deref().map(|file| write(file, &given));
        *self = Self::named(&given);
    }
}

/// Keeps a name for all that is decided on this machine from now on. The name as it is kept.
///
/// # Errors
/// When it is no name, or cannot be kept.
pub fn keep(file: Option<&Path>, name: &str) -> Result<String, Stop> {
    let Some(given) = meant(name) else {
        return Err(Stop::Wrong(msg!("due.no-name", typed = name.trim())));
    };
    let Some(file) = file else {
        return Err(Stop::Fault(msg!("due.no-place-for-name")));
    };
    write(file, &given)?;
    Ok(given)
}

fn kept(file: &Path) -> Option<String> {
    let bytes = read_bounded(file, MOST_BYTES).ok()?;
    meant(&String::from_utf8(bytes).ok()?)
}

fn write(file: &Path, name: &str) -> Result<(), Stop> {
    if let Some(folder) = file.parent() {
        // Where the folder cannot be made, writing says why.
        let _ = private_folder(folder);
    }
    write_whole(file, format!("{name}\n").as_bytes()).map_err(Stop::Fault)
}

/// The name that a text is: at least two letters, one line, composed.
fn meant(text: &str) -> Option<String> {
    let name: String = text.trim_start_matches('\u{feff}').trim().nfc().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_name =
        letters >= 2 && name.chars().count() <= LONGEST && !name.chars().any(char::is_control);
    is_name.then_some(name)
}
