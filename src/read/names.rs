//! Defined names of one cell, from the ways in which three formats write a reference.

use crate::model::raw::{RawName, RawSheet};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::sync::Arc;

/// No name is longer in Excel.
const MAX_NAME: usize = 255;

/// A defined name as the file writes it.
#[derive(Debug, Clone)]
pub(super) struct Written<'a> {
    pub(super) name: Cow<'a, str>,
    /// What it refers to.
    pub(super) refers: Cow<'a, str>,
    /// Whether it belongs to one sheet only.
    pub(super) is_local: bool,
}

/// Names as a library lists them; `local` tells of each whether it belongs to one sheet only, where that is known.
pub(super) fn written<'a>(
    names: &'a [(String, String)],
    local: &'a [bool],
) -> impl Iterator<Item = Written<'a>> {
    let is_known = local.len() == names.len();
    names.iter().enumerate().map(move |(at, name)| Written {
        name: Cow::Borrowed(&name.0),
        refers: Cow::Borrowed(&name.1),
        is_local: is_known && local[at],
    })
}

/// Names of the sheets, in their order.
pub(super) fn of_sheets(sheets: &[RawSheet]) -> Vec<&str> {
    sheets.iter().map(|sheet| sheet.name.as_str()).collect()
}

/// The names that refer to one cell of an existing sheet, one of each spelling, in their order.
///
/// Excel makes twins when a sheet is copied; the name of the whole workbook is the one that is meant.
pub(super) fn of_one_cell<'a>(
    names: impl Iterator<Item = Written<'a>>,
    sheets: &[&str],
) -> Arc<Vec<RawName>> {
    let of_cell = names.filter_map(|written| {
        let name = &*written.name;
        if name.len() > MAX_NAME || name.starts_with("_xlnm") {
            return None;
        }
        let (sheet, row, col) = one_cell(&written.refers)?;
        let sheet = sheets.iter().find(|name| **name == sheet)?;
        let found = RawName {
            name: lower(name),
            sheet: (*sheet).to_owned(),
            row,
            col,
        };
        Some((written.is_local, found))
    });
    let mut found: Vec<(bool, RawName)> = of_cell.collect();
    // The sort is stable: of twins of the same reach the first stays.
    found.sort_by(|(a_local, a), (b_local, b)| (&a.name, a_local).cmp(&(&b.name, b_local)));
    found.dedup_by(|(_, later), (_, first)| later.name == first.name);
    Arc::new(found.into_iter().map(|(_, name)| name).collect())
}

fn lower(name: &str) -> String {
    if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        name.to_lowercase()
    }
}

/// Whether each `definedName` of `xl/workbook.xml` belongs to one sheet only, in order.
pub(super) fn locality(workbook: &str) -> Vec<bool> {
    let mut reader = Reader::from_str(workbook);
    let mut local = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == "definedName" => {
                let has = |key: &str| {
                    e.attributes()
                        .flatten()
                        .any(|a| a.key.local_name().as_ref() == key)
                };
                if has("name") {
                    local.push(has("localSheetId"));
                }
            }
            Ok(Event::Eof) | Err(_) => return local,
            Ok(_) => {}
        }
    }
}

/// `'I. Thiết bị'!$C$3`, `I. Thiết bị!$C$3`, `$'I. Thiết bị'.$C$3`.
fn one_cell(reference: &str) -> Option<(Cow<'_, str>, u32, u16)> {
    let text = reference.trim().trim_start_matches('=');
    let text = text.strip_prefix('$').unwrap_or(text);
    let (sheet, cell) = if let Some(quoted) = text.strip_prefix('\'') {
        let (sheet, rest) = unquote(quoted)?;
        (sheet, rest.strip_prefix(['!', '.'])?)
    } else {
        let (sheet, cell) = text.rsplit_once(['!', '.'])?;
        (Cow::Borrowed(sheet), cell)
    };
    let (row, col) = match cell.split_once(':') {
        None => cell_place(cell)?,
        Some((first, last)) => {
            let first = cell_place(first)?;
            if cell_place(last.strip_prefix('.').unwrap_or(last))? != first {
                return None;
            }
            first
        }
    };
    Some((sheet, row, col))
}

/// The text up to the closing quote, and what follows; a quote inside is doubled.
fn unquote(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut out = Cow::Borrowed("");
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        if out.is_empty() {
            out = Cow::Borrowed(before);
        } else {
            out.to_mut().push_str(before);
        }
        match after.strip_prefix('\'') {
            Some(more) => {
                out.to_mut().push('\'');
                rest = more;
            }
            None => return Some((out, after)),
        }
    }
}

/// `E13:F13` or `E13`: the first cell and the last, counted from 0.
pub(super) fn area(text: &str) -> Option<((u32, u16), (u32, u16))> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some((cell_place(first)?, cell_place(last)?))
}

/// `$C$3` or `C3`, counted from 0.
pub(super) fn cell_place(cell: &str) -> Option<(u32, u16)> {
    let cell = cell.strip_prefix('$').unwrap_or(cell);
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let (letters, digits) = cell.split_at(letters);
    let digits = digits.strip_prefix('$').unwrap_or(digits);
    if digits.is_empty() || digits.len() > 7 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let col = letters.bytes().fold(0, |n, b| {
        n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = digits.parse().ok()?;
    if row == 0 || row > crate::read::limits::ROWS || col > crate::read::limits::COLUMNS {
        return None;
    }
    Some((row - 1, u16::try_from(col - 1).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reference: &str, expected: &str) {
        let shown = one_cell(reference)
            .map(|(sheet, row, col)| format!("{sheet}|{}", crate::model::raw::cell_name(row, col)));
        assert_eq!(shown.as_deref().unwrap_or("-"), expected, "{reference}");
    }

    #[test]
    fn references_of_three_formats_are_understood() {
        check("'I. Thiết bị'!$C$3", "I. Thiết bị|C3");
        check("=Sheet1!C3", "Sheet1|C3");
        check("I. Thiết bị!$C$3", "I. Thiết bị|C3");
        check("$'I. Thiết bị'.$C$3", "I. Thiết bị|C3");
        check("$Sheet1.$XFD$1048576", "Sheet1|XFD1048576");
        check("'Ô ''A''!'!$B$2", "Ô 'A'!|B2");
        check("'A'!$B$2:$B$2", "A|B2");
    }

    #[test]
    fn what_is_not_one_cell_is_left_out() {
        for reference in [
            "'A'!$B$2:$B$3",
            "'A'!#REF!",
            "#REF!",
            "SUM(A!$B$2)",
            "A!$B",
            "A!$B$0",
            "A!$XFE$1",
            "A!$A$1048577",
            "'A",
            "",
            "B2",
        ] {
            check(reference, "-");
        }
    }

    #[test]
    fn the_name_of_the_workbook_goes_before_that_of_a_copied_sheet() {
        let sheets = ["A", "A (2)"];
        let names = [
            ("may".to_owned(), "'A (2)'!$C$9".to_owned()),
            ("May".to_owned(), "A!$C$3".to_owned()),
            ("mat".to_owned(), "Gone!$C$3".to_owned()),
        ];
        let found = of_one_cell(written(&names, &[true, false, false]), &sheets);
        assert_eq!(found.len(), 1);
        let name = &found[0];
        assert_eq!((name.name.as_str(), name.sheet.as_str()), ("may", "A"));
        assert_eq!(name.row, 2);
    }

    #[test]
    fn names_of_one_sheet_are_told_from_the_xml() {
        let xml = r#"<x:workbook xmlns:x="m"><x:definedNames><x:definedName name="a" localSheetId="1">A!$A$1</x:definedName><x:definedName name="b">A!$A$1</x:definedName></x:definedNames></x:workbook>"#;
        assert_eq!(locality(xml), [true, false]);
        assert_eq!(locality("<broken"), [false; 0]);
    }
}
