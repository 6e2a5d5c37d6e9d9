//! What the ledger keeps of an edition of the report: its figures, its text, and what decided the text.

use super::{Session, Stop};
use crate::ledger::EditionRecord;
use crate::msg;
use crate::report::narrate::Narrated;
use crate::report::{Edition, Slot};
use crate::rollup::{Figure, Figures};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An edition as it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Stands in the document's properties too, so that the document is known again after it was edited.
    pub key: String,
    /// The figures in it, by id.
    pub figures: BTreeMap<String, Figure>,
    /// Its slots with their words, in reading order.
    pub slots: Vec<(Slot, String)>,
    /// The conditions that chose its sentences.
    pub conditions: BTreeMap<String, Option<bool>>,
}

impl Kept {
    /// What will be kept of a report about to be written.
    pub(super) fn of(narrated: &Narrated, figures: &Figures, written_at: &str) -> Self {
        let shown = narrated.shown();
        let slots = narrated.slots();
        let mut hasher = blake3::Hasher::new();
        hasher.update(written_at.as_bytes());
        for (slot, shown) in &slots {
            hasher.update(format!("{slot:?}{shown}").as_bytes());
        }
        Self {
            key: hasher.finalize().to_hex()[..16].to_owned(),
            figures: figures
                .iter()
                .filter(|(id, _)| shown.contains(*id))
                .map(|(id, figure)| (id.clone(), figure.clone()))
                .collect(),
            slots,
            conditions: narrated.conditions.clone(),
        }
    }
}

/// Remembers an edition.
pub(super) fn keep(
    session: &mut Session,
    (name, edition): (&str, Edition),
    bytes: &[u8],
    kept: &Kept,
) -> Result<(), Stop> {
    let json = serde_json::to_string(kept)
        .map_err(|e| Stop::Fault(msg!("flow.report-not-written", detail = e)))?;
    let hash = blake3::hash(bytes).to_hex().to_string();
    let word = match edition {
        Edition::Draft => "draft",
        Edition::Review => "review",
        Edition::Final => "final",
    };
    session
        .ledger
        .record_edition(name, word, &hash, &session.now.stamp(), &json)?;
    Ok(())
}

/// All editions so far, the oldest first; one that an older program wrote differently is passed over.
pub(super) fn all(session: &Session) -> Result<Vec<(EditionRecord, Kept)>, Stop> {
    Ok(session
        .ledger
        .editions()?
        .into_iter()
        .filter_map(|record| {
            let kept = serde_json::from_str(&record.figures).ok()?;
            Some((record, kept))
        })
        .collect())
}
