//! Parts of a package as text.
//!
//! In: the bytes of a package. Out: a part by its name, whole and agreeing with its checksum, so that no digit that
//! was damaged on the way is ever taken for a value.

use super::directory::{self, Packing, Part};
use super::not_plain::NotPlain;
use flate2::{Decompress, FlushDecompress, Status};

/// No part is read this way that is larger.
const MAX_PART: usize = 4 << 20;

/// The parts of a package; one unpacker works for all of them.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    all: Vec<Part<'a>>,
    /// For each of them whether somebody asked for it.
    is_read: Vec<bool>,
    inflate: &'a mut Decompress,
}

/// How a part is packed, its checksum, its length.
pub(super) type Stated = (Packing, u32, usize);

/// Room for the content of a part, used again for the next.
#[derive(Debug, Default)]
pub(super) struct Buffer(Vec<u8>);

impl<'a> Parts<'a> {
    /// The parts of a package whose bytes are all of these.
    pub(super) fn of(bytes: &'a [u8], inflate: &'a mut Decompress) -> Result<Self, NotPlain> {
        let all = directory::parts(bytes)?;
        Ok(Self {
            is_read: vec![false; all.len()],
            all,
            inflate,
        })
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &[u8]> {
        self.all.iter().map(|part| part.name)
    }

    /// A part as it lies in the file, and what the directory states of it. Whoever asks knows what it says.
    pub(super) fn stated(&mut self, name: &str) -> Option<(&'a [u8], Stated)> {
        let part = self.find(name)?;
        Some((part.packed, (part.packing, part.checksum, part.size)))
    }

    /// Bytes that those take in the file which nobody asked for.
    pub(super) fn unread(&self) -> usize {
        let parts = self.all.iter().zip(&self.is_read);
        let unread = parts.filter(|(_, is_read)| !**is_read);
        unread.map(|(part, _)| part.packed.len()).sum()
    }

    /// A part that a workbook may lack.
    pub(super) fn optional<'b>(
        &mut self,
        name: &str,
        buffer: &'b mut Buffer,
    ) -> Result<Option<&'b str>, NotPlain> {
        let Some(part) = self.find(name) else {
            return Ok(None);
        };
        let bytes = unpacked(&part, self.inflate, &mut buffer.0)?;
        if crc32fast::hash(bytes) != part.checksum {
            return Err(NotPlain);
        }
        let text = simdutf8::basic::from_utf8(bytes).map_err(|_| NotPlain)?;
        Ok(Some(text))
    }

    fn find(&mut self, name: &str) -> Option<Part<'a>> {
        let mut parts = self.all.iter();
        let at = parts.position(|part| part.name == name.as_bytes())?;
        self.is_read[at] = true;
        Some(self.all[at])
    }

    /// A part that must be there.
    pub(super) fn get<'b>(
        &mut self,
        name: &str,
        buffer: &'b mut Buffer,
    ) -> Result<&'b str, NotPlain> {
        self.optional(name, buffer)?.ok_or(NotPlain)
    }
}

fn unpacked<'b>(
    part: &Part<'_>,
    inflate: &mut Decompress,
    buffer: &'b mut Vec<u8>,
) -> Result<&'b [u8], NotPlain> {
    if part.size > MAX_PART {
        return Err(NotPlain);
    }
    // One byte more than is stated: a part that is longer is told from one that is as stated.
    if buffer.len() <= part.size {
        buffer.resize(part.size + 1, 0);
    }
    let room = &mut buffer[..=part.size];
    let size = match part.packing {
        Packing::Stored => {
            let content = room.get_mut(..part.packed.len()).ok_or(NotPlain)?;
            content.copy_from_slice(part.packed);
            part.packed.len()
        }
        Packing::Deflated => {
            inflate.reset(false);
            let done = inflate.decompress(part.packed, room, FlushDecompress::Finish);
            if !matches!(done, Ok(Status::StreamEnd)) {
                return Err(NotPlain);
            }
            usize::try_from(inflate.total_out()).map_err(|_| NotPlain)?
        }
    };
    if size == part.size {
        Ok(&room[..size])
    } else {
        Err(NotPlain)
    }
}
