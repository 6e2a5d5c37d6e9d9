//! What was decided is taken back: everything stands as before it, and the book keeps both.

use crate::campaign_run::Folder;
use crate::standing::{ids, json, put, take_saved, taken_out};
use serde_json::Value;

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
const MINH: &str = "BC CNTT xa Dong Minh.xlsx";

fn status(folder: &Folder) -> Value {
    json(&folder.tonghop("status", &["--json"]))
}

/// Acts that hold or not, with the act by which each was taken back.
fn acts(folder: &Folder) -> Vec<(i64, Option<i64>)> {
    let all = json(&folder.tonghop("log", &["--json"]));
    let events = all["events"].as_array().expect("events").iter();
    let acts = events.filter_map(|e| Some((e["act"].as_i64()?, e["undone"].as_i64())));
    let mut acts: Vec<_> = acts.collect();
    acts.dedup();
    acts
}

/// Decides, takes it back, and finds everything as it was, also in a ledger that is made again.
pub(super) fn there_and_back(folder: &Folder, command: &str, arguments: &[&str]) {
    let before = status(folder);
    let said = folder.tonghop(command, arguments);
    assert!(said.code < 2, "{command}: {said:?}");
    let last = acts(folder).last().expect("an act").0;
    let how = format!("tonghop undo {} {last}", folder.path().display());
    assert!(said.out.contains(&how), "{command}: {}", said.out);
    assert_ne!(status(folder), before, "{command} {arguments:?}");
    let said = folder.tonghop("undo", &[&last.to_string(), "--reason", "nhầm"]);
    assert_eq!(said.code, 0, "{command}: {said:?}");
    assert_eq!(status(folder), before, "{command} {arguments:?}");
    assert_eq!(acts(folder).last(), Some(&(last + 1, None)));
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(folder.tonghop("rebuild", &[]).code, 0);
    assert_eq!(status(folder), before, "{command}: made again");
    assert!(acts(folder).contains(&(last, Some(last + 1))));
}

#[test]
fn what_is_decided_of_findings_units_and_files_can_be_taken_back() {
    let folder = Folder::copy_of(std::path::Path::new("samples/troubled"));
    folder.tonghop("run", &[]);
    let of_a_unit = ids(&folder, "SO-01").into_iter().next().expect("a finding");
    let why = ["--reason", "đã hỏi xã"];
    there_and_back(&folder, "accept", &[&of_a_unit, why[0], why[1]]);
    there_and_back(&folder, "accept", &["SO-01", why[0], why[1]]);
    let missing = json(&folder.tonghop("status", &["--json"]));
    let missing = missing["units"].as_array().expect("units").iter();
    let mut missing = missing.filter(|u| u["file"].is_null());
    let unit = missing.next().expect("a unit without a return");
    let unit = unit["code"].as_str().expect("a code");
    there_and_back(&folder, "without", &[unit, why[0], why[1]]);
    let waits = ids(&folder, "NHAN-01").into_iter().next().expect("one");
    there_and_back(&folder, "accept", &[&waits, why[0], why[1]]);
    put(&folder, "kế hoạch.docx", b"PK");
    folder.tonghop("ingest", &[]);
    there_and_back(&folder, "ignore", &["kế hoạch.docx", why[0], why[1]]);
}

#[test]
fn a_file_that_was_given_to_a_unit_is_again_whose_it_was() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    // The only return of one commune takes the place of another's; its own is used once more by name.
    there_and_back(&folder, "assign", &[MINH, "16393"]);
    // A file that says nothing of whose it is.
    let bytes = std::fs::read(folder.file("2-nhan-ve").join(OWN)).expect("a return");
    put(&folder, "la.xlsx", &bytes[..bytes.len() / 2]);
    folder.tonghop("ingest", &[]);
    there_and_back(&folder, "assign", &["la.xlsx", "16399"]);
}

#[test]
fn returns_that_were_placed_anew_because_of_it_stand_as_before() {
    // The commune's own return; one of the 20th waits beside one of November 10th.
    for declined in [false, true] {
        let folder = Folder::sample();
        let own = taken_out(&folder);
        take_saved(&folder, ("nhầm.xlsx", "88", "2020-11-10"), &own);
        take_saved(&folder, ("cũ.xlsx", "77", "2020-10-20"), &own);
        let waiting = ids(&folder, "NHAN-01");
        if declined {
            folder.tonghop("accept", &[&waiting[0], "--reason", "bản cũ gửi nhầm"]);
        }
        there_and_back(&folder, "assign", &["nhầm.xlsx", "16399"]);
        if !declined {
            // The one that waits is used, which can be taken back too.
            there_and_back(&folder, "assign", &["cũ.xlsx", "16393"]);
        }
    }
}

#[test]
fn a_return_that_waits_beside_one_the_officer_chose_waits_again_beside_it() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let own = taken_out(&folder);
    for (name, count, day) in [
        ("ba.xlsx", "23", "2020-11-12"),
        ("hai.xlsx", "22", "2020-11-11"),
        ("mot.xlsx", "21", "2020-11-10"),
    ] {
        take_saved(&folder, (name, count, day), &own);
    }
    // The earliest counts by decision: by the rules alone the one saved after it would take its place.
    assert_eq!(folder.tonghop("use", &["16393", "mot.xlsx"]).code, 0);
    there_and_back(&folder, "assign", &[MINH, "16393"]);
    let now = status(&folder);
    let [left] = &now["waiting"].as_array().expect("a list")[..] else {
        panic!("{now:#}");
    };
    assert_eq!(
        (&left["file"], &left["before"]),
        (&"hai.xlsx".into(), &"mot.xlsx".into())
    );
}

#[test]
fn a_return_that_came_since_is_placed_beside_what_counts_again() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let own = std::fs::read(folder.file("2-nhan-ve").join(OWN)).expect("a return");
    folder.tonghop("assign", &[MINH, "16393"]);
    // Saved before the file that was taken for it: it waits beside that.
    take_saved(&folder, ("cũ.xlsx", "77", "2020-10-01"), &own);
    assert_eq!(ids(&folder, "NHAN-01").len(), 1);
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    let all = status(&folder);
    let units = all["units"].as_array().expect("units");
    let unit = units.iter().find(|u| u["code"] == "16393");
    assert_eq!(unit.expect("the commune")["file"], OWN);
    assert_eq!(ids(&folder, "NHAN-01").len(), 1, "it is not lost");
    assert_eq!(all["waiting"][0]["before"], OWN, "{all:#}");
}

#[test]
fn what_cannot_be_taken_back_is_refused_with_the_reason() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let said = folder.tonghop("undo", &[]);
    assert!(said.out.contains("Chưa có quyết định nào"), "{}", said.out);
    let refused = |act: &str, part: &str| {
        let said = folder.tonghop("undo", &[act]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains(part), "{part}: {}", said.err);
    };
    refused("1", "trong sổ chưa có quyết định nào");
    folder.tonghop("assign", &[MINH, "16393"]);
    folder.tonghop("assign", &[MINH, "16399"]);
    refused("7", "việc gần nhất là số 2");
    refused("0", "Không có việc số 0");
    refused("1", "việc số 2 sau đó quyết định lại");
    assert_eq!(folder.tonghop("undo", &["2"]).code, 0);
    refused("2", "đã được");
    refused("3", "chính là việc hủy số 2");
    let said = folder.tonghop("undo", &[]);
    assert!(said.out.contains("1  16/11/2020 00:00"), "{}", said.out);
    assert!(!said.out.contains("2  16/11/2020"), "{}", said.out);
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{said:?}");
}

#[test]
fn a_final_tells_what_changed_since_when_a_decision_behind_it_is_taken_back() {
    let folder = Folder::sample();
    taken_out(&folder);
    folder.tonghop(
        "without",
        &["Đông Yên", "--reason", "xã đang khắc phục bão"],
    );
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let signed = folder.contents("4-ket-qua");
    let signed = signed.iter().find(|(name, _)| name == "bao-cao.docx");
    let signed = signed.expect("a final").clone();
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("Xã Đông Yên"), "{}", said.out);
    assert!(folder.contents("4-ket-qua").contains(&signed));
}

#[test]
fn to_wait_for_a_unit_again_takes_back_that_decision_and_no_later_one() {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("2-nhan-ve").join(MINH)).expect("taken away");
    folder.tonghop("ingest", &[]);
    let why = ["--reason", "đang chuyển trụ sở"];
    folder.tonghop("without", &["16399", why[0], why[1]]);
    let note = status(&folder)["findings"][0]["id"].clone();
    let note = note.as_str().expect("a finding");
    assert_eq!(folder.tonghop("accept", &[note, why[0], why[1]]).code, 0);
    let said = folder.tonghop("without", &["16399", "--undo"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(acts(&folder), [(1, Some(3)), (2, None), (3, None)]);
    let now = status(&folder);
    assert_eq!(now["findings"][0]["state"], "Accepted");
    let mut units = now["units"].as_array().expect("units").iter();
    let unit = units.find(|unit| unit["code"] == "16399");
    assert_eq!(unit.expect("the unit")["state"], "late");
    let again = folder.tonghop("without", &["16399", "--undo"]);
    assert_eq!(again.code, 2, "{again:?}");
}
