//! A kit that is right loads; each case breaks it in one way and says what is then printed, and where.

use std::path::Path;
use tonghop::app::kit_folder;
use tonghop::kit;
use tonghop::model::reading::Answer;
use tonghop::source::Files;
use tonghop::source::snippet;
use tonghop::value::{Nil, Value};
use tonghop::words::Lang;

const CASES: &str = include_str!("../cases/kits/mistakes.txt");

fn sound() -> Files {
    kit_folder::read(Path::new("tests/cases/kits/sound"))
        .expect("the sound kit is in the repository")
}

/// The mistakes, one a line: `file:line:column-end message — help`.
fn mistakes(files: &Files) -> String {
    let Err(mistakes) = kit::load(files) else {
        return "none\n".to_owned();
    };
    let mut lines = Vec::new();
    for mistake in mistakes {
        let bytes = files.get(&mistake.file).map_or(&[][..], Vec::as_slice);
        let text = String::from_utf8_lossy(bytes);
        let (line, from) = snippet::line_and_column(&text, mistake.span.start);
        let (_, to) = snippet::line_and_column(&text, mistake.span.end);
        let help = mistake.help.map(|h| format!(" — {}", h.say(Lang::Vi)));
        lines.push(format!(
            "{}:{line}:{from}-{to} {}{}\n",
            mistake.file,
            mistake.message.say(Lang::Vi),
            help.unwrap_or_default()
        ));
    }
    lines.concat()
}

struct Case<'c> {
    title: &'c str,
    changes: Vec<(&'c str, String, String)>,
    expected: String,
}

/// `# title`, then for each change `file`, `- text before`, `+ text after`, then `= mistake` lines.
fn cases() -> Vec<Case<'static>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut file = "";
    let mut before = String::new();
    for line in CASES.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            cases.push(Case {
                title,
                changes: Vec::new(),
                expected: String::new(),
            });
        } else if let Some(text) = line.strip_prefix("- ") {
            before = text.replace("\\n", "\n");
        } else if let Some(text) = line.strip_prefix("+ ") {
            let change = (file, before.clone(), text.replace("\\n", "\n"));
            cases
                .last_mut()
                .expect("a title first")
                .changes
                .push(change);
        } else if let Some(mistake) = line.strip_prefix("= ") {
            let case = cases.last_mut().expect("a title first");
            case.expected += mistake;
            case.expected.push('\n');
        } else {
            file = line.trim();
        }
    }
    cases
}

#[test]
fn the_sound_kit_has_no_mistake() {
    assert_eq!(mistakes(&sound()), "none\n");
}

#[test]
fn each_mistake_is_told_at_its_place() {
    let cases = cases();
    assert!(cases.len() > 100, "only {} cases were read", cases.len());
    let mut told = Vec::new();
    let mut expected = Vec::new();
    for case in cases {
        let mut files = sound();
        for (file, before, after) in &case.changes {
            let text = String::from_utf8(files[*file].clone()).expect("the sound kit is UTF-8");
            assert!(
                text.contains(before),
                "{}: no `{before}` in {file}",
                case.title
            );
            files.insert(
                (*file).to_owned(),
                text.replacen(before, after, 1).into_bytes(),
            );
        }
        told.push(format!("# {}\n{}", case.title, mistakes(&files)));
        expected.push(format!("# {}\n{}", case.title, case.expected));
    }
    let (told, expected) = (told.concat(), expected.concat());
    assert!(
        told == expected,
        "{}\ntold in full:\n{told}",
        first_difference(&told, &expected)
    );
}

fn first_difference(told: &str, expected: &str) -> String {
    let mut pairs = told.lines().zip(expected.lines());
    pairs.find(|(a, b)| a != b).map_or_else(
        || "one ends before the other".to_owned(),
        |(told, expected)| format!("told:     {told}\nexpected: {expected}"),
    )
}

fn with(file: &str, change: impl Fn(&str) -> String) -> Files {
    let mut files = sound();
    let text = String::from_utf8(files[file].clone()).expect("the sound kit is UTF-8");
    files.insert(file.to_owned(), change(&text).into_bytes());
    files
}

#[test]
fn what_an_editor_leaves_in_a_file_is_no_mistake() {
    for file in ["kit.toml", "commune.toml", "report.md"] {
        let files = with(file, |text| {
            format!("\u{feff}{}", text.replace('\n', "\r\n"))
        });
        assert_eq!(mistakes(&files), "none\n", "{file}");
        let kit = kit::load(&files).expect("no mistake was told");
        assert!(kit.narrative.starts_with("# Hạ tầng\n\n"));
    }
    let curly = with("commune.toml", |t| {
        t.replace("\"Khó khăn\"", "“Khó khăn”")
            .replace("[\"\"]", "[“”]")
    });
    assert_eq!(mistakes(&curly), "none\n");
    let curly = with("report.md", |t| {
        t.replace("bang(\"ha_tang\")", "bang(“ha_tang”)")
    });
    assert_eq!(mistakes(&curly), "none\n");
}

#[test]
fn a_mistake_is_printed_with_file_line_column_and_caret() {
    let files = with("commune.toml", |t| {
        format!("\u{feff}{}", t.replacen("unit =", "unite =", 1))
    });
    let Err(told) = kit::load(&files) else {
        panic!("the mistake is not told")
    };
    let shown: Vec<String> = told.iter().map(|m| m.show(&files, Lang::Vi)).collect();
    assert_eq!(
        shown.join("\n"),
        include_str!("../cases/kits/shown.txt").trim_end()
    );
}

#[test]
fn the_example_is_read_like_a_return_and_a_change_reaches_its_form() {
    let kit = kit::load(&sound()).expect("the sound kit loads");
    let readings = kit::example::forms(&kit);
    let forms: Vec<&str> = readings.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(forms, ["xa", "huyen"]);
    let commune = &readings[0].1;
    let answer = |id: &str| &commune.field(id).expect("a field of the form").answer;
    assert_eq!(*answer("may_de_ban"), Answer::Value(Value::Number(18.0)));
    assert_eq!(*answer("mang_lan"), Answer::Value(Value::YesNo(true)));
    let reason = String::new();
    let nil = Nil::NotArisen;
    assert_eq!(*answer("may_xach_tay"), Answer::Nil { nil, reason });
    assert_eq!(*answer("muc_do"), Answer::Blank);
    assert_eq!(readings[1].1.list("phan_mem").len(), 1);

    let change = [
        ("huyen.phan_mem[3].ten".to_owned(), "TABMIS".to_owned()),
        ("xa.may_de_ban".to_owned(), "20".to_owned()),
    ];
    let changed = kit::example::forms_with(&kit, &change.into());
    assert_eq!(changed[1].1.list("phan_mem").len(), 2);
    let raw = changed[0].1.field("may_de_ban").map(|f| f.raw.as_str());
    assert_eq!(raw, Some("20"));
}

#[test]
fn no_bytes_make_the_loader_panic() {
    let sound = sound();
    for (file, bytes) in &sound {
        for cut in (0..bytes.len()).step_by(7) {
            let mut files = sound.clone();
            let mut broken = bytes[..cut].to_vec();
            broken.extend_from_slice(&bytes[(cut + 5).min(bytes.len())..]);
            files.insert(file.clone(), broken);
            if let Err(mistakes) = kit::load(&files) {
                for mistake in mistakes {
                    assert!(!mistake.show(&files, Lang::Vi).is_empty());
                }
            }
        }
    }
    for text in [
        "",
        "[",
        "[[[[",
        "a.b.c = {",
        "\u{0}",
        "kit = 1\nfigure = 2",
        "[kit]\nforms = [[]]",
    ] {
        let mut files = sound.clone();
        files.insert("kit.toml".to_owned(), text.as_bytes().to_vec());
        assert!(kit::load(&files).is_err(), "{text}");
    }
    assert!(kit::load(&Files::new()).is_err());
}

/// Exit code and standard output of `kit check --json` on a kit in a folder of its own.
fn checked_as_json(files: &Files) -> (Option<i32>, serde_json::Value) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        tonghop::store::folder::write_whole(&dir.path().join(name), bytes).expect("written");
    }
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(["kit", "check", "--json"])
        .arg(dir.path())
        .output()
        .expect("the program runs");
    let json = serde_json::from_slice(&ran.stdout).expect("one JSON value");
    (ran.status.code(), json)
}

#[test]
fn programs_are_told_the_mistakes_as_a_list() {
    assert_eq!(checked_as_json(&sound()), (Some(0), serde_json::json!([])));
    let files = with("commune.toml", |t| {
        t.replacen("unit =", "unite =", 1)
            .replacen("sd = \"17\"", "sd = \"99\"", 1)
    });
    let (code, told) = checked_as_json(&files);
    assert_eq!(code, Some(2));
    let unknown = serde_json::json!({
        "file": "commune.toml",
        "line": 22,
        "column": 1,
        "code": "kit.unknown-key",
        "message": "Không có khóa nào tên là `unite`.",
        "help": "có phải `unit`?",
    });
    assert_eq!(told[0], unknown);
    assert_eq!(told[1]["code"], "kit.example-trips");
    assert_eq!(told[1]["help"], serde_json::Value::Null);
    assert_eq!(told.as_array().map(Vec::len), Some(2));
}

#[test]
fn a_folder_that_is_no_kit_is_told_so() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let told = |dir: &Path| kit_folder::read(dir).map_err(|m| m.id);
    assert_eq!(told(dir.path()), Err("kit.no-kit-file".to_owned()));
    let absent = dir.path().join("khong-co");
    assert_eq!(told(&absent), Err("kit.folder-unreadable".to_owned()));
    let file = tempfile::Builder::new()
        .prefix("kit")
        .suffix(".toml")
        .rand_bytes(0)
        .tempfile_in(dir.path())
        .expect("a file in it");
    assert!(told(dir.path()).is_ok());
    file.as_file()
        .set_len((1 << 20) + 1)
        .expect("a longer file");
    assert_eq!(told(dir.path()), Err("kit.file-too-big".to_owned()));
}

#[test]
fn no_sheet_of_a_form_is_called_as_one_that_the_program_adds() {
    use tonghop::layout::{AIDS, IDENTITY_SHEET};
    let added = AIDS.iter().map(|(name, _)| *name).chain([IDENTITY_SHEET]);
    for name in added {
        let mut files = sound();
        let text = String::from_utf8(files["commune.toml"].clone()).expect("UTF-8");
        let line = text
            .lines()
            .find(|l| l.starts_with("sheet = "))
            .expect("one");
        let text = text.replacen(line, &format!("sheet = \"{name}\""), 1);
        files.insert("commune.toml".to_owned(), text.into_bytes());
        let told = mistakes(&files);
        assert!(
            told.contains("commune.toml") && told.contains(name),
            "{name}: {told}"
        );
    }
}

#[test]
fn a_narrative_that_goes_deeper_than_any_report_is_refused_at_its_place() {
    for deep in [
        format!("{{% if {}true %}}a{{% endif %}}", "not ".repeat(100_000)),
        format!(
            "{{% if true %}}a{}{{% endif %}}",
            "{% elif true %}b".repeat(20_000)
        ),
        format!(
            "{{% if {} %}}a{{% endif %}}",
            "true and ".repeat(30_000) + "true"
        ),
        format!("{{{{ {}1 }}}}", "-".repeat(100_000)),
        "{% if true %}".repeat(20_000),
    ] {
        let mut files = sound();
        let name = files.keys().find(|name| name.contains(".md")).cloned();
        let text = files.get_mut(&name.expect("a narrative")).expect("it");
        text.extend_from_slice(deep.as_bytes());
        let told = mistakes(&files);
        assert!(told.contains("quá nhiều lớp điều kiện"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn a_label_longer_than_a_cell_has_room_for_is_refused_at_its_place() {
    for length in [4_001, 40_000] {
        let mut files = sound();
        for text in files.values_mut() {
            let whole = String::from_utf8(text.clone()).expect("UTF-8");
            let label = format!("label = \"{}", "d".repeat(length));
            *text = whole.replacen("label = \"", &label, 1).into_bytes();
        }
        let told = mistakes(&files);
        assert!(told.contains("`label` dài"), "{told}");
        assert!(!told.contains("máy không thực hiện được"), "{told}");
    }
}
