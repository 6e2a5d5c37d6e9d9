//! A value that is odd: not wrong, but worth a look.

use super::id::{FieldPath, UnitCode};
use crate::value::Kind;

/// A value that stands out.
#[derive(Debug, Clone, PartialEq)]
pub struct Oddity {
    /// Whose.
    pub unit: UnitCode,
    /// Its name.
    pub unit_name: String,
    /// Form and field.
    pub field: FieldPath,
    /// What a person calls the field.
    pub label: String,
    /// The kind of its values.
    pub kind: Kind,
    /// What the unit says.
    pub value: f64,
    /// What would be usual, as its kind is written.
    pub usual: f64,
    /// What it is held against.
    pub against: Against,
    /// How far it is from the usual, in robust standard deviations.
    pub score: f64,
}

/// What a value is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// Units of the same type, at the unit's size.
    LikeUnits,
    /// What the unit had last period, as others changed since.
    LastPeriod,
}
