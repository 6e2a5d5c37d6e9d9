//! Where the secret of a campaign lies: in the ledger, and beside the archive, so that one survives without the other.
//!
//! In: the folder, the ledger, how a new secret is drawn. Out: the secret.

use super::folder::{self, private_folder, read_bounded, write_whole};
use super::ledger::{Ledger, LedgerError};
use crate::model::issue_key::IssueKey;
use crate::words::Message;
use std::path::Path;

/// Its file in the archive's folder.
const FILE: &str = "khoa-cap-bieu.txt";

/// Why there is no secret.
#[derive(Debug)]
pub enum NoKey {
    /// The ledger cannot be used.
    Ledger(LedgerError),
    /// The file cannot be written.
    File(Message),
}

/// The secret that is kept; `None` before one was drawn.
pub fn kept(root: &Path, ledger: &Ledger) -> Result<Option<IssueKey>, LedgerError> {
    let in_ledger = ledger.issue_key()?;
    let text = in_ledger.or_else(|| in_archive(root));
    Ok(text.as_deref().and_then(IssueKey::parse))
}

/// The secret that is kept, else a new one; afterwards both places have it.
pub fn kept_or_drawn(
    root: &Path,
    ledger: &mut Ledger,
    draw: fn() -> [u8; 32],
) -> Result<IssueKey, NoKey> {
    let known = kept(root, ledger).map_err(NoKey::Ledger)?;
    let key = known.unwrap_or_else(|| IssueKey::of(draw()));
    let text = key.hex();
    if ledger.issue_key().map_err(NoKey::Ledger)?.is_none() {
        ledger.keep_issue_key(&text).map_err(NoKey::Ledger)?;
    }
    if in_archive(root).is_none_or(|kept| kept.trim() != text) {
        let archive = root.join(folder::ARCHIVE);
        let path = archive.join(FILE);
        // Where the folder cannot be made, writing says why.
        let _ = private_folder(&archive);
        write_whole(&path, format!("{text}\n").as_bytes()).map_err(NoKey::File)?;
    }
    Ok(key)
}

fn in_archive(root: &Path) -> Option<String> {
    const MOST: u64 = 1 << 10;
    let bytes = read_bounded(&root.join(folder::ARCHIVE).join(FILE), MOST).ok()?;
    String::from_utf8(bytes).ok()
}
