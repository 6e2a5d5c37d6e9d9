//! `undo`: what a person decided is taken back as a whole. It stays in the book, and so does that it was taken back.

use super::assign::understood_as;
use super::ingest::assigned;
use super::ingest::in_force::{self, Rules};
use super::ingest::placed_again::{place_again, tell_what_counts};
use super::unit_name::{Named, unit_of};
use super::{Session, Stop};
use crate::model::id::{ActId, FileHash, UnitCode};
use crate::model::obligation::Obligation;
use crate::model::pending::WaitReason;
use crate::model::receipt::{Decided, Decision, NewReceipt, Receipt};
use crate::msg;
use std::collections::BTreeSet;

/// What a person decided at one time, without what followed from it by the program's rules.
struct Done {
    act: ActId,
    decisions: Vec<Decision>,
}

/// Takes an act back: its findings wait again, its files are whose they say they are, what counted before it counts again.
///
/// # Errors
/// When there is no such act, it was taken back before or takes one back itself, later ones stand on it, or a file that it
/// is about cannot be read any more.
pub fn undo(session: &mut Session, number: ActId, reason: &str) -> Result<(), Stop> {
    let done = undoable(session, number)?;
    let before = in_force::current(&session.ledger)?;
    let left = session.ledger.decisions()?.into_iter();
    let left: Vec<Decision> = left.filter(|d| d.act.id != number).collect();
    let files = understood_without(session, &done, &left)?;
    let act = session.begin_act()?;
    let mut owed: BTreeSet<Obligation> = BTreeSet::new();
    session.ledger.together(|ledger| -> Result<(), Stop> {
        let counted = ledger.in_force()?;
        ledger.decide(&Decision {
            what: Decided::TakeBack { act: number },
            act: act.clone(),
            reason: reason.trim().to_owned(),
        })?;
        for (receipt, new) in &files {
            ledger.refresh(receipt.id, new)?;
            let answers = new.readings.iter().filter_map(Obligation::of);
            owed.extend(answers);
        }
        let counts = ledger.in_force()?;
        let all = counted.keys().chain(counts.keys());
        let changed = all.filter(|owed| counted.get(owed) != counts.get(owed));
        owed.extend(changed.cloned());
        let rules = Rules::of(&session.campaign, act.follows(), ledger)?;
        if done
            .decisions
            .iter()
            .any(|d| d.what == Decided::CloseFigures)
        {
            let late = ledger.pending()?.into_iter();
            let late = late.filter(|one| one.why == WaitReason::AfterClose);
            owed.extend(late.map(|one| one.obligation));
        }
        for owed in &owed {
            place_again(ledger, &rules, owed, None)?;
        }
        Ok(())
    })?;
    for owed in &owed {
        tell_what_counts(session, &before, owed)?;
    }
    Ok(())
}

/// Takes back that the report goes on without a unit, and what was settled with it. Which.
pub fn wait_for(session: &mut Session, unit: &str) -> Result<Named, Stop> {
    let unit = unit_of(session, unit)?;
    let without = Decided::GoWithout {
        unit: unit.code.clone(),
    };
    let decisions = session.ledger.decisions()?;
    let last = decisions.iter().rev().find(|d| d.what == without);
    let Some(last) = last else {
        return Err(Stop::Wrong(msg!("flow.not-without", unit = unit.name)));
    };
    undo(session, last.act.id, "")?;
    Ok(unit)
}

/// An act that can be taken back.
fn undoable(session: &Session, number: ActId) -> Result<Done, Stop> {
    let all = session.ledger.all_decisions()?;
    let of_persons = all.iter().filter(|d| d.act.is_of_person());
    let mut of_act = of_persons.clone().filter(|d| d.act.id == number);
    let Some(first) = of_act.next() else {
        let last = of_persons.map(|d| d.act.id).max().unwrap_or_default();
        return Err(Stop::Wrong(if last == ActId::default() {
            msg!("flow.undo-nothing-yet", number = number)
        } else {
            msg!("flow.undo-no-such-act", number = number, last = last)
        }));
    };
    if let Decided::TakeBack { act } = first.what {
        return Err(Stop::Wrong(msg!(
            "flow.undo-is-undo",
            number = number,
            undone = act
        )));
    }
    if matches!(
        first.what,
        Decided::HandOver { .. } | Decided::TakeOver { .. }
    ) {
        return Err(Stop::Wrong(msg!("handover.no-undo", number = number)));
    }
    let back = Decided::TakeBack { act: number };
    if let Some(undone) = all.iter().find(|d| d.what == back) {
        return Err(Stop::Wrong(msg!(
            "flow.undo-already",
            number = number,
            by = undone.act.by,
            undone = undone.act.id
        )));
    }
    let mut standing = by_act(session.ledger.decisions()?);
    let at = standing.iter().position(|done| done.act == number);
    let later = at.map(|at| standing.split_off(at)).unwrap_or_default();
    let mut later = later.into_iter();
    let done = later.next().unwrap_or_else(|| Done {
        act: number,
        decisions: Vec::new(),
    });
    let on_it = later.filter(|later| stands_on(later, &done));
    let on_it: Vec<String> = on_it.map(|later| later.act.to_string()).collect();
    if !on_it.is_empty() {
        return Err(Stop::Wrong(msg!(
            "flow.undo-stood-on",
            number = number,
            others = on_it.join(", ")
        )));
    }
    Ok(done)
}

/// The acts of persons, in the order of their first decisions.
fn by_act(decisions: Vec<Decision>) -> Vec<Done> {
    let mut all: Vec<Done> = Vec::new();
    for decision in decisions {
        if !decision.act.is_of_person() {
            continue;
        }
        match all.last_mut().filter(|done| done.act == decision.act.id) {
            Some(done) => done.decisions.push(decision),
            None => all.push(Done {
                act: decision.act.id,
                decisions: vec![decision],
            }),
        }
    }
    all
}

/// Whether an act decides anew about something that an earlier one decided about.
fn stands_on(later: &Done, earlier: &Done) -> bool {
    let subjects = |done: &Done| -> BTreeSet<String> {
        let all = done.decisions.iter();
        all.flat_map(|d| subjects(&d.what)).collect()
    };
    !subjects(later).is_disjoint(&subjects(earlier))
}

/// What a decision is about: two about one of these are an earlier and a later one.
fn subjects(what: &Decided) -> Vec<String> {
    let of_unit = |unit: &UnitCode| format!("unit {unit}");
    let of_file = |hash: &FileHash| format!("file {hash}");
    match what {
        Decided::AcceptFinding { finding, .. } => vec![format!("finding {finding}")],
        Decided::KeepInForce { obligation, .. }
        | Decided::PutInForce { obligation, .. }
        | Decided::Combine { obligation, .. }
        | Decided::EnterReturn { obligation, .. } => {
            vec![format!("form {} {}", obligation.unit, obligation.form)]
        }
        Decided::EnterAnswer {
            obligation,
            entered,
        } => vec![format!(
            "answer {} {} {}",
            obligation.unit, obligation.form, entered.answer
        )],
        Decided::GoWithout { unit } => vec![of_unit(unit)],
        Decided::WaiveRule { unit, rule } => vec![format!("rule {unit} {rule}")],
        Decided::ExtendDeadline { unit, .. } => vec![format!("deadline {unit}")],
        Decided::MarkSent { unit } => vec![format!("sent {unit}")],
        Decided::RecordCall { unit, .. } => vec![format!("call {unit}")],
        Decided::CountIn { unit, into } => vec![of_unit(unit), of_unit(into)],
        Decided::SettleFigure { figure, .. } => vec![format!("figure {figure}")],
        Decided::AssignFile { hash, .. } | Decided::IgnoreFile { hash } => vec![of_file(hash)],
        Decided::RecordSigned { unit, .. } => vec![format!("signed {unit}")],
        Decided::CloseFigures => vec!["figures".to_owned()],
        Decided::IssueReport { .. } => vec!["report".to_owned()],
        Decided::HandOver { .. } | Decided::TakeOver { .. } | Decided::TakeBack { .. } => {
            Vec::new()
        }
    }
}

/// The files that an act assigned, as they are understood by the decisions that are left.
fn understood_without(
    session: &mut Session,
    done: &Done,
    left: &[Decision],
) -> Result<Vec<(Receipt, NewReceipt)>, Stop> {
    let assigned = assigned(left);
    let mut files = Vec::new();
    for decision in &done.decisions {
        let Decided::AssignFile { hash, was, .. } = &decision.what else {
            continue;
        };
        let receipts = session.ledger.receipts()?.into_iter();
        for mut receipt in receipts.filter(|receipt| receipt.hash == *hash) {
            receipt.unit.clone_from(was);
            let new = understood_as(session, &receipt, assigned.get(hash))?;
            files.push((receipt, new));
        }
    }
    Ok(files)
}
