//! The short way through an `.xlsx`: parts as spreadsheet programs write them, read without a full parser.
//!
//! In: an opened package. Out: the same workbook that [`super::xlsx`] gives, in a fifth of its time, or nothing: then
//! the file holds something unusual, and the long way reads it or says what is wrong. Refuses nobody by itself.

mod parts;
mod sheet;
mod unpack;
mod xml;

use super::names;
use super::package::Package;
use super::xlsx::{Room, put_in_order, short};
use crate::workbook::raw::{Format, RawSheet, RawWorkbook};
use parts::{Contents, value};
use sheet::Tables;
use unpack::Parts;
use xml::{NotPlain, Scanner};

/// No workbook is read this way that has more sheets.
const MAX_SHEETS: usize = 32;

/// Reads the workbook without the cells of the sheets in `passed_over`, if it is plain.
pub(super) fn read<'a>(
    (zip, bytes): (&mut Package<'a>, &'a [u8]),
    workbook: &str,
    passed_over: &[String],
) -> Option<RawWorkbook> {
    attempt(&mut Parts::of(zip, bytes), workbook, passed_over).ok()
}

fn attempt(
    package: &mut Parts<'_, '_>,
    workbook: &str,
    passed_over: &[String],
) -> Result<RawWorkbook, NotPlain> {
    where_expected(package)?;
    let Contents { tabs, names, local } = parts::contents(workbook)?;
    if tabs.len() > MAX_SHEETS {
        return Err(NotPlain);
    }
    let targets = parts::targets(&package.get("xl/_rels/workbook.xml.rels")?)?;
    // A workbook without texts may have none.
    let shared = package.optional("xl/sharedStrings.xml")?;
    let styles = package.optional("xl/styles.xml")?;
    let tables = Tables {
        strings: all_of(shared.as_ref(), parts::strings)?,
        formats: all_of(styles.as_ref(), parts::formats)?,
    };
    let mut room = Room::default();
    let mut sheets = Vec::with_capacity(tabs.len());
    for tab in tabs {
        let target = targets.get(&tab.part).ok_or(NotPlain)?;
        let mut sheet = RawSheet {
            visible: tab.visible,
            name: tab.name,
            ..RawSheet::default()
        };
        if !passed_over.contains(&sheet.name) {
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => format!("xl/{target}"),
            };
            sheet.cells = sheet::cells(&package.get(&path)?, &tables)?;
            put_in_order(&mut sheet.cells);
            for cell in &sheet.cells {
                let fits = room.for_cell(&cell.value, cell.formula.as_ref());
                if !matches!(fits, Ok(true)) {
                    return Err(NotPlain);
                }
            }
            room.next_sheet();
        }
        sheets.push(sheet);
    }
    Ok(RawWorkbook {
        format: Format::Xlsx,
        application: property(package, "docProps/app.xml", "Application")?,
        saved_at: property(package, "docProps/core.xml", "dcterms:modified")?,
        has_macros: false,
        names: names::of_one_cell(&names, &local, &sheets),
        sheets,
    })
}

/// The workbook must stand where everybody puts it.
fn where_expected(package: &mut Parts<'_, '_>) -> Result<(), NotPlain> {
    let relations = package.get("_rels/.rels")?;
    let mut scanner = Scanner::new(&relations)?;
    while let Some(tag) = scanner.find("Relationship")? {
        if value(&tag, "Type")?.ends_with("/officeDocument") {
            let target = value(&tag, "Target")?;
            return match target.trim_start_matches('/') {
                "xl/workbook.xml" => Ok(()),
                _ => Err(NotPlain),
            };
        }
    }
    Err(NotPlain)
}

/// What a part lists; nothing when there is none.
fn all_of<'a, T>(
    part: Option<&'a String>,
    read: impl FnOnce(&'a str) -> Result<Vec<T>, NotPlain>,
) -> Result<Vec<T>, NotPlain> {
    part.map_or_else(|| Ok(Vec::new()), |part| read(part))
}

fn property(
    package: &mut Parts<'_, '_>,
    name: &str,
    element: &str,
) -> Result<Option<String>, NotPlain> {
    let Some(part) = package.optional(name)? else {
        return Ok(None);
    };
    let mut scanner = Scanner::new(&part)?;
    let Some(tag) = scanner.find(element)? else {
        return Ok(None);
    };
    let text = xml::resolved(scanner.text_of(&tag)?)?;
    Ok(Some(short(&text)))
}

#[cfg(test)]
mod tests;
