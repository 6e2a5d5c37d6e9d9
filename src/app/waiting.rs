//! Returns that wait for the officer's decision, with what they would change.
//!
//! What differs is not kept: it is worked out anew from the ledger, against whichever return is in force now.

use super::{Looking, Stop};
use crate::app::ingest::in_force;
use crate::campaign::status::Waiting;
use crate::model::code;
use crate::model::finding::{Finding, FindingState};

/// All of them, in the order of the findings.
pub(crate) fn waiting(looking: &Looking, findings: &[Finding]) -> Result<Vec<Waiting>, Stop> {
    let open: Vec<&Finding> = findings
        .iter()
        .filter(|f| f.code.is(&code::RETURN_WAITS) && f.state == FindingState::Open)
        .collect();
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let in_force = looking.ledger.readings_in_force()?;
    let mut all = Vec::with_capacity(open.len());
    for finding in open {
        let hash = finding.hash_of_waiting().unwrap_or_default();
        let Some(receipt) = looking.ledger.by_hash(hash)? else {
            continue;
        };
        let now = in_force.iter().find(|(_, r)| r.unit == finding.unit);
        let said = looking.ledger.reading_of(receipt.id, &finding.unit)?;
        let changes = match (now, said) {
            (Some((_, now)), Some(said)) => {
                in_force::differences(&looking.campaign.kit, now, &said)
            }
            _ => Vec::new(),
        };
        all.push(Waiting {
            finding: finding.id.clone(),
            receipt: receipt.id,
            unit: finding.unit.clone(),
            file: finding.file.clone(),
            before: finding.waits_for().cloned().unwrap_or_default(),
            why: finding.message.clone(),
            changes,
        });
    }
    Ok(all)
}
