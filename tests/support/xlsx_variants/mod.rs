//! One small workbook, and what XML can be made of its parts: the same content written in other ways, other content,
//! and what is no XML at all.

#![allow(
    dead_code,
    reason = "each test that shares this uses a part of it, and none the whole"
)]

mod by_hand;
pub(crate) mod naive;
mod pieces;
mod whole;

use pieces::Pieces;
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::path::Path;
use tonghop::model::raw::{RawWorkbook, cell_name};
use tonghop::value::Raw;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

pub(crate) const PACKAGE: &str = "_rels/.rels";
pub(crate) const WORKBOOK: &str = "xl/workbook.xml";
pub(crate) const WORKBOOK_RELATIONS: &str = "xl/_rels/workbook.xml.rels";
pub(crate) const STRINGS: &str = "xl/sharedStrings.xml";
pub(crate) const STYLES: &str = "xl/styles.xml";
pub(crate) const SHEET: &str = "xl/worksheets/sheet1.xml";
pub(crate) const ABOUT: &str = "docProps/app.xml";
pub(crate) const CORE: &str = "docProps/core.xml";

/// A part: its name and its bytes.
pub(crate) type Part = (&'static str, Vec<u8>);

/// What a variant says by the standards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Truth {
    /// What the workbook says that it was made from.
    Same,
    /// This in place of a line of it; nothing in place of it where this is empty.
    Line(String, String),
    /// Nothing: a part is not well-formed.
    NotXml,
    /// Something that the standard forbids or that programs take in different ways.
    Unsaid,
}

/// The workbook with one part written in another way.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    /// Whether it changes a formula or its result: a program that computes it again may show another.
    pub(crate) is_computed: bool,
    /// The element whose text may be another, where that is all.
    pub(crate) element: String,
    /// What was done, without where.
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) part: &'static str,
    pub(crate) content: Vec<u8>,
    pub(crate) truth: Truth,
    /// Whether honest programs write so: then it has to stay quick.
    pub(crate) is_usual: bool,
}

/// The workbook that all variants are made from.
pub(crate) fn base() -> Vec<Part> {
    let parts = [
        (
            "[Content_Types].xml",
            include_str!("parts/content-types.xml"),
        ),
        (PACKAGE, include_str!("parts/package.xml")),
        (WORKBOOK, include_str!("parts/workbook.xml")),
        (WORKBOOK_RELATIONS, include_str!("parts/relations.xml")),
        (STRINGS, include_str!("parts/strings.xml")),
        (STYLES, include_str!("parts/styles.xml")),
        (SHEET, include_str!("parts/sheet.xml")),
        (ABOUT, include_str!("parts/app.xml")),
        (CORE, include_str!("parts/core.xml")),
    ];
    let trimmed = parts.map(|(name, xml)| (name, xml.trim_end().as_bytes().to_vec()));
    trimmed.to_vec()
}

/// The parts that the quick reader reads.
pub(crate) const READ: [&str; 8] = [
    PACKAGE,
    WORKBOOK,
    WORKBOOK_RELATIONS,
    STRINGS,
    STYLES,
    SHEET,
    ABOUT,
    CORE,
];

/// What the workbook says, line by line.
pub(crate) const SAYS: &str = "\
Biểu & 1!A1 \"Đông Hòa\"
Biểu & 1!B1 12
Biểu & 1!C1 24 =B1*2
Biểu & 1!D1 \"ab\" =\"a\"&\"b\"
Biểu & 1!A2 TRUE
Biểu & 1!B2 #DIV/0! =1/0
Biểu & 1!C2 0.5 %
Biểu & 1!D2 day 44000
Biểu & 1!A3 \"nội & bộ\"
Biểu & 1!B3 \"đậm nhạt\"
Biểu & 1!C3 \"  hai  \"
Biểu & 1!B5 \"a < b\"
name may_de_ban Biểu & 1!B1
by Thử & đọc
at 2020-11-16T08:00:00Z
";

/// A line for each cell that holds something, each name of a cell, and what is said about the file.
pub(crate) fn shown(book: &RawWorkbook) -> String {
    let mut out = String::new();
    for sheet in &book.sheets {
        let hidden = if sheet.visible { "" } else { " (hidden)" };
        for cell in &sheet.cells {
            let place = cell_name(cell.row, cell.col);
            let is_percent = cell.percent == Some(true);
            let formula = cell.formula.as_deref();
            line(
                &mut out,
                &format!("{}{hidden}!{place}", sheet.name),
                &cell.value,
                (formula, is_percent),
            );
        }
    }
    for name in book.names.iter() {
        let place = cell_name(name.row, name.col);
        writeln!(out, "name {} {}!{place}", name.name, name.sheet).expect("written");
    }
    about(
        &mut out,
        book.application.as_deref(),
        book.saved_at.as_deref(),
    );
    out
}

fn line(out: &mut String, place: &str, value: &Raw, (formula, is_percent): (Option<&str>, bool)) {
    let value = match value {
        Raw::Number(n) => n.to_string(),
        Raw::Date(n) => format!("day {n}"),
        Raw::Text(text) => format!("{text:?}"),
        other => other.shown(),
    };
    let formula = formula.map_or(String::new(), |f| format!(" ={f}"));
    let percent = if is_percent { " %" } else { "" };
    writeln!(out, "{place} {value}{formula}{percent}").expect("written");
}

fn about(out: &mut String, application: Option<&str>, saved_at: Option<&str>) {
    for (word, said) in [("by", application), ("at", saved_at)] {
        if let Some(said) = said {
            writeln!(out, "{word} {}", said.escape_debug()).expect("written");
        }
    }
}

/// What a variant says, where the standards tell.
pub(crate) fn says(truth: &Truth) -> Option<String> {
    match truth {
        Truth::Same => Some(SAYS.to_owned()),
        Truth::Line(old, new) => {
            let new = if new.is_empty() {
                String::new()
            } else {
                format!("{new}\n")
            };
            let said = SAYS.replace(&format!("{old}\n"), &new);
            assert_ne!(said, SAYS, "{old}");
            Some(said)
        }
        Truth::NotXml | Truth::Unsaid => None,
    }
}

/// The parts of the workbook with one in another way.
pub(crate) fn with(part: &'static str, content: &[u8]) -> Vec<Part> {
    let mut parts = base();
    for (name, bytes) in &mut parts {
        if *name == part {
            *bytes = content.to_vec();
        }
    }
    parts
}

/// A package of these parts. The quick reader takes no package with a comment, so the same parts are left to the full
/// parser when it has one.
pub(crate) fn package(parts: &[Part], comment: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("written");
    }
    if !comment.is_empty() {
        zip.set_comment(comment).expect("a comment");
    }
    zip.finish().expect("a package").into_inner()
}

/// Writes a file.
#[expect(
    clippy::disallowed_methods,
    reason = "a test that is cut off leaves nothing that anybody takes for a whole file"
)]
pub(crate) fn write(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("written");
}

/// A part of the workbook as text.
pub(crate) fn xml(part: &str) -> String {
    let parts = base();
    let (_, bytes) = parts
        .into_iter()
        .find(|(name, _)| *name == part)
        .expect("a part");
    String::from_utf8(bytes).expect("text")
}

/// All variants that are made by rule or by hand.
pub(crate) fn all() -> Vec<Variant> {
    let mut all = Vec::new();
    for part in READ {
        let pieces = Pieces::of(part);
        all.extend(pieces::between(&pieces));
        all.extend(pieces::tags(&pieces));
        all.extend(pieces::texts(&pieces));
        all.extend(whole::variants(part));
    }
    all.extend(by_hand::variants());
    all
}
