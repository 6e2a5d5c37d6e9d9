//! The quick reader of workbooks: what it takes it reads as the full parser does, and as the standards say; the rest it
//! leaves to the full parser.

use crate::xlsx_variants::{
    Part, READ, SAYS, Truth, Variant, all, base, naive, package, says, shown, with, write, xml,
};
use proptest::prelude::*;
use std::path::PathBuf;
use tempfile::TempDir;
use tonghop::model::raw::RawWorkbook;
use tonghop::read::Reader;

/// Two readers of a workbook that is made of parts.
struct Ways {
    quick: Reader,
    long: Reader,
    folder: TempDir,
}

impl Ways {
    fn new() -> Self {
        Self {
            // It reads what needs no child, and nothing else.
            quick: Reader::new("/no such program"),
            long: Reader::new(env!("CARGO_BIN_EXE_tonghop")),
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// What the quick reader reads; nothing where it leaves the workbook to the full parser.
    fn quick(&mut self, parts: &[Part]) -> Option<RawWorkbook> {
        let path = self.save(&package(parts, ""));
        self.quick.read(&path).ok()
    }

    fn long(&mut self, parts: &[Part]) -> Option<RawWorkbook> {
        let path = self.save(&package(parts, "x"));
        self.long.read(&path).ok()
    }

    fn save(&self, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join("a.xlsx");
        write(&path, bytes);
        path
    }
}

/// Fails with all that is wrong, not with the first.
fn none(wrong: &[String]) {
    let (few, many) = wrong.split_at(wrong.len().min(400));
    assert!(
        wrong.is_empty(),
        "{}\nand {} more",
        few.join("\n"),
        many.len()
    );
}

#[test]
fn the_workbook_of_these_tests_says_one_thing_to_every_reader() {
    let mut ways = Ways::new();
    let parts = base();
    let quick = ways.quick(&parts).expect("plain");
    assert_eq!(shown(&quick), SAYS);
    assert_eq!(ways.long(&parts), Some(quick));
    assert_eq!(naive::says(&parts).as_deref(), Some(SAYS));
}

#[test]
fn whatever_the_quick_reader_takes_is_what_the_standards_and_the_full_parser_say() {
    let mut ways = Ways::new();
    let mut wrong = Vec::new();
    let mut taken = 0;
    for variant in all() {
        let parts = with(variant.part, &variant.content);
        let Some(quick) = ways.quick(&parts) else {
            if variant.is_usual {
                wrong.push(format!("left to the full parser: {}", variant.name));
            }
            continue;
        };
        taken += 1;
        let said = shown(&quick);
        if variant.truth == Truth::NotXml {
            wrong.push(format!("no XML, but read: {}", variant.name));
        } else if let Some(truth) = says(&variant.truth).filter(|truth| *truth != said) {
            wrong.push(format!("{}\n{truth}is read as\n{said}", variant.name));
        } else if naive::says(&parts).as_ref() != Some(&said) {
            let naive = naive::says(&parts);
            wrong.push(format!("by the trees {naive:?}: {}", variant.name));
        } else if !is_known_wrong(&variant) && ways.long(&parts).as_ref() != Some(&quick) {
            wrong.push(format!("otherwise by the full parser: {}", variant.name));
        }
    }
    none(&wrong);
    assert!(taken > 500, "{taken}");
}

#[test]
fn the_full_parser_reads_what_the_standards_say_but_for_what_is_known() {
    let mut ways = Ways::new();
    let mut wrong = Vec::new();
    for variant in all() {
        let Some(truth) = says(&variant.truth).filter(|_| !is_known_wrong(&variant)) else {
            continue;
        };
        let said = ways.long(&with(variant.part, &variant.content));
        let said = said.map(|book| shown(&book));
        if said.as_ref() != Some(&truth) {
            let said = said.unwrap_or_else(|| "refused".to_owned());
            let differs: Vec<&str> = said.lines().filter(|l| !truth.contains(l)).collect();
            wrong.push(format!("{}: {}", variant.name, differs.join(" | ")));
        }
    }
    none(&wrong);
}

/// Where the library behind the full parser is known to read XML in another way than the standard says: what it
/// makes of these is neither wanted nor held.
fn is_known_wrong(variant: &Variant) -> bool {
    let kind = variant.kind.as_str();
    // It takes room for as many texts as a part promises.
    kind.ends_with("\"4294967295\"`")
        // A number with space around it is a text to it, and what was said of the first piece.
        || kind.starts_with("`<v>12<` as `<v>") && kind.contains([' ', '\n'])
}

#[test]
fn what_is_no_xml_is_refused_by_the_full_parser_too_but_for_what_only_tells_of_the_file() {
    let mut ways = Ways::new();
    let whole = ways.long(&base()).expect("it is read");
    let wrong = all()
        .into_iter()
        .filter(|variant| variant.truth == Truth::NotXml);
    let wrong = wrong.filter_map(|variant| {
        let parts = with(variant.part, &variant.content);
        let said = ways.long(&parts);
        let is_right = if variant.part.starts_with("docProps/") {
            said.is_some_and(|said| {
                let one_is_lost = said.application.is_none() != said.saved_at.is_none();
                one_is_lost
                    && (said.sheets, said.names) == (whole.sheets.clone(), whole.names.clone())
            })
        } else {
            said.is_none()
        };
        (!is_right).then_some(variant.name)
    });
    none(&wrong.collect::<Vec<_>>());
}

#[test]
fn no_cut_loss_or_doubling_of_one_byte_is_read_as_anything_but_what_it_says() {
    let mut ways = Ways::new();
    let mut wrong = Vec::new();
    for part in READ {
        let whole = xml(part).into_bytes();
        for at in 0..whole.len() {
            let (before, after) = whole.split_at(at);
            for content in [
                [before, &after[1..]].concat(),
                [before, &after[..1], after].concat(),
            ] {
                judge(&mut ways, (part, &content), &mut wrong);
            }
            // A part that is cut is never whole, so a few places tell as much as all.
            if at % 7 == 0 {
                judge(&mut ways, (part, before), &mut wrong);
            }
        }
    }
    none(&wrong);
}

/// Whatever the quick reader takes of a part is what the trees say.
fn judge(ways: &mut Ways, (part, content): (&'static str, &[u8]), wrong: &mut Vec<String>) {
    let parts = with(part, content);
    if let Some(book) = ways.quick(&parts) {
        let naive = naive::says(&parts);
        let said = shown(&book);
        if naive.as_ref() != Some(&said) {
            let content = String::from_utf8_lossy(content);
            wrong.push(format!(
                "{part} {content}\nby the trees {naive:?}\nread as {said:?}"
            ));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_in_a_few_places_is_read_as_anything_but_what_it_says(
        nth in 0..READ.len(),
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), 0usize..4, "[<>&\"'=/ \\r\\n0-9a-zA-Z#;!?\\[\\]:+é\u{1}\u{FFFE}-]{0,3}|&#[0-9x]{1,4};|<[a-z]{1,2}/>"),
            1..4,
        ),
    ) {
        let part = READ[nth];
        let mut content = xml(part);
        for (at, length, with) in changes {
            let places: Vec<usize> = content.char_indices().map(|(at, _)| at).collect();
            let from = places[at.index(places.len())];
            let to = content[from..].char_indices().nth(length).map_or(content.len(), |(n, _)| from + n);
            content.replace_range(from..to, &with);
            if content.is_empty() {
                break;
            }
        }
        let mut wrong = Vec::new();
        judge(&mut Ways::new(), (part, content.as_bytes()), &mut wrong);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
