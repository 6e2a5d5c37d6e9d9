//! What the officer decides: to accept a finding, to go on without a unit, whose return a file is.

use super::ingest::{Received, Verdict, not_read_again, read_again};
use super::unit_name::{Named, unit_of};
use super::{Look, Session, Stop, edition, issued, status, waiting};
use crate::app::ingest::in_force;
use crate::app::ingest::in_force::{Rules, Standings};
use crate::app::ingest::understood::{Intake, recorded};
use crate::model::code;
use crate::model::finding::{Finding, unsettled};
use crate::model::id::{FindingId, FormId, ReceiptId, UnitCode};
use crate::model::obligation::Obligation;
use crate::model::receipt::{Decided, Decision, Receipt};
use crate::model::respondent::Respondent;
use crate::model::unit::{Participation, Unit};
use crate::msg;
use crate::store::ledger::Ledger;
use crate::value::named;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was accepted.
#[derive(Debug, PartialEq, Eq)]
pub enum Accepted {
    /// The finding, or the return that waits, of this id.
    One(FindingId),
    /// So many findings of one code.
    Alike(usize),
}

/// Accepts a finding, with a reason, for as long as the values that it is about stay the same; of a return that waits: goes
/// on with the one in force. A code in the place of an id means all open findings of that code.
pub fn accept(session: &mut Session, id: &str, reason: &str) -> Result<Accepted, Stop> {
    let reason = needed(reason)?;
    let current = status::open_findings(session)?;
    let waiting = waiting::waiting(&session.look())?;
    let is_named = |known: &FindingId| known.eq_ignore_ascii_case(id);
    let alike = current
        .iter()
        .filter(|finding| finding.code.as_str().eq_ignore_ascii_case(id))
        .filter(|finding| finding.state.is_unsettled());
    let alike: Vec<Decided> = alike.map(accepted).collect();
    let (what, done) = if let Some(finding) = current.iter().find(|f| is_named(&f.id)) {
        (vec![accepted(finding)], Accepted::One(finding.id.clone()))
    } else if let Some(one) = waiting.iter().find(|w| is_named(&w.pending.id)) {
        let done = Accepted::One(one.pending.id.clone());
        (vec![waiting::kept(&one.pending)], done)
    } else if let Some(open) = edition::open_passage(&session.ledger, id)? {
        let finding = FindingId::of(&open.id, "", "");
        let what = Decided::AcceptFinding {
            finding: finding.clone(),
            basis: blake3::hash(open.id.as_bytes()).into(),
        };
        (vec![what], Accepted::One(finding))
    } else if !alike.is_empty() {
        let count = alike.len();
        (alike, Accepted::Alike(count))
    } else {
        let waiting = waiting.iter().map(|w| w.pending.id.as_str());
        let known = current.iter().map(|f| f.id.as_str()).chain(waiting);
        let near: Vec<&str> = known.take(5).collect();
        return Err(Stop::Wrong(msg!(
            "flow.no-such-finding",
            id = id,
            some = near.join(", ")
        )));
    };
    decide(session, what, &reason)?;
    Ok(done)
}

/// Keeps what the officer decides at one time for one reason, all of it or nothing.
pub(super) fn decide(
    session: &mut Session,
    decided: impl IntoIterator<Item = Decided>,
    reason: &str,
) -> Result<(), Stop> {
    let (by, at) = (session.actor.clone(), session.now.stamp());
    session.ledger.together(|ledger| -> Result<(), Stop> {
        for what in decided {
            ledger.decide(&Decision {
                what,
                by: by.clone(),
                at: at.clone(),
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

/// Takes back that the report goes on without a unit. Which.
pub fn wait_for(session: &mut Session, unit: &str) -> Result<Named, Stop> {
    let unit = unit_of(session, unit)?;
    let before = status::status(session)?;
    let is_it = |one: &UnitCode| *one == unit.code;
    let is_without = before.without().any(|(one, _)| is_it(&one.unit.code))
        || before
            .departed
            .iter()
            .any(|one| is_it(&one.unit) && matches!(one.fate, Some(status::Fate::LeftOut(_))));
    if !is_without {
        return Err(Stop::Wrong(msg!("flow.not-without", unit = unit.name)));
    }
    let decided = Decided::WaitFor {
        unit: unit.code.clone(),
    };
    decide(session, [decided], "")?;
    Ok(unit)
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
    let in_force: BTreeSet<ReceiptId> = counting_for.values().copied().collect();
    let mut receipts = session.ledger.receipts()?;
    receipts.retain(|receipt| receipt.file == named);
    let (counting, others): (Vec<Receipt>, Vec<Receipt>) =
        receipts.into_iter().partition(|r| in_force.contains(&r.id));
    if let (Some(one), true) = (counting.first(), others.is_empty()) {
        let of_file = counting_for
            .iter()
            .filter(|(_, receipt)| **receipt == one.id);
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

/// Takes a received file as the return of a unit, because the officer says so, and puts it in force. All that is kept
/// of it is kept together.
pub fn assign(session: &mut Session, file: &str, unit: &str) -> Result<Received, Stop> {
    let code = unit_of(session, unit)?.code;
    let receipt = receipt_of(session, file)?;
    let from = (&mut session.reader, session.campaign.root.as_path());
    let Some(answer) = read_again(from, &session.ledger, &receipt)? else {
        return Err(Stop::Fault(not_read_again(&receipt)));
    };
    let incoming = recorded(&receipt, Some(&code));
    let issued = issued::known(&session.ledger, Some(session.key))?;
    let mut new = Intake::of(&session.campaign, issued, &session.now).understood(&incoming, answer);
    let lost_by = receipt.unit.as_ref().filter(|old| **old != code);
    let lost = lost_by.and_then(|old| owed(session, old, receipt.form.as_ref()));
    // What was found beside other files stays.
    let mut known = session.ledger.findings(receipt.id)?;
    known.retain(|f| f.code.is(&code::SAME_FILE));
    new.findings.extend(known);
    // Of a table that holds several units, its own row.
    let reading = new
        .readings
        .iter()
        .find(|r| r.unit.as_ref() == Some(&code))
        .cloned();
    let before = in_force::current(&session.ledger)?;
    let obligation = reading.as_ref().map(in_force::obligation_of).transpose()?;
    let earlier = obligation.as_ref().and_then(|owed| before.of(owed));
    let standing = match (&reading, earlier) {
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
            what: Decided::AssignFile {
                hash: receipt.hash.clone(),
                unit: code.clone(),
            },
            by: by.to_owned(),
            at: at.clone(),
            reason: String::new(),
        })?;
        // Whether it counts for these units is decided now.
        for unit in [Some(&code), lost_by].into_iter().flatten() {
            ledger.drop_pending(receipt.id, unit)?;
        }
        if let Some(obligation) = &obligation {
            let why = msg!("flow.in-force-by-officer");
            in_force::put_in_force(ledger, (obligation, receipt.id), &why, (by, &at))?;
        }
        if let Some(lost) = &lost {
            let rules = Rules::of(&session.campaign, &at);
            fall_back(ledger, &rules, (lost, &receipt), by)?;
        }
        Ok(())
    })?;
    if let Some(lost) = &lost {
        let id = |standings: &Standings| standings.of(lost).map(|(receipt, _)| receipt.id);
        let now = in_force::current(&session.ledger)?;
        let unit = session.campaign.roster.unit(&lost.unit);
        let is_asked = unit.is_some_and(Unit::reports);
        let unit = unit.map_or(lost.unit.as_str(), |unit| unit.name.as_str());
        match now.of(lost) {
            _ if id(&now) == id(&before) => {}
            Some((now, _)) => {
                let message = msg!("flow.unit-falls-back", unit = unit, file = now.file);
                session.told.push(message);
            }
            None if is_asked => session
                .told
                .push(msg!("flow.unit-has-none-now", unit = unit)),
            // It is asked for nothing any more.
            None => {}
        }
    }
    Ok(Received {
        file: receipt.file,
        receipt: receipt.id,
        unit: new.receipt.unit,
        reading: reading.map(Arc::new),
        findings: new.findings,
        standing,
    })
}

/// A unit whose return turned out to be another's stands as if that had never come for it: what counted before counts
/// again, and what did not count because of it is placed by the rules. Nothing happens where another return counts anyway.
fn fall_back(
    ledger: &mut Ledger,
    rules: &Rules<'_>,
    (owed, lost): (&Obligation, &Receipt),
    by: &str,
) -> Result<(), Stop> {
    if ledger.in_force()?.contains_key(owed) {
        return Ok(());
    }
    let decisions = ledger.decisions()?;
    let counted: Vec<(ReceiptId, &str)> = decisions
        .iter()
        .filter_map(|d| match &d.what {
            Decided::PutInForce {
                obligation,
                receipt,
            } if obligation == owed => Some((*receipt, d.at.as_str())),
            _ => None,
        })
        .collect();
    let held = ledger.held()?.into_iter();
    let held = held.filter(|(id, of)| of == owed && *id != lost.id);
    let left: BTreeSet<ReceiptId> = held.map(|(id, _)| id).collect();
    let again = counted.iter().rev().find(|(id, _)| left.contains(id));
    let again = again.map(|(id, _)| *id);
    // When it began to count it took the place of whatever had come before.
    let first = counted.iter().find(|(id, _)| Some(*id) == again);
    if let Some(again) = again {
        let why = msg!("flow.in-force-again");
        in_force::put_in_force(ledger, (owed, again), &why, (by, rules.stamp))?;
    }
    let pending = ledger.pending()?;
    let never_counted = |id: &ReceiptId| counted.iter().all(|(c, _)| c != id);
    let mut others = Vec::new();
    for id in left.into_iter().filter(never_counted) {
        let mut waits = pending
            .iter()
            .filter(|p| p.waits == id && p.obligation == *owed);
        // One that waits beside what counts again, or that the officer chose not to use, stays as it is.
        if waits.any(|p| waiting::is_settled(p, &decisions) || again == Some(p.beside)) {
            continue;
        }
        if let Some(receipt) = ledger.receipt(id)?
            && let Some(said) = ledger.reading_of(id, &owed.unit)?
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
        let findings = ledger.findings(receipt.id)?;
        in_force::stand(ledger, rules, &mut standings, (receipt, said), &findings)?;
    }
    Ok(())
}

/// What a unit owes: the form that the roster asks of it, else the one that it sent.
fn owed(session: &Session, unit: &UnitCode, sent: Option<&FormId>) -> Option<Obligation> {
    let asked = session.campaign.roster.unit(unit);
    Some(Obligation {
        unit: unit.clone(),
        form: asked.map(|unit| &unit.form).or(sent)?.clone(),
    })
}

/// A reason as it stands in the report, in brackets within a sentence: with single blanks, and without brackets of its own
/// around it or a mark at its end.
pub(super) fn needed(reason: &str) -> Result<String, Stop> {
    let words: Vec<&str> = reason.split_whitespace().collect();
    let spaced = words.join(" ");
    let mut reason = spaced.as_str();
    loop {
        let bare = reason.trim_end_matches([';', ',', ':']).trim();
        let bare = match bare.strip_suffix('.') {
            Some(before) if !before.ends_with(['.', 'v']) => before.trim_end(),
            _ => bare,
        };
        let inside = bare
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let bare = match inside {
            Some(inside) if !inside.contains(['(', ')']) => inside.trim(),
            _ => bare,
        };
        if bare == reason {
            break;
        }
        reason = bare;
    }
    if reason.is_empty() {
        Err(Stop::Wrong(msg!("flow.reason-needed")))
    } else {
        Ok(reason.to_owned())
    }
}

/// The newest receipt of a file of that name.
fn receipt_of(session: &mut Session, file: &str) -> Result<Receipt, Stop> {
    let name = std::path::Path::new(file)
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

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn a_reason_fits_into_brackets_within_a_sentence() {
        for (typed, kept) in [
            ("chủ tịch đi vắng", "chủ tịch đi vắng"),
            ("  (chủ tịch đi  vắng).  ", "chủ tịch đi vắng"),
            ("((vắng))", "((vắng))"),
            (
                "Xã khắc phục bão số 9; chưa gửi được.",
                "Xã khắc phục bão số 9; chưa gửi được",
            ),
            ("(bão) và (lũ)", "(bão) và (lũ)"),
            ("bão, lũ, v.v.", "bão, lũ, v.v."),
            ("đang rà soát...", "đang rà soát..."),
            ("hai dòng\nmột lý do;", "hai dòng một lý do"),
        ] {
            assert_eq!(needed(typed).ok().as_deref(), Some(kept), "{typed}");
        }
        assert!(needed(" (.) ").is_err());
    }
}
