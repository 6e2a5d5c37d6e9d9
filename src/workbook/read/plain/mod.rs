//! The short way through an `.xlsx`: parts as spreadsheet programs write them, read without a full parser.
//!
//! In: an opened package. Out: the same workbook that [`super::xlsx`] gives, in a fifth of its time, or nothing: then
//! the file holds something unusual, and the long way reads it or says what is wrong. Refuses nobody by itself.

mod parts;
mod sheet;
mod xml;

use super::names;
use super::package::Package;
use super::xlsx::{Room, put_in_order, short};
use crate::workbook::raw::{Format, RawSheet, RawWorkbook};
use memchr::memmem;
use parts::{Contents, value};
use sheet::Tables;
use std::io::Read;
use xml::{NotPlain, Scanner};

/// No part is read this way that is larger.
const MAX_PART: u64 = 4 << 20;
/// How much of a part is unpacked at a time.
const CHUNK: u64 = 16 << 10;
/// Nor are more sheets.
const MAX_SHEETS: usize = 32;

/// Reads the workbook without the cells of the sheets in `passed_over`, if it is plain.
pub(super) fn read(
    zip: &mut Package<'_>,
    workbook: &str,
    passed_over: &[String],
) -> Option<RawWorkbook> {
    attempt(zip, workbook, passed_over).ok()
}

fn attempt(
    zip: &mut Package<'_>,
    workbook: &str,
    passed_over: &[String],
) -> Result<RawWorkbook, NotPlain> {
    where_expected(zip)?;
    let Contents { tabs, names, local } = parts::contents(workbook)?;
    if tabs.len() > MAX_SHEETS {
        return Err(NotPlain);
    }
    let targets = parts::targets(&part(zip, "xl/_rels/workbook.xml.rels")?)?;
    // A workbook without texts may have none.
    let shared = optional(zip, "xl/sharedStrings.xml")?;
    let styles = optional(zip, "xl/styles.xml")?;
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
            sheet.cells = sheet::cells(&up_to(zip, &path, sheet::END)?, &tables)?;
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
        application: property(zip, "docProps/app.xml", "Application")?,
        saved_at: property(zip, "docProps/core.xml", "dcterms:modified")?,
        names: names::of_one_cell(&names, &local, &sheets),
        sheets,
    })
}

/// The workbook must stand where everybody puts it.
fn where_expected(zip: &mut Package<'_>) -> Result<(), NotPlain> {
    let relations = part(zip, "_rels/.rels")?;
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

/// A part that a workbook may lack.
fn optional(zip: &mut Package<'_>, name: &str) -> Result<Option<String>, NotPlain> {
    match zip.index_for_name(name) {
        None => Ok(None),
        Some(_) => part(zip, name).map(Some),
    }
}

/// What a part lists; nothing when there is none.
fn all_of<'a, T>(
    part: Option<&'a String>,
    read: impl FnOnce(&'a str) -> Result<Vec<T>, NotPlain>,
) -> Result<Vec<T>, NotPlain> {
    part.map_or_else(|| Ok(Vec::new()), |part| read(part))
}

fn property(zip: &mut Package<'_>, name: &str, element: &str) -> Result<Option<String>, NotPlain> {
    let Some(part) = optional(zip, name)? else {
        return Ok(None);
    };
    let mut scanner = Scanner::new(&part)?;
    let Some(tag) = scanner.find(element)? else {
        return Ok(None);
    };
    let text = xml::resolved(scanner.text_of(&tag)?)?;
    Ok(Some(short(&text)))
}

/// A part as text, unpacked to its end and therefore checked against its checksum.
fn part(zip: &mut Package<'_>, name: &str) -> Result<String, NotPlain> {
    up_to(zip, name, b"")
}

/// A part as text, unpacked only as far as a tag that ends what is asked for; to its end for an empty tag.
fn up_to(zip: &mut Package<'_>, name: &str, tag: &[u8]) -> Result<String, NotPlain> {
    let mut file = zip.by_name(name).map_err(|_| NotPlain)?;
    if file.size() > MAX_PART {
        return Err(NotPlain);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(file.size()).map_err(|_| NotPlain)?);
    loop {
        let looked_at = bytes.len().saturating_sub(tag.len());
        let read = (&mut file)
            .take(if tag.is_empty() { MAX_PART + 1 } else { CHUNK })
            .read_to_end(&mut bytes)
            .map_err(|_| NotPlain)?;
        if bytes.len() as u64 > MAX_PART {
            return Err(NotPlain);
        }
        if read == 0 {
            break;
        }
        if !tag.is_empty()
            && let Some(at) = memmem::find(&bytes[looked_at..], tag)
        {
            bytes.truncate(looked_at + at + tag.len());
            break;
        }
    }
    String::from_utf8(bytes).map_err(|_| NotPlain)
}

#[cfg(test)]
mod tests;
