//! The parent's side of parcels: the files that the child takes out of a wrapping, as they come.

use super::frames::Request;
use super::parcel::{Item, Told};
use super::worker::Worker;
use crate::model::parcel::{LeftBehind, LeftReason};
use std::io::{self, Read};
use std::time::Duration;

/// What the child takes out of one wrapping. Read from it, the bytes of the file that came last; no more than a piece of
/// them is held.
pub(super) struct Contents<'w> {
    worker: &'w mut Worker,
    /// How long the child may still take.
    patience: Duration,
    /// Bytes of the file that are still to come.
    to_come: u64,
    piece: Vec<u8>,
    /// How much of the piece was read.
    read: usize,
    files: usize,
    end: Option<End>,
}

/// How it ended.
enum End {
    /// The child said so.
    Told(Option<Vec<LeftBehind>>),
    /// The child broke, or took too long.
    Broken,
}

impl<'w> Contents<'w> {
    /// Asks the child.
    pub(super) fn of(worker: &'w mut Worker, request: &Request, patience: Duration) -> Self {
        let end = worker.send(request).err().map(|_| End::Broken);
        Self {
            worker,
            patience,
            to_come: 0,
            piece: Vec::new(),
            read: 0,
            files: 0,
            end,
        }
    }

    /// The next file; `None` at the end. What was not read of the one before is passed over.
    pub(super) fn next_file(&mut self) -> Option<Item> {
        while self.end.is_none() && self.to_come > 0 {
            self.next_piece();
        }
        self.piece.clear();
        self.read = 0;
        if self.end.is_some() {
            return None;
        }
        let frame = self.worker.next(&mut self.patience);
        let told = frame
            .ok()
            .and_then(|frame| postcard::from_bytes(&frame).ok());
        match told {
            Some(Told::File(item)) => {
                self.to_come = item.size;
                self.files += 1;
                Some(item)
            }
            Some(Told::End(left)) => {
                self.end = Some(End::Told(left));
                None
            }
            None => {
                self.end = Some(End::Broken);
                None
            }
        }
    }

    /// What was left in the wrapping, nothing when it is none; the error is the same with a child that must not be asked
    /// again.
    pub(super) fn left(self) -> Result<Option<Vec<LeftBehind>>, Option<Vec<LeftBehind>>> {
        match self.end {
            Some(End::Told(left)) => Ok(left),
            Some(End::Broken) | None => {
                let rest = LeftBehind {
                    name: String::new(),
                    why: LeftReason::BeyondBudget,
                };
                Err((self.files > 0).then(|| vec![rest]))
            }
        }
    }

    fn next_piece(&mut self) {
        match self.worker.next(&mut self.patience) {
            Ok(piece) if !piece.is_empty() && piece.len() as u64 <= self.to_come => {
                self.to_come -= piece.len() as u64;
                self.piece = piece;
                self.read = 0;
            }
            _ => self.end = Some(End::Broken),
        }
    }
}

impl Read for Contents<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read == self.piece.len() && self.to_come > 0 && self.end.is_none() {
            self.next_piece();
        }
        if matches!(self.end, Some(End::Broken)) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let read = (&self.piece[self.read..]).read(buffer)?;
        self.read += read;
        Ok(read)
    }
}
