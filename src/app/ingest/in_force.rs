//! Which return of a unit is in force: a later one supersedes the earlier, or is pending until the officer decides.
//!
//! Decided for each return as it comes in, and kept in the ledger.

use super::received::{Received, Verdict};
use crate::app::Stop;
use crate::app::alike_names::names_of;
use crate::campaign::Campaign;
use crate::campaign::waiting::Waiting;
use crate::check;
use crate::model::code;
use crate::model::id::{AnswerId, ReceiptId, UnitCode};
use crate::model::kit::Kit;
use crate::model::obligation::Obligation;
use crate::model::pending::{Pending, WaitReason};
use crate::model::receipt::{
    Act, Counted, Counting, Decided, Decision, Entered, NewReceipt, Receipt,
};
use crate::model::unit::Roster;
use crate::model::{change::Change, finding::Finding, reading::Reading};
use crate::msg;
use crate::store::ledger::{Ledger, LedgerError};
use crate::value::{Day, Moment};
use crate::words::{Lang, Message};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// By what it is decided which of two returns counts.
pub(crate) struct Rules<'a> {
    /// The folder of the campaign.
    pub(crate) root: &'a Path,
    /// The kit of the campaign.
    pub(crate) kit: &'a Kit,
    /// As part of what it is decided.
    pub(crate) act: Act,
    /// The figures are closed: nothing counts by the rules alone.
    pub(crate) is_closed: bool,
    /// The day of the letter that the forms went out with, else the first day that the report is about: no return was
    /// saved before it.
    pub(crate) issued: Day,
}

impl<'a> Rules<'a> {
    /// Of a campaign, for what is done by them.
    pub(crate) fn of(campaign: &'a Campaign, act: Act, ledger: &Ledger) -> Result<Self, Stop> {
        let settings = &campaign.settings;
        let letter = settings.enclosed_with.as_ref().map(|letter| letter.date);
        Ok(Self {
            root: &campaign.root,
            kit: &campaign.kit,
            act,
            is_closed: ledger.closed()?.is_some(),
            issued: letter.unwrap_or(settings.period.from),
        })
    }
}

/// The returns in force while a batch comes in.
pub(crate) struct Standings(BTreeMap<Obligation, Counted>);

impl Standings {
    /// The return that counts.
    pub(crate) fn of(&self, obligation: &Obligation) -> Option<&Counted> {
        self.0.get(obligation)
    }
}

pub(crate) fn current(ledger: &Ledger) -> Result<Standings, Stop> {
    let mut standings = BTreeMap::new();
    for counted in ledger.readings_in_force()? {
        standings.insert(obligation_of(&counted.reading)?, counted);
    }
    Ok(Standings(standings))
}

/// What counts for each unit, by its code: that of the form which it owes now.
pub(crate) fn by_unit(
    ledger: &Ledger,
    roster: &Roster,
) -> Result<BTreeMap<UnitCode, Counting>, Stop> {
    let all = ledger.in_force()?.into_iter();
    let owed = all.filter(|(obligation, _)| is_owed(roster, obligation));
    Ok(owed
        .map(|(obligation, counting)| (obligation.unit, counting))
        .collect())
}

/// Whether the roster still asks this of the unit; what a unit answered that left the roster stays as it was.
pub(crate) fn is_owed(roster: &Roster, obligation: &Obligation) -> bool {
    let unit = roster.unit(&obligation.unit);
    unit.is_none_or(|unit| obligation.form == unit.form)
}

/// What a reading of the ledger answers: none is kept there that is of no one unit.
pub(crate) fn obligation_of(reading: &Reading) -> Result<Obligation, Stop> {
    Ok(Obligation::of(reading).ok_or_else(LedgerError::content)?)
}

/// The order in which returns of a batch are placed: not by name but by when they were saved, and what does not say when
/// after those that do, so that it waits for a decision and not they.
pub(super) fn order(new: &Receipt) -> (bool, Option<Moment>, &str, &str) {
    (new.saved_at.is_none(), new.saved_at, &new.file, &new.hash)
}

/// Decides for each unit that a file holds whether its return supersedes the one in force.
pub(super) fn place_returns(
    ledger: &mut Ledger,
    by: &Rules<'_>,
    standings: &mut Standings,
    new: NewReceipt,
) -> Result<Vec<Received>, Stop> {
    let NewReceipt {
        receipt,
        readings,
        findings,
    } = new;
    let readings: Vec<Arc<Reading>> = readings.into_iter().map(Arc::new).collect();
    // What the officer filled counts by the officer's decision, not by the rules.
    let is_filled = receipt.learned.is_some();
    let received = |unit: Option<UnitCode>, findings: Vec<Finding>| Received {
        file: receipt.file.clone(),
        receipt: receipt.id,
        unit,
        reading: None,
        findings,
        standing: Verdict::NotTaken,
    };
    let [first, more @ ..] = readings.as_slice() else {
        return Ok(vec![received(receipt.unit.clone(), findings)]);
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
        let own = findings.iter().filter(own).cloned().collect();
        let mut one = received(reading.unit.clone(), own);
        one.reading = Some(Arc::clone(reading));
        if !is_filled {
            one.standing = stand(ledger, by, standings, (&receipt, reading), &one.findings)?;
        }
        all.push(one);
    }
    Ok(all)
}

/// Decides whether a return supersedes the one in force or is pending, and keeps that in the ledger.
pub(crate) fn stand(
    ledger: &mut Ledger,
    rules: &Rules<'_>,
    standings: &mut Standings,
    (receipt, reading): (&Receipt, &Arc<Reading>),
    findings: &[Finding],
) -> Result<Verdict, Stop> {
    let obligation = obligation_of(reading)?;
    let (verdict, why) = match standings.of(&obligation) {
        None if rules.is_closed => {
            let pending = Pending {
                id: Pending::id_of(&obligation, &receipt.hash),
                obligation,
                waits: receipt.id,
                beside: None,
                why: WaitReason::AfterClose,
            };
            ledger.add_pending(&pending)?;
            return Ok(Verdict::Waits(Box::new(Waiting {
                names: [receipt.file.clone(), String::new()],
                can_be_combined: false,
                pending,
                receipt: receipt.clone(),
                beside: None,
                changes: Vec::new(),
                is_settled: false,
            })));
        }
        None => (Verdict::InForce, msg!("flow.in-force-first")),
        Some(counted) => {
            let (earlier, old) = (counted.latest(), &counted.reading);
            let changes = differences(rules.kit, old, reading);
            let before = counted.file();
            let why = rules.reason_to_wait(counted.latest_of_unit(), receipt, &changes, findings);
            let contradicts = || {
                counted
                    .entered
                    .iter()
                    .any(|entered| repeats_left_out(reading, entered))
                    || old.is_entered_otherwise(reading)
            };
            if let Some(why) = why.or_else(|| contradicts().then_some(WaitReason::NotAsEntered)) {
                if changes.is_empty() && same_remarks(old, reading) {
                    // The figures are the same whichever is in force, so no decision is needed.
                    return Ok(Verdict::Same { before });
                }
                let pending = Pending {
                    id: Pending::id_of(&obligation, &receipt.hash),
                    obligation,
                    waits: receipt.id,
                    beside: Some(earlier.id),
                    why,
                };
                ledger.add_pending(&pending)?;
                return Ok(Verdict::Waits(Box::new(Waiting {
                    names: names_of(rules.root, receipt, (earlier, before))?,
                    can_be_combined: can_be_combined(old, reading),
                    pending,
                    receipt: receipt.clone(),
                    beside: Some(earlier.clone()),
                    changes,
                    is_settled: false,
                })));
            }
            let replaced = Verdict::Replaced { before, changes };
            (replaced, msg!("flow.in-force-later"))
        }
    };
    put_in_force(ledger, (&obligation, receipt.id), &why, &rules.act)?;
    let now = Counted {
        receipt: receipt.clone(),
        laid: Vec::new(),
        entered: Vec::new(),
        reading: Arc::clone(reading),
    };
    standings.0.insert(obligation, now);
    Ok(verdict)
}

/// Whether a return only repeats what the officer left out in the meantime. It may mend that, and so it does where it says
/// something else than the return before.
fn repeats_left_out(reading: &Reading, entered: &Entered) -> bool {
    entered.leaves_out()
        && match reading.field(&entered.answer).map(|field| &field.answer) {
            Some(now) => now.says_the_same(&entered.instead),
            None => !reading.list(&entered.answer).is_empty(),
        }
}

/// Puts a receipt in force, as part of an act.
pub(crate) fn put_in_force(
    ledger: &mut Ledger,
    (obligation, receipt): (&Obligation, ReceiptId),
    why: &Message,
    act: &Act,
) -> Result<(), Stop> {
    Ok(ledger.decide(&Decision {
        what: Decided::PutInForce {
            obligation: obligation.clone(),
            receipt,
        },
        act: act.clone(),
        reason: why.say(Lang::Vi),
    })?)
}

/// What one return of a unit says otherwise than another.
pub(crate) fn differences(kit: &Kit, old: &Reading, new: &Reading) -> Vec<Change> {
    let form = kit.form(&new.form);
    form.map(|form| check::changes(form, old, new))
        .unwrap_or_default()
}

/// Whether what a return fills can be laid over the one in force: no list of it would lose rows.
pub(crate) fn can_be_combined(old: &Reading, new: &Reading) -> bool {
    new.fills_anything() && old.list_cut_short(new).is_none()
}

/// Whether the units wrote the same beside their answers, which no change of an answer shows.
pub(crate) fn same_remarks(old: &Reading, new: &Reading) -> bool {
    let remarks = |reading: &Reading| -> Vec<(AnswerId, String)> {
        let rows = reading.lists.iter().flat_map(|(_, rows)| rows);
        let cells = rows.flat_map(|row| &row.cells);
        let all = reading.fields.iter().chain(cells);
        all.filter(|f| !f.remark.is_empty())
            .map(|f| (f.field.clone(), f.remark.clone()))
            .collect()
    };
    remarks(old) == remarks(new)
}

impl Rules<'_> {
    /// Why a later return does not simply supersede the earlier one, beside what the unit itself sent last.
    fn reason_to_wait(
        &self,
        before: Option<&Receipt>,
        new: &Receipt,
        changes: &[Change],
        findings: &[Finding],
    ) -> Option<WaitReason> {
        if self.is_closed {
            return Some(WaitReason::AfterClose);
        }
        let blank = changes.iter().filter(|c| c.became_blank).count();
        if blank > 0 {
            return Some(WaitReason::BecameBlank(blank));
        }
        let told = |row| findings.iter().any(|finding| finding.code.is(row));
        if told(&code::NOT_AS_ISSUED) {
            return Some(WaitReason::NotAsIssued);
        }
        if told(&code::OTHER_SENDER) {
            return Some(WaitReason::OtherSender);
        }
        // When the officer saved a form says nothing of when its unit did.
        let before = before?;
        let together = before.received_at == new.received_at;
        match (before.saved_at, new.saved_at) {
            (Some(old), Some(new)) if new < old => Some(WaitReason::Older),
            (Some(old_time), Some(new_time)) if new_time > old_time => {
                let doubtful = self.is_doubtful(before) || self.is_doubtful(new);
                doubtful.then_some(WaitReason::ClockDoubtful)
            }
            (Some(_), Some(_)) => together.then_some(WaitReason::SameTime),
            _ => together.then_some(WaitReason::NoTime),
        }
    }

    /// Whether the time that a file says it was saved at proves nothing: before the form was issued, or after the file
    /// came in. A day is allowed for clocks that are set to another part of the world.
    fn is_doubtful(&self, receipt: &Receipt) -> bool {
        let received = Moment::parse(&receipt.received_at).map(Moment::day);
        let (Some(saved), Some(received)) = (receipt.saved_at.map(Moment::day), received) else {
            return false;
        };
        let latest = received.tomorrow().unwrap_or(received);
        saved < self.issued || saved > latest
    }
}

#[cfg(test)]
mod tests;
