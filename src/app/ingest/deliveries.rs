//! Files on their way in: archived first, then taken out of what they came wrapped in. Duplicates are told apart from
//! new files by the hash of their bytes.

use super::officers_folder::is_officers;
use super::parcels::{self, TakenOut};
use super::received::{Received, again, file_name};
use super::validate::validate;
use crate::app::findings::{is_accepted, is_ignored};
use crate::app::{Session, Stop, Task};
use crate::model::code;
use crate::model::id::{FileHash, UnitCode};
use crate::model::parcel::{Enclosed, Parcel};
use crate::model::receipt::Receipt;
use crate::msg;
use crate::read::Unreadable;
use crate::store::archive::{self, NotKept};
use crate::store::folder;
use crate::store::ledger::Ledger;
use crate::words::Message;
use std::collections::{HashMap, HashSet};
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
    /// It lies where the officer fills forms for units.
    pub(super) is_officers: bool,
    /// It came before, and the machine may have failed when it was read.
    pub(super) is_retried: bool,
}

/// Who a file is from.
struct By {
    /// The unit whose address the mail with it came from.
    sender: Option<UnitCode>,
    /// It lies where the officer fills forms for units.
    is_officers: bool,
}

/// The latest receipt of all bytes that came so far, by their hash.
struct KnownReceipts {
    by_hash: HashMap<FileHash, Receipt>,
    /// Those that are read once more.
    retried: HashSet<FileHash>,
}

impl KnownReceipts {
    /// Files that nobody has settled are read once more where the machine may have failed.
    fn of(ledger: &Ledger) -> Result<Self, Stop> {
        // All at once: asking for one after the other costs more than hashing the files.
        let receipts = ledger.receipts()?.into_iter();
        let by_hash: HashMap<FileHash, Receipt> = receipts.map(|r| (r.hash.clone(), r)).collect();
        let mut retried = HashSet::new();
        let failed = ledger.receipts_found(&[&code::TOO_SLOW, &code::READER_CRASHED])?;
        if !failed.is_empty() {
            let decisions = ledger.decisions()?;
            for receipt in by_hash.values().filter(|r| failed.contains(&r.id)) {
                let findings = ledger.findings(receipt.id)?;
                let is_settled = is_ignored(&receipt.hash, &decisions)
                    || findings.iter().any(|f| is_accepted(f, &decisions));
                if !is_settled {
                    retried.insert(receipt.hash.clone());
                }
            }
        }
        Ok(Self { by_hash, retried })
    }

    /// The receipt of bytes that need not be read again.
    fn get(&self, hash: &FileHash) -> Option<&Receipt> {
        self.by_hash
            .get(hash)
            .filter(|_| !self.retried.contains(hash))
    }
}

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
pub(super) fn arrive(session: &mut Session, paths: &[PathBuf]) -> Result<Arrived, Stop> {
    let root = session.campaign.root.clone();
    let root = root.as_path();
    let mut arrived = Arrived::default();
    let known = KnownReceipts::of(&session.ledger)?;
    let kept = archive::keep_all(root, paths);
    for (path, kept) in paths.iter().zip(kept) {
        let name = file_name(path);
        let kept = match kept {
            Ok(kept) => kept,
            Err(NotKept::Unread(reason)) => {
                arrived
                    .unread
                    .push(parcels::not_taken_in(root, path, &reason));
                continue;
            }
            Err(NotKept::Archive(fault)) => return Err(Stop::Fault(fault)),
        };
        let parcel = if known.get(&kept.hash).is_some() {
            // It was received as the file that it is.
            None
        } else {
            unpacked(session, (&name, &kept), &mut arrived.unread)?
        };
        let Some(parcel) = parcel else {
            let by = By {
                sender: None,
                is_officers: is_officers(root, path),
            };
            arrived.take(&known, (name, by), kept);
            continue;
        };
        for file in parcel.files {
            let by = By {
                sender: parcels::sender(&session.campaign.roster, &file),
                is_officers: false,
            };
            let kept = archive::Kept {
                path: archive::path(root, &file.hash, &file.name),
                hash: file.hash,
                size: file.size,
            };
            arrived.take(&known, (format!("{name}/{}", file.name), by), kept);
        }
        let left = parcel
            .left
            .iter()
            .map(|left| parcels::left_behind(&name, left));
        arrived.left.extend(left);
    }
    Ok(arrived)
}

/// What a file holds that others came wrapped in, all of it in the archive; `None` for any other. Unpacked once: what was
/// found in it is remembered by the hash of its bytes.
fn unpacked(
    session: &mut Session,
    (name, wrapping): (&str, &archive::Kept),
    not_taken: &mut Vec<Message>,
) -> Result<Option<Parcel>, Stop> {
    let root = &session.campaign.root;
    let is_kept = |file: &Enclosed| archive::path(root, &file.hash, &file.name).is_file();
    let known = session.ledger.parcel(&wrapping.hash)?;
    if let Some(known) = known.filter(|known| known.files.iter().all(is_kept)) {
        return Ok(Some(known));
    }
    let taken = parcels::take_out(&mut session.reader, root, (name, &wrapping.path))?;
    let Some(TakenOut { parcel, unread }) = taken else {
        return Ok(None);
    };
    if unread.is_empty() {
        session.ledger.record_parcel(&wrapping.hash, &parcel)?;
    }
    not_taken.extend(unread);
    Ok(Some(parcel))
}

/// What to do about what is no file, or leads to our own folders.
pub(super) fn not_read(root: &Path, path: &Path) -> Message {
    let within = path.strip_prefix(root).unwrap_or(path);
    msg!("flow.no-file-to-read", file = within.display())
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
            if is_new_return(session, &path, &bytes)? {
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

/// The returns of this campaign in a further receiving folder that were not taken in yet.
pub(super) fn not_fetched(session: &mut Session, dir: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut left = Vec::new();
    for path in folder::files_of(dir).unwrap_or_default() {
        let Some(bytes) = small(&path) else { continue };
        if is_new_return(session, &path, &bytes)? {
            left.push(path);
        }
    }
    Ok(left)
}

/// Whether a file is a return of this campaign, or holds one, and was not taken in yet.
fn is_new_return(session: &mut Session, path: &Path, bytes: &[u8]) -> Result<bool, Stop> {
    let hash = FileHash::of(bytes);
    if session.ledger.by_hash(&hash)?.is_some() || session.ledger.parcel(&hash)?.is_some() {
        return Ok(false);
    }
    let said = validate(session, path)?;
    let mut found = said.files.iter().flat_map(|file| &file.findings);
    if let Some(failed) = found.find(|f| Unreadable::is_of_machine(&f.code)) {
        let name = path.display();
        let unread = msg!("flow.not-read-now", file = name, reason = failed.message);
        session.unread.push(unread);
    }
    Ok(said.files.iter().any(|file| file.reading.is_some()))
}

/// The bytes of a file that may be a return by its size.
fn small(path: &Path) -> Option<Vec<u8>> {
    const MOST: u64 = 64 << 20;
    let bytes = folder::read_bounded(path, MOST).ok()?;
    (!bytes.is_empty()).then_some(bytes)
}

impl Arrived {
    fn take(&mut self, known: &KnownReceipts, (name, by): (String, By), kept: archive::Kept) {
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
                sender: by.sender,
                is_officers: by.is_officers,
                is_retried: known.retried.contains(&kept.hash),
                hash: kept.hash,
                path: kept.path,
                size: kept.size,
            });
        }
    }
}
