//! The binary workbook of Excel (`.xlsb`), cell by cell; an empty million of rows costs nothing.
//!
//! Its writers shorten a cell that stands right of another: no column is written (MS-XLSB 2.4, the `BrtShort` records).
//! The library leaves such cells out without a word, so they are written out in full before it sees them.

use super::frames::SkippedSheet;
use super::refusal::Refusal;
use super::xlsx::{MAX_SCANNED, Room, begin, keep, leave_out, raw, sheets_of};
use super::{arranged, assemble, package};
use crate::model::raw::{Format, RawSheet, RawWorkbook};
use calamine::{Reader, SheetType, Xlsb, XlsbError};
use std::collections::HashMap;
use std::io::Cursor;

type Book<'a> = Xlsb<Cursor<&'a [u8]>>;

/// Reads the workbook, of the sheets in `skipped` only their part.
pub(super) fn read(bytes: &[u8], skipped: &[SkippedSheet]) -> Result<RawWorkbook, Refusal> {
    let arranged = arranged::package(bytes, "bin")?;
    let bytes = arranged.as_deref().unwrap_or(bytes);
    let expanded = expanded(bytes)?;
    let bytes = expanded.as_deref().unwrap_or(bytes);
    let mut book: Book<'_> = Xlsb::new(Cursor::new(bytes)).map_err(|e| refusal(&e))?;
    let tabs = book.sheets_metadata().to_vec();
    let sheets = sheets_of(&tabs, |tab, sheet, room| {
        if tab.typ == SheetType::WorkSheet {
            cells(&mut book, sheet, room)?;
            leave_out(sheet, skipped);
        }
        Ok(())
    })?;
    let about = book.workbook_properties().unwrap_or_default();
    let names = (book.defined_names(), [].as_slice());
    Ok(assemble::workbook(Format::Xlsb, sheets, names, about))
}

fn refusal(error: &XlsbError) -> Refusal {
    match error {
        XlsbError::Password => Refusal::Password,
        _ => Refusal::Damaged,
    }
}

fn cells(book: &mut Book<'_>, sheet: &mut RawSheet, room: &mut Room) -> Result<(), Refusal> {
    let mut formulas = formulas(book, &sheet.name)?;
    let has_1904 = book.has_1904_epoch();
    let mut reader = book
        .worksheet_cells_reader(&sheet.name)
        .map_err(|e| refusal(&e))?;
    for _ in 0..MAX_SCANNED {
        let Some(cell) = reader.next_cell().map_err(|e| refusal(&e))? else {
            return Ok(());
        };
        let place = cell.get_position();
        let value = raw(cell.get_value(), has_1904);
        // The library does not tell number formats here.
        let content = (place, value, formulas.remove(&place), None);
        sheet.left_out += keep(sheet, room, content)?;
    }
    sheet.left_out += 1;
    Ok(())
}

/// How the formulas of a sheet begin, by place. Of one that the library cannot write out only the result is read.
fn formulas(book: &mut Book<'_>, sheet: &str) -> Result<HashMap<(u32, u32), String>, Refusal> {
    let mut reader = book
        .worksheet_cells_reader(sheet)
        .map_err(|e| refusal(&e))?;
    let mut formulas = HashMap::new();
    for _ in 0..MAX_SCANNED {
        match reader.next_formula() {
            Ok(Some(cell)) if cell.get_value().is_empty() => {}
            Ok(Some(cell)) => {
                formulas.insert(cell.get_position(), begin(cell.get_value()));
            }
            Ok(None) => break,
            Err(
                XlsbError::Ptg(_) | XlsbError::Etpg(_) | XlsbError::IfTab(_) | XlsbError::StackLen,
            ) => {}
            Err(error) => return Err(refusal(&error)),
        }
    }
    Ok(formulas)
}

/// The package with every shortened cell of its sheets written out; nothing when there is none.
fn expanded(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    let is_sheet = |name: &str| name.starts_with("xl/worksheets/") && !name.contains("/_rels/");
    package::rewritten(bytes, is_sheet, |_, sheet| in_full(&sheet))
}

/// The records of a sheet with shortened cells written out; nothing when there is none.
fn in_full(sheet: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    const ROW: u16 = 0;
    const FULL: std::ops::RangeInclusive<u16> = 1..=11;
    /// From `BrtShortBlank` to `BrtShortIsst`: each the full record of its kind, by so much higher.
    const SHORT: std::ops::RangeInclusive<u16> = 12..=18;
    const HIGHER: u8 = 11;
    let mut out = Vec::with_capacity(sheet.len() * 2);
    let (mut rest, mut next_col, mut changed) = (sheet, 0u32, false);
    while !rest.is_empty() {
        let (record, after) = record(rest).ok_or(Refusal::Damaged)?;
        let whole = &rest[..rest.len() - after.len()];
        rest = after;
        match record.kind {
            ROW => next_col = 0,
            kind if FULL.contains(&kind) => {
                let col = record.content.first_chunk().ok_or(Refusal::Damaged)?;
                next_col = u32::from_le_bytes(*col).saturating_add(1);
            }
            kind if SHORT.contains(&kind) => {
                changed = true;
                out.push(kind as u8 - HIGHER);
                out.extend(length_of(record.content.len() + 4));
                out.extend(next_col.to_le_bytes());
                out.extend(record.content);
                next_col = next_col.saturating_add(1);
                continue;
            }
            _ => {}
        }
        out.extend(whole);
    }
    Ok(changed.then_some(out))
}

/// A record of a binary part (MS-XLSB 2.1.4).
struct Record<'a> {
    kind: u16,
    content: &'a [u8],
}

/// The record that begins here, and what follows it.
fn record(bytes: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let (first, mut rest) = bytes.split_first()?;
    let mut kind = u16::from(*first);
    if first & 0x80 != 0 {
        let (second, after) = rest.split_first()?;
        kind = u16::from(first & 0x7F) | u16::from(second & 0x7F) << 7;
        rest = after;
    }
    let mut length = 0usize;
    for place in 0..4 {
        let (byte, after) = rest.split_first()?;
        rest = after;
        length |= usize::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    let (content, rest) = rest.split_at_checked(length)?;
    Some((Record { kind, content }, rest))
}

/// A length as a record states it: seven bits a byte, the lowest first.
fn length_of(mut length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while length >= 0x80 {
        bytes.push((length & 0x7F) as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes
}

#[cfg(test)]
mod tests {
    use super::in_full;

    #[test]
    fn a_shortened_cell_is_written_out_right_of_the_one_before() {
        // Row 0; a number in column 4, a shortened number, a shortened text of 200 bytes; the end.
        let mut sheet = vec![0, 4, 0, 0, 0, 0, 2, 12, 4, 0, 0, 0, 9, 0, 0, 0, 7, 0, 0, 0];
        sheet.extend([13, 8, 9, 0, 0, 0, 8, 0, 0, 0]);
        sheet.extend([17, 0xC8, 1]);
        sheet.extend([b'x'; 200]);
        let end = [0x92, 1, 0];
        sheet.extend(end);
        let mut full = sheet[..20].to_vec();
        full.extend([2, 12, 5, 0, 0, 0, 9, 0, 0, 0, 8, 0, 0, 0]);
        full.extend([6, 0xCC, 1, 6, 0, 0, 0]);
        full.extend([b'x'; 200]);
        full.extend(end);
        assert_eq!(in_full(&sheet).unwrap().unwrap(), full);
        assert!(in_full(&full).unwrap().is_none());
        assert!(in_full(&sheet[..25]).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_cause_a_panic(bytes: Vec<u8>) {
            let _ = in_full(&bytes);
        }
    }
}
