#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use tonghop::read::trial;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A part of the workbook that the tests of the quick reader are made from.
macro_rules! part {
    ($name:literal) => {
        include_str!(concat!(
            "../../tests/support/xlsx_variants/parts/",
            $name,
            ".xml"
        ))
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

// A small workbook with one of its parts in place of another; which, the first byte says. What the quick reader takes
// is what the full parser reads.
fuzz_target!(|data: &[u8]| {
    let Some((which, text)) = data.split_first() else {
        return;
    };
    if let Some((quick, full)) = trial::both_ways(&packed(usize::from(*which) % PARTS.len(), text))
    {
        assert_eq!(quick, full);
    }
});

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
