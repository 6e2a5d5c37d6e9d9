//! Why the ledger could not do what it was asked.

use crate::model::id::{NotAnId, ReceiptId};
use crate::msg;
use crate::words::{Fact, Message, system};
use rusqlite::ErrorCode;
use std::fs::File;
use std::path::Path;

/// Why the ledger could not do what it was asked. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file is no database, or parts of it are broken.
    #[error("the ledger is damaged")]
    Damaged(#[source] Option<rusqlite::Error>),
    /// The file is a database of another program.
    #[error("the file is not a ledger")]
    Foreign,
    /// Another version of the program wrote it.
    #[error("the ledger has schema {found}, this program knows {known}")]
    OtherSchema {
        /// Schema of the file.
        found: i64,
        /// The one known here.
        known: i64,
    },
    /// Another program holds it.
    #[error("the ledger is held by another program")]
    Busy(#[source] rusqlite::Error),
    /// It cannot be opened or written.
    #[error("the ledger cannot be opened or written")]
    Closed(#[source] rusqlite::Error),
    /// The disk is full.
    #[error("the disk is full")]
    Full(#[source] rusqlite::Error),
    /// There is no such receipt.
    #[error("there is no receipt {0}")]
    NoReceipt(ReceiptId),
    /// A piece of work within a batch failed, and the batch went on.
    #[error("a piece of work was left half done")]
    HalfDone,
    /// Something else went wrong inside.
    #[error("the ledger failed")]
    Fault(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl LedgerError {
    /// What happened and what to do, for a person.
    pub fn message(&self) -> Message {
        match self {
            Self::Damaged(_) => msg!("ledger.damaged"),
            Self::Foreign => msg!("ledger.foreign"),
            Self::OtherSchema { found, known } => {
                msg!("ledger.other-schema", found = found, known = known)
            }
            Self::Busy(_) => msg!("ledger.busy"),
            Self::Closed(source) => msg!("ledger.closed", reason = closed(source)),
            Self::Full(_) => msg!("ledger.full"),
            Self::NoReceipt(id) => msg!("ledger.no-receipt", number = id.to_string()),
            Self::HalfDone => msg!("ledger.half-done"),
            Self::Fault(source) => msg!("ledger.fault", reason = system::fault(source)),
        }
    }

    /// The same of the ledger at a path: `SQLite` does not tell why a file cannot be opened, but the system does.
    pub(super) fn of(self, path: &Path) -> Self {
        match self {
            Self::Closed(source) if File::open(path).is_err_and(|e| system::is_in_use(&e)) => {
                Self::Busy(source)
            }
            other => other,
        }
    }

    /// The words of a stored value are not ours.
    pub(crate) fn content() -> Self {
        Self::Damaged(None)
    }

    /// What we wanted to store cannot be written down.
    pub(super) fn fault(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Fault(Box::new(source))
    }
}

impl From<NotAnId> for LedgerError {
    fn from(source: NotAnId) -> Self {
        Self::fault(source)
    }
}

impl From<rusqlite::Error> for LedgerError {
    fn from(source: rusqlite::Error) -> Self {
        if matches!(
            source,
            rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..)
        ) {
            return Self::Damaged(Some(source));
        }
        let code = source.sqlite_error_code();
        match code {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged(Some(source))
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(source),
            Some(ErrorCode::DiskFull) => Self::Full(source),
            Some(
                ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::SystemIoFailure,
            ) => Self::Closed(source),
            _ => Self::fault(source),
        }
    }
}

/// Why the file cannot be opened or written, as far as the database tells.
fn closed(source: &rusqlite::Error) -> Fact {
    Fact::words(match source.sqlite_error_code() {
        Some(ErrorCode::ReadOnly) => "system.read-only",
        Some(ErrorCode::PermissionDenied) => "system.denied",
        Some(ErrorCode::SystemIoFailure) => "system.device",
        _ => "system.not-opened",
    })
}
