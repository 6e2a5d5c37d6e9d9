//! `validate`: a file is read as `ingest` would, and nothing is kept.

use super::received::{Received, Verdict, file_name};
use super::understood::{ArrivedFile, Intake};
use crate::app::{Look, Stop};
use crate::model::id::FileHash;
use crate::msg;
use std::path::Path;
use std::sync::Arc;

/// Reads a file as `ingest` would, without keeping anything.
pub fn validate(on: &mut impl Look, path: &Path) -> Result<Received, Stop> {
    if !path.is_file() {
        return Err(Stop::Wrong(msg!("flow.no-file", path = path.display())));
    }
    let name = file_name(path);
    let looking = on.look();
    let answer = looking.reader.read(path);
    // Nothing is kept under the hash.
    let incoming = ArrivedFile {
        file: &name,
        others: &[],
        hash: &FileHash::of(&[]),
        size: 0,
        assigned: None,
        sender: None,
    };
    let new = Intake::of(looking.campaign, looking.key, looking.now).looked_at(&incoming, answer);
    Ok(Received {
        file: name,
        receipt: new.receipt.id,
        unit: new.receipt.unit,
        reading: new.readings.into_iter().next().map(Arc::new),
        findings: new.findings,
        standing: Verdict::NotTaken,
    })
}
