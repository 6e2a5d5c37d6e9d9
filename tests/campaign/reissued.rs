//! Settings and roster that change after the forms were made: no form stays stale without a word.

use crate::campaign_run::Folder;
use crate::departed::roster_changed;
use crate::package;
use tonghop::store::folder::write_whole;

const FORM: &str = "1-gui-di/16390_xa-Dong-Hoa_CNTT-2020.xlsx";
const BESIDE: &str = "1-gui-di/16390_xa-Dong-Hoa_CNTT-2020-lan-2.xlsx";

/// The sample with its forms made.
fn emitted() -> Folder {
    let folder = Folder::sample();
    let said = folder.tonghop("emit", &[]);
    assert!(folder.file(FORM).is_file(), "{said:?}");
    folder
}

/// The settings say something else.
fn set(folder: &Folder, old: &str, new: &str) {
    let path = folder.file("dot-bao-cao.toml");
    let before = std::fs::read_to_string(&path).expect("the settings");
    assert!(before.contains(old));
    write_whole(&path, before.replace(old, new).as_bytes()).expect("written");
}

/// Whether a workbook shows a text.
fn shows(folder: &Folder, name: &str, wanted: &str) -> bool {
    let found = std::cell::Cell::new(false);
    let bytes = std::fs::read(folder.file(name)).expect("the form");
    package::changed_texts(&bytes, |_, text| {
        found.set(found.get() || text.contains(wanted));
        text
    });
    found.get()
}

#[test]
fn forms_made_before_a_deadline_moved_are_made_anew_once_and_the_screen_says_so() {
    let folder = emitted();
    set(
        &folder,
        "don_vi_gui = \"2020-11-05\"",
        "don_vi_gui = \"2020-11-12\"",
    );
    assert!(shows(&folder, FORM, "05/11/2020"));
    let said = folder.tonghop_on("2020-11-17", "run", &[]);
    assert!(said.out.contains("Đã lập lại"), "{said:?}");
    assert!(shows(&folder, FORM, "12/11/2020"));
    assert!(!shows(&folder, FORM, "05/11/2020"));
    let made = folder.contents("1-gui-di");
    let said = folder.tonghop_on("2020-11-18", "run", &[]);
    assert!(!said.out.contains("Đã lập lại"), "{said:?}");
    let forms = |all: Vec<(String, String)>| -> Vec<_> {
        let forms = all.into_iter();
        forms
            .filter(|(name, _)| name.contains("CNTT-2020"))
            .collect()
    };
    assert_eq!(forms(folder.contents("1-gui-di")), forms(made));
}

#[test]
fn forms_emitted_again_on_a_later_day_stay_as_they_are_where_nothing_but_the_day_is_new() {
    let forms = |folder: &Folder| -> Vec<_> {
        let all = folder.contents("1-gui-di").into_iter();
        all.filter(|(name, _)| name.contains("CNTT-2020")).collect()
    };
    let folder = emitted();
    let made = forms(&folder);
    for (day, arguments) in [("2020-11-18", &[][..]), ("2020-11-19", &["--common"])] {
        let said = folder.tonghop_on(day, "emit", arguments);
        assert!(said.out.contains("Đã lập 0 biểu gửi đi"), "{said:?}");
        assert_eq!(forms(&folder), made, "{day}");
    }
    std::fs::remove_file(folder.file(FORM)).expect("removed");
    let said = folder.tonghop_on("2020-11-20", "emit", &[]);
    let one = format!("Đã lập 1 biểu gửi đi; {} biểu đã có", made.len() - 1);
    assert!(said.out.contains(&one), "{said:?}");
    assert!(folder.file(FORM).is_file());
}

#[test]
fn a_form_that_a_person_changed_gets_a_new_one_beside_it_when_forms_are_asked_for_again() {
    let folder = emitted();
    let before = std::fs::read(folder.file(FORM)).expect("the form");
    let edited = package::changed_texts(&before, |_, text| text.replace("Đông Sơn", "Đông  Sơn"));
    write_whole(&folder.file(FORM), &edited).expect("saved");
    let said = folder.tonghop_on("2020-11-18", "emit", &[]);
    assert!(said.out.contains("Đã lập 1 biểu gửi đi"), "{said:?}");
    assert_eq!(std::fs::read(folder.file(FORM)).expect("the form"), edited);
    assert!(folder.file(BESIDE).is_file());
    let said = folder.tonghop_on("2020-11-19", "emit", &[]);
    assert!(said.out.contains("Đã lập 0 biểu gửi đi"), "{said:?}");
}

#[test]
fn a_form_that_a_person_changed_is_not_overwritten_when_a_deadline_moves_but_told() {
    let folder = emitted();
    let before = std::fs::read(folder.file(FORM)).expect("the form");
    let edited = package::changed_texts(&before, |_, text| text.replace("Đông Sơn", "Đông  Sơn"));
    assert_ne!(edited, before);
    write_whole(&folder.file(FORM), &edited).expect("saved");
    set(
        &folder,
        "don_vi_gui = \"2020-11-05\"",
        "don_vi_gui = \"2020-11-12\"",
    );
    let said = folder.tonghop("run", &[]);
    assert_eq!(std::fs::read(folder.file(FORM)).expect("the form"), edited);
    assert!(said.out.contains("CNTT-2020-lan-2.xlsx"), "{said:?}");
    assert!(shows(&folder, BESIDE, "12/11/2020"));
}

#[test]
fn the_form_under_the_old_name_of_a_campaign_is_told_as_of_no_use() {
    let folder = emitted();
    set(
        &folder,
        "ten_dot = \"CNTT-2020\"",
        "ten_dot = \"CNTT-2020b\"",
    );
    let said = folder.tonghop("emit", &[]);
    assert!(said.out.contains("không còn dùng"), "{said:?}");
    assert!(
        folder
            .file("1-gui-di/16390_xa-Dong-Hoa_CNTT-2020b.xlsx")
            .is_file()
    );
}

#[test]
fn a_unit_renamed_after_its_form_was_made_gets_a_new_one_and_the_old_is_told_as_of_no_use() {
    let folder = roster_changed(|cells| {
        for cell in cells.iter_mut().filter(|cell| *cell == "Xã Đông Yên") {
            *cell = "Xã Đông Yên Mới".to_owned();
        }
        true
    });
    let old = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
    let new = "1-gui-di/16393_xa-Dong-Yen-Moi_CNTT-2020.xlsx";
    assert!(folder.file("1-gui-di").join(old).is_file());
    let said = folder.tonghop("run", &[]);
    assert!(
        said.out.contains("không còn dùng") && said.out.contains(old),
        "{said:?}"
    );
    assert!(shows(&folder, new, "Xã Đông Yên Mới"));
    std::fs::remove_file(folder.file("1-gui-di").join(old)).expect("removed");
    let said = folder.tonghop("run", &[]);
    assert!(!said.out.contains("không còn dùng"), "{said:?}");
}

#[test]
fn the_dispatch_list_names_the_newest_form_and_programs_are_told_what_became_of_the_old_ones() {
    let folder = emitted();
    let before = std::fs::read(folder.file(FORM)).expect("the form");
    let edited = package::changed_texts(&before, |_, text| text.replace("Đông Sơn", "Đông  Sơn"));
    std::fs::remove_file(folder.file(FORM)).expect("removed");
    write_whole(&folder.file(FORM), &edited).expect("saved");
    set(
        &folder,
        "don_vi_gui = \"2020-11-05\"",
        "don_vi_gui = \"2020-11-12\"",
    );
    let said = folder.tonghop("emit", &["--json"]);
    let list = "1-gui-di/danh-sach-gui.xlsx";
    let newest = "16390_xa-Dong-Hoa_CNTT-2020-lan-2.xlsx";
    assert!(shows(&folder, list, newest));
    assert!(!shows(&folder, list, "16390_xa-Dong-Hoa_CNTT-2020.xlsx"));
    let told: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let remade: Vec<&str> = told["remade"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(serde_json::Value::as_str)
        .collect();
    assert_eq!(remade.len(), 16, "{}", said.out);
    assert!(remade.iter().any(|path| path.ends_with(newest)));
    set(
        &folder,
        "ten_dot = \"CNTT-2020\"",
        "ten_dot = \"CNTT-2020b\"",
    );
    let said = folder.tonghop("emit", &["--json"]);
    let told: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    // Also the one that was put beside the edited one.
    assert_eq!(
        told["unused"].as_array().map(Vec::len),
        Some(17),
        "{}",
        said.out
    );
}

#[test]
fn forms_of_a_run_that_was_cut_off_are_written_over_by_the_next_one_and_none_stays_stale() {
    let folder = emitted();
    let mut due = 5;
    for wait in [100, 200, 300, 450, 600, 800] {
        let (old, new) = (due, due + 1);
        due = new;
        set(
            &folder,
            &format!("don_vi_gui = \"2020-11-{old:02}\""),
            &format!("don_vi_gui = \"2020-11-{new:02}\""),
        );
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("tonghop"))
            .arg("emit")
            .arg(folder.path())
            // Another minute, so that no form has the same bytes.
            .args(["--now", &format!("2020-11-02T08:{new:02}")])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().ok();
        child.wait().expect("it ended");
    }
    let said = folder.tonghop("run", &[]);
    assert!(said.code < 2, "{said:?}");
    for (name, _) in folder.contents("1-gui-di") {
        assert!(!name.contains("-lan-2"), "{name}");
        if name.contains("CNTT-2020") {
            assert!(
                shows(&folder, &format!("1-gui-di/{name}"), "11/11/2020"),
                "{name}"
            );
        }
    }
}

#[test]
fn a_day_of_figures_that_moves_after_answers_came_is_asked_of_each_and_no_longer_when_it_moves_back()
 {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let report = folder.file("4-ket-qua/bao-cao.docx");
    std::fs::remove_file(&report).expect("removed");
    let (old, new) = ("thiet_bi = \"2020-10-28\"", "thiet_bi = \"2020-10-30\"");
    set(&folder, old, new);
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(!report.exists());
    for part in ["16390-BIEU-09", "Tính đến ngày 28/10/2020", "30/10/2020"] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    set(&folder, new, old);
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    assert!(report.exists());
    // A span of which one day moves is another span, though its other day is named.
    std::fs::remove_file(&report).expect("removed");
    set(
        &folder,
        "ho_so = { tu = \"2020-01-01\", den = \"2020-10-28\" }",
        "ho_so = { tu = \"2020-01-01\", den = \"2020-10-30\" }",
    );
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("405-BIEU-09"), "{}", said.out);
    assert!(!report.exists());
    // A year that is typed wrongly in the name of the period says that every form is of another one.
    set(&folder, "den = \"2020-10-30\" }", "den = \"2020-10-28\" }");
    set(&folder, "ten = \"năm 2020\"", "ten = \"năm 2021\"");
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("BIEU-04"), "{}", said.out);
    set(&folder, "ten = \"năm 2021\"", "ten = \"năm 2020\"");
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    assert!(report.exists());
}

#[test]
fn what_is_said_of_many_units_alike_is_one_obstacle_and_can_be_accepted_by_one_decision() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let report = folder.file("4-ket-qua/bao-cao.docx");
    std::fs::remove_file(&report).expect("removed");
    set(
        &folder,
        "thiet_bi = \"2020-10-28\"",
        "thiet_bi = \"2020-10-30\"",
    );
    let said = folder.tonghop("run", &[]);
    let waits = said.out.split("Trước khi có bản trình ký còn").nth(1);
    let waits = waits.expect("what a final waits for");
    assert_eq!(waits.matches("Tính đến ngày").count(), 1, "{waits}");
    for part in ["15 đơn vị (", "BIEU-09 --reason"] {
        assert!(waits.contains(part), "{part}: {waits}");
    }
    let draft = folder.report("bao-cao_du-thao.docx").join("\n");
    assert!(draft.contains("15 đơn vị (") && !draft.contains("--reason"));
    let said = folder.tonghop("accept", &["bieu-09", "--reason", "số không đổi"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("15 mục"), "{}", said.out);
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    assert!(report.exists());
}
