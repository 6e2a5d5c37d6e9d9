//! `waive`: a rule of the kit does not apply to a unit in this period.

use super::decide::decide;
use super::reason::needed;
use super::unit_name::{Named, unit_of};
use super::{Session, Stop, status};
use crate::model::id::RuleId;
use crate::model::receipt::Decided;
use crate::msg;

/// Settles all that a rule finds of a unit, now and later in this period. The unit, the rule, and how many findings that
/// settled.
///
/// # Errors
/// When the unit's form has no such rule, or it was waived before.
pub fn waive(
    session: &mut Session,
    unit: &str,
    rule: &str,
    reason: &str,
) -> Result<(Named, RuleId, usize), Stop> {
    let reason = needed(reason)?;
    let unit = unit_of(session, unit)?;
    let campaign = &session.campaign;
    let asked = campaign.roster.unit(&unit.code);
    let form = asked.and_then(|asked| campaign.kit.form(&asked.form));
    let rules = form.map_or(&[][..], |form| form.rules.as_slice());
    let found = rules
        .iter()
        .find(|one| one.id.eq_ignore_ascii_case(rule.trim()));
    let Some(found) = found.map(|one| one.id.clone()) else {
        let known: Vec<&str> = rules.iter().map(|one| one.id.as_str()).collect();
        return Err(Stop::Wrong(msg!(
            "flow.no-such-rule",
            rule = rule.trim(),
            unit = unit.name,
            known = known.join(", ")
        )));
    };
    let waived = Decided::WaiveRule {
        unit: unit.code.clone(),
        rule: found.clone(),
    };
    let decisions = session.ledger.decisions()?;
    if let Some(before) = decisions.iter().find(|decision| decision.what == waived) {
        return Err(Stop::Wrong(msg!(
            "flow.waived-already",
            rule = found,
            unit = unit.name,
            act = before.act.id
        )));
    }
    let open = |session: &mut Session| -> Result<usize, Stop> {
        let findings = status::open_findings(session)?;
        Ok(findings
            .iter()
            .filter(|one| one.state.is_unsettled())
            .count())
    };
    let before = open(session)?;
    decide(session, [waived], &reason)?;
    let settled = before - open(session)?.min(before);
    Ok((unit, found, settled))
}
