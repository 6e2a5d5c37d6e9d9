//! Opens one file: by what it is, and not before its size is known.

use super::frames::Answer;
use super::package::{self, Package};
use super::refusal::Refusal;
use super::sniff::{Container, HEAD, sniff};
use super::{dense, xlsx};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// No file is opened that is larger: an xlsx is read as a stream, the others are read whole.
const MAX_FILE: u64 = 50 << 20;
pub(super) const MAX_DENSE: u64 = 30 << 20;

/// What a file holds.
pub(super) fn open(path: &Path) -> Answer {
    // A pipe or a device would never end.
    let length = match std::fs::metadata(path) {
        Ok(about) if about.is_file() => about.len(),
        _ => return Err(Refusal::Closed),
    };
    let mut file = File::open(path).map_err(|_| Refusal::Closed)?;
    let mut head = Vec::new();
    (&mut file)
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(|_| Refusal::Closed)?;
    let container = sniff(&head)?;
    if length > MAX_FILE || (container == Container::Compound && length > MAX_DENSE) {
        return Err(Refusal::TooLarge);
    }
    file.seek(SeekFrom::Start(0)).map_err(|_| Refusal::Closed)?;
    match container {
        Container::Compound => dense::compound(&whole(file)?),
        Container::Zip => match package::survey(&file)? {
            Package::Xlsx(workbook) => xlsx::read(file, &workbook),
            Package::Ods if length > MAX_DENSE => Err(Refusal::TooLarge),
            Package::Ods => dense::ods(file),
        },
    }
}

fn whole(file: File) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    file.take(MAX_DENSE)
        .read_to_end(&mut bytes)
        .map_err(|_| Refusal::Closed)?;
    Ok(bytes)
}
