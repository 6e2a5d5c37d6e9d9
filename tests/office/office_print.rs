//! The printed form, as `LibreOffice` prints it: run with `cargo test --test office`.

use crate::campaign_run::Folder;
use crate::emit_kit::{FORM, dong_hoa, issue, kit_with, wide_kit};
use crate::libreoffice::converted;
use std::path::Path;
use std::process::Command;
use tonghop::kit;
use tonghop::store::folder::write_whole;
use tonghop::workbook::intake::Template;

fn run(program: &str, arguments: &[&std::ffi::OsStr]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{program}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text of a workbook as it is printed, page by page.
fn printed(workbook: &Path) -> String {
    let pdf = converted(workbook, "pdf");
    run(
        "pdftotext",
        &["-layout".as_ref(), pdf.as_os_str(), "-".as_ref()],
    )
}

#[test]
fn no_heading_stands_last_on_a_page_and_no_column_goes_astray() {
    let folder = Folder::sample();
    folder.tonghop("emit", &[]);
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = kit.form("huyen").expect("the long form");
    let titles: Vec<&str> = form.sections.iter().map(|s| s.title.as_str()).collect();
    let sent = std::fs::read_dir(folder.file("1-gui-di")).expect("the forms");
    let mut paths = sent.map(|entry| entry.expect("a file").path());
    let long = paths
        .find(|path| {
            path.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("405_"))
        })
        .expect("the district's form");
    let text = printed(&long);
    let mut headed = 0;
    for page in text.split('\u{c}').filter(|page| !page.trim().is_empty()) {
        let lines: Vec<&str> = page
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        let footer = lines
            .iter()
            .position(|l| l.contains("Trang "))
            .unwrap_or(lines.len());
        let last = lines[..footer].last().copied().unwrap_or_default();
        // "VI   Chỉ đạo, điều hành", and who fills it in below; a link on the checks names a section after its cell.
        let (_, words) = last.split_once(char::is_whitespace).unwrap_or_default();
        let is_heading = titles
            .iter()
            .any(|title| *title == last || *title == words.trim());
        assert!(
            !is_heading && !last.starts_with("Nơi nhập phần này"),
            "a heading stands last on a page: {last}\n{page}"
        );
        // A column that did not fit would stand alone on a page without the labels.
        headed += usize::from(titles.iter().any(|title| page.contains(title)));
    }
    assert!(headed >= 5, "{headed} pages with sections\n{text}");
}

#[test]
fn a_wide_form_goes_on_beside_the_labels_of_its_rows() {
    let kept = tempfile::tempdir().expect("a folder");
    let kit = wide_kit(20, 0);
    let issue = issue(&kit, &kit.forms[0]);
    let template = Template::make(&issue).expect("a template");
    let path = kept.path().join("bieu.xlsx");
    let bytes = template.personal(&dong_hoa()).expect("a workbook");
    write_whole(&path, &bytes).expect("written");
    let text = printed(&path);
    let pages = text.split('\u{c}');
    let pages: Vec<&str> = pages.filter(|page| page.contains("Cột thứ")).collect();
    assert_eq!(pages.len(), 2, "{text}");
    for page in &pages {
        assert!(
            page.contains("Chỉ tiêu") && page.contains("Nghèo"),
            "{page}"
        );
    }
    // Signatures stand once, beneath the head of the form.
    let signed = pages.iter().filter(|page| page.contains("NGƯỜI LẬP BIỂU"));
    assert_eq!(signed.count(), 1);
    assert!(pages[0].contains("16390 - Xã Đông Hòa"), "{}", pages[0]);
}

#[test]
fn blank_rows_of_a_list_fill_no_pages() {
    let pages = |capacity: u32| {
        let kept = tempfile::tempdir().expect("a folder");
        let kit = kit_with(&FORM.replace("capacity = 6", &format!("capacity = {capacity}")));
        let issue = issue(&kit, &kit.forms[0]);
        let template = Template::make(&issue).expect("a template");
        let path = kept.path().join("bieu.xlsx");
        let bytes = template.personal(&dong_hoa()).expect("a workbook");
        write_whole(&path, &bytes).expect("written");
        let text = printed(&path);
        let pages = text.split('\u{c}').filter(|page| !page.trim().is_empty());
        pages.count()
    };
    let short = pages(6);
    assert_eq!([pages(26), pages(300)], [short; 2]);
}

#[test]
fn what_the_leader_gets_is_one_page_whatever_was_decided() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    folder.tonghop("ingest", &[]);
    let reason = "xã giải trình bằng văn bản kèm biên bản kiểm kê của tổ công tác liên ngành, lãnh đạo đã xem và đồng ý";
    for unit in ["16393", "16399", "16402", "405"] {
        folder.tonghop("without", &[unit, "--reason", reason]);
    }
    for unit in [
        "16381", "16390", "16408", "16417", "16420", "16423", "16426",
    ] {
        folder.tonghop("accept", &["--unit", unit, "--all", "--reason", reason]);
    }
    assert_eq!(folder.tonghop("brief", &[]).code, 0);
    let text = printed(&folder.file("4-ket-qua/tom-tat.docx"));
    let pages = text.split('\u{c}').filter(|page| !page.trim().is_empty());
    assert_eq!(pages.count(), 1, "{text}");
    assert!(text.contains("và 1 nội dung khác"), "{text}");
}

#[test]
fn a_pdf_is_printed_whatever_letters_the_folders_have() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let temporary = folder.file("thư mục tạm 100% #1");
    std::fs::create_dir(&temporary).expect("made");
    let said = assert_cmd::Command::cargo_bin("tonghop")
        .expect("the program")
        .arg("report")
        .arg(folder.path())
        .args(["--pdf", "--now", "2020-11-16"])
        .env("TONGHOP_CONFIG", folder.config())
        .env("TMPDIR", &temporary)
        .output()
        .expect("it runs");
    assert!(said.status.success(), "{said:?}");
    let pdf = folder.file("4-ket-qua/bao-cao.pdf");
    let text = run("pdftotext", &[pdf.as_os_str(), "-".as_ref()]);
    assert!(text.contains("BÁO CÁO"), "{text}");
}
