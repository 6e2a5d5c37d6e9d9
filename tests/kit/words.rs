//! The committed list of sentences: whole, courteous, and all of it in use.

use crate::sources::sources;
use std::collections::{BTreeMap, BTreeSet};

/// Words that officers and communes must not read (they reject, or belong to a questionnaire).
const FORBIDDEN: &[&str] = &[
    "lỗi của đơn vị",
    "trả về",
    "phiếu",
    "giải trình",
    "bị từ chối",
    "sai quy định",
    "yêu cầu đơn vị",
];

/// The facts of a sentence; `{count:cell|cells}` is a word that goes by one of them.
fn slots(sentence: &str) -> BTreeSet<&str> {
    let pieces = sentence.split('{').skip(1);
    let slots = pieces.filter_map(|piece| Some(piece.split_once('}')?.0));
    slots
        .map(|slot| slot.split_once(':').map_or(slot, |(fact, _)| fact))
        .collect()
}

#[test]
fn both_languages_say_the_same_facts() {
    for (id, vi, en) in tonghop::words::all() {
        assert!(
            !vi.trim().is_empty() && !en.trim().is_empty(),
            "{id} says nothing"
        );
        assert_eq!(slots(vi), slots(en), "{id}");
    }
}

#[test]
fn no_sentence_uses_a_word_that_offends_or_misleads() {
    for (id, vi, _) in tonghop::words::all() {
        let lower = vi.to_lowercase();
        for word in FORBIDDEN {
            assert!(!lower.contains(word), "{id}: \"{word}\" in \"{vi}\"");
        }
    }
}

/// Lists of sentences that only whoever runs the program reads. What stands in the others may go into a letter, a
/// workbook or a report.
const ON_SCREEN: &[&str] = &[
    "campaign",
    "cli",
    "close",
    "due",
    "enter",
    "flow",
    "handover",
    "issue",
    "ledger",
    "lint",
    "narrative",
    "signed",
];

#[test]
fn no_sentence_that_may_reach_a_commune_or_a_report_holds_a_command() {
    for (id, vi, en) in tonghop::words::all() {
        let area = id.split_once('.').map_or("", |(area, _)| area);
        let command = [vi, en].iter().any(|said| said.contains("tonghop "));
        assert!(!command || ON_SCREEN.contains(&area), "{id}: {vi}");
    }
}

/// Commands that begin with the campaign's folder.
const ON_A_FOLDER: &[&str] = &[
    "accept",
    "assign",
    "brief",
    "call-list",
    "close",
    "consolidate",
    "correct",
    "diff",
    "editions",
    "emit",
    "enter",
    "explain",
    "extend",
    "export",
    "feedback",
    "hand-over",
    "ignore",
    "ingest",
    "init",
    "issue",
    "letter",
    "log",
    "merge",
    "rebuild",
    "reject",
    "report",
    "run",
    "set",
    "settle",
    "signed",
    "status",
    "undo",
    "use",
    "waive",
    "without",
];

#[test]
fn every_command_in_a_sentence_names_the_folder_that_it_works_on() {
    let folders = [
        "{dir}",
        "\"{folder}\"",
        "{folder}",
        "\"{path}\"",
        "ten-thu-muc",
        "FOLDER",
        "--help",
    ];
    for (id, vi, en) in tonghop::words::all() {
        for said in [vi, en] {
            for command in said.split("tonghop ").skip(1) {
                let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
                let named = folders.iter().any(|folder| rest.starts_with(folder));
                let verb = verb.trim_end_matches(|c: char| !c.is_ascii_lowercase());
                assert!(named || !ON_A_FOLDER.contains(&verb), "{id}: {said}");
            }
        }
    }
}

#[test]
fn every_sentence_is_said_somewhere_and_none_is_missing() {
    let known: BTreeMap<&str, &str> = tonghop::words::all().map(|(id, vi, _)| (id, vi)).collect();
    let areas: BTreeSet<&str> = known
        .keys()
        .filter_map(|id| Some(id.split_once('.')?.0))
        .collect();
    let mut said = BTreeSet::new();
    for (file, text) in sources().into_iter().chain(pages()) {
        for literal in text.split('"') {
            let Some((area, name)) = literal.split_once('.') else {
                continue;
            };
            let plain = |s: &str| {
                !s.is_empty()
                    && s.chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            };
            if areas.contains(area) && plain(name) {
                let file_name = ["toml", "md", "rs", "xlsx", "docx", "xml"].contains(&name);
                assert!(
                    known.contains_key(literal) || file_name,
                    "{file}: no sentence {literal}"
                );
                said.insert(literal.to_owned());
            }
        }
    }
    let silent: Vec<&&str> = known.keys().filter(|id| !said.contains(**id)).collect();
    assert!(silent.is_empty(), "never said: {silent:?}");
}

/// The templates of the desk's pages: they name sentences, and hold none.
fn pages() -> Vec<(String, String)> {
    let all = std::fs::read_dir("templates/desk").expect("the templates");
    let all = all.map(|entry| entry.expect("a file").path());
    let all = all.map(|path| {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        (path.display().to_string(), text)
    });
    all.collect()
}

#[test]
fn no_template_holds_a_sentence_of_its_own() {
    let pages = pages().into_iter();
    for (file, text) in pages.filter(|(_, text)| text.starts_with(['<', '{'])) {
        let outside = text.replace("{{", "<").replace("}}", ">");
        let outside = outside.replace("{%", "<").replace("%}", ">");
        let mut depth = 0_usize;
        let mut said = String::new();
        for c in outside.chars() {
            match c {
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                c if depth == 0 => said.push(c),
                _ => {}
            }
        }
        let words = said.split(|c: char| !c.is_alphabetic());
        let words: Vec<&str> = words.filter(|word| word.chars().count() > 2).collect();
        assert!(
            words.iter().all(|word| ["tonghop", "Enter"].contains(word)),
            "{file}: {words:?}"
        );
    }
}

/// The campaign's folder as it was typed, which only the screen knows.
const ADDED_WHEN_PRINTED: &str = "dir";

#[test]
fn each_message_is_given_the_facts_that_its_sentence_names() {
    let known: BTreeMap<&str, &str> = tonghop::words::all().map(|(id, vi, _)| (id, vi)).collect();
    let mut seen = 0;
    for (file, text) in sources() {
        for call in text.split("msg!(\"").skip(1) {
            let Some((id, rest)) = call.split_once('"') else {
                continue;
            };
            let Some(sentence) = known.get(id) else {
                continue;
            };
            let given = names(rest);
            let wanted = slots(sentence);
            assert!(
                wanted
                    .iter()
                    .all(|slot| given.contains(*slot) || *slot == ADDED_WHEN_PRINTED)
                    || rest.starts_with(").with"),
                "{file}: {id} names {wanted:?}, but is given {given:?}"
            );
            seen += 1;
        }
    }
    assert!(seen > 200, "only {seen} messages were found");
}

/// The names of a macro call's facts, up to its closing bracket.
fn names(rest: &str) -> BTreeSet<String> {
    let mut depth = 1;
    let mut piece = String::new();
    let mut pieces = Vec::new();
    for c in rest.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 1 => pieces.push(std::mem::take(&mut piece)),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if c != ',' || depth != 1 {
            piece.push(c);
        }
    }
    pieces.push(piece);
    let fact = |p: &String| Some(p.split_once('=')?.0.trim().to_owned());
    pieces.iter().filter_map(fact).collect()
}
