//! The consolidated workbook through real programs: the Open XML SDK finds nothing wrong, `LibreOffice` computes
//! the totals that are written beside its formulas, and prints every sheet.

use crate::consolidated_sample::sample;
use crate::libreoffice::{converted, save};
use crate::package::{changed_sheets, uncomputed};
use std::process::Command;
use tonghop::model::raw::cell_name;
use tonghop::read::Reader;
use tonghop::value::Raw;

#[test]
fn the_sdk_finds_nothing_wrong() {
    let Ok(validator) = std::env::var("TONGHOP_OOXML_VALIDATOR") else {
        eprintln!("TONGHOP_OOXML_VALIDATOR is not set: no Open XML SDK to ask");
        return;
    };
    let dir = tempfile::tempdir().expect("a folder");
    let path = save(dir.path(), "tong-hop.xlsx", &sample().workbook());
    let said = Command::new(validator).arg(path).output().expect("it runs");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.contains("\"ok\": true"), "{said}");
}

#[test]
fn a_program_that_computes_finds_the_totals_that_are_written() {
    let bytes = sample().workbook();
    let dir = tempfile::tempdir().expect("a folder");
    let ours = save(dir.path(), "ours.xlsx", &bytes);
    let bare = save(
        dir.path(),
        "bare.xlsx",
        &changed_sheets(&bytes, |_, xml| uncomputed(&xml)),
    );
    let theirs = converted(&bare, "xlsx");
    let mut reader = Reader::new(env!("CARGO_BIN_EXE_tonghop"));
    let ours = reader.read(&ours).expect("our workbook");
    let theirs = reader.read(&theirs).expect("theirs");
    let mut compared = 0;
    for (own, other) in ours.sheets.iter().zip(&theirs.sheets) {
        assert_eq!(own.name, other.name);
        for cell in own.cells.iter().filter(|c| c.formula.is_some()) {
            let place = format!("{}!{}", own.name, cell_name(cell.row, cell.col));
            let computed = other.at(cell.row, cell.col).map(|c| &c.value);
            match (&cell.value, computed) {
                (Raw::Number(n), Some(Raw::Number(m))) => {
                    assert!(
                        (n - m).abs() < 1e-9,
                        "{place}: {n}, {m}: {:?}",
                        cell.formula
                    );
                }
                (Raw::Text(text), Some(Raw::Text(said))) => assert_eq!(text, said, "{place}"),
                (Raw::Text(text), None) => assert_eq!(text, "", "{place}"),
                other => panic!("{place}: {other:?}: {:?}", cell.formula),
            }
            compared += 1;
        }
    }
    assert!(compared > 110, "{compared}");
}

#[test]
fn every_sheet_is_printed_with_its_name_and_no_page_is_blank() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = save(dir.path(), "tong-hop.xlsx", &sample().workbook());
    let pdf = converted(&path, "pdf");
    let said = Command::new("pdftotext").arg(&pdf).arg("-").output();
    let text = String::from_utf8_lossy(&said.expect("pdftotext runs").stdout).into_owned();
    let pages: Vec<&str> = text.trim_end_matches('\u{C}').split('\u{C}').collect();
    for (number, page) in (1..).zip(&pages) {
        assert!(page.contains("Số liệu minh họa"), "page {number}");
        assert!(
            page.contains(&format!("Trang {number}/{}", pages.len())),
            "{page}"
        );
        assert!(page.lines().count() > 8, "page {number}: {page}");
    }
    for name in [
        "Tổng quan",
        "Biểu đồ",
        "Ý kiến đơn vị",
        "Nguồn",
        "Cộng thị trấn",
    ] {
        assert!(text.contains(name), "{name}");
    }
}
