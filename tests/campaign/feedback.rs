//! What goes back to units: their form with the cells in question, a text beside it, and receipts.

use crate::campaign_run::{Folder, typed_into};
use crate::sample::{returns, sample_kit};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::store::folder::{LEDGER, write_whole};
use tonghop::workbook::limits::problems;

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
const BASE: &str = "3-bo-sung/16393_xa-Dong-Yen_CNTT-2020";

/// What is typed over answers of the commune: a field of its form, and what it says then.
type Typed<'t> = &'t [(&'t str, &'t str)];

fn with(bytes: &[u8], typed: Typed<'_>) -> Vec<u8> {
    let kit = sample_kit();
    let form = kit.form("xa").expect("the form of communes");
    let layout = Layout::of(&kit, form);
    let cells = typed.iter().map(|(field, text)| {
        let spot = layout.field(field).expect("a field");
        ((spot.sheet.clone(), spot.row, spot.col), (*text).to_owned())
    });
    typed_into(bytes, &cells.collect::<Vec<_>>())
}

/// The sample, where the commune said some things otherwise.
fn sample_with(typed: Typed<'_>) -> Folder {
    let folder = Folder::sample();
    let own = folder.file("2-nhan-ve").join(OWN);
    let bytes = std::fs::read(&own).expect("a return");
    write_whole(&own, &with(&bytes, typed)).expect("written");
    folder
}

fn file(folder: &Folder, end: &str) -> PathBuf {
    folder.file(&format!("{BASE}{end}"))
}

fn text(folder: &Folder, end: &str) -> String {
    std::fs::read_to_string(file(folder, end)).expect("a text")
}

/// Findings of the commune that are not only notes: id and state.
fn found(folder: &Folder) -> BTreeSet<(String, String)> {
    let said = folder.tonghop("status", &["--json"]);
    let said: Value = serde_json::from_str(&said.out).expect("JSON");
    let findings = said["findings"].as_array().expect("findings").iter();
    let of_unit = findings.filter(|f| f["unit"] == "16393" && f["severity"] != "note");
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    of_unit
        .map(|f| (word(&f["id"]), word(&f["state"])))
        .collect()
}

fn ids(found: &BTreeSet<(String, String)>) -> BTreeSet<String> {
    found.iter().map(|(id, _)| id.clone()).collect()
}

/// What is odd in ways of its own: no number, a fraction, a blank, broken rules, an estimate, words behind a number, a number
/// that may be two, and an answer that is none.
const ODD: Typed<'_> = &[
    ("may_de_ban", "15"),
    ("may_cu", "khoảng 4"),
    ("vb_soan", ""),
    ("vb_soan_ky", "318 hồ sơ năm trước"),
    ("hs_nhan", "nhiều"),
    ("hs_muc_3", "1.8"),
];

#[test]
fn sent_back_untouched_a_form_raises_every_question_again_and_changes_no_answer() {
    let folder = sample_with(ODD);
    let said = folder.tonghop("run", &[]);
    let asked = found(&folder);
    assert!(asked.len() >= 6, "{asked:?}\n{}", said.out);
    assert!(asked.iter().all(|(_, state)| state == "Asked"), "{asked:?}");
    let bytes = std::fs::read(file(&folder, "_bo-sung.xlsx")).expect("its form");
    assert_eq!(problems(&bytes), [], "what Excel would refuse");

    let anew = sample_with(ODD);
    write_whole(&anew.file("2-nhan-ve").join(OWN), &bytes).expect("written");
    anew.tonghop("ingest", &[]);
    assert_eq!(ids(&found(&anew)), ids(&asked));
    // Our own notes and colours are told to nobody.
    let of_ours = |folder: &Folder| {
        folder
            .tonghop("status", &["--all"])
            .out
            .contains("Đề nghị xem lại:")
    };
    assert!(!of_ours(&anew));
    let values = |folder: &Folder| -> Vec<String> {
        let names = ["xa.may_tinh", "xa.can_bo", "xa.vb_den", "xa.mang_lan"];
        names
            .map(|name| folder.tonghop("explain", &[name]).out.replace(OWN, ""))
            .into()
    };
    let first_line = |said: Vec<String>| -> Vec<String> {
        said.iter()
            .filter_map(|s| s.lines().next().map(str::to_owned))
            .collect()
    };
    assert_eq!(first_line(values(&anew)), first_line(values(&folder)));
}

#[test]
fn mending_the_form_closes_what_was_asked_and_takes_the_question_away() {
    let folder = sample_with(ODD);
    folder.tonghop("run", &[]);
    let (_, _, typed) = returns()
        .into_iter()
        .find(|(unit, ..)| unit == "16393")
        .expect("the commune");
    let right: Vec<(&str, &str)> = ODD
        .iter()
        .map(|(field, _)| (*field, typed.get(*field).expect("an answer").as_str()))
        .collect();
    let sent = std::fs::read(file(&folder, "_bo-sung.xlsx")).expect("its form");
    let back = folder
        .file("2-nhan-ve")
        .join("16393_xa-Dong-Yen_CNTT-2020_bo-sung.xlsx");
    write_whole(&back, &with(&sent, &right)).expect("written");
    let said = folder.tonghop_on("2020-11-17", "run", &[]);
    assert_eq!(found(&folder), BTreeSet::new(), "{}", said.out);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(!file(&folder, "_bo-sung.xlsx").exists());
    assert!(!file(&folder, "_tin-nhan.txt").exists());
    let receipt = text(&folder, "_bien-nhan.txt");
    assert!(
        receipt.contains("16393_xa-Dong-Yen_CNTT-2020_bo-sung.xlsx"),
        "{receipt}"
    );
    assert!(receipt.contains("17/11/2020"), "{receipt}");
    let status = folder.tonghop("status", &["--json"]).out;
    let status: serde_json::Value = serde_json::from_str(&status).expect("JSON");
    let mut units = status["units"].as_array().expect("units").iter();
    let code = &units.find(|u| u["code"] == "16393").expect("the commune")["paper_code"];
    let code = code.as_str().expect("a code");
    assert!(
        receipt.contains(&format!("{code}. Trên bản ký")),
        "{receipt}"
    );
}

#[test]
fn a_question_is_asked_once_and_a_new_one_joins_it() {
    let folder = sample_with(&[("may_cu", "khoảng 4")]);
    folder.tonghop("run", &[]);
    let first = std::fs::read(file(&folder, "_bo-sung.xlsx")).expect("its form");
    let said = folder.tonghop_on("2020-11-17", "run", &[]);
    assert!(
        said.out.contains("0 đơn vị có nội dung mới"),
        "{}",
        said.out
    );
    let again = std::fs::read(file(&folder, "_bo-sung.xlsx")).expect("its form");
    assert!(first == again, "another day alone changes nothing");

    // A return that mends nothing is an answer: what it leaves open is asked again, with what is new.
    let own = folder.file("2-nhan-ve").join(OWN);
    write_whole(&own, &with(&first, &[("hs_nhan", "nhiều")])).expect("written");
    folder.tonghop_on("2020-11-18", "run", &[]);
    let asked = text(&folder, "_tin-nhan.txt");
    assert!(
        asked.contains("2 nội dung") && asked.contains("23/11/2020")
            || asked.contains("20/11/2020"),
        "{asked}"
    );
    let before = found(&folder);
    assert!(
        before.len() == 2 && before.iter().all(|(_, state)| state == "Asked"),
        "{before:?}"
    );

    // What the kit asks for only now is a new point beside the two that wait.
    std::fs::create_dir(folder.file("bo-mau")).expect("a folder");
    for (name, bytes) in kit::embedded("cntt-huyen-2020").expect("the kit") {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let row = "[[section.row]]\nid = \"may_hong\"";
        let new = "[[section.row]]\nid = \"may_chu\"\nnumber = \"1.3\"\nlabel = \"Máy chủ\"\nunit = \"máy\"\n\
                   kind = \"count\"\nrequired = false\ncolumns = [\"\"]\n\n";
        let text = match name.as_str() {
            "commune.toml" => text.replace(row, &format!("{new}{row}")),
            _ => text,
        };
        write_whole(&folder.file("bo-mau").join(name), text.as_bytes()).expect("written");
    }
    let said = folder.tonghop_on("2020-11-19", "run", &[]);
    assert_eq!(said.code, 1, "{}", said.err);
    let asked = text(&folder, "_tin-nhan.txt");
    for part in [
        "có 1 nội dung",
        "Chỉ tiêu mới",
        "còn 2 nội dung đã hỏi ngày 18/11/2020",
    ] {
        assert!(asked.contains(part), "{part} in {asked}");
    }
}

#[test]
fn the_text_is_short_names_no_other_unit_and_says_where_and_until_when() {
    let folder = sample_with(ODD);
    folder.tonghop("run", &[]);
    let text = text(&folder, "_tin-nhan.txt");
    assert!(text.chars().count() <= 1_002, "{}", text.chars().count());
    assert!(text.contains("Kính gửi UBND xã Đông Yên,"), "{text}");
    assert!(text.contains("Biểu 01!E55, dòng 9"), "{text}");
    assert!(text.contains("chậm nhất đến hết ngày 19/11/2020"), "{text}");
    for absent in ["tonghop", "16393-", "SO-0", "Đông Hòa", "405"] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
    let letters = ["_tin-nhan.txt", "_bo-sung.xlsx"];
    assert!(letters.iter().all(|end| file(&folder, end).is_file()));
    assert!(!file(&folder, "_bien-nhan.txt").exists());
}

#[test]
fn of_a_file_that_cannot_be_read_the_unit_gets_a_blank_form() {
    let folder = Folder::sample();
    let own = folder.file("2-nhan-ve").join(OWN);
    let bytes = std::fs::read(&own).expect("a return");
    write_whole(&own, &bytes[..bytes.len() / 2]).expect("written");
    folder.tonghop("run", &[]);
    let asked = std::fs::read(file(&folder, "_bo-sung.xlsx")).expect("a form");
    assert_eq!(problems(&asked), []);
    assert!(text(&folder, "_tin-nhan.txt").contains("có 1 nội dung"));
}

#[test]
fn a_form_that_the_officer_changed_stays_and_what_was_asked_comes_back_with_the_ledger() {
    let folder = sample_with(&[("may_cu", "khoảng 4")]);
    folder.tonghop("run", &[]);
    let asked = found(&folder);
    std::fs::remove_file(folder.file(LEDGER)).expect("lost");
    let said = folder.tonghop("rebuild", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(found(&folder), asked);

    let sent = file(&folder, "_bo-sung.xlsx");
    let bytes = std::fs::read(&sent).expect("its form");
    let changed = with(&bytes, &[("hs_nhan", "12")]);
    write_whole(&sent, &changed).expect("written");
    let own = folder.file("2-nhan-ve").join(OWN);
    let bytes = std::fs::read(&own).expect("a return");
    write_whole(&own, &with(&bytes, &[("hs_nhan", "nhiều")])).expect("written");
    let said = folder.tonghop_on("2020-11-18", "feedback", &[]);
    assert_eq!(std::fs::read(&sent).expect("it"), changed, "{}", said.out);
    let said = folder.tonghop_on("2020-11-18", "run", &[]);
    assert!(
        file(&folder, "_bo-sung-lan-2.xlsx").is_file(),
        "{}",
        said.out
    );
}

#[test]
fn what_does_not_agree_with_the_totals_of_all_units_is_asked_of_none() {
    let folder = sample_with(&[("hs_nhan", "268")]);
    let said = folder.tonghop("run", &[]);
    assert!(said.out.contains("405-KHOP-04"), "{}", said.out);
    let asked = folder.contents("3-bo-sung").into_iter();
    let asked: Vec<String> = asked
        .map(|(name, _)| name)
        .filter(|name| name.ends_with("_bo-sung.xlsx"))
        .collect();
    assert_eq!(asked, ["16393_xa-Dong-Yen_CNTT-2020_bo-sung.xlsx"]);
}
