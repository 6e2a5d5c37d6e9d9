//! A kit that is right loads; each case breaks it in one way and says what is then printed, and where.

use std::path::Path;
use tonghop::kit::{self, Files};
use tonghop::words::{Lang, snippet};

const CASES: &str = include_str!("cases/kits/mistakes.txt");

fn sound() -> Files {
    kit::read_folder(Path::new("tests/cases/kits/sound"))
        .expect("the sound kit is in the repository")
}

/// The mistakes, one a line: `file:line:column-end message — help`.
fn mistakes(files: &Files) -> String {
    let Err(mistakes) = kit::load(files) else {
        return "none\n".to_owned();
    };
    let mut lines = String::new();
    for mistake in mistakes {
        let bytes = files.get(&mistake.file).map_or(&[][..], Vec::as_slice);
        let text = String::from_utf8_lossy(bytes);
        let (line, from) = snippet::line_and_column(&text, mistake.span.start);
        let (_, to) = snippet::line_and_column(&text, mistake.span.end);
        let help = mistake.help.map(|h| format!(" — {}", h.say(Lang::Vi)));
        lines += &format!(
            "{}:{line}:{from}-{to} {}{}\n",
            mistake.file,
            mistake.message.say(Lang::Vi),
            help.unwrap_or_default()
        );
    }
    lines
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
    let mut told = String::new();
    let mut expected = String::new();
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
        told += &format!("# {}\n{}\n", case.title, mistakes(&files));
        expected += &format!("# {}\n{}\n", case.title, case.expected);
    }
    if told != expected {
        let told: Vec<&str> = told.lines().collect();
        for (at, line) in expected.lines().enumerate() {
            let got = told.get(at).copied().unwrap_or_default();
            assert_eq!(
                got,
                line,
                "in:\n{}",
                told[..told.len().min(at + 8)].join("\n")
            );
        }
        panic!("more was told than expected:\n{}", told.join("\n"));
    }
}
