//! `rebuild`: a ledger that was lost, damaged or replaced by an older one is made again from the archive and the journal
//! beside it.

use super::ingest::assigned;
use super::ingest::understood::{Intake, recorded};
use super::session::locked;
use super::{Env, Stop, Task, issued};
use crate::model::entry::Entry;
use crate::model::id::{ActId, ReceiptId};
use crate::model::issued::IssuedForm;
use crate::model::receipt::{Decided, Decision, Receipt};
use crate::msg;
use crate::read::Unreadable;
use crate::store::ledger::{Ledger, parse_entry};
use crate::store::{archive, folder, issue_key, journal, seal};
use crate::words::{Message, system};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What came back.
#[derive(Debug)]
pub struct Rebuilt {
    /// Files received.
    pub receipts: usize,
    /// Decisions, those of the program's rules too.
    pub decisions: usize,
    /// Editions of the report.
    pub editions: usize,
    /// Where the ledger lies that was there before.
    pub aside: Option<PathBuf>,
    /// What did not come back.
    pub lost: Vec<Message>,
}

/// Makes the ledger of a campaign again. The one that is there is put aside, never thrown away.
pub fn rebuild(root: &Path, env: &Env, task: &Task) -> Result<Rebuilt, Stop> {
    let (_lock, campaign, mut reader) = locked(root, env)?;
    let written = journal::read(root);
    let aside = put_aside(root, folder::LEDGER)?;
    let sealed = seal::last_entry(root);
    seal::lift(root);
    let mut rebuilt = Rebuilt {
        receipts: 0,
        decisions: 0,
        editions: 0,
        aside,
        lost: Vec::new(),
    };
    if written.entries.is_empty() && journal::archive_holds_files(root) {
        rebuilt.lost.push(msg!("ledger.no-journal"));
    }
    let entries: Vec<Entry> = written
        .entries
        .iter()
        .filter_map(|(_, json)| parse_entry(json))
        .collect();
    let damaged = lines_lost(&written, sealed) + written.entries.len() - entries.len();
    if damaged > 0 {
        let lines = msg!("ledger.lines-lost", count = damaged);
        rebuilt.lost.push(lines);
    }
    let assigned = assigned(standing(&entries));
    let mut ledger = Ledger::open(&root.join(folder::LEDGER))?;
    let key = issue_key::kept_or_drawn(root, &mut ledger, env.draw)?;
    let now = env.clock.now();
    let issued = issued::of(entries.iter().filter_map(issued_in), Some(key));
    let intake = Intake::of(&campaign, issued, &now);
    let mut known = BTreeSet::new();
    ledger.together(|ledger| -> Result<(), Stop> {
        for entry in entries {
            task.goes_on()?;
            if let Some(receipt) = received(&entry) {
                let path = archive::path(root, &receipt.hash, &receipt.file);
                let answer = if archive::is_intact(&path, &receipt.hash) {
                    let answer = reader.read(&path);
                    if let Err(fault) = &answer
                        && Unreadable::is_of_machine(&fault.code.into())
                    {
                        return Err(Stop::Fault(fault.message.clone()));
                    }
                    answer
                } else {
                    let lost = msg!("ledger.file-lost", file = receipt.file);
                    rebuilt.lost.push(lost);
                    Err(Unreadable::lost())
                };
                let unit = assigned.get(&receipt.hash);
                let mut new = intake.understood(&recorded(&receipt, unit), answer);
                keep_what_was_known(&mut new.receipt, &receipt);
                known.insert(ledger.record_as(Some(receipt.id), &new)?);
                rebuilt.receipts += 1;
                continue;
            }
            match &entry {
                Entry::Decided(_) => rebuilt.decisions += 1,
                Entry::Edition { .. } => rebuilt.editions += 1,
                _ => {}
            }
            if stands_on(&entry).iter().any(|id| !known.contains(id)) {
                // Its receipt stood in a line that is lost.
                rebuilt.lost.push(msg!("ledger.entry-lost"));
                continue;
            }
            ledger.redo(entry)?;
        }
        Ok(())
    })?;
    if damaged > 0 || written.entries.is_empty() {
        put_aside(root, &format!("{}/{}", folder::ARCHIVE, journal::FILE))?;
    }
    let written = journal::read(root);
    let agreement = ledger.agreement(&written)?;
    ledger.keep_journal(root, &written, agreement)?;
    Ok(rebuilt)
}

/// A receipt as the journal has it, before its file is understood anew.
fn received(entry: &Entry) -> Option<Receipt> {
    let Entry::Received {
        id,
        file,
        hash,
        size,
        at,
        unit,
    } = entry
    else {
        return None;
    };
    Some(Receipt {
        id: *id,
        file: file.clone(),
        hash: hash.clone(),
        size: *size,
        received_at: at.clone(),
        application: None,
        saved_at: None,
        unit: unit.clone(),
        form: None,
        kit_version: None,
        understood_with: String::new(),
        learned: None,
    })
}

/// When a file came stays as it was, and whose it is where the roster does not know that unit any more.
fn keep_what_was_known(new: &mut Receipt, before: &Receipt) {
    new.received_at.clone_from(&before.received_at);
    new.unit = new.unit.take().or_else(|| before.unit.clone());
}

/// How many lines of the journal are damaged or gone: one that is gone altogether is known by its number, at the end by
/// what the ledger had when it was sealed.
fn lines_lost(written: &journal::Written, sealed: u64) -> usize {
    let numbers = written.entries.iter().map(|(number, _)| *number);
    let highest = numbers.max().unwrap_or_default().max(sealed);
    let all = usize::try_from(highest).unwrap_or(usize::MAX);
    let gone = all.saturating_sub(written.damaged + written.entries.len());
    gone + written.damaged
}

/// The decisions that hold in the end.
fn standing(entries: &[Entry]) -> Vec<&Decision> {
    let all = entries.iter().filter_map(|entry| match entry {
        Entry::Decided(decision) => Some(decision),
        _ => None,
    });
    let taken_back = all.clone().filter_map(|d| match d.what {
        Decided::TakeBack { act } => Some(act),
        _ => None,
    });
    let taken_back: BTreeSet<ActId> = taken_back.collect();
    all.filter(|d| !taken_back.contains(&d.act.id)).collect()
}

/// The receipts that an entry is about, which must be there before it.
fn stands_on(entry: &Entry) -> Vec<ReceiptId> {
    match entry {
        Entry::Decided(decision) => decision.what.receipts(),
        Entry::Found { receipt, .. } => vec![*receipt],
        Entry::Waits(pending) => std::iter::once(pending.waits)
            .chain(pending.beside)
            .collect(),
        Entry::Asked(question) => question.receipt.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Puts a file of the campaign aside under a name that is free; where it lies then.
fn put_aside(root: &Path, name: &str) -> Result<Option<PathBuf>, Stop> {
    let path = root.join(name);
    if !path.exists() {
        return Ok(None);
    }
    let mut number = 1;
    let aside = loop {
        let aside = root.join(format!("{name}.cu-{number}"));
        if !aside.exists() {
            break aside;
        }
        number += 1;
    };
    std::fs::rename(&path, &aside).map_err(|e| {
        Stop::Fault(msg!(
            "campaign.not-written",
            file = aside.display(),
            reason = system::reason(&e)
        ))
    })?;
    Ok(Some(aside))
}

/// The version of a form that an entry remembers.
fn issued_in(entry: &Entry) -> Option<&IssuedForm> {
    match entry {
        Entry::Issued(issued) => Some(issued),
        _ => None,
    }
}
