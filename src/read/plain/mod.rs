//! The short way through an `.xlsx`: parts as spreadsheet programs write them, read without a full parser.
//!
//! In: the bytes of a file. Out: the same workbook that [`super::xlsx`] gives, in a fifth of its time, or nothing:
//! then the file is something else or holds something unusual, and the long way in the child process reads it or
//! says what is wrong. Refuses nobody by itself. Allocates nothing on the file's word, and its room is bounded, so
//! it needs no child of its own.

mod directory;
mod memo;
mod parts;
mod sheet;
mod unpack;
mod xml;

use super::frames::{Aside, first_column};
use super::names;
use super::xlsx::{Room, put_in_order, short};
use crate::model::raw::{Format, RawName, RawSheet, RawWorkbook};
use flate2::Decompress;
use memo::Memo;
use parts::{Contents, Shown, Tab, value};
use sheet::Tables;
use std::collections::BTreeMap;
use std::sync::Arc;
use unpack::{Buffer, Parts};
use xml::{NotPlain, Scanner};

/// No workbook is read this way that has more sheets.
const MAX_SHEETS: usize = 32;

/// Reads plain workbooks one after the other, in the same room.
#[derive(Debug)]
pub(super) struct Plain {
    inflate: Decompress,
    book: Memo<Book>,
    targets: Memo<BTreeMap<String, String>>,
    formats: Memo<Vec<Shown>>,
    application: Memo<Option<String>>,
    /// Whether a sheet of which only a part is read may have a cell in it; by the sheet's name.
    reach: BTreeMap<String, Memo<bool>>,
    strings: Buffer,
    /// Parts that are not needed any more when the next is read.
    passing: Buffer,
}

/// The sheets of a workbook and its names.
#[derive(Debug)]
struct Book {
    tabs: Vec<Tab>,
    names: Arc<Vec<RawName>>,
}

impl Book {
    fn of(part: &str) -> Result<Self, NotPlain> {
        let Contents { tabs, names } = parts::contents(part)?;
        if tabs.len() > MAX_SHEETS {
            return Err(NotPlain);
        }
        let sheets: Vec<&str> = tabs.iter().map(|tab| tab.name.as_str()).collect();
        let names = names::of_one_cell(names.into_iter(), &sheets);
        Ok(Self { tabs, names })
    }
}

impl Default for Plain {
    fn default() -> Self {
        Self {
            inflate: Decompress::new(false),
            book: Memo::default(),
            targets: Memo::default(),
            formats: Memo::default(),
            application: Memo::default(),
            reach: BTreeMap::new(),
            strings: Buffer::default(),
            passing: Buffer::default(),
        }
    }
}

impl Plain {
    /// Reads the workbook, of the sheets in `asides` only their part, if it is plain.
    pub(super) fn read(&mut self, bytes: &[u8], asides: &[Aside]) -> Option<RawWorkbook> {
        self.attempt(bytes, asides).ok()
    }

    fn attempt(&mut self, bytes: &[u8], asides: &[Aside]) -> Result<RawWorkbook, NotPlain> {
        let mut package = Parts::of(bytes, &mut self.inflate)?;
        let passing = &mut self.passing;
        if package.names().any(is_of_another_kind) {
            return Err(NotPlain);
        }
        where_expected(package.get("_rels/.rels", passing)?)?;
        let (of, part) = (&mut self.book, "xl/workbook.xml");
        let book = of.of(&mut package, part, passing, Book::of)?;
        let book = book.ok_or(NotPlain)?;
        let (of, part) = (&mut self.targets, "xl/_rels/workbook.xml.rels");
        let targets = of.of(&mut package, part, passing, parts::targets)?;
        let targets = targets.ok_or(NotPlain)?;
        // A workbook without texts may have none.
        let shared = package.optional("xl/sharedStrings.xml", &mut self.strings)?;
        let (of, part) = (&mut self.formats, "xl/styles.xml");
        let formats = of.of(&mut package, part, passing, parts::formats)?;
        let tables = Tables {
            strings: shared.map_or_else(|| Ok(Vec::new()), parts::strings)?,
            formats: formats.map_or(&[], Vec::as_slice),
        };
        let mut room = Room::default();
        let mut sheets = Vec::with_capacity(book.tabs.len());
        for tab in &book.tabs {
            let target = targets.get(&tab.part).ok_or(NotPlain)?;
            let mut sheet = RawSheet {
                visible: tab.visible,
                name: tab.name.clone(),
                ..RawSheet::default()
            };
            let from = first_column(asides, &sheet.name);
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => format!("xl/{target}"),
            };
            let is_wanted = match from {
                0 => true,
                u16::MAX => false,
                _ => {
                    let of = self.reach.entry(sheet.name.clone()).or_default();
                    let reaches = of.of(&mut package, &path, passing, |part| {
                        sheet::may_reach(part, from)
                    })?;
                    *reaches.ok_or(NotPlain)?
                }
            };
            if is_wanted {
                sheet.cells =
                    sheet::cells(package.get(&path, passing)?, &tables, (from, &mut room))?;
                put_in_order(&mut sheet.cells);
                room.next_sheet();
            }
            sheets.push(sheet);
        }
        let (of, part) = (&mut self.application, "docProps/app.xml");
        let application = of.of(&mut package, part, passing, |about| {
            property(Some(about), "Application")
        })?;
        let application = application.cloned().flatten();
        let about = package.optional("docProps/core.xml", passing)?;
        // A workbook with parts that may be a bomb is looked through first.
        if super::package::can_grow(package.unread() as u64) {
            return Err(NotPlain);
        }
        Ok(RawWorkbook {
            format: Format::Xlsx,
            application,
            saved_at: property(about, "dcterms:modified")?,
            has_macros: package.names().any(super::package::is_macro),
            names: Arc::clone(&book.names),
            sheets,
        })
    }
}

/// Whether a package with a part of this name is looked through before anybody says what it is.
fn is_of_another_kind(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"mimetype") || name.eq_ignore_ascii_case(b"xl/workbook.bin")
}

/// The workbook must stand where everybody puts it.
fn where_expected(relations: &str) -> Result<(), NotPlain> {
    let mut scanner = Scanner::new(relations)?;
    while scanner.find("Relationship")? {
        let [kind, target] = scanner.values(["Type", "Target"])?;
        if value(kind)?.ends_with("/officeDocument") {
            return match value(target)?.trim_start_matches('/') {
                "xl/workbook.xml" => Ok(()),
                _ => Err(NotPlain),
            };
        }
    }
    Err(NotPlain)
}

fn property(part: Option<&str>, element: &str) -> Result<Option<String>, NotPlain> {
    let Some(part) = part else {
        return Ok(None);
    };
    let mut scanner = Scanner::new(part)?;
    if !scanner.find(element)? {
        return Ok(None);
    }
    let text = xml::resolved(scanner.text_of(element)?)?;
    Ok(Some(short(&text)))
}

#[cfg(test)]
mod tests;
