//! A half answer, in which only the mended cells are filled, is combined with the return in force: each answer keeps its
//! source, nothing that was kept is lost, and everything can be taken back.

use crate::campaign_run::{Folder, Said, typed_into};
use crate::standing::{ids, json, put, saved, taken_out};
use crate::undone::there_and_back;
use serde_json::Value;
use tonghop::kit;
use tonghop::layout::Layout;

/// A return of the sample, and the code of its commune.
const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
const UNIT: &str = "16393";

/// The commune's form with these fields filled and all others blank, saved on a day of November.
pub(super) fn half(own: &[u8], filled: &[(&str, &str)], day: u32) -> Vec<u8> {
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = kit.form("xa").expect("the commune form");
    let layout = Layout::of(&kit, form);
    let spots = layout.fields.iter().map(|spot| {
        let said = filled.iter().find(|(id, _)| spot.field == *id);
        let text = said.map_or(String::new(), |(_, text)| (*text).to_owned());
        ((spot.sheet.clone(), spot.row, spot.col), text)
    });
    let bytes = typed_into(own, &spots.collect::<Vec<_>>());
    saved(&bytes, Some(&format!("2020-11-{day:02}T08:00:00Z")))
}

/// The commune's form with other answers in these fields.
pub(super) fn changed(own: &[u8], fields: &[(&str, &str)], day: u32) -> Vec<u8> {
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let layout = Layout::of(&kit, kit.form("xa").expect("the commune form"));
    let spots = fields.iter().map(|(id, text)| {
        let spot = layout.field(id).expect("a field");
        ((spot.sheet.clone(), spot.row, spot.col), (*text).to_owned())
    });
    let bytes = typed_into(own, &spots.collect::<Vec<_>>());
    saved(&bytes, Some(&format!("2020-11-{day:02}T08:00:00Z")))
}

/// Ids of what keeps a final back in the commune's return.
pub(super) fn open(folder: &Folder) -> Vec<String> {
    let all = status(folder);
    let findings = all["findings"].as_array().expect("findings").iter();
    let open =
        findings.filter(|f| f["unit"] == UNIT && f["state"] == "Open" && f["code"] != "NHAN-01");
    open.map(|f| f["id"].as_str().expect("an id").to_owned())
        .collect()
}

fn status(folder: &Folder) -> Value {
    json(&folder.tonghop("status", &["--json"]))
}

pub(super) fn unit(status: &Value) -> &Value {
    let mut units = status["units"].as_array().expect("units").iter();
    units.find(|u| u["code"] == UNIT).expect("the commune")
}

/// File and value of the commune's answer to a field.
pub(super) fn answer(folder: &Folder, field: &str) -> (String, String) {
    let explained = json(&folder.tonghop("explain", &[&format!("xa.{field}"), "--json"]));
    let all = explained["figure"]["contributions"]
        .as_array()
        .expect("answers")
        .iter();
    let mut all = all.filter(|c| c["unit"] == UNIT);
    let one = all.next().unwrap_or_else(|| panic!("{explained:#}"));
    let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
    (text("file"), text("raw"))
}

/// A campaign in which the commune's return counts and a half answer of it waits.
pub(super) fn waiting(filled: &[(&str, &str)]) -> (Folder, Vec<u8>) {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let own = std::fs::read(folder.file("2-nhan-ve").join(OWN)).expect("a return");
    put(&folder, "bo-sung.xlsx", &half(&own, filled, 12));
    let said = folder.tonghop("ingest", &[]);
    assert!(said.out.contains("để trống"), "{}", said.out);
    (folder, own)
}

fn combine(folder: &Folder, file: &str) -> Said {
    folder.tonghop("combine", &[UNIT, file])
}

#[test]
fn what_is_filled_counts_and_the_rest_is_kept_each_with_its_own_source() {
    let (folder, own) = waiting(&[
        ("may_de_ban", "16"),
        ("may_de_ban_hd", "16"),
        ("may_xach_tay", "2"),
        ("may_xach_tay_hd", "2"),
    ]);
    let told = folder.tonghop("status", &[]).out;
    let first = told.find("tonghop combine").expect("combine is offered");
    assert!(
        first < told.find("tonghop use").expect("then the file"),
        "{told}"
    );
    there_and_back(&folder, "combine", &[UNIT, "bo-sung.xlsx"]);
    let said = combine(&folder, "bo-sung.xlsx");
    assert_eq!(said.code, 0, "{said:?}");
    let line = "(4 ô khác trước), các ô còn lại giữ theo 16393_xa-Dong-Yen_CNTT-2020.xlsx";
    assert!(said.out.contains(line), "{}", said.out);
    let of = |file: &str, raw: &str| (file.to_owned(), raw.to_owned());
    assert_eq!(answer(&folder, "may_de_ban"), of("bo-sung.xlsx", "16"));
    assert_eq!(answer(&folder, "may_tinh"), of(OWN, "18"));
    assert_eq!(
        ids(&folder, "TT-01"),
        Vec::<String>::new(),
        "nothing is blank"
    );
    let now = status(&folder);
    assert_eq!(unit(&now)["combined_with"][0], "bo-sung.xlsx");
    assert_eq!(now["waiting"], Value::Array(Vec::new()));
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}", said.out);
    let texts = crate::selection_kept::texts(&folder, "4-ket-qua/tong-hop.xlsx");
    assert!(texts.contains("bo-sung.xlsx") && texts.contains(&format!("{OWN} + bo-sung.xlsx")));

    // The whole return that comes later takes the place of both.
    put(
        &folder,
        "moi.xlsx",
        &saved(&own, Some("2020-11-14T08:00:00Z")),
    );
    let said = folder.tonghop("ingest", &[]);
    let replaced = format!("{OWN} + bo-sung.xlsx");
    assert!(said.out.contains(&replaced), "{}", said.out);
    assert_eq!(answer(&folder, "may_de_ban").0, "moi.xlsx");
    assert_eq!(
        unit(&status(&folder))["combined_with"],
        Value::Array(Vec::new())
    );
}

#[test]
fn rules_are_judged_on_the_combined_values_and_what_was_accepted_on_kept_ones_holds() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    // Hardly possible, and a total that is not the sum.
    let kit_cells = [("may_de_ban", "30"), ("may_hong", "20")];
    put(&folder, "dau.xlsx", &changed(&own, &kit_cells, 10));
    folder.tonghop("ingest", &[]);
    let broken = open(&folder);
    assert!(broken.len() > 1, "{broken:?}");
    for id in broken.iter().filter(|id| !id.contains("X-MAY-01")) {
        folder.tonghop("accept", &[id, "--reason", "đã hỏi xã"]);
    }
    assert_eq!(open(&folder), ["16393-X-MAY-01"]);
    put(
        &folder,
        "sua.xlsx",
        &half(&own, &[("may_de_ban", "17")], 12),
    );
    folder.tonghop("ingest", &[]);
    assert_eq!(combine(&folder, "sua.xlsx").code, 0);
    assert_eq!(open(&folder), Vec::<String>::new(), "mended, and accepted");
    // A half answer that breaks a rule with a kept value is told with both files.
    put(
        &folder,
        "hong.xlsx",
        &half(&own, &[("may_xach_tay", "5")], 13),
    );
    folder.tonghop("ingest", &[]);
    assert_eq!(combine(&folder, "hong.xlsx").code, 0);
    let told = folder.tonghop("status", &[]).out;
    assert!(told.contains("dau.xlsx + sua.xlsx + hong.xlsx"), "{told}");
    assert!(
        told.contains("(hong.xlsx): 5") && told.contains("(sua.xlsx): 17"),
        "{told}"
    );
    let of = answer(&folder, "may_de_ban");
    assert_eq!(of, ("sua.xlsx".to_owned(), "17".to_owned()));
}

#[test]
fn another_half_answer_waits_on_and_is_combined_over_the_combined() {
    let (folder, own) = waiting(&[("may_de_ban", "20"), ("may_tinh", "21")]);
    put(&folder, "hai.xlsx", &half(&own, &[("can_bo", "22")], 13));
    folder.tonghop("ingest", &[]);
    assert_eq!(ids(&folder, "NHAN-01").len(), 2);
    assert_eq!(combine(&folder, "bo-sung.xlsx").code, 0);
    assert_eq!(
        ids(&folder, "NHAN-01").len(),
        1,
        "the other one is not lost"
    );
    let told = folder.tonghop("status", &[]).out;
    assert!(told.contains(&format!("{OWN} + bo-sung.xlsx")), "{told}");
    assert_eq!(combine(&folder, "hai.xlsx").code, 0);
    assert_eq!(answer(&folder, "can_bo").0, "hai.xlsx");
    assert_eq!(answer(&folder, "may_de_ban").0, "bo-sung.xlsx");
    let refused = folder.tonghop("undo", &["1"]);
    assert_eq!(refused.code, 2, "the second stands on it");
    for (act, left) in [("2", 1), ("1", 2)] {
        assert_eq!(folder.tonghop("undo", &[act]).code, 0);
        assert_eq!(ids(&folder, "NHAN-01").len(), left, "after {act}");
    }
    assert_eq!(answer(&folder, "may_de_ban").0, OWN);
}

#[test]
fn a_half_answer_that_is_given_to_another_unit_is_no_part_of_the_return_any_more() {
    let (folder, _) = waiting(&[("may_de_ban", "16"), ("can_bo", "22")]);
    let before = answer(&folder, "can_bo");
    assert_eq!(combine(&folder, "bo-sung.xlsx").code, 0);
    assert_eq!(answer(&folder, "can_bo").0, "bo-sung.xlsx");
    let said = folder.tonghop("assign", &["bo-sung.xlsx", "16399"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(answer(&folder, "can_bo"), before);
    let now = status(&folder);
    assert_eq!(unit(&now)["combined_with"], Value::Array(Vec::new()));
}

#[test]
fn what_cannot_be_combined_is_refused_with_the_reason() {
    let (folder, own) = waiting(&[("may_de_ban", "20")]);
    let refused = |unit: &str, file: &str, part: &str| {
        let said = folder.tonghop("combine", &[unit, file]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains(part), "{part}: {}", said.err);
    };
    refused("16399", "bo-sung.xlsx", "là của Xã Đông Yên");
    refused(UNIT, OWN, "chính là biểu đang dùng");
    refused(UNIT, "khong-co.xlsx", "khong-co.xlsx");
    put(&folder, "hong.xlsx", &own[..own.len() / 2]);
    folder.tonghop("ingest", &[]);
    refused(UNIT, "hong.xlsx", "chưa đọc được câu trả lời nào");
    let same = answer(&folder, "may_de_ban").1;
    put(
        &folder,
        "cu.xlsx",
        &half(&own, &[("may_de_ban", &same)], 11),
    );
    folder.tonghop("ingest", &[]);
    refused(UNIT, "cu.xlsx", "không có ô nào khác");
    let waits = ids(&folder, "NHAN-01");
    let id = folder.tonghop("status", &[]).out;
    assert!(waits.len() == 2 && id.contains("bo-sung.xlsx"), "{id}");
    for id in &waits {
        folder.tonghop("accept", &[id, "--reason", "giữ biểu trước"]);
    }
    refused(UNIT, "bo-sung.xlsx", "tonghop undo");
    folder.tonghop("undo", &["2"]);
    folder.tonghop("undo", &["1"]);
    let said = combine(&folder, "bo-sung.xlsx");
    assert_eq!(said.code, 0, "{said:?}");
    refused(UNIT, "bo-sung.xlsx", "đã được kết hợp");
    put(
        &folder,
        "moi.xlsx",
        &saved(&own, Some("2020-11-14T08:00:00Z")),
    );
    folder.tonghop("ingest", &[]);
    refused(UNIT, "bo-sung.xlsx", "không còn chờ quyết định");
}
