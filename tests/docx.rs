//! What stands in the official document, read from its XML.

mod docx_sample;

use std::io::Read;
use tonghop::report::{Block, Edition, Inline, docx};

/// A part of a written document.
fn part(bytes: &[u8], path: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    zip.by_name(path).unwrap().read_to_string(&mut out).unwrap();
    out
}

fn written(edition: Edition) -> Vec<u8> {
    docx::write(&docx_sample::document(edition)).unwrap()
}

#[test]
fn dump() {
    if let Ok(dir) = std::env::var("DOCX_DUMP") {
        for (name, edition) in [("final", Edition::Final), ("draft", Edition::Draft)] {
            std::io::Write::write_all(
                &mut std::fs::OpenOptions::new()
                    .create(true)
                    .truncate(true)
                    .write(true)
                    .open(format!("{dir}/{name}.docx"))
                    .unwrap(),
                &written(edition),
            )
            .unwrap();
        }
    }
    let _ = part;
    let _: Option<(Block, Inline)> = None;
}
