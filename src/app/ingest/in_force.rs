//! Which return of a unit counts: decided for each as it comes in, and kept in the ledger.

use super::received::{Received, Verdict};
use crate::app::Stop;
use crate::check;
use crate::model::code;
use crate::model::kit::Kit;
use crate::model::receipt::{NewReceipt, Receipt};
use crate::model::{
    change::Change,
    finding::{Finding, short},
    reading::Reading,
};
use crate::msg;
use crate::store::ledger::Ledger;
use crate::value::{Day, Moment};
use crate::words::Message;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The return in force of a unit while a batch comes in.
pub(crate) struct Standings(BTreeMap<String, (Receipt, Arc<Reading>)>);

impl Standings {
    /// The return of a unit that counts.
    pub(crate) fn of(&self, unit: &str) -> Option<&(Receipt, Arc<Reading>)> {
        self.0.get(unit)
    }
}

pub(crate) fn current(ledger: &Ledger) -> Result<Standings, Stop> {
    let all = ledger.readings_in_force()?;
    Ok(Standings(
        all.into_iter()
            .map(|(receipt, reading)| (reading.unit.clone(), (receipt, Arc::new(reading))))
            .collect(),
    ))
}

/// The order in which returns of a batch are placed: not by name but by when they were saved, and what does not say when
/// after those that do, so that it waits for a decision and not they.
pub(super) fn order(new: &NewReceipt) -> (bool, Option<Moment>, &str, &str) {
    (new.saved_at.is_none(), new.saved_at, &new.file, &new.hash)
}

/// Decides for each unit that a file holds whether its return takes the place of an earlier one.
pub(super) fn place(
    ledger: &mut Ledger,
    by: (&Kit, &str),
    standings: &mut Standings,
    mut new: NewReceipt,
    id: i64,
) -> Result<Vec<Received>, Stop> {
    let readings: Vec<Arc<Reading>> = new.readings.drain(..).map(Arc::new).collect();
    let receipt = new.receipt(id);
    let received = |unit: Option<String>, findings: Vec<Finding>| Received {
        file: receipt.file.clone(),
        receipt: id,
        unit,
        reading: None,
        findings,
        standing: Verdict::NotTaken,
    };
    let [first, more @ ..] = readings.as_slice() else {
        return Ok(vec![received(new.unit.clone(), new.findings.clone())]);
    };
    let of_more = |f: &Finding| more.iter().any(|reading| reading.unit == f.unit);
    let mut all = Vec::with_capacity(readings.len());
    for reading in &readings {
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
        one.reading = Some(Arc::clone(reading));
        let said;
        (one.standing, said) = stand(ledger, by, standings, (&receipt, reading))?;
        one.findings.extend(said);
        all.push(one);
    }
    Ok(all)
}

/// Decides whether a return takes the place of an earlier one, and keeps the decision; the finding when it waits.
pub(crate) fn stand(
    ledger: &mut Ledger,
    (kit, stamp): (&Kit, &str),
    standings: &mut Standings,
    (receipt, reading): (&Receipt, &Arc<Reading>),
) -> Result<(Verdict, Option<Finding>), Stop> {
    let unit = &reading.unit;
    let (standing, why) = match standings.0.get(unit) {
        None => (Verdict::InForce, msg!("flow.in-force-first")),
        Some((earlier, old)) => {
            let changes = differences(kit, old, reading);
            let before = earlier.file.clone();
            if let Some(why) = reason_to_wait(earlier, receipt, &changes) {
                if changes.is_empty() && same_remarks(old, reading) {
                    // Nothing hangs on it: the figures are the same whichever counts, so nobody need be asked.
                    return Ok((Verdict::Same { before }, None));
                }
                let finding = waiting(receipt, unit, earlier, &why);
                ledger.add_finding(receipt.id, &finding)?;
                let why = why.reason();
                let waits = Verdict::Waits {
                    before,
                    why,
                    changes,
                };
                return Ok((waits, Some(finding)));
            }
            let replaced = Verdict::Replaced { before, changes };
            (replaced, msg!("flow.in-force-later"))
        }
    };
    ledger.put_in_force(unit, receipt.id, &why, "", stamp)?;
    let now = (receipt.clone(), Arc::clone(reading));
    standings.0.insert(unit.clone(), now);
    Ok((standing, None))
}

/// What one return of a unit says otherwise than another.
pub(crate) fn differences(kit: &Kit, old: &Reading, new: &Reading) -> Vec<Change> {
    let form = kit.form(&new.form);
    form.map(|form| check::changes(form, old, new))
        .unwrap_or_default()
}

/// Whether the units wrote the same beside their answers, which no change of an answer shows.
fn same_remarks(old: &Reading, new: &Reading) -> bool {
    let remarks = |reading: &Reading| -> Vec<(String, String)> {
        let rows = reading.lists.iter().flat_map(|(_, rows)| rows);
        let cells = rows.flat_map(|row| &row.cells);
        let all = reading.fields.iter().chain(cells);
        all.filter(|f| !f.remark.is_empty())
            .map(|f| (f.field.clone(), f.remark.clone()))
            .collect()
    };
    remarks(old) == remarks(new)
}

/// Why a return waits for the officer.
enum Wait {
    /// So many filled cells became blank.
    Blank(usize),
    /// It was saved before the one in force.
    Older { new: Moment, old: Moment },
    /// They came and were saved at the same time.
    SameTime,
    /// They came together, and one of them does not say when it was saved.
    NoTime,
}

/// Two moments as people read them: (time, day) of each, to the second where they are of one minute.
fn shown(new: Moment, old: Moment) -> [(String, Day); 2] {
    let same = (new.day(), new.time()) == (old.day(), old.time());
    [new, old].map(|at| {
        let time = if same { at.exact_time() } else { at.time() };
        (time, at.day())
    })
}

impl Wait {
    fn reason(&self) -> Message {
        match self {
            Self::Blank(count) => msg!("flow.cells-became-blank", count = count),
            Self::Older { new, old } => {
                let [(time, day), (old_time, old_day)] = shown(*new, *old);
                msg!(
                    "flow.saved-earlier",
                    time = time,
                    day = day,
                    old_time = old_time,
                    old_day = old_day
                )
            }
            Self::SameTime => msg!("flow.same-time"),
            Self::NoTime => msg!("flow.no-time"),
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
            Self::Older { new, old } => {
                let [(time, day), (old_time, old_day)] = shown(*new, *old);
                msg!(
                    "flow.waits-older",
                    file = file,
                    time = time,
                    day = day,
                    old_time = old_time,
                    old_day = old_day,
                    before = before
                )
            }
            Self::SameTime => msg!("flow.waits-same-time", file = file, before = before),
            Self::NoTime => msg!("flow.waits-no-time", file = file, before = before),
        }
    }
}

/// Why a later return does not simply take the place of the earlier one.
fn reason_to_wait(before: &Receipt, new: &Receipt, changes: &[Change]) -> Option<Wait> {
    let blank = changes.iter().filter(|c| c.became_blank).count();
    if blank > 0 {
        return Some(Wait::Blank(blank));
    }
    let together = before.received_at == new.received_at;
    match (before.saved_at, new.saved_at) {
        (Some(old), Some(new)) if new < old => Some(Wait::Older { new, old }),
        (Some(old), Some(new)) if new > old => None,
        (Some(_), Some(_)) => together.then_some(Wait::SameTime),
        _ => together.then_some(Wait::NoTime),
    }
}

fn waiting(new: &Receipt, unit: &str, before: &Receipt, why: &Wait) -> Finding {
    let row = &code::RETURN_WAITS;
    Finding {
        id: format!("{unit}-{}-{}", row.id, short(&new.hash)),
        code: row.into(),
        severity: row.severity,
        unit: unit.to_owned(),
        file: new.file.clone(),
        message: why.sentence(&new.file, &before.file),
        todo: msg!("flow.earlier-stays-todo", file = new.file, unit = unit),
        cells: Vec::new(),
        reason: String::new(),
        basis: Finding::basis_of_waiting(&new.hash, &before.hash),
        state: crate::model::finding::FindingState::Open,
    }
}
