//! What can be decided about an edited document is advised, asked once, and known afterwards.

use crate::campaign_run::{Folder, tonghop_of};
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

/// The draft with texts put in the place of others, one after the other.
fn with(folder: &Folder, draft: &Path, edits: &[(&str, &str)]) -> PathBuf {
    edited(folder, draft, |xml| {
        let mut xml = xml.replace('\u{a0}', " ");
        for (from, to) in edits {
            assert!(xml.contains(from), "{from}");
            xml = xml.replacen(from, to, 1);
        }
        xml
    })
}

/// The draft with a paragraph more in each header or footer.
fn with_beside(folder: &Folder, draft: &Path, part: &str, own: &str) -> PathBuf {
    let bytes = std::fs::read(draft).expect("the draft");
    let own = format!("<w:p><w:r><w:t>{own}</w:t></w:r></w:p>");
    let bytes = package::changed_texts(&bytes, |name, text| {
        if !name.starts_with(&format!("word/{part}")) {
            return text;
        }
        let end = if part == "header" {
            "</w:hdr>"
        } else {
            "</w:ftr>"
        };
        text.replacen(end, &format!("{own}{end}"), 1)
    });
    let file = folder.file("ben-le.docx");
    write_whole(&file, &bytes).expect("written");
    file
}

fn first_id(said: &str) -> String {
    let rest = said.split("DOAN-").nth(1).expect("an id");
    format!("DOAN-{}", rest.split(':').next().expect("its end"))
}

#[test]
fn only_what_can_be_kept_is_advised_to_be_kept() {
    let (folder, draft) = answered();
    for (from, to, why) in [
        // A day of the settings, a share that follows from others, a number of the roster.
        (">28/10/2020<", ">30/10/2020<", "lấy từ khóa [moc]"),
        (">99%<", ">98%<", "được tính từ"),
        (">652<", ">651<", "được tính từ"),
    ] {
        let file = with(&folder, &draft, &[(from, to)]);
        let said = refresh(&folder, &file, &["--final"]).err;
        assert!(said.contains("không giữ được số đã gõ"), "{to}: {said}");
        assert!(said.contains(why), "{to}: {said}");
        assert!(
            !said.contains("--keep") && said.contains("--drop"),
            "{to}: {said}"
        );
    }
    // One that came from the forms.
    let file = with(&folder, &draft, &[(">269<", ">271<")]);
    let said = refresh(&folder, &file, &["--final"]).err;
    assert!(said.contains("--keep") && said.contains("--drop"), "{said}");
    assert!(!said.contains("không giữ được"), "{said}");
}

#[test]
fn a_day_of_the_figures_is_called_after_all_parts_that_go_by_it() {
    let (folder, draft) = answered();
    let file = with(&folder, &draft, &[(">28/10/2020<", ">30/10/2020<")]);
    let said = refresh(&folder, &file, &["--final"]).err;
    assert!(said.contains("phần Thiết bị; Nhân lực"), "{said}");
    let file = with(&folder, &draft, &[(">01/01/2020<", ">01/02/2020<")]);
    let said = refresh(&folder, &file, &["--final"]).err;
    assert!(said.contains("ngày đầu của số liệu phần"), "{said}");
}

#[test]
fn numbers_that_the_officer_accepted_are_known_to_the_lint() {
    let (folder, draft) = answered();
    let own = "Huyện đã có 17 kiến nghị và 23 đề xuất.";
    let paragraph = format!("</w:p><w:p><w:r><w:t>{own}</w:t></w:r></w:p>");
    let file = edited(&folder, &draft, |xml| {
        let at = xml.find("Khoảng").expect("the text");
        let end = at + xml[at..].find("</w:p>").expect("its end");
        format!("{}{paragraph}{}", &xml[..end], &xml[end + "</w:p>".len()..])
    });
    let lint = |file: &Path| {
        let campaign = folder.path().to_string_lossy().into_owned();
        let said = tonghop_of("lint", file, &["--campaign", &campaign]);
        [said.out, said.err].concat()
    };
    let before = lint(&file);
    assert!(
        before.contains("SL-03") && before.contains("17"),
        "{before}"
    );
    let said = refresh(&folder, &file, &["--final"]).err;
    let done = folder.tonghop("accept", &[&first_id(&said), "--reason", "đã đối chiếu"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let after = lint(&file);
    assert!(!after.contains("SL-03"), "{after}");
    // Another number in the same words was not accepted.
    let other = with(&folder, &file, &[("17 kiến nghị", "18 kiến nghị")]);
    assert!(lint(&other).contains("SL-03"), "{}", lint(&other));
    // Outside of the text too.
    let file = with_beside(&folder, &draft, "header", "Tổng: 300 máy");
    assert!(lint(&file).contains("SL-03"), "{}", lint(&file));
    let said = refresh(&folder, &file, &["--final"]).err;
    folder.tonghop("accept", &[&first_id(&said), "--reason", "đã đối chiếu"]);
    assert!(!lint(&file).contains("SL-03"), "{}", lint(&file));
}

#[test]
fn words_that_a_person_wrote_around_the_text_stay_and_are_told() {
    let (folder, draft) = answered();
    for (part, own, place) in [
        ("header", "UBND huyện khác", "Đầu trang có chữ"),
        ("footer", "Tài liệu nội bộ", "Chân trang có chữ"),
    ] {
        let file = with_beside(&folder, &draft, part, own);
        let said = refresh(&folder, &file, &["--final"]).err;
        assert!(said.contains(place) && said.contains(own), "{said}");
        assert!(said.contains("Báo cáo trình ký"), "{said}");
    }
    for (from, to, told) in [
        (
            "Số:        /BC-UBND",
            "Số: 77/BC-UBND",
            "đã có số: \"Số: 77/BC-UBND\"",
        ),
        (
            "- Văn phòng UBND huyện;",
            "- Văn phòng Huyện ủy;",
            "Nơi nhận: văn bản ghi",
        ),
    ] {
        let said = refresh(&folder, &with(&folder, &draft, &[(from, to)]), &["--final"]).err;
        assert!(said.contains(told), "{told}: {said}");
        assert!(said.contains("Báo cáo trình ký"), "{said}");
    }
    let same = ("UBND tỉnh Thanh Hóa;", "Ủy ban nhân dân tỉnh Thanh Hóa;");
    let said = refresh(&folder, &with(&folder, &draft, &[same]), &["--final"]).err;
    assert!(
        said.contains("Báo cáo trình ký") && !said.contains("kính gửi"),
        "{said}"
    );
}

#[test]
fn another_addressee_and_another_kind_of_number_are_asked_about() {
    let (folder, draft) = answered();
    for (from, to, told) in [
        (
            "UBND tỉnh Thanh Hóa;",
            "UBND tỉnh Nghệ An;",
            "Nơi kính gửi: văn bản ghi",
        ),
        (
            "- Sở Thông tin và Truyền thông tỉnh Thanh Hóa.",
            "- Sở Nội vụ.",
            "Nơi kính gửi",
        ),
        ("Kính gửi:", "Gửi", "Nơi kính gửi: văn bản ghi \"\""),
        (
            "Số:        /BC-UBND",
            "Mật số /BC-UBND",
            "Ký hiệu văn bản: văn bản ghi",
        ),
    ] {
        let said = refresh(&folder, &with(&folder, &draft, &[(from, to)]), &["--final"]).err;
        assert!(said.contains(told), "{told}: {said}");
        assert!(said.contains("Còn 1 chỗ phải giải quyết"), "{told}: {said}");
    }
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
}

#[test]
fn what_stands_right_behind_a_figure_is_what_the_report_counts_whatever_it_is() {
    let (folder, draft) = answered();
    for (from, to, told) in [
        ("> máy, <", "> điện thoại, <", "269 điện thoại"),
        ("> máy, <", "> cột đèn, <", "269 cột đèn"),
        (
            "> hồ sơ mức độ 3 và",
            "> cuộc gọi mức độ 3 và",
            "652 cuộc gọi",
        ),
        ("> hồ sơ mức độ 3 và", "> hồ cá mức độ 3 và", "652 hồ cá"),
    ] {
        let said = refresh(&folder, &with(&folder, &draft, &[(from, to)]), &["--final"]).err;
        assert!(said.contains(told), "{told}: {said}");
        assert!(said.contains("Còn 1 chỗ phải giải quyết"), "{told}: {said}");
    }
    for (from, to) in [
        ("> máy, <", "> máy các loại, <"),
        ("> máy, <", "> chiếc máy, <"),
        ("> hồ sơ mức độ 3 và", "> hồ sơ nộp ở mức độ 3 và"),
        ("> hồ sơ, đạt ", "> hồ sơ được trả, đạt "),
    ] {
        let said = refresh(&folder, &with(&folder, &draft, &[(from, to)]), &["--final"]).err;
        assert!(said.contains("Báo cáo trình ký"), "{to}: {said}");
    }
}

#[test]
fn one_exchange_is_one_question() {
    let (folder, draft) = answered();
    for (one, other, told) in [
        ("hồ sơ mức độ 3", "hồ sơ mức độ 4", "đã đổi chỗ cho nhau"),
        (">Số lượng<", ">Đang hoạt động<", "Hai cột"),
        (">Máy in<", ">Máy chủ<", "Hai dòng"),
    ] {
        let edits = [(one, "@@"), (other, one), ("@@", other)];
        let file = with(&folder, &draft, &edits);
        let said = refresh(&folder, &file, &["--final"]).err;
        assert!(said.contains(told), "{told}: {said}");
        assert_eq!(said.matches("  - DOAN-").count(), 1, "{told}: {said}");
        let done = folder.tonghop("accept", &[&first_id(&said), "--reason", "đã đối chiếu"]);
        assert_eq!(done.code, 0, "{}", done.err);
        let said = refresh(&folder, &file, &["--final"]).err;
        assert!(said.contains("Báo cáo trình ký"), "{told}: {said}");
    }
}

#[test]
fn a_final_that_is_no_word_document_any_more_is_called_so() {
    let (folder, _) = answered();
    folder.tonghop("report", &["--final"]);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    write_whole(&made, b"ghi chep").expect("written");
    let said = folder.tonghop("report", &["--final"]);
    let all = [said.out, said.err].concat();
    assert!(all.contains("không phải văn bản Word"), "{all}");
    assert!(all.contains("thư mục luu-tru"), "{all}");
    assert!(
        !all.contains("--refresh") && !all.contains("được giữ nguyên: "),
        "{all}"
    );
    assert!(
        folder.file("4-ket-qua/bao-cao-lan-2.docx").is_file(),
        "{all}"
    );
    assert_eq!(std::fs::read(&made).expect("it"), b"ghi chep");
}

#[test]
fn another_title_and_another_text_of_the_ledger_are_asked_about_and_kept_when_accepted() {
    let (folder, draft) = answered();
    let text = std::fs::read(&draft).expect("the draft");
    let text = crate::campaign_run::paragraphs(&text).join("\n");
    assert!(text.contains("dongson.gov.vn"), "{text}");
    for (from, to) in [
        (">BÁO CÁO<", ">TỜ TRÌNH<"),
        (
            "ứng dụng công nghệ thông tin của huyện",
            "chuyển đổi số của huyện",
        ),
        ("dongson.gov.vn", "dongson.vn"),
    ] {
        let file = with(&folder, &draft, &[(from, to)]);
        let said = refresh(&folder, &file, &["--final"]);
        assert_eq!(said.code, 1, "{to}: {said:?}");
        assert!(!said.out.contains("Mọi số liệu"), "{to}: {}", said.out);
        let said = format!("{}{}", said.out, said.err);
        let id = first_id(&said);
        let accepted = folder.tonghop("accept", &[&id, "--reason", "lãnh đạo đã duyệt"]);
        assert_eq!(accepted.code, 0, "{to}: {accepted:?}");
        let said = refresh(&folder, &file, &["--final"]);
        assert_eq!(said.code, 0, "{to}: {said:?}");
        std::fs::remove_file(folder.file("4-ket-qua/bao-cao.docx")).expect("a final");
    }
}

#[test]
fn a_passage_that_stays_as_it_was_worded_is_told_with_what_a_report_says_now() {
    let (folder, draft) = answered();
    let file = with(
        &folder,
        &draft,
        &[("Thực hiện Công văn số", "Thực hiện Quyết định số")],
    );
    let said = refresh(&folder, &file, &["--final"]);
    assert_eq!(said.code, 0, "{said:?}");
    for part in [
        "Đoạn đã sửa được giữ nguyên",
        "Thực hiện Quyết định số",
        "Thực hiện Công văn số",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    // A document as it was made has nothing of the kind.
    let said = refresh(&folder, &draft, &[]);
    assert!(!said.out.contains("Đoạn đã sửa"), "{}", said.out);
}
