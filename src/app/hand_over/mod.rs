//! `hand-over`: the whole campaign as one ZIP that somebody else goes on with. This copy is only looked at afterwards,
//! until it is taken back.

mod page;

use super::handed_over::handed_over;
use super::reason::needed;
use super::{Session, Stop, book, issue, status};
use crate::docx;
use crate::model::receipt::{Act, Decided, Decision};
use crate::msg;
use crate::store::bundle::{self, Packed};
use crate::store::folder;
use crate::store::seal;
use crate::words::{official, system};
use std::path::{Path, PathBuf};

/// What was handed over.
#[derive(Debug)]
pub struct HandedOver {
    /// The ZIP.
    pub file: PathBuf,
    /// The page of open work, which is in it too.
    pub page: PathBuf,
    /// What is in it.
    pub packed: Packed,
}

/// Hands the campaign over.
///
/// # Errors
/// When the ZIP would lie in the campaign's folder or take the place of a file, or a file cannot be read: then nothing is
/// handed over.
pub fn hand_over(
    session: &mut Session,
    to: Option<&Path>,
    receiver: &str,
) -> Result<HandedOver, Stop> {
    let receiver = receiver.split_whitespace().collect::<Vec<_>>().join(" ");
    let file = place(session, to)?;
    let act = session.begin_act()?;
    let page = write_page(session, &receiver)?;
    let mut hasher = blake3::Hasher::new();
    for part in [&session.key.hex(), &act.at, &act.by, &receiver] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.update(&session.ledger.last_entry()?.to_le_bytes());
    session.ledger.decide(&Decision {
        what: Decided::HandOver {
            id: hasher.finalize().to_hex()[..16].to_owned(),
            to: receiver,
        },
        act: act.clone(),
        reason: String::new(),
    })?;
    match pack(session, &file) {
        Ok(packed) => Ok(HandedOver { file, page, packed }),
        Err(stop) => {
            give_back(session, &act)?;
            Err(stop)
        }
    }
}

/// All that lies in the folder, with a ledger that is sealed as it is.
fn pack(session: &Session, file: &Path) -> Result<Packed, Stop> {
    let root = &session.campaign.root;
    seal::put(root, session.ledger.last_entry()?);
    bundle::pack(root, file).map_err(Stop::Fault)
}

/// What could not be packed was not handed over.
fn give_back(session: &mut Session, act: &Act) -> Result<(), Stop> {
    let back = Act {
        id: session.ledger.next_act()?,
        ..act.clone()
    };
    Ok(session.ledger.decide(&Decision {
        what: Decided::TakeBack { act: act.id },
        act: back,
        reason: official("handover.not-packed"),
    })?)
}

/// Takes back what was handed over: this copy goes on.
///
/// # Errors
/// When it was not handed over.
pub fn take_back(session: &mut Session, reason: &str) -> Result<(), Stop> {
    let reason = needed(reason)?;
    let Some(handed) = handed_over(&session.ledger)? else {
        return Err(Stop::Wrong(msg!("handover.not-handed")));
    };
    let act = session.begin_act()?;
    let what = Decided::TakeBack { act: handed.act.id };
    Ok(session.ledger.decide(&Decision { what, act, reason })?)
}

/// Where the ZIP goes: beside the campaign's folder, unless it is said.
fn place(session: &Session, to: Option<&Path>) -> Result<PathBuf, Stop> {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let root = whole(&session.campaign.root);
    let Some(to) = to else {
        let name = root.file_name().unwrap_or_default().to_string_lossy();
        let day = session.now.day();
        let free = (1u32..).map(|number| match number {
            1 => format!("{name}_ban-giao_{day}.zip"),
            number => format!("{name}_ban-giao_{day}-lan-{number}.zip"),
        });
        let mut free = free.map(|name| root.with_file_name(name));
        let free = free.find(|path| std::fs::symlink_metadata(path).is_err());
        return Ok(free.unwrap_or_else(|| root.with_extension("zip")));
    };
    if std::fs::symlink_metadata(to).is_ok() {
        return Err(Stop::Wrong(msg!("handover.exists", file = to.display())));
    }
    let dir = to.parent().filter(|dir| *dir != Path::new(""));
    if whole(dir.unwrap_or(Path::new("."))).starts_with(&root) {
        return Err(Stop::Wrong(msg!("handover.inside", file = to.display())));
    }
    Ok(to.to_owned())
}

/// The page of open work, in the folder of results.
fn write_page(session: &mut Session, receiver: &str) -> Result<PathBuf, Stop> {
    let status = status::status(session)?;
    let events = book::log(session, None)?;
    let issued = issue::issued(session, &status)?;
    let closed = session.ledger.closed()?;
    let document = page::page(&page::OpenWork {
        settings: &session.campaign.settings,
        roster: &session.campaign.roster,
        status: &status,
        events: &events,
        questions: &session.ledger.questions()?,
        issued: issued.as_ref(),
        closed: closed.as_ref(),
        people: (session.actor.name(), receiver),
        today: session.now.day(),
        written_at: &session.now.stamp(),
    })?;
    let bytes = docx::write(&document, session.campaign.settings.choice)
        .map_err(|e| Stop::Fault(msg!("flow.report-not-written", detail = system::fault(&e))))?;
    let results = session.campaign.root.join(folder::RESULTS);
    Ok(session
        .place_output(&results, folder::HAND_OVER, &bytes)?
        .path)
}
