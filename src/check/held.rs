//! An answer as the words beside it see it.

use crate::value::{Kind, Value};

/// An answer that words stand beside.
pub(super) struct Held<'a> {
    pub(super) value: Option<&'a Value>,
    pub(super) kind: &'a Kind,
    /// Its unit of measure.
    pub(super) unit: &'a str,
    /// What the form calls it.
    pub(super) label: &'a str,
    /// What the form says of how it is counted.
    pub(super) definition: &'a str,
}

impl Held<'_> {
    /// The number in it, where one is asked for.
    pub(super) fn number(&self) -> Option<f64> {
        self.value
            .and_then(Value::number)
            .filter(|_| self.kind.is_number())
    }
}
