//! What working on a campaign needs from outside: the time, who works on it, and how foreign files are opened.

pub use crate::store::clock::{Clock, Now};

use super::actor::Actor;
use crate::store::folder;
use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;

/// What is outside of a campaign's folder. Whoever starts the program makes it; nothing further in asks the system.
#[derive(Debug, Clone)]
pub struct Env {
    /// Tells the time.
    pub clock: Clock,
    /// Who works, as kept beside decisions.
    pub actor: Actor,
    /// Draws the secret of a new campaign; random wherever real forms are issued.
    pub draw: fn() -> [u8; 32],
    /// The program that reads foreign files as a limited child process; called with one argument that
    /// [`is_reader`] knows, it must only call [`serve_reader`]. One that cannot be started costs an answer for each
    /// file that needs it.
    pub reader: PathBuf,
}

/// Whether the first argument of a program asks it to be the reader's child.
pub fn is_reader(argument: &OsStr) -> bool {
    argument == crate::read::SUBCOMMAND
}

/// Reads files for the parent process until it asks no more. Limits the memory and the time of the whole process.
pub fn serve_reader() -> io::Result<()> {
    crate::read::serve(io::stdin().lock(), io::stdout().lock(), folder::is_aside)
}
