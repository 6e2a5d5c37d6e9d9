//! One thing to mend or to look at.

use super::reading::Place;
use crate::kit::Severity;
use crate::words::Message;
use serde::{Deserialize, Serialize};

/// A cell that a finding is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Involved {
    /// Field id, empty for a stray cell.
    pub field: String,
    /// What a person calls it.
    pub label: String,
    /// Where.
    pub place: Option<Place>,
    /// What it says, as written.
    pub shown: String,
}

/// One thing to mend or look at (nội dung cần xem lại).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable name for people and decisions: `16390-TONG-01`, `16390-SO-02-tong_may`.
    pub id: String,
    /// The rule's id or the program's own code (`SO-02`); never changes its meaning.
    pub code: String,
    /// How bad.
    pub severity: Severity,
    /// Unit code; empty when the unit is not known.
    pub unit: String,
    /// File name as received; empty for findings over several units.
    pub file: String,
    /// What is wrong, with the values.
    pub message: Message,
    /// What to do next.
    pub todo: Message,
    /// All the cells it joins, in the order of the form.
    pub cells: Vec<Involved>,
    /// The reason the unit gave beside it, when it gave one.
    pub reason: String,
    /// Fingerprint of the values it is about: a decision holds only while this is the same.
    pub basis: String,
    /// Where it stands.
    pub state: FindingState,
}

/// Where a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FindingState {
    /// To be mended or looked at.
    Open,
    /// A warning with a reason beside it, waiting for the officer.
    Explained,
    /// Accepted by the officer, with a reason.
    Accepted,
    /// Gone with a later return.
    Closed,
}

/// Findings of one cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause<'a> {
    /// The code that they share.
    pub code: &'a str,
    /// The worst among them.
    pub severity: Severity,
    /// In the order given.
    pub findings: Vec<&'a Finding>,
}

/// Groups findings by cause: errors first, then by what is to be mended first, then in the order of the form.
pub fn by_cause(_findings: &[Finding]) -> Vec<Cause<'_>> {
    Vec::new()
}

/// The finding for a file that cannot be read at all.
pub fn unreadable(
    file: &str,
    unit: Option<&str>,
    fault: Message,
    todo: Message,
    code: &str,
) -> Finding {
    let unit = unit.unwrap_or_default();
    Finding {
        id: format!("{}-{code}", if unit.is_empty() { file } else { unit }),
        code: code.to_owned(),
        severity: Severity::Error,
        unit: unit.to_owned(),
        file: file.to_owned(),
        basis: blake3::hash(format!("{fault:?}").as_bytes()).to_hex()[..16].to_owned(),
        message: fault,
        todo,
        cells: Vec::new(),
        reason: String::new(),
        state: FindingState::Open,
    }
}
