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
    has("Hạn gửi: đến hết ngày 05/11/2020;");
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
    has("đến hết ngày 19/11/2020");
    // It is decided to go on without that unit: nobody is reminded, but not everybody has answered.
    folder.tonghop("without", &["16384", "--reason", "Xã đang sáp nhập"]);
    let said = folder.tonghop("letter", &["--remind"]);
    assert!(
        said.err.contains("14/15 đơn vị đã gửi biểu") && said.err.contains("Đông Ninh"),
        "{}",
        said.err
    );
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
    has("UBND XÃ ĐÔNG HOÀNG");
    has("Kính gửi:");
    // An estimate is to be mended too.
    has("- UBND thị trấn Rừng Thông;");
    has("- UBND các xã: Đông Hoàng, Đông Ninh,");
    // The letter is of 16/11/2020 and our own report is due on 30/11/2020.
    has("đến hết ngày 19/11/2020");
    assert!(!text.iter().any(|t| t.contains("30/11/2020")), "{text:#?}");
    has("Biểu 01!E39");
    assert!(!text.iter().any(|t| t.contains("tonghop ")), "{text:#?}");
}

#[test]
fn each_unit_may_get_a_letter_that_shows_its_own_points_alone() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    folder.tonghop("ingest", &[]);
    let said = folder.tonghop("letter", &["--mend", "--each"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let letters: Vec<String> = folder
        .contents("3-bo-sung")
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("cong-van_bo-sung_"))
        .collect();
    assert!(letters.len() > 2, "{letters:?}");
    for letter in letters {
        let text = clean(&folder, &format!("3-bo-sung/{letter}"));
        let addressed: Vec<&String> = text.iter().filter(|t| t.starts_with("Kính gửi")).collect();
        assert_eq!(addressed.len(), 1, "{letter}: {text:#?}");
        let points = text.iter().filter(|t| t.as_str() == "1").count();
        assert!(points <= 1, "{letter}: {text:#?}");
    }
}

#[test]
fn the_first_letter_names_deadlines_of_single_units() {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("don-vi.xlsx")).expect("taken away");
    let roster = "Mã,Loại,Tên đơn vị,Hạn riêng\n405,huyen,Cơ quan huyện,\n1,xa,Xã Một,2020-11-09\n2,xa,Xã Hai,\n";
    tonghop::store::folder::write_whole(&folder.file("don-vi.csv"), roster.as_bytes())
        .expect("written");
    folder.tonghop("emit", &[]);
    let said = folder.tonghop("letter", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let text = clean(&folder, "1-gui-di/cong-van_gui-bieu.docx");
    let told = "Hạn gửi: đến hết ngày 05/11/2020; riêng UBND xã Một đến hết ngày 09/11/2020;";
    assert!(text.iter().any(|t| t.contains(told)), "{text:#?}");
}

#[test]
fn a_letter_lists_every_cell_of_a_point_and_asks_for_it_once() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    folder.tonghop("ingest", &[]);
    folder.tonghop("letter", &["--mend"]);
    let text = clean(&folder, "3-bo-sung/cong-van_bo-sung.docx");
    let at = |piece: &str| text.iter().position(|t| t.contains(piece)).expect(piece);
    // What, where, what to do: a cell each.
    let blanks = at("Còn 6 ô để trống");
    for computer in ["Máy tính", "Máy tính để bàn", "Máy tính xách tay"] {
        for column in ["Tổng số", "Đang hoạt động"] {
            let cell = format!("{computer} - {column}");
            assert!(
                text[blanks + 1].contains(&cell),
                "{cell}: {}",
                text[blanks + 1]
            );
        }
    }
    let rule = at("Tổng số máy tính ghi 25");
    assert!(
        text[rule].ends_with("cho kết quả khác. Chênh lệch 6."),
        "{}",
        text[rule]
    );
    assert!(
        text[rule + 1].ends_with("Biểu 01!E13, E14, E15"),
        "{}",
        text[rule + 1]
    );
    assert_eq!(text[rule + 2], "Đề nghị xem lại ba dòng này.");
}

#[test]
fn a_unit_whose_files_cannot_be_used_is_not_told_that_it_has_sent_nothing() {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx")).expect("gone");
    let sent = folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx");
    let whole = std::fs::read(&sent).expect("a return");
    tonghop::store::folder::write_whole(&sent, &whole[..whole.len() - 900]).expect("damaged");
    folder.tonghop("ingest", &[]);
    folder.tonghop("letter", &["--remind"]);
    let text = clean(&folder, "3-bo-sung/cong-van_don-doc.docx");
    let at = |piece: &str| text.iter().position(|t| t.contains(piece)).expect(piece);
    assert!(at("Còn 01 đơn vị chưa gửi:") < at("UBND xã Đông Ninh (hạn gửi"));
    let unusable = at("Ngoài ra, 01 đơn vị đã gửi tệp nhưng chưa có biểu nào dùng được:");
    assert!(unusable < at("UBND xã Đông Yên (hạn gửi"));
    assert!(at("UBND xã Đông Ninh (hạn gửi") < unusable, "{text:#?}");
}

#[test]
fn nobody_is_asked_by_a_day_before_its_own_deadline() {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx")).expect("gone");
    folder.tonghop_on("2020-10-21", "ingest", &[]);
    folder.tonghop_on("2020-10-21", "letter", &["--remind"]);
    let text = clean(&folder, "3-bo-sung/cong-van_don-doc.docx").join("\n");
    assert!(text.contains("chậm nhất đến hết ngày 05/11/2020"), "{text}");
    assert!(!text.contains("23/10/2020"), "{text}");
    assert!(text.contains("Đề nghị đơn vị nêu trên"), "{text}");
}

#[test]
fn a_letter_that_would_be_later_than_the_day_it_asks_for_is_told() {
    let folder = Folder::sample();
    let said = folder.tonghop_on("2020-11-06", "letter", &[]);
    assert!(said.out.contains("trước ngày lập"), "{said:?}");
    let said = folder.tonghop_on("2020-11-05", "letter", &[]);
    assert!(!said.out.contains("trước ngày lập"), "{said:?}");
}

#[test]
fn a_point_of_one_cell_is_told_with_what_the_form_calls_it() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    folder.tonghop("ingest", &[]);
    folder.tonghop("letter", &["--mend"]);
    let text = clean(&folder, "3-bo-sung/cong-van_bo-sung.docx");
    let starts_bare = |t: &&String| t.starts_with("Ô này ");
    assert!(text.iter().all(|t| !starts_bare(&t)), "{text:#?}");
    assert!(text.iter().any(|t| t.contains(": Ô này ")), "{text:#?}");
}
