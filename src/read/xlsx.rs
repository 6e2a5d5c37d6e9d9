//! Office Open XML, cell by cell as the file holds them; an empty million of rows costs nothing. Of merged cells the
//! first holds the content, so merges are not looked at.

use super::assemble::{self, short};
use super::dates::{self, FROM_1904};
use super::frames::{SkippedSheet, first_column};
use super::limits::{COLUMNS, ROWS};
use super::refusal::Refusal;
use super::{arranged, canonical, formats, looks, names, package};
use crate::model::raw::{Format, RawCell, RawSheet, RawWorkbook};
use crate::value::{Mark, Raw, Seen};
use calamine::{
    DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Style, Xlsx, XlsxError,
};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Sheets of a workbook.
const MAX_SHEETS: usize = 200;
/// Cells looked at in a sheet, with those that only have a format.
pub(super) const MAX_SCANNED: usize = 1_000_000;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the workbook, of the sheets in `skipped` only their part.
pub(super) fn read(bytes: &[u8], skipped: &[SkippedSheet]) -> Result<RawWorkbook, Refusal> {
    let arranged = arranged::package(bytes, "xml")?;
    let bytes = arranged.as_deref().unwrap_or(bytes);
    let plain = canonical::package(bytes, is_read)?;
    let bytes = plain.as_deref().unwrap_or(bytes);
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| refusal(&e))?;
    let tabs = book.sheets_metadata().to_vec();
    let mut sheets = sheets_of(&tabs, |tab, sheet, room| {
        if tab.typ == SheetType::WorkSheet {
            cells(&mut book, sheet, room)?;
            leave_out(sheet, skipped);
        }
        Ok(())
    })?;
    let mut zip = package::open(bytes)?;
    looks::xlsx::look(&mut zip, &mut sheets)?;
    for sheet in &mut sheets {
        leave_out(sheet, skipped);
    }
    let workbook_xml = package::text(&mut zip, "xl/workbook.xml");
    let local = names::locality(&workbook_xml.unwrap_or_default());
    let about = book.workbook_properties().unwrap_or_default();
    let names = (book.defined_names(), local.as_slice());
    Ok(assemble::workbook(Format::Xlsx, sheets, names, about))
}

/// Whether a part of this name, in lower case, is read.
fn is_read(name: &str) -> bool {
    const ASIDE: [&str; 4] = [
        "customxml/",
        "xl/theme/",
        "docprops/custom.xml",
        "xl/externallinks/",
    ];
    let is_xml = [".xml", ".rels"].iter().any(|end| name.ends_with(end));
    is_xml && !ASIDE.iter().any(|aside| name.starts_with(aside))
}

/// What the library's error means to the person who has the file.
fn refusal(error: &XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Password,
        XlsxError::NotAWorksheet(_) => Refusal::Unknown,
        _ => Refusal::Damaged,
    }
}

/// The sheets of a workbook in order, each filled by `cells`; too many sheets are no form.
pub(super) fn sheets_of(
    tabs: &[Sheet],
    mut cells: impl FnMut(&Sheet, &mut RawSheet, &mut Room) -> Result<(), Refusal>,
) -> Result<Vec<RawSheet>, Refusal> {
    if tabs.len() > MAX_SHEETS {
        return Err(Refusal::TooLarge);
    }
    let mut room = Room::default();
    let mut sheets = Vec::new();
    for tab in tabs {
        let mut sheet = RawSheet {
            visible: tab.visible == SheetVisible::Visible,
            name: tab.name.clone(),
            ..RawSheet::default()
        };
        cells(tab, &mut sheet, &mut room)?;
        put_in_order(&mut sheet.cells);
        room.next_sheet();
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Takes out what nobody asks for.
pub(super) fn leave_out(sheet: &mut RawSheet, skipped: &[SkippedSheet]) {
    let from = first_column(skipped, &sheet.name);
    sheet.cells.retain(|cell| cell.col >= from);
}

fn cells(book: &mut Book<'_>, sheet: &mut RawSheet, room: &mut Room) -> Result<(), Refusal> {
    let before = room.clone();
    match in_one_pass(book, sheet, room) {
        Ok(()) => {}
        Err(OnePass::Refused(refusal)) => return Err(refusal),
        Err(OnePass::TooLittle) => {
            *room = before;
            sheet.cells.clear();
            in_two_passes(book, sheet, room)?;
        }
    }
    Ok(())
}

/// Why one pass over a sheet is not the end of it.
enum OnePass {
    /// Percentages or unknown error values: values, formats and formulas do not come together.
    TooLittle,
    Refused(Refusal),
}

/// Values with their formulas, for a workbook without percentages: most of them.
fn in_one_pass(book: &mut Book<'_>, sheet: &mut RawSheet, room: &mut Room) -> Result<(), OnePass> {
    let has_1904 = book.has_1904_epoch();
    let mut reader = book
        .worksheet_cells_reader(&sheet.name)
        .map_err(|e| OnePass::Refused(refusal(&e)))?;
    if reader.styles().iter().any(is_percent) {
        return Err(OnePass::TooLittle);
    }
    let mut beyond = 0;
    for scanned in 0.. {
        let cell = match reader.next_cell_with_formula() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(XlsxError::CellError(_)) => return Err(OnePass::TooLittle),
            Err(error) => return Err(OnePass::Refused(refusal(&error))),
        };
        if scanned == MAX_SCANNED {
            beyond += 1;
            break;
        }
        let value = raw(&cell.value, has_1904);
        let formula = cell.formula.filter(|f| !f.is_empty()).map(|f| begin(&f));
        beyond +=
            keep(sheet, room, (cell.pos, value, formula, Some(false))).map_err(OnePass::Refused)?;
    }
    sheet.left_out = beyond;
    Ok(())
}

/// Keeps a cell that holds something; 1 when it had to be left out.
pub(super) fn keep(
    sheet: &mut RawSheet,
    room: &mut Room,
    ((row, col), value, formula, percent): ((u32, u32), Raw, Option<String>, Option<bool>),
) -> Result<u32, Refusal> {
    let Some(value) = settled(value, formula.is_some()) else {
        return Ok(0);
    };
    let Ok(col) = u16::try_from(col) else {
        return Ok(0);
    };
    if row >= ROWS || u32::from(col) >= COLUMNS || !room.for_cell(&value, formula.as_ref())? {
        return Ok(1);
    }
    sheet.cells.push(RawCell {
        row,
        col,
        value,
        formula,
        percent,
        digits: 0,
        seen: None,
    });
    Ok(0)
}

fn in_two_passes(
    book: &mut Book<'_>,
    sheet: &mut RawSheet,
    room: &mut Room,
) -> Result<(), Refusal> {
    let (places, mut formulas, mut beyond) = places(book, &sheet.name)?;
    let has_1904 = book.has_1904_epoch();
    let mut reader = book
        .worksheet_cells_reader(&sheet.name)
        .map_err(|e| refusal(&e))?;
    let percents: Vec<bool> = reader.styles().iter().map(is_percent).collect();
    for (at, pos) in places.into_iter().enumerate() {
        let (value, style) = match reader.next_cell_with_style_id() {
            Ok(Some((cell, style))) => (raw(cell.get_value(), has_1904), style),
            Ok(None) => break,
            // An error value that the library does not know, such as #SPILL!; the stream goes on after it.
            Err(XlsxError::CellError(shown)) => (Raw::Error(short(&shown)), 0),
            Err(error) => return Err(refusal(&error)),
        };
        let percent = percents.get(style).copied().unwrap_or(false);
        beyond += keep(
            sheet,
            room,
            (pos, value, formulas.remove(&at), Some(percent)),
        )?;
    }
    sheet.left_out = beyond;
    Ok(())
}

/// Characters at the beginning of a formula: enough to know it by, without the long checks of our own forms.
pub(super) const KNOWN_BY: usize = 80;

/// The beginning of a formula.
pub(super) fn begin(formula: &str) -> String {
    match formula.char_indices().nth(KNOWN_BY) {
        Some((end, _)) => formula[..end].to_owned(),
        None => formula.to_owned(),
    }
}

/// Places of all cells in the order of the file; formulas by position in it; how many cells were not looked at.
type Places = (Vec<(u32, u32)>, BTreeMap<usize, String>, u32);

fn places(book: &mut Book<'_>, sheet: &str) -> Result<Places, Refusal> {
    let mut reader = book
        .worksheet_cells_reader(sheet)
        .map_err(|e| refusal(&e))?;
    let mut places = Vec::new();
    let mut formulas = BTreeMap::new();
    while let Some(cell) = reader.next_formula().map_err(|e| refusal(&e))? {
        if places.len() == MAX_SCANNED {
            return Ok((places, formulas, 1));
        }
        if !cell.get_value().is_empty() {
            formulas.insert(places.len(), begin(cell.get_value()));
        }
        places.push(cell.get_position());
    }
    Ok((places, formulas, 0))
}

pub(super) fn raw(value: &DataRef<'_>, has_1904: bool) -> Raw {
    match value {
        DataRef::Int(n) => Raw::Number(*n as f64),
        DataRef::Float(n) => Raw::Number(*n),
        DataRef::String(text) => Raw::Text(text.clone()),
        DataRef::SharedString(text) => Raw::Text((*text).to_owned()),
        DataRef::Bool(yes) => Raw::Bool(*yes),
        DataRef::DateTime(at) => date(*at, has_1904),
        DataRef::DateTimeIso(text) => dates::iso_day(text),
        DataRef::DurationIso(text) => dates::iso_time(text),
        DataRef::Error(error) => Raw::Error(error.to_string()),
        DataRef::Empty => Raw::Blank,
    }
}

/// A serial number of the 1900 system; a length of time is none of a calendar.
pub(super) fn date(at: ExcelDateTime, has_1904: bool) -> Raw {
    let shift = if has_1904 && at.is_datetime() {
        FROM_1904
    } else {
        0.0
    };
    Raw::Date(at.as_f64() + shift)
}

/// What a cell holds, or nothing. A formula without a result was never computed.
pub(super) fn settled(value: Raw, has_formula: bool) -> Option<Raw> {
    match value {
        Raw::Blank if has_formula => Some(Raw::Uncomputed),
        Raw::Blank => None,
        Raw::Text(text) if text.is_empty() && !has_formula => None,
        // Files can write numbers that no sheet can hold.
        Raw::Number(n) | Raw::Date(n) if !n.is_finite() => Some(Raw::Error("#NUM!".to_owned())),
        value => Some(value),
    }
}

/// Row by row, one cell a place; of two at one place the first stays, with what the other one holds.
pub(super) fn put_in_order(cells: &mut Vec<RawCell>) {
    let key = |c: &RawCell| (c.row, c.col);
    if !cells.is_sorted_by_key(key) {
        cells.sort_by_key(key);
    }
    cells.dedup_by(|other, first| {
        let is_same = key(other) == key(first);
        if is_same && other.value != first.value {
            first.seen = Some(Box::new(Seen {
                text: other.value.shown(),
                mark: Mark::Twice,
            }));
        }
        is_same
    });
}

/// Whether numbers in this format are shown as percentages.
fn is_percent(style: &Style) -> bool {
    let code = style.number_format.as_ref();
    code.is_some_and(|f| formats::shows_percent(&f.format_code))
}

/// How much one workbook may hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    in_sheet: usize,
    in_book: usize,
    text: usize,
}

impl Room {
    const CELLS_OF_SHEET: usize = 200_000;
    const CELLS_OF_BOOK: usize = 400_000;
    const TEXT: usize = 32 << 20;

    /// Takes room for a cell; `false` when it is to be left out, an error when the text is endless.
    pub(super) fn for_cell(
        &mut self,
        value: &Raw,
        formula: Option<&String>,
    ) -> Result<bool, Refusal> {
        if self.in_sheet >= Self::CELLS_OF_SHEET || self.in_book >= Self::CELLS_OF_BOOK {
            return Ok(false);
        }
        self.in_sheet += 1;
        self.in_book += 1;
        self.text += formula.map_or(0, String::len);
        if let Raw::Text(text) | Raw::Error(text) = value {
            self.text += text.len();
        }
        if self.text > Self::TEXT {
            return Err(Refusal::TooLarge);
        }
        Ok(true)
    }

    pub(super) fn next_sheet(&mut self) {
        self.in_sheet = 0;
    }
}
