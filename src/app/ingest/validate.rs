//! `validate`: a file, and what came wrapped in it, is read as `ingest` would, and nothing is kept.

use super::parcels::{self, TakenOut};
use super::received::{Received, Verdict, file_name, twin};
use super::understood::{ArrivedFile, Intake};
use crate::app::{Look, Stop, issued};
use crate::model::id::{FileHash, UnitCode};
use crate::model::unit::Roster;
use crate::msg;
use crate::read::{self, Reader};
use crate::store::archive;
use crate::store::folder::Room;
use crate::words::Message;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// What a file says, or each of the files that came in it.
#[derive(Debug)]
pub struct Validated {
    /// A file that came alone, or those that were taken out of it, in their order.
    pub files: Vec<Received>,
    /// What was left in it, each with what to do.
    pub unread: Vec<Message>,
}

/// Reads a file, and what came wrapped in it, as `ingest` would, without keeping anything.
pub fn validate(on: &mut impl Look, path: &Path) -> Result<Validated, Stop> {
    if !path.is_file() {
        return Err(Stop::Wrong(msg!("flow.no-file", path = path.display())));
    }
    let name = file_name(path);
    let looking = on.look();
    let issued = issued::known(looking.ledger, looking.key)?;
    let intake = Intake::of(looking.campaign, issued, looking.now);
    let mut looker = Looker {
        reader: looking.reader,
        roster: &looking.campaign.roster,
        intake,
    };
    if read::may_be_wrapping(path) {
        let room = Room::new().map_err(Stop::Fault)?;
        let taken = parcels::take_out(looker.reader, room.path(), (&name, path))?;
        if let Some(taken) = taken {
            return Ok(looker.each(room.path(), &name, taken));
        }
    }
    let file = looker.looked_at(path, &[name], None);
    Ok(Validated {
        files: vec![file],
        unread: Vec::new(),
    })
}

/// Looks at files and keeps nothing.
struct Looker<'a> {
    reader: &'a mut Reader,
    roster: &'a Roster,
    intake: Intake<'a>,
}

impl Looker<'_> {
    /// Looks at the files that were taken out of a wrapping; the same bytes under several names are one return.
    fn each(&mut self, root: &Path, wrapping: &str, taken: TakenOut) -> Validated {
        let TakenOut { parcel, mut unread } = taken;
        let mut files = Vec::new();
        let mut seen: HashSet<&FileHash> = HashSet::new();
        for (at, file) in parcel.files.iter().enumerate() {
            if !seen.insert(&file.hash) {
                continue;
            }
            let same = parcel.files[at..].iter().filter(|o| o.hash == file.hash);
            let names: Vec<String> = same.map(|o| format!("{wrapping}/{}", o.name)).collect();
            let path = archive::path(root, &file.hash, &file.name);
            let sender = parcels::sender(self.roster, file);
            let one = self.looked_at(&path, &names, sender.as_ref());
            let twins = names.into_iter().filter(|name| *name != one.file);
            let twins: Vec<Received> = twins.map(|name| twin(name, &one)).collect();
            files.push(one);
            files.extend(twins);
        }
        let left = parcel.left.iter();
        unread.extend(left.map(|left| parcels::left_behind(wrapping, left)));
        Validated { files, unread }
    }

    /// Looks at one file by the names that it has.
    fn looked_at(&mut self, path: &Path, names: &[String], sender: Option<&UnitCode>) -> Received {
        let answer = self.reader.read(path);
        // Nothing is kept under the hash.
        let incoming = ArrivedFile {
            file: names.first().map_or("", String::as_str),
            others: names.get(1..).unwrap_or_default(),
            hash: &FileHash::of(&[]),
            size: 0,
            assigned: None,
            sender,
        };
        let new = self.intake.looked_at(&incoming, answer);
        Received {
            file: new.receipt.file,
            receipt: new.receipt.id,
            unit: new.receipt.unit,
            reading: new.readings.into_iter().next().map(Arc::new),
            findings: new.findings,
            standing: Verdict::NotTaken,
        }
    }
}
