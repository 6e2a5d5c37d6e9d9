//! Files whose bytes came under several names.

use super::ingest::{Incoming, Intake, Received};
use super::{Session, Stop, standing};
use crate::campaign::archive;
use crate::check;
use crate::ledger::Receipt;

/// Looks at names under which known bytes came once more. Where the first name stood against what is in the file and
/// another agrees with it, the doubt is settled; a name that tells another unit than the file is a finding.
pub(super) fn settle(
    session: &mut Session,
    again: &[(String, String)],
) -> Result<Vec<Received>, Stop> {
    let mut received = Vec::new();
    for (name, hash) in again {
        let Some(mut receipt) = session.ledger.by_hash(hash)? else {
            continue;
        };
        if receipt.unit.is_none() {
            let settled = by_other_name(session, &receipt, name)?;
            if !settled.is_empty() {
                received.extend(settled);
                receipt = session.ledger.receipt(receipt.id)?.unwrap_or(receipt);
            }
        }
        if *name == receipt.file {
            continue;
        }
        for (name, same) in [(name, &receipt.file), (&receipt.file, name)] {
            of_another(session, &receipt, (name, same))?;
        }
    }
    Ok(received)
}

/// Understands an archived file by another of its names.
fn by_other_name(
    session: &mut Session,
    receipt: &Receipt,
    name: &str,
) -> Result<Vec<Received>, Stop> {
    let path = archive::path(&session.campaign.root, &receipt.hash, &receipt.file);
    let answer = session.reader.read(&path);
    let incoming = Incoming {
        file: name,
        others: &[],
        hash: &receipt.hash,
        size: receipt.size,
        assigned: None,
        sender: None,
    };
    let new = Intake::of(&session.campaign, &session.now).understood(&incoming, answer);
    if new.unit.is_none() || new.readings.is_empty() {
        return Ok(Vec::new());
    }
    let stamp = session.now.stamp();
    let by = (&session.campaign.kit, stamp.as_str());
    session.ledger.together(|ledger| {
        ledger.refresh(receipt.id, &new)?;
        let mut standings = standing::current(ledger)?;
        standing::place(ledger, by, &mut standings, &new, receipt.id)
    })
}

/// Tells of a name that is another unit's than the file is.
fn of_another(
    session: &mut Session,
    receipt: &Receipt,
    (name, same): (&str, &str),
) -> Result<(), Stop> {
    let finding = {
        let intake = Intake::of(&session.campaign, &session.now);
        let unit = receipt.unit.as_deref();
        let of = unit.and_then(|code| intake.expected.unit(code));
        let other = check::told_outside(name, None, &intake.expected);
        match (of, other) {
            (Some(of), Some(other)) if of != other => check::same_file(name, (of, same), other),
            _ => return Ok(()),
        }
    };
    let known = session.ledger.findings(receipt.id)?;
    if known.iter().all(|f| f.id != finding.id) {
        session.ledger.add_finding(receipt.id, &finding)?;
    }
    Ok(())
}
