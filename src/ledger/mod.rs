//! The ledger (sổ tiếp nhận): what came and when, what it said, what was found, what was decided, what was written.
//!
//! In: receipts with their readings and findings, decisions, hashes of outputs. Out: the same, after any number of
//! runs. One `SQLite` file with a rollback journal (it may lie on a network share); every write is one transaction.
//! Nothing is taken back: a later decision stands above an earlier one. Knows nothing of kits, files or the clock.

mod decide;
mod error;
mod model;
mod output;
mod receipt;
mod record;
mod schema;

pub use error::LedgerError;
pub use model::{Decision, DecisionKind, EditionRecord, NewReceipt, Receipt};

use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

/// What a call to the ledger comes to.
pub type Result<T> = std::result::Result<T, LedgerError>;

/// How long another program may hold the file before we give up.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
}

impl Ledger {
    /// Opens a ledger, or begins one where there is none.
    ///
    /// A file that is damaged, belongs to another program or was written by a later version of this one is told so
    /// and left as it is.
    pub fn open(path: &Path) -> Result<Self> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        schema::prepare(&mut connection)?;
        Ok(Self { connection })
    }

    /// Does several things that are kept together, or after an error or a crash not at all.
    pub fn together<T, E: From<LedgerError>>(
        &mut self,
        steps: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let say = |ledger: &Self, word| ledger.connection.execute_batch(word);
        say(self, "BEGIN IMMEDIATE").map_err(LedgerError::from)?;
        let done = steps(self);
        let word = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        say(self, word).map_err(LedgerError::from)?;
        done
    }

    fn begin(&mut self) -> Result<Work<'_>> {
        Work::begin(&self.connection)
    }
}

/// One piece of work on the ledger, alone or within a batch; undone unless committed.
struct Work<'l> {
    connection: &'l Connection,
    /// What to say at the end: keep, undo.
    words: Option<(&'static str, &'static str)>,
}

impl<'l> Work<'l> {
    fn begin(connection: &'l Connection) -> Result<Self> {
        let (start, words) = if connection.is_autocommit() {
            ("BEGIN IMMEDIATE", ("COMMIT", "ROLLBACK"))
        } else {
            let undo = "ROLLBACK TO work; RELEASE work";
            ("SAVEPOINT work", ("RELEASE work", undo))
        };
        connection.prepare_cached(start)?.execute([])?;
        Ok(Self {
            connection,
            words: Some(words),
        })
    }

    fn commit(mut self) -> Result<()> {
        if let Some((keep, _)) = self.words {
            self.connection.prepare_cached(keep)?.execute([])?;
            self.words = None;
        }
        Ok(())
    }
}

impl std::ops::Deref for Work<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        if let Some((_, undo)) = self.words {
            // Nothing more can be done about work that cannot be undone; the journal undoes it at the next opening.
            let _ = self.connection.execute_batch(undo);
        }
    }
}
