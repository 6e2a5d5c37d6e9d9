//! A rule that does not apply to a unit: settled whatever the values, of this unit alone, until that is taken back.

use crate::campaign_run::{Folder, Said};
use crate::combined::changed;
use crate::standing::{json, put};
use std::path::Path;

const UNIT: &str = "16408";
const FILE: &str = "16408_xa-Dong-Khe_CNTT-2020.xlsx";
const RULE: &str = "X-MAY-01";
const WHY: [&str; 2] = ["--reason", "xã có máy chủ dùng chung chưa phân loại"];

/// The states of what the rule finds, by unit.
fn states(folder: &Folder) -> Vec<(String, String)> {
    let status = json(&folder.tonghop("status", &["--json"]));
    let findings = status["findings"].as_array().expect("findings").iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let of_rule = findings.filter(|one| one["code"] == RULE);
    of_rule
        .map(|one| (text(&one["unit"]), text(&one["state"])))
        .collect()
}

fn state(folder: &Folder) -> Option<String> {
    let mut all = states(folder).into_iter();
    all.find(|(unit, _)| unit == UNIT).map(|(_, state)| state)
}

fn refused(said: &Said, part: &str) {
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains(part), "{part}: {}", said.err);
}

#[test]
fn what_a_waived_rule_finds_is_settled_also_of_a_later_return() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    folder.tonghop("ingest", &[]);
    assert_eq!(state(&folder).as_deref(), Some("Open"));
    let waive = |unit: &str, rule: &str| folder.tonghop("waive", &[unit, rule, WHY[0], WHY[1]]);
    refused(&waive(UNIT, "X-MAY-99"), "X-MAY-01, X-MAY-02");
    refused(&waive(UNIT, "SO-01"), "Các quy tắc");
    refused(&waive("99999", RULE), "99999");
    refused(
        &folder.tonghop("waive", &[UNIT, RULE, "--reason", "…"]),
        "lý do",
    );
    let said = waive("Đông Khê", "x-may-01");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("1 nội dung đang nêu"), "{}", said.out);
    assert_eq!(state(&folder).as_deref(), Some("Accepted"));
    refused(&waive(UNIT, RULE), "việc số 1");
    // The unit is not asked about it.
    folder.tonghop("feedback", &[]);
    let told = std::fs::read_dir(folder.file("3-bo-sung")).expect("feedback");
    let told = told.map(|file| file.expect("a file").path());
    let mut told = told.filter(|path| path.to_string_lossy().contains(UNIT));
    let text = told.find(|path| path.extension().is_some_and(|end| end == "txt"));
    let text = std::fs::read_to_string(text.expect("a text")).expect("a text");
    assert!(!text.contains("máy xách tay"), "{text}");
    // Other values break the rule again: an accepted finding would open, a waived rule does not.
    let own = std::fs::read(folder.file("2-nhan-ve").join(FILE)).expect("a return");
    put(
        &folder,
        "lai.xlsx",
        &changed(&own, &[("may_tinh", "26")], 12),
    );
    folder.tonghop("ingest", &[]);
    assert_eq!(state(&folder).as_deref(), Some("Accepted"));
    let log = folder.tonghop("log", &[]).out;
    assert!(
        log.contains("Không áp dụng quy tắc X-MAY-01 cho Xã Đông Khê") && log.contains(WHY[1]),
        "{log}"
    );
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(folder.tonghop("rebuild", &[]).code, 0);
    assert_eq!(state(&folder).as_deref(), Some("Accepted"));
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    assert_eq!(state(&folder).as_deref(), Some("Open"));
}

#[test]
fn a_rule_that_is_waived_for_one_unit_holds_for_the_others() {
    let folder = Folder::sample();
    for (name, file) in [
        ("16390", "16390_xa-Dong-Hoa_CNTT-2020 bản cuối.xlsx"),
        ("16393", "16393_xa-Dong-Yen_CNTT-2020.xlsx"),
    ] {
        let own = std::fs::read(folder.file("2-nhan-ve").join(file)).expect("a return");
        let bytes = changed(&own, &[("may_tinh", "99")], 4);
        put(&folder, &format!("{name}-sai.xlsx"), &bytes);
        std::fs::remove_file(folder.file("2-nhan-ve").join(file)).expect("away");
    }
    folder.tonghop("ingest", &[]);
    folder.tonghop("waive", &["16390", RULE, WHY[0], WHY[1]]);
    let expected = [("16390", "Accepted"), ("16393", "Open")];
    let expected = expected.map(|(unit, state)| (unit.to_owned(), state.to_owned()));
    assert_eq!(states(&folder), expected);
    let said = folder.tonghop("report", &["--final"]);
    assert_eq!(
        said.code, 1,
        "the other unit's error holds it: {}",
        said.out
    );
}
