//! A review that a leader edits and a reader comments on in an office suite: nothing of theirs is lost, nothing old stays.

use crate::campaign_run::{Folder, paragraphs};
use crate::libreoffice::edited;
use crate::package;
use std::path::Path;
use tonghop::store::folder::write_whole;

const LATE: &str = "2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx";

/// What is done to the review, as `edit.py` is told.
const EDITS: [&str; 7] = [
    "replace|Khoảng|Theo rà soát, khoảng",
    "insert|giữa các cấp hiệu quả hơn|+ Lãnh đạo UBND huyện kiểm tra hằng tháng.",
    "delete|Thói quen và tâm lý",
    "replace|251|255",
    "row|Máy in|5a|Máy chiếu|cái|3|3|",
    "cell|Máy chủ|5|Đang mua sắm",
    "comment|Kinh phí cho hạ tầng|Đề nghị nêu số tiền",
];

fn part(path: &Path, name: &str) -> String {
    let bytes = std::fs::read(path).expect("a document");
    let parts = package::parts(&bytes);
    let found = parts.iter().find(|(n, _)| n == name);
    let text = found.map(|(_, bytes)| String::from_utf8(bytes.clone()).expect("UTF-8"));
    text.unwrap_or_default()
}

/// Settles the figure that was typed over and says of each sentence that is asked about that it was read.
fn settled_and_read(folder: &Folder, refreshed: &Path, settled: &[&str]) {
    let mut settle = vec!["xa.may_tinh"];
    settle.extend(settled);
    let done = folder.tonghop("settle", &settle);
    assert_eq!(done.code, 0, "{}", done.err);
    if settled.contains(&"--keep") {
        // The kinds of computers do not add up to the number that was kept.
        for id in ["dot-X-MAY-01", "dot-X-MAY-03"] {
            let done = folder.tonghop("accept", &[id, "--reason", "đã kiểm đếm"]);
            assert_eq!(done.code, 0, "{}", done.err);
        }
    }
    let asked = ["--refresh", &*refreshed.to_string_lossy(), "--final"];
    let open = folder.tonghop("report", &asked);
    for line in open.err.lines().chain(open.out.lines()) {
        if let Some((id, _)) = line
            .strip_prefix("  - DOAN-")
            .and_then(|l| l.split_once(':'))
        {
            let id = format!("DOAN-{id}");
            folder.tonghop("accept", &[&id, "--reason", "đã đọc lại"]);
        }
    }
}

/// Edits the review, lets the last return come, refreshes, settles what is asked, makes the final and runs again.
fn edited_and_made_final(tracked: bool, settled: &[&str]) -> String {
    let folder = Folder::sample();
    let late = std::fs::read(folder.file(LATE)).expect("a return");
    std::fs::remove_file(folder.file(LATE)).expect("taken away");
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--review"]);
    let file = folder.file("sua.docx");
    let mut edits = EDITS.to_vec();
    if tracked {
        edits.insert(0, "tracked");
    }
    let review = folder.file("4-ket-qua/bao-cao_ra-soat.docx");
    edited(&folder.file("profile"), &review, &file, &edits);
    write_whole(&folder.file(LATE), &late).expect("written");
    folder.tonghop("ingest", &[]);

    // The figure that was typed over and the sentences that no longer hold are asked about; no final is written.
    let asked = folder.tonghop("report", &["--refresh", &file.to_string_lossy(), "--final"]);
    let all = [asked.out.as_str(), &asked.err].concat();
    assert_eq!(asked.code, 1, "{all}");
    assert!(all.contains("gõ tay thành \"255\""), "{all}");
    assert!(!all.contains("đã bị xóa trống"), "{all}");
    assert_eq!(all.contains("Track Changes"), tracked, "{all}");
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());

    // The file with the current figures has all that people did, and what is open, as comments.
    let mut refreshed = folder.file("4-ket-qua/sua_cap-nhat.docx");
    let text = paragraphs(&std::fs::read(&refreshed).expect("it")).join("\n");
    for own in [
        "Theo rà soát, khoảng",
        "kiểm tra hằng tháng",
        "Máy chiếu",
        "Đang mua sắm",
        "255",
    ] {
        assert!(text.contains(own), "{own} in {text}");
    }
    assert!(text.contains("294 người"), "{text}");
    let comments = part(&refreshed, "word/comments.xml");
    for note in ["Đề nghị nêu số tiền", "gõ tay thành"] {
        assert!(comments.contains(note), "{note}");
    }
    let body = part(&refreshed, "word/document.xml");
    assert_eq!(body.contains("<w:del "), tracked);

    if tracked {
        let accepted = folder.file("chap-nhan.docx");
        edited(&folder.file("profile"), &refreshed, &accepted, &["accept"]);
        assert!(!part(&accepted, "word/document.xml").contains("<w:ins "));
        refreshed = accepted;
    }
    settled_and_read(&folder, &refreshed, settled);
    let asked = ["--refresh", &*refreshed.to_string_lossy(), "--final"];
    let said = folder.tonghop("report", &asked);
    let all = [said.out.as_str(), &said.err].concat();
    let made = folder.file("4-ket-qua/bao-cao.docx");
    assert!(made.is_file(), "{all}");
    assert!(
        all.contains("Đề nghị nêu số tiền"),
        "a comment is left out without a word: {all}"
    );
    for part_of in ["w:sdt", "<w:ins ", "<w:del ", "comment"] {
        assert!(
            !part(&made, "word/document.xml").contains(part_of),
            "{part_of}"
        );
    }

    // Running again changes nothing of it and puts nothing beside it.
    let before = std::fs::read(&made).expect("the final");
    folder.tonghop_on("2020-11-18", "run", &[]);
    assert_eq!(std::fs::read(&made).expect("the final"), before);
    assert!(!folder.file("4-ket-qua/bao-cao-lan-2.docx").exists());
    let text = paragraphs(&before).join("\n");
    for own in [
        "Theo rà soát, khoảng",
        "kiểm tra hằng tháng",
        "Máy chiếu",
        "Đang mua sắm",
    ] {
        assert!(text.contains(own), "{own} in {text}");
    }
    for old in [
        "Thói quen và tâm lý",
        "DỰ THẢO",
        "Đông Ninh",
        "13/13",
        "6.997",
        "251",
        "NGUỒN SỐ LIỆU",
    ] {
        assert!(!text.contains(old), "{old} in {text}");
    }
    text
}

#[test]
fn a_review_edited_in_an_office_suite_loses_nothing_and_says_nothing_old_in_the_final() {
    let text = edited_and_made_final(false, &["--drop", "255"]);
    assert!(
        text.contains("là 269 máy, 294 người") && !text.contains("255"),
        "{text}"
    );
}

#[test]
fn a_review_edited_under_change_tracking_loses_nothing_and_says_nothing_old_in_the_final() {
    let kept = ["--keep", "255", "--reason", "kiểm đếm lại"];
    let text = edited_and_made_final(true, &kept);
    assert!(
        text.contains("là 255 máy, 294 người") && !text.contains("269 máy"),
        "{text}"
    );
}
