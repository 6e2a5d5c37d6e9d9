//! A row of the roster as read, before units are made of the rows.

use crate::model::unit::Unit;

/// A row as it was read: what all rows are held against each other by, and the unit, unless something is wrong
/// with it.
pub(super) struct ReadRow {
    /// From 0.
    pub(super) number: u32,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) state: Said,
    pub(super) unit: Option<Unit>,
}

impl ReadRow {
    /// Whether it should answer.
    pub(super) fn reports(&self) -> bool {
        self.state == Said::Reports
    }
}

/// What a row says of its part in the campaign.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    Reports,
    Exempt,
    /// By the code of a unit that may not be there.
    MergedInto(String),
}
