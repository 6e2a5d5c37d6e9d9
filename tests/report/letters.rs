//! The công văn around the forms.

use crate::campaign_run::{Folder, paragraphs};
use std::path::Path;
use tonghop::lint::{LintContext, lint};

/// The paragraphs of a letter that lints clean.
fn clean(folder: &Folder, path: &str) -> Vec<String> {
    let bytes = std::fs::read(folder.file(path)).expect("the letter");
    let judged = lint(&bytes, &LintContext::default()).expect("a document");
    assert!(judged.findings.is_empty(), "{path}: {:#?}", judged.findings);
    paragraphs(&bytes)
}

#[test]
fn forms_are_sent_out_with_a_letter() {
    let folder = Folder::sample();
    folder.tonghop("emit", &[]);
    let said = folder.tonghop("letter", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let text = clean(&folder, "1-gui-di/cong-van_gui-bieu.docx");
    let has = |piece: &str| assert!(text.iter().any(|t| t.contains(piece)), "{piece}: {text:#?}");
    has("/UBND-VHTT");
    has("V/v báo cáo số liệu năm 2020");
    has("Thực hiện Công văn số 1801/STTTT-CNTT ngày 15/10/2020");
    has("Hạn gửi: trước ngày 05/11/2020;");
    assert!(!text.iter().any(|t| t == "BÁO CÁO"), "{text:#?}");
}

#[test]
fn those_who_have_not_answered_are_reminded_by_name() {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx")).expect("gone");
    folder.tonghop("ingest", &[]);
    folder.tonghop("letter", &["--remind"]);
    let text = clean(&folder, "3-bo-sung/cong-van_don-doc.docx");
    let has = |piece: &str| assert!(text.iter().any(|t| t.contains(piece)), "{piece}: {text:#?}");
    has("Kính gửi: UBND xã Đông Ninh.");
    has("đã có 14/15 đơn vị gửi biểu. Còn 01 đơn vị chưa gửi:");
    let nothing = Folder::sample();
    nothing.tonghop("ingest", &[]);
    let said = nothing.tonghop("letter", &["--remind"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("không cần công văn đôn đốc"),
        "{}",
        said.err
    );
}

#[test]
fn what_is_to_be_mended_stands_in_an_appendix_by_unit() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    folder.tonghop("ingest", &[]);
    folder.tonghop("letter", &["--mend"]);
    let text = clean(&folder, "3-bo-sung/cong-van_bo-sung.docx");
    let has = |piece: &str| assert!(text.iter().any(|t| t.contains(piece)), "{piece}: {text:#?}");
    has("(Kèm theo Công văn số");
    has("Xã Đông Hoàng");
    has("Biểu 01!E39");
    assert!(!text.iter().any(|t| t.contains("tonghop ")), "{text:#?}");
}
