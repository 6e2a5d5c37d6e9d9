//! Doors to the disk: the ledger, the campaign's folder, the archive, the lock, the clock.
//!
//! Knows nothing of kits, forms or workbooks.

pub mod archive;
pub mod bundle;
pub mod clock;
pub mod folder;
pub mod issue_key;
pub(crate) mod journal;
pub mod ledger;
pub mod lock;
pub(crate) mod manifest;
pub(crate) mod seal;
