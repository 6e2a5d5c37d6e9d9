//! `status`: where everything stands now.

use super::{Session, Stop, emit, findings, waiting};
use crate::campaign::status::{self, State, Status, UnitStatus};
use crate::model::receipt::DecisionKind;
use crate::model::unit::Participation;
use std::collections::BTreeMap;

/// Where everything stands now.
pub fn status(session: &mut Session) -> Result<Status, Stop> {
    let (units, between) = session.units()?;
    let figures = session.figures(&units)?;
    let findings = findings::current(session, &figures, between)?;
    let waiting = waiting::waiting(session, &findings)?;
    let decided: BTreeMap<String, String> = session
        .ledger
        .decisions()?
        .into_iter()
        .filter_map(|d| match d.kind {
            DecisionKind::WithoutUnit { unit } => Some((unit, d.reason)),
            _ => None,
        })
        .collect();
    let in_force = session.ledger.in_force()?;
    let today = session.now.day();
    let open = status::open_by_unit(&findings);
    let mut roster = Vec::new();
    for unit in &session.campaign.roster.units {
        let receipt = match in_force.get(&unit.code) {
            Some(id) => session.ledger.receipt(*id)?,
            None => None,
        };
        let due = unit
            .deadline
            .unwrap_or(session.campaign.settings.deadlines.units);
        let state = match &unit.state {
            Participation::Exempt => State::Exempt,
            Participation::MergedInto(other) => State::Merged(other.clone()),
            Participation::Reports if receipt.is_some() => State::Answered,
            Participation::Reports => match decided.get(&unit.code) {
                Some(reason) => State::Without(reason.clone()),
                None if today > due => State::Late,
                None => State::Missing,
            },
        };
        roster.push(UnitStatus {
            code: unit.code.clone(),
            name: unit.name.clone(),
            deadline: emit::deadline(unit, &session.campaign.settings),
            state,
            receipt,
            open: open.get(unit.code.as_str()).copied().unwrap_or_default(),
        });
    }
    Ok(Status {
        roster,
        units,
        figures,
        findings,
        waiting,
        unread: session.unread.clone(),
    })
}
