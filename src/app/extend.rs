//! `extend`: a unit gets more time, by a decision that the book keeps and `undo` takes back.

use super::decide::decide;
use super::reason::needed;
use super::unit_name::{Named, unit_of};
use super::{Session, Stop};
use crate::model::receipt::Decided;
use crate::msg;
use crate::value::Day;

/// Gives a unit until the end of a day. The unit, and until when it had before.
///
/// # Errors
/// When the roster does not ask the unit, or the day is not later than its deadline, or later than the report is due.
pub fn extend(
    session: &mut Session,
    unit: &str,
    until: Day,
    reason: &str,
) -> Result<(Named, Day), Stop> {
    let reason = needed(reason)?;
    let unit = unit_of(session, unit)?;
    let campaign = &session.campaign;
    let asked = campaign.roster.unit(&unit.code);
    let Some(asked) = asked.filter(|asked| asked.reports()) else {
        return Err(Stop::Wrong(msg!("due.need-not", unit = unit.name)));
    };
    let before = campaign.deadline(asked);
    if until <= before {
        return Err(Stop::Wrong(msg!(
            "due.not-later",
            unit = unit.name,
            before = before
        )));
    }
    let due = campaign.settings.deadlines.report;
    if until > due {
        return Err(Stop::Wrong(msg!(
            "due.after-report",
            day = until,
            due = due
        )));
    }
    let extended = Decided::ExtendDeadline {
        unit: unit.code.clone(),
        until,
    };
    decide(session, [extended], &reason)?;
    session
        .campaign
        .extend_deadlines([(unit.code.clone(), until)]);
    Ok((unit, before))
}
