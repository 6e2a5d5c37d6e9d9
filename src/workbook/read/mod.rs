//! From a file to located raw cells.
//!
//! In: the path of a file that somebody sent. Out: a [`RawWorkbook`], or an [`Unreadable`] that says what the
//! file is instead and what to do. Has no opinion about cells; knows nothing of kits, units or the ledger.
//!
//! What a foreign library opens, it opens in a limited child process: the same program, called with
//! [`SUBCOMMAND`]. A file that breaks the child costs one answer, never the run.

mod refusal;
mod serve;
mod worker;

pub use refusal::Unreadable;
pub use serve::serve;

use super::raw::RawWorkbook;
use std::path::{Path, PathBuf};

/// The first argument that turns the program into a child that only calls [`serve`].
pub const SUBCOMMAND: &str = "__doc-tep";

/// Reads files in child processes, which it starts when the first file comes and ends when it is dropped.
#[derive(Debug, Default)]
pub struct Reader {
    program: Option<PathBuf>,
}

impl Reader {
    /// A reader whose children are this very program.
    pub fn new() -> Self {
        Self::default()
    }

    /// A reader whose children are another program that knows [`SUBCOMMAND`].
    pub fn with_program(program: impl Into<PathBuf>) -> Self {
        Self {
            program: Some(program.into()),
        }
    }

    /// Reads one file.
    pub fn read(&mut self, path: &Path) -> Result<RawWorkbook, Unreadable> {
        let _ = (&self.program, path);
        Err(Unreadable::of(refusal::Refusal::NoReader))
    }

    /// Reads many files, `each` in the order of `paths`; many files are read by two children at a time.
    pub fn read_all(
        &mut self,
        paths: &[PathBuf],
        each: &mut dyn FnMut(usize, Result<RawWorkbook, Unreadable>),
    ) {
        for (at, path) in paths.iter().enumerate() {
            each(at, self.read(path));
        }
    }
}
