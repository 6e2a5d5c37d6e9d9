//! From a number in a document back to its cells, and from a document to its PDF.

use crate::campaign_run::{Folder, tonghop_of};
use crate::package;
use std::io::Write;
use std::path::Path;

fn program(arguments: &[&str]) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::cargo_bin("tonghop").expect("the program");
    command.args(arguments).args(["--now", "2020-11-16"]);
    command
}

#[test]
fn a_number_of_the_final_leads_to_its_cells() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    for (edition, file) in [
        ("--final", "bao-cao.docx"),
        ("--draft", "bao-cao_du-thao.docx"),
    ] {
        folder.tonghop("report", &[edition]);
        let file = folder.file("4-ket-qua").join(file);
        let said = folder.tonghop("explain", &["269", "--document", &file.to_string_lossy()]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert_eq!(said.out.matches("(xa.may_tinh)").count(), 2, "{}", said.out);
        assert_eq!(
            said.out.matches("(xa.may_tinh_hd)").count(),
            1,
            "{}",
            said.out
        );
        assert!(said.out.contains("Biểu 01!E13"), "{}", said.out);
        // "28" of "Điều 28" is no figure, and "28/10/2020" is another word.
        let said = folder.tonghop("explain", &["28", "--document", &file.to_string_lossy()]);
        assert!(
            said.out.contains("không phải số liệu tổng hợp"),
            "{}",
            said.out
        );
        let said = folder.tonghop(
            "explain",
            &["987654", "--document", &file.to_string_lossy()],
        );
        assert_eq!(said.code, 2);
        assert!(said.err.contains("Không thấy \"987654\""), "{}", said.err);
    }
}

#[test]
fn programs_are_told_cells_as_people_name_them() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let said = folder.tonghop("explain", &["tong_may", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(said["figure"]["value"]["One"]["Number"], 337.0);
    let behind = said["behind"].as_array().expect("figures");
    let computers = behind.iter().find(|f| f["id"] == "xa.may_tinh");
    let first = &computers.expect("the figure")["contributions"][0];
    let place = serde_json::json!({ "sheet": "Biểu 01", "cell": "E13" });
    assert_eq!((&first["place"], &first["raw"]), (&place, &"27".into()));
}

#[test]
fn without_an_office_suite_the_pdf_is_refused_in_words_and_the_document_is_there() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let campaign = folder.path().to_string_lossy().into_owned();
    let named = program(&["report", &campaign, "--pdf", "--office", "/nowhere/soffice"])
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&named.stderr).into_owned();
    assert_eq!(named.status.code(), Some(2), "{said}");
    assert!(said.contains("Không chạy được /nowhere/soffice"), "{said}");
    assert!(folder.file("4-ket-qua/bao-cao.docx").is_file());
    assert!(!folder.file("4-ket-qua/bao-cao.pdf").exists());
    // A program that does nothing leaves nothing.
    if cfg!(unix) {
        let idle = program(&["report", &campaign, "--pdf", "--office", "/bin/true"])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&idle.stderr).into_owned();
        assert!(said.contains("Không in được PDF"), "{said}");
    }
}

/// A document with this between its body's tags.
fn document(body: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new()
        .suffix(".docx")
        .tempfile()
        .expect("a file");
    let text = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    file.write_all(&package::packed(&[("word/document.xml", text)]))
        .expect("written");
    file
}

/// How `lint` and `explain` end, each within a minute.
fn ends(folder: &Folder, file: &Path) -> [(i32, String); 2] {
    let lint = tonghop_of("lint", file, &[]);
    let limits = "export MALLOC_ARENA_MAX=1; ulimit -v 307200; ulimit -t 60";
    let file = file.to_string_lossy();
    let explain = folder.tonghop_within(limits, "explain", &["7", "--document", &file]);
    [lint, explain].map(|said| (said.code, format!("{}{}", said.out, said.err)))
}

#[test]
fn a_document_of_more_paragraphs_than_any_report_is_refused() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let paragraph = "<w:p><w:r><w:t>7 máy</w:t></w:r></w:p>";
    for body in [
        paragraph.repeat(1_000_000),
        paragraph.repeat(60_000),
        "<w:p><w:bookmarkStart w:id='1' w:name='a'/></w:p>".repeat(60_001),
    ] {
        for (code, said) in ends(&folder, document(&body).path()) {
            assert_eq!(code, 2, "{said}");
            assert!(said.contains("lớn"), "{said}");
        }
    }
}

#[test]
fn a_text_that_stands_everywhere_is_told_at_its_first_places_with_what_is_near() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let body = format!(
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
        "7 máy ".repeat(1_000_000)
    );
    let [_, (code, said)] = ends(&folder, document(&body).path());
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Chỉ nêu 500 chỗ đầu tiên"), "{said}");
    assert!(said.len() < 1_000_000, "{} bytes", said.len());
    let many = "<w:p><w:r><w:t>7 máy</w:t></w:r></w:p>".repeat(40_000);
    let [_, (code, said)] = ends(&folder, document(&many).path());
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("đoạn 500: 7 máy"), "{said}");
}
