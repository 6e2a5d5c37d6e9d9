//! A list of units between being dropped and becoming the roster.

use crate::app::unit_list::UnitList;

/// A list that waits for a yes, and what tells the roster that was made of one before.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) list: Option<UnitList>,
    pub(super) placed: Option<String>,
}
