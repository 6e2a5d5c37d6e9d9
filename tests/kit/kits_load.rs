//! Every kit of the repository loads: examples pass, each rule sees its counterexample, the narrative is sound, and Excel
//! takes the workbooks that it gives.

use std::path::Path;
use tonghop::app::kit_check::kit_check;
use tonghop::app::kit_folder;
use tonghop::kit;
use tonghop::words::Lang;

/// The folders with a kit, and what is wrong with each.
fn wrong(folder: &str) -> Vec<String> {
    match kit_check(Path::new(folder)) {
        Err(message) => vec![message.say(Lang::Vi)],
        Ok(checked) => {
            let mistakes = checked.mistakes().iter();
            let shown = mistakes.map(|mistake| mistake.show(&checked.files, Lang::Vi));
            shown.collect()
        }
    }
}

#[test]
fn the_kit_of_the_district_report_is_sound() {
    assert_eq!(wrong("templates/cntt-huyen-2020").join("\n"), "");
}

#[test]
fn the_program_carries_each_kit_of_the_templates_as_it_is() {
    for entry in std::fs::read_dir("templates").expect("the templates") {
        let folder = entry.expect("a template").path();
        let files = kit_folder::read(&folder).expect("the kit's files");
        let id = folder.file_name().and_then(|name| name.to_str());
        assert_eq!(kit::embedded(id.expect("a name")), Some(files));
    }
    assert_eq!(
        kit::embedded_ids().len(),
        std::fs::read_dir("templates")
            .expect("the templates")
            .count()
    );
}

#[test]
fn kits_of_another_kind_are_sound_too() {
    for kit in ["tests/kits/so-ngan", "tests/kits/can-ngheo"] {
        assert_eq!(wrong(kit).join("\n"), "");
    }
}
