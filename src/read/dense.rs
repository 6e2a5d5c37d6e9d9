//! Formats that can only be read whole: BIFF8 (`.xls`) and `OpenDocument` (`.ods`).

use super::axis::Folded;
use super::refusal::{Foreign, Refusal};
use super::xlsx::{Room, date, settled, sheets_of};
use super::{assemble, canonical, cfb, dates, looks, ods_gaps, package, xls};
use crate::model::raw::{Format, RawCell, RawSheet, RawWorkbook};
use crate::read::limits::{COLUMNS, ROWS};
use crate::value::Raw;
use calamine::{Data, Ods, OdsError, Range, Reader, Sheet, Xls, XlsError};
use std::io::Cursor;

/// An OLE compound file: an `.xls`, or something else in that wrapping. What a workbook has embedded is not looked at.
pub(super) fn compound(bytes: &[u8]) -> Result<RawWorkbook, Refusal> {
    let ends = cfb::comes_to_an_end(bytes);
    let root = ends.then(|| cfb::Root::of(bytes)).flatten();
    let Some(mut root) = root else {
        let has = |name: &str| has_slot(bytes, name);
        return Err(match of_another_kind(&has) {
            Refusal::Unknown if !ends || has("Workbook") => Refusal::Damaged,
            kind => kind,
        });
    };
    let name = ["Workbook", "Book"].into_iter().find(|name| root.has(name));
    let Some(name) = name else {
        return Err(of_another_kind(&|name| root.has(name)));
    };
    let stream = xls::opened(root.stream(name).ok_or(Refusal::Damaged)?)?;
    let (near, folded) = xls::folded(&stream)?;
    let mut streams = vec![(name, near)];
    for about in ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"] {
        streams.extend(root.stream(about).map(|stream| (about, stream)));
    }
    let file = cfb::written(&streams);
    drop(streams);
    let mut book: Xls<_> = Xls::new(Cursor::new(file)).map_err(|error| match error {
        XlsError::Password => Refusal::Encrypted,
        _ if name == "Book" => Refusal::OldExcel,
        _ => Refusal::Damaged,
    })?;
    let has_1904 = book.has_1904_epoch();
    let tabs = book.sheets_metadata().to_vec();
    let mut sheets = sheets(&tabs, &folded, |name| {
        let values = book.worksheet_range(name).ok()?;
        let formulas = book.worksheet_formula(name).unwrap_or_default();
        Some((values, formulas, has_1904))
    })?;
    looks::xls::look(&stream, &mut sheets);
    let about = book.workbook_properties().unwrap_or_default();
    let names = (book.defined_names(), [].as_slice());
    Ok(RawWorkbook {
        has_macros: root.has("_VBA_PROJECT_CUR"),
        ..assemble::workbook(Format::Xls, sheets, names, about)
    })
}

/// What a compound file without a workbook is, by what it has.
fn of_another_kind(has: &dyn Fn(&str) -> bool) -> Refusal {
    match () {
        () if has("EncryptedPackage") => Refusal::Encrypted,
        () if has("WordDocument") || has("PowerPoint Document") => Refusal::Document,
        // [MS-OXMSG] 2.2.1
        () if has("__properties_version1.0") => Refusal::Foreign(Foreign::Mail),
        () => Refusal::Unknown,
    }
}

/// Whether a file whose directory cannot be read has an entry of this name (UTF-16, in slots of 128 bytes).
fn has_slot(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name
        .encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.chunks(128).any(|slot| slot.starts_with(&wanted))
}

/// An `OpenDocument` spreadsheet.
pub(super) fn ods(bytes: &[u8]) -> Result<RawWorkbook, Refusal> {
    let refusal = |error| match error {
        OdsError::Password => Refusal::Password,
        OdsError::CellLimitExceeded { .. } => Refusal::TooLarge,
        _ => Refusal::Damaged,
    };
    let is_read = |name: &str| ["content.xml", "styles.xml", "meta.xml"].contains(&name);
    let is_content = |name: &str| name == "content.xml";
    let plain = match canonical::package(bytes, is_read) {
        // Parts that are encrypted are no XML.
        Err(_) if is_encrypted(bytes) => return Err(Refusal::Password),
        plain => plain?,
    };
    let bytes = plain.as_deref().unwrap_or(bytes);
    let mut folded = Folded::default();
    let near = package::rewritten(bytes, is_content, |_, xml| {
        let xml = String::from_utf8(xml).map_err(|_| Refusal::Damaged)?;
        let narrowed = ods_gaps::folded(&xml)?;
        Ok(narrowed.map(|(xml, was)| {
            folded = was;
            xml.into_bytes()
        }))
    })?;
    let near = near.as_deref().unwrap_or(bytes);
    match Ods::new(Cursor::new(near)) {
        Ok(book) => of_ods(book, &folded, bytes),
        // The library takes no blanks between cells, which some programs write.
        Err(OdsError::Mismatch { .. }) => {
            let closed = without_gaps(near)?;
            let near = closed.as_deref().unwrap_or(near);
            let book = Ods::new(Cursor::new(near)).map_err(refusal)?;
            of_ods(book, &folded, bytes)
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
        |_, xml| {
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

/// The workbook that the library opened, its cells where they stood; the package as it came tells how they look.
fn of_ods(
    mut book: Ods<Cursor<&[u8]>>,
    folded: &Folded,
    bytes: &[u8],
) -> Result<RawWorkbook, Refusal> {
    let tabs = book.sheets_metadata().to_vec();
    let mut sheets = sheets(&tabs, folded, |name| {
        let values = book.worksheet_range(name).ok()?;
        let formulas = book.worksheet_formula(name).unwrap_or_default();
        Some((values, formulas, false))
    })?;
    looks::ods::look(&mut package::open(bytes)?, &mut sheets);
    let about = book.workbook_properties().unwrap_or_default();
    let names = (book.defined_names(), [].as_slice());
    Ok(assemble::workbook(Format::Ods, sheets, names, about))
}

type Whole = (Range<Data>, Range<String>, bool);

fn sheets(
    tabs: &[Sheet],
    folded: &Folded,
    mut whole: impl FnMut(&str) -> Option<Whole>,
) -> Result<Vec<RawSheet>, Refusal> {
    let mut number = 0;
    sheets_of(tabs, |tab, sheet, room| {
        let restored = |place| folded.restored(number, place);
        // A sheet without cells, such as a chart, is none that is there whole.
        let found = whole(&tab.name).map_or(Ok(()), |whole| cells(sheet, &whole, &restored, room));
        number += 1;
        found
    })
}

fn cells(
    sheet: &mut RawSheet,
    (values, formulas, has_1904): &Whole,
    restored: &dyn Fn((u32, u32)) -> (u32, u32),
    room: &mut Room,
) -> Result<(), Refusal> {
    let mut keep = |row: u32, col: u32, value: Raw, formula: Option<String>| {
        let (row, col) = restored((row, col));
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
            digits: 0,
            seen: None,
        });
        Ok(())
    };
    let (top, left) = values.start().unwrap_or_default();
    for (row, col, value) in values.used_cells() {
        let (row, col) = (top + row as u32, left + col as u32);
        let formula = formulas.get_value((row, col)).filter(|f| !f.is_empty());
        keep(row, col, raw(value, *has_1904), formula.cloned())?;
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
