//! What a unit owes.

use crate::model::id::{FormId, NotAnId, UnitCode};
use crate::model::reading::Reading;
use serde::{Deserialize, Serialize};

/// One form that a unit owes; what counts is kept for each.
///
/// Which sections of it are asked is the roster's matter: it may change while the campaign runs, and which return counts
/// does not hang on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Obligation {
    /// The unit.
    pub unit: UnitCode,
    /// The form.
    pub form: FormId,
}

impl Obligation {
    /// The form of that id, owed by the unit of that code.
    pub fn new(unit: &str, form: &str) -> Result<Self, NotAnId> {
        Ok(Self {
            unit: unit.parse()?,
            form: form.parse()?,
        })
    }

    /// What a reading answers; `None` when it is of no one unit.
    pub fn of(reading: &Reading) -> Option<Self> {
        Some(Self {
            unit: reading.unit.clone()?,
            form: reading.form.clone(),
        })
    }
}
