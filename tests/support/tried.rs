//! Parts of the program that read what strangers send, each handed any bytes: it must neither panic nor be without end. The
//! targets of `fuzz/` and the test that reads their kept files again call the same functions. Readers of single files
//! stand in `tonghop::read::trial`.
#![allow(
    dead_code,
    reason = "each target of `fuzz/` uses its part of this module"
)]

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use tonghop::docx::edited;
use tonghop::kit;
use tonghop::read::trial;
use tonghop::report::narrate::narrate;
use tonghop::rollup::{RollupInput, conditions, figures};
use tonghop::source::Files;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What is tried, by the names of the targets.
pub(crate) const ALL: [(&str, trial::Target); 4] = [
    ("document", document),
    ("two_readers", two_readers),
    ("kit", whole_kit),
    ("narrative", narrative),
];

/// The scan of a DOCX that somebody edited.
pub(crate) fn document(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = edited::scan(text);
    }
    if let Ok(mut package) = edited::Package::open(data) {
        let _ = package.text(edited::BODY);
    }
}

/// A kit of few fields, which loads in a moment.
fn small_kit() -> Files {
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    BTreeMap::from([
        file("kit.toml", include_str!("../kits/so-ngan/kit.toml")),
        file(
            "diem-sach.toml",
            include_str!("../kits/so-ngan/diem-sach.toml"),
        ),
        file(
            "thu-vien.toml",
            include_str!("../kits/so-ngan/thu-vien.toml"),
        ),
        file("report.md", include_str!("../kits/so-ngan/report.md")),
    ])
}

/// A small kit with one of its files in place of another; which, the first byte says.
pub(crate) fn whole_kit(data: &[u8]) {
    let Some((which, text)) = data.split_first() else {
        return;
    };
    let mut files = small_kit();
    let which = usize::from(*which) % files.len();
    if let Some(file) = files.values_mut().nth(which) {
        *file = text.to_vec();
    }
    let _ = kit::load(&files);
}

/// The narrative of a small kit is what is handed in; one that is sound is told without an answer.
pub(crate) fn narrative(data: &[u8]) {
    let mut files = small_kit();
    files.insert("report.md".to_owned(), data.to_vec());
    let Ok(kit) = kit::load(&files) else {
        return;
    };
    let input = RollupInput {
        kit: &kit,
        facts: &[],
        chosen: &[],
        previous: &BTreeMap::new(),
    };
    let figures = figures(input, []);
    let conditions = conditions(&kit, &figures);
    let _ = narrate(&kit, &figures, conditions);
}

/// A part of the workbook that the tests of the quick reader are made from.
macro_rules! part {
    ($name:literal) => {
        include_str!(concat!("xlsx_variants/parts/", $name, ".xml"))
    };
}

const PARTS: [(&str, &str); 8] = [
    ("[Content_Types].xml", part!("content-types")),
    ("_rels/.rels", part!("package")),
    ("xl/_rels/workbook.xml.rels", part!("relations")),
    ("xl/workbook.xml", part!("workbook")),
    ("xl/sharedStrings.xml", part!("strings")),
    ("xl/styles.xml", part!("styles")),
    ("xl/worksheets/sheet1.xml", part!("sheet")),
    ("docProps/core.xml", part!("core")),
];

/// A small workbook with one of its parts in place of another; which, the first byte says. What the quick reader takes
/// is what the full parser reads.
pub(crate) fn two_readers(data: &[u8]) {
    let Some((which, text)) = data.split_first() else {
        return;
    };
    let book = packed(usize::from(*which) % PARTS.len(), text);
    if let Some((quick, full)) = trial::both_ways(&book) {
        assert_eq!(quick, full);
    }
}

fn packed(which: usize, text: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (at, (name, content)) in PARTS.iter().enumerate() {
        let content = if at == which {
            text
        } else {
            content.trim_end().as_bytes()
        };
        zip.start_file(*name, options).expect("memory");
        zip.write_all(content).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}
