//! What the journal beside the archive keeps, so that a ledger that was lost can be made again.

use super::finding::Finding;
use super::id::{FileHash, ReceiptId, UnitCode};
use super::issued::IssuedForm;
use super::pending::Pending;
use super::question::Question;
use super::receipt::Decision;
use serde::{Deserialize, Serialize};

/// One thing that was written in the ledger and cannot be found out again from the files received.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    /// A file came in.
    Received {
        /// Its receipt.
        id: ReceiptId,
        /// Name as received.
        file: String,
        /// Hash of its bytes.
        hash: FileHash,
        /// Bytes.
        size: u64,
        /// When.
        at: String,
        /// Whose it was taken for.
        unit: Option<UnitCode>,
    },
    /// Something was found beside a file that its bytes do not tell, such as that they came under another unit's name.
    Found {
        /// Its receipt.
        receipt: ReceiptId,
        /// What.
        finding: Finding,
    },
    /// Workbooks of a version of a form were issued for the first time.
    Issued(IssuedForm),
    /// Something was decided.
    Decided(Decision),
    /// A return waits for the officer.
    Waits(Pending),
    /// It waits no more.
    WaitsNoMore {
        /// Its receipt.
        waits: ReceiptId,
        /// As whose return.
        unit: String,
    },
    /// A unit was asked about a finding.
    Asked(Question),
    /// An output of ours was about to be written.
    Wrote {
        /// Its name in the folder.
        name: String,
        /// Hash of its bytes.
        hash: String,
        /// Hash of what of ours it was to take the place of.
        replaced: Option<String>,
        /// When.
        at: String,
    },
    /// A form that is sent was written with other facts in it.
    Shows {
        /// Its name in the folder.
        name: String,
        /// Hash of the facts.
        facts: String,
    },
    /// An edition of the report was written.
    Edition {
        /// Name of the file.
        name: String,
        /// Which edition.
        edition: String,
        /// Hash of its bytes.
        hash: String,
        /// When.
        at: String,
        /// What is kept of it, as JSON.
        kept: String,
    },
}
