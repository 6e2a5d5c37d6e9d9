//! The tables of the ledger, and the one version of them that this program knows.

use super::{LedgerError, Result};
use rusqlite::{Connection, TransactionBehavior};

/// Marks the file as a ledger of this program (`ToHo`).
const APPLICATION: i64 = 0x546f_486f;

/// The version of the tables, and of the shape in which whole readings are packed.
pub(super) const VERSION: i64 = 22;

/// Makes the tables.
const TABLES: &str = include_str!("schema.sql");

/// What a file is to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It has no tables yet.
    Empty,
    /// A ledger as this program makes it.
    Current,
}

/// Whether a file can be used, and what is to be done before.
pub(super) fn state(connection: &Connection) -> Result<State> {
    // All at one moment: another program may be making the tables.
    let moment = connection.unchecked_transaction()?;
    let (application, version) = marks(&moment)?;
    let tables: i64 =
        moment.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    drop(moment);
    if tables > 0 && application != APPLICATION {
        return Err(LedgerError::Foreign);
    }
    if tables > 0 && version != VERSION {
        return Err(LedgerError::OtherSchema {
            found: version,
            known: VERSION,
        });
    }
    Ok(if tables == 0 {
        State::Empty
    } else {
        State::Current
    })
}

/// Makes the tables of a new file, or finds out that an old one can be used.
pub(super) fn prepare(connection: &mut Connection) -> Result<()> {
    let state = state(connection)?;
    if state == State::Empty {
        // A reading takes several pages of the usual 4 KiB.
        connection.pragma_update(None, "page_size", 16_384)?;
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // In KiB: a batch of some hundred returns is written once, not in pieces.
    connection.pragma_update(None, "cache_size", -16_384)?;
    // A larger batch takes more memory: written in pieces it would keep every reader out until its end.
    connection.pragma_update(None, "cache_spill", false)?;
    // A rollback journal: the folder may lie on a network share, where shared memory does not work.
    connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    if state == State::Current {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another run may have made the tables while this one waited.
    let (_, version) = marks(&transaction)?;
    if version != 0 {
        return Ok(());
    }
    transaction.execute_batch(TABLES)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(())
}

/// Whose file it is, and which version its tables have.
fn marks(connection: &Connection) -> Result<(i64, i64)> {
    let application = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok((application, version))
}
