//! Deadlines: who sent late is told wherever the state of the units is, and more time for a unit is a decision.

use crate::campaign_run::{Folder, Said};
use crate::combined::unit;
use crate::package;
use crate::standing::{json, put, saved, taken_out};
use serde_json::Value;

const WHY: [&str; 2] = ["--reason", "xã báo mất điện, lãnh đạo đồng ý"];

fn status(folder: &Folder) -> Value {
    json(&folder.tonghop("status", &["--json"]))
}

fn refused(said: &Said, part: &str) {
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains(part), "{part}: {}", said.err);
}

/// The sample where one commune's return was saved at these times, under a name each.
fn sent_at(times: &[Option<&str>]) -> Folder {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    for (number, time) in times.iter().enumerate() {
        put(&folder, &format!("{number}.xlsx"), &saved(&own, *time));
        folder.tonghop("ingest", &[]);
    }
    folder
}

#[test]
fn who_surely_sent_after_the_deadline_is_told() {
    // The deadline is 05/11/2020, Vietnam's time; what is said of a time that was to come proves nothing.
    for (times, late) in [
        (&[Some("2020-11-08T03:00:00Z")][..], Some("08/11/2020")),
        (&[Some("2020-11-05T18:30:00Z")], Some("06/11/2020")),
        (&[Some("2020-11-05T16:30:00Z")], None),
        (&[Some("2020-12-08T03:00:00Z")], None),
        (&[None], None),
        (
            &[Some("2020-11-04T03:00:00Z"), Some("2020-11-09T03:00:00Z")],
            None,
        ),
        (&[None, Some("2020-11-09T03:00:00Z")], None),
        (
            &[Some("2020-11-08T03:00:00Z"), Some("2020-11-09T03:00:00Z")],
            Some("08/11/2020"),
        ),
    ] {
        let folder = sent_at(times);
        let told = unit(&status(&folder))["sent_late"].clone();
        assert_eq!(told.as_str(), late, "{times:?}");
    }
}

#[test]
fn late_units_stand_in_status_overview_and_report_and_more_time_mends_it() {
    let folder = sent_at(&[Some("2020-11-08T03:00:00Z")]);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "late is not missing: {}", said.out);
    let told = folder.tonghop("status", &[]).out;
    assert!(told.contains("Gửi muộn: 1 đơn vị"), "{told}");
    let sentence = "01 đơn vị gửi số liệu sau thời hạn: xã Đông Yên (ngày 08/11/2020).";
    let report = folder.report("bao-cao.docx").join("\n");
    assert!(report.contains(sentence), "{report}");
    let workbook = std::fs::read(folder.file("4-ket-qua/tong-hop.xlsx")).expect("a workbook");
    let parts = package::parts(&workbook);
    let words = parts
        .iter()
        .find(|(name, _)| name == "xl/sharedStrings.xml");
    let words = String::from_utf8_lossy(&words.expect("texts").1);
    assert!(words.contains("Gửi muộn: 08/11/2020"), "{words}");

    let extend = |until: &str| folder.tonghop("extend", &["Đông Yên", until, WHY[0], WHY[1]]);
    refused(&extend("05/11/2020"), "phải sau ngày đó");
    refused(&extend("1/12/2020"), "muộn hơn hạn nộp báo cáo");
    refused(&extend("31/11/2020"), "31/11/2020");
    refused(
        &folder.tonghop("extend", &["Đông Yên", "10/11/2020", "--reason", "."]),
        "lý do",
    );
    refused(
        &folder.tonghop("extend", &["99999", "10/11/2020", WHY[0], WHY[1]]),
        "99999",
    );
    let said = extend("10/11/2020");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out
            .contains("đến hết ngày 10/11/2020 (trước là ngày 05/11/2020)"),
        "{}",
        said.out
    );
    let now = status(&folder);
    assert_eq!(unit(&now)["sent_late"], Value::Null);
    assert_eq!(unit(&now)["deadline"], "10/11/2020");
    refused(&extend("09/11/2020"), "đang là ngày 10/11/2020");
    let log = folder.tonghop("log", &["--unit", "16393"]).out;
    assert!(
        log.contains("Gia hạn cho Xã Đông Yên đến hết ngày 10/11/2020") && log.contains(WHY[1]),
        "{log}"
    );
    folder.tonghop("report", &[]);
    let report = folder.report("bao-cao-lan-2.docx").join("\n");
    assert!(!report.contains("sau thời hạn"), "{report}");
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    assert_eq!(unit(&status(&folder))["sent_late"], "08/11/2020");
}

#[test]
fn a_unit_with_more_time_is_not_late_and_its_letters_name_its_own_day() {
    let folder = Folder::sample();
    taken_out(&folder);
    folder.tonghop_on("2020-11-07", "ingest", &[]);
    let state = || {
        let said = folder.tonghop_on("2020-11-07", "status", &["--json"]);
        unit(&json(&said))["state"].as_str().map(str::to_owned)
    };
    assert_eq!(state().as_deref(), Some("late"));
    let arguments = ["16393", "12/11/2020", WHY[0], WHY[1]];
    let said = folder.tonghop_on("2020-11-07", "extend", &arguments);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(state().as_deref(), Some("missing"));
    folder.tonghop_on("2020-11-07", "report", &[]);
    let draft = folder.report("bao-cao_du-thao.docx").join("\n");
    assert!(draft.contains("12/11/2020"), "{draft}");
    // The ledger was lost and is made again: the decision comes back with it.
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(folder.tonghop_on("2020-11-07", "rebuild", &[]).code, 0);
    assert_eq!(state().as_deref(), Some("missing"));
}
