//! Returns that wait for a decision: in which order, why still when something else was chosen, and what is to be decided.

use crate::campaign_run::Folder;
use crate::combined::half;
use crate::standing::{json, put, saved, take_saved, taken_out};
use serde_json::Value;

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";

/// All that wait, in the order in which they are told.
fn waits(folder: &Folder) -> Vec<Value> {
    let all = json(&folder.tonghop("status", &["--json"]));
    all["waiting"].as_array().expect("a list").clone()
}

fn text<'w>(waits: &'w Value, key: &str) -> &'w str {
    waits[key].as_str().expect("a text")
}

#[test]
fn units_are_told_in_the_order_of_the_roster_and_the_files_of_each_by_name() {
    let folder = Folder::sample();
    let returned = |name: &str| std::fs::read(folder.file("2-nhan-ve").join(name)).expect("it");
    let (first, last) = (
        returned("16378_thi-tran-Rung-Thong_CNTT-2020.xlsx"),
        returned(OWN),
    );
    folder.tonghop("ingest", &[]);
    for (name, count, own) in [
        ("a.xlsx", "77", &last),
        ("z.xlsx", "77", &first),
        ("b.xlsx", "78", &first),
        ("c.xlsx", "78", &last),
    ] {
        take_saved(&folder, (name, count, "2020-10-02"), own);
    }
    let all = waits(&folder);
    let names: Vec<&str> = all.iter().map(|one| text(one, "file")).collect();
    assert_eq!(names, ["b.xlsx", "z.xlsx", "a.xlsx", "c.xlsx"]);
}

#[test]
fn what_was_saved_earlier_waits_for_that_still_when_another_was_chosen() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    for (name, count, day) in [
        ("ba.xlsx", "23", "2020-11-12"),
        ("hai.xlsx", "22", "2020-11-11"),
        ("mot.xlsx", "21", "2020-11-10"),
    ] {
        take_saved(&folder, (name, count, day), &own);
    }
    assert_eq!(folder.tonghop("assign", &["hai.xlsx", "16393"]).code, 0);
    let [left] = &waits(&folder)[..] else {
        panic!("one waits on");
    };
    assert_eq!(left["changes"].as_array().map(Vec::len), Some(1));
    let why = text(left, "why");
    assert!(
        why.contains("mot.xlsx") && why.contains("được lưu lúc 15:00 ngày 10/11/2020"),
        "{why}"
    );
}

#[test]
fn a_half_answer_waits_on_for_what_it_leaves_blank_of_what_was_chosen() {
    // Of what counts now the first leaves nothing blank, or one cell; another one it says otherwise.
    let both = [("may_de_ban", "17"), ("may_tinh", "21")];
    for (chosen, why) in [
        (&both[..1], "khi cán bộ tổng hợp chọn tệp khác"),
        (&both[..], " 1 ô"),
    ] {
        let folder = Folder::sample();
        folder.tonghop("ingest", &[]);
        let own = taken_out(&folder);
        put(
            &folder,
            "mot.xlsx",
            &half(&own, &[("may_de_ban", "16")], 12),
        );
        put(&folder, "hai.xlsx", &half(&own, chosen, 13));
        folder.tonghop("ingest", &[]);
        assert_eq!(waits(&folder).len(), 2);
        assert_eq!(folder.tonghop("assign", &["hai.xlsx", "16393"]).code, 0);
        let [left] = &waits(&folder)[..] else {
            panic!("one waits on");
        };
        assert_eq!(text(left, "file"), "mot.xlsx");
        assert!(text(left, "why").contains(why), "{left}");
    }
}

#[test]
fn a_half_answer_is_to_be_combined_unless_it_was_saved_before_what_counts() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    put(
        &folder,
        "ca.xlsx",
        &saved(&own, Some("2020-11-12T08:00:00Z")),
    );
    folder.tonghop("ingest", &[]);
    let filled = [("may_de_ban", "16"), ("can_bo", "25")];
    for (name, day) in [("sau.xlsx", 13), ("cung luc.xlsx", 12), ("truoc.xlsx", 11)] {
        put(&folder, name, &half(&own, &filled, day));
    }
    folder.tonghop("ingest", &[]);
    let all = waits(&folder);
    let asked: Vec<(&str, &str)> = all
        .iter()
        .map(|one| (text(one, "file"), text(&one["action"], "do")))
        .collect();
    assert_eq!(
        asked,
        [
            ("cung luc.xlsx", "combine"),
            ("sau.xlsx", "combine"),
            ("truoc.xlsx", "choose"),
        ]
    );
}
