//! `enter`: the form of a unit for the officer to fill, from what was learned by telephone, on paper or in a photo.

use super::emit::{addressee, deadline, issue};
use super::ingest::filled_for::{base_of, count};
use super::ingest::officers_folder::is_officers;
use super::ingest::{Received, in_force, ingest, validate};
use super::unit_name::{Named, unit_of};
use super::{Output, Session, Stop, Task, issued};
use crate::campaign::Campaign;
use crate::check::SourceSheet;
use crate::model::obligation::Obligation;
use crate::model::receipt::{Counted, Receipt};
use crate::msg;
use crate::store::archive;
use crate::store::folder::{self, Shelf};
use crate::value::format;
use crate::workbook::intake::{Entry, entry, file_name};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A form that was made for the officer to fill.
#[derive(Debug)]
pub struct Made {
    /// Whose.
    pub unit: Named,
    /// The form.
    pub form: Output,
    /// The files whose answers stand in it; `None` while nothing of the unit counts.
    pub before: Option<String>,
}

/// End of the name of such a form.
const ENDING: &str = "_nhap-thay.xlsx";
/// Most bytes of a form or of what it was copied from.
const MOST_BYTES: u64 = 64 << 20;

/// Makes the form of a unit for the officer to fill, with what counts of it in place.
///
/// # Errors
/// When the unit is not known, is not asked to report, or its form has no room for all that it sent.
pub fn make(session: &mut Session, unit: &str) -> Result<Made, Stop> {
    let named = unit_of(session, unit)?;
    let campaign = &session.campaign;
    let unit = campaign.roster.unit(&named.code);
    let Some(unit) = unit.filter(|unit| unit.reports()) else {
        return Err(Stop::Wrong(msg!("flow.not-asked", unit = named.name)));
    };
    let Some(form) = campaign.kit.form(&unit.form) else {
        return Err(Stop::Fault(msg!("feedback.no-form", unit = unit.name)));
    };
    let stamp = session.now.stamp();
    let version = issued::version(&campaign.kit, form, &stamp)?;
    session.ledger.remember_issued(&version)?;
    let owed = Obligation {
        unit: unit.code.clone(),
        form: unit.form.clone(),
    };
    let standings = in_force::current(&session.ledger)?;
    let counted = standings.of(&owed);
    let (day, usual) = (
        deadline(unit, &campaign.settings),
        format::day(campaign.settings.deadlines.units),
    );
    let issue = issue(campaign, form, &usual, (session.now.civil(), session.key));
    let to = addressee(campaign, unit, &day);
    let base = base_of(counted);
    let filled = Entry {
        reading: counted.map(|counted| &*counted.reading),
        base: &base,
        typed: None,
    };
    let bytes = entry(&issue, &to, &filled).map_err(Stop::Fault)?;
    let Some(bytes) = bytes else {
        return Err(Stop::Wrong(msg!("enter.no-room", unit = unit.name)));
    };
    let name = file_name(&unit.code, &unit.name, &campaign.settings.campaign);
    let name = name_for(&name);
    let before = counted.map(Counted::file);
    let folder = campaign.root.join(folder::ENTERED);
    Ok(Made {
        unit: named,
        form: session.place_output(&folder, &name, &bytes)?,
        before,
    })
}

/// The form of a unit that the officer fills, where one was made; of several the newest.
pub fn made(campaign: &Campaign, unit: &str) -> Option<PathBuf> {
    let unit = campaign.roster.unit(unit)?;
    let name = file_name(&unit.code, &unit.name, &campaign.settings.campaign);
    Shelf::of(&campaign.root.join(folder::ENTERED)).newest(&name_for(&name))
}

/// The name of such a form, by that of the unit's own.
pub(super) fn name_for(name: &str) -> String {
    format!("{}{ENDING}", name.strip_suffix(".xlsx").unwrap_or(name))
}

/// Takes in a form that the officer filled for a unit, from wherever it lies: it is put where such forms lie, with what it
/// names as its source. One that was taken back before counts again.
///
/// # Errors
/// When it is another unit's, does not say where its figures were learned, or counts already.
pub fn take(
    session: &mut Session,
    unit: &str,
    file: &Path,
    task: &Task,
) -> Result<Vec<Received>, Stop> {
    let unit = unit_of(session, unit)?;
    let shown = file.display();
    let mut said = validate(session, file)?.files.into_iter();
    let said = said.next();
    let of = said.as_ref().and_then(|one| one.unit.as_ref());
    if let Some(of) = of.filter(|of| **of != unit.code) {
        let roster = &session.campaign.roster;
        let of = roster.unit(of).map_or(of.as_str(), |unit| &unit.name);
        let (unit, of) = (&unit.name, of);
        return Err(Stop::Wrong(msg!(
            "enter.of-another",
            file = shown,
            unit = unit,
            of = of
        )));
    }
    let source = session.reader.read(file).ok();
    let Some(source) = source.as_ref().and_then(SourceSheet::of) else {
        return Err(Stop::Wrong(msg!("enter.no-source-sheet", file = shown)));
    };
    if !source.lacking.is_empty() {
        return Err(Stop::Wrong(msg!(
            "enter.lacking",
            file = shown,
            unit = unit.name,
            what = source.lacking.join("; ")
        )));
    }
    let hash = archive::hash_of_file(file);
    let known = hash.map(|hash| session.ledger.by_hash(&hash)).transpose()?;
    if let Some(receipt) = known.flatten().filter(|known| known.learned.is_some()) {
        return again(session, receipt, &unit);
    }
    let lies = if is_officers(&session.campaign.root, file) {
        file.to_owned()
    } else {
        let folder = session.campaign.root.join(folder::ENTERED);
        let copied = attachment(&folder, file, &source.attachment)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut shelf = Shelf::of(&folder);
        if let Some((name, bytes)) = copied {
            shelf.place(&name, &bytes, None).map_err(Stop::Fault)?;
        }
        let bytes = read(file)?;
        let placed = shelf.place(&name, &bytes, None);
        placed.map_err(Stop::Fault)?.path
    };
    ingest(session, &[lies], task)
}

/// A form that was taken in before.
fn again(session: &mut Session, receipt: Receipt, unit: &Named) -> Result<Vec<Received>, Stop> {
    let in_force = session.ledger.in_force()?;
    if in_force.values().any(|now| now.holds(receipt.id)) {
        let (file, unit) = (receipt.file, &unit.name);
        return Err(Stop::Wrong(msg!(
            "enter.counts-already",
            file = file,
            unit = unit
        )));
    }
    let standing = count(session, &receipt)?;
    let one = standing.map(|standing| Received {
        file: receipt.file,
        receipt: receipt.id,
        unit: receipt.unit,
        reading: None,
        findings: Vec::new(),
        standing,
    });
    Ok(one.into_iter().collect())
}

/// What a form names as its source and lies beside it, to be copied with it; nothing where the same lies there already.
fn attachment(folder: &Path, form: &Path, name: &str) -> Result<Option<(String, Vec<u8>)>, Stop> {
    if name.is_empty() {
        return Ok(None);
    }
    let form_name = form.display();
    let beside = form.with_file_name(name);
    if Path::new(name).file_name() != Some(OsStr::new(name)) || !beside.is_file() {
        return Err(Stop::Wrong(msg!(
            "enter.no-attachment",
            file = form_name,
            attachment = name
        )));
    }
    let bytes = read(&beside)?;
    let there: PathBuf = folder.join(name);
    match folder::read_bounded(&there, MOST_BYTES) {
        Ok(same) if same == bytes => Ok(None),
        Ok(_) => Err(Stop::Wrong(msg!(
            "enter.other-attachment",
            file = there.display(),
            attachment = name
        ))),
        Err(_) => Ok(Some((name.to_owned(), bytes))),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    let bytes = folder::read_bounded(path, MOST_BYTES);
    bytes.map_err(|_| Stop::Wrong(msg!("flow.no-file", path = path.display())))
}
