//! Units by their names, for whoever has to name one.

use super::item::Item;
use crate::app::overview::Overview;
use serde::Serialize;

/// A unit.
#[derive(Debug, Serialize)]
pub(super) struct Named {
    pub(super) code: String,
    pub(super) name: String,
}

/// All units, where a form of one of these asks for one.
pub(super) fn to_choose<'i>(
    seen: &Overview,
    items: impl IntoIterator<Item = &'i Item>,
) -> Vec<Named> {
    if !items.into_iter().any(Item::wants_unit) {
        return Vec::new();
    }
    all(seen)
}

/// All units.
pub(super) fn all(seen: &Overview) -> Vec<Named> {
    let units = seen.campaign.roster.units.iter();
    let named = units.map(|unit| Named {
        code: unit.code.to_string(),
        name: unit.name.clone(),
    });
    named.collect()
}
