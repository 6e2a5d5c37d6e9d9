//! What no final can do without.

use super::edition_file::narrated;
use super::obstacle::of_gaps;
use super::status::status;
use super::{Session, Stop};
use crate::model::id::UnitCode;
use crate::words::Message;

/// What the report lacks because it goes on without a unit: gaps that no unit which is still waited for will fill, since none
/// of them fills the unit's form.
pub fn lacking(session: &mut Session, without: &UnitCode) -> Result<Vec<Message>, Stop> {
    let now = status(session)?;
    let Some(unit) = session.campaign.roster.unit(without) else {
        return Ok(Vec::new());
    };
    if now.missing().any(|other| other.unit.form == unit.form) {
        return Ok(Vec::new());
    }
    let waits = now.missing().next().is_some();
    let mut gaps = narrated(&session.campaign.kit, &now)?.gaps;
    let of_form = format!("{}.", unit.form);
    gaps.retain(|gap| {
        let figure = gap.figure.as_ref();
        gap.waits_for_units && (!waits || figure.is_some_and(|id| id.starts_with(&of_form)))
    });
    let gaps = of_gaps(&now, &gaps).into_iter();
    Ok(gaps.map(|gap| gap.said).collect())
}
