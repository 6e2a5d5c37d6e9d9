//! All findings of a campaign that count now, each in its state.

use super::ingest::in_force;
use super::{Looking, Stop};
use crate::check::{PartOfReturn, combined};
use crate::model::figure::Figures;
use crate::model::finding::{Finding, FindingState};
use crate::model::id::{FileHash, ReceiptId, UnitCode};
use crate::model::question::{Question, question_about};
use crate::model::reading::Reading;
use crate::model::receipt::{Counting, Decided, Decision, Receipt};
use crate::read::Unreadable;
use crate::rollup;
use crate::store::folder;
use crate::store::ledger::{Ledger, LedgerError};
use crate::words::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Findings of the returns in force, of files that no unit's return has replaced, those between units, and of the rules
/// over figures; errors first, in the order of the roster.
pub fn current(
    looking: &Looking,
    figures: &Figures,
    between: Vec<Finding>,
) -> Result<Vec<Finding>, Stop> {
    let in_force = in_force::by_unit(looking.ledger, &looking.campaign.roster)?;
    let receipts = looking.ledger.receipts()?;
    let held = looking.ledger.held()?;
    let held: BTreeSet<(ReceiptId, &UnitCode)> = held
        .iter()
        .map(|(receipt, obligation)| (*receipt, &obligation.unit))
        .collect();
    let of = |id: ReceiptId| {
        let at = receipts.binary_search_by_key(&id, |receipt| receipt.id);
        at.ok().map(|at| &receipts[at])
    };
    // Of files that came together nobody knows which is the later one.
    let is_before = |current: ReceiptId, receipt: &Receipt| {
        let together = |r: &Receipt| r.received_at == receipt.received_at;
        current < receipt.id || of(current).is_some_and(together)
    };
    let mut decisions = looking.ledger.decisions()?;
    // Each return that counts is a decision too.
    decisions.retain(is_about_findings);
    let mut latest: BTreeMap<&FileHash, ReceiptId> = BTreeMap::new();
    for receipt in &receipts {
        latest.insert(&receipt.hash, receipt.id);
    }
    let mut inbox = Inbox::of(looking);
    let mut found = looking.ledger.all_findings()?;
    let mut findings = Vec::new();
    for receipt in &receipts {
        // What the machine could not read was read again, or taken out of its wrapping.
        if latest[&receipt.hash] != receipt.id {
            continue;
        }
        // What the officer filled for a unit says nothing once that was taken back, or another return counts.
        if receipt.learned.is_some() && !in_force.values().any(|now| now.holds(receipt.id)) {
            continue;
        }
        // Of a file that holds several units each stands for itself.
        let counts = |finding: &Finding| {
            let Some(unit) = finding.unit.as_ref().or(receipt.unit.as_ref()) else {
                return true;
            };
            match in_force.get(unit) {
                None => true,
                // What holds of a return combined of several files is found in all of them together.
                Some(now) if now.holds(receipt.id) => now.laid.is_empty(),
                // A return beside the one in force is replaced, or waits.
                Some(_) if held.contains(&(receipt.id, unit)) => false,
                // What could not be read stands until something later can be.
                Some(now) => is_before(now.latest(), receipt) || finding.is_of_attachment(),
            }
        };
        let mut all = found.remove(&receipt.id).unwrap_or_default();
        if all.iter().any(|f| Unreadable::may_be_of_machine(&f.code))
            && looking.ledger.parcel(&receipt.hash)?.is_some()
        {
            continue;
        }
        all.retain(|finding| counts(finding) && (!finding.is_of_stray() || inbox.holds(receipt)));
        if is_ignored(&receipt.hash, &decisions) || is_signed(&receipt.hash, &decisions) {
            for finding in &mut all {
                finding.state = FindingState::Accepted;
            }
        }
        findings.extend(all);
    }
    for (unit, counting) in in_force.iter().filter(|(_, now)| !now.laid.is_empty()) {
        findings.extend(of_combined(looking, unit, counting)?);
    }
    findings.extend(between);
    findings.extend(rollup::findings(&looking.campaign.kit, figures));
    for finding in &mut findings {
        if is_accepted(finding, &decisions) {
            finding.state = FindingState::Accepted;
        }
    }
    let questions = looking.ledger.questions()?;
    for finding in &mut findings {
        let waits = |unit: &UnitCode| {
            is_asked(
                finding,
                &questions,
                in_force.get(unit).map(Counting::latest),
            )
        };
        if finding.state == FindingState::Open && finding.unit.as_ref().is_some_and(waits) {
            finding.state = FindingState::Asked;
        }
    }
    let units = &looking.campaign.roster.units;
    let mut places: BTreeMap<&UnitCode, usize> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        places.entry(&unit.code).or_insert(at);
    }
    let place = |unit: &Option<UnitCode>| {
        let at = unit.as_ref().and_then(|unit| places.get(unit));
        at.copied().unwrap_or(units.len())
    };
    findings.sort_by(|a, b| {
        (place(&a.unit), &a.file, a.severity).cmp(&(place(&b.unit), &b.file, b.severity))
    });
    Ok(findings)
}

/// What holds of a unit's return that was combined of several files.
fn of_combined(
    looking: &Looking,
    unit: &UnitCode,
    counting: &Counting,
) -> Result<Vec<Finding>, Stop> {
    let ledger = looking.ledger;
    let counted = ledger.counted(unit, counting)?;
    let mut parts = vec![part(ledger, &counted.receipt, unit)?];
    for laid in &counted.reading.laid {
        let mut files = counted.laid.iter();
        parts.push(match files.find(|file| Some(file.id) == laid.receipt) {
            Some(receipt) => part(ledger, receipt, unit)?,
            None => PartOfReturn {
                file: laid.source(Lang::Vi),
                reading: Reading::clone(&counted.reading),
                findings: Vec::new(),
            },
        });
    }
    let form = looking.campaign.kit.form(&counted.reading.form);
    Ok(form.map_or_else(Vec::new, |form| combined(form, &counted.reading, parts)))
}

/// What one file says of a unit, and what was found in it.
fn part(ledger: &Ledger, receipt: &Receipt, unit: &UnitCode) -> Result<PartOfReturn, Stop> {
    let mut findings = ledger.findings(receipt.id)?;
    let of_unit = |f: &Finding| f.unit.as_ref().or(receipt.unit.as_ref()) == Some(unit);
    findings.retain(of_unit);
    let reading = ledger.reading_of(receipt.id, unit)?;
    Ok(PartOfReturn {
        file: receipt.file.clone(),
        reading: reading.ok_or_else(LedgerError::content)?,
        findings,
    })
}

/// The names of what lies in the inbox, looked up when they are first asked for.
struct Inbox<'a> {
    root: &'a Path,
    names: Option<BTreeSet<String>>,
}

impl<'a> Inbox<'a> {
    fn of(looking: &Looking<'a>) -> Self {
        Self {
            root: &looking.campaign.root,
            names: None,
        }
    }

    /// Whether a file still lies there, or what it was wrapped in.
    fn holds(&mut self, receipt: &Receipt) -> bool {
        let root = self.root;
        let names = self.names.get_or_insert_with(|| {
            let files = folder::inbox(root).map(|found| found.files);
            let files = files.unwrap_or_default().into_iter();
            files
                .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
                .collect()
        });
        let outermost = receipt.file.split('/').next().unwrap_or_default();
        names.contains(outermost)
    }
}

/// Whether a decision may settle a finding, or all findings of a file.
fn is_about_findings(decision: &Decision) -> bool {
    matches!(
        decision.what,
        Decided::AcceptFinding { .. }
            | Decided::WaiveRule { .. }
            | Decided::IgnoreFile { .. }
            | Decided::AssignFile { .. }
            | Decided::RecordSigned { .. }
    )
}

/// Whether the officer said that a file is no return; to say later whose it is takes that back.
pub(super) fn is_ignored(hash: &FileHash, decisions: &[Decision]) -> bool {
    let last = decisions.iter().rev().find_map(|d| match &d.what {
        Decided::IgnoreFile { hash: of } if of == hash => Some(true),
        Decided::AssignFile { hash: of, .. } if of == hash => Some(false),
        _ => None,
    });
    last.unwrap_or(false)
}

/// Whether the officer said that a file is the signed copy of a unit.
fn is_signed(hash: &FileHash, decisions: &[Decision]) -> bool {
    decisions.iter().any(|decision| match &decision.what {
        Decided::RecordSigned { signed, .. } => signed.hash == *hash,
        _ => false,
    })
}

/// Whether its unit was asked about it as it is, and has sent no other return since.
fn is_asked(finding: &Finding, questions: &[Question], in_force: Option<ReceiptId>) -> bool {
    let Some(unit) = &finding.unit else {
        return false;
    };
    let asked = question_about(questions, unit, &finding.id);
    asked.is_some_and(|q| q.basis == finding.basis && q.receipt == in_force)
}

/// Whether the officer accepted it. A decision holds while the values that it was made about are the same.
pub(super) fn is_accepted(finding: &Finding, decisions: &[Decision]) -> bool {
    accepted_by(finding, decisions).is_some()
}

/// The decision by which the officer accepted it.
pub(super) fn accepted_by<'d>(
    finding: &Finding,
    decisions: &'d [Decision],
) -> Option<&'d Decision> {
    decisions.iter().find(|decision| decision.settles(finding))
}
