//! Which return of a unit counts, and what becomes of the others: nothing is passed over in silence, and what the
//! officer decided about one file holds for no other.

use crate::campaign_run::{Folder, Said, typed_into};
use crate::package;
use serde_json::Value;
use std::path::Path;
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::store::folder::write_whole;
use tonghop::value::Kind;

/// A return of the sample.
const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";

fn original(folder: &Folder) -> Vec<u8> {
    std::fs::read(folder.file("2-nhan-ve").join(OWN)).expect("a return")
}

pub(super) fn put(folder: &Folder, name: &str, bytes: &[u8]) {
    write_whole(&folder.file("2-nhan-ve").join(name), bytes).expect("written");
}

fn take(folder: &Folder, name: &str) {
    std::fs::remove_file(folder.file("2-nhan-ve").join(name)).expect("taken away");
}

fn truncated(bytes: &[u8], by: usize) -> Vec<u8> {
    bytes[..bytes.len() - by].to_vec()
}

/// The workbook with another first count.
fn with_count(bytes: &[u8], count: &str) -> Vec<u8> {
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = kit.form("xa").expect("the commune form");
    let layout = Layout::of(&kit, form);
    let field = form.fields().find(|f| *f.kind() == Kind::Count);
    let spot = layout
        .field(&field.expect("a count").id())
        .expect("a place");
    let place = (spot.sheet.clone(), spot.row, spot.col);
    typed_into(bytes, &[(place, count.to_owned())])
}

/// The workbook saved at another time, or never.
pub(super) fn saved(bytes: &[u8], at: Option<&str>) -> Vec<u8> {
    package::changed_texts(bytes, |name, xml| {
        if name != "docProps/core.xml" {
            return xml;
        }
        let (before, after) = xml.split_once("<dcterms:modified").expect("a time");
        let (_, after) = after.split_once("</dcterms:modified>").expect("its end");
        let time = at.map_or(String::new(), |at| {
            format!("<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:modified>")
        });
        format!("{before}{time}{after}")
    })
}

/// The commune's own return, which is no more in the inbox.
pub(super) fn taken_out(folder: &Folder) -> Vec<u8> {
    let own = original(folder);
    std::fs::remove_file(folder.file("2-nhan-ve").join(OWN)).expect("removed");
    own
}

/// Takes in a return with another count that was saved at eight o'clock (UTC) of a day.
pub(super) fn take_saved(folder: &Folder, (name, count, day): (&str, &str, &str), own: &[u8]) {
    let moment = format!("{day}T08:00:00Z");
    put(folder, name, &saved(&with_count(own, count), Some(&moment)));
    folder.tonghop("ingest", &[]);
}

/// The file that counts for the commune, by what `status --json` says.
fn in_force(status: &Value) -> &Value {
    let units = status["units"].as_array().expect("units");
    let unit = units.iter().find(|u| u["code"] == "16393");
    &unit.expect("the commune")["file"]
}

pub(super) fn json(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("no JSON: {said:?}"))
}

fn of<'a>(all: &'a Value, list: &str, file: &str) -> &'a Value {
    let mut files = all[list].as_array().expect("a list").iter();
    let found = files.find(|f| f["file"] == file);
    found.unwrap_or_else(|| panic!("no {file} in {all:#}"))
}

/// Ids of findings of a code that count now.
pub(super) fn ids(folder: &Folder, code: &str) -> Vec<String> {
    let all = json(&folder.tonghop("status", &["--json"]));
    let findings = all["findings"].as_array().expect("a list").iter();
    findings
        .filter(|f| f["code"] == code && (f["state"] == "Open" || f["state"] == "Asked"))
        .map(|f| f["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn a_unit_whose_file_cannot_be_used_is_not_told_to_have_sent_nothing() {
    let folder = Folder::sample();
    let broken = truncated(&original(&folder), 9000);
    put(&folder, OWN, &broken);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    let told = "Xã Đông Yên đã gửi tệp nhưng chưa có biểu nào dùng được (hạn 05/11/2020).";
    let draft = folder.report("bao-cao_du-thao.docx").join("\n");
    assert!(draft.contains(told), "{draft}");
    assert!(!said.out.contains("chưa gửi biểu"), "{}", said.out);
    take(&folder, OWN);
    let said = folder.tonghop("run", &[]);
    assert!(said.out.contains("Xã Đông Yên"), "{}", said.out);
}

#[test]
fn what_was_accepted_about_one_file_does_not_hold_for_the_next() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let whole = original(&folder);
    put(&folder, "16393 v2.xlsx", &truncated(&whole, 900));
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}", said.out);
    let first = ids(&folder, "TEP-04");
    assert_eq!(first.len(), 1, "{first:?}");
    let accepted = folder.tonghop("accept", &[&first[0], "--reason", "đã có bản tốt"]);
    assert_eq!(accepted.code, 0, "{}", accepted.err);
    assert_eq!(folder.tonghop("run", &[]).code, 0);

    put(&folder, "16393 v3.xlsx", &truncated(&whole, 1000));
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("16393 v3.xlsx"), "{}", said.out);
    // Both at once have names of their own.
    put(&folder, "16393 v4.xlsx", &truncated(&whole, 1100));
    folder.tonghop("run", &[]);
    let both = ids(&folder, "TEP-04");
    assert!(both.len() == 2 && both[0] != both[1], "{both:?}");
}

#[test]
fn of_files_that_came_together_a_broken_one_is_told_whatever_its_name() {
    for (broken, good) in [
        ("16393 a.xlsx", "16393 b.xlsx"),
        ("16393 b.xlsx", "16393 a.xlsx"),
    ] {
        let folder = Folder::sample();
        let whole = original(&folder);
        take(&folder, OWN);
        put(&folder, good, &whole);
        put(&folder, broken, &truncated(&whole, 900));
        let said = folder.tonghop("ingest", &["--json"]);
        assert_eq!(said.code, 1, "{broken}");
        let found = json(&said);
        assert_eq!(of(&found, "findings", broken)["code"], "TEP-04");
        assert_eq!(of(&found, "files", good)["standing"], "in_force");
    }
}

#[test]
fn times_are_compared_as_moments_and_not_as_texts() {
    // Without a zone it is Vietnam's time: 04:00 UTC, earlier than 08:00 UTC though the text is the greater one.
    let folder = Folder::sample();
    let bytes = original(&folder);
    take(&folder, OWN);
    let local = with_count(&saved(&bytes, Some("2020-10-30T11:00:00")), "77");
    let utc = saved(&bytes, Some("2020-10-30T08:00:00Z"));
    put(&folder, "a.xlsx", &local);
    put(&folder, "b.xlsx", &utc);
    let said = json(&folder.tonghop("ingest", &["--json"]));
    assert_eq!(of(&said, "files", "b.xlsx")["standing"], "replaced_earlier");

    // What is no moment is as good as nothing: the return that came later counts.
    let folder = Folder::sample();
    put(
        &folder,
        "c.xlsx",
        &with_count(&saved(&bytes, Some("0000")), "77"),
    );
    take(&folder, OWN);
    put(
        &folder,
        "d.xlsx",
        &saved(&bytes, Some("2020-10-30T08:00:00Z")),
    );
    let said = json(&folder.tonghop("ingest", &["--json"]));
    assert_eq!(of(&said, "files", "d.xlsx")["standing"], "in_force");
    assert_eq!(
        of(&said, "files", "c.xlsx")["standing"],
        "waits_for_decision"
    );
}

#[test]
fn of_two_versions_that_came_together_one_without_a_time_waits() {
    for (timeless, timed) in [("a.xlsx", "b.xlsx"), ("b.xlsx", "a.xlsx")] {
        let folder = Folder::sample();
        let bytes = original(&folder);
        take(&folder, OWN);
        put(&folder, timeless, &with_count(&saved(&bytes, None), "77"));
        put(&folder, timed, &saved(&bytes, Some("2020-10-30T08:00:00Z")));
        let said = folder.tonghop("ingest", &["--json"]);
        assert_eq!(said.code, 1);
        let said = json(&said);
        assert_eq!(of(&said, "files", timed)["standing"], "in_force");
        let waits = of(&said, "files", timeless);
        assert_eq!(waits["standing"], "waits_for_decision");
        assert!(
            waits["why"]
                .as_str()
                .expect("why")
                .contains("không ghi thời điểm lưu")
        );
    }
}

/// A return in which a cell of the hidden sheet says something else.
fn with_hidden(bytes: &[u8], key_row: u32, value: &str) -> Vec<u8> {
    typed_into(
        bytes,
        &[(("_tonghop".to_owned(), key_row, 1), value.to_owned())],
    )
}

#[test]
fn a_later_return_whose_token_the_campaign_never_gave_waits() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let later = saved(&original(&folder), Some("2020-11-10T08:00:00Z"));
    let token = "0123456789abcdef0123456789abcdef";
    put(
        &folder,
        "sau.xlsx",
        &with_hidden(&with_count(&later, "77"), 7, token),
    );
    let said = json(&folder.tonghop("ingest", &["--json"]));
    let waits = of(&said, "files", "sau.xlsx");
    assert_eq!(waits["standing"], "waits_for_decision", "{waits}");
    assert!(
        waits["why"].as_str().expect("why").contains("mã nhận dạng"),
        "{waits}"
    );
    // The same one as it was issued takes the place of the earlier one.
    put(&folder, "sau nữa.xlsx", &with_count(&later, "78"));
    let said = json(&folder.tonghop("ingest", &["--json"]));
    let replaced = of(&said, "files", "sau nữa.xlsx");
    assert_eq!(replaced["standing"], "replaced_earlier", "{replaced}");
}

#[test]
fn a_first_return_whose_token_the_campaign_never_gave_keeps_the_final_back_until_it_is_accepted() {
    let folder = Folder::sample();
    let own = original(&folder);
    put(&folder, OWN, &with_hidden(&own, 7, "a6a5b5768a87eff4"));
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
    let asked = ids(&folder, "BIEU-08");
    assert_eq!(asked.len(), 1, "{}", said.out);
    let said = folder.tonghop("accept", &[&asked[0], "--reason", "đã hỏi xã"]);
    assert_eq!(said.code, 0, "{}", said.err);
    folder.tonghop("run", &[]);
    assert!(folder.file("4-ket-qua/bao-cao.docx").is_file());
}

#[test]
fn a_return_issued_to_another_unit_counts_for_nobody() {
    let folder = Folder::sample();
    let other = original(&folder);
    take(&folder, OWN);
    let layout = with_hidden(&with_count(&other, "77"), 3, "16381");
    let cells = [(
        ("Biểu 01".to_owned(), 0, 7),
        "16381 - Xã Đông Hoàng".to_owned(),
    )];
    put(&folder, "16381 giả.xlsx", &typed_into(&layout, &cells));
    let said = json(&folder.tonghop("ingest", &["--json"]));
    let forged = of(&said, "files", "16381 giả.xlsx");
    assert_eq!(forged["standing"], "not_taken", "{forged}");
    assert!(ids(&folder, "DV-02").len() == 1, "{said}");
}

#[test]
fn a_time_of_saving_before_the_form_was_issued_or_after_it_came_in_proves_nothing() {
    for (first, second) in [
        ("2020-11-03T02:00:00Z", "2005-01-01T00:00:00Z"),
        ("2005-01-01T00:00:00Z", "2020-11-03T02:00:00Z"),
        ("2020-11-03T02:00:00Z", "2031-01-01T00:00:00Z"),
    ] {
        let folder = Folder::sample();
        let original = original(&folder);
        take(&folder, OWN);
        put(&folder, "đầu.xlsx", &saved(&original, Some(first)));
        assert_eq!(folder.tonghop("ingest", &[]).code, 0);
        let mended = with_count(&saved(&original, Some(second)), "77");
        put(&folder, "sửa.xlsx", &mended);
        let said = json(&folder.tonghop_on("2020-11-18", "ingest", &["--json"]));
        let waits = of(&said, "files", "sửa.xlsx");
        assert_eq!(waits["standing"], "waits_for_decision", "{waits}");
    }
}

/// The sample, run to its end, and then an older version of one return.
fn with_an_older_return() -> Folder {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let older = saved(&original(&folder), Some("2020-10-01T08:00:00Z"));
    put(&folder, "cũ.xlsx", &with_count(&older, "77"));
    folder
}

#[test]
fn a_return_that_waits_keeps_the_final_from_being_written_until_it_is_decided() {
    for decide in ["assign", "accept"] {
        let folder = with_an_older_return();
        let said = folder.tonghop("run", &[]);
        assert_eq!(said.code, 1, "{}", said.out);
        assert!(said.out.contains("bao-cao_du-thao.docx"), "{}", said.out);
        assert_eq!(folder.tonghop("ingest", &[]).code, 1);
        assert_eq!(folder.tonghop("status", &[]).code, 1);
        let refused = folder.tonghop("report", &["--final"]);
        assert_eq!(refused.code, 1);
        let id = ids(&folder, "NHAN-01").pop().expect("an id");
        let dir = folder.path().display();
        let accept = format!("tonghop accept {dir} {id} --reason");
        let assign = format!("tonghop use {dir} 16393 \"cũ.xlsx\"");
        let status = json(&folder.tonghop("status", &["--json"]));
        let choose = serde_json::json!({ "do": "choose", "file": "cũ.xlsx", "unit": "16393", "finding": id, "is_late": false });
        assert_eq!(status["waiting"][0]["action"], choose);
        for part in ["cũ.xlsx", &assign, &accept, OWN] {
            assert!(refused.out.contains(part), "{part}: {}", refused.out);
        }
        let decided = if decide == "assign" {
            folder.tonghop("assign", &["cũ.xlsx", "16393"])
        } else {
            let id = ids(&folder, "NHAN-01").pop().expect("an id");
            folder.tonghop("accept", &[&id, "--reason", "bản cũ gửi nhầm"])
        };
        assert_eq!(decided.code, 0, "{decided:?}");
        let status = folder.tonghop("status", &["--json"]);
        assert_eq!(json(&status)["waiting"], serde_json::json!([]));
    }
}

#[test]
fn what_a_waiting_return_would_change_is_shown_as_long_as_it_waits() {
    let folder = with_an_older_return();
    let first = folder.tonghop("ingest", &["--json"]);
    let first = json(&first);
    let file = of(&first, "files", "cũ.xlsx");
    assert_eq!(file["before"], OWN);
    assert_eq!(file["changes"][0]["after"], "77");
    assert!(
        file["changes"][0]["place_after"]["cell"].is_string(),
        "{file}"
    );
    for command in ["ingest", "status"] {
        let said = folder.tonghop(command, &[]);
        assert!(said.out.contains("→ 77"), "{command}: {}", said.out);
        let said = json(&folder.tonghop(command, &["--json"]));
        let waits = of(&said, "waiting", "cũ.xlsx");
        assert_eq!(waits["before"], OWN);
        assert_eq!(waits["changes"], file["changes"]);
        assert!(waits["why"].as_str().expect("why").contains("cũ.xlsx"));
    }
}

#[test]
fn times_are_told_as_offices_write_them() {
    let folder = with_an_older_return();
    let said = folder.tonghop("ingest", &[]).out;
    assert!(
        said.contains("được lưu lúc 15:00 ngày 01/10/2020"),
        "{said}"
    );
    assert!(!said.contains("T08:00"), "{said}");
    let status = folder.tonghop("status", &[]).out;
    assert!(
        status.contains("16/11/2020") && !status.contains("2020-11-16"),
        "{status}"
    );
    let editions = folder.tonghop("editions", &[]).out;
    assert!(
        editions.contains("lập lúc 00:00 ngày 16/11/2020"),
        "{editions}"
    );
}

#[test]
fn an_older_version_that_says_the_same_is_told_and_asks_nothing() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let older = saved(&original(&folder), Some("2020-10-01T08:00:00Z"));
    put(&folder, "cũ.xlsx", &older);
    let said = folder.tonghop("ingest", &[]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(
        said.out.contains("giống hệt biểu đang dùng"),
        "{}",
        said.out
    );
    assert!(!said.out.contains("NHAN-01"), "{}", said.out);
    let figure = folder.tonghop("explain", &["xa.may_tinh"]).out;
    assert!(
        figure.contains(OWN) && !figure.contains("cũ.xlsx"),
        "{figure}"
    );
}

#[test]
fn duplicate_files_under_two_names_are_counted_and_named() {
    let folder = Folder::sample();
    put(&folder, "16393 bản sao.xlsx", &original(&folder));
    let said = folder.tonghop("ingest", &[]).out;
    assert!(
        said.contains("Nhận mới 16 tệp, trong đó 1 tệp giống hệt"),
        "{said}"
    );
    assert!(said.contains("Giống hệt từng byte với"), "{said}");
    let again = folder.tonghop("ingest", &[]).out;
    assert!(
        again.contains("Không có tệp mới; 16 tệp đã nhận"),
        "{again}"
    );
}

#[test]
fn that_two_units_sent_one_file_is_told_still_when_it_is_understood_anew() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let twin = "16399_xa-Dong-Minh gui lai.xlsx";
    put(&folder, twin, &original(&folder));
    folder.tonghop("ingest", &[]);
    let told = ids(&folder, "DV-05");
    assert_eq!(told.len(), 1);
    // From now on nothing but the book knows of the second name.
    take(&folder, twin);
    assert_eq!(folder.tonghop("assign", &[OWN, "16393"]).code, 0);
    assert_eq!(ids(&folder, "DV-05"), told, "given to its unit");
    put_kit_with_a_line_more(&folder);
    folder.tonghop("ingest", &[]);
    assert_eq!(ids(&folder, "DV-05"), told, "another kit");
}

#[test]
fn how_a_figure_is_rolled_up_is_said_in_words() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    for (lang, words) in [("vi", "Cộng các đơn vị"), ("en", "Sum over units")] {
        let said = folder
            .tonghop("explain", &["xa.may_tinh", "--lang", lang])
            .out;
        assert!(said.contains(words) && !said.contains(": sum"), "{said}");
    }
}

#[test]
fn a_unit_whose_file_is_reassigned_is_missing_or_falls_back_to_an_earlier_return() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    // The only return of one commune is given to another.
    let minh = "BC CNTT xa Dong Minh.xlsx";
    let said = folder.tonghop("assign", &[minh, "16393"]);
    assert!(
        said.out.contains("Đông Minh hiện chưa có biểu nào"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains(OWN),
        "what it takes the place of: {}",
        said.out
    );
    let named = "nhưng biểu bên trong ghi Xã Đông Minh";
    assert!(said.out.contains(named), "{}", said.out);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert_eq!(folder.tonghop("report", &["--final"]).code, 1);
    // Given back, it counts for its unit; the other one has its own again.
    let said = folder.tonghop("assign", &[minh, "16399"]);
    assert!(said.out.contains("nay lấy theo tệp"), "{}", said.out);
    assert_eq!(folder.tonghop("run", &[]).code, 0);
}

#[test]
fn a_return_pending_beside_a_reassigned_file_is_placed_by_the_rules() {
    // The commune's own return of October 28th; one of the 20th waits beside one of November 10th that was sent under
    // its name and is another commune's.
    let others = [
        ("cũ.xlsx", "77", "2020-10-20"),
        ("nhầm.xlsx", "88", "2020-11-10"),
    ];
    for declined in [false, true] {
        let folder = Folder::sample();
        let own = taken_out(&folder);
        for (name, count, day) in others.into_iter().rev() {
            take_saved(&folder, (name, count, day), &own);
        }
        let waiting = ids(&folder, "NHAN-01");
        assert_eq!(waiting.len(), 1);
        if declined {
            folder.tonghop("accept", &[&waiting[0], "--reason", "gửi nhầm"]);
        }
        let said = folder.tonghop("assign", &["nhầm.xlsx", "16399"]).out;
        let status = json(&folder.tonghop("status", &["--json"]));
        let wanted = if declined { None } else { Some("cũ.xlsx") };
        assert_eq!(in_force(&status).as_str(), wanted);
        assert_eq!(status["waiting"], serde_json::json!([]));
        assert_eq!(ids(&folder, "NHAN-01"), [""; 0]);
        let expected = if declined {
            "hiện chưa có biểu nào"
        } else {
            "lấy theo tệp \"cũ.xlsx\""
        };
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn when_a_file_is_reassigned_a_copy_saved_earlier_comes_into_force() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    // The same figures saved earlier, which asked nothing of the officer.
    for (name, day) in [("một.xlsx", "2020-11-10"), ("hai.xlsx", "2020-10-20")] {
        let moment = format!("{day}T08:00:00Z");
        put(&folder, name, &saved(&own, Some(&moment)));
        folder.tonghop("ingest", &[]);
    }
    assert_eq!(ids(&folder, "NHAN-01"), [""; 0]);
    let said = folder.tonghop("assign", &["một.xlsx", "16399"]).out;
    assert!(said.contains("lấy theo tệp \"hai.xlsx\""), "{said}");
}

#[test]
fn what_said_the_same_as_an_earlier_return_does_not_replace_a_later_one() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    // A return with a copy that says no time, then a corrected one, then one that is another commune's.
    let batches: [&[(&str, &str, Option<&str>)]; 3] = [
        &[
            ("một.xlsx", "18", Some("2020-10-28")),
            ("chép.xlsx", "18", None),
        ],
        &[("hai.xlsx", "19", Some("2020-11-02"))],
        &[("nhầm.xlsx", "88", Some("2020-11-10"))],
    ];
    for (day, batch) in (16..).zip(batches) {
        for (name, count, at) in batch {
            let moment = at.map(|day| format!("{day}T08:00:00Z"));
            put(
                &folder,
                name,
                &saved(&with_count(&own, count), moment.as_deref()),
            );
        }
        folder.tonghop_on(&format!("2020-11-{day}"), "ingest", &[]);
    }
    let said = folder
        .tonghop_on("2020-11-20", "assign", &["nhầm.xlsx", "16399"])
        .out;
    assert!(said.contains("lấy theo tệp \"hai.xlsx\""), "{said}");
}

#[test]
fn a_return_that_waits_is_never_lost_whichever_files_go_and_come_back() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    for (name, count, day) in [
        ("a.xlsx", "21", "2020-10-20"),
        ("b.xlsx", "22", "2020-10-22"),
        ("c.xlsx", "23", "2020-10-24"),
        ("chờ.xlsx", "24", "2020-10-01"),
    ] {
        take_saved(&folder, (name, count, day), &own);
    }
    for (file, unit) in [
        ("c.xlsx", "16399"),
        ("c.xlsx", "16393"),
        ("b.xlsx", "16399"),
        ("c.xlsx", "16402"),
    ] {
        folder.tonghop("assign", &[file, unit]);
        let status = json(&folder.tonghop("status", &["--json"]));
        let counts = in_force(&status);
        let waits = of(&status, "waiting", "chờ.xlsx");
        assert_eq!(waits["before"], *counts, "{file}");
    }
    let status = json(&folder.tonghop("status", &["--json"]));
    assert_eq!(*in_force(&status), "a.xlsx");
}

#[test]
fn assigning_a_table_to_one_unit_answers_nothing_for_another() {
    let folder = Folder::copy_of(std::path::Path::new("samples/troubled"));
    for name in ["Dong Ninh (1).xlsx", "bang chung hai xa.xlsx"] {
        let path = folder.file("2-nhan-ve").join(name);
        folder.tonghop("ingest", &[&path.to_string_lossy()]);
    }
    let of_other = || {
        let all = ids(&folder, "NHAN-01");
        all.into_iter()
            .filter(|id| id.starts_with("16384-"))
            .count()
    };
    assert_eq!(of_other(), 1);
    folder.tonghop("assign", &["bang chung hai xa.xlsx", "16423"]);
    assert_eq!(of_other(), 1);
}

#[test]
fn a_table_given_to_one_of_its_units_counts_for_it_by_its_own_row() {
    const TABLE: &str = "bang chung hai xa.xlsx";
    const OTHER: &str = "Dong Ninh (1).xlsx";
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    for name in [OTHER, TABLE] {
        let path = folder.file("2-nhan-ve").join(name);
        folder.tonghop("ingest", &[&path.to_string_lossy()]);
    }
    assert_eq!(folder.tonghop("assign", &[OTHER, "16384"]).code, 0);
    let answers = || {
        let said = json(&folder.tonghop("explain", &["xa.can_bo", "--json"]));
        let all = said["figure"]["contributions"].as_array().expect("answers");
        let both = ["16423", "16384"].map(|unit| all.iter().find(|one| one["unit"] == unit));
        both.map(|own| {
            let own = own.expect("its answer");
            let text = |key: &str| own[key].as_str().expect("a text").to_owned();
            (text("file"), text("raw"))
        })
    };
    let of = |file: &str, raw: &str| (file.to_owned(), raw.to_owned());
    let [first, second] = answers();
    assert_eq!(first, of(TABLE, "20"));
    assert_eq!(second.0, OTHER);
    // The row of the second stands below that of another unit.
    assert_eq!(folder.tonghop("assign", &[TABLE, "16384"]).code, 0);
    assert_eq!(answers(), [first, of(TABLE, "21")]);
}

#[test]
fn a_copy_that_cannot_be_read_again_costs_no_reading() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let bytes = original(&folder);
    let hash = tonghop::store::folder::hash(&bytes);
    let copy = folder.file(&format!("luu-tru/{}/{hash}.xlsx", &hash[..2]));
    std::fs::remove_file(&copy).expect("removed");
    let said = folder.tonghop("assign", &[OWN, "16393"]);
    assert_eq!(said.code, 3);
    assert!(said.err.contains(OWN), "{}", said.err);
    let status = json(&folder.tonghop("status", &["--json"]));
    assert_eq!(*in_force(&status), OWN, "what it said is kept");
    // Taken in again, the copy is there again.
    folder.tonghop("ingest", &[]);
    assert_eq!(std::fs::read(copy).expect("the copy"), bytes);
    assert_eq!(folder.tonghop("assign", &[OWN, "16393"]).code, 0);
}

#[test]
fn a_pending_return_stays_pending_when_the_one_in_force_is_reassigned() {
    // In force one after the other: the commune's own, then one that is another commune's; an old one waits beside it.
    let folder = Folder::sample();
    let own = original(&folder);
    folder.tonghop("ingest", &[]);
    for (name, count, day) in [
        ("nhầm.xlsx", "88", "2020-11-10"),
        ("cũ.xlsx", "77", "2020-10-01"),
    ] {
        take_saved(&folder, (name, count, day), &own);
    }
    let said = folder.tonghop("assign", &["nhầm.xlsx", "16399"]).out;
    assert!(said.contains(&format!("lấy theo tệp \"{OWN}\"")), "{said}");
    let status = json(&folder.tonghop("status", &["--json"]));
    let waits = of(&status, "waiting", "cũ.xlsx");
    assert_eq!(
        waits["before"], OWN,
        "it waits beside the one that counts now"
    );
}

#[test]
fn a_unit_that_has_answered_is_not_left_out() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let said = folder.tonghop("without", &["16390", "--reason", "thử"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("đã gửi biểu"), "{}", said.err);
}

/// The kit of the program, with a line of the officer's own.
fn put_kit_with_a_line_more(folder: &Folder) {
    std::fs::create_dir(folder.file("bo-mau")).expect("a folder");
    for (name, mut bytes) in kit::embedded("cntt-huyen-2020").expect("the kit") {
        if name == "kit.toml" {
            bytes.extend_from_slice("\n# Một dòng ghi thêm.\n".as_bytes());
        }
        write_whole(&folder.file("bo-mau").join(name), &bytes).expect("written");
    }
}

#[test]
fn a_return_waits_on_when_the_kit_changes_and_until_something_later_comes() {
    let folder = with_an_older_return();
    folder.tonghop("ingest", &[]);
    assert_eq!(ids(&folder, "NHAN-01").len(), 1);
    put_kit_with_a_line_more(&folder);
    folder.tonghop("ingest", &[]);
    assert_eq!(
        ids(&folder, "NHAN-01").len(),
        1,
        "a new kit decides nothing"
    );
    // A later return under the very name of the one in force.
    let latest = with_count(&original(&folder), "77");
    put(&folder, OWN, &saved(&latest, Some("2020-11-15T08:00:00Z")));
    folder.tonghop("ingest", &[]);
    assert_eq!(
        ids(&folder, "NHAN-01"),
        [""; 0],
        "it took the place of both"
    );
}

#[test]
fn what_keeps_a_final_back_names_units_and_the_real_folder_and_nothing_that_is_optional() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    let said = folder.tonghop("run", &["--all"]);
    let (before, obstacles) = said
        .out
        .split_once("Trước khi có bản trình ký còn")
        .expect("them");
    let waits = "Xã Đông Ninh: tệp bang chung hai xa.xlsx gửi thêm đang chờ quyết định";
    assert!(obstacles.contains(waits), "{obstacles}");
    // The sheet of opinions is optional: told, not waited for.
    assert!(before.contains("trang này không bắt buộc"), "{before}");
    assert!(!obstacles.contains("CAU-01"), "{obstacles}");
    let named = folder.path().display().to_string();
    let commands: Vec<&str> = said.out.split("tonghop ").skip(1).collect();
    assert!(commands.len() > 10, "{}", commands.len());
    for command in commands {
        let typed = command.split_whitespace().nth(1);
        assert_eq!(typed, Some(named.as_str()), "{command}");
    }
}

#[test]
fn the_screen_counts_only_what_there_is() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    let said = folder.tonghop("ingest", &[]).out;
    assert!(
        said.contains("Đọc được cả 42 ô.") && said.contains("1 ô để trống"),
        "{said}"
    );
    for nothing in [" 0 ô", " 0 tệp", " 0 mục"] {
        assert!(!said.contains(nothing), "{nothing}: {said}");
    }
}

/// A mail with one workbook.
fn mail(from: &str, workbook: &[u8]) -> String {
    let body = base64(workbook);
    format!(
        "From: {from}\r\nTo: cntt@dongson.vn\r\nSubject: bieu\r\nDate: Mon, 16 Nov 2020 08:00:00 +0700\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"BB\"\r\n\r\n--BB\r\n\
         Content-Type: application/octet-stream\r\n\
         Content-Disposition: attachment; filename=\"bieu.xlsx\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n--BB--\r\n"
    )
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (at, three) in bytes.chunks(3).enumerate() {
        let packed = (0..3).fold(0_u32, |sum, n| {
            sum << 8 | u32::from(three.get(n).copied().unwrap_or(0))
        });
        for n in 0..4 {
            let letter = LETTERS[(packed >> (18 - 6 * n) & 63) as usize] as char;
            out.push(if n > three.len() { '=' } else { letter });
        }
        if at % 19 == 18 {
            out += "\r\n";
        }
    }
    out
}

#[test]
fn what_another_units_address_sends_waits_beside_what_counts() {
    let addresses = |cells: &mut Vec<String>| {
        if let Some(email) = cells.iter_mut().find(|cell| cell.contains('@')) {
            email.clear();
        }
        let email = match cells[0].as_str() {
            "16393" => "16393@dongson.vn",
            "16381" => "16381@dongson.vn",
            _ => return true,
        };
        cells[6] = email.to_owned();
        true
    };
    for (from, waits) in [
        ("16381@dongson.vn", true),
        ("16393@dongson.vn", false),
        ("ai-do@gmail.com", false),
    ] {
        let folder = crate::departed::roster_changed(addresses);
        let changed = saved(
            &with_count(&original(&folder), "77"),
            Some("2020-11-10T08:00:00Z"),
        );
        put(&folder, "thu.eml", mail(from, &changed).as_bytes());
        folder.tonghop("ingest", &[]);
        assert_eq!(ids(&folder, "NHAN-01").len(), usize::from(waits), "{from}");
        let status = json(&folder.tonghop("status", &["--json"]));
        let counts = if waits { OWN } else { "thu.eml/bieu.xlsx" };
        assert_eq!(in_force(&status), counts, "{from}");
    }
}

#[test]
fn what_else_waits_goes_on_waiting_when_the_officer_chooses_one_of_several() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let own = taken_out(&folder);
    for (name, count, day) in [
        ("sau.xlsx", "19", "2020-11-12"),
        ("truoc.xlsx", "20", "2020-11-10"),
        ("truoc nua.xlsx", "21", "2020-11-09"),
        ("nhu truoc.xlsx", "20", "2020-11-08"),
    ] {
        take_saved(&folder, (name, count, day), &own);
    }
    let waits = |folder: &Folder| -> Vec<String> {
        let all = json(&folder.tonghop("status", &["--json"]));
        let waiting = all["waiting"].as_array().expect("a list").iter();
        let files = waiting.map(|one| one["file"].as_str().expect("a name").to_owned());
        files.collect()
    };
    let all = ["nhu truoc.xlsx", "truoc nua.xlsx", "truoc.xlsx"];
    assert_eq!(waits(&folder), all);
    // One that says just what counts now has nothing to wait for.
    assert_eq!(folder.tonghop("assign", &["truoc.xlsx", "16393"]).code, 0);
    assert_eq!(waits(&folder), ["truoc nua.xlsx"]);
    let final_one = folder.tonghop("report", &["--final"]);
    assert!(
        final_one.out.contains("truoc nua.xlsx"),
        "{}",
        final_one.out
    );
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    assert_eq!(waits(&folder), all);
}

#[test]
fn of_several_returns_the_one_that_is_named_counts_and_another_units_is_refused() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    for (name, count, day) in [
        ("hai.xlsx", "22", "2020-11-12"),
        ("mot.xlsx", "21", "2020-11-11"),
    ] {
        take_saved(&folder, (name, count, day), &own);
    }
    assert_eq!(ids(&folder, "NHAN-01").len(), 1, "the older one waits");
    let counts = || {
        let now = json(&folder.tonghop("status", &["--json"]));
        in_force(&now).as_str().expect("a file").to_owned()
    };
    assert_eq!(counts(), "hai.xlsx");
    crate::undone::there_and_back(&folder, "use", &["16393", "mot.xlsx"]);
    let said = folder.tonghop("use", &["16393", "mot.xlsx"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out.contains("thay cho hai.xlsx") && said.out.contains("22 → 21"),
        "{}",
        said.out
    );
    assert_eq!(counts(), "mot.xlsx");
    assert_eq!(ids(&folder, "NHAN-01"), Vec::<String>::new());
    // And back to what was replaced.
    assert_eq!(folder.tonghop("use", &["Đông Yên", "hai.xlsx"]).code, 0);
    assert_eq!(counts(), "hai.xlsx");
    for (unit, file, part) in [
        ("16393", "hai.xlsx", "chính là biểu đang dùng"),
        ("16393", "BC CNTT xa Dong Minh.xlsx", "là của Xã Đông Minh"),
        ("16399", "hai.xlsx", "là của Xã Đông Yên"),
        ("16393", "khong-co.xlsx", "khong-co.xlsx"),
    ] {
        let said = folder.tonghop("use", &[unit, file]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
}
