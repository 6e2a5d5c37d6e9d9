//! What became of a file that was taken in.

use crate::campaign::waiting::Waiting;
use crate::model::change::Change;
use crate::model::finding::Finding;
use crate::model::id::{ReceiptId, UnitCode};
use crate::model::reading::Reading;
use crate::model::receipt::Receipt;
use std::path::Path;
use std::sync::Arc;

/// What became of one file.
#[derive(Debug)]
pub struct Received {
    /// File name as received.
    pub file: String,
    /// Receipt number.
    pub receipt: ReceiptId,
    /// The unit, when it is known.
    pub unit: Option<UnitCode>,
    /// What it says, when it could be understood.
    pub reading: Option<Arc<Reading>>,
    /// What is to mend or to look at.
    pub findings: Vec<Finding>,
    /// Whether it counts.
    pub standing: Verdict,
}

/// Whether a return counts.
#[derive(Debug)]
pub enum Verdict {
    /// It is the unit's return in force.
    InForce,
    /// It took the place of an earlier one, with these changes.
    Replaced {
        /// The earlier file.
        before: String,
        /// What changed.
        changes: Vec<Change>,
    },
    /// The earlier one stays in force until the officer decides.
    Waits(Box<Waiting>),
    /// It would have to wait, but says just what the one in force says, which stays.
    Same {
        /// The file that stays in force.
        before: String,
    },
    /// No unit, or nothing that could be read.
    NotTaken,
    /// Its bytes came under another name at the same time, and count once.
    Twin {
        /// The file that it is byte for byte.
        of: String,
    },
    /// The same bytes were received before.
    Known,
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

pub(super) fn again(file: String, receipt: &Receipt) -> Received {
    Received {
        file,
        receipt: receipt.id,
        unit: receipt.unit.clone(),
        reading: None,
        findings: Vec::new(),
        standing: Verdict::Known,
    }
}

/// The same bytes as another file, under a name of their own.
pub(super) fn twin(file: String, of: &Received) -> Received {
    Received {
        file,
        receipt: of.receipt,
        unit: of.unit.clone(),
        reading: None,
        findings: Vec::new(),
        standing: Verdict::Twin {
            of: of.file.clone(),
        },
    }
}
