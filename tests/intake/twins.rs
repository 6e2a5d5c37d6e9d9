//! The same file, or the same figures, from two units.

use crate::campaign_run::{Folder, typed_into};
use crate::tables::{put, row, without_communes};
use crate::typed_workbook::typed_workbook;
use std::path::Path;
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::model::issue_key::IssueKey;
use tonghop::store::folder::write_whole;

/// The sample without the return of Xã Đông Minh, and the bytes of that of Xã Đông Yên.
fn without_dong_minh() -> (Folder, Vec<u8>) {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    let own = inbox.join("16393_xa-Dong-Yen_CNTT-2020.xlsx");
    let bytes = std::fs::read(own).expect("a return");
    let other = inbox.join("BC CNTT xa Dong Minh.xlsx");
    std::fs::remove_file(other).expect("taken away");
    (folder, bytes)
}

#[test]
fn a_duplicate_of_another_units_file_is_found_once() {
    let (folder, bytes) = without_dong_minh();
    let inbox = folder.file("2-nhan-ve");
    write_whole(&inbox.join("16399 Xã Đông Minh.xlsx"), &bytes).expect("written");
    write_whole(&inbox.join("16393 gửi lại.xlsx"), &bytes).expect("written");
    for _ in 0..2 {
        let said = folder.tonghop("ingest", &["--json"]).out;
        assert_eq!(said.matches("\"DV-05\"").count(), 1, "{said}");
        for part in ["Xã Đông Minh", "16393 gửi lại.xlsx", "Xã Đông Yên"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
    let status = folder.tonghop("status", &[]).out;
    assert!(status.contains("14/15"), "{status}");
}

#[test]
fn of_two_names_the_one_that_agrees_with_the_file_counts() {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    let own = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
    let bytes = std::fs::read(inbox.join(own)).expect("a return");
    // This name comes first, and stands against what is in the file.
    std::fs::remove_file(inbox.join("16390_xa-Dong-Hoa_CNTT-2020 bản cuối.xlsx"))
        .expect("taken away");
    write_whole(&inbox.join("16390 Xã Đông Hòa.xlsx"), &bytes).expect("written");
    let said = folder.tonghop("ingest", &["--json"]).out;
    assert!(said.contains("DV-05") && !said.contains("DV-02"), "{said}");
    let figure = folder.tonghop("explain", &["xa.may_tinh"]).out;
    assert!(figure.contains("13/14") && figure.contains(own), "{figure}");
    // The same when the right name comes a day later.
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    std::fs::rename(inbox.join(own), inbox.join("16390 Xã Đông Hòa.xlsx")).expect("renamed");
    assert!(folder.tonghop("ingest", &["--json"]).out.contains("DV-02"));
    write_whole(&inbox.join(own), &bytes).expect("written");
    let said = folder.tonghop("ingest", &["--json"]).out;
    assert!(!said.contains("DV-02"), "{said}");
    assert!(
        folder
            .tonghop("explain", &["xa.may_tinh"])
            .out
            .contains("14/14")
    );
}

/// The sample, where one unit's return is a copy of another's with its own name and identity in it; in both so many
/// laptops.
fn copied(folder: &Folder, laptops: &str) {
    let inbox = folder.file("2-nhan-ve");
    let sample = Path::new("samples/dong-son-2020/2-nhan-ve").join(OWN);
    let bytes = std::fs::read(sample).expect("a return");
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = Layout::of(&kit, kit.form("xa").expect("the form"));
    let spot = form.field("may_xach_tay").expect("its place");
    let typed = ((spot.sheet.clone(), spot.row, spot.col), laptops.to_owned());
    let own = typed_into(&bytes, &[typed]);
    let cells = [
        (("_tonghop".to_owned(), 3, 1), "16399".to_owned()),
        (("_tonghop".to_owned(), 7, 1), token_of("16399")),
        (form.unit_cell, "16399 - Xã Đông Minh".to_owned()),
    ];
    write_whole(&inbox.join("chép.xlsx"), &typed_into(&own, &cells)).expect("written");
    write_whole(&inbox.join(OWN), &own).expect("written");
    let _ = std::fs::remove_file(inbox.join("BC CNTT xa Dong Minh.xlsx"));
}

/// What the sample gives the form of a unit.
fn token_of(unit: &str) -> String {
    let key = IssueKey::of(*b"only for rehearsals and samples.");
    key.token("CNTT-2020", unit, "xa", "1.0")
}

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";

#[test]
fn accepted_sameness_is_asked_about_again_when_other_figures_are_the_same() {
    let folder = Folder::sample();
    let state = |day: &str| {
        let said = folder.tonghop_on(day, "ingest", &["--json"]).out;
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let all = said["findings"].as_array().expect("findings").clone();
        let same = all.into_iter().find(|f| f["code"] == "DV-06");
        let same = same.expect("they are the same");
        let text = |key: &str| same[key].as_str().expect("a text").to_owned();
        (text("id"), text("state"))
    };
    copied(&folder, "3");
    let (id, _) = state("2020-11-16");
    let accepted = folder.tonghop("accept", &[&id, "--reason", "đã gọi điện"]);
    assert_eq!(accepted.code, 0, "{accepted:?}");
    assert_eq!(state("2020-11-16"), (id.clone(), "Accepted".to_owned()));
    copied(&folder, "4");
    assert_eq!(state("2020-11-18"), (id, "Open".to_owned()));
}

#[test]
fn two_units_with_the_same_numbers_are_asked_about() {
    let (folder, bytes) = without_dong_minh();
    let inbox = folder.file("2-nhan-ve");
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = Layout::of(&kit, kit.form("xa").expect("the form"));
    // The same form with another unit's name and identity in it.
    let cells = [
        (("_tonghop".to_owned(), 3, 1), "16399".to_owned()),
        (("_tonghop".to_owned(), 7, 1), token_of("16399")),
        (form.unit_cell, "16399 - Xã Đông Minh".to_owned()),
    ];
    let copied = typed_into(&bytes, &cells);
    write_whole(&inbox.join("chép.xlsx"), &copied).expect("written");
    let said = folder.tonghop("ingest", &["--json"]).out;
    for part in ["DV-06", "Xã Đông Minh, Xã Đông Yên"] {
        let turned = part.replace("Xã Đông Minh, Xã Đông Yên", "Xã Đông Yên, Xã Đông Minh");
        assert!(
            said.contains(part) || said.contains(&turned),
            "{part}: {said}"
        );
    }
    // The sample itself has no such pair.
    assert!(
        !Folder::sample()
            .tonghop("ingest", &["--json"])
            .out
            .contains("DV-06")
    );
}

/// The sample, where the return of Xã Đông Minh is that of Xã Đông Yên with these of its numbers changed.
fn copied_but_for(changed: &[(&str, &str)]) -> String {
    copied_of(&[], changed)
}

/// The same, where the return of Xã Đông Yên has these numbers of its own.
fn copied_of(own: &[(&str, &str)], changed: &[(&str, &str)]) -> String {
    let (folder, bytes) = without_dong_minh();
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = Layout::of(&kit, kit.form("xa").expect("the form"));
    let mut cells = vec![
        (("_tonghop".to_owned(), 3, 1), "16399".to_owned()),
        (("_tonghop".to_owned(), 7, 1), token_of("16399")),
        (form.unit_cell.clone(), "16399 - Xã Đông Minh".to_owned()),
    ];
    let typed = |numbers: &[(&str, &str)]| -> Vec<_> {
        let cells = numbers.iter().map(|(field, number)| {
            let spot = form.field(field).expect("its place");
            let place = (spot.sheet.clone(), spot.row, spot.col);
            (place, (*number).to_owned())
        });
        cells.collect()
    };
    let bytes = typed_into(&bytes, &typed(own));
    write_whole(&folder.file("2-nhan-ve").join(OWN), &bytes).expect("written");
    cells.extend(typed(changed));
    let copied = typed_into(&bytes, &cells);
    write_whole(&folder.file("2-nhan-ve/chép.xlsx"), &copied).expect("written");
    folder.tonghop("ingest", &["--json"]).out
}

#[test]
fn a_copied_form_of_which_a_few_numbers_were_changed_is_asked_about_with_those_cells() {
    for changed in [
        &[("can_bo", "23")][..],
        &[("may_cu", "5"), ("vb_soan", "341")],
        &[("can_bo", "22"), ("hs_nhan", "300"), ("hs_xong", "300")],
    ] {
        are_told_but_for(changed, &copied_but_for(changed));
    }
}

/// Asserts that two units are asked about once, with the cells that were changed.
fn are_told_but_for(changed: &[(&str, &str)], said: &str) {
    let json: serde_json::Value = serde_json::from_str(said).expect("JSON");
    let all = json["findings"].as_array().expect("findings");
    let twins: Vec<_> = all.iter().filter(|f| f["code"] == "DV-06").collect();
    assert_eq!(twins.len(), 1, "{changed:?}: {said}");
    let count = format!("trừ {} ô", changed.len());
    assert!(twins[0].to_string().contains(&count), "{}", twins[0]);
    let cells = twins[0]["cells"].as_array().expect("cells");
    assert_eq!(cells.len(), 2 * changed.len(), "{}", twins[0]);
}

#[test]
fn a_copied_form_of_which_four_or_five_numbers_were_changed_is_asked_about_where_long_numbers_agree()
 {
    let long = [
        ("vb_soan", "1337"),
        ("vb_soan_ky", "1330"),
        ("vb_ban_hanh", "1268"),
        ("hs_nhan", "1296"),
        ("hs_phan_mem", "1290"),
        ("hs_xong", "1295"),
    ];
    let changed = [
        ("may_cu", "5"),
        ("may_xach_tay", "2"),
        ("cntt", "2"),
        ("cntt_bang_cap", "1"),
        ("hs_ton", "7"),
    ];
    for count in [4, 5] {
        let changed = &changed[..count];
        are_told_but_for(changed, &copied_of(&long, changed));
        // Of short numbers so many may agree by chance.
        assert!(!copied_but_for(changed).contains("DV-06"), "{count}");
    }
}

#[test]
fn units_that_agree_in_small_numbers_or_differ_in_more_are_no_twins() {
    // What else the other unit says is its own.
    let own = [
        ("may_tinh", "16"),
        ("may_de_ban", "15"),
        ("can_bo", "23"),
        ("hs_nhan", "301"),
    ];
    assert!(!copied_but_for(&own).contains("DV-06"));
    let few = [
        "may_tinh",
        "may_tinh_hd",
        "may_de_ban",
        "may_de_ban_hd",
        "may_xach_tay",
        "may_hong",
        "can_bo",
        "cntt",
    ];
    let heads = [&["Mã"][..], &few].concat();
    let unit = |code, staff| vec![code, "9", "9", "8", "8", "1", "1", staff, "1"];
    let rows = [heads, unit("16381", "21"), unit("16390", "22")];
    let rows: Vec<Vec<String>> = rows.iter().map(|cells| row(cells)).collect();
    let folder = without_communes();
    put(&folder, &typed_workbook(&rows));
    let said = folder.tonghop("ingest", &["--json"]).out;
    assert!(!said.contains("DV-06"), "{said}");
}
