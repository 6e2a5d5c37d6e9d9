//! Formats that can only be read whole: BIFF8 (`.xls`) and `OpenDocument` (`.ods`).

use super::refusal::Refusal;
use super::xlsx::{Room, date, settled, sheets_of};
use super::{assemble, canonical, cfb, dates, looks, package};
use crate::model::raw::{Format, RawCell, RawSheet, RawWorkbook};
use crate::read::limits::{COLUMNS, ROWS};
use crate::value::Raw;
use calamine::{Data, Ods, OdsError, Range, Reader, Sheet, Xls, XlsError};
use std::io::Cursor;

/// An OLE compound file: an `.xls`, or something else in that wrapping.
pub(super) fn compound(bytes: &[u8]) -> Result<RawWorkbook, Refusal> {
    if holds(bytes, "EncryptedPackage") {
        return Err(Refusal::Password);
    }
    if holds(bytes, "WordDocument") || holds(bytes, "PowerPoint Document") {
        return Err(Refusal::Document);
    }
    if !cfb::comes_to_an_end(bytes) {
        return Err(Refusal::Damaged);
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::Password,
        _ if holds(bytes, "Workbook") => Refusal::Damaged,
        _ if holds(bytes, "Book") => Refusal::OldExcel,
        _ => Refusal::Unknown,
    })?;
    let has_1904 = book.has_1904_epoch();
    let tabs = book.sheets_metadata().to_vec();
    let mut sheets = sheets(&tabs, |name| {
        let values = book.worksheet_range(name).ok()?;
        let formulas = book.worksheet_formula(name).unwrap_or_default();
        Some((values, formulas, has_1904))
    })?;
    looks::xls::look(bytes, &mut sheets);
    let about = book.workbook_properties().unwrap_or_default();
    let names = (book.defined_names(), [].as_slice());
    Ok(RawWorkbook {
        has_macros: holds(bytes, "_VBA_PROJECT_CUR"),
        ..assemble::workbook(Format::Xls, sheets, names, about)
    })
}

/// An `OpenDocument` spreadsheet.
pub(super) fn ods(bytes: &[u8]) -> Result<RawWorkbook, Refusal> {
    let refusal = |error| match error {
        OdsError::Password => Refusal::Password,
        OdsError::CellLimitExceeded { .. } => Refusal::TooLarge,
        _ => Refusal::Damaged,
    };
    let is_read = |name: &str| ["content.xml", "styles.xml", "meta.xml"].contains(&name);
    let plain = match canonical::package(bytes, is_read) {
        // Parts that are encrypted are no XML.
        Err(_) if is_encrypted(bytes) => return Err(Refusal::Password),
        plain => plain?,
    };
    let bytes = plain.as_deref().unwrap_or(bytes);
    match Ods::new(Cursor::new(bytes)) {
        Ok(book) => of_ods(book, bytes),
        // The library takes no blanks between cells, which some programs write.
        Err(OdsError::Mismatch { .. }) => {
            let closed = without_gaps(bytes)?;
            let bytes = closed.as_deref().unwrap_or(bytes);
            of_ods(Ods::new(Cursor::new(bytes)).map_err(refusal)?, bytes)
        }
        Err(error) => Err(refusal(error)),
    }
}

/// Whether the manifest of the package says that parts are encrypted (ODF 1.2 Part 3, 4.4).
fn is_encrypted(bytes: &[u8]) -> bool {
    let manifest = package::open(bytes)
        .ok()
        .and_then(|mut zip| package::text(&mut zip, "META-INF/manifest.xml"));
    manifest.is_some_and(|text| text.contains(":encryption-data"))
}

/// The same package without blanks between the elements of its table.
fn without_gaps(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    package::rewritten(
        bytes,
        |name| name == "content.xml",
        |xml| {
            let xml = String::from_utf8(xml).map_err(|_| Refusal::Damaged)?;
            Ok(Some(closed(&xml).into_bytes()))
        },
    )
}

/// XML without the blanks before elements of the table, which are never content; those within paragraphs stay.
fn closed(xml: &str) -> String {
    const OUTSIDE: [&str; 5] = ["table:", "/table:", "office:", "/office:", "text:p"];
    let mut out = String::with_capacity(xml.len());
    for piece in xml.split_inclusive('>') {
        let tag = piece.trim_start();
        let name = tag.strip_prefix('<').unwrap_or_default();
        let is_outside = OUTSIDE.iter().any(|prefix| name.starts_with(prefix));
        out.push_str(if is_outside { tag } else { piece });
    }
    out
}

fn of_ods(mut book: Ods<Cursor<&[u8]>>, bytes: &[u8]) -> Result<RawWorkbook, Refusal> {
    let tabs = book.sheets_metadata().to_vec();
    let mut sheets = sheets(&tabs, |name| {
        let values = book.worksheet_range(name).ok()?;
        let formulas = book.worksheet_formula(name).unwrap_or_default();
        Some((values, formulas, false))
    })?;
    looks::ods::look(&mut package::open(bytes)?, &mut sheets);
    let about = book.workbook_properties().unwrap_or_default();
    let names = (book.defined_names(), [].as_slice());
    Ok(assemble::workbook(Format::Ods, sheets, names, about))
}

/// Whether the directory of a compound file has an entry of this name (UTF-16, in slots of 128 bytes).
fn holds(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name
        .encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.chunks(128).any(|slot| slot.starts_with(&wanted))
}

type Whole = (Range<Data>, Range<String>, bool);

fn sheets(
    tabs: &[Sheet],
    mut whole: impl FnMut(&str) -> Option<Whole>,
) -> Result<Vec<RawSheet>, Refusal> {
    sheets_of(tabs, |tab, sheet, room| match whole(&tab.name) {
        Some((values, formulas, has_1904)) => cells(sheet, &values, &formulas, has_1904, room),
        // A sheet without cells, such as a chart.
        None => Ok(()),
    })
}

fn cells(
    sheet: &mut RawSheet,
    values: &Range<Data>,
    formulas: &Range<String>,
    has_1904: bool,
    room: &mut Room,
) -> Result<(), Refusal> {
    let mut keep = |row: u32, col: u32, value: Raw, formula: Option<String>| {
        let Some(value) = settled(value, formula.is_some()) else {
            return Ok(());
        };
        let Ok(col) = u16::try_from(col) else {
            return Ok(());
        };
        if row >= ROWS || u32::from(col) >= COLUMNS || !room.for_cell(&value, formula.as_ref())? {
            sheet.left_out += 1;
            return Ok(());
        }
        sheet.cells.push(RawCell {
            row,
            col,
            value,
            formula,
            percent: None,
            seen: None,
        });
        Ok(())
    };
    let (top, left) = values.start().unwrap_or_default();
    for (row, col, value) in values.used_cells() {
        let (row, col) = (top + row as u32, left + col as u32);
        let formula = formulas.get_value((row, col)).filter(|f| !f.is_empty());
        keep(row, col, raw(value, has_1904), formula.cloned())?;
    }
    // Formulas without a result are no used cells.
    let (top, left) = formulas.start().unwrap_or_default();
    for (row, col, formula) in formulas.used_cells() {
        let (row, col) = (top + row as u32, left + col as u32);
        let is_empty = values
            .get_value((row, col))
            .is_none_or(|v| *v == Data::Empty);
        if is_empty && !formula.is_empty() {
            keep(row, col, Raw::Blank, Some(formula.clone()))?;
        }
    }
    Ok(())
}

fn raw(value: &Data, has_1904: bool) -> Raw {
    match value {
        Data::Int(n) => Raw::Number(*n as f64),
        Data::Float(n) => Raw::Number(*n),
        Data::String(text) if is_error(text) => Raw::Error(text.clone()),
        Data::String(text) => Raw::Text(text.clone()),
        Data::Bool(yes) => Raw::Bool(*yes),
        Data::DateTime(at) => date(*at, has_1904),
        Data::DateTimeIso(text) => dates::iso_day(text),
        Data::DurationIso(text) => dates::iso_time(text),
        Data::Error(error) => Raw::Error(error.to_string()),
        Data::Empty => Raw::Blank,
    }
}

/// `OpenDocument` keeps an error as the text that is shown.
fn is_error(text: &str) -> bool {
    const SHOWN: &[&str] = &[
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ];
    let numbered = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit());
    SHOWN.contains(&text) || text.strip_prefix("Err:").is_some_and(numbered)
}

#[cfg(test)]
mod tests {
    use super::closed;

    #[test]
    fn blanks_between_cells_go_and_those_of_paragraphs_stay() {
        let xml = "<table:row>\n <table:cell>\n <text:p>a <text:span> b</text:span> </text:p>\n </table:cell>";
        let wanted =
            "<table:row><table:cell><text:p>a <text:span> b</text:span> </text:p></table:cell>";
        assert_eq!(closed(xml), wanted);
    }
}
