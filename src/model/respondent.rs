//! Units that should answer, with their returns in force.

use crate::model::id::{FieldPath, FigureId, ReceiptId, UnitCode};
use crate::model::reading::{Place, Reading};
use crate::model::unit::Unit;
use std::sync::Arc;

/// A unit that should answer, with its return in force.
#[derive(Debug, Clone)]
pub struct Respondent {
    /// Who.
    pub unit: Arc<Unit>,
    /// What it answered; `None` while nothing is in force.
    pub in_force: Option<InForce>,
    /// The unit that it is a part of now: its figures count in that one, and it is no unit of its own.
    pub part_of: Option<UnitCode>,
}

impl Respondent {
    /// The unit that its answers count for: itself, or the one that it is a part of.
    pub fn counts_for(&self) -> &UnitCode {
        self.part_of.as_ref().unwrap_or(&self.unit.code)
    }

    /// Number and file of its return in force; 0 and nothing while there is none.
    pub fn received(&self) -> (ReceiptId, String) {
        let received = self.in_force.as_ref();
        received.map_or_else(Default::default, |f| (f.receipt, f.file.clone()))
    }

    /// Number and file of what an answer of its return in force was read from, and whether the officer entered it; 0 and
    /// nothing while there is none.
    pub fn source(&self, answer: &str) -> (ReceiptId, String, bool) {
        let received = self.in_force.as_ref();
        received.map_or_else(Default::default, |f| f.source(answer))
    }
}

/// The return of a unit that counts.
#[derive(Debug, Clone)]
pub struct InForce {
    /// The receipt that it stands in.
    pub receipt: ReceiptId,
    /// File name as received.
    pub file: String,
    /// What it says, with what the officer combined with it.
    pub reading: Reading,
}

impl InForce {
    /// Number and file of what an answer was read from; of what the officer entered, where it was learned instead of the file.
    pub fn source(&self, answer: &str) -> (ReceiptId, String, bool) {
        match self.reading.laid_by(answer) {
            Some(laid) => {
                let receipt = laid.receipt.unwrap_or_default();
                (receipt, laid.origin().to_owned(), laid.is_entered())
            }
            None => match &self.reading.learned {
                Some(learned) => (self.receipt, learned.clone(), true),
                None => (self.receipt, self.file.clone(), false),
            },
        }
    }

    /// The receipt that came last of those that it stands in.
    pub fn latest(&self) -> ReceiptId {
        let files = self.reading.laid.iter().rev();
        let mut files = files.filter_map(|laid| laid.receipt);
        files.next().unwrap_or(self.receipt)
    }
}

/// A text of a unit that the officer put into the report.
#[derive(Debug, Clone)]
pub struct ChosenText {
    /// The figure it belongs to.
    pub figure: FigureId,
    /// Who wrote it; `None` when the officer added it.
    pub unit: Option<UnitCode>,
    /// Form and field; of what the officer added, the first that the figure takes.
    pub field: FieldPath,
    /// Where it is written.
    pub place: Option<Place>,
    /// As it is written there.
    pub raw: String,
    /// As it goes into the report.
    pub text: String,
}
