//! Workbooks in the campaign's folder into which people type: what was typed is archived before anything of it is done, and
//! a fresh one takes the place of what was done.

use super::look::file_name;
use super::session::Output;
use super::{Session, Stop};
use crate::model::raw::RawWorkbook;
use crate::store::archive::{self, NotKept};
use crate::store::folder::{self, Shelf};
use crate::words::Message;
use std::path::{Path, PathBuf};

/// Most bytes of such a workbook.
const MOST_BYTES: u64 = 64 << 20;

/// The workbooks of one name, also those that a program saved beside it under a name like it.
#[derive(Debug)]
pub(super) struct TypedSheets {
    folder: &'static str,
    name: String,
    /// Those that are read whole and archived: their hashes.
    archived: Vec<(PathBuf, String)>,
}

impl TypedSheets {
    /// Those in a folder of the campaign; in the campaign's own where that is empty.
    pub(super) fn of(folder: &'static str, name: &str) -> Self {
        Self {
            folder,
            name: name.to_owned(),
            archived: Vec::new(),
        }
    }

    fn place_of(&self, session: &Session) -> PathBuf {
        session.campaign.root.join(self.folder)
    }

    /// What the ledger calls them.
    fn key(&self) -> String {
        match self.folder {
            "" => self.name.clone(),
            folder => format!("{folder}/{}", self.name),
        }
    }

    /// What each of them says. `read` takes its name and its cells; what it cannot read whole it tells, and such a workbook
    /// stays where it is.
    pub(super) fn read<T>(
        &mut self,
        session: &mut Session,
        read: impl Fn(&str, &RawWorkbook) -> (T, Vec<Message>),
        told: &mut Vec<Message>,
    ) -> Result<Vec<T>, Stop> {
        let mut all = Vec::new();
        for path in Shelf::of(&self.place_of(session)).all(&self.name) {
            all.extend(self.one(session, &path, &read, told)?);
        }
        Ok(all)
    }

    fn one<T>(
        &mut self,
        session: &mut Session,
        path: &Path,
        read: &impl Fn(&str, &RawWorkbook) -> (T, Vec<Message>),
        told: &mut Vec<Message>,
    ) -> Result<Option<T>, Stop> {
        let Ok(bytes) = folder::read_bounded(path, MOST_BYTES) else {
            return Ok(None);
        };
        let hash = folder::hash(&bytes);
        let name = file_name(path);
        let known = session.ledger.output_hashes(&self.key())?;
        if known.contains(&hash) {
            let book = session.reader.read(path);
            return Ok(book.ok().map(|book| read(&name, &book).0));
        }
        match archive::keep(&session.campaign.root, path) {
            // What was saved meanwhile is read by the next run.
            Ok(kept) if *kept.hash == *hash => {
                let book = match session.reader.read(&kept.path) {
                    Ok(book) => book,
                    Err(unreadable) => {
                        told.push(unreadable.message);
                        return Ok(None);
                    }
                };
                let (said, questions) = read(&name, &book);
                if questions.is_empty() {
                    self.archived.push((path.to_owned(), hash));
                }
                told.extend(questions);
                Ok(Some(said))
            }
            Err(NotKept::Archive(message)) => Err(Stop::Fault(message)),
            _ => Ok(None),
        }
    }

    /// Puts a fresh one in place of those that were read and archived; without one they are taken away.
    pub(super) fn place(
        &self,
        session: &mut Session,
        fresh: Option<&[u8]>,
    ) -> Result<Option<Output>, Stop> {
        let root = self.place_of(session);
        let mut place = Shelf::of(&root);
        // What a person typed in it is in the archive, and done or kept: it may be replaced.
        let newest = place.newest(&self.name);
        for (path, hash) in &self.archived {
            if fresh.is_none() || newest.as_ref() != Some(path) {
                place.withdraw(&file_name(path), std::slice::from_ref(hash));
            }
        }
        let Some(bytes) = fresh else {
            return Ok(None);
        };
        let mut archived = self.archived.iter();
        let replaced = archived.find(|(path, _)| newest.as_ref() == Some(path));
        if let Some((_, hash)) = replaced {
            let stamp = session.now.stamp();
            let key = self.key();
            let known = session.ledger.output_hashes(&key)?;
            if !known.contains(hash) {
                let ledger = &mut session.ledger;
                ledger.record_output(&key, hash, None, &stamp)?;
            }
        }
        drop(place);
        session.place_output(&root, &self.name, bytes).map(Some)
    }
}
