//! The directory of a ZIP, read from its bytes alone.
//!
//! In: all bytes of a file. Out: where each part lies and how it is packed (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16).
//! Allocates for the entries that are there, never by a count that the file states. A package that is written in any
//! but the common way (encrypted, split, with more than 4 GiB, a comment, or two parts of one name) is [`NotPlain`].

use super::not_plain::NotPlain;

/// More parts than a workbook of this program or of a person has.
const MAX_PARTS: usize = 256;

/// Signatures and lengths of the three kinds of records.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
const ENTRY: (&[u8], usize) = (b"PK\x01\x02", 46);
const LOCAL: (&[u8], usize) = (b"PK\x03\x04", 30);

/// Flags of what makes a part unreadable here: encrypted (bits 0 and 6), names masked (bit 13).
const SECRET: u16 = 1 | 1 << 6 | 1 << 13;

/// A part as it lies in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) name: &'a [u8],
    pub(super) packing: Packing,
    /// CRC-32 of its content.
    pub(super) checksum: u32,
    /// What lies in the file.
    pub(super) packed: &'a [u8],
    /// Bytes of its content, as the file states it.
    pub(super) size: usize,
}

/// How a part is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Stored,
    Deflated,
}

/// All parts, in the order of the directory.
pub(super) fn parts(bytes: &[u8]) -> Result<Vec<Part<'_>>, NotPlain> {
    let end_at = bytes.len().checked_sub(END.1).ok_or(NotPlain)?;
    let end = Record::at(bytes, end_at, END)?;
    let count = usize::from(end.short(10));
    let (size, start) = (end.long(12)?, end.long(16)?);
    let is_whole = end.short(4) == 0 && end.short(6) == 0 && end.short(8) == end.short(10);
    let ends_there = start.checked_add(size) == Some(end_at) && end.short(20) == 0;
    if !is_whole || !ends_there || count > MAX_PARTS {
        return Err(NotPlain);
    }
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut at = start;
    for _ in 0..count {
        let entry = Record::at(bytes, at, ENTRY)?;
        let part = part(bytes, (&entry, at), start)?;
        if parts.iter().any(|p| p.name.eq_ignore_ascii_case(part.name)) {
            return Err(NotPlain);
        }
        parts.push(part);
        at += ENTRY.1 + entry.lengths([28, 30, 32]);
    }
    if at == end_at {
        Ok(parts)
    } else {
        Err(NotPlain)
    }
}

/// The part of an entry at its place in the directory, whose local header must say the same.
fn part<'a>(
    bytes: &'a [u8],
    (entry, at): (&Record<'a>, usize),
    directory: usize,
) -> Result<Part<'a>, NotPlain> {
    let name = name(bytes, at + ENTRY.1, entry.short(28))?;
    let packing = match entry.short(10) {
        0 => Packing::Stored,
        8 => Packing::Deflated,
        _ => return Err(NotPlain),
    };
    let (packed, size, local_at) = (entry.long(20)?, entry.long(24)?, entry.long(42)?);
    let local = Record::at(bytes, local_at, LOCAL)?;
    let same = self::name(bytes, local_at + LOCAL.1, local.short(26))? == name
        && local.short(8) == entry.short(10);
    let is_secret = (entry.short(8) | local.short(6)) & SECRET != 0;
    if !same || is_secret || entry.short(34) != 0 {
        return Err(NotPlain);
    }
    let from = local_at + LOCAL.1 + local.lengths([26, 28]);
    let to = from.checked_add(packed).ok_or(NotPlain)?;
    if to > directory {
        return Err(NotPlain);
    }
    Ok(Part {
        name,
        packing,
        checksum: entry.word(16),
        packed: bytes.get(from..to).ok_or(NotPlain)?,
        size,
    })
}

fn name(bytes: &[u8], at: usize, length: u16) -> Result<&[u8], NotPlain> {
    bytes.get(at..at + usize::from(length)).ok_or(NotPlain)
}

/// A record of fixed length; every offset asked for lies within it.
struct Record<'a>(&'a [u8]);

impl<'a> Record<'a> {
    fn at(
        bytes: &'a [u8],
        at: usize,
        (signature, length): (&[u8], usize),
    ) -> Result<Self, NotPlain> {
        let end = at.checked_add(length).ok_or(NotPlain)?;
        let record = bytes.get(at..end).ok_or(NotPlain)?;
        if record.starts_with(signature) {
            Ok(Self(record))
        } else {
            Err(NotPlain)
        }
    }

    fn short(&self, at: usize) -> u16 {
        u16::from_le_bytes([self.0[at], self.0[at + 1]])
    }

    fn word(&self, at: usize) -> u32 {
        u32::from(self.short(at)) | u32::from(self.short(at + 2)) << 16
    }

    /// A length or a place; all bits set means that the true one stands elsewhere (ZIP64).
    fn long(&self, at: usize) -> Result<usize, NotPlain> {
        match self.word(at) {
            u32::MAX => Err(NotPlain),
            word => usize::try_from(word).map_err(|_| NotPlain),
        }
    }

    /// The sum of the lengths at these places.
    fn lengths<const N: usize>(&self, places: [usize; N]) -> usize {
        places.iter().map(|at| usize::from(self.short(*at))).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    fn sample() -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in [("a.xml", "<a/>"), ("b.xml", "<b>bb</b>")] {
            writer
                .start_file(name, SimpleFileOptions::default())
                .expect("a part");
            writer.write_all(content.as_bytes()).expect("written");
        }
        writer.finish().expect("whole").into_inner()
    }

    #[test]
    fn the_directory_lists_each_part_with_its_size_and_packing() {
        let bytes = sample();
        let parts = parts(&bytes).expect("plain");
        let told: Vec<_> = parts.iter().map(|p| (p.name, p.size, p.packing)).collect();
        assert_eq!(
            told,
            [
                (&b"a.xml"[..], 4, Packing::Deflated),
                (&b"b.xml"[..], 9, Packing::Deflated)
            ]
        );
    }

    #[test]
    fn a_package_that_is_not_as_it_says_is_not_plain() {
        let bytes = sample();
        for cut in 0..bytes.len() {
            assert!(parts(&bytes[..cut]).is_err(), "{cut}");
        }
        let mut longer = bytes.clone();
        longer.push(b' ');
        assert!(parts(&longer).is_err());
        // Two parts of one name: programs differ in which of them they take.
        let places = || {
            let all = bytes.windows(5).enumerate();
            all.filter(|(_, w)| *w == b"b.xml").map(|(at, _)| at)
        };
        let mut twins = bytes.clone();
        for at in places() {
            twins[at..at + 5].copy_from_slice(b"A.XML");
        }
        assert!(parts(&twins).is_err());
        // A header at the part that names another.
        let mut other = bytes.clone();
        let first = places().next().expect("its name");
        other[first] = b'c';
        assert!(parts(&other).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_changed_byte_causes_a_panic_or_more_parts(at in 0usize..400, byte: u8) {
            let mut bytes = sample();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(parts) = parts(&bytes) {
                proptest::prop_assert!(parts.len() <= 2);
            }
        }
    }
}
