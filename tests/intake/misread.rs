//! Returns that are easily misread: what is told of each file, and what is read in it.

use crate::campaign_run::Folder;
use crate::sample::sample_kit;
use crate::sample_returns::units;
use std::collections::BTreeMap;
use std::path::Path;
use tonghop::check::{Context, Expected, Returns, understand};
use tonghop::model::finding::Finding;
use tonghop::model::reading::{Answer, FieldReading, Reading};
use tonghop::read::Reader;

const FOLDER: &str = "tests/cases/returns";
/// Forms of 16381 that 16393 sends with the identity of 16381 copied.
const FORGED: [&str; 2] = [
    "16393-gia-lam-16381-chep-ma.xlsx",
    "thu-tu-16393-mang-bieu-16381.eml",
];
const EXPECTED: &str = include_str!("../cases/returns.tsv");

fn answers(reading: &Reading) -> impl Iterator<Item = &FieldReading> {
    let rows = reading.lists.iter().flat_map(|(_, rows)| rows);
    reading.fields.iter().chain(rows.flat_map(|row| &row.cells))
}

/// `E14=53`: the first cell of a finding and what is read in it, `-` for nothing.
fn place(finding: &Finding, returns: &Returns) -> Option<String> {
    let place = finding.cells.first()?.place.as_ref()?;
    let mut all = returns.readings.iter().flat_map(answers);
    let read = all.find(|field| field.place.as_ref() == Some(place));
    let value = read.and_then(|field| field.answer.value());
    let value = value.map_or("-".to_owned(), |value| format!("{value:?}"));
    Some(format!("{}={value}", place.shown()))
}

/// What is told: each code, `?` when a person is asked, with its cells, or how often.
fn told(returns: &Returns) -> String {
    let mut of_code: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
    for finding in &returns.findings {
        let asked = if finding.code.asks() { "?" } else { "" };
        let code = format!("{}{asked}", finding.code);
        of_code
            .entry(code)
            .or_default()
            .push(place(finding, returns));
    }
    let line = |(code, places): (String, Vec<Option<String>>)| match places.as_slice() {
        [None] => code,
        [.., None] => format!("{code} x{}", places.len()),
        _ => format!(
            "{code} {}",
            places.into_iter().flatten().collect::<Vec<_>>().join(", ")
        ),
    };
    of_code.into_iter().map(line).collect::<Vec<_>>().join("; ")
}

/// How much of the first return is read: values, nothing to report, blank, not understood.
fn account(returns: &Returns) -> String {
    let Some(reading) = returns.reading() else {
        return String::new();
    };
    let a = &reading.account;
    format!("{} {} {} {}", a.read, a.nil, a.blank, a.not_understood)
}

/// The answers of all its returns, to be compared with those of another file.
fn said(returns: &Returns) -> Vec<&Answer> {
    let readings = returns.readings.iter();
    readings
        .flat_map(answers)
        .map(|field| &field.answer)
        .collect()
}

/// One line of the table for each file: its name, what is told, how much is read, and the first file that says the same.
fn table() -> String {
    let kit = sample_kit();
    let day = jiff::civil::date;
    let expected = Expected::new(&kit, units()).with_period(day(2020, 1, 1), day(2020, 10, 28));
    let mut reader = Reader::new(env!("CARGO_BIN_EXE_tonghop"));
    let entries = std::fs::read_dir(FOLDER).expect("the folder");
    let mut files: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    files.sort();
    let mut before: Vec<(String, Returns)> = Vec::new();
    let mut table = String::new();
    for file in files {
        let line = match reader.read(&Path::new(FOLDER).join(&file)) {
            Err(refused) => refused.code.id.to_owned(),
            Ok(book) => {
                let context = Context {
                    expected: &expected,
                    campaign: "CNTT-2020",
                    period: "năm 2020",
                    file: &file,
                    assigned: None,
                    sender: None,
                };
                let returns = understand(&book, &context);
                let alike = before
                    .iter()
                    .find(|(_, other)| said(other) == said(&returns));
                let alike = alike.map_or("", |(name, _)| name.as_str());
                let line = format!("{}\t{}\t{alike}", told(&returns), account(&returns));
                before.push((file.clone(), returns));
                line
            }
        };
        table += format!("{file}\t{line}").trim_end();
        table.push('\n');
    }
    table
}

#[test]
fn what_is_easily_misread_is_read_rightly_or_asked_or_refused() {
    let expected = EXPECTED.lines().filter(|line| !line.starts_with('#'));
    let table = table();
    let mut found = table.lines();
    for wanted in expected {
        assert_eq!(found.next(), Some(wanted));
    }
    assert_eq!(found.next(), None);
}

/// Standing of the file in a copy of the sample, and codes that are told of it.
fn taken_in(file: &str) -> (String, Vec<String>) {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve").join(file);
    std::fs::copy(Path::new(FOLDER).join(file), inbox).expect("copied");
    let said = folder.tonghop("ingest", &["--json"]);
    assert_eq!(said.code, 1, "{file}: {said:?}");
    let said: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let of_file = |value: &&serde_json::Value| {
        value["file"]
            .as_str()
            .is_some_and(|name| name.starts_with(file))
    };
    let files = said["files"].as_array().expect("files");
    let standing = files.iter().find(of_file).expect("the file")["standing"].clone();
    let findings = said["findings"].as_array().expect("findings").iter();
    let codes = findings
        .filter(of_file)
        .map(|finding| finding["code"].as_str());
    let codes = codes.map(|code| code.expect("a code").to_owned()).collect();
    (standing.as_str().unwrap_or_default().to_owned(), codes)
}

#[test]
fn a_form_with_anothers_identity_waits_whether_it_comes_by_itself_or_in_a_letter_of_another_unit() {
    for file in FORGED {
        let (standing, codes) = taken_in(file);
        assert_eq!(standing, "waits_for_decision", "{file}");
        assert_eq!(codes, ["NHAN-01"], "{file}");
    }
}
