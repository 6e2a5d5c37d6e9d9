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

use rusqlite::{Connection, Transaction, TransactionBehavior};
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

    fn begin(&mut self) -> Result<Transaction<'_>> {
        Ok(self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}
