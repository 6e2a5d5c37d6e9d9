//! Workbooks as they come back: the issued one, filled with the example of its form, and what people do to it.
#![allow(dead_code, reason = "each group of tests uses its part of this module")]

use calamine::{Data, Reader, SheetVisible, Xlsx, open_workbook_from_rs};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;
use tonghop::check::{Context, Expected, Issued, Returns, understand};
use tonghop::layout::Layout;
use tonghop::model::issue_key::IssueKey;
use tonghop::model::kit::Kit;
use tonghop::model::raw::{RawCell, RawName, RawSheet, RawWorkbook};
use tonghop::model::unit::Unit;
use tonghop::value::{Kind, Raw, Value, typed, understand::serial_of_day};

/// The issued workbook with the example typed into it.
pub(crate) fn filled(kit: &Kit, bytes: &[u8]) -> RawWorkbook {
    let form = &kit.forms[0];
    let layout = Layout::of(kit, form);
    let mut book = opened(bytes);
    for field in form.fields() {
        let spot = layout.field(&field.id()).expect("a place");
        let text = form
            .example
            .get(field.id().as_str())
            .map_or("", String::as_str);
        let (raw, percent) = as_excel_keeps(text, field.kind(), &field.row.unit);
        set(&mut book, &spot.sheet, (spot.row, spot.col), raw);
        at(&mut book, &spot.sheet, (spot.row, spot.col), |cell| {
            cell.percent = percent;
        });
    }
    for (section, list) in form.lists() {
        let spot = layout.list(&section.id).expect("a place");
        for row in 0..list.capacity {
            for (column, col) in list.columns.iter().zip(&spot.columns) {
                let name = format!("{}[{row}].{}", section.id, column.id);
                if let Some(text) = form.example.get(&name) {
                    let (raw, _) = as_excel_keeps(text, &column.kind, "");
                    set(&mut book, &spot.sheet, (spot.first_row + row, *col), raw);
                }
            }
        }
    }
    book
}

/// The issued workbook as it is.
pub(crate) fn opened(bytes: &[u8]) -> RawWorkbook {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook");
    let mut raw = RawWorkbook::default();
    for sheet in book.sheets_metadata().to_vec() {
        let formulas = book.worksheet_formula(&sheet.name).expect("formulas");
        let mut cells: BTreeMap<(u32, u16), RawCell> = BTreeMap::new();
        let range = book.worksheet_range(&sheet.name).expect("a sheet");
        let start = range.start().unwrap_or_default();
        for (row, col, data) in range.used_cells() {
            let place = (row as u32 + start.0, (col as u32 + start.1) as u16);
            let value = match data {
                Data::Int(n) => Raw::Number(*n as f64),
                Data::Float(n) => Raw::Number(*n),
                Data::Bool(b) => Raw::Bool(*b),
                Data::DateTime(d) => Raw::Date(d.as_f64()),
                other => Raw::Text(other.to_string()),
            };
            cells.insert(place, RawCell::of(place, value));
        }
        let start = formulas.start().unwrap_or_default();
        for (row, col, formula) in formulas.used_cells() {
            let place = (row as u32 + start.0, (col as u32 + start.1) as u16);
            let blank = || RawCell::of(place, Raw::Text(String::new()));
            cells.entry(place).or_insert_with(blank).formula = Some(formula.clone());
        }
        raw.sheets.push(RawSheet {
            name: sheet.name.clone(),
            visible: sheet.visible == SheetVisible::Visible,
            cells: cells.into_values().collect(),
            ..RawSheet::default()
        });
    }
    for (name, formula) in book.defined_names() {
        Arc::make_mut(&mut raw.names).extend(one_cell(name, formula));
    }
    Arc::make_mut(&mut raw.names).sort_by(|a, b| a.name.cmp(&b.name));
    raw
}

fn one_cell(name: &str, formula: &str) -> Option<RawName> {
    let (sheet, cell) = formula.rsplit_once('!')?;
    let cell = cell.replace('$', "");
    let letters = cell.find(|c: char| c.is_ascii_digit())?;
    let col = cell[..letters]
        .bytes()
        .fold(0u16, |n, b| n * 26 + u16::from(b - b'A' + 1));
    Some(RawName {
        name: name.to_lowercase(),
        sheet: sheet.trim_matches('\'').to_owned(),
        row: cell[letters..].parse::<u32>().ok()? - 1,
        col: col - 1,
    })
}

fn as_excel_keeps(text: &str, kind: &Kind, unit: &str) -> (Raw, Option<bool>) {
    let percent = (*kind == Kind::Percent).then_some(true);
    let raw = match typed(text, kind, unit).value {
        None => Raw::Blank,
        Some(Value::Number(n)) => Raw::Number(n),
        Some(Value::Date(day)) => Raw::Date(serial_of_day(day).expect("a day of Excel")),
        Some(_) => Raw::Text(text.to_owned()),
    };
    (raw, percent)
}

pub(crate) fn sheet<'b>(book: &'b mut RawWorkbook, name: &str) -> &'b mut RawSheet {
    let sheet = book.sheets.iter_mut().find(|s| s.name == name);
    sheet.expect("the sheet is there")
}

/// Types into a cell.
pub(crate) fn set(book: &mut RawWorkbook, name: &str, (row, col): (u32, u16), value: Raw) {
    let cells = &mut sheet(book, name).cells;
    match cells.binary_search_by_key(&(row, col), |c| (c.row, c.col)) {
        Ok(at) => cells[at].value = value,
        Err(at) => cells.insert(at, RawCell::of((row, col), value)),
    }
}

pub(crate) fn at(
    book: &mut RawWorkbook,
    name: &str,
    (row, col): (u32, u16),
    edit: impl Fn(&mut RawCell),
) {
    let cells = &mut sheet(book, name).cells;
    let cell = cells.iter_mut().find(|c| (c.row, c.col) == (row, col));
    edit(cell.expect("the cell is there"));
}

/// Types into the cell of a name.
pub(crate) fn fill(book: &mut RawWorkbook, name: &str, value: Raw) {
    let named = book
        .names
        .iter()
        .find(|n| n.name == name)
        .expect("the name")
        .clone();
    set(book, &named.sheet, (named.row, named.col), value);
}

pub(crate) fn text(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

/// Inserts a row, as a program does that moves names with it.
pub(crate) fn insert_row(book: &mut RawWorkbook, name: &str, before: u32) {
    for cell in sheet(book, name)
        .cells
        .iter_mut()
        .filter(|c| c.row >= before)
    {
        cell.row += 1;
    }
    for n in Arc::make_mut(&mut book.names)
        .iter_mut()
        .filter(|n| n.sheet == name && n.row >= before)
    {
        n.row += 1;
    }
}

/// Deletes a row with what is named in it.
pub(crate) fn delete_row(book: &mut RawWorkbook, name: &str, row: u32) {
    let cells = &mut sheet(book, name).cells;
    cells.retain(|c| c.row != row);
    for cell in cells.iter_mut().filter(|c| c.row > row) {
        cell.row -= 1;
    }
    Arc::make_mut(&mut book.names).retain(|n| n.sheet != name || n.row != row);
    for n in Arc::make_mut(&mut book.names)
        .iter_mut()
        .filter(|n| n.sheet == name && n.row > row)
    {
        n.row -= 1;
    }
}

/// Deletes a column with what is named in it.
pub(crate) fn delete_col(book: &mut RawWorkbook, name: &str, col: u16) {
    let cells = &mut sheet(book, name).cells;
    cells.retain(|c| c.col != col);
    for cell in cells.iter_mut().filter(|c| c.col > col) {
        cell.col -= 1;
    }
    Arc::make_mut(&mut book.names).retain(|n| n.sheet != name || n.col != col);
    for n in Arc::make_mut(&mut book.names)
        .iter_mut()
        .filter(|n| n.sheet == name && n.col > col)
    {
        n.col -= 1;
    }
}

/// The units of the campaign.
pub(crate) fn units() -> Vec<Arc<Unit>> {
    [
        ("16390", "xa", "Xã Đông Hòa"),
        ("16378", "thi_tran", "Thị trấn Rừng Thông"),
    ]
    .map(|(code, unit_type, name)| {
        let code = code.parse().expect("a code");
        Arc::new(Unit::named(
            code,
            unit_type,
            name,
            "xa".parse().expect("a form"),
        ))
    })
    .to_vec()
}

/// Understands a workbook that came under this file name.
pub(crate) fn received(kit: &Kit, book: &RawWorkbook, file: &str) -> Returns {
    received_by((kit, issued()), book, file)
}

/// What a campaign knows that issued nothing but tokens.
pub(crate) fn issued() -> Issued {
    Issued {
        key: Some(IssueKey::of([7; 32])),
        ..Issued::default()
    }
}

/// The same in a campaign that knows what it issued.
pub(crate) fn received_by(
    (kit, issued): (&Kit, Issued),
    book: &RawWorkbook,
    file: &str,
) -> Returns {
    understand(
        book,
        &Context {
            expected: &Expected::new(kit, units()).with_issued(issued),
            campaign: "CNTT-2020",
            period: "năm 2020",
            file,
            assigned: None,
            sender: None,
        },
    )
}
