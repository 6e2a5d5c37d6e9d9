//! What a raw cell was understood as.

use super::{Nil, Remark, Value};

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Understood {
    /// The value; `None` when the cell is blank, a nil, or not understood (a remark of error says why).
    pub value: Option<Value>,
    /// The words of a nil stand in the cell itself.
    pub nil: Option<Nil>,
    /// "khoảng 20%": called an estimate.
    pub estimate: bool,
    /// What was noticed.
    pub remarks: Vec<Remark>,
}

impl Understood {
    pub(super) fn value(value: Value) -> Self {
        Self {
            value: Some(value),
            ..Self::default()
        }
    }

    pub(super) fn refused(remark: Remark) -> Self {
        Self {
            remarks: vec![remark],
            ..Self::default()
        }
    }

    pub(super) fn noted(mut self, remark: Remark) -> Self {
        self.remarks.push(remark);
        self
    }
}
