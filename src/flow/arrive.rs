//! Files on their way in: archived first, then taken out of what they came wrapped in.

use super::ingest::{Received, again, file_name};
use super::{Session, Stop};
use crate::campaign::roster::Roster;
use crate::campaign::{archive, parcel};
use crate::ledger::Ledger;
use crate::words::Message;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A file on its way in.
pub(super) struct Arrival {
    /// Name, with those of its wrappings before it.
    pub(super) name: String,
    /// The unit whose address the mail with it came from.
    pub(super) sender: Option<String>,
    /// Hash of its bytes.
    pub(super) hash: String,
    /// Where it lies in the archive.
    pub(super) path: PathBuf,
    /// Bytes.
    pub(super) size: u64,
}

/// Files of a batch: new ones, and those that are known.
#[derive(Default)]
pub(super) struct Arrived {
    /// New ones.
    pub(super) files: Vec<Arrival>,
    /// Known ones.
    pub(super) known: Vec<Received>,
    /// What was left in parcels.
    pub(super) left: Vec<Message>,
    seen: BTreeSet<String>,
}

/// Archives the files and unpacks parcels; the wrapping stays in the archive too.
pub(super) fn arrive(session: &Session, paths: &[PathBuf]) -> Result<Arrived, Stop> {
    let root = &session.campaign.root;
    let mut arrived = Arrived::default();
    let kept = archive::keep_all(root, paths);
    for (path, kept) in paths.iter().zip(kept) {
        let name = file_name(path);
        let kept = kept.map_err(Stop::Fault)?;
        let Some((items, left)) = parcel::unpack(&name, &kept.path) else {
            arrived.take(&session.ledger, (name, None), kept)?;
            continue;
        };
        for item in items {
            let kept = archive::keep_bytes(root, &item.name, &item.bytes).map_err(Stop::Fault)?;
            let sender = item
                .sender
                .and_then(|address| unit_of(&session.campaign.roster, &address));
            arrived.take(&session.ledger, (item.name, sender), kept)?;
        }
        arrived.left.extend(left);
    }
    Ok(arrived)
}

impl Arrived {
    fn take(
        &mut self,
        ledger: &Ledger,
        (name, sender): (String, Option<String>),
        kept: archive::Kept,
    ) -> Result<(), Stop> {
        if let Some(receipt) = ledger.by_hash(&kept.hash)? {
            self.known.push(again(name, &receipt));
        } else if self.seen.insert(kept.hash.clone()) {
            self.files.push(Arrival {
                name,
                sender,
                hash: kept.hash,
                path: kept.path,
                size: kept.size,
            });
        }
        Ok(())
    }
}

/// The one unit that has this address in the roster.
fn unit_of(roster: &Roster, address: &str) -> Option<String> {
    let mut of = roster.units.iter().filter(|unit| {
        let mut addresses = unit.email.split([',', ';', ' ']);
        addresses.any(|a| a.trim().eq_ignore_ascii_case(address))
    });
    match (of.next(), of.next()) {
        (Some(unit), None) => Some(unit.code.clone()),
        _ => None,
    }
}
