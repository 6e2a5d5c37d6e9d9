//! Several units that told their figures are entered in one table: each row becomes the form of its unit, with its source.

use crate::campaign_run::{Folder, typed_into};
use crate::combined::{answer, unit};
use crate::filled_for::answers_of;
use crate::standing::{json, put, taken_out};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::collections::BTreeMap;
use tonghop::store::folder::write_whole;

const TABLE: &str = "nhap-thay/bang-nhap-thay_xa.xlsx";
const SHEET: &str = "Nhập thay";
const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
const OTHER: &str = "16402_xa-Dong-Thanh_CNTT-2020 (2).xlsx";
const KIND: (&str, &str) = ("enter.source-kind", "Điện thoại");
const WHO: (&str, &str) = ("enter.source-informant", "Văn phòng xã");
const WHY: (&str, &str) = ("enter.source-reason", "xã mất mạng");

/// The columns of the table by their keys, and its rows by their codes.
fn places(folder: &Folder) -> (BTreeMap<String, u16>, BTreeMap<String, u32>) {
    let mut book: Xlsx<_> = open_workbook(folder.file(TABLE)).expect("the table");
    let range = book.worksheet_range(SHEET).expect("its sheet");
    let rows: Vec<Vec<String>> = range
        .rows()
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect();
    let keys = rows[2].iter().zip(0..).map(|(key, col)| (key.clone(), col));
    let codes = rows.iter().zip(0..).skip(4);
    let codes = codes.map(|(row, at)| (row[0].clone(), at));
    (keys.collect(), codes.collect())
}

/// Types into the row of a unit.
fn types(folder: &Folder, code: &str, cells: &[(&str, &str)]) {
    let (keys, rows) = places(folder);
    let cells = cells.iter().map(|(key, text)| {
        let at = (SHEET.to_owned(), rows[code], keys[*key]);
        (at, (*text).to_owned())
    });
    let table = std::fs::read(folder.file(TABLE)).expect("the table");
    let table = typed_into(&table, &cells.collect::<Vec<_>>());
    write_whole(&folder.file(TABLE), &table).expect("typed");
}

fn own_words(answers: &[(String, String)]) -> Vec<(&str, &str)> {
    let answers = answers.iter();
    answers
        .map(|(field, text)| (field.as_str(), text.as_str()))
        .collect()
}

#[test]
fn a_row_becomes_the_form_of_its_unit_and_one_without_a_source_stays() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    let other = std::fs::read(folder.file("2-nhan-ve").join(OTHER)).expect("a return");
    std::fs::remove_file(folder.file("2-nhan-ve").join(OTHER)).expect("taken out");
    folder.tonghop("ingest", &[]);
    let made = folder.tonghop("enter", &["--table"]);
    assert_eq!(made.code, 0, "{made:?}");
    assert!(made.out.contains("Bảng nhập thay 2 đơn vị"), "{}", made.out);
    let empty = std::fs::read(folder.file(TABLE)).expect("the table");
    assert!(tonghop::workbook::limits::problems(&empty).is_empty());
    let run = folder.tonghop("run", &[]);
    assert!(
        !run.out.contains("nhap-thay"),
        "nobody has typed: {}",
        run.out
    );

    let answers = [answers_of(&own), answers_of(&other)];
    types(
        &folder,
        "16393",
        &[&[KIND, WHO, WHY][..], &own_words(&answers[0])].concat(),
    );
    types(&folder, "16402", &own_words(&answers[1]));
    let run = folder.tonghop("run", &[]);
    assert!(
        run.out
            .contains("Đã lập biểu nhập thay của Xã Đông Yên từ bảng"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("chưa đủ nguồn: cần cách cung cấp (Điện thoại;"),
        "{}",
        run.out
    );
    let counts = |code: &str| {
        answers[0]
            .iter()
            .find(|(id, _)| id == code)
            .map(|one| one.1.clone())
    };
    let learned = "điện thoại, Văn phòng xã".to_owned();
    assert_eq!(
        answer(&folder, "can_bo"),
        (learned, counts("can_bo").expect("an answer"))
    );
    let status = || json(&folder.tonghop("status", &["--json"]));
    assert!(unit(&status())["entered"].as_i64() > Some(0));
    let (keys, rows) = places(&folder);
    assert_eq!(rows.keys().collect::<Vec<_>>(), ["16402"], "{keys:?}");

    // What was typed stands there still; with its source it is taken.
    types(&folder, "16402", &[KIND, WHO, WHY]);
    let run = folder.tonghop("run", &[]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(
        run.out.contains("Đã lập biểu nhập thay của Xã Đông Thanh"),
        "{}",
        run.out
    );
    assert!(!folder.file(TABLE).exists(), "nobody is missing");
    let report = folder.report("bao-cao.docx").join("\n");
    let sentence = "Số liệu của 02 đơn vị do cơ quan tổng hợp ghi thay, đang chờ đơn vị xác nhận";
    assert!(report.contains(sentence), "{report}");
    put(&folder, OWN, &own);
    folder.tonghop("ingest", &[]);
    assert_eq!(unit(&status())["entered"], 0, "confirmed");
    let none = folder.tonghop("enter", &["--table"]);
    assert!(
        none.out.contains("Đơn vị nào cũng đã có biểu"),
        "{}",
        none.out
    );
}

#[test]
fn what_is_no_figure_is_asked_about_in_the_form_and_a_table_without_its_keys_is_left() {
    let folder = Folder::sample();
    taken_out(&folder);
    folder.tonghop("ingest", &[]);
    folder.tonghop("enter", &["--table"]);
    types(
        &folder,
        "16393",
        &[
            KIND,
            WHO,
            WHY,
            ("can_bo", "khoảng hai chục"),
            ("may_hong", "không phát sinh"),
        ],
    );
    let run = folder.tonghop("run", &[]);
    assert!(run.out.contains("khoảng hai chục"), "{}", run.out);
    folder.tonghop("undo", &["1", "--reason", "nhập nhầm"]);
    let again = folder.tonghop("enter", &["--table"]);
    assert!(
        again.out.contains("Bảng nhập thay 1 đơn vị"),
        "{}",
        again.out
    );
    let (keys, _) = places(&folder);
    let table = std::fs::read(folder.file(TABLE)).expect("the table");
    let gone = ((SHEET.to_owned(), 2, keys["@code"]), String::new());
    let changed = typed_into(&table, &[gone]);
    write_whole(&folder.file(TABLE), &changed).expect("typed");
    let run = folder.tonghop("run", &[]);
    assert!(run.out.contains("dòng mã ẩn"), "{}", run.out);
    assert_eq!(
        std::fs::read(folder.file(TABLE)).expect("the table"),
        changed
    );
}
