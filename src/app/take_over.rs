//! `take-over`: a campaign that was handed over goes on in a new folder.

use super::handed_over::handed_over;
use super::parted::{beside, decisions_in, from_other};
use super::session::GoesOn;
use super::{Env, Session, Stop};
use crate::model::receipt::{Decided, Decision};
use crate::msg;
use crate::store::bundle::{self, NotUnpacked};
use crate::store::folder::{self, FolderDraft};
use crate::words::{Message, system};
use std::path::Path;

/// What was taken over.
#[derive(Debug)]
pub struct TakenOver {
    /// How many files, each as it was.
    pub files: usize,
    /// Other copies that went on too.
    pub told: Vec<Message>,
}

/// Unpacks a campaign into a folder that is not there yet, checks each file, and goes on with it.
///
/// # Errors
/// When there is such a folder, the file is none that was handed over, or a file in it is damaged, missing or foreign: then
/// nothing is left of it.
pub fn take_over(file: &Path, dir: &Path, env: &Env) -> Result<TakenOver, Stop> {
    let name = dir.file_name().ok_or_else(|| taken(dir))?;
    let parent = dir.parent().filter(|parent| *parent != Path::new(""));
    let parent = parent.unwrap_or(Path::new("."));
    let draft = FolderDraft::begin(parent, &name.to_string_lossy()).map_err(Stop::Fault)?;
    let files = bundle::unpack(file, &draft).map_err(|not| match not {
        NotUnpacked::Wrong(message) => Stop::Wrong(message),
        NotUnpacked::Disk(message) => Stop::Fault(message),
    })?;
    let shown = file.file_name().unwrap_or_default().to_string_lossy();
    let unpacked = decisions_in(draft.path()).unwrap_or_default();
    is_free(dir, &unpacked)?;
    let all = goes_on(draft.path(), env, &shown)?;
    draft.put_at(dir).map_err(|e| {
        let reason = system::reason(&e);
        Stop::Fault(msg!(
            "campaign.not-written",
            file = dir.display(),
            reason = reason
        ))
    })?;
    Ok(TakenOver {
        files,
        told: beside(dir, &all),
    })
}

fn taken(dir: &Path) -> Stop {
    Stop::Wrong(msg!("handover.folder-taken", folder = dir.display()))
}

/// Refuses a folder in which anything lies; of a copy of the same campaign that went on by itself that is told.
fn is_free(dir: &Path, unpacked: &[Decision]) -> Result<(), Stop> {
    let is_empty = std::fs::read_dir(dir).is_ok_and(|mut all| all.next().is_none());
    if is_empty || std::fs::symlink_metadata(dir).is_err() {
        return Ok(());
    }
    let there = decisions_in(dir);
    let parted = there.and_then(|there| from_other(unpacked, (dir, &there)));
    Err(parted.map_or_else(|| taken(dir), Stop::Wrong))
}

/// Says in the ledger that this copy goes on; all that was decided in it.
fn goes_on(root: &Path, env: &Env, shown: &str) -> Result<Vec<Decision>, Stop> {
    if !root.join(folder::LEDGER).is_file() {
        return Err(Stop::Wrong(msg!("handover.no-bundle", file = shown)));
    }
    let mut session = Session::open(root, env, GoesOn::Again)?;
    let handed = handed_over(&session.ledger)?;
    let Some(Decided::HandOver { id, .. }) = handed.map(|handed| handed.what) else {
        return Err(Stop::Wrong(msg!("handover.no-bundle", file = shown)));
    };
    let act = session.begin_act()?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(env.draw)());
    hasher.update(root.as_os_str().as_encoded_bytes());
    hasher.update(act.at.as_bytes());
    let copy = hasher.finalize().to_hex()[..16].to_owned();
    session.ledger.decide(&Decision {
        what: Decided::TakeOver { id, copy },
        act,
        reason: String::new(),
    })?;
    Ok(session.ledger.all_decisions()?)
}
