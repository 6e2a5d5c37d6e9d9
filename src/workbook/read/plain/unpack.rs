//! Parts of a package as text.
//!
//! In: the bytes of a package that was surveyed. Out: a part by its name, whole and agreeing with its checksum, so
//! that no digit that was damaged on the way is ever taken for a value.

use super::super::package::Package;
use super::xml::NotPlain;
use flate2::{Decompress, FlushDecompress, Status};
use zip::CompressionMethod;

/// No part is read this way that is larger.
const MAX_PART: usize = 4 << 20;

/// Takes parts out of a package; one unpacker works for all of them.
#[derive(Debug)]
pub(super) struct Parts<'z, 'a> {
    zip: &'z mut Package<'a>,
    bytes: &'a [u8],
    inflate: Decompress,
}

impl<'z, 'a> Parts<'z, 'a> {
    /// The parts of a package; `bytes` is all of it.
    pub(super) fn of(zip: &'z mut Package<'a>, bytes: &'a [u8]) -> Self {
        Self {
            zip,
            bytes,
            inflate: Decompress::new(false),
        }
    }

    /// A part that a workbook may lack.
    pub(super) fn optional(&mut self, name: &str) -> Result<Option<String>, NotPlain> {
        match self.zip.index_for_name(name) {
            None => Ok(None),
            Some(at) => self.at(at).map(Some),
        }
    }

    /// A part that must be there.
    pub(super) fn get(&mut self, name: &str) -> Result<String, NotPlain> {
        self.optional(name)?.ok_or(NotPlain)
    }

    fn at(&mut self, at: usize) -> Result<String, NotPlain> {
        let part = self.zip.by_index_raw(at).map_err(|_| NotPlain)?;
        let number = |n: u64| usize::try_from(n).map_err(|_| NotPlain);
        let (size, packed) = (number(part.size())?, number(part.compressed_size())?);
        if size > MAX_PART || part.encrypted() {
            return Err(NotPlain);
        }
        let start = number(part.data_start().ok_or(NotPlain)?)?;
        let end = start.checked_add(packed).ok_or(NotPlain)?;
        let packed = self.bytes.get(start..end).ok_or(NotPlain)?;
        let (method, checksum) = (part.compression(), part.crc32());
        let bytes = match method {
            CompressionMethod::Stored => packed.to_vec(),
            CompressionMethod::Deflated => {
                // One byte more than is stated: a part that is longer is told from one that is as stated.
                let mut bytes = Vec::with_capacity(size + 1);
                self.inflate.reset(false);
                let done = self
                    .inflate
                    .decompress_vec(packed, &mut bytes, FlushDecompress::Finish);
                if !matches!(done, Ok(Status::StreamEnd)) {
                    return Err(NotPlain);
                }
                bytes
            }
            _ => return Err(NotPlain),
        };
        if bytes.len() != size || crc32fast::hash(&bytes) != checksum {
            return Err(NotPlain);
        }
        String::from_utf8(bytes).map_err(|_| NotPlain)
    }
}
