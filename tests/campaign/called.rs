//! Whom to telephone: the list says what is missing, and what was answered comes back from it into the book.

use crate::campaign_run::{Folder, typed_into};
use crate::combined::unit;
use crate::standing::{json, taken_out};
use crate::undone::there_and_back;
use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use tonghop::store::folder::write_whole;

const LIST: &str = "goi-dien.xlsx";
const SHEET: &str = "Gọi điện";
const UNIT: u16 = 2;
const MISSING: u16 = 5;
const ASKED: u16 = 6;
const ANSWER: u16 = 7;
const PROMISED: u16 = 8;
const TOLD: u16 = 9;

/// The rows of the list.
fn rows(folder: &Folder) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(folder.file(LIST)).expect("the list");
    let range = book.worksheet_range(SHEET).expect("its sheet");
    let rows = range.rows().skip(4);
    rows.map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}

fn at(folder: &Folder, row: usize, col: u16) -> String {
    rows(folder)[row][usize::from(col)].clone()
}

/// Types into cells of the list, by row of a unit.
fn types(folder: &Folder, cells: &[(u32, u16, &str)]) {
    let cells = cells.iter().map(|(row, col, text)| {
        let cell = (SHEET.to_owned(), row + 4, *col);
        (cell, (*text).to_owned())
    });
    let list = std::fs::read(folder.file(LIST)).expect("the list");
    let list = typed_into(&list, &cells.collect::<Vec<_>>());
    write_whole(&folder.file(LIST), &list).expect("typed");
}

fn status(folder: &Folder) -> Value {
    json(&folder.tonghop("status", &["--json"]))
}

#[test]
fn the_late_are_called_first_and_what_they_answer_stands_in_the_book() {
    let folder = Folder::copy_of(std::path::Path::new("samples/troubled"));
    folder.tonghop("run", &[]);
    assert!(!folder.file(LIST).exists(), "nobody has asked for it");
    let said = folder.tonghop("call-list", &[]);
    assert_eq!(said.code, 0, "{said:?}");
    let list = rows(&folder);
    assert!(
        said.out.contains(&format!("({} đơn vị)", list.len())),
        "{}",
        said.out
    );
    let late = list
        .iter()
        .filter(|row| row[usize::from(MISSING)].contains("chưa có biểu"))
        .count();
    let late_first = list[..late]
        .iter()
        .all(|row| row[usize::from(MISSING)].contains("Quá hạn"));
    assert!(late > 0 && late_first && late < list.len(), "{list:#?}");
    let first = at(&folder, 0, UNIT);
    // The same list is not written again, and nothing typed is nothing done.
    let before = std::fs::read(folder.file(LIST)).expect("the list");
    folder.tonghop("run", &[]);
    assert_eq!(std::fs::read(folder.file(LIST)).expect("the list"), before);
    types(
        &folder,
        &[
            (0, ANSWER, "đang chờ lãnh đạo ký"),
            (0, PROMISED, "18/11/2020"),
            (1, ANSWER, "sẽ sửa"),
            (1, PROMISED, "tuần sau"),
        ],
    );
    let run = folder.tonghop("run", &[]);
    let kept = format!(
        "{first} trả lời qua điện thoại: \"đang chờ lãnh đạo ký\", hẹn gửi ngày 18/11/2020"
    );
    assert!(run.out.contains(&kept), "{}", run.out);
    assert!(
        run.out.contains("ô Gọi điện!H6") && run.out.contains("\"tuần sau\""),
        "{}",
        run.out
    );
    assert!(at(&folder, 0, ASKED).contains("đang chờ lãnh đạo ký, hẹn gửi ngày 18/11/2020"));
    assert_eq!(at(&folder, 0, ANSWER), "");
    assert_eq!(at(&folder, 1, ANSWER), "sẽ sửa", "what was not kept stays");
    assert!(at(&folder, 1, TOLD).contains("tuần sau"));
    let all = status(&folder);
    let mut units = all["units"].as_array().expect("units").iter();
    let one = units.find(|unit| unit["name"] == first).expect("the unit");
    assert_eq!(one["promised"], "18/11/2020");
    let told = folder.tonghop("status", &[]).out;
    assert!(
        told.contains("hẹn 18/11/2020") || told.contains("hẹn"),
        "{told}"
    );
    let log = folder.tonghop("log", &[]).out;
    assert!(
        log.contains("hẹn gửi ngày 18/11/2020") && log.contains("đang chờ lãnh đạo ký"),
        "{log}"
    );
    // The list as it was typed into, once more: what it says stands already.
    let acts = |log: &str| log.matches("trả lời qua điện thoại").count();
    types(
        &folder,
        &[
            (0, ANSWER, "đang chờ lãnh đạo ký"),
            (0, PROMISED, "18/11/2020"),
            (1, PROMISED, ""),
        ],
    );
    folder.tonghop("call-list", &[]);
    let log = folder.tonghop("log", &[]).out;
    assert_eq!(acts(&log), 2, "{log}");
    let stood = status(&folder);
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    assert_ne!(status(&folder), stood);
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(folder.tonghop("rebuild", &[]).code, 0);
    assert!(folder.tonghop("log", &[]).out.contains("sẽ sửa"));
}

#[test]
fn a_promise_goes_along_and_ends_with_the_return() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    folder.tonghop("ingest", &[]);
    folder.tonghop("call-list", &[]);
    types(&folder, &[(0, PROMISED, "17/11/2020")]);
    there_and_back(&folder, "call-list", &[]);
    // A day that is over is no promise.
    types(&folder, &[(0, PROMISED, "1/11/2020")]);
    let said = folder.tonghop("call-list", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.out.contains("ngày hẹn 01/11/2020 đã qua"),
        "{}",
        said.out
    );
    types(&folder, &[(0, PROMISED, "17/11/2020")]);
    folder.tonghop("call-list", &[]);
    folder.tonghop("hand-over", &[]);
    let page = std::fs::read(folder.file("ban-giao.docx"));
    let page = page
        .or_else(|_| std::fs::read(folder.file("4-ket-qua/ban-giao.docx")))
        .expect("the page");
    let page = crate::campaign_run::paragraphs(&page).join("\n");
    assert!(page.contains("hẹn gửi ngày 17/11/2020"), "{page}");
    folder.tonghop(
        "hand-over",
        &["--take-back", "--reason", "làm tiếp tại máy này"],
    );
    assert_eq!(unit(&status(&folder))["promised"], "17/11/2020");
    crate::standing::put(&folder, "16393.xlsx", &own);
    folder.tonghop("ingest", &[]);
    assert_eq!(unit(&status(&folder))["promised"], Value::Null);
    let said = folder.tonghop("call-list", &[]);
    assert!(
        said.out.contains("Không có đơn vị nào cần gọi") || folder.file(LIST).exists(),
        "{}",
        said.out
    );
}
