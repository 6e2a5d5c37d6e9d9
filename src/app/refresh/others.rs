//! Words of people in other documents of the campaign: an edited copy beside the report has them, the report has not.

use super::find::{known, places};
use crate::app::edition::{self, Kept};
use crate::app::passage::{Passage, passages, short};
use crate::app::plain::plain;
use crate::app::{Session, Stop};
use crate::campaign::status::Status;
use crate::docx::edited::{self, MOST_BYTES, Package};
use crate::model::document::Slot;
use crate::model::receipt::EditionRecord;
use crate::store::folder;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Files of the folder of results that are looked at.
const MOST_FILES: usize = 60;

/// A document with words of people that another has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OtherWords {
    pub(crate) path: PathBuf,
    /// The beginning of each passage.
    pub(crate) words: Vec<String>,
}

/// What a document is held against.
pub(crate) struct Own<'a> {
    pub(crate) path: &'a Path,
    pub(crate) bytes: &'a [u8],
    /// The report written now.
    pub(crate) fresh: &'a [Passage],
    /// What slots show now.
    pub(crate) now: &'a [(Slot, String)],
}

/// Documents in the folder of results with words of people that this one has not: copies that were saved there, and the
/// last final where people worked on it.
pub(crate) fn other_words(
    session: &Session,
    status: &Status,
    own: &Own,
) -> Result<Vec<OtherWords>, Stop> {
    let editions = edition::all(&session.ledger)?;
    let kept: Vec<Kept> = editions.iter().map(|(_, kept)| kept.clone()).collect();
    let read = |bytes: &[u8]| read(bytes, status, &kept, own.now);
    let Some(here) = read(own.bytes) else {
        return Ok(Vec::new());
    };
    let written = kept.iter().flat_map(|edition| &edition.passages);
    let written = written.chain(own.fresh).chain(&here);
    let known: BTreeSet<String> = written
        .flat_map(|passage| [passage.skeleton(), plain(&passage.text)])
        .collect();
    let results = session.campaign.root.join(folder::RESULTS);
    let mut out = Vec::new();
    for path in documents(&results) {
        if is_one_file(&path, own.path) {
            continue;
        }
        let Ok(bytes) = folder::read_bounded(&path, MOST_BYTES as u64) else {
            continue;
        };
        if is_ours(session, &editions, (&path, &bytes))? {
            continue;
        }
        let theirs = read(&bytes).unwrap_or_default();
        let is_new = |passage: &&Passage| {
            passage.text.contains(char::is_alphabetic)
                && !known.contains(&passage.skeleton())
                && !known.contains(&plain(&passage.text))
        };
        let words: Vec<String> = theirs
            .iter()
            .filter(is_new)
            .map(|p| short(&p.text))
            .collect();
        if !words.is_empty() {
            out.push(OtherWords { path, words });
        }
    }
    Ok(out)
}

/// Documents of Word in a folder, by their names.
fn documents(results: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(results).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_word = path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("docx"));
        is_word && !name.starts_with("~$")
    });
    let mut paths: Vec<PathBuf> = paths.collect();
    paths.sort();
    paths.truncate(MOST_FILES);
    paths
}

fn is_one_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

/// Whether a file lies there as it was written, unless it is the last final and has words of people.
fn is_ours(
    session: &Session,
    editions: &[(EditionRecord, Kept)],
    (path, bytes): (&Path, &[u8]),
) -> Result<bool, Stop> {
    let hash = folder::hash(bytes);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let last = edition::last_final(editions);
    if last.is_some_and(|(record, kept)| record.hash == hash && kept.is_edited) {
        return Ok(false);
    }
    let written = session
        .ledger
        .output_hashes(&format!("{}/{name}", folder::RESULTS))?;
    Ok(written.contains(&hash) || editions.iter().any(|(record, _)| record.hash == hash))
}

/// The passages of a report of this campaign; `None` where it is none.
fn read(
    bytes: &[u8],
    status: &Status,
    editions: &[Kept],
    now: &[(Slot, String)],
) -> Option<Vec<Passage>> {
    let mut package = Package::open(bytes).ok()?;
    let body = package.text(edited::BODY).ok()??;
    let scanned = edited::scan(&body).ok()?;
    let places = places(&scanned, &known(editions, now), status);
    if places.is_empty() {
        return None;
    }
    let places: Vec<_> = places.into_iter().map(|p| (p.pieces, p.slot)).collect();
    Some(passages(&scanned, &places))
}
