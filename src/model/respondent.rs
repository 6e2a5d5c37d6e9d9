//! Units that should answer, with their returns in force.

use crate::model::reading::{Place, Reading};

/// A unit that should answer, with its return in force.
#[derive(Debug, Clone)]
pub struct Respondent {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Type, e.g. `xa`.
    pub unit_type: String,
    /// Group of the roster, may be empty.
    pub group: String,
    /// Form that it answers.
    pub form: String,
    /// Ids of the sections that it answers; empty means all.
    pub sections: Vec<String>,
    /// What it answered; `None` while nothing is in force.
    pub in_force: Option<InForce>,
}

/// The return of a unit that counts.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Receipt number in the ledger.
    pub receipt: i64,
    /// File name as received.
    pub file: String,
    /// What it says.
    pub reading: Reading,
}

/// A text of a unit that the officer put into the report.
#[derive(Debug, Clone)]
pub struct ChosenText {
    /// The figure it belongs to.
    pub figure: String,
    /// Unit code.
    pub unit: String,
    /// Form and field: `xa.kho_khan`.
    pub field: String,
    /// Where the unit wrote it.
    pub place: Option<Place>,
    /// As the unit wrote it.
    pub raw: String,
    /// As it goes into the report.
    pub text: String,
}
