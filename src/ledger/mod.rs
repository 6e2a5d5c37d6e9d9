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

use rusqlite::{Connection, OpenFlags};
use std::cell::Cell;
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
    /// Whether a piece of work within a batch was left half done: then nothing of the batch is kept.
    half_done: Cell<bool>,
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
        Ok(Self {
            connection,
            half_done: Cell::new(false),
        })
    }

    /// Opens a ledger only to read from it, in a folder that cannot be written; where there is none it is empty.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = if path.exists() {
            Connection::open_with_flags(path, flags)?
        } else {
            Connection::open_in_memory()?
        };
        connection.busy_timeout(PATIENCE)?;
        schema::prepare(&mut connection)?;
        Ok(Self {
            connection,
            half_done: Cell::new(false),
        })
    }

    /// Does several things that are kept together, or after an error or a crash not at all.
    pub fn together<T, E: From<LedgerError>>(
        &mut self,
        steps: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let say = |ledger: &Self, word| ledger.connection.execute_batch(word);
        say(self, "BEGIN IMMEDIATE").map_err(LedgerError::from)?;
        self.half_done.set(false);
        let done = steps(self);
        let is_whole = !self.half_done.replace(false);
        let word = if done.is_ok() && is_whole {
            "COMMIT"
        } else {
            "ROLLBACK"
        };
        say(self, word).map_err(LedgerError::from)?;
        // An error that the steps passed over must not look like success.
        if done.is_ok() && !is_whole {
            return Err(LedgerError::HalfDone.into());
        }
        done
    }

    fn begin(&mut self) -> Result<Work<'_>> {
        Work::begin(&self.connection, &self.half_done)
    }
}

/// One piece of work on the ledger, alone or within a batch; undone unless committed, with its batch if it has one.
struct Work<'l> {
    connection: &'l Connection,
    half_done: &'l Cell<bool>,
    is_alone: bool,
    is_done: bool,
}

impl<'l> Work<'l> {
    fn begin(connection: &'l Connection, half_done: &'l Cell<bool>) -> Result<Self> {
        let is_alone = connection.is_autocommit();
        if is_alone {
            connection.execute_batch("BEGIN IMMEDIATE")?;
        }
        Ok(Self {
            connection,
            half_done,
            is_alone,
            is_done: false,
        })
    }

    fn commit(mut self) -> Result<()> {
        if self.is_alone {
            self.connection.execute_batch("COMMIT")?;
        }
        self.is_done = true;
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
        match (self.is_done, self.is_alone) {
            (true, _) => {}
            (false, true) => {
                // Nothing more can be done about work that cannot be undone; the journal undoes it at the next opening.
                let _ = self.connection.execute_batch("ROLLBACK");
            }
            (false, false) => self.half_done.set(true),
        }
    }
}
