//! `log`: all that happened in a campaign, in the order in which it did.
//!
//! Put together from what the ledger keeps for good: what came, what was decided, what units were asked, what was written.

use super::Stop;
use super::edition::ISSUED;
use super::look::Look;
use super::unit_name::unit_meant;
use crate::model::id::{ActId, FileHash, UnitCode};
use crate::model::receipt::{Decided, Decision};
use std::collections::BTreeMap;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When, as the one clock stamps it.
    pub at: String,
    /// Who did it; empty when the program did, by its rules.
    pub by: String,
    /// What.
    pub what: Happened,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Happened {
    /// A file came in.
    Received {
        /// File name as received.
        file: String,
        /// Whose it is, when that is known.
        unit: Option<UnitCode>,
        /// Hash of its bytes.
        hash: FileHash,
    },
    /// Something was decided by a person.
    Decided {
        /// What, and why.
        decision: Decision,
        /// The act by which it was taken back.
        undone: Option<ActId>,
        /// The file that it is about, where it is about one.
        file: Option<String>,
    },
    /// A unit was asked to mend something.
    Asked {
        /// Which unit.
        unit: UnitCode,
        /// How many findings, as they were asked last.
        count: usize,
    },
    /// An edition of the report was written.
    Written {
        /// Name of the file.
        name: String,
        /// Which edition, e.g. `draft`.
        edition: String,
        /// Hash of its bytes.
        hash: String,
    },
}

impl Happened {
    /// Whether it is about a unit.
    fn is_of(&self, unit: &UnitCode) -> bool {
        match self {
            Self::Received { unit: of, .. } => of.as_ref() == Some(unit),
            Self::Asked { unit: of, .. } => of == unit,
            Self::Decided { decision, .. } => decision.what.is_about(unit),
            Self::Written { .. } => false,
        }
    }
}

/// All that happened, the first first; of one unit only what is about it.
///
/// # Errors
/// When the roster knows no such unit.
pub fn log(on: &mut impl Look, unit: Option<&str>) -> Result<Vec<Event>, Stop> {
    let looking = on.look();
    let unit = unit.map(|typed| unit_meant(&looking, typed)).transpose()?;
    let unit = unit.map(|(unit, _)| unit.code);
    let ledger = looking.ledger;
    let receipts = ledger.receipts()?;
    let files: BTreeMap<_, _> = receipts.iter().map(|r| (r.id, &r.file)).collect();
    let by_hash: BTreeMap<_, _> = receipts.iter().map(|r| (&r.hash, &r.file)).collect();
    let mut events = Vec::new();
    for receipt in &receipts {
        events.push(Event {
            at: receipt.received_at.clone(),
            by: String::new(),
            what: Happened::Received {
                file: receipt.file.clone(),
                unit: receipt.unit.clone(),
                hash: receipt.hash.clone(),
            },
        });
    }
    let decisions = ledger.all_decisions()?;
    let undone = decisions.iter().filter_map(|d| match d.what {
        Decided::TakeBack { act } => Some((act, d.act.id)),
        _ => None,
    });
    let undone: BTreeMap<ActId, ActId> = undone.collect();
    let decisions = decisions.into_iter();
    for decision in decisions.filter(|d| d.act.is_of_person()) {
        let undone = undone.get(&decision.act.id).copied();
        let of_receipt = decision.what.receipt().and_then(|id| files.get(&id));
        let of_hash = decision.what.hash().and_then(|hash| by_hash.get(hash));
        let file = of_receipt.or(of_hash).map(|file| (*file).clone());
        events.push(Event {
            at: decision.act.at.clone(),
            by: decision.act.by.clone(),
            what: Happened::Decided {
                decision,
                file,
                undone,
            },
        });
    }
    let mut asked: BTreeMap<(String, UnitCode), usize> = BTreeMap::new();
    for question in ledger.questions()? {
        *asked.entry((question.at, question.unit)).or_default() += 1;
    }
    events.extend(asked.into_iter().map(|((at, unit), count)| Event {
        at,
        by: String::new(),
        what: Happened::Asked { unit, count },
    }));
    let editions = ledger.editions()?.into_iter();
    // What was issued is told as a decision.
    let written = editions.filter(|one| one.edition != ISSUED);
    events.extend(written.map(|one| Event {
        at: one.at,
        by: String::new(),
        what: Happened::Written {
            name: one.name,
            edition: one.edition,
            hash: one.hash,
        },
    }));
    events.retain(|event| unit.as_ref().is_none_or(|unit| event.what.is_of(unit)));
    // What happened at one moment stays in the order above: what came, what was decided, what was asked and written.
    events.sort_by(|a, b| a.at.cmp(&b.at));
    Ok(events)
}
