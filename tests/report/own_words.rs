//! What people wrote into a document by themselves: sentences beside figures, the frame, other wordings of chosen opinions.

use crate::campaign_run::{Folder, Said, typed_into};
use crate::refresh::{arrives, edited, refresh, waiting};
use std::path::{Path, PathBuf};
use tonghop::store::folder::write_whole;

const DRAFT: &str = "4-ket-qua/bao-cao_du-thao.docx";
const SELECTION: &str = "chon-y-kien.xlsx";

/// A campaign in which all have answered, with its draft.
fn answered() -> (Folder, PathBuf) {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    let draft = folder.file(DRAFT);
    (folder, draft)
}

/// The XML with a paragraph behind the one that holds a text.
fn behind(xml: &str, saying: &str, own: &str) -> String {
    let at = xml.find(saying).expect("the text");
    let at = at + xml[at..].find("</w:p>").expect("its end") + "</w:p>".len();
    let own = format!("<w:p><w:r><w:t xml:space=\"preserve\">{own}</w:t></w:r></w:p>");
    format!("{}{own}{}", &xml[..at], &xml[at..])
}

fn accept_all(folder: &Folder, said: &Said) {
    for rest in said.err.split("  - DOAN-").skip(1) {
        let id = format!("DOAN-{}", rest.split(':').next().expect("an end"));
        let done = folder.tonghop("accept", &[&id, "--reason", "đã đọc lại"]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
}

#[test]
fn a_sentence_of_a_person_is_asked_about_once_more_when_figures_beside_it_have_moved() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let file = edited(&folder, &draft, |xml| {
        let xml = behind(&xml, "bình quân mỗi", "Một nửa số xã được thay máy mới.");
        let xml = behind(
            &xml,
            "bình quân mỗi",
            "Trong đó 12 máy mua bằng nguồn của xã.",
        );
        behind(&xml, "bình quân mỗi", "Huyện đề nghị các xã quan tâm.")
    });
    let told = "Số liệu cạnh câu này đã thay đổi";
    // Beside the figures that it was written beside.
    let first = refresh(&folder, &file, &["--final"]);
    assert!(!first.err.contains(told), "{}", first.err);
    accept_all(&folder, &first);
    arrives(&folder, &late);
    let said = refresh(&folder, &file, &["--final"]);
    assert_eq!(said.err.matches(told).count(), 2, "{}", said.err);
    assert!(
        said.err.contains("Máy tính - Tổng số: 251 → 269"),
        "{}",
        said.err
    );
    accept_all(&folder, &said);
    let last = refresh(&folder, &file, &["--final"]);
    assert!(!last.err.contains(told), "{}", last.err);
    assert!(
        folder.file("4-ket-qua/bao-cao.docx").is_file(),
        "{}",
        last.err
    );
}

#[test]
fn what_a_person_made_of_the_frame_is_asked_about_where_the_settings_say_another() {
    let (folder, draft) = answered();
    let said = |from: &str, to: &str| {
        let file = edited(&folder, &draft, |xml| {
            let xml = xml.replace('\u{a0}', " ");
            assert!(xml.contains(from), "{from}");
            xml.replacen(from, to, 1)
        });
        refresh(&folder, &file, &["--final"]).err
    };
    for (from, to, told) in [
        (
            "Nguyễn Hồng Quang",
            "Lê Văn Tám",
            "Họ tên người ký: văn bản ghi \"Lê Văn Tám\"",
        ),
        (
            ">PHÓ CHỦ TỊCH<",
            ">CHỦ TỊCH<",
            "chức vụ người ký: văn bản ghi \"CHỦ TỊCH\"",
        ),
        (
            ">HUYỆN ĐÔNG SƠN<",
            ">HUYỆN THIỆU HÓA<",
            "Tên cơ quan: văn bản ghi",
        ),
        ("/BC-UBND", "/KH-UBND", "Ký hiệu văn bản: văn bản ghi"),
        (
            "tháng 11 năm 2020",
            "tháng 11 năm 2019",
            "Tháng, năm của văn bản",
        ),
        (
            "huyện Đông Sơn năm 2020",
            "huyện Đông Sơn năm 2021",
            "(2020 → 2021)",
        ),
    ] {
        let said = said(from, to);
        assert!(said.contains(told), "{told}: {said}");
        assert!(said.contains("Còn 1 chỗ phải giải quyết"), "{told}: {said}");
    }
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
    // What a clerk fills in.
    let honest = said("Số:        /BC-UBND", "Số: 125/BC-UBND");
    assert!(honest.contains("4-ket-qua/bao-cao.docx"), "{honest}");
    let honest = said("ngày       tháng 11", "ngày 17 tháng 11");
    assert!(honest.contains("4-ket-qua/bao-cao"), "{honest}");
}

const SLOW: &str = "Việc xử lý sự cố máy tính, phần mềm tại các xã, thị trấn còn chậm";

/// The draft with a chosen opinion in other words.
fn reworded(folder: &Folder, draft: &Path) -> PathBuf {
    edited(folder, draft, |xml| {
        let xml = xml.replace('\u{a0}', " ");
        let own = "Xử lý sự cố máy tính, phần mềm ở các xã, thị trấn vẫn còn chậm";
        xml.replacen(SLOW, own, 1)
    })
}

#[test]
fn another_wording_of_a_chosen_opinion_is_told_once_and_keeps_nothing_back() {
    let (folder, draft) = answered();
    let said = refresh(&folder, &reworded(&folder, &draft), &["--final"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let own = "đã được viết lại thành \"Xử lý sự cố";
    assert_eq!(said.err.matches(own).count(), 1, "{}", said.err);
    assert!(
        folder.file("4-ket-qua/bao-cao.docx").is_file(),
        "{}",
        said.err
    );
}

#[test]
fn chosen_opinions_are_known_by_their_words_when_others_come_before_them_or_go() {
    let (folder, draft) = answered();
    let file = reworded(&folder, &draft);
    // The opinion of another unit is chosen, which stands before it.
    let mark = |row: u32, mark: &str| {
        let bytes = std::fs::read(folder.file(SELECTION)).expect("the selection");
        let bytes = typed_into(
            &bytes,
            &[(("Chọn ý kiến".to_owned(), row, 4), mark.to_owned())],
        );
        write_whole(&folder.file(SELECTION), &bytes).expect("written");
    };
    mark(5, "x");
    let said = refresh(&folder, &file, &["--final"]);
    assert!(
        said.err.contains("Còn 1 chỗ phải giải quyết"),
        "{}",
        said.err
    );
    let added = "Kinh phí dành cho công nghệ thông tin của xã còn hạn hẹp";
    assert!(
        said.err
            .contains(&format!("có thêm ở dưới đoạn này: \"- {added}")),
        "{}",
        said.err
    );
    assert!(
        !said.err.contains(SLOW) || said.err.matches(SLOW).count() == 1,
        "{}",
        said.err
    );
    // Put in by hand.
    let bytes = std::fs::read(folder.file(SELECTION)).expect("the selection");
    let own = format!("- {added}, chủ yếu trông vào nguồn cấp trên hỗ trợ.");
    let whole = edited(&folder, &file, |xml| behind(&xml, "vẫn là trở ngại", &own));
    let said = refresh(&folder, &whole, &["--final"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let text = folder.report("bao-cao.docx").join("\n");
    assert!(
        !text.contains(SLOW) && text.contains("Xử lý sự cố máy tính"),
        "{text}"
    );
    assert_eq!(text.matches(added).count(), 1, "{text}");
    // And not chosen any more.
    write_whole(&folder.file(SELECTION), &bytes).expect("written");
    mark(5, "bỏ qua");
    let said = refresh(
        &folder,
        &folder.file("4-ket-qua/bao-cao.docx"),
        &["--final"],
    );
    assert!(!said.err.contains("hiện chưa tính được"), "{}", said.err);
}
