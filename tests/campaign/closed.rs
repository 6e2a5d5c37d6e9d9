//! Once the figures are closed, what comes later waits, is told, holds no final of what was closed, and counts only by a
//! decision that says why.

use crate::campaign_run::{Folder, Said};
use crate::combined::{answer, changed, unit};
use crate::standing::{ids, json, put, taken_out};
use serde_json::Value;

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
const WHY: [&str; 2] = ["--reason", "lãnh đạo đồng ý bổ sung"];

fn status(folder: &Folder) -> Value {
    json(&folder.tonghop("status", &["--json"]))
}

fn refused(said: &Said, part: &str) {
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains(part), "{part}: {}", said.err);
}

#[test]
fn a_later_return_waits_and_the_final_is_of_what_was_closed() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let own = std::fs::read(folder.file("2-nhan-ve").join(OWN)).expect("a return");
    let before = answer(&folder, "can_bo");
    let said = folder.tonghop("close", &[]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("15/15 đơn vị"), "{}", said.out);
    refused(&folder.tonghop("close", &[]), "Số liệu đã được");
    put(
        &folder,
        "muon.xlsx",
        &changed(&own, &[("can_bo", "25")], 12),
    );
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "what was closed is whole: {}", said.out);
    assert!(
        said.out.contains("đến sau khi chốt số liệu"),
        "{}",
        said.out
    );
    assert_eq!(answer(&folder, "can_bo"), before);
    assert!(folder.file("4-ket-qua/bao-cao.docx").is_file());
    let told = folder.tonghop("status", &[]).out;
    assert!(told.contains("Số liệu đã chốt lúc"), "{told}");
    assert_eq!(ids(&folder, "NHAN-01").len(), 1);
    // The same bytes of what counts ask nothing.
    put(&folder, "giong.xlsx", &changed(&own, &[], 13));
    folder.tonghop("ingest", &[]);
    assert_eq!(ids(&folder, "NHAN-01").len(), 1);
    let take_in = ["muon.xlsx", "16393"];
    refused(&folder.tonghop("assign", &take_in), "cần ghi lý do");
    refused(
        &folder.tonghop("use", &["16393", "muon.xlsx"]),
        "cần ghi lý do",
    );
    let said = folder.tonghop("use", &["16393", "muon.xlsx", WHY[0], WHY[1]]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(answer(&folder, "can_bo").0, "muon.xlsx");
    let log = folder.tonghop("log", &[]).out;
    assert!(
        log.contains("Chốt số liệu") && log.contains(WHY[1]),
        "{log}"
    );
}

#[test]
fn the_first_return_of_a_unit_waits_too_until_the_close_is_taken_back() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    folder.tonghop("ingest", &[]);
    folder.tonghop("close", &[]);
    put(&folder, OWN, &own);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "a unit is missing: {}", said.out);
    let now = status(&folder);
    assert_eq!(unit(&now)["state"], "after_close");
    let draft = folder.report("bao-cao_du-thao.docx").join("\n");
    let obstacle = format!("Xã Đông Yên gửi biểu {OWN} sau khi chốt số liệu");
    assert!(draft.contains(&obstacle), "{draft}");
    assert!(!draft.contains("chưa gửi biểu"), "{draft}");
    // Without the unit the final is whole; with the close taken back the return counts as if nothing had been.
    let said = folder.tonghop("without", &["16393", WHY[0], WHY[1]]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    assert_eq!(folder.tonghop("undo", &["2"]).code, 0);
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    assert_eq!(answer(&folder, "can_bo").0, OWN);
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(folder.tonghop("rebuild", &[]).code, 0);
    assert_eq!(answer(&folder, "can_bo").0, OWN, "made again");
}

#[test]
fn a_ledger_that_is_made_again_knows_that_the_figures_are_closed() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    folder.tonghop("ingest", &[]);
    folder.tonghop("close", &[WHY[0], "họp giao ban"]);
    put(&folder, OWN, &own);
    folder.tonghop("ingest", &[]);
    let before = status(&folder);
    assert_eq!(before["waiting"].as_array().map(Vec::len), Some(1));
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(folder.tonghop("rebuild", &[]).code, 0);
    assert_eq!(status(&folder), before);
    let said = folder.tonghop("assign", &[OWN, "16393", WHY[0], WHY[1]]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(unit(&status(&folder))["state"], "answered");
}
