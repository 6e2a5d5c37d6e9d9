//! What `rust_xlsxwriter` cannot do, done on the finished package: the structure lock, the texts of one unit, rows without end.
//!
//! Parts that do not change are copied as they are, still compressed.

use rust_xlsxwriter::{Workbook, XlsxError};
use std::borrow::Cow;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// How hard parts are compressed: a third less time than the usual level, for a file that is a fortieth larger.
pub(super) const LEVEL: u8 = 4;
const WORKBOOK: &str = "xl/workbook.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const SHEETS: &str = "xl/worksheets/sheet";

/// The bytes of a workbook, the same on every system.
pub(super) fn saved(book: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut package = book.save_to_buffer()?;
    name_one_system(&mut package);
    Ok(package)
}

/// `rust_xlsxwriter` names the system that it runs on with each part, in a byte of the directory (PKWARE's APPNOTE 4.4.2);
/// here it is Unix everywhere.
fn name_one_system(package: &mut [u8]) {
    const ENTRY: &[u8] = b"PK\x01\x02";
    const ENTRY_BYTES: usize = 46;
    /// Where the end of a package without a comment tells where its directory begins.
    const BEGINS: usize = 6;
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b));
    let end = package.len().saturating_sub(BEGINS);
    let mut at = number(package.get(end..end + 4).unwrap_or_default());
    while let Some(entry) = package.get_mut(at..at.saturating_add(ENTRY_BYTES)) {
        if !entry.starts_with(ENTRY) {
            break;
        }
        entry[5] = System::Unix.into();
        let lengths = [28, 30, 32].map(|length| number(&entry[length..length + 2]));
        at += ENTRY_BYTES + lengths.iter().sum::<usize>();
    }
}

/// Sheets cannot be added, removed, renamed or shown; there is no password.
pub(super) fn lock_structure(package: &[u8]) -> Result<Vec<u8>, String> {
    rewrite(
        package,
        |part| part == WORKBOOK,
        |_, xml, to| {
            let lock = "<workbookProtection lockStructure=\"1\"/><bookViews";
            to.write_all(xml.replacen("<bookViews", lock, 1).as_bytes())
        },
    )
}

/// Replaces each `(slot, text)` among the shared strings.
pub(super) fn fill(package: &[u8], texts: &[(String, String)]) -> Result<Vec<u8>, String> {
    rewrite(
        package,
        |part| part == STRINGS,
        |_, xml, to| to.write_all(replaced(xml, texts).as_bytes()),
    )
}

/// The same of a workbook with answers in it: what its formulas gave without them is left out, so that programs work it out
/// when they open it.
pub(super) fn fill_to_compute(
    package: &[u8],
    texts: &[(String, String)],
) -> Result<Vec<u8>, String> {
    rewrite(
        package,
        |part| part == STRINGS || part.starts_with(SHEETS),
        |part, xml, to| {
            let text = if part == STRINGS {
                replaced(xml, texts)
            } else {
                without_results(xml)
            };
            to.write_all(text.as_bytes())
        },
    )
}

/// A sheet whose formulas have no results.
fn without_results(xml: &str) -> String {
    const FORMULA: &str = "</f>";
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once(FORMULA) {
        out.push_str(before);
        out.push_str(FORMULA);
        let result = after.strip_prefix("<v>");
        rest = match result.and_then(|result| result.split_once("</v>")) {
            Some((_, after)) => after,
            None => after,
        };
    }
    out.push_str(rest);
    out
}

/// Reads the shared strings once from left to right; unknown slots become nothing.
fn replaced(xml: &str, texts: &[(String, String)]) -> String {
    let mut out = String::with_capacity(xml.len() + 256);
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once('\u{E000}') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('\u{E001}') else {
            break;
        };
        if let Some((_, text)) = texts.iter().find(|(slot, _)| slot == name) {
            out.push_str(&escaped(text));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// XML text as Excel reads it: characters that XML cannot carry are left out, and `_x000B_` is no such character.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    // Most texts have nothing of the kind, and their bytes are soon looked at.
    if (text.bytes()).all(|b| b >= 0x20 && !matches!(b, b'&' | b'<' | b'>' | b'_' | 0xEF)) {
        return Cow::Borrowed(text);
    }
    let plain = |c: char| {
        !matches!(
            c,
            '&' | '<' | '>' | '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}'
        )
    };
    if text.chars().all(plain) && !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if reads_as_character(&text[at..]) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(c),
            c if plain(c) => out.push(c),
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// Whether Excel reads a character in what begins so: `_x000B_`.
fn reads_as_character(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    digits.is_some_and(|d| d.ends_with('_') && d[..4].bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The package with some parts changed: each is given whole, and written as it comes.
pub(super) fn rewrite(
    package: &[u8],
    is_changed: impl Fn(&str) -> bool,
    mut change: impl FnMut(&str, &str, &mut dyn Write) -> std::io::Result<()>,
) -> Result<Vec<u8>, String> {
    let mut from = ZipArchive::new(Cursor::new(package)).map_err(|e| e.to_string())?;
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(package.len() + 1024)));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL.into()))
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    for index in 0..from.len() {
        let file = from.by_index_raw(index).map_err(|e| e.to_string())?;
        let part = file.name().map_err(|e| e.to_string())?.to_string();
        if is_changed(&part) {
            drop(file);
            let mut file = from.by_index(index).map_err(|e| e.to_string())?;
            let mut xml = String::new();
            file.read_to_string(&mut xml).map_err(|e| e.to_string())?;
            to.start_file(part.as_str(), options)
                .map_err(|e| e.to_string())?;
            change(&part, &xml, &mut to).map_err(|e| e.to_string())?;
        } else {
            to.raw_copy_file(file).map_err(|e| e.to_string())?;
        }
    }
    Ok(to.finish().map_err(|e| e.to_string())?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_workbook_names_the_same_system_wherever_it_was_written() {
        let mut book = Workbook::new();
        book.add_worksheet();
        let mut package = saved(&mut book).expect("a workbook");
        let systems = |package: &[u8]| {
            let mut zip = ZipArchive::new(Cursor::new(package)).expect("a package");
            let each = (0..zip.len()).map(|at| zip.by_index_raw(at).expect("a part").system());
            each.collect::<Vec<_>>()
        };
        let parts = systems(&package).len();
        assert!(parts > 5, "{parts}");
        assert_eq!(systems(&package), vec![System::Unix; parts]);
        // As it comes on Windows.
        let mut at = 0;
        while let Some(found) = package[at..].windows(4).position(|w| w == b"PK\x01\x02") {
            at += found + 5;
            package[at] = System::Dos.into();
        }
        assert_eq!(systems(&package), vec![System::Dos; parts]);
        name_one_system(&mut package);
        assert_eq!(systems(&package), vec![System::Unix; parts]);
    }

    #[test]
    fn what_is_no_package_stays_as_it_is() {
        for bytes in [&b""[..], b"PK", b"PK\x01\x02 and then nothing", &[0xFF; 60]] {
            let mut after = bytes.to_vec();
            name_one_system(&mut after);
            assert_eq!(after, bytes);
        }
    }
}
