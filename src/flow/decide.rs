//! What the officer decides: to accept a finding, to go on without a unit, whose return a file is.

use super::ingest::{self, Received};
use super::{Session, Stop, findings};
use crate::check::Finding;
use crate::ledger::{Decision, DecisionKind, Receipt};
use crate::msg;
use crate::value::fold;

/// Accepts a finding, with a reason, for as long as the values that it is about stay the same.
pub fn accept(session: &mut Session, id: &str, reason: &str, by: &str) -> Result<Finding, Stop> {
    let reason = needed(reason)?;
    let (units, between) = session.units()?;
    let figures = session.figures(&units)?;
    let current = findings::current(session, &figures, between)?;
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
        by: by.to_owned(),
        at: session.now.stamp(),
    })?;
    Ok(finding.clone())
}

/// Goes on without a unit's return, with a reason that the report will name.
pub fn without(session: &mut Session, unit: &str, reason: &str, by: &str) -> Result<String, Stop> {
    let reason = needed(reason)?;
    let (code, name) = unit_of(session, unit)?;
    if session.ledger.in_force()?.contains_key(&code) {
        return Err(Stop::Wrong(msg!("flow.unit-has-answered", unit = name)));
    }
    session.ledger.decide(&Decision {
        kind: DecisionKind::WithoutUnit { unit: code },
        reason,
        by: by.to_owned(),
        at: session.now.stamp(),
    })?;
    Ok(name)
}

/// Takes a received file as the return of a unit.
pub fn assign(session: &mut Session, file: &str, unit: &str, by: &str) -> Result<Received, Stop> {
    let (code, _) = unit_of(session, unit)?;
    let receipt = receipt_of(session, file)?;
    let received = ingest::assign(session, &receipt, &code, by)?;
    session.ledger.decide(&Decision {
        kind: DecisionKind::AssignFile {
            hash: receipt.hash.clone(),
            unit: code,
        },
        reason: String::new(),
        by: by.to_owned(),
        at: session.now.stamp(),
    })?;
    Ok(received)
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
