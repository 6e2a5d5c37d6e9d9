//! What a file holds.

use crate::model::finding::Finding;
use crate::model::id::UnitCode;
use crate::model::reading::Reading;

/// What a file holds: the return of one unit, those of many, or none.
#[derive(Debug, Clone, PartialEq)]
pub struct Returns {
    /// The unit, when the file is one unit's without doubt.
    pub unit: Option<UnitCode>,
    /// What it says, one for each unit, in the order of the file. None when it is not known whose it is, or it
    /// belongs elsewhere.
    pub readings: Vec<Reading>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Returns {
    /// The first return; of a form the only one.
    pub fn reading(&self) -> Option<&Reading> {
        self.readings.first()
    }
}
