//! Duplicates: files whose bytes were received before, or came under several names in one batch.

use super::deliveries::Arrival;
use super::in_force::{self, Rules};
use super::received::{Received, Verdict, again};
use super::understood::{ArrivedFile, Intake};
use crate::app::{Session, Stop, issued};
use crate::check;
use crate::model::id::FileHash;
use crate::model::receipt::{Act, Receipt};
use crate::store::archive;
use crate::store::ledger::Ledger;

/// Looks at names under which known bytes came once more. Where the first name stood against what is in the file and
/// another agrees with it, the doubt is settled; a name that tells another unit than the file is a finding.
pub(super) fn settle_unit(
    session: &mut Session,
    again: &[(String, FileHash)],
) -> Result<Vec<Received>, Stop> {
    let mut received = Vec::new();
    if again.is_empty() {
        return Ok(received);
    }
    let issued = issued::known(&session.ledger, Some(session.key))?;
    let intake = Intake::of(&session.campaign, issued, &session.now);
    let rules = Rules::of(
        &session.campaign,
        Act::by_rules(&session.now.stamp()),
        &session.ledger,
    )?;
    for (name, hash) in again {
        let Some(mut receipt) = session.ledger.by_hash(hash)? else {
            continue;
        };
        let path = archive::path(&session.campaign.root, &receipt.hash, &receipt.file);
        if receipt.unit.is_none() && archive::is_intact(&path, hash) {
            let answer = session.reader.read(&path);
            let mut new = intake.understood(&by_name(&receipt, name), answer);
            new.receipt.id = receipt.id;
            if new.receipt.unit.is_some() && !new.readings.is_empty() {
                let settled = session.ledger.together(|ledger| {
                    ledger.refresh(receipt.id, &new)?;
                    let mut standings = in_force::current(ledger)?;
                    in_force::place_returns(ledger, &rules, &mut standings, new)
                })?;
                received.extend(settled);
                receipt = session.ledger.receipt(receipt.id)?.unwrap_or(receipt);
            }
        }
        if *name == receipt.file {
            continue;
        }
        for (name, same) in [(name, &receipt.file), (&receipt.file, name)] {
            of_another(&mut session.ledger, &intake, &receipt, (name, same))?;
        }
    }
    Ok(received)
}

/// What is said of the further names under which new bytes came in one batch.
pub(super) fn other_names(session: &Session, arrivals: &[Arrival]) -> Result<Vec<Received>, Stop> {
    let mut all = Vec::new();
    for arrival in arrivals.iter().filter(|a| !a.others.is_empty()) {
        let Some(receipt) = session.ledger.by_hash(&arrival.hash)? else {
            continue;
        };
        // Which of the names is its own was decided when it was understood.
        let names = std::iter::once(&arrival.name).chain(&arrival.others);
        for name in names.filter(|name| **name != receipt.file) {
            let mut twin = again(name.clone(), &receipt);
            twin.standing = Verdict::Twin {
                of: receipt.file.clone(),
            };
            all.push(twin);
        }
    }
    Ok(all)
}

/// An archived file by another of its names.
fn by_name<'a>(receipt: &'a Receipt, name: &'a str) -> ArrivedFile<'a> {
    ArrivedFile {
        file: name,
        others: &[],
        hash: &receipt.hash,
        size: receipt.size,
        assigned: None,
        sender: None,
    }
}

/// Tells of a name that is another unit's than the file is.
fn of_another(
    ledger: &mut Ledger,
    intake: &Intake<'_>,
    receipt: &Receipt,
    (name, same): (&str, &str),
) -> Result<(), Stop> {
    let unit = receipt.unit.as_deref();
    let of = unit.and_then(|code| intake.expected.unit(code));
    let other = check::told_outside(name, None, &intake.expected);
    let (Some(of), Some(other)) = (of, other.filter(|other| Some(*other) != of)) else {
        return Ok(());
    };
    let mut finding = check::same_file(name, (of, same), other);
    finding.tie_to_file(&receipt.hash);
    let known = ledger.findings(receipt.id)?;
    if known.iter().all(|f| f.id != finding.id) {
        ledger.add_finding(receipt.id, &finding)?;
    }
    Ok(())
}
