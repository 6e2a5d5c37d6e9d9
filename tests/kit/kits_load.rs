//! Every kit of the repository loads: examples pass, each rule sees its counterexample, the narrative is sound, and Excel
//! takes the workbooks that it gives.

use std::path::Path;
use tonghop::app::kit_check::kit_check;
use tonghop::app::kit_folder;
use tonghop::kit;
use tonghop::value::Severity;
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
    let folders = std::fs::read_dir("templates").expect("the templates");
    let folders = folders.map(|entry| entry.expect("a template").path());
    // Beside the kits lie the pages of the desk.
    let kits: Vec<_> = folders
        .filter(|folder| folder.join("kit.toml").is_file())
        .collect();
    for folder in &kits {
        let files = kit_folder::read(folder).expect("the kit's files");
        let id = folder.file_name().and_then(|name| name.to_str());
        assert_eq!(kit::embedded(id.expect("a name")), Some(files));
    }
    assert_eq!(kit::embedded_ids().len(), kits.len());
}

#[test]
fn kits_of_another_kind_are_sound_too() {
    for kit in ["tests/kits/so-ngan", "tests/kits/can-ngheo"] {
        assert_eq!(wrong(kit).join("\n"), "");
    }
}

#[test]
fn a_rule_on_trial_says_so_and_its_errors_are_warnings() {
    let mut files = kit_folder::read(Path::new("tests/cases/kits/sound")).expect("the kit's files");
    for name in ["commune.toml", "kit.toml"] {
        let text = String::from_utf8(files[name].clone()).expect("UTF-8");
        let on_trial = text.replacen(
            "severity = \"error\"",
            "severity = \"error\"\ntrial = true",
            1,
        );
        files.insert(name.to_owned(), on_trial.into_bytes());
    }
    let tried = kit::load(&files).expect("a sound kit");
    let sound = kit_folder::read(Path::new("tests/cases/kits/sound")).expect("the kit's files");
    let before = kit::load(&sound).expect("a sound kit");
    for (rules, before) in [
        (&tried.forms[0].rules, &before.forms[0].rules),
        (&tried.figure_rules, &before.figure_rules),
    ] {
        let (rule, before) = (&rules[0], &before[0]);
        assert_eq!(
            (rule.severity, before.severity),
            (Severity::Warning, Severity::Error)
        );
        assert_eq!(
            rule.message,
            format!("Quy tắc đang thử: {}", before.message)
        );
        assert_eq!(rule.condition.source, before.condition.source);
    }
}
