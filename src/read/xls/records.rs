//! The records of a stream, one after the other ([MS-XLS] 2.1.4).

/// Where a record lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    pub(super) kind: u16,
    /// Where its four bytes of kind and length begin.
    pub(super) at: usize,
    /// Bytes of its content, which follows them.
    pub(super) length: usize,
}

impl Record {
    /// Where its content begins.
    pub(super) fn content(self) -> usize {
        self.at + 4
    }

    /// Where the next record begins.
    pub(super) fn end(self) -> usize {
        self.content() + self.length
    }
}

pub(super) const BEGIN: u16 = 0x0809;
pub(super) const END: u16 = 0x000A;
pub(super) const BOUND_SHEET: u16 = 0x0085;

/// The record that begins at a place, if it is there whole.
pub(super) fn record(stream: &[u8], at: usize) -> Option<Record> {
    let record = Record {
        kind: short(stream, at)?,
        at,
        length: usize::from(short(stream, at + 2)?),
    };
    (record.end() <= stream.len()).then_some(record)
}

/// All records from a place on.
pub(super) fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record> + '_ {
    std::iter::successors(record(stream, from), |last| record(stream, last.end()))
}

/// The 16 bits at a place.
pub(super) fn short(stream: &[u8], at: usize) -> Option<u16> {
    let pair = stream.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([pair[0], pair[1]]))
}

/// Writes 16 bits at a place that is there.
pub(super) fn put_short(stream: &mut [u8], at: usize, value: u16) {
    if let Some(pair) = stream.get_mut(at..at + 2) {
        pair.copy_from_slice(&value.to_le_bytes());
    }
}
