//! `consolidate`: the consolidated workbook and the officer's selection of free text.

use super::look::{Look, file_name, named_selections};
use super::session::place_for_good;
use super::status::{signed_with_code, state_word, tells_signed};
use super::{Output, Session, Stop, Task};
use crate::campaign::status::Status;
use crate::model::finding::FindingState;
use crate::store::archive::{self, NotKept};
use crate::store::folder::{self, Shelf};
use crate::words::{Fact, Lang, official};
use crate::workbook::consolidated::{ConsolidatedInput, UnitRow, consolidated};
use crate::workbook::selection::{self, Offer, Selection};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was written.
#[derive(Debug)]
pub struct Consolidated {
    /// `tong-hop.xlsx`.
    pub workbook: Output,
    /// Where the officer chooses.
    pub selection: Selected,
}

/// The selection of units' own words as it stands now.
#[derive(Debug, Default)]
pub struct Selected {
    /// The names of its files, all of which are read.
    pub files: Vec<String>,
    /// What was written of it, when units wrote anything new.
    pub written: Option<SelectionWritten>,
    /// Texts that were offered for the first time.
    pub new: usize,
    /// Texts that the officer has not looked at yet.
    pub unread: usize,
}

/// A workbook of the selection that was written.
#[derive(Debug)]
pub struct SelectionWritten {
    /// Where.
    pub path: PathBuf,
    /// Where the archive has the officer's file as it was before its new rows; `None` for a file that was not there.
    pub before: Option<PathBuf>,
}

/// Most bytes of a selection that is written anew.
const MOST_BYTES: u64 = 64 << 20;

/// Writes both.
pub fn consolidate(
    session: &mut Session,
    status: &Status,
    task: &Task,
) -> Result<Consolidated, Stop> {
    task.goes_on()?;
    let bytes = workbook(session, status)?;
    let results = session.campaign.root.join(folder::RESULTS);
    let workbook = session.place_output(&results, folder::CONSOLIDATED, &bytes)?;
    let selection = select(session, status)?;
    Ok(Consolidated {
        workbook,
        selection,
    })
}

fn workbook(session: &Session, status: &Status) -> Result<Vec<u8>, Stop> {
    let campaign = &session.campaign;
    let listed = status.listed().into_iter();
    let open: Vec<_> = listed
        .filter(|f| f.state != FindingState::Closed)
        .cloned()
        .collect();
    let readings: BTreeMap<_, _> = status
        .units
        .iter()
        .filter_map(|u| Some((&u.unit.code, &u.in_force.as_ref()?.reading)))
        .collect();
    let has_signed = tells_signed(&campaign.kit, status);
    let units = status
        .roster
        .iter()
        .zip(&campaign.roster.units)
        .map(|(now, unit)| UnitRow {
            unit,
            state: state_word(now, Lang::Vi),
            received_at: now
                .receipt
                .as_ref()
                .map(|r| r.received_at.clone())
                .unwrap_or_default(),
            file: now
                .receipt
                .as_ref()
                .map(|r| r.file.clone())
                .unwrap_or_default(),
            signed: if has_signed {
                signed_with_code(now, Lang::Vi)
            } else {
                String::new()
            },
            reading: readings.get(&unit.code).copied(),
            errors: now.open.0,
            warnings: now.open.1,
            notes: now.open.2,
        })
        .collect();
    consolidated(&ConsolidatedInput {
        kit: &campaign.kit,
        title: campaign.settings.report.subject.clone(),
        period: campaign.settings.period.name.clone(),
        specimen: campaign.settings.specimen,
        written_at: session.now.civil(),
        units,
        figures: &status.figures,
        findings: &open,
    })
    .map_err(Stop::Fault)
}

fn select(session: &mut Session, status: &Status) -> Result<Selected, Stop> {
    let mut done = Selected::default();
    let offers = selection::offers(&session.campaign.kit, &status.units);
    if offers.is_empty() {
        return Ok(done);
    }
    let root = session.campaign.root.clone();
    let files = Shelf::of(&root).all(folder::SELECTION);
    done.files = files.iter().map(|path| file_name(path)).collect();
    let before = files.last().and_then(|newest| file_hash(newest));
    let books = session.look().selection_books()?;
    let chosen = selection::read(&books, &session.campaign.kit, &offers);
    if !chosen.is_read() {
        return Ok(done);
    }
    let choices = &chosen.choices;
    let new = offers.iter().filter(|o| !choices.contains_key(&o.key()));
    let new: Vec<Offer> = new.cloned().collect();
    let unread = |o: &&Offer| choices.get(&o.key()).is_none_or(|c| c.take.is_none());
    done.unread = offers.iter().filter(unread).count();
    if new.is_empty() {
        // A selection that already holds every offer is the officer's own file: nothing is written.
        return Ok(done);
    }
    let created = session.now.civil();
    let write = |offers: &[Offer], selection: &Selection| {
        let title = official("selection.title");
        selection::write(&title, offers, selection, created).map_err(Stop::Fault)
    };
    if let (Some(newest), Some(hash)) = (files.last(), before) {
        // What the other files say stays there.
        let own = &books[books.len().saturating_sub(1)..];
        let own = selection::read(own, &session.campaign.kit, &offers);
        let is_other =
            |o: &Offer| choices.contains_key(&o.key()) && !own.choices.contains_key(&o.key());
        let held: Vec<Offer> = offers.iter().filter(|o| !is_other(o)).cloned().collect();
        if own.holds_all() && !folder::is_open(newest) {
            let bytes = write(&held, &own)?;
            done.written = add_to(&root, newest, &hash, &bytes)?;
        }
    }
    if done.written.is_none() {
        let bytes = write(&new, &Selection::default())?;
        let output = place_for_good(&root, folder::SELECTION, &bytes)?;
        done.written = Some(SelectionWritten {
            before: None,
            path: output.path,
        });
    }
    done.new = new.len();
    if let Some(written) = &done.written {
        let name = file_name(&written.path);
        if !done.files.contains(&name) {
            done.files.push(name);
        }
    }
    Ok(done)
}

/// Writes the officer's file anew under its name, once the archive has it as it was. `None` when it was saved meanwhile
/// or cannot be replaced.
pub(super) fn add_to(
    root: &Path,
    file: &Path,
    hash: &str,
    bytes: &[u8],
) -> Result<Option<SelectionWritten>, Stop> {
    let kept = match archive::keep(root, file) {
        Ok(kept) if *kept.hash == *hash => kept,
        Err(NotKept::Archive(message)) => return Err(Stop::Fault(message)),
        _ => return Ok(None),
    };
    let is_written = folder::write_whole(file, bytes).is_ok();
    Ok(is_written.then(|| SelectionWritten {
        path: file.to_owned(),
        before: Some(kept.path),
    }))
}

pub(super) fn file_hash(path: &Path) -> Option<String> {
    let bytes = folder::read_bounded(path, MOST_BYTES).ok()?;
    Some(folder::hash(&bytes))
}

impl Selected {
    /// The files, as a sentence lists them.
    pub fn named(&self) -> Fact {
        named_selections(&self.files)
    }
}
