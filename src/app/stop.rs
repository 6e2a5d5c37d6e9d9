//! Why an operation stopped.

use crate::source::Problem;
use crate::store::issue_key::NoKey;
use crate::store::ledger::LedgerError;
use crate::words::Message;

/// Why an operation stopped. What it had done by then is kept, or undone, as the operation says.
#[derive(Debug)]
pub enum Stop {
    /// Settings, roster or kit need mending: exit code 2.
    Problems(Vec<Problem>),
    /// It was not meant like that: exit code 2.
    Wrong(Message),
    /// Another run works on the folder, or another program holds the ledger: exit code 3.
    Busy(Message),
    /// Whoever asked for it does not want it any more: exit code 3.
    Cancelled,
    /// The machine did not do what it should: exit code 3.
    Fault(Message),
}

impl From<NoKey> for Stop {
    fn from(error: NoKey) -> Self {
        match error {
            NoKey::Ledger(error) => error.into(),
            NoKey::File(message) => Self::Fault(message),
        }
    }
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        match &error {
            LedgerError::Busy(_) => Self::Busy(error.message()),
            _ => Self::Fault(error.message()),
        }
    }
}
