//! What a unit was asked to mend.

use super::id::{Basis, FindingId, ReceiptId, UnitCode};
use serde::{Deserialize, Serialize};

/// A finding that a unit was asked about (nội dung đã hỏi). It waits for an answer as long as the values that it is about are
/// the same and the unit has sent no other return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Whom.
    pub unit: UnitCode,
    /// About which finding.
    pub finding: FindingId,
    /// Fingerprint of its values.
    pub basis: Basis,
    /// The return of the unit that was in force then.
    pub receipt: Option<ReceiptId>,
    /// When.
    pub at: String,
}

/// What a unit was asked about a finding, among all questions as the ledger gives them: by unit, then finding.
pub(crate) fn question_about<'q>(
    questions: &'q [Question],
    unit: &UnitCode,
    finding: &FindingId,
) -> Option<&'q Question> {
    let at = questions.binary_search_by(|q| (&q.unit, &q.finding).cmp(&(unit, finding)));
    questions.get(at.ok()?)
}
