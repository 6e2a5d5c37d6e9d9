//! What differs between two returns of one unit.

use crate::model::id::ItemId;
use crate::model::reading::Place;

/// One field that says something else.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The answer or the cell of a list.
    pub field: ItemId,
    /// What a person calls it.
    pub label: String,
    /// As it was written.
    pub before: String,
    /// As it is written now.
    pub after: String,
    /// Where it was.
    pub place_before: Option<Place>,
    /// Where it is.
    pub place_after: Option<Place>,
    /// It was answered and is not any more.
    pub became_blank: bool,
}
