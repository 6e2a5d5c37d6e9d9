//! What people typed into a document is held against the ledger: a refresh asks about what the lint finds.

use crate::campaign_run::Folder;
use crate::package;
use crate::refresh::{edited, refresh};
use std::path::{Path, PathBuf};
use tonghop::store::folder::write_whole;

const DRAFT: &str = "4-ket-qua/bao-cao_du-thao.docx";

/// A campaign in which all have answered, with its draft.
fn answered() -> (Folder, PathBuf) {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    let draft = folder.file(DRAFT);
    (folder, draft)
}

/// The XML with more behind the paragraph or row that holds a text.
fn behind(xml: &str, saying: &str, end: &str, more: &str) -> String {
    let at = xml.find(saying).expect("the text");
    let at = at + xml[at..].find(end).expect("its end") + end.len();
    format!("{}{more}{}", &xml[..at], &xml[at..])
}

fn sentence(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells = cells
        .iter()
        .map(|cell| format!("<w:tc>{}</w:tc>", sentence(cell)));
    format!("<w:tr>{}</w:tr>", cells.collect::<String>())
}

/// A final of the edited draft is refused while this is asked, and nothing else; once it is accepted there is one.
fn asks(folder: &Folder, file: &Path, told: &str) {
    let said = refresh(folder, file, &["--final"]);
    assert!(said.err.contains(told), "{told}: {}", said.err);
    assert!(
        said.err.contains("Còn 1 chỗ phải giải quyết"),
        "{told}: {}",
        said.err
    );
    assert!(!said.err.contains("bao-cao.docx"), "{}", said.err);
    let id = said.err.split("DOAN-").nth(1).expect("its id");
    let id = format!("DOAN-{}", id.split(':').next().expect("an end"));
    let done = folder.tonghop("accept", &[&id, "--reason", "đã kiểm tra"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let said = refresh(folder, file, &["--final"]);
    assert!(
        said.err.contains("4-ket-qua/bao-cao"),
        "{told}: {}",
        said.err
    );
}

#[test]
fn numbers_that_no_figure_accounts_for_are_asked_about_wherever_they_were_typed() {
    let (folder, draft) = answered();
    let body = |edit: &dyn Fn(&str) -> String| edited(&folder, &draft, |xml| edit(&xml));
    let own = "Ngoài ra có mười bảy đơn vị chưa có trang thông tin.";
    let file = body(&|xml| behind(xml, "Khoảng", "</w:p>", &sentence(own)));
    asks(&folder, &file, "Chỗ này có số mười bảy");
    let own = "Với tổng số 300 máy, đạt 95-97% kế hoạch.";
    let file = body(&|xml| behind(xml, "Khoảng", "</w:p>", &sentence(own)));
    asks(&folder, &file, "Chỗ này có số 300; 95-97%");
    let file = body(&|xml| xml.replacen("đã cũ, cấu hình yếu", "đã cũ, 99 máy cấu hình yếu", 1));
    asks(&folder, &file, "Chỗ này có số 99");
    let added = row(&["6", "Máy chiếu", "máy", "12", "11", ""]);
    let file = body(&|xml| behind(xml, "Máy in<", "</w:tr>", &added));
    asks(&folder, &file, "Chỗ này có số 12; 11");
    let hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Ghi chú riêng</w:t></w:r></w:p>";
    let file = body(&|xml| behind(xml, "Khoảng", "</w:p>", hidden));
    asks(&folder, &file, "Có chữ bị ẩn");
    let bytes = std::fs::read(&draft).expect("the draft");
    let bytes = package::changed_texts(&bytes, |name, text| {
        if !name.starts_with("word/header") {
            return text;
        }
        text.replacen("</w:hdr>", &(sentence("Tổng: 300 máy") + "</w:hdr>"), 1)
    });
    let file = folder.file("dau-trang.docx");
    write_whole(&file, &bytes).expect("written");
    asks(&folder, &file, "Đầu trang có số 300");
}

#[test]
fn numbers_that_agree_with_the_ledger_or_name_something_are_not_asked_about() {
    let (folder, draft) = answered();
    let file = edited(&folder, &draft, |xml| {
        let own = "Thực hiện khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020, trong năm \
                   2021 và quý 1 năm 2022 tiếp tục rà soát; một trong những việc cần làm ngay.";
        let xml = behind(&xml, "Khoảng", "</w:p>", &sentence(own));
        xml.replacen("Khoảng", "Qua rà soát, khoảng", 1)
    });
    let said = refresh(&folder, &file, &["--final"]);
    assert!(said.err.contains("đã đúng với hiện nay"), "{}", said.err);
    assert!(
        folder.file("4-ket-qua/bao-cao.docx").is_file(),
        "{}",
        said.err
    );
}
