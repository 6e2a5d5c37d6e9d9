//! What was signed and sent stays as it was: what comes later is told beside it, and mended by a report that replaces it.

use crate::campaign_run::{Folder, paragraphs, typed_into};
use crate::package;
use std::path::Path;
use tonghop::store::folder::write_whole;

const FINAL: &str = "4-ket-qua/bao-cao.docx";
const CORRECTION: &str = "4-ket-qua/bao-cao_thay-the.docx";
const OWN: &str = "2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx";
const LATER: &str = "2020-11-18";
const NUMBERED: [&str; 4] = ["--number", "45", "--date", "15/11/2020"];

/// The sample with its final, signed as number 45 on 15/11/2020.
pub(super) fn issued() -> Folder {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let said = folder.tonghop("issue", &NUMBERED);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    folder
}

/// One more machine in a commune, in a return that the officer takes.
fn later_return(folder: &Folder) {
    let own = bytes(&folder.file(OWN));
    // All machines, those on desks, those that are broken.
    let cells = [(12, "19"), (13, "18"), (15, "1")];
    let cells = cells.map(|(row, count)| (("Biểu 01".to_owned(), row, 4), count.to_owned()));
    let place = folder.file("2-nhan-ve/16393 sua.xlsx");
    write_whole(&place, &typed_into(&own, &cells)).expect("written");
    folder.tonghop_on(LATER, "ingest", &[]);
    let said = folder.tonghop_on(LATER, "assign", &["16393 sua.xlsx", "16393"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a file")
}

/// A copy of the final in which a text was changed.
fn edited(folder: &Folder, from: &str, to: &str) -> std::path::PathBuf {
    let docx = package::changed_texts(&bytes(&folder.file(FINAL)), |name, xml| {
        if name == "word/document.xml" {
            assert!(xml.contains(from), "{from}");
            xml.replacen(from, to, 1)
        } else {
            xml
        }
    });
    let path = folder.file("da-ky.docx");
    write_whole(&path, &docx).expect("written");
    path
}

#[test]
fn later_returns_change_nothing_of_an_issued_report_and_are_told() {
    let folder = issued();
    let signed = bytes(&folder.file(FINAL));
    let same = folder.tonghop_on(LATER, "run", &[]);
    assert_eq!(same.code, 0, "{}", same.out);
    assert!(
        same.out
            .contains("số 45/BC-UBND ngày 15/11/2020 đã phát hành"),
        "{}",
        same.out
    );
    assert!(!same.out.contains("Số liệu nay khác"), "{}", same.out);
    later_return(&folder);
    let run = folder.tonghop_on(LATER, "run", &[]);
    let status = folder.tonghop_on(LATER, "status", &[]);
    for said in [&run, &status] {
        assert!(
            said.out.contains("Máy tính - Tổng số: 269 → 270"),
            "{}",
            said.out
        );
    }
    assert_eq!(run.code, 1);
    let status = folder.tonghop_on(LATER, "status", &["--json"]).out;
    let status: serde_json::Value = serde_json::from_str(&status).expect("JSON");
    assert_eq!(status["issued"]["number"], "45/BC-UBND");
    let differs = status["issued"]["differs"].as_array().expect("figures");
    let machines = differs
        .iter()
        .find(|one| one["label"] == "Máy tính - Tổng số");
    let machines = machines.expect("the figure that changed");
    assert_eq!(
        (&machines["before"], &machines["after"]),
        (&"269".into(), &"270".into())
    );
    assert_eq!(bytes(&folder.file(FINAL)), signed);
    assert!(!folder.file("4-ket-qua/bao-cao-lan-2.docx").exists());
    // A final that was asked for is none but the one that was issued; a draft may be looked at.
    let last = folder.tonghop_on(LATER, "report", &["--final"]);
    assert_eq!(last.code, 1, "{}", last.out);
    let draft = folder.tonghop_on(LATER, "report", &["--draft"]);
    assert!(draft.out.contains("bao-cao_du-thao.docx"), "{}", draft.out);
    let refreshed = ["--refresh", "da-ky.docx", "--final"];
    let copy = folder.file("da-ky.docx");
    write_whole(&copy, &signed).expect("a copy");
    let copy = copy.to_string_lossy().into_owned();
    let refreshed = folder.tonghop_on(LATER, "report", &[refreshed[0], &copy, refreshed[2]]);
    assert_ne!(refreshed.code, 0, "{}", refreshed.out);
    assert_eq!(bytes(&folder.file(FINAL)), signed);
}

#[test]
fn a_report_is_issued_under_the_number_and_the_day_that_it_bears_and_once() {
    let folder = Folder::sample();
    let refused = |arguments: &[&str], why: &str| {
        let said = folder.tonghop("issue", arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.out);
        assert!(said.err.contains(why), "{arguments:?}: {}", said.err);
    };
    refused(&[], "Chưa có bản trình ký nào");
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    refused(&[], "chưa ghi số văn bản");
    refused(&["--number", "45"], "chưa ghi ngày ban hành");
    refused(
        &["--number", "bốn", "--date", "15/11/2020"],
        "không phải số văn bản",
    );
    refused(
        &["--number", "45", "--date", "hôm qua"],
        "không phải một ngày",
    );
    refused(
        &["--number", "45", "--date", "17/11/2020"],
        "sau ngày hôm nay",
    );
    refused(&["--document", "khong-co.docx"], "khong-co.docx");
    let own = folder.file(OWN).to_string_lossy().into_owned();
    refused(&["--document", &own], "16393_xa-Dong-Yen_CNTT-2020.xlsx");
    folder.tonghop("report", &["--draft"]);
    let draft = folder.file("4-ket-qua/bao-cao_du-thao.docx");
    let draft = draft.to_string_lossy().into_owned();
    refused(
        &[
            "--document",
            &draft,
            "--number",
            "45",
            "--date",
            "15/11/2020",
        ],
        "là bản dự thảo",
    );
    // A letter is no report.
    folder.tonghop("letter", &[]);
    let letter = folder.file("1-gui-di/cong-van_gui-bieu.docx");
    let letter = letter.to_string_lossy().into_owned();
    refused(
        &[
            "--document",
            &letter,
            "--number",
            "45",
            "--date",
            "15/11/2020",
        ],
        "không có số liệu nào của đợt",
    );
    assert_eq!(folder.tonghop("issue", &NUMBERED).code, 0);
    refused(&NUMBERED, "đã được ghi nhận phát hành");
}

#[test]
fn numbers_of_a_signed_document_that_are_not_the_ledgers_are_settled_first() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let wrong = edited(&folder, ">269<", ">296<");
    let wrong = wrong.to_string_lossy().into_owned();
    let of_wrong = [
        "--document",
        &wrong,
        "--number",
        "45",
        "--date",
        "15/11/2020",
    ];
    let refused = folder.tonghop("issue", &of_wrong);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("không khớp"), "{}", refused.err);
    // Words of a person change no figure: it is issued as it is, and lies among the results.
    let reworded = edited(&folder, "Cụ thể như sau", "Kết quả cụ thể như sau");
    let reworded = reworded.to_string_lossy().into_owned();
    let scan = folder.file("45-BC.pdf");
    write_whole(&scan, b"%PDF-1.4 a scan").expect("written");
    let scan = scan.to_string_lossy().into_owned();
    let mut of_reworded = of_wrong;
    of_reworded[1] = &reworded;
    let of_reworded = [&of_reworded[..], &["--signed", &scan]].concat();
    let said = folder.tonghop("issue", &of_reworded);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("Bản đã ký được lưu"), "{}", said.out);
    let placed = folder.file("4-ket-qua/bao-cao_da-phat-hanh.docx");
    assert_eq!(bytes(&placed), bytes(Path::new(&reworded)));
    later_return(&folder);
    let status = folder.tonghop_on(LATER, "status", &[]).out;
    assert!(status.contains("Máy tính - Tổng số: 269 → 270"), "{status}");
    // What was done to the file is told, with where the true one is; so it is after the ledger was lost.
    write_whole(&placed, b"x").expect("written over");
    let status = folder.tonghop_on(LATER, "status", &[]).out;
    assert!(
        status.contains("không còn đúng như bản đã phát hành"),
        "{status}"
    );
    std::fs::remove_file(&placed).expect("taken away");
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    let rebuilt = folder.tonghop_on(LATER, "rebuild", &[]);
    assert_eq!(rebuilt.code, 0, "{}{}", rebuilt.out, rebuilt.err);
    let status = folder.tonghop_on(LATER, "status", &[]).out;
    assert!(status.contains("không còn ở chỗ cũ"), "{status}");
    assert!(status.contains("Máy tính - Tổng số: 269 → 270"), "{status}");
}

#[test]
fn a_report_that_replaces_an_issued_one_says_what_changed_and_why() {
    let folder = Folder::sample();
    let reason = "xã Đông Yên báo cáo bổ sung số máy tính";
    let correct = |reason: &str| folder.tonghop_on(LATER, "correct", &["--reason", reason]);
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    assert!(correct(reason).err.contains("Chưa ghi nhận báo cáo nào"));
    // It was signed with words of a person in it.
    let worded = edited(&folder, "Cụ thể như sau", "Kết quả cụ thể như sau");
    let worded = worded.to_string_lossy().into_owned();
    let signed = [&["--document", &worded], &NUMBERED[..]].concat();
    assert_eq!(folder.tonghop("issue", &signed).code, 0);
    assert!(correct(reason).err.contains("đính chính bằng công văn"));
    later_return(&folder);
    assert_eq!(correct("…").code, 2);
    let done = correct(reason);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let text = paragraphs(&bytes(&folder.file(CORRECTION)));
    let has = |part: &str| text.iter().any(|line| line.contains(part));
    for part in [
        "(thay thế Báo cáo số 45/BC-UBND ngày 15 tháng 11 năm 2020)",
        "Báo cáo này thay thế Báo cáo số 45/BC-UBND ngày 15 tháng 11 năm 2020 của UBND huyện Đông Sơn, do xã Đông Yên báo cáo bổ sung",
        "Đã báo cáo",
        "269",
        "270",
        "Cập nhật số liệu của Xã Đông Yên",
    ] {
        assert!(has(part), "{part}: {text:#?}");
    }
    // The words of a person are not carried over in silence, and come along to the next period.
    let told = "1 đoạn do người soạn sửa lời";
    assert!(done.out.contains(told), "{}", done.out);
    assert!(done.out.contains("Kết quả cụ thể như sau"), "{}", done.out);
    let kept = tempfile::tempdir().expect("a folder");
    let next = kept.path().join("dot");
    let from = folder.path().to_string_lossy().into_owned();
    let begun = crate::campaign_run::tonghop_of("init", &next, &["--from", &from]);
    assert_eq!(begun.code, 0, "{}", begun.err);
    let sentences = bytes(&next.join("cau-viet-lai-ky-truoc.txt"));
    let sentences = String::from_utf8(sentences).expect("a text");
    assert!(sentences.contains("Kết quả cụ thể như sau"), "{sentences}");
    let file = folder.file(CORRECTION).to_string_lossy().into_owned();
    let lint = crate::campaign_run::tonghop_of(
        "lint",
        Path::new(&file),
        &["--campaign", &folder.path().to_string_lossy()],
    );
    assert_eq!(lint.code, 0, "{}", lint.out);
    // Signed in its turn, it is the report that stands; both stay.
    let taken = folder.tonghop_on(LATER, "issue", &NUMBERED);
    assert!(taken.err.contains("đã dùng cho báo cáo"), "{}", taken.err);
    let number = ["--number", "52", "--date", "17/11/2020"];
    assert_eq!(folder.tonghop_on(LATER, "issue", &number).code, 0);
    let run = folder.tonghop_on(LATER, "run", &[]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("số 52/BC-UBND"), "{}", run.out);
    assert!(folder.file(FINAL).exists() && folder.file(CORRECTION).exists());
    // What others stand on is taken back after them.
    assert_eq!(folder.tonghop_on(LATER, "undo", &["1"]).code, 2);
    assert_eq!(folder.tonghop_on(LATER, "undo", &["3"]).code, 0);
    let status = folder.tonghop_on(LATER, "status", &[]).out;
    assert!(status.contains("số 45/BC-UBND"), "{status}");
}

#[test]
fn errors_of_form_are_corrected_by_a_letter_and_errors_of_content_are_not() {
    let folder = Folder::sample();
    let reason = ["--reason", "sơ suất khi in"];
    let letter = |printed: &str, reads: &str| {
        let words = ["--printed", printed, "--reads", reads];
        folder.tonghop_on(LATER, "correct", &[&reason[..], &words].concat())
    };
    assert!(
        letter("Kính gửi", "Kính trình")
            .err
            .contains("Chưa ghi nhận")
    );
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    assert_eq!(folder.tonghop("issue", &NUMBERED).code, 0);
    for (printed, reads, why) in [
        ("269 máy", "296 máy", "sai số liệu là sai về nội dung"),
        ("chữ không có ở đâu", "chữ khác", "không có chữ"),
        ("Cụ thể như sau", "Cụ thể như sau", "cần khác nhau"),
        (" ", "Cụ thể", "cần khác nhau"),
    ] {
        let refused = letter(printed, reads);
        assert_eq!(refused.code, 2, "{printed}: {}", refused.out);
        assert!(refused.err.contains(why), "{printed}: {}", refused.err);
    }
    let done = letter("tiếp tục đầu tư", "đầu tư");
    assert_eq!(done.code, 0, "{done:?}");
    let path = folder.file("4-ket-qua/cong-van_dinh-chinh.docx");
    let text = paragraphs(&bytes(&path)).join("\n");
    for part in [
        "V/v đính chính Báo cáo",
        "đã ban hành Báo cáo số 45/BC-UBND ngày 15 tháng 11 năm 2020 “Kết quả",
        "Do sơ suất khi in, văn bản có sai sót về thể thức",
        "Đã in: “tiếp tục đầu tư”; đính chính thành: “đầu tư”",
        "Sở Thông tin và Truyền thông",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let lint = crate::campaign_run::tonghop_of("lint", &path, &[]);
    assert_eq!(lint.code, 0, "{}", lint.out);
}
