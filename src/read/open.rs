//! Opens one file: by what it is, and not before its size is known.

use super::frames::{Answer, SkippedSheet};
use super::package::{self, Kind};
use super::refusal::{Foreign, Refusal};
use super::sniff::{Container, HEAD, sniff};
use super::{dense, parcel, recalculated, text, xlsb, xlsx};
use crate::model::raw::RawWorkbook;
use crate::words::system;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// No file is opened that is larger.
const MAX_FILE: u64 = 50 << 20;
/// Nor one that a library unpacks whole.
const MAX_DENSE: u64 = 30 << 20;

/// What a file holds, of the sheets in `skipped` only their part.
pub(super) fn open(path: &Path, skipped: &[SkippedSheet]) -> Answer {
    let mut book = cells(path, skipped)?;
    recalculated::mark(&mut book, skipped);
    Ok(book)
}

fn cells(path: &Path, skipped: &[SkippedSheet]) -> Answer {
    // A pipe or a device would never end.
    let length = match std::fs::metadata(path) {
        Ok(about) if about.is_file() => about.len(),
        _ => return Err(Refusal::Closed),
    };
    let mut file = File::open(path).map_err(|e| {
        if system::is_in_use(&e) {
            Refusal::Held
        } else {
            Refusal::Closed
        }
    })?;
    let mut bytes = Vec::new();
    (&mut file)
        .take(HEAD as u64)
        .read_to_end(&mut bytes)
        .map_err(|_| Refusal::Closed)?;
    let container = match sniff(&bytes) {
        Err(refusal @ (Refusal::Text | Refusal::WebPage)) => {
            if refusal == Refusal::Text && parcel::is_mail(&bytes) {
                return Err(Refusal::Foreign(Foreign::EmptyMail));
            }
            if length > text::MAX_TEXT {
                return Err(Refusal::TooLarge);
            }
            file.take(text::MAX_TEXT)
                .read_to_end(&mut bytes)
                .map_err(|_| Refusal::Closed)?;
            return match refusal {
                Refusal::Text => text::separated(&bytes),
                _ => text::markup(&bytes),
            };
        }
        other => other?,
    };
    if length > MAX_FILE || (container == Container::Compound && length > MAX_DENSE) {
        return Err(Refusal::TooLarge);
    }
    file.take(MAX_FILE)
        .read_to_end(&mut bytes)
        .map_err(|_| Refusal::Closed)?;
    match container {
        Container::Compound => dense::compound(&bytes),
        Container::Zip => zip(&bytes, skipped),
    }
}

fn zip(bytes: &[u8], skipped: &[SkippedSheet]) -> Answer {
    let mut zip = package::open(bytes)?;
    let kind = package::survey(&mut zip)?;
    let has_macros = package::has_macros(&zip);
    let book = match kind {
        Kind::Xlsx => {
            package::verify(&mut zip)?;
            xlsx::read(bytes, skipped)?
        }
        // Libraries unpack both whole.
        Kind::Xlsb | Kind::Ods if bytes.len() as u64 > MAX_DENSE => return Err(Refusal::TooLarge),
        Kind::Xlsb => {
            package::verify(&mut zip)?;
            xlsb::read(bytes, skipped)?
        }
        Kind::Ods => {
            package::verify(&mut zip)?;
            dense::ods(bytes)?
        }
    };
    Ok(RawWorkbook { has_macros, ..book })
}
