//! What the officer decides: to accept a finding, to go on without a unit, where figures count, which file is no return.

use super::reason::needed;
use super::unit_name::{Named, unit_of};
use super::{Look, Session, Stop, edition, status, waiting};
use crate::model::finding::{Finding, unsettled};
use crate::model::id::{FindingId, ReceiptId, UnitCode};
use crate::model::receipt::{Decided, Decision, Receipt};
use crate::model::respondent::Respondent;
use crate::model::unit::{Participation, Unit};
use crate::msg;
use crate::store::{archive, folder};
use crate::value::named;
use std::collections::BTreeSet;
use std::path::Path;

/// What was accepted.
#[derive(Debug, PartialEq, Eq)]
pub enum Accepted {
    /// The finding, or the return that waits, of this id.
    One(FindingId),
    /// So many findings.
    Several(usize),
}

/// Which findings are accepted.
#[derive(Debug, Default)]
pub struct Which<'a> {
    /// Ids of findings or of returns that wait; a code, or a rule of the kit, means all open findings of it.
    pub ids: &'a [String],
    /// Only findings of this unit, by its code or name; with no ids, all that are open.
    pub unit: Option<&'a str>,
}

/// Accepts findings for one reason, each for as long as the values that it is about stay the same; of a return that waits:
/// goes on with the one in force.
///
/// # Errors
/// When nothing open is named so, of the unit where one is named: then nothing is accepted.
pub fn accept(session: &mut Session, which: &Which<'_>, reason: &str) -> Result<Accepted, Stop> {
    let reason = needed(reason)?;
    let unit = which.unit.map(|unit| unit_of(session, unit)).transpose()?;
    let is_own = |of: Option<&UnitCode>| unit.as_ref().is_none_or(|unit| of == Some(&unit.code));
    let mut current = status::open_findings(session)?;
    current.retain(|finding| is_own(finding.unit.as_ref()));
    let mut waiting = waiting::waiting(&session.look())?;
    waiting.retain(|one| is_own(Some(&one.pending.obligation.unit)));
    let open = || {
        current
            .iter()
            .filter(|finding| finding.state.is_unsettled())
    };
    let mut what: Vec<(FindingId, Decided)> = Vec::new();
    for id in which.ids {
        let is_named = |known: &FindingId| known.eq_ignore_ascii_case(id);
        let is_of_code = |f: &&Finding| f.code.as_str().eq_ignore_ascii_case(id);
        if let Some(finding) = current.iter().find(|f| is_named(&f.id)) {
            what.push((finding.id.clone(), accepted(finding)));
        } else if let Some(one) = waiting.iter().find(|w| is_named(&w.pending.id)) {
            what.push((one.pending.id.clone(), waiting::kept(&one.pending)));
        } else if let Some(passage) = edition::open_passage(&session.ledger, id)? {
            let finding = FindingId::of(&passage.id, "", "");
            let basis = blake3::hash(passage.id.as_bytes()).into();
            let decided = Decided::AcceptFinding {
                finding: finding.clone(),
                basis,
            };
            what.push((finding, decided));
        } else if open().any(|finding| is_of_code(&finding)) {
            let alike = open().filter(is_of_code);
            what.extend(alike.map(|finding| (finding.id.clone(), accepted(finding))));
        } else {
            let waiting = waiting.iter().map(|w| w.pending.id.as_str());
            let known = current.iter().map(|f| f.id.as_str()).chain(waiting);
            let near: Vec<&str> = known.take(5).collect();
            return Err(Stop::Wrong(msg!(
                "flow.no-such-finding",
                id = id,
                some = near.join(", ")
            )));
        }
    }
    if let (Some(unit), []) = (&unit, which.ids) {
        what.extend(open().map(|finding| (finding.id.clone(), accepted(finding))));
        if what.is_empty() {
            return Err(Stop::Wrong(msg!("flow.nothing-open", unit = unit.name)));
        }
    }
    let mut seen = BTreeSet::new();
    what.retain(|(id, _)| seen.insert(id.clone()));
    let done = match what.as_slice() {
        [(id, _)] => Accepted::One(id.clone()),
        all => Accepted::Several(all.len()),
    };
    decide(
        session,
        what.into_iter().map(|(_, decided)| decided),
        &reason,
    )?;
    Ok(done)
}

/// Keeps what the officer decides at one time for one reason, all of it or nothing.
pub(super) fn decide(
    session: &mut Session,
    decided: impl IntoIterator<Item = Decided>,
    reason: &str,
) -> Result<(), Stop> {
    let act = session.begin_act()?;
    session.ledger.together(|ledger| -> Result<(), Stop> {
        for what in decided {
            ledger.decide(&Decision {
                what,
                act: act.clone(),
                reason: reason.to_owned(),
            })?;
        }
        Ok(())
    })
}

fn accepted(finding: &Finding) -> Decided {
    Decided::AcceptFinding {
        finding: finding.id.clone(),
        basis: finding.basis.clone(),
    }
}

/// A unit that the report goes on without.
#[derive(Debug)]
pub struct Without {
    /// Which.
    pub unit: Named,
    /// It had answered, and its figures are left out.
    pub has_left: bool,
}

/// Goes on without a unit's return, with a reason that the report will name; what was found in files of the unit and what
/// waits of it is settled with it. Of a unit that answered and is not asked any more the figures are left out.
pub fn without(session: &mut Session, unit: &str, reason: &str) -> Result<Without, Stop> {
    let reason = needed(reason)?;
    let unit = unit_of(session, unit)?;
    let before = status::status(session)?;
    let has_left = before
        .departed
        .iter()
        .any(|one| one.has_left() && one.unit == unit.code);
    let answers = |one: &&Respondent| one.unit.code == unit.code && one.in_force.is_some();
    if !has_left && before.units.iter().any(|one| answers(&one)) {
        return Err(Stop::Wrong(msg!(
            "flow.unit-has-answered",
            unit = unit.name
        )));
    }
    let mut decided = vec![Decided::GoWithout {
        unit: unit.code.clone(),
    }];
    let of_unit = |f: &&Finding| f.unit.as_ref() == Some(&unit.code);
    let findings = unsettled(&before.findings).filter(of_unit);
    decided.extend(findings.map(accepted));
    let waiting = before.waiting.iter().map(|one| &one.pending);
    let waiting = waiting.filter(|pending| pending.obligation.unit == unit.code);
    decided.extend(waiting.map(waiting::kept));
    decide(session, decided, &reason)?;
    Ok(Without { unit, has_left })
}

/// Counts the figures of a unit that answered and is not asked any more in another one, which is. Both units.
pub fn merge(session: &mut Session, unit: &str, into: &str) -> Result<(Named, Named), Stop> {
    let unit = unit_of(session, unit)?;
    let into = unit_of(session, into)?;
    let departed = session.look().units()?.departed;
    let mut left = departed.iter().filter(|one| one.has_left());
    if left.all(|one| one.unit != unit.code) {
        return Err(Stop::Wrong(msg!("flow.not-departed", unit = unit.name)));
    }
    let roster = &session.campaign.roster;
    if !roster.unit(&into.code).is_some_and(Unit::reports) {
        return Err(Stop::Wrong(msg!("flow.not-asked", unit = into.name)));
    }
    let of_roster = roster.unit(&unit.code).map(|unit| &unit.state);
    if let Some(Participation::MergedInto(other)) = of_roster
        && *other != into.code
    {
        let other = roster
            .unit(other.as_str())
            .map_or(other.as_str(), |unit| &unit.name);
        return Err(Stop::Wrong(msg!(
            "flow.merged-elsewhere",
            unit = unit.name,
            into = into.name,
            other = other
        )));
    }
    let counted = Decided::CountIn {
        unit: unit.code.clone(),
        into: into.code.clone(),
    };
    decide(session, [counted], "")?;
    Ok((unit, into))
}

/// Passes over a received file that is no return, with a reason: nothing that was found in it counts any more. All files of
/// that name which count for no unit are meant. How many there are.
pub fn ignore(session: &mut Session, file: &str, reason: &str) -> Result<usize, Stop> {
    let reason = needed(reason)?;
    let named = receipt_of(session, file)?.file;
    let counting_for = session.ledger.in_force()?;
    let counts = |id: ReceiptId| counting_for.values().any(|counting| counting.holds(id));
    let mut receipts = session.ledger.receipts()?;
    receipts.retain(|receipt| receipt.file == named);
    let (counting, others): (Vec<Receipt>, Vec<Receipt>) =
        receipts.into_iter().partition(|r| counts(r.id));
    if let (Some(one), true) = (counting.first(), others.is_empty()) {
        let of_file = counting_for
            .iter()
            .filter(|(_, counting)| counting.holds(one.id));
        let roster = &session.campaign.roster;
        let units = of_file.map(|(owed, _)| {
            let unit = roster.unit(&owed.unit);
            unit.map_or_else(|| owed.unit.to_string(), |unit| unit.name.clone())
        });
        let unit = units.collect::<Vec<String>>().join(", ");
        return Err(Stop::Wrong(msg!(
            "flow.file-counts",
            file = named,
            unit = unit
        )));
    }
    let pending = session.ledger.pending()?;
    let decided = others.iter().flat_map(|receipt| {
        let waits = pending.iter().filter(|p| p.waits == receipt.id);
        let ignored = Decided::IgnoreFile {
            hash: receipt.hash.clone(),
        };
        std::iter::once(ignored).chain(waits.map(waiting::kept))
    });
    decide(session, decided, &reason)?;
    Ok(others.len())
}

/// The newest receipt of a file of that name.
pub(super) fn receipt_of(session: &mut Session, file: &str) -> Result<Receipt, Stop> {
    // Of two files with one name the path tells which is meant.
    let has_folder = Path::new(file).components().count() > 1;
    let paths = [folder::INBOX, ""].map(|within| session.campaign.root.join(within).join(file));
    for path in paths.iter().filter(|path| has_folder && path.is_file()) {
        if let Some(hash) = archive::hash_of_file(path)
            && let Some(receipt) = session.ledger.by_hash(&hash)?
        {
            return Ok(receipt);
        }
    }
    let name = Path::new(file)
        .file_name()
        .map_or_else(|| file.to_owned(), |n| n.to_string_lossy().into_owned());
    let receipts = session.ledger.receipts()?;
    let newest_first = receipts
        .iter()
        .rev()
        .map(|receipt| (receipt, &receipt.file));
    let Some(found) = named(&name, newest_first) else {
        return Err(Stop::Wrong(msg!("flow.no-such-file", file = name)));
    };
    if found.without_accents {
        let told = msg!("flow.meant", typed = name, meant = found.what.file);
        session.told.push(told);
    }
    Ok(found.what.clone())
}
