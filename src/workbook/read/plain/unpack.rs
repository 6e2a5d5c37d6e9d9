//! Parts of a package as text.
//!
//! In: the bytes of a package. Out: a part by its name, whole and agreeing with its checksum, so that no digit that
//! was damaged on the way is ever taken for a value.

use super::directory::{self, Packing, Part};
use super::xml::NotPlain;
use flate2::{Decompress, FlushDecompress, Status};

/// No part is read this way that is larger.
const MAX_PART: usize = 4 << 20;

/// So many bytes are looked at before a part is read.
const BEGINNING: usize = 2 << 10;

/// The parts of a package; one unpacker works for all of them.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    all: Vec<Part<'a>>,
    inflate: &'a mut Decompress,
    unread: usize,
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
            unread: all.iter().map(|part| part.packed.len()).sum(),
            all,
            inflate,
        })
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &[u8]> {
        self.all.iter().map(|part| part.name)
    }

    /// A part as it lies in the file, and what the directory states of it.
    pub(super) fn stated(&self, name: &str) -> Option<(&'a [u8], Stated)> {
        let mut parts = self.all.iter();
        let part = parts.find(|part| part.name == name.as_bytes())?;
        Some((part.packed, (part.packing, part.checksum, part.size)))
    }

    /// Notes that nobody has to ask for a part of so many bytes any more.
    pub(super) fn passed(&mut self, packed: usize) {
        self.unread = self.unread.saturating_sub(packed);
    }

    /// Bytes that those take in the file which nobody asked for yet.
    pub(super) fn unread(&self) -> usize {
        self.unread
    }

    /// A part that a workbook may lack.
    pub(super) fn optional<'b>(
        &mut self,
        name: &str,
        buffer: &'b mut Buffer,
    ) -> Result<Option<&'b str>, NotPlain> {
        let mut parts = self.all.iter();
        let Some(part) = parts.find(|part| part.name == name.as_bytes()) else {
            return Ok(None);
        };
        self.unread = self.unread.saturating_sub(part.packed.len());
        let bytes = unpacked(part, self.inflate, &mut buffer.0)?;
        if crc32fast::hash(bytes) != part.checksum {
            return Err(NotPlain);
        }
        let text = simdutf8::basic::from_utf8(bytes).map_err(|_| NotPlain)?;
        Ok(Some(text))
    }

    /// How a part begins: enough to know whether to read it, and no more to be believed than that.
    pub(super) fn beginning<'b>(&mut self, name: &str, buffer: &'b mut Buffer) -> Option<&'b str>
    where
        'a: 'b,
    {
        let part = self.all.iter().find(|part| part.name == name.as_bytes())?;
        let room = &mut buffer.0;
        if room.len() < BEGINNING {
            room.resize(BEGINNING, 0);
        }
        let bytes = match part.packing {
            Packing::Stored => &part.packed[..part.packed.len().min(BEGINNING)],
            Packing::Deflated => {
                self.inflate.reset(false);
                let room = &mut room[..BEGINNING];
                let done = self
                    .inflate
                    .decompress(part.packed, room, FlushDecompress::None);
                done.ok()?;
                &room[..usize::try_from(self.inflate.total_out()).ok()?]
            }
        };
        match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(cut) => std::str::from_utf8(&bytes[..cut.valid_up_to()]).ok(),
        }
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
