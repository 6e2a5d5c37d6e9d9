//! Which unit a person means who typed its code or its name.

use super::{Look, Looking, Session, Stop};
use crate::campaign::roster::place_name;
use crate::model::id::UnitCode;
use crate::msg;
use crate::value::{fold, named};
use crate::words::Message;
use std::collections::BTreeMap;

/// A unit that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its code.
    pub code: UnitCode,
    /// Its name; its code when nobody knows one.
    pub name: String,
}

/// A unit of the roster, or one that answered and left it: by its code, by its name, or by its name without the word for
/// what it is where only one has it. That it was named by less than its name is told.
pub(super) fn unit_of(session: &mut Session, typed: &str) -> Result<Named, Stop> {
    let (unit, told) = unit_meant(&session.look(), typed)?;
    session.told.extend(told);
    Ok(unit)
}

/// The same, with what there is to tell.
pub(super) fn unit_meant(
    looking: &Looking<'_>,
    typed: &str,
) -> Result<(Named, Option<Message>), Stop> {
    let roster = &looking.campaign.roster;
    let units = roster.units.iter();
    let mut all: Vec<Named> = units
        .map(|unit| Named {
            code: unit.code.clone(),
            name: unit.name.clone(),
        })
        .collect();
    let departed = looking.units()?.departed.into_iter();
    let departed = departed.filter(|one| roster.unit(&one.unit).is_none());
    all.extend(departed.map(|one| Named {
        code: one.unit,
        name: one.name,
    }));
    let typed = typed.trim();
    let codes = all.iter().map(|unit| (unit, unit.code.as_str()));
    let names = all.iter().map(|unit| (unit, unit.name.as_str()));
    if let Some(found) = named(typed, codes.chain(names)) {
        let meant = msg!("flow.meant", typed = typed, meant = found.what.name);
        return Ok((found.what.clone(), found.without_accents.then_some(meant)));
    }
    let Some(unit) = by_place(typed, &all) else {
        return Err(Stop::Wrong(msg!("flow.no-such-unit", unit = typed)));
    };
    let told = msg!("flow.meant-place", typed = typed, meant = unit.name);
    Ok((unit.clone(), Some(told)))
}

/// The one unit with this name after the word for what it is: "Đông Ninh" of "Xã Đông Ninh".
fn by_place<'n>(typed: &str, all: &'n [Named]) -> Option<&'n Named> {
    let mut places: BTreeMap<String, Vec<(&Named, &str)>> = BTreeMap::new();
    for unit in all {
        if let Some(place) = place_name(&unit.name) {
            places.entry(fold(place)).or_default().push((unit, place));
        }
    }
    let alone = places.into_values().filter(|units| units.len() == 1);
    named(typed, alone.flatten()).map(|found| found.what)
}
