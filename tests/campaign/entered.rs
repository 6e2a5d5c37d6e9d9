//! The officer enters one answer for a unit, or leaves answers out: no file is touched, the rest of the return stays, the
//! report says so, and a later return of the unit is held against it.

use crate::campaign_run::{Folder, Said};
use crate::combined::{answer, changed, open, unit};
use crate::standing::{ids, json, put, saved, taken_out};
use crate::undone::there_and_back;
use serde_json::Value;

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
const UNIT: &str = "16393";
const WHY: [&str; 2] = ["--reason", "xã báo lại qua điện thoại"];
const BY: [&str; 2] = ["--source", "điện thoại của văn phòng xã ngày 12/11"];

fn set(folder: &Folder, field: &str, value: &str) -> Said {
    folder.tonghop("set", &[UNIT, field, value, BY[0], BY[1], WHY[0], WHY[1]])
}

fn status(folder: &Folder) -> Value {
    json(&folder.tonghop("status", &["--json"]))
}

fn answered() -> (Folder, Vec<u8>) {
    let folder = Folder::sample();
    let own = std::fs::read(folder.file("2-nhan-ve").join(OWN)).expect("a return");
    folder.tonghop("ingest", &[]);
    (folder, own)
}

fn refused(said: &Said, part: &str) {
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains(part), "{part}: {}", said.err);
}

#[test]
fn what_is_entered_counts_with_its_source_and_the_report_says_so() {
    let (folder, own) = answered();
    let before = answer(&folder, "can_bo");
    let arguments = [UNIT, "can_bo", "22", BY[0], BY[1], WHY[0], WHY[1]];
    there_and_back(&folder, "set", &arguments);
    let said = set(&folder, "xa.can_bo", "22");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out.contains(&format!("22 (trước: {})", before.1)),
        "{}",
        said.out
    );
    assert_eq!(
        answer(&folder, "can_bo"),
        (BY[1].to_owned(), "22".to_owned())
    );
    let kept = std::fs::read(folder.file("2-nhan-ve").join(OWN)).expect("the return");
    assert_eq!(kept, own, "the unit's file stays as it is");
    assert_eq!(unit(&status(&folder))["entered"], 1);
    let told = folder.tonghop("status", &[]).out;
    assert!(told.contains("Xã Đông Yên: 1 số liệu ghi thay"), "{told}");
    let explained = folder.tonghop("explain", &["xa.can_bo"]).out;
    let source = format!("nhập thay: {}", BY[1]);
    assert!(explained.contains(&source), "{explained}");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}", said.out);
    let texts = crate::selection_kept::texts(&folder, "4-ket-qua/tong-hop.xlsx");
    assert!(texts.contains(&source));
    let report = folder.report("bao-cao.docx").join("\n");
    let sentence = "đang chờ đơn vị xác nhận: xã Đông Yên (Cán bộ, công chức, theo";
    assert!(
        report.contains(sentence) && report.contains(BY[1]),
        "{report}"
    );
    refused(&set(&folder, "can_bo", "22"), "đang được tính đúng là 22");
}

#[test]
fn rules_are_judged_with_what_is_entered() {
    let (folder, _) = answered();
    assert_eq!(open(&folder), Vec::<String>::new());
    // More laptops than the total leaves room for.
    assert_eq!(set(&folder, "may_xach_tay", "90").code, 0);
    let broken = open(&folder);
    assert!(broken.contains(&"16393-X-MAY-01".to_owned()), "{broken:?}");
    let told = folder.tonghop("status", &[]).out;
    assert!(
        told.contains(BY[1]),
        "the place of the number is its source: {told}"
    );
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    assert_eq!(open(&folder), Vec::<String>::new());
}

#[test]
fn a_later_return_confirms_what_was_entered_or_waits() {
    let (folder, own) = answered();
    assert_eq!(set(&folder, "can_bo", "22").code, 0);
    put(
        &folder,
        "khac.xlsx",
        &changed(&own, &[("can_bo", "23")], 12),
    );
    let said = folder.tonghop("ingest", &[]);
    assert!(
        said.out.contains("ghi thay hoặc quyết định không lấy"),
        "{}",
        said.out
    );
    assert_eq!(answer(&folder, "can_bo").1, "22");
    assert_eq!(ids(&folder, "NHAN-01").len(), 1);
    put(
        &folder,
        "dung.xlsx",
        &changed(&own, &[("can_bo", "22")], 13),
    );
    folder.tonghop("ingest", &[]);
    assert_eq!(
        answer(&folder, "can_bo"),
        ("dung.xlsx".to_owned(), "22".to_owned())
    );
    assert_eq!(unit(&status(&folder))["entered"], 0, "confirmed");
}

#[test]
fn what_is_left_out_is_told_as_no_data_until_the_unit_says_otherwise() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    put(
        &folder,
        "dau.xlsx",
        &changed(&own, &[("can_bo", "khoảng 20")], 10),
    );
    folder.tonghop("ingest", &[]);
    let asked = open(&folder);
    assert_eq!(asked.len(), 1, "{asked:?}");
    there_and_back(&folder, "reject", &[&asked[0], WHY[0], WHY[1]]);
    let said = folder.tonghop("reject", &[&asked[0], WHY[0], "xã chưa rà soát xong"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(open(&folder), Vec::<String>::new());
    let run = folder.tonghop("run", &[]);
    assert_eq!(run.code, 0, "{}", run.out);
    let report = folder.report("bao-cao.docx").join("\n");
    let sentence = "Không tính số liệu của xã Đông Yên về Cán bộ, công chức";
    assert!(
        report.contains(sentence) && report.contains("(xã chưa rà soát xong)"),
        "{report}"
    );
    // The same once more was decided already; another answer is what was waited for.
    put(
        &folder,
        "lai.xlsx",
        &changed(&own, &[("can_bo", "khoảng 20")], 12),
    );
    folder.tonghop("ingest", &[]);
    assert_eq!(ids(&folder, "NHAN-01").len(), 1, "it waits");
    put(&folder, "moi.xlsx", &changed(&own, &[("can_bo", "21")], 13));
    folder.tonghop("ingest", &[]);
    assert_eq!(
        answer(&folder, "can_bo"),
        ("moi.xlsx".to_owned(), "21".to_owned())
    );
}

#[test]
fn a_field_a_section_or_a_form_is_left_out_as_it_is_named() {
    let (folder, _) = answered();
    let part = |arguments: &[&str]| {
        let mut all = vec![UNIT];
        all.extend_from_slice(arguments);
        all.extend(WHY);
        there_and_back(&folder, "without", &all);
        folder.tonghop("without", &all)
    };
    let said = part(&["--field", "may_hong", "--field", "xa.may_cu"]);
    assert!(
        said.out.contains("Không lấy 2 số liệu của Xã Đông Yên"),
        "{}",
        said.out
    );
    // What is left out already is not counted again.
    let said = part(&["--section", "thiet_bi"]);
    assert!(said.out.contains("Không lấy 6 số liệu"), "{}", said.out);
    assert_eq!(answer(&folder, "may_tinh").1, "");
    let said = part(&["--form", "xa"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(
        open(&folder),
        Vec::<String>::new(),
        "nothing is asked of what does not count"
    );
    let whole = folder.tonghop("without", &[UNIT, "--form", "xa", WHY[0], WHY[1]]);
    refused(&whole, "đã được ghi là không có số liệu");
}

#[test]
fn what_cannot_be_entered_or_left_out_is_refused_with_the_reason() {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("2-nhan-ve/BC CNTT xa Dong Minh.xlsx")).expect("taken out");
    folder.tonghop("ingest", &[]);
    for (field, value, part) in [
        ("can_boo", "22", "có phải `can_bo`?"),
        ("can_bo", "nhiều", "chưa rõ nghĩa"),
        ("can_bo", "khoảng 22", "chưa rõ nghĩa"),
        ("can_bo", "-3", "chưa rõ nghĩa"),
        ("can_bo", "", "chưa rõ nghĩa"),
        ("district.can_bo", "2", "không có chỉ tiêu"),
    ] {
        refused(&set(&folder, field, value), part);
    }
    refused(
        &folder.tonghop(
            "set",
            &[UNIT, "can_bo", "2", "--source", ".", WHY[0], WHY[1]],
        ),
        "lý do",
    );
    refused(
        &folder.tonghop(
            "set",
            &["16399", "can_bo", "2", BY[0], BY[1], WHY[0], WHY[1]],
        ),
        "chưa có biểu nào đang được tổng hợp",
    );
    let without = |arguments: &[&str]| {
        let mut all = vec![UNIT];
        all.extend_from_slice(arguments);
        all.extend(WHY);
        folder.tonghop("without", &all)
    };
    refused(&without(&["--section", "thietbi"]), "có phải `thiet_bi`?");
    refused(&without(&["--form", "huyen"]), "không phải `huyen`");
    refused(&without(&["--field", "x.y"]), "không có chỉ tiêu `x.y`");
    refused(
        &folder.tonghop("reject", &["16393-SO-01", WHY[0], WHY[1]]),
        "Không có điều cần sửa",
    );
    assert_eq!(unit(&status(&folder))["entered"], 0, "nothing was kept");
}

#[test]
fn several_findings_are_accepted_at_once() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    let cells = [
        ("may_de_ban", "30"),
        ("may_hong", "20"),
        ("can_bo", "khoảng 20"),
    ];
    put(
        &folder,
        "dau.xlsx",
        &saved(&changed(&own, &cells, 10), None),
    );
    folder.tonghop("ingest", &[]);
    let all = open(&folder);
    assert!(all.len() > 2, "{all:?}");
    refused(
        &folder.tonghop("accept", &[&all[0], "khong-co", WHY[0], WHY[1]]),
        "khong-co",
    );
    assert_eq!(open(&folder), all, "all or nothing");
    there_and_back(&folder, "accept", &[&all[0], &all[1], WHY[0], WHY[1]]);
    there_and_back(
        &folder,
        "accept",
        &["--unit", "Đông Yên", "--all", WHY[0], WHY[1]],
    );
    refused(
        &folder.tonghop("accept", &["--unit", "16390", &all[0], WHY[0], WHY[1]]),
        &all[0],
    );
    let said = folder.tonghop("accept", &["--unit", UNIT, "--all", WHY[0], WHY[1]]);
    assert!(
        said.out
            .contains(&format!("Đã chấp nhận {} mục", all.len())),
        "{}",
        said.out
    );
    assert_eq!(open(&folder), Vec::<String>::new());
    let none = folder.tonghop("accept", &["--unit", UNIT, "--all", WHY[0], WHY[1]]);
    refused(&none, "không có điều nào đang chờ");
}

#[test]
fn what_is_entered_is_there_again_when_its_return_counts_again() {
    let (folder, own) = answered();
    assert_eq!(set(&folder, "can_bo", "22").code, 0);
    put(&folder, "moi.xlsx", &changed(&own, &[("can_bo", "22")], 13));
    folder.tonghop("ingest", &[]);
    assert_eq!(answer(&folder, "can_bo").0, "moi.xlsx");
    // The later one was another commune's after all.
    assert_eq!(folder.tonghop("assign", &["moi.xlsx", "16399"]).code, 0);
    assert_eq!(
        answer(&folder, "can_bo"),
        (BY[1].to_owned(), "22".to_owned())
    );
    // Said by the officer, the file counts as it came.
    assert_eq!(folder.tonghop("assign", &[OWN, UNIT]).code, 0);
    assert_eq!(answer(&folder, "can_bo"), (OWN.to_owned(), "20".to_owned()));
}
