//! The sample returns, as files: what is read in them is what the units answered, and nothing is to be mended.

use crate::campaign_run::Folder;
use crate::sample::{returns, sample_kit};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tonghop::check;
use tonghop::check::{Context, Expected, Returns};
use tonghop::kit::example;
use tonghop::model::kit::Kit;
use tonghop::model::unit::Unit;
use tonghop::read::{Reader, Unreadable};
use tonghop::words::Lang;

pub(crate) fn units() -> Vec<Arc<Unit>> {
    let communes = include_str!("../../samples/dong-son-2020.data/communes.tsv");
    let mut units: Vec<Arc<Unit>> = communes
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            unit(cells[0], cells[1], cells[2], "xa")
        })
        .collect();
    let name = "Cơ quan huyện Đông Sơn";
    units.push(unit("405", "huyen", name, "huyen"));
    units
}

fn unit(code: &str, unit_type: &str, name: &str, form: &str) -> Arc<Unit> {
    let (code, form) = (code.parse().expect("a code"), form.parse().expect("a form"));
    Arc::new(Unit::named(code, unit_type, name, form))
}

/// What is understood of each file of an inbox, by its name.
fn inbox(kit: &Kit, folder: &str) -> BTreeMap<String, Result<Returns, Unreadable>> {
    let expected = Expected::new(kit, units());
    let mut reader = Reader::new(env!("CARGO_BIN_EXE_tonghop"));
    let entries = std::fs::read_dir(Path::new(folder).join("2-nhan-ve")).expect("the inbox");
    let paths = entries.map(|entry| entry.expect("a file").path());
    let understood = |path: PathBuf| {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
        let understanding = reader.read(&path).map(|book| {
            let context = Context {
                expected: &expected,
                campaign: "CNTT-2020",
                period: "năm 2020",
                file: name,
                assigned: None,
                sender: None,
            };
            check::understand(&book, &context)
        });
        (name.to_owned(), understanding)
    };
    paths.map(understood).collect()
}

/// Codes and sentences of findings, one a line.
fn said(of: &Result<Returns, Unreadable>) -> String {
    let lines: Vec<String> = match of {
        Ok(understanding) => understanding
            .findings
            .iter()
            .map(|f| format!("{} {}", f.code, f.message.say(Lang::Vi)))
            .collect(),
        Err(refused) => vec![format!(
            "{} {}",
            refused.code.id,
            refused.message.say(Lang::Vi)
        )],
    };
    lines.join("\n")
}

#[test]
fn every_return_of_the_sample_says_what_its_unit_answered() {
    let kit = sample_kit();
    let returns = returns();
    let inbox = inbox(&kit, "samples/dong-son-2020");
    assert_eq!(inbox.len(), returns.len());
    for (file, understanding) in inbox {
        assert_eq!(said(&understanding), "", "{file}");
        let understanding = understanding.expect("understood");
        let unit = understanding.unit.expect("whose it is");
        let reading = understanding
            .readings
            .into_iter()
            .next()
            .expect("what it says");
        let (_, form, typed) = returns
            .iter()
            .find(|(code, ..)| *code == unit)
            .expect("a unit");
        let meant = example::reading(kit.form(form).expect("the form"), typed);
        for field in meant.fields {
            let read = reading.field(&field.field).expect("the field");
            assert_eq!(read.answer, field.answer, "{file}: {}", field.field);
        }
        for (section, rows) in meant.lists {
            let read: Vec<Vec<_>> = reading
                .list(&section)
                .iter()
                .map(|row| row.cells.iter().map(|c| &c.answer).collect())
                .collect();
            let rows: Vec<Vec<_>> = rows
                .iter()
                .map(|row| row.cells.iter().map(|c| &c.answer).collect())
                .collect();
            assert_eq!(read, rows, "{file}: {section}");
        }
    }
}

#[test]
fn each_trouble_of_the_troubled_inbox_is_told_as_what_it_is() {
    let kit = sample_kit();
    let inbox = inbox(&kit, "samples/troubled");
    let codes: Vec<(String, String)> = inbox
        .iter()
        .map(|(file, understanding)| {
            let mut codes: Vec<&str> = match understanding {
                Ok(returns) => returns.findings.iter().map(|f| f.code.as_str()).collect(),
                Err(refused) => vec![refused.code.id],
            };
            codes.dedup();
            (file.clone(), codes.join(" "))
        })
        .collect();
    let expected = [
        ("16378_thi-tran-Rung-Thong_CNTT-2020.xlsx", "SO-08"),
        ("16381_xa-Dong-Hoang_CNTT-2020.xlsx", "SO-03 SO-01"),
        ("16393_xa-Dong-Yen_CNTT-2020.xlsx", "BIEU-04"),
        ("16399 dat mat khau.ods", "TEP-05"),
        ("16399_xa-Dong-Minh_CNTT-2020.xlsx", "BIEU-06"),
        ("16402 Đông Thanh.xlsx", "DV-02"),
        ("16402_xa-Dong-Thanh_CNTT-2020.xlsx", "TEP-04"),
        ("16405_xa-Dong-Tien_CNTT-2020 sửa lại.xlsx", ""),
        ("16405_xa-Dong-Tien_CNTT-2020.xlsx", ""),
        (
            "16408_xa-Dong-Khe_CNTT-2020.xlsx",
            "VB-02 X-MAY-01 X-MAY-03",
        ),
        ("16414 sap xep.xlsx", "CAU-03"),
        ("16417 de len nhan.xlsx", "CAU-04 CAU-09"),
        ("16426 ban ky dong dau.pdf", "TEP-08"),
        ("16426 tu phan mem.xls", "DV-03 CAU-01 CAU-08"),
        ("Dong Ninh (1).xlsx", "CAU-08"),
        ("UBND xã Đông Yên.xlsx", "DV-02"),
        ("bang chung hai xa.xlsx", "TT-01 BANG-04 BANG-06 BANG-07"),
        ("dong hoa.xlsx", "CAU-01"),
        ("Đông Phú gõ lại.xlsx", "DV-03 CAU-01 CAU-08"),
    ];
    let expected: Vec<(String, String)> = expected
        .map(|(file, codes)| (file.to_owned(), codes.to_owned()))
        .to_vec();
    assert_eq!(codes, expected);
}

#[test]
fn the_page_of_the_troubled_inbox_says_what_the_tool_says() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    let said = folder.tonghop("ingest", &["--json"]).out;
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let page = std::fs::read_to_string("samples/troubled/README.md").expect("the page");
    let mut told = std::collections::BTreeSet::new();
    for finding in said["findings"].as_array().expect("findings") {
        let of = |key: &str| finding[key].as_str().expect("text").to_owned();
        if !told.insert((of("file"), of("code"))) {
            continue;
        }
        let line = page
            .lines()
            .find(|l| l.contains(&format!("`{}`", of("file"))));
        let line = line.unwrap_or_else(|| panic!("{} is not on the page", of("file")));
        let first = of("message").lines().next().expect("a line").to_owned();
        assert!(
            line.contains(&of("code")) && line.contains(&first),
            "{}: {}",
            of("file"),
            first
        );
    }
    assert!(told.len() > 18, "{told:?}");
}

#[test]
fn at_least_five_returns_were_saved_by_libreoffice_among_them_an_xls_and_an_ods() {
    let mut reader = Reader::new(env!("CARGO_BIN_EXE_tonghop"));
    let mut office = Vec::new();
    let mut ours = 0;
    for entry in std::fs::read_dir("samples/dong-son-2020/2-nhan-ve").expect("the inbox") {
        let path = entry.expect("a file").path();
        let book = reader.read(&path).expect("a workbook");
        let kind = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        // BIFF has no such property; LibreOffice calls the object in it by this name, Excel does not.
        let in_bytes = || {
            let bytes = std::fs::read(&path).expect("bytes");
            let name = b"Microsoft Excel 97-Tabelle";
            bytes.windows(name.len()).any(|w| w == name)
        };
        match book.application.as_deref() {
            Some(name) if name.contains("LibreOffice") => office.push(kind),
            Some("Microsoft Excel") => ours += 1,
            None if kind == "xls" && in_bytes() => office.push(kind),
            other => panic!("{}: saved by {other:?}", path.display()),
        }
    }
    assert!(office.len() >= 5, "{office:?}");
    assert!(
        office.iter().any(|k| k == "xls") && office.iter().any(|k| k == "ods"),
        "{office:?}"
    );
    assert_eq!(office.len() + ours, 15);
}
