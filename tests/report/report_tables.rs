//! Tables of the report: two rows of headings, a row per unit, totals, notes, appendices on their side.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test fails the test, as the test itself does"
)]

use crate::campaign_run::{Folder, tonghop_of};
use crate::package;
use std::io::Read;
use std::path::Path;
use tonghop::store::folder::write_whole;

const TABLES: &str = r#"
[[table]]
id = "theo_xa"
caption = "Máy tính của các xã, thị trấn"
unit = "máy"
per_unit = "xa"
total = true
landscape = true
notes = ["Số liệu do các đơn vị báo cáo."]
columns = [
  { label = "TT", value = "stt", width = 6, align = "center" },
  { label = "Đơn vị", value = "ten", width = 30 },
  { label = "Để bàn", group = "Máy tính", value = "may_de_ban|so", width = 12, align = "right" },
  { label = "Xách tay", group = "Máy tính", value = "may_xach_tay|so", width = 12, align = "right" },
  { label = "Mạng LAN", value = "mang_lan", width = 12, align = "center" },
]
rows = []

[[table]]
id = "tom_tat"
caption = "Tóm tắt"
columns = [{ label = "Máy", width = 10, align = "right" }]
rows = [{ cells = ["{xa.may_tinh|so}"] }]
"#;

/// The sample with two more tables, as a kit of its own.
fn with_tables() -> Folder {
    let folder = Folder::sample();
    let kit = Path::new("templates/cntt-huyen-2020");
    std::fs::create_dir_all(folder.file("bo-mau")).unwrap();
    for entry in std::fs::read_dir(kit).unwrap() {
        let path = entry.unwrap().path();
        let mut text = std::fs::read_to_string(&path).unwrap();
        if path.ends_with("kit.toml") {
            let at = text.find("[[table]]").unwrap();
            text.insert_str(at, TABLES);
        }
        if path.ends_with("report.md") {
            let at = text.find("{{ bang(").unwrap();
            text.insert_str(at, "{{ bang(\"theo_xa\") }}\n\n{{ bang(\"tom_tat\") }}\n\n");
        }
        let name = path.file_name().unwrap();
        write_whole(&folder.file("bo-mau").join(name), text.as_bytes()).unwrap();
    }
    folder
}

fn body(folder: &Folder, name: &str) -> String {
    let bytes = std::fs::read(folder.file("4-ket-qua").join(name)).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn a_row_per_unit_stands_in_an_appendix_that_the_body_refers_to() {
    let folder = with_tables();
    let said = folder.tonghop("run", &[]);
    assert!(
        folder.file("4-ket-qua/bao-cao.docx").is_file(),
        "{}{}",
        said.out,
        said.err
    );
    let text = folder.report("bao-cao.docx");
    let has = |line: &str| assert!(text.iter().any(|t| t == line), "no {line:?} in {text:#?}");
    has("Máy tính của các xã, thị trấn: chi tiết tại Phụ lục kèm theo báo cáo này.");
    has("Phụ lục");
    has("MÁY TÍNH CỦA CÁC XÃ, THỊ TRẤN");
    has("Đơn vị tính: máy");
    has("Ghi chú: Số liệu do các đơn vị báo cáo.");
    has("Bảng 1. Tóm tắt");
    assert!(text.iter().any(|t| t.starts_with("(Kèm theo Báo cáo số")));
    let from = text.iter().position(|t| t == "Mạng LAN").unwrap();
    let rows = &text[from..];
    for unit in ["Thị trấn Rừng Thông", "Xã Đông Ninh", "Xã Đông Quang"] {
        assert!(rows.iter().any(|t| t == unit), "{unit}");
    }
    let total = rows.iter().position(|t| t == "Tổng cộng").unwrap();
    assert_eq!(rows[total + 1..total + 3], ["252", "17"]);
    let xml = body(&folder, "bao-cao.docx");
    assert_eq!(xml.matches("<w:sectPr").count(), 2);
    assert_eq!(xml.matches("w:orient=\"landscape\"").count(), 1);
    let table = xml.rsplit("<w:tbl>").next().unwrap();
    assert_eq!(table.matches("<w:tblHeader").count(), 2);
    assert_eq!(table.matches("<w:vMerge w:val=\"restart\"").count(), 3);
    assert!(!xml.contains("TwoHeads") && !xml.contains("sectPr-here"));
}

#[test]
fn an_old_figure_in_a_row_of_an_appendix_is_told_as_old() {
    let folder = with_tables();
    folder.tonghop("run", &[]);
    let final_report = folder.file("4-ket-qua/bao-cao.docx");
    let campaign = folder.path().to_string_lossy().into_owned();
    let lint = || tonghop_of("lint", &final_report, &["--campaign", &campaign]).out;
    let said = lint();
    assert!(!said.contains("SL-"), "{said}");
    let text = folder.report("bao-cao.docx");
    let from = text.iter().position(|t| t == "Mạng LAN").unwrap();
    let row = text[from..].iter().position(|t| t == "Xã Đông Ninh");
    let desktops = &text[from + row.unwrap() + 1];
    let own = std::fs::read(folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx")).unwrap();
    let mended = package::changed_sheets(&own, |_, xml| {
        xml.replace(&format!("<v>{desktops}</v>"), "<v>98</v>")
    });
    write_whole(&folder.file("2-nhan-ve/dong-ninh-sua.xlsx"), &mended).unwrap();
    folder.tonghop("ingest", &[]);
    folder.tonghop("assign", &["dong-ninh-sua.xlsx", "16384"]);
    let said = lint();
    let row = said
        .split("SL-02")
        .find(|told| told.contains("Xã Đông Ninh |"));
    let row = row.unwrap_or_else(|| panic!("{said}"));
    let told = format!("{desktops} là số của bản trước");
    assert!(
        row.contains(&told) && row.contains("hiện nay là 98"),
        "{row}"
    );
}

#[test]
fn a_row_of_a_unit_is_refreshed_with_its_total_and_explained_as_what_it_is() {
    let folder = with_tables();
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    let draft = folder.file("4-ket-qua/bao-cao_du-thao.docx");
    let edited = folder.file("sua.docx");
    std::fs::copy(&draft, &edited).unwrap();
    let desktops = |name: &str| {
        let text = folder.report(name);
        let from = text.iter().position(|t| t == "Mạng LAN").unwrap();
        let row = text[from..].iter().position(|t| t == "Xã Đông Ninh");
        let total = text[from..].iter().position(|t| t == "Tổng cộng").unwrap();
        (
            text[from + row.unwrap() + 1].clone(),
            text[from + total + 1].clone(),
        )
    };
    let (before, _) = desktops("bao-cao_du-thao.docx");
    let explained = |sought: &str, file: &Path| {
        let file = file.to_string_lossy().into_owned();
        folder
            .tonghop("explain", &[sought, "--document", &file])
            .out
    };
    let right = "ở hàng \"Xã Đông Ninh\" của bảng, đúng với sổ hiện nay";
    let said = explained(&before, &edited);
    assert!(said.contains(right), "{said}");
    let cell = format!("Xã Đông Ninh: {before}  Đông Ninh - biểu CNTT 2020.xlsx Biểu 01!E");
    assert!(said.contains(&cell), "{said}");
    let own = std::fs::read(folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx")).unwrap();
    let mended = package::changed_sheets(&own, |_, xml| {
        xml.replace(&format!("<v>{before}</v>"), "<v>98</v>")
    });
    write_whole(&folder.file("2-nhan-ve/dong-ninh-sua.xlsx"), &mended).unwrap();
    folder.tonghop("ingest", &[]);
    folder.tonghop("assign", &["dong-ninh-sua.xlsx", "16384"]);
    // The old number is told as what it is, and both it and the total are mended by a refresh.
    let said = explained(&before, &edited);
    assert!(said.contains("của bảng; sổ hiện nay ghi 98"), "{said}");
    assert!(
        said.contains("Xã Đông Ninh: 98  dong-ninh-sua.xlsx Biểu 01!E"),
        "{said}"
    );
    folder.tonghop("report", &["--refresh", &edited.to_string_lossy()]);
    let (row, total) = desktops("sua_cap-nhat.docx");
    let sum = 252 - before.parse::<i32>().unwrap() + 98;
    assert_eq!((row, total), ("98".to_owned(), sum.to_string()));
    let said = explained("98", &folder.file("4-ket-qua/sua_cap-nhat.docx"));
    assert!(said.contains(right), "{said}");
}

#[test]
fn a_unit_that_has_not_answered_has_an_empty_row_and_figures_of_single_units_are_no_controls() {
    let folder = with_tables();
    std::fs::remove_file(folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx")).unwrap();
    folder.tonghop("run", &[]);
    let text = folder.report("bao-cao_du-thao.docx");
    let from = text.iter().position(|t| t == "Mạng LAN").unwrap();
    let at = text[from..]
        .iter()
        .position(|t| t == "Xã Đông Ninh")
        .unwrap()
        + from;
    // The number of the next unit follows at once.
    assert_eq!(text[at + 1], "4");
    let xml = body(&folder, "bao-cao_du-thao.docx");
    let row = xml.split("Xã\u{a0}Đông\u{a0}Hòa").nth(1).unwrap();
    assert!(!row.split("</w:tr>").next().unwrap().contains("<w:sdt>"));
    let lint = assert_cmd::Command::cargo_bin("tonghop")
        .unwrap()
        .args(["lint", "--campaign"])
        .arg(folder.path())
        .arg(folder.file("4-ket-qua/bao-cao_du-thao.docx"))
        .args(["--now", "2020-11-16"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&lint.stdout).into_owned();
    assert!(!said.contains("SL-"), "{said}");
}

#[test]
fn a_report_whose_tables_have_a_unit_and_notes_lints_clean() {
    let folder = with_tables();
    folder.tonghop("run", &[]);
    let said = tonghop_of("lint", &folder.file("4-ket-qua/bao-cao.docx"), &[]);
    assert_eq!(said.out.trim(), "Không có nội dung nào cần sửa.");
}

#[test]
fn a_column_that_names_no_field_is_told() {
    let folder = with_tables();
    let path = folder.file("bo-mau/kit.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    write_whole(
        &path,
        text.replace("may_xach_tay|so\", width", "may_bay|so\", width")
            .as_bytes(),
    )
    .unwrap();
    let said = folder.tonghop("status", &[]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("may_bay"), "{}", said.err);
}
