//! `signed`: the signed copy of a unit's form is kept, and held against what counts for the unit by the code on both.

use super::decide::{decide, receipt_of};
use super::look::file_name;
use super::signed_copies::{Recorded, code_fact, counting};
use super::unit_name::{Named, unit_of};
use super::{Look, Session, Stop};
use crate::model::paper_code::PaperCode;
use crate::model::receipt::{Attached, Decided};
use crate::msg;
use crate::store::archive::{self, NotKept};
use std::path::{Path, PathBuf};

/// A signed copy that was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Whose.
    pub unit: Named,
    /// The code that stands on it.
    pub signed: Option<PaperCode>,
    /// The code of what counts for the unit.
    pub now: Option<PaperCode>,
    /// Whether it vouches for that.
    pub agrees: bool,
    /// No code was typed: whoever kept it held it against the figures by eye.
    pub by_eye: bool,
    /// Where its bytes are.
    pub archived: PathBuf,
}

/// Keeps a file as the signed copy of a unit's form. `typed` is the code that stands on it; without one the officer held it
/// against the figures by eye, and it vouches for what counts now.
///
/// # Errors
/// When there is no such file or unit, the code is none, the file is a return that counts, or nothing counts for the unit
/// and no code is typed.
pub fn signed(
    session: &mut Session,
    unit: &str,
    file: &Path,
    typed: Option<&str>,
) -> Result<Kept, Stop> {
    let unit = unit_of(session, unit)?;
    let typed = typed.map(code_typed).transpose()?;
    let attached = archived(session, file)?;
    let copy = Copy::of(session, unit, attached, typed)?;
    copy.keep(session)
}

/// A scan that came in: whose it is, its name as received, and the code that stands on it; none where it was held against
/// the figures by eye.
#[derive(Debug, Clone)]
pub struct Scan {
    /// The unit, by code or name.
    pub unit: String,
    /// The file.
    pub file: String,
    /// The code.
    pub code: String,
}

/// Keeps a parcel of scans, each for itself: one that is refused keeps no other from being kept.
pub fn signed_parcel(session: &mut Session, scans: &[Scan]) -> Vec<Result<Kept, Stop>> {
    let kept = scans.iter().map(|scan| {
        let unit = unit_of(session, &scan.unit)?;
        let typed = Some(scan.code.trim()).filter(|code| !code.is_empty());
        let typed = typed.map(code_typed).transpose()?;
        let receipt = receipt_of(session, &scan.file)?;
        let attached = Attached {
            file: receipt.file,
            hash: receipt.hash,
        };
        Copy::of(session, unit, attached, typed)?.keep(session)
    });
    kept.collect()
}

/// The same of a file that came in; one whose code is another than that of what counts is not kept, and asked about.
pub(super) fn signed_received(
    session: &mut Session,
    unit: &str,
    file: &str,
    typed: &str,
) -> Result<(), Stop> {
    let unit = unit_of(session, unit)?;
    let typed = Some(typed).filter(|typed| !typed.is_empty());
    let typed = typed.map(code_typed).transpose()?;
    let receipt = receipt_of(session, file)?;
    let attached = Attached {
        file: receipt.file,
        hash: receipt.hash,
    };
    let copy = Copy::of(session, unit, attached, typed)?;
    if !copy.is_as_now {
        return Err(Stop::Wrong(msg!(
            "decisions.signed-differs",
            unit = copy.unit.name,
            signed = code_fact(copy.recorded.code),
            now = code_fact(copy.now)
        )));
    }
    copy.keep(session).map(drop)
}

/// A signed copy, before it is kept.
struct Copy {
    unit: Named,
    attached: Attached,
    recorded: Recorded,
    /// The code of what counts.
    now: Option<PaperCode>,
    /// Whether it vouches for what counts.
    is_as_now: bool,
}

impl Copy {
    fn of(
        session: &mut Session,
        unit: Named,
        attached: Attached,
        typed: Option<PaperCode>,
    ) -> Result<Self, Stop> {
        let looking = session.look();
        let units = looking.units()?.units;
        let receipt = looking.ledger.by_hash(&attached.hash)?;
        let is_return = receipt.is_some_and(|receipt| {
            let mut counting = units.iter().filter_map(|one| one.in_force.as_ref());
            counting.any(|one| one.receipt == receipt.id || one.latest() == receipt.id)
        });
        let wrong = |why| Err(Stop::Wrong(why));
        if is_return {
            return wrong(msg!("decisions.signed-is-return", file = attached.file));
        }
        let now = counting(&looking, &units)?.remove(&unit.code);
        if typed.is_none() && now.is_none() {
            return wrong(msg!("decisions.signed-nothing-yet", unit = unit.name));
        }
        let recorded = Recorded {
            code: typed.or(now.as_ref().and_then(|now| now.code)),
            of: now.as_ref().map(|now| now.file.clone()),
            by_eye: typed.is_none(),
        };
        Ok(Self {
            is_as_now: recorded.beside(&attached, now.as_ref()).agrees,
            now: now.and_then(|now| now.code),
            unit,
            attached,
            recorded,
        })
    }

    fn keep(self, session: &mut Session) -> Result<Kept, Stop> {
        let Self {
            unit,
            attached,
            recorded,
            now,
            is_as_now,
        } = self;
        let decided = Decided::RecordSigned {
            unit: unit.code.clone(),
            signed: attached.clone(),
            code: recorded.code,
            of: recorded.of,
            by_eye: recorded.by_eye,
        };
        decide(session, [decided], "")?;
        let root = &session.campaign.root;
        Ok(Kept {
            unit,
            archived: archive::path(root, &attached.hash, &attached.file),
            signed: recorded.code,
            now,
            agrees: is_as_now,
            by_eye: recorded.by_eye,
        })
    }
}

/// A code as the officer typed it.
fn code_typed(text: &str) -> Result<PaperCode, Stop> {
    let code = text.parse();
    code.map_err(|_| Stop::Wrong(msg!("decisions.signed-no-code", typed = text.trim())))
}

/// A file on the disk, put into the archive; or one that came in before, by its name.
fn archived(session: &mut Session, file: &Path) -> Result<Attached, Stop> {
    if !file.is_file() {
        let receipt = receipt_of(session, &file.to_string_lossy())?;
        return Ok(Attached {
            file: receipt.file,
            hash: receipt.hash,
        });
    }
    match archive::keep(&session.campaign.root, file) {
        Ok(kept) => Ok(Attached {
            file: file_name(file),
            hash: kept.hash,
        }),
        Err(NotKept::Archive(message)) => Err(Stop::Fault(message)),
        Err(NotKept::Unread(reason)) => Err(Stop::Wrong(msg!(
            "issue.unread",
            file = file.display(),
            reason = reason
        ))),
    }
}
