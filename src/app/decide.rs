//! What the officer decides: to accept a finding, to go on without a unit, whose return a file is.

use super::ingest::{Received, Verdict, not_read_again, read_again};
use super::{Session, Stop, findings, status};
use crate::app::ingest::in_force;
use crate::app::ingest::in_force::Standings;
use crate::app::ingest::understood::{Intake, recorded};
use crate::model::finding::Finding;
use crate::model::kit::Kit;
use crate::model::receipt::{Decision, DecisionKind, Receipt};
use crate::msg;
use crate::store::ledger::Ledger;
use crate::value::fold;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Accepts a finding, with a reason, for as long as the values that it is about stay the same.
pub fn accept(session: &mut Session, id: &str, reason: &str) -> Result<Finding, Stop> {
    let reason = needed(reason)?;
    let current = status::open_findings(session)?;
    let Some(finding) = current.iter().find(|f| f.id.eq_ignore_ascii_case(id)) else {
        let near: Vec<&str> = current.iter().map(|f| f.id.as_str()).take(5).collect();
        return Err(Stop::Wrong(msg!(
            "flow.no-such-finding",
            id = id,
            some = near.join(", ")
        )));
    };
    session.ledger.decide(&Decision {
        kind: DecisionKind::AcceptFinding {
            finding: finding.id.clone(),
            basis: finding.basis.clone(),
        },
        reason,
        by: session.actor.clone(),
        at: session.now.stamp(),
    })?;
    Ok(finding.clone())
}

/// Goes on without a unit's return, with a reason that the report will name.
pub fn without(session: &mut Session, unit: &str, reason: &str) -> Result<String, Stop> {
    let reason = needed(reason)?;
    let (code, name) = unit_of(session, unit)?;
    if session.ledger.in_force()?.contains_key(&code) {
        return Err(Stop::Wrong(msg!("flow.unit-has-answered", unit = name)));
    }
    session.ledger.decide(&Decision {
        kind: DecisionKind::WithoutUnit { unit: code },
        reason,
        by: session.actor.clone(),
        at: session.now.stamp(),
    })?;
    Ok(name)
}

/// Takes a received file as the return of a unit, because the officer says so, and puts it in force. All that is kept
/// of it is kept together.
pub fn assign(session: &mut Session, file: &str, unit: &str) -> Result<Received, Stop> {
    let (code, _) = unit_of(session, unit)?;
    let receipt = receipt_of(session, file)?;
    let from = (&mut session.reader, session.campaign.root.as_path());
    let Some(answer) = read_again(from, &session.ledger, &receipt)? else {
        return Err(Stop::Fault(not_read_again(&receipt)));
    };
    let incoming = recorded(&receipt, Some(&code));
    let mut new = Intake::of(&session.campaign, &session.now).understood(&incoming, answer);
    let lost_by = receipt.unit.as_deref().filter(|old| *old != code);
    // What was found beside other files stays, but whether this one counts for these units is decided now.
    let mut known = session.ledger.findings(receipt.id)?;
    known.retain(|f| {
        let is_decided = f.unit == code || Some(f.unit.as_str()) == lost_by;
        f.stands_beside_others() && !(f.waits_for().is_some() && is_decided)
    });
    new.findings.extend(known);
    // Of a table that holds several units, its own row.
    let reading = new.readings.iter().find(|r| r.unit == code).cloned();
    let before = in_force::current(&session.ledger)?;
    let standing = match (&reading, before.of(&code)) {
        (None, _) => Verdict::NotTaken,
        (Some(reading), Some((earlier, old))) if earlier.id != receipt.id => Verdict::Replaced {
            before: earlier.file.clone(),
            changes: in_force::differences(&session.campaign.kit, old, reading),
        },
        (Some(_), _) => Verdict::InForce,
    };
    let (by, at) = (session.actor.as_str(), session.now.stamp());
    session.ledger.together(|ledger| -> Result<(), Stop> {
        ledger.refresh(receipt.id, &new)?;
        ledger.decide(&Decision {
            kind: DecisionKind::AssignFile {
                hash: receipt.hash.clone(),
                unit: code.clone(),
            },
            reason: String::new(),
            by: by.to_owned(),
            at: at.clone(),
        })?;
        if reading.is_some() {
            let why = msg!("flow.in-force-by-officer");
            ledger.put_in_force(&code, receipt.id, &why, by, &at)?;
        }
        if let Some(old) = lost_by {
            fall_back(ledger, &session.campaign.kit, (old, &receipt), (by, &at))?;
        }
        Ok(())
    })?;
    if let Some(old) = lost_by {
        let id = |standings: &Standings| standings.of(old).map(|(receipt, _)| receipt.id);
        let now = in_force::current(&session.ledger)?;
        let unit = session.campaign.roster.unit(old);
        let unit = unit.map_or(old, |unit| unit.name.as_str());
        match now.of(old) {
            _ if id(&now) == id(&before) => {}
            Some((now, _)) => {
                let message = msg!("flow.unit-falls-back", unit = unit, file = now.file);
                session.told.push(message);
            }
            None => session
                .told
                .push(msg!("flow.unit-has-none-now", unit = unit)),
        }
    }
    Ok(Received {
        file: receipt.file,
        receipt: receipt.id,
        unit: new.unit,
        reading: reading.map(Arc::new),
        findings: new.findings,
        standing,
    })
}

/// A unit whose return turned out to be another's stands as if that had never come for it: what counted before counts
/// again, and what did not count because of it is placed by the rules. Nothing happens where another return counts anyway.
fn fall_back(
    ledger: &mut Ledger,
    kit: &Kit,
    (unit, lost): (&str, &Receipt),
    (by, at): (&str, &str),
) -> Result<(), Stop> {
    if ledger.in_force()?.contains_key(unit) {
        return Ok(());
    }
    let decisions = ledger.decisions()?;
    let counted: Vec<(i64, &str)> = decisions
        .iter()
        .filter_map(|d| match &d.kind {
            DecisionKind::InForce { unit: of, receipt } if of == unit => {
                Some((*receipt, d.at.as_str()))
            }
            _ => None,
        })
        .collect();
    let held = ledger.held()?.into_iter();
    let held = held.filter(|(id, of)| of == unit && *id != lost.id);
    let left: BTreeSet<i64> = held.map(|(id, _)| id).collect();
    let again = counted.iter().rev().find(|(id, _)| left.contains(id));
    let again = again.map(|(id, _)| *id);
    // When it began to count it took the place of whatever had come before.
    let first = counted.iter().find(|(id, _)| Some(*id) == again);
    let again = again.map(|id| ledger.receipt(id)).transpose()?.flatten();
    if let Some(again) = &again {
        ledger.put_in_force(unit, again.id, &msg!("flow.in-force-again"), by, at)?;
    }
    let never_counted = |id: &i64| counted.iter().all(|(c, _)| c != id);
    let mut others = Vec::new();
    for id in left.into_iter().filter(never_counted) {
        let findings = ledger.findings(id)?;
        let mut waits = findings
            .iter()
            .filter(|f| f.waits_for().is_some() && f.unit == unit);
        // One that waits beside what counts again, or that the officer chose not to use, stays as it is.
        let is_settled = waits.any(|f| {
            findings::is_accepted(f, &decisions)
                || again.as_ref().is_some_and(|now| f.waits_beside(&now.hash))
        });
        if is_settled {
            continue;
        }
        if let (Some(receipt), Some(said)) = (ledger.receipt(id)?, ledger.reading_of(id, unit)?)
            && first.is_none_or(|(_, since)| receipt.received_at.as_str() >= *since)
        {
            others.push((receipt, Arc::new(said)));
        }
    }
    // As they came, and of those that came together as they were saved.
    let order = |r: &Receipt| (r.received_at.clone(), r.saved_at.is_none(), r.saved_at);
    others.sort_by_key(|(receipt, _)| order(receipt));
    let mut standings = in_force::current(ledger)?;
    for (receipt, said) in &others {
        in_force::stand(ledger, (kit, at), &mut standings, (receipt, said))?;
    }
    Ok(())
}

fn needed(reason: &str) -> Result<String, Stop> {
    let reason = reason.trim();
    if reason.is_empty() {
        Err(Stop::Wrong(msg!("flow.reason-needed")))
    } else {
        Ok(reason.to_owned())
    }
}

/// A unit by its code, or by its name.
fn unit_of(session: &Session, unit: &str) -> Result<(String, String), Stop> {
    let units = &session.campaign.roster.units;
    units
        .iter()
        .find(|u| u.code == unit)
        .or_else(|| units.iter().find(|u| fold(&u.name) == fold(unit)))
        .map(|u| (u.code.clone(), u.name.clone()))
        .ok_or_else(|| Stop::Wrong(msg!("flow.no-such-unit", unit = unit)))
}

/// The newest receipt of a file of that name.
fn receipt_of(session: &Session, file: &str) -> Result<Receipt, Stop> {
    let name = std::path::Path::new(file)
        .file_name()
        .map_or_else(|| file.to_owned(), |n| n.to_string_lossy().into_owned());
    let mut receipts = session.ledger.receipts()?;
    receipts.reverse();
    receipts
        .into_iter()
        .find(|r| r.file == name)
        .ok_or_else(|| Stop::Wrong(msg!("flow.no-such-file", file = name)))
}
