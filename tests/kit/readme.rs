//! What the READMEs tell people to type is there to be typed.

use std::collections::BTreeSet;
use tonghop::model::code::CODES;

/// What an officer is to do with each kind of finding and of trouble.
const TROUBLES: &str = include_str!("../../docs/xu-ly.md");

fn commands(text: &str) -> BTreeSet<&str> {
    text.split("tonghop ")
        .skip(1)
        .filter_map(|t| t.split(|c: char| !c.is_ascii_lowercase()).next())
        .filter(|w| !w.is_empty())
        .collect()
}

#[test]
fn every_command_that_the_readmes_name_is_known() {
    let help = assert_cmd::Command::cargo_bin("tonghop")
        .expect("the program")
        .args(["--help", "--lang", "en"])
        .output()
        .expect("it runs");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    for (name, text) in [
        ("README.md", include_str!("../../README.md")),
        ("README.vi.md", include_str!("../../README.vi.md")),
        ("docs/xu-ly.md", TROUBLES),
    ] {
        let code = text.split('`').enumerate().filter(|(at, _)| at % 2 == 1);
        let quoted = code.map(|(_, code)| code).collect::<Vec<_>>().join("\n");
        for command in commands(&quoted) {
            assert!(
                help.lines()
                    .any(|line| line.trim_start().starts_with(command)),
                "{name}: no command {command} in\n{help}"
            );
        }
    }
}

#[test]
fn both_readmes_give_the_same_commands_and_pictures() {
    let of = |text: &'static str| -> (Vec<&'static str>, Vec<&'static str>) {
        let code = text.split("```").enumerate().filter(|(at, _)| at % 2 == 1);
        let pictures = text
            .split("](docs/")
            .skip(1)
            .filter_map(|t| t.split(')').next());
        (code.map(|(_, block)| block).collect(), pictures.collect())
    };
    let (code, pictures) = of(include_str!("../../README.md"));
    assert_eq!(
        of(include_str!("../../README.vi.md")),
        (code, pictures.clone())
    );
    for picture in pictures {
        assert!(
            std::path::Path::new("docs").join(picture).is_file(),
            "{picture}"
        );
    }
}

#[test]
fn tests_that_need_office_programs_are_a_group_of_their_own() {
    let manifest = std::fs::read_to_string("Cargo.toml").expect("the manifest");
    assert!(manifest.contains("name = \"office\"\ntest = false"));
    for group in std::fs::read_dir("tests").expect("the tests") {
        let group = group.expect("a group").path();
        for test in std::fs::read_dir(&group).into_iter().flatten() {
            let name = test.expect("a test").file_name();
            let for_office = name.to_string_lossy().starts_with("office_");
            assert!(
                !for_office || group.ends_with("office"),
                "{} would run without its programs",
                name.display()
            );
        }
    }
}

#[test]
fn the_officers_page_says_what_to_do_with_every_code() {
    let rows = TROUBLES.lines().filter(|line| line.starts_with("| "));
    let first_cells = rows.filter_map(|row| row.split('|').nth(1));
    let named: BTreeSet<&str> = first_cells
        .flat_map(|cell| cell.split([' ', ',']))
        .collect();
    for row in CODES {
        assert!(named.contains(row.id), "{} is missing", row.id);
    }
}
