//! `editions`: all editions of the report, what each says otherwise than the one before it, and what the book tells of why.
//!
//! The journal has the order in which everything happened, also what happened in one second: what stands between two
//! editions in it came between them.

use super::edition::{self, Difference, Kept};
use super::{Look, Stop};
use crate::model::entry::Entry;
use crate::model::id::{ActId, FileHash, ReceiptId, UnitCode};
use crate::model::receipt::{Decided, Decision, EditionRecord, Receipt};
use crate::store::ledger::Ledger;
use crate::value::Day;
use std::collections::{BTreeMap, BTreeSet};

/// An edition that was written, for a list of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its number, from 1.
    pub id: i64,
    /// Name of the file.
    pub name: String,
    /// Which edition, as the ledger calls it: `draft`, `review`, `final`, `issued`.
    pub edition: String,
    /// When it was written.
    pub at: String,
    /// Hash of its bytes.
    pub hash: String,
    /// Figures in it.
    pub figures: usize,
    /// Under what it was issued.
    pub issued: Option<IssuedAs>,
    /// What is new in it; `None` of the first one.
    pub since: Option<Since>,
}

/// Under what an edition was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedAs {
    /// Its number.
    pub number: String,
    /// The day that it bears.
    pub day: Day,
    /// The act by which that was taken back.
    pub undone: Option<ActId>,
}

/// What is new in an edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Since {
    /// The edition before it.
    pub before: i64,
    /// Figures that read otherwise.
    pub figures: Vec<Difference>,
    /// What happened in between.
    pub causes: Vec<Cause>,
}

/// Something that happened between two editions and may have changed a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// A return of a unit came to count by the rules.
    CameIn {
        /// Whose.
        unit: UnitCode,
        /// Its file, as received.
        file: String,
    },
    /// A person decided something.
    Decided {
        /// What, and why.
        decision: Decision,
        /// The file that it is about, where it is about one.
        file: String,
    },
}

/// All editions, the oldest first.
pub fn list(on: &mut impl Look) -> Result<Vec<Listed>, Stop> {
    let ledger = on.look().ledger;
    ledger.at_once(|ledger| {
        let mut between = Between::of(ledger)?;
        let decisions = ledger.all_decisions()?;
        let editions = edition::all(ledger)?;
        let mut before: Option<&(EditionRecord, Kept)> = None;
        let mut all = Vec::new();
        for one in &editions {
            let (record, kept) = one;
            let causes = between.causes_before(record.id);
            all.push(Listed {
                id: record.id,
                name: record.name.clone(),
                edition: record.edition.clone(),
                at: record.at.clone(),
                hash: record.hash.clone(),
                figures: kept.figures.len(),
                issued: issued_as(record, &decisions),
                since: before.map(|(earlier, was)| Since {
                    before: earlier.id,
                    figures: edition::differences(was, kept),
                    causes,
                }),
            });
            before = Some(one);
        }
        Ok(all)
    })
}

/// The number and the day under which an edition was issued.
fn issued_as(record: &EditionRecord, decisions: &[Decision]) -> Option<IssuedAs> {
    if record.edition != edition::ISSUED {
        return None;
    }
    decisions.iter().rev().find_map(|decision| {
        let Decided::IssueReport {
            document,
            number,
            day,
            ..
        } = &decision.what
        else {
            return None;
        };
        (**document == *record.hash).then(|| IssuedAs {
            number: number.clone(),
            day: *day,
            undone: undone(decision.act.id, decisions),
        })
    })
}

fn undone(act: ActId, decisions: &[Decision]) -> Option<ActId> {
    let mut back = decisions.iter();
    let back = back.find(|d| matches!(d.what, Decided::TakeBack { act: of } if of == act));
    back.map(|back| back.act.id)
}

/// What happened before each edition and after the one before it.
struct Between {
    decided: Vec<Vec<Decision>>,
    receipts: BTreeMap<ReceiptId, Receipt>,
    by_hash: BTreeMap<FileHash, String>,
    taken: usize,
}

impl Between {
    fn of(ledger: &Ledger) -> Result<Self, Stop> {
        let mut decided = vec![Vec::new()];
        for entry in ledger.entries()? {
            match entry {
                Entry::Edition { .. } => decided.push(Vec::new()),
                Entry::Decided(decision) => {
                    if let Some(last) = decided.last_mut() {
                        last.push(decision);
                    }
                }
                _ => {}
            }
        }
        let receipts = ledger.receipts()?;
        let by_hash = receipts.iter().map(|r| (r.hash.clone(), r.file.clone()));
        Ok(Self {
            decided,
            by_hash: by_hash.collect(),
            receipts: receipts.into_iter().map(|r| (r.id, r)).collect(),
            taken: 0,
        })
    }

    /// What happened since the last edition that was asked for.
    fn causes_before(&mut self, edition: i64) -> Vec<Cause> {
        let until = usize::try_from(edition).unwrap_or_default();
        let until = until.clamp(self.taken, self.decided.len());
        let decided: Vec<&Decision> = self.decided[self.taken..until].iter().flatten().collect();
        let causes = self.causes(&decided);
        self.taken = until;
        causes
    }

    fn causes(&self, decided: &[&Decision]) -> Vec<Cause> {
        let acts: BTreeSet<ActId> = decided.iter().map(|d| d.act.id).collect();
        let back = decided.iter().filter_map(|d| match d.what {
            // What was done and taken back in between is nothing.
            Decided::TakeBack { act } if acts.contains(&act) => Some([act, d.act.id]),
            _ => None,
        });
        let passed: BTreeSet<ActId> = back.flatten().collect();
        let mut causes: Vec<Cause> = Vec::new();
        for decision in decided {
            if decision.act.is_of_person() {
                // An accepted finding is no figure.
                let changes = !matches!(decision.what, Decided::AcceptFinding { .. });
                if changes && !passed.contains(&decision.act.id) {
                    causes.push(Cause::Decided {
                        file: self.file_of(&decision.what),
                        decision: (*decision).clone(),
                    });
                }
                continue;
            }
            let Decided::PutInForce { obligation, .. } = &decision.what else {
                continue;
            };
            let unit = obligation.unit.clone();
            // Of several that came only the last one counts.
            causes.retain(|one| !matches!(one, Cause::CameIn { unit: of, .. } if *of == unit));
            causes.push(Cause::CameIn {
                unit,
                file: self.file_of(&decision.what),
            });
        }
        causes
    }

    fn file_of(&self, what: &Decided) -> String {
        let receipt = what.receipt().and_then(|id| self.receipts.get(&id));
        let by_hash = || what.hash().and_then(|hash| self.by_hash.get(hash));
        let file = receipt.map(|r| &r.file).or_else(by_hash);
        file.cloned().unwrap_or_default()
    }
}
