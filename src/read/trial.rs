//! Readers of our own by themselves, for whoever tries them with any bytes: each takes what it is handed and must neither
//! panic nor be without end. No file is looked for and no child is started.

use super::cfb;
use super::plain::Plain;
use super::unpack::unpack_from;
use super::{looks, package, text, xls, xlsx};
use crate::model::raw::{RawSheet, RawWorkbook};
use std::io::{self, Cursor};

/// A reader that is tried.
pub type Target = fn(&[u8]);

/// Everything that can be tried, by name.
pub const ALL: [(&str, Target); 5] = [
    ("quick-reader", quick_reader),
    ("package", package),
    ("compound", compound),
    ("parcel", parcel),
    ("text", text),
];

/// The quick reader of plain workbooks, with its own directory of the ZIP.
pub fn quick_reader(data: &[u8]) {
    let _ = Plain::default().read(data, &[]);
}

/// The survey of a package, and the scans of what is shown in `.xlsx` and `.ods`.
pub fn package(data: &[u8]) {
    let Ok(mut zip) = package::open(data) else {
        return;
    };
    if package::survey(&mut zip).is_ok() {
        let _ = looks::xlsx::look(&mut zip, &mut sheets());
        looks::ods::look(&mut zip, &mut sheets());
    }
}

/// The walk through a compound file and the scans of its workbook; of bytes that are none, as if they were that stream.
pub fn compound(data: &[u8]) {
    let _ = cfb::comes_to_an_end(data);
    let stream = cfb::Root::of(data).and_then(|mut file| file.stream("Workbook"));
    let stream = stream.unwrap_or_else(|| data.to_vec());
    if let Ok(opened) = xls::opened(stream) {
        let _ = xls::folded(&opened);
        looks::xls::look(&opened, &mut sheets());
    }
}

/// Letters and archives.
pub fn parcel(data: &[u8]) {
    let _ = unpack_from(Cursor::new(data), |_| false, &mut io::sink());
}

/// CSV, web pages and the XML of Excel 2003.
pub fn text(data: &[u8]) {
    let _ = text::separated(data);
    let _ = text::markup(data);
}

/// What the quick reader and the full parser make of a workbook, where both read it: the full parser may refuse a part
/// that the quick one has no need of. Without what is told of the file: the full parser follows a package's relations
/// to it, and passes it over where these are damaged.
pub fn both_ways(data: &[u8]) -> Option<(RawWorkbook, RawWorkbook)> {
    let content = |book| RawWorkbook {
        application: None,
        saved_at: None,
        ..book
    };
    let quick = Plain::default().read(data, &[])?;
    let full = xlsx::read(data, &[]).ok()?;
    Some((content(quick), content(full)))
}

/// Sheets that scans have something to add to.
fn sheets() -> Vec<RawSheet> {
    let named = |name: &str| RawSheet {
        name: name.to_owned(),
        visible: true,
        ..RawSheet::default()
    };
    ["Hướng dẫn", "Biểu 01", "Ý kiến"].map(named).to_vec()
}
