//! Files on their way in: archived first, then taken out of what they came wrapped in. Duplicates are told apart from
//! new files by the hash of their bytes.

use super::received::{Received, again, file_name};
use super::validate::validate;
use crate::app::{Session, Stop, Task};
use crate::model::id::{FileHash, UnitCode};
use crate::model::receipt::Receipt;
use crate::model::unit::Roster;
use crate::msg;
use crate::read::parcel;
use crate::store::archive::{self, NotKept};
use crate::store::folder;
use crate::words::{Fact, Message};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A file on its way in.
pub(super) struct Arrival {
    /// Name, with those of its wrappings before it.
    pub(super) name: String,
    /// Other names under which the same bytes came.
    pub(super) others: Vec<String>,
    /// The unit whose address the mail with it came from.
    pub(super) sender: Option<UnitCode>,
    /// Hash of its bytes.
    pub(super) hash: FileHash,
    /// Where it lies in the archive.
    pub(super) path: PathBuf,
    /// Bytes.
    pub(super) size: u64,
}

/// The latest receipt of all bytes that came so far, by their hash.
type KnownReceipts = HashMap<FileHash, Receipt>;

/// Files of a batch: new ones, and those that are known.
#[derive(Default)]
pub(super) struct Arrived {
    /// New ones.
    pub(super) files: Vec<Arrival>,
    /// Known ones.
    pub(crate) known: Vec<Received>,
    /// What was left in parcels.
    pub(super) left: Vec<Message>,
    /// What could not be read, each with what to do.
    pub(super) unread: Vec<Message>,
    /// Names and hashes of files whose bytes came under another name too.
    pub(super) again: Vec<(String, FileHash)>,
    /// Hashes of new ones and their places.
    seen: HashMap<FileHash, usize>,
}

/// Archives the files and unpacks parcels; the wrapping stays in the archive too.
pub(super) fn arrive(session: &Session, paths: &[PathBuf]) -> Result<Arrived, Stop> {
    let root = &session.campaign.root;
    let mut arrived = Arrived::default();
    // All at once: asking for one after the other costs more than hashing the files.
    let receipts = session.ledger.receipts()?.into_iter();
    let known: KnownReceipts = receipts.map(|r| (r.hash.clone(), r)).collect();
    let kept = archive::keep_all(root, paths);
    for (path, kept) in paths.iter().zip(kept) {
        let name = file_name(path);
        let kept = match kept {
            Ok(kept) => kept,
            Err(NotKept::Unread(reason)) => {
                arrived.unread.push(unread(root, path, &reason));
                continue;
            }
            Err(NotKept::Archive(fault)) => return Err(Stop::Fault(fault)),
        };
        let Some((items, left)) = parcel::unpack(&name, &kept.path, folder::is_aside) else {
            arrived.take(&known, (name, None), kept);
            continue;
        };
        for item in items {
            let kept = match archive::keep_bytes(root, &item.name, &item.bytes) {
                Ok(kept) => kept,
                Err(NotKept::Unread(reason)) => {
                    arrived
                        .unread
                        .push(unread(root, Path::new(&item.name), &reason));
                    continue;
                }
                Err(NotKept::Archive(fault)) => return Err(Stop::Fault(fault)),
            };
            let sender = item
                .sender
                .and_then(|address| unit_of(&session.campaign.roster, &address));
            arrived.take(&known, (item.name, sender), kept);
        }
        arrived.left.extend(left);
    }
    Ok(arrived)
}

/// What to do about a file that cannot be read, named by its path in the campaign's folder if it lies there.
fn unread(root: &Path, path: &Path, reason: &Fact) -> Message {
    let within = path.strip_prefix(root).unwrap_or(path);
    msg!(
        "flow.not-taken-in",
        file = within.display(),
        reason = reason
    )
}

/// Copies returns of this campaign from the further receiving folders into the inbox. What lies there is never moved,
/// and a file that is no return of this campaign is ignored.
pub(super) fn fetch(session: &mut Session, task: &Task) -> Result<(), Stop> {
    for written in session.campaign.settings.receiving.clone() {
        let dir = session.campaign.root.join(&written);
        if !dir.is_dir() {
            session
                .told
                .push(msg!("flow.no-receiving-folder", folder = written));
            continue;
        }
        let mut copied = 0_usize;
        let files = match folder::files_of(&dir) {
            Ok(files) => files,
            Err(closed) => {
                session.told.push(closed);
                continue;
            }
        };
        for path in files {
            task.goes_on()?;
            let Some(bytes) = small(&path) else { continue };
            let hash = FileHash::of(&bytes);
            if session.ledger.by_hash(&hash)?.is_some() {
                continue;
            }
            if validate(session, &path)?.reading.is_some() {
                let inbox = session.campaign.root.join(folder::INBOX);
                folder::Shelf::of(&inbox)
                    .place(&file_name(&path), &bytes, None)
                    .map_err(Stop::Fault)?;
                copied += 1;
            }
        }
        if copied > 0 {
            session
                .told
                .push(msg!("flow.fetched", count = copied, folder = written));
        }
    }
    Ok(())
}

/// The bytes of a file that may be a return by its size.
fn small(path: &Path) -> Option<Vec<u8>> {
    const MOST: u64 = 64 << 20;
    let size = path.metadata().ok()?.len();
    (size <= MOST).then(|| std::fs::read(path).ok())?
}

impl Arrived {
    fn take(
        &mut self,
        known: &KnownReceipts,
        (name, sender): (String, Option<UnitCode>),
        kept: archive::Kept,
    ) {
        if let Some(receipt) = known.get(&kept.hash) {
            if receipt.file != name {
                self.again.push((name.clone(), kept.hash));
            }
            self.known.push(again(name, receipt));
        } else if let Some(first) = self.seen.get(&kept.hash) {
            let first = &mut self.files[*first];
            first.others.push(name.clone());
            // Which of the names will be its own is not known yet.
            self.again.push((first.name.clone(), kept.hash.clone()));
            self.again.push((name, kept.hash));
        } else {
            self.seen.insert(kept.hash.clone(), self.files.len());
            self.files.push(Arrival {
                name,
                others: Vec::new(),
                sender,
                hash: kept.hash,
                path: kept.path,
                size: kept.size,
            });
        }
    }
}

/// The one unit that has this address in the roster.
fn unit_of(roster: &Roster, address: &str) -> Option<UnitCode> {
    let mut of = roster.units.iter().filter(|unit| {
        let mut addresses = unit.email.split([',', ';', ' ']);
        addresses.any(|a| a.trim().eq_ignore_ascii_case(address))
    });
    match (of.next(), of.next()) {
        (Some(unit), None) => Some(unit.code.clone()),
        _ => None,
    }
}
