//! Which return of a unit counts: decided for each as it comes in, and kept in the ledger.

use super::Stop;
use super::ingest::{Received, Standing};
use crate::check::{self, Change, Finding, Reading};
use crate::kit::{Kit, Severity};
use crate::ledger::{Ledger, NewReceipt, Receipt};
use crate::msg;
use crate::words::Message;
use std::collections::BTreeMap;

/// The return in force of a unit while a batch comes in.
pub(super) struct Standings(BTreeMap<String, (Receipt, Reading)>);

pub(super) fn current(ledger: &Ledger) -> Result<Standings, Stop> {
    let all = ledger.readings_in_force()?;
    Ok(Standings(
        all.into_iter()
            .map(|(receipt, reading)| (reading.unit.clone(), (receipt, reading)))
            .collect(),
    ))
}

/// Decides for each unit that a file holds whether its return takes the place of an earlier one.
pub(super) fn place(
    ledger: &mut Ledger,
    by: (&Kit, &str),
    standings: &mut Standings,
    new: &NewReceipt,
    id: i64,
) -> Result<Vec<Received>, Stop> {
    let received = |unit: Option<String>, findings: Vec<Finding>| Received {
        file: new.file.clone(),
        receipt: id,
        unit,
        reading: None,
        findings,
        standing: Standing::NotTaken,
    };
    let [first, more @ ..] = new.readings.as_slice() else {
        return Ok(vec![received(new.unit.clone(), new.findings.clone())]);
    };
    let of_more = |f: &Finding| more.iter().any(|reading| reading.unit == f.unit);
    let mut all = Vec::with_capacity(new.readings.len());
    for reading in &new.readings {
        // What is of no one unit is told with the first.
        let own = |f: &&Finding| {
            if reading.unit == first.unit {
                !of_more(f)
            } else {
                f.unit == reading.unit
            }
        };
        let findings = new.findings.iter().filter(own).cloned().collect();
        let mut one = received(Some(reading.unit.clone()), findings);
        one.reading = Some(reading.clone());
        stand(ledger, by, standings, (new, reading), &mut one)?;
        all.push(one);
    }
    Ok(all)
}

/// Decides whether a return takes the place of an earlier one, and keeps the decision.
fn stand(
    ledger: &mut Ledger,
    (kit, stamp): (&Kit, &str),
    standings: &mut Standings,
    (new, reading): (&NewReceipt, &Reading),
    received: &mut Received,
) -> Result<(), Stop> {
    let (unit, id) = (&reading.unit, received.receipt);
    let why = match standings.0.get(unit) {
        None => {
            received.standing = Standing::InForce;
            msg!("flow.in-force-first")
        }
        Some((before, old)) => {
            let form = kit.form(&reading.form);
            let changes = form
                .map(|f| check::changes(f, old, reading))
                .unwrap_or_default();
            let before_file = before.file.clone();
            if let Some(why) = reason_to_wait(before, new, &changes) {
                let finding = waiting(new, unit, &before_file, &why);
                ledger.add_finding(id, &finding)?;
                received.findings.push(finding);
                received.standing = Standing::Waits {
                    before: before_file,
                    why: why.reason(),
                    changes,
                };
                return Ok(());
            }
            received.standing = Standing::Replaced {
                before: before_file,
                changes,
            };
            msg!("flow.in-force-later")
        }
    };
    ledger.put_in_force(unit, id, &why, "", stamp)?;
    if let Some(receipt) = ledger.receipt(id)? {
        standings.0.insert(unit.clone(), (receipt, reading.clone()));
    }
    Ok(())
}

/// Why a return waits for the officer.
enum Wait {
    /// So many filled cells became blank.
    Blank(usize),
    /// It was saved before the one in force.
    Older { new: String, old: String },
    /// Nobody can tell which of the two is later.
    SameTime,
}

impl Wait {
    fn reason(&self) -> Message {
        match self {
            Self::Blank(count) => msg!("flow.cells-became-blank", count = count),
            Self::Older { new, old } => msg!("flow.saved-earlier", new = new, old = old),
            Self::SameTime => msg!("flow.same-time"),
        }
    }

    fn sentence(&self, file: &str, before: &str) -> Message {
        match self {
            Self::Blank(count) => msg!(
                "flow.waits-blank",
                file = file,
                count = count,
                before = before
            ),
            Self::Older { new, old } => msg!(
                "flow.waits-older",
                file = file,
                new = new,
                old = old,
                before = before
            ),
            Self::SameTime => msg!("flow.waits-same-time", file = file, before = before),
        }
    }
}

/// Why a later return does not simply take the place of the earlier one.
fn reason_to_wait(before: &Receipt, new: &NewReceipt, changes: &[Change]) -> Option<Wait> {
    let blank = changes.iter().filter(|c| c.became_blank).count();
    if blank > 0 {
        return Some(Wait::Blank(blank));
    }
    match (&before.saved_at, &new.saved_at) {
        (Some(old), Some(new)) if new < old => Some(Wait::Older {
            new: new.clone(),
            old: old.clone(),
        }),
        (old, latest) if old == latest && before.received_at == new.received_at => {
            Some(Wait::SameTime)
        }
        _ => None,
    }
}

fn waiting(new: &NewReceipt, unit: &str, before: &str, why: &Wait) -> Finding {
    Finding {
        id: format!("{unit}-NHAN-01-{}", &new.hash[..8.min(new.hash.len())]),
        code: "NHAN-01".to_owned(),
        severity: Severity::Warning,
        unit: unit.to_owned(),
        file: new.file.clone(),
        message: why.sentence(&new.file, before),
        todo: msg!("flow.earlier-stays-todo", file = new.file, unit = unit),
        cells: Vec::new(),
        reason: String::new(),
        basis: new.hash.clone(),
        state: crate::check::FindingState::Open,
    }
}
