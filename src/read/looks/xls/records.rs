//! The records of a stream, one after the other.

/// Row and column of a cell, with which its record begins.
pub(super) fn place(data: &[u8]) -> Option<(u32, u16)> {
    Some((u32::from(word(data, 0)?), word(data, 2)?))
}

pub(super) fn word(data: &[u8], at: usize) -> Option<u16> {
    let two = data.get(at..at + 2)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

/// The records of a stream, one after the other.
pub(super) struct Records<'a> {
    pub(super) rest: &'a [u8],
}

pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn next(&mut self) -> Option<Record<'a>> {
        let kind = word(self.rest, 0)?;
        let length = usize::from(word(self.rest, 2)?);
        let (data, rest) = self.rest.get(4..)?.split_at_checked(length)?;
        self.rest = rest;
        Some(Record { kind, data })
    }

    /// The record that continues the last one, if it comes next.
    pub(super) fn continued(&mut self) -> Option<&'a [u8]> {
        if word(self.rest, 0)? != CONTINUE {
            return None;
        }
        self.next().map(|record| record.data)
    }
}

pub(super) const FORMULA: u16 = 0x0006;
pub(super) const END: u16 = 0x000A;
pub(super) const HEADER: u16 = 0x0014;
pub(super) const FOOTER: u16 = 0x0015;
pub(super) const NOTE: u16 = 0x001C;
pub(super) const FONT: u16 = 0x0031;
pub(super) const CONTINUE: u16 = 0x003C;
pub(super) const COLUMNS: u16 = 0x007D;
pub(super) const OBJECT: u16 = 0x005D;
pub(super) const BOUND_SHEET: u16 = 0x0085;
pub(super) const PALETTE: u16 = 0x0092;
pub(super) const MANY_RK: u16 = 0x00BD;
pub(super) const RICH_STRING: u16 = 0x00D6;
pub(super) const XF: u16 = 0x00E0;
pub(super) const MERGED: u16 = 0x00E5;
pub(super) const DRAWING: u16 = 0x00EC;
pub(super) const SST: u16 = 0x00FC;
pub(super) const LABEL_SST: u16 = 0x00FD;
pub(super) const TEXT_OBJECT: u16 = 0x01B6;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const BOOL_OR_ERROR: u16 = 0x0205;
pub(super) const ROW: u16 = 0x0208;
pub(super) const WINDOW: u16 = 0x023E;
pub(super) const RK: u16 = 0x027E;
pub(super) const FORMAT: u16 = 0x041E;
pub(super) const BEGIN: u16 = 0x0809;
