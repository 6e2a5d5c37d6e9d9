//! What people worded otherwise in the last report: passages that do not read as this program wrote them.
//!
//! In: the ledger, and the document as it was issued or lies among the results. Out: each passage in the words that it was
//! written in and in theirs. A report that is written anew has the former: whoever writes one is told.

use super::Stop;
use super::aligned::align;
use super::edition::{self, ISSUED, Kept};
use super::passage::{self, Passage};
use crate::docx::edited::{self, Package};
use crate::model::receipt::EditionRecord;
use crate::store::ledger::Ledger;
use crate::store::{archive, folder};
use std::path::Path;

/// Most bytes of a document.
const MOST_BYTES: u64 = 256 << 20;

/// A passage that people worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded {
    /// As this program wrote it; empty for one that they added.
    pub written: String,
    /// As it stands; empty for one that they took out.
    pub stands: String,
}

/// The passages of the report that was issued last, or of the last final where none was, that people worded otherwise.
/// None where the document is no more there or cannot be read: that is told where it is looked for.
pub(super) fn worded(root: &Path, ledger: &Ledger) -> Result<Vec<Worded>, Stop> {
    let editions = edition::all(ledger)?;
    let issued = editions
        .iter()
        .rfind(|(record, _)| record.edition == ISSUED);
    let Some((record, kept)) = issued.or(edition::last_final(&editions)) else {
        return Ok(Vec::new());
    };
    let passages = |kept: &Kept| !kept.passages.is_empty();
    let earlier = || {
        editions
            .iter()
            .rev()
            .map(|(_, kept)| kept)
            .find(|kept| passages(kept))
    };
    let written = Some(kept).filter(|kept| passages(kept)).or_else(earlier);
    let written = written.map_or(&[][..], |kept| &kept.passages);
    let stands = document(root, record).and_then(|bytes| read(&bytes));
    Ok(stands.map_or_else(Vec::new, |stands| compared(written, &stands)))
}

/// The bytes of a document as it was issued, or as it lies among the results.
fn document(root: &Path, record: &EditionRecord) -> Option<Vec<u8>> {
    let path = if record.edition == ISSUED {
        archive::path(root, &record.hash.parse().ok()?, &record.name)
    } else {
        root.join(folder::RESULTS).join(&record.name)
    };
    folder::read_bounded(&path, MOST_BYTES).ok()
}

fn read(bytes: &[u8]) -> Option<Vec<Passage>> {
    let mut package = Package::open(bytes).ok()?;
    let body = package.text(edited::BODY).ok()?;
    let scanned = edited::scan(&body.unwrap_or_default()).ok()?;
    Some(passage::passages(&scanned, &[]))
}

/// Passages whose letters are others: numbers, days and marks are asked about elsewhere.
fn compared(written: &[Passage], stands: &[Passage]) -> Vec<Worded> {
    if written.is_empty() {
        return Vec::new();
    }
    // Where figures stand is known of the one and not of the other.
    let written: Vec<Passage> = written
        .iter()
        .map(|passage| Passage {
            figures: Vec::new(),
            ..passage.clone()
        })
        .collect();
    let here = align(&written, stands);
    let mut found = Vec::new();
    for (passage, at) in written.iter().zip(&here) {
        let now = at.map_or("", |at| stands[at].text.as_str());
        if letters(&passage.text) != letters(now) {
            found.push(Worded {
                written: passage.text.clone(),
                stands: now.to_owned(),
            });
        }
    }
    let added = stands
        .iter()
        .enumerate()
        .filter(|(at, passage)| !here.contains(&Some(*at)) && !letters(&passage.text).is_empty());
    found.extend(added.map(|(_, passage)| Worded {
        written: String::new(),
        stands: passage.text.clone(),
    }));
    found
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}
