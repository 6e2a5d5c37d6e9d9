//! What the ledger keeps, as others see it. Moments are RFC 3339 texts, as the one clock stamps them.

use crate::model::{finding::Finding, reading::Reading};
use crate::value::Moment;

/// A file on its way into the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct NewReceipt {
    /// File name as received.
    pub file: String,
    /// Hash of its bytes; the archive keeps them under it.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// When it came in.
    pub received_at: String,
    /// The program that says it saved it.
    pub application: Option<String>,
    /// When it says so; `None` too when what it says is no moment.
    pub saved_at: Option<Moment>,
    /// Unit code, when it is known.
    pub unit: Option<String>,
    /// Form id, when it is known.
    pub form: Option<String>,
    /// Version of the kit that the workbook was made with, as it says.
    pub kit_version: Option<String>,
    /// Hash of the kit that it was understood with.
    pub kit_hash: String,
    /// What it says, one for each unit; none when it could not be read or it is not known whose it is.
    pub readings: Vec<Reading>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl NewReceipt {
    /// As it is kept under its number.
    pub fn receipt(&self, id: i64) -> Receipt {
        Receipt {
            id,
            file: self.file.clone(),
            hash: self.hash.clone(),
            size: self.size,
            received_at: self.received_at.clone(),
            application: self.application.clone(),
            saved_at: self.saved_at,
            unit: self.unit.clone(),
            form: self.form.clone(),
            kit_version: self.kit_version.clone(),
            kit_hash: self.kit_hash.clone(),
        }
    }
}

/// A file that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its number, from 1, never used again.
    pub id: i64,
    /// File name as received.
    pub file: String,
    /// Hash of its bytes.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// When it came in.
    pub received_at: String,
    /// The program that says it saved it.
    pub application: Option<String>,
    /// When it says so; `None` too when what it says is no moment.
    pub saved_at: Option<Moment>,
    /// Unit code, when it is known.
    pub unit: Option<String>,
    /// Form id, when it is known.
    pub form: Option<String>,
    /// Version of the kit that the workbook was made with, as it says.
    pub kit_version: Option<String>,
    /// Hash of the kit that it was last understood with.
    pub kit_hash: String,
}

/// What was decided, by whom, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub kind: DecisionKind,
    /// Why, in the words of who decided.
    pub reason: String,
    /// Who; empty when the program did, by its rules.
    pub by: String,
    /// When.
    pub at: String,
}

/// Kinds of decisions. Of two about the same thing the later one counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionKind {
    /// A finding is accepted while the values that it is about stay the same.
    AcceptFinding {
        /// The finding's id.
        finding: String,
        /// Fingerprint of its values.
        basis: String,
    },
    /// The report goes on without a unit.
    WithoutUnit {
        /// Unit code.
        unit: String,
    },
    /// A file is the return of a unit, whatever it says itself.
    AssignFile {
        /// Hash of the file.
        hash: String,
        /// Unit code.
        unit: String,
    },
    /// A receipt is the return of a unit that counts.
    InForce {
        /// Unit code.
        unit: String,
        /// Receipt number.
        receipt: i64,
    },
}

/// An edition of a report that was written, with the figures in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionRecord {
    /// Its number, from 1.
    pub id: i64,
    /// Name of the file.
    pub name: String,
    /// Which edition, e.g. `draft`.
    pub edition: String,
    /// Hash of its bytes.
    pub hash: String,
    /// When it was written.
    pub at: String,
    /// The figures that stand in it, as JSON.
    pub figures: String,
}
