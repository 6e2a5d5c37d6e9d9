//! Packages of parts, as workbooks and documents are: taken apart, changed, packed again.
#![allow(dead_code, reason = "each group of tests uses its part of this module")]

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A part: its name and what it holds.
pub(crate) type Part = (String, Vec<u8>);

/// The parts of a package, in its order.
pub(crate) fn parts(package: &[u8]) -> Vec<Part> {
    let mut zip = ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut part = |at: usize| {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        (name, content)
    };
    let count = ZipArchive::new(Cursor::new(package))
        .expect("a package")
        .len();
    (0..count).map(&mut part).collect()
}

/// A package of these parts, or a ZIP of these files.
pub(crate) fn packed<N: AsRef<str>, B: AsRef<[u8]>>(parts: &[(N, B)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_ref(), SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(content.as_ref()).expect("written");
    }
    zip.finish().expect("whole").into_inner()
}

/// The package with each part passed through `edit`, by its name.
pub(crate) fn changed(package: &[u8], mut edit: impl FnMut(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut parts = parts(package);
    for (name, content) in &mut parts {
        *content = edit(name, std::mem::take(content));
    }
    packed(&parts)
}

/// The same where all parts are texts.
pub(crate) fn changed_texts(
    package: &[u8],
    mut edit: impl FnMut(&str, String) -> String,
) -> Vec<u8> {
    changed(package, |name, content| {
        edit(name, String::from_utf8(content).expect("UTF-8")).into_bytes()
    })
}

/// The workbook with the XML of each sheet passed through `edit`, by its number from 1.
pub(crate) fn changed_sheets(
    package: &[u8],
    mut edit: impl FnMut(usize, String) -> String,
) -> Vec<u8> {
    changed(package, |name, content| match sheet_number(name) {
        Some(number) => edit(number, String::from_utf8(content).expect("UTF-8")).into_bytes(),
        None => content,
    })
}

/// The number of a part that is a sheet, under its usual name.
pub(crate) fn sheet_number(part: &str) -> Option<usize> {
    let number = part.strip_prefix("xl/worksheets/sheet")?;
    number.strip_suffix(".xml")?.parse().ok()
}

/// A number or text in a blank cell, its look kept.
pub(crate) fn typed_into(xml: &str, cell: &str, value: &str) -> String {
    let open = format!("<c r=\"{cell}\" s=\"");
    let (before, after) = xml.split_once(&open).expect("the cell is there");
    let (style, after) = after.split_once("\"/>").expect("and blank");
    let content = match value.parse::<f64>() {
        Ok(_) => format!("\"><v>{value}</v></c>"),
        Err(_) => format!("\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
    };
    format!("{before}{open}{style}{content}{after}")
}

/// A sheet without the stored results of its formulas, so that whoever opens it computes them.
pub(crate) fn uncomputed(xml: &str) -> String {
    let mut parts = xml.split("</f><v>");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("</f>");
        out.push_str(part.split_once("</v>").map_or("", |(_, rest)| rest));
    }
    out
}
