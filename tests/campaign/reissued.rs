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
