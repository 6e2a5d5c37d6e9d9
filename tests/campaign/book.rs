//! The book of a campaign: what came, what was decided and by whom, what was asked, what was written.

use crate::campaign_run::Folder;
use serde_json::Value;
use tonghop::store::folder::write_whole;

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";

fn events(folder: &Folder, arguments: &[&str]) -> Vec<(String, String)> {
    let mut all = vec!["--json"];
    all.extend(arguments);
    let said = folder.tonghop("log", &all);
    assert_eq!(said.code, 0, "{}", said.err);
    let said: Value = serde_json::from_str(&said.out).expect("JSON");
    let events = said["events"].as_array().expect("events").iter();
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    events
        .map(|e| (word(&e["what"]), word(&e["said"])))
        .collect()
}

#[test]
fn the_book_tells_in_order_what_happened_and_who_decided_why() {
    let folder = Folder::sample();
    assert_eq!(events(&folder, &[]), []);
    let own = folder.file("2-nhan-ve").join(OWN);
    let bytes = std::fs::read(&own).expect("a return");
    write_whole(&own, &bytes[..bytes.len() / 2]).expect("written");
    folder.tonghop("run", &[]);
    let reason = ["--reason", "xã đang khắc phục bão"];
    let done = folder.tonghop_on("2020-11-17", "without", &["Đông Yên", reason[0], reason[1]]);
    assert_eq!(done.code, 0, "{}", done.err);
    folder.tonghop_on("2020-11-18", "run", &[]);

    let all = events(&folder, &[]);
    let kinds: Vec<&str> = all.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!(kinds.iter().filter(|k| **k == "received").count(), 15);
    let asked = kinds.iter().position(|k| *k == "asked").expect("asked");
    let decided = kinds.iter().position(|k| *k == "decided").expect("decided");
    let written = kinds
        .iter()
        .rposition(|k| *k == "written")
        .expect("written");
    assert!(asked < decided && decided < written, "{all:?}");

    let of_unit = events(&folder, &["--unit", "16393"]);
    assert!(of_unit.len() < all.len());
    let said: Vec<&str> = of_unit.iter().map(|(_, said)| said.as_str()).collect();
    for part in [
        "Nhận 16393_xa-Dong-Yen_CNTT-2020.xlsx của Xã Đông Yên",
        "Lập biểu bổ sung cho Xã Đông Yên: 1 nội dung",
        "Tổng hợp không chờ Xã Đông Yên: xã đang khắc phục bão (người quyết định: ",
    ] {
        assert!(said.iter().any(|s| s.contains(part)), "{part} in {said:?}");
    }
    let said = folder.tonghop("log", &["--unit", "không có"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("không có"), "{}", said.err);
    let screen = folder.tonghop("log", &[]);
    assert!(screen.out.contains("17/11/2020 00:00  "), "{}", screen.out);
}
