//! The quick reader of `.xlsx`: parts exactly as spreadsheet programs write them, read without a full parser.
//!
//! In: the bytes of a file. Out: the same workbook that [`super::xlsx`] gives, in a fifth of its time, or nothing: then
//! the file is something else or holds something that is not in the grammar below, and the full parser in the child
//! process reads it or says what is wrong. Refuses no file by itself. Allocates nothing by a size that the file states,
//! and its room is bounded, so it needs no child of its own.
//!
//! # What is read
//!
//! The package is a ZIP as [`directory`] wants it. The parts below are gone through from the first byte to the last, and
//! each is XML as [`xml`] wants it; of the others only the names are looked at. Below, `?`, `*`, `+` and `|` are those of
//! a DTD; `(…)` holds the attributes that an element may have, those with `?` need not be there; `any` are any
//! attributes, `ANY` is any well-formed content in which no element has a name that is read elsewhere in that part.
//! Elements come in the order written, or in any order where `&` stands before them. Space between elements means
//! nothing. Every other element, attribute, value or order is left to the full parser, also where the standard allows it.
//!
//! ```text
//! _rels/.rels, xl/_rels/workbook.xml.rels
//!   Relationships = Relationship*(Id Type Target TargetMode?)        no Id twice, no space in it; Type http://...; Internal or External
//!     officeDocument    once, to xl/workbook.xml or /xl/workbook.xml
//!     worksheet         to a path of ASCII letters, digits, '_', '-', '.', '/', of which no piece is only dots
//!     styles, sharedStrings    each at most once, to the part of that name
//!     others, and what is External, to anything
//!
//! xl/workbook.xml, at most 32 sheets
//!   workbook      = & workbookPr? sheets definedNames? (parts::BESIDE)*
//!   workbookPr    = nothing      (any; date1904 only 0 or false, and no other date1904 in the part)
//!   sheets        = sheet+       (name sheetId? state? r:id)         no name twice, in whatever case
//!   definedNames  = definedName* (name localSheetId? comment? customMenu? description? help? statusBar? hidden?
//!                                 function? vbProcedure? xlm? functionGroupId? shortcutKey? publishToServer?
//!                                 workbookParameter?)                its text; localSheetId is the index of a sheet
//!   BESIDE        = ANY          (any)
//!
//! xl/sharedStrings.xml, there if and only if its relation is
//!   sst           = si*          (count? uniqueCount?)               digits; not relied on
//!   si, is        = (t | r*) phoneticPr?(any)
//!   r             = rPr? t                                           rPr = ANY, nothing struck out, raised or lowered
//!   t             = its text     (xml:space?)                        space at its ends only with preserve
//!
//! xl/styles.xml, there if and only if its relation is
//!   styleSheet    = & numFmts? fonts? fills? cellXfs? dxfs? (borders … extLst)*   the first three before cellXfs; the rest
//!                                                                    ANY(any); dxfs show cells as they are
//!   numFmts       = numFmt*      (numFmtId formatCode x16r2:formatCode16?)  no id twice; below 164 it shows what is
//!                                                                    built in; quotes and brackets of the code closed
//!   cellXfs       = xf*          (numFmtId? applyNumberFormat? fontId? fillId? borderId? xfId? quotePrefix?
//!                                 pivotButton? applyFont? applyFill? applyBorder? applyAlignment? applyProtection?)
//!                                ANY in it; numFmtId is built in or has a code; a day or a percentage is applied
//!
//! the part of a sheet
//!   worksheet     = & dimension?(ref) sheetViews? cols? sheetData mergeCells? headerFooter? (sheet::BESIDE)*
//!                                                                    sheetData behind the first three, before the next two
//!   headerFooter  = (oddHeader | oddFooter | evenHeader | evenFooter | firstHeader | firstFooter)*
//!                                (any; differentFirst and differentOddEven as showZeros)   its text(xml:space?)
//!   sheetViews    = sheetView*   ANY in it (any; showZeros 0, 1, false or true)
//!   cols          = col*         nothing in it (min max any; hidden as showZeros, width a number)
//!   mergeCells    = mergeCell*   (count?)                            mergeCell = nothing (ref); refs are a cell or an area
//!   sheetData     = row*         (r spans? s? customFormat? ht? customHeight? hidden? outlineLevel? collapsed?
//!                                 thickTop? thickBot? ph? xml:space? x14ac:dyDescent?)       each r above the last
//!   row           = c*           (r s? t? xml:space?)                each right of the last; no s only where the first
//!                                                                    format is no day
//!   c             = f? v?        or, where t is inlineStr, is?
//!   f             = its text     (t? aca? ca? xml:space?)            t is normal; space at its ends only with preserve
//!   v             = by t of c    (xml:space?)
//!     none, n     -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?     a normal double, zero only as 0 or 0.0;
//!                                                                    where t is not there, nothing after a formula
//!     s           an index of the shared strings
//!     str         its text                                           space at its ends only with preserve
//!     b, e        0 or 1; #DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE!
//!   r of c        = [A-Z]{1,3}, up to XFD, and the r of its row; r of row is an index from 1 to 1048576
//!   an index      = 0 or [1-9][0-9]{0,6}, and there is what it means
//!   BESIDE        = ANY          (any)
//!
//! docProps/app.xml, docProps/core.xml, where they are there
//!   Properties         = & Application? ANY*
//!   cp:coreProperties  = & dcterms:modified?(xsi:type?) ANY*         both their text, which is not empty
//! ```
//! A cell that holds something is seen as it is: in no format that makes something else of a number, not struck out, not
//! raised, not in the color of its ground, not covered by a merged area. No part holds notes or text boxes.
//!
//! References may stand in texts, in names of sheets and of cells and in codes of formats; not in numbers, indices,
//! places, types and paths. A carriage return in a text, however written, and Excel's `_x000D_` are left to the full
//! parser. Of cells that nobody asks for only the place is read, and sheets of which nobody asks for any are no part
//! that is read.
//!
//! Roots have the namespaces of ECMA-376, first edition, by default (`cp:coreProperties` by that prefix); `r` stands for
//! the relations of Office documents there, `dcterms` for the terms of Dublin Core. Besides those shown they have
//! declarations of prefixes, `mc:Ignorable` and `xr:uid`.

mod around;
mod bytes;
mod characters;
mod declaration;
mod directory;
mod memo;
mod not_plain;
mod numbers;
mod parts;
mod prefixes;
mod relations;
mod sheet;
mod strings;
mod styles;
mod unpack;
pub(super) mod xml;

use super::frames::{SkippedSheet, first_column};
use super::names;
use super::xlsx::Room;
use crate::model::raw::{Format, RawName, RawSheet, RawWorkbook};
use flate2::Decompress;
use memchr::memmem;
use memo::Memo;
use not_plain::NotPlain;
use parts::{Contents, Tab};
use relations::Targets;
use sheet::{Endings, Tables};
use std::collections::BTreeMap;
use std::sync::Arc;
use styles::Shown;
use unpack::{Buffer, Parts};

/// No workbook is read this way that has more sheets.
const MAX_SHEETS: usize = 32;
/// The namespace of spreadsheets.
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The namespace of relations between the parts of an Office document, and the beginning of their types.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Reads plain workbooks one after the other, in the same room.
#[derive(Debug)]
pub(super) struct Plain {
    inflate: Decompress,
    book: Memo<Book>,
    targets: Memo<Targets>,
    formats: Memo<Vec<Shown>>,
    application: Memo<Option<String>>,
    /// Whether the package says that its workbook stands where everybody puts it.
    place: Memo<()>,
    /// By the place of the sheet among the others.
    endings: Vec<Endings>,
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
            place: Memo::default(),
            endings: Vec::new(),
            reach: BTreeMap::new(),
            strings: Buffer::default(),
            passing: Buffer::default(),
        }
    }
}

impl Plain {
    /// Reads the workbook, of the sheets in `skipped` only their part, if it is plain.
    pub(super) fn read(&mut self, bytes: &[u8], skipped: &[SkippedSheet]) -> Option<RawWorkbook> {
        self.attempt(bytes, skipped).ok()
    }

    fn attempt(&mut self, bytes: &[u8], skipped: &[SkippedSheet]) -> Result<RawWorkbook, NotPlain> {
        let mut package = Parts::of(bytes, &mut self.inflate)?;
        let passing = &mut self.passing;
        if package.names().any(is_of_another_kind) || package.names().any(has_words) {
            return Err(NotPlain);
        }
        let (of, part) = (&mut self.place, "_rels/.rels");
        let place = of.of(&mut package, part, passing, relations::where_expected)?;
        place.ok_or(NotPlain)?;
        let (of, part) = (&mut self.book, "xl/workbook.xml");
        let book = of.of(&mut package, part, passing, Book::of)?;
        let book = book.ok_or(NotPlain)?;
        let (of, part) = (&mut self.targets, "xl/_rels/workbook.xml.rels");
        let targets = of.of(&mut package, part, passing, relations::targets)?;
        let targets = targets.ok_or(NotPlain)?;
        // A workbook without texts may have none.
        let shared = package.optional("xl/sharedStrings.xml", &mut self.strings)?;
        let (of, part) = (&mut self.formats, "xl/styles.xml");
        let formats = of.of(&mut package, part, passing, styles::formats)?;
        if shared.is_some() != targets.has_strings || formats.is_some() != targets.has_styles {
            return Err(NotPlain);
        }
        let tables = Tables {
            strings: shared.map_or_else(|| Ok(Vec::new()), strings::strings)?,
            formats: formats.map_or(&[], Vec::as_slice),
        };
        let mut room = Room::default();
        let mut sheets = Vec::with_capacity(book.tabs.len());
        self.endings.resize_with(MAX_SHEETS, Endings::default);
        for (tab, endings) in book.tabs.iter().zip(&mut self.endings) {
            let path = targets.sheets.get(&tab.part).ok_or(NotPlain)?;
            let mut sheet = RawSheet {
                visible: tab.visible,
                name: tab.name.clone(),
                ..RawSheet::default()
            };
            let from = first_column(skipped, &sheet.name);
            let is_wanted = match from {
                0 => true,
                u16::MAX => false,
                _ => {
                    let of = self.reach.entry(sheet.name.clone()).or_default();
                    let reaches = of.of(&mut package, path, passing, |part| {
                        sheet::reaches(part, from)
                    })?;
                    *reaches.ok_or(NotPlain)?
                }
            };
            if is_wanted {
                let part = package.get(path, passing)?;
                let read = sheet::read(part, &tables, (from, &mut room), endings)?;
                sheet.cells = read.cells;
                sheet.unseen = read.unseen;
                sheet.margins = read.margins;
                room.next_sheet();
            }
            sheets.push(sheet);
        }
        let (of, part) = (&mut self.application, "docProps/app.xml");
        let application = of.of(&mut package, part, passing, parts::application)?;
        let application = application.cloned().flatten();
        let about = package.optional("docProps/core.xml", passing)?;
        let saved_at = about.map_or(Ok(None), parts::saved_at)?;
        // A workbook with parts that may be a bomb is looked through first.
        if super::package::can_grow(package.unread() as u64) {
            return Err(NotPlain);
        }
        Ok(RawWorkbook {
            format: Format::Xlsx,
            application,
            saved_at,
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

/// Whether a part of this name holds notes or text boxes, which are told too.
fn has_words(name: &[u8]) -> bool {
    const SIGNS: [&[u8]; 4] = [b"comment", b"Comment", b"/drawings/drawing", b".vml"];
    SIGNS.iter().any(|sign| memmem::find(name, sign).is_some())
}

#[cfg(test)]
mod tests;
