//! What differs between two returns of a unit: each answer as it was and is, with its file and cell.

use crate::campaign_run::{Folder, typed_into};
use crate::combined::changed;
use crate::standing::{json, put, saved};
use serde_json::Value;
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::value::Kind;

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
const DISTRICT: &str = "405 co quan huyen CNTT-2020 (hợp nhất).xlsx";

fn own(folder: &Folder, file: &str) -> Vec<u8> {
    std::fs::read(folder.file("2-nhan-ve").join(file)).expect("a return")
}

fn diff(folder: &Folder, unit: &str, arguments: &[&str]) -> Value {
    let all = [&[unit, "--json"], arguments].concat();
    let said = folder.tonghop("diff", &all);
    assert_eq!(said.code, 0, "{said:?}");
    json(&said)
}

/// Field, change, and what was written before and now, a line each.
fn lines(compared: &Value) -> Vec<String> {
    let forms = compared["forms"].as_array().expect("forms").iter();
    let all = forms.flat_map(|form| form["differences"].as_array().expect("differences"));
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    all.map(|one| {
        let (before, after) = (&one["before"], &one["after"]);
        let raw = |side: &Value| format!("{} {}", word(&side["raw"]), word(&side["cell"]));
        let field = word(&one["field"]);
        format!(
            "{field} {}: {} > {}",
            word(&one["change"]),
            raw(before),
            raw(after)
        )
    })
    .collect()
}

fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let said = folder.tonghop("diff", arguments);
    assert_eq!(said.code, 2, "{said:?}");
    said.err
}

#[test]
fn each_answer_that_is_another_is_told_as_it_was_and_is_with_its_cells() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let first = own(&folder, OWN);
    assert!(refused(&folder, &["Đông Yên"]).contains("chỉ có một lần gửi"));

    let second = [("may_de_ban", "16"), ("may_de_ban_hd", "16")];
    put(&folder, "lan 2.xlsx", &changed(&first, &second, 12));
    folder.tonghop("ingest", &[]);
    let compared = diff(&folder, "16393", &[]);
    let told = lines(&compared);
    assert!(
        told.contains(&"may_de_ban changed: 17 E14 > 16 E14".to_owned()),
        "{told:?}"
    );
    assert!(told.iter().all(|line| line.starts_with("may_")), "{told:?}");
    let form = &compared["forms"][0];
    assert_eq!(form["before"]["standing"], "past");
    assert_eq!(form["after"]["standing"], "in_force");
    assert_eq!(form["differences"][0]["after"]["file"], "lan 2.xlsx");

    // A later return that waits, since it leaves blank what was filled; the other way round the blank is filled.
    let third = [
        ("may_de_ban", "16"),
        ("may_de_ban_hd", "16"),
        ("may_xach_tay", ""),
    ];
    put(&folder, "lan 3.xlsx", &changed(&first, &third, 13));
    folder.tonghop("ingest", &[]);
    let waits = diff(&folder, "16393", &["--to", "lan 3.xlsx"]);
    assert_eq!(
        waits["forms"][0]["before"]["files"][0]["file"],
        "lan 2.xlsx"
    );
    assert_eq!(waits["forms"][0]["after"]["standing"], "waits");
    let told = lines(&waits);
    assert!(
        told.iter()
            .any(|l| l.starts_with("may_xach_tay cleared: 1 ")),
        "{told:?}"
    );
    let back = lines(&diff(&folder, "16393", &["--from", "lan 3.xlsx"]));
    assert!(
        back.iter().any(|l| l.starts_with("may_xach_tay filled: ")),
        "{back:?}"
    );

    let screen = folder.tonghop("diff", &["16393", "--from", OWN, "--to", "lan 2.xlsx"]);
    assert!(screen.out.contains(" 17 "), "{}", screen.out);
    assert!(
        screen.out.contains("Nay: lan 2.xlsx, tiếp nhận số "),
        "{}",
        screen.out
    );
    assert!(
        screen.out.lines().all(|l| l.chars().count() <= 100),
        "{}",
        screen.out
    );

    let both = ["16393", "--from", OWN, "--to", OWN];
    assert!(refused(&folder, &both).contains("Hai lần gửi cần so là một"));
    assert!(refused(&folder, &["16393", "--to", "khac.xlsx"]).contains("lan 3.xlsx"));
    assert!(refused(&folder, &["16393", "--form", "huyen"]).contains("Có: xa"));
}

#[test]
fn the_same_answers_in_another_file_differ_in_nothing_and_files_of_one_name_are_told_apart() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let first = own(&folder, OWN);
    // The same name again: another file of the same answers, then one with another answer.
    put(&folder, OWN, &saved(&first, Some("2020-11-11T08:00:00Z")));
    folder.tonghop("ingest", &[]);
    put(&folder, OWN, &changed(&first, &[("may_de_ban", "16")], 12));
    folder.tonghop("ingest", &[]);
    let refusal = refused(&folder, &["16393", "--from", OWN]);
    assert!(refusal.contains("số tiếp nhận"), "{refusal}");
    let listed = refusal.split(": ").last().expect("the list");
    let numbers: Vec<&str> = listed
        .split(", ")
        .filter_map(|one| one.split_whitespace().next())
        .collect();
    let [one, two, three] = numbers[..] else {
        panic!("{refusal}")
    };
    let same = diff(&folder, "16393", &["--from", one, "--to", two]);
    assert_eq!(lines(&same), Vec::<String>::new());
    let screen = folder.tonghop("diff", &["16393", "--from", one, "--to", two]);
    assert!(screen.out.contains("Không có gì khác."), "{}", screen.out);
    assert!(!lines(&diff(&folder, "16393", &["--from", two, "--to", three])).is_empty());
}

#[test]
fn rows_of_a_list_that_came_or_changed_are_told_with_their_cells() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = kit.form("huyen").expect("the district's form");
    let layout = Layout::of(&kit, form);
    let (section, list) = form.lists().next().expect("a list");
    let spot = layout.list(&section.id).expect("its place");
    let is_text = |kind: &Kind| matches!(kind, Kind::Text | Kind::Prose);
    let column = list
        .columns
        .iter()
        .find(|c| is_text(&c.kind))
        .expect("words");
    let col = layout
        .column_of(&section.id, &column.id)
        .expect("its place");
    let at = |row: u32, text: &str| ((spot.sheet.clone(), row, col), text.to_owned());
    let typed = [
        at(spot.first_row, "Một phần mềm khác"),
        at(spot.first_row + spot.capacity - 1, "=thêm mới"),
    ];
    let later = typed_into(&own(&folder, DISTRICT), &typed);
    put(
        &folder,
        "huyen moi.xlsx",
        &saved(&later, Some("2020-11-12T08:00:00Z")),
    );
    folder.tonghop("ingest", &[]);
    let compared = diff(
        &folder,
        "405",
        &["--from", DISTRICT, "--to", "huyen moi.xlsx"],
    );
    let all = compared["forms"][0]["differences"]
        .as_array()
        .expect("differences");
    let found = |change: &str| all.iter().filter(|d| d["change"] == change).count();
    assert_eq!((found("row_added"), found("row_gone")), (2, 1), "{all:#?}");
    let added = all
        .iter()
        .rfind(|d| d["change"] == "row_added")
        .expect("a row");
    assert_eq!(added["after"]["cells"][0]["raw"], "=thêm mới");
    assert_eq!(added["field"], section.id.as_str());
}
