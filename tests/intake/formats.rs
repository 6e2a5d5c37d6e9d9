//! What Excel reads is read: packages that are arranged or spelt in another way, older formats with something unusual in
//! them. What is of another program is called by its name.

use crate::package::{packed, parts};
use std::io::Write;
use std::path::Path;
use tonghop::model::raw::RawWorkbook;
use tonghop::read::{Reader, Unreadable};
use tonghop::words::Lang;

/// A return with notes of several kinds, days and percentages in its styles.
const GOOD: &str = "samples/dong-son-2020/2-nhan-ve/16426_xa-Dong-Quang_CNTT-2020.xlsx";

type Parts = Vec<(String, Vec<u8>)>;

fn read(name: &str, bytes: &[u8]) -> Result<RawWorkbook, Unreadable> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    let mut file = std::fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .open(&path)
        .expect("a file");
    file.write_all(bytes).expect("written");
    Reader::new(env!("CARGO_BIN_EXE_tonghop")).read(&path)
}

fn fixture(name: &str) -> Result<RawWorkbook, Unreadable> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    Reader::new(env!("CARGO_BIN_EXE_tonghop")).read(&path)
}

/// Puts a text in place of another, which is there, in the parts whose names end so.
fn replace(parts: &mut Parts, of: &str, from: &str, to: &str) {
    let mut changed = 0;
    for (_, content) in parts.iter_mut().filter(|(name, _)| name.ends_with(of)) {
        let text = String::from_utf8(content.clone()).expect("a text");
        if text.contains(from) {
            *content = text.replace(from, to).into_bytes();
            changed += 1;
        }
    }
    assert!(changed > 0, "{of}: {from}");
}

fn rename(parts: &mut Parts, from: &str, to: &str) {
    let part = parts.iter_mut().find(|(name, _)| name == from);
    to.clone_into(&mut part.expect(from).0);
}

/// The good return, and a workbook with struck-out text, notes and formats, each changed in this way, say what they said.
fn says_the_same(way: &str, edit: impl Fn(&mut Parts)) {
    let looks = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/looks.xlsx");
    for path in [Path::new(GOOD), &looks] {
        let xlsx = std::fs::read(path).expect("a workbook");
        let plain = read("a.xlsx", &xlsx).expect("it is read");
        let mut parts = parts(&xlsx);
        edit(&mut parts);
        let other = read("b.xlsx", &packed(&parts))
            .unwrap_or_else(|e| panic!("{way}: {} {}", path.display(), e.message.say(Lang::En)));
        assert_eq!(other.sheets, plain.sheets, "{way}");
        assert_eq!(other.names, plain.names, "{way}");
    }
}

const BOOK: &str = "xl/_rels/workbook.xml.rels";

#[test]
fn a_package_is_read_whatever_its_folders_and_parts_are_called() {
    says_the_same("all names with backslashes", |parts| {
        for (name, _) in parts {
            *name = name.replace('/', "\\");
        }
    });
    says_the_same("the parts of the workbook with backslashes", |parts| {
        for (name, _) in parts.iter_mut().filter(|(name, _)| name.starts_with("xl/")) {
            *name = name.replace('/', "\\");
        }
    });
    says_the_same("names from the root", |parts| {
        for (name, _) in parts {
            *name = format!("/{name}");
        }
    });
    says_the_same("names in capitals", |parts| {
        for (name, _) in parts.iter_mut().filter(|(name, _)| name.starts_with("xl/")) {
            *name = name.to_uppercase();
        }
    });
    says_the_same("another folder", |parts| {
        for (name, _) in parts.iter_mut() {
            *name = name.replace("xl/", "so lieu/");
        }
        replace(
            parts,
            "_rels/.rels",
            "xl/workbook.xml",
            "so%20lieu/workbook.xml",
        );
        replace(parts, "[Content_Types].xml", "\"/xl/", "\"/so%20lieu/");
    });
    says_the_same("no folder", |parts| {
        for (name, _) in parts.iter_mut().filter(|(name, _)| name.starts_with("xl/")) {
            *name = name.replacen("xl/", "", 1);
        }
        let of_book = parts
            .iter()
            .position(|(name, _)| name == "_rels/workbook.xml.rels");
        assert!(of_book.is_some());
        replace(parts, "_rels/.rels", "xl/workbook.xml", "workbook.xml");
        replace(parts, "[Content_Types].xml", "\"/xl/", "\"/");
    });
    says_the_same("other names of files", |parts| {
        for (from, to) in [
            ("workbook.xml", "bieu.xml"),
            ("_rels/workbook.xml.rels", "_rels/bieu.xml.rels"),
            ("styles.xml", "dang.xml"),
            ("sharedStrings.xml", "chu.xml"),
        ] {
            rename(parts, &format!("xl/{from}"), &format!("xl/{to}"));
        }
        replace(parts, "_rels/.rels", "xl/workbook.xml", "xl/bieu.xml");
        replace(parts, "bieu.xml.rels", "styles.xml", "dang.xml");
        replace(parts, "bieu.xml.rels", "sharedStrings.xml", "chu.xml");
    });
}

#[test]
fn a_relation_is_followed_however_its_target_is_written() {
    says_the_same("by numbers of characters", |parts| {
        rename(
            parts,
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/trang 1.xml",
        );
        replace(
            parts,
            BOOK,
            "worksheets/sheet1.xml",
            "worksheets/trang%201.xml",
        );
        if let Some((name, _)) = parts
            .iter_mut()
            .find(|(name, _)| name == "xl/worksheets/_rels/sheet1.xml.rels")
        {
            *name = "xl/worksheets/_rels/trang 1.xml.rels".to_owned();
        }
    });
    says_the_same("through folders and back", |parts| {
        replace(
            parts,
            BOOK,
            "\"worksheets/",
            "\"../xl/./worksheets/../worksheets/",
        );
    });
    says_the_same("with backslashes", |parts| {
        replace(
            parts,
            BOOK,
            "worksheets/sheet1.xml",
            "worksheets\\sheet1.xml",
        );
    });
    says_the_same("from the root", |parts| {
        replace(parts, BOOK, "\"worksheets/", "\"/xl/worksheets/");
        replace(
            parts,
            BOOK,
            "\"sharedStrings.xml",
            "\"/xl/sharedStrings.xml",
        );
    });
    says_the_same("while another part has the usual name", |parts| {
        rename(parts, "xl/sharedStrings.xml", "xl/chu.xml");
        replace(parts, BOOK, "sharedStrings.xml", "chu.xml");
        let decoy = b"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>";
        parts.push(("xl/sharedStrings.xml".to_owned(), decoy.to_vec()));
    });
}

#[test]
fn a_package_with_two_parts_of_one_name_is_damaged() {
    let mut parts = parts(&std::fs::read(GOOD).expect("a workbook"));
    for (name, _) in &mut parts {
        *name = name.replace('/', "\\");
    }
    let twin = parts.iter().find(|(name, _)| name.ends_with("sheet2.xml"));
    let (name, content) = twin.expect("a sheet").clone();
    parts.push((name.replace('\\', "/"), content));
    let refused = read("a.xlsx", &packed(&parts)).expect_err("it is not read");
    assert_eq!(refused.code.id, "TEP-04");
}

#[test]
fn what_a_cell_holds_beside_its_value_is_not_read() {
    says_the_same("extensions of a cell", |parts| {
        let ext = "</v><extLst><ext uri=\"{1}\"><v>9</v></ext></extLst></c>";
        replace(parts, "sheet1.xml", "</v></c>", ext);
    });
}

#[test]
fn what_is_said_of_the_file_costs_no_more_than_itself_when_it_is_broken() {
    for part in ["app.xml", "core.xml"] {
        says_the_same(part, |parts| {
            let found = parts.iter_mut().find(|(name, _)| name.ends_with(part));
            if let Some((_, content)) = found {
                content.truncate(content.len() / 2);
            }
        });
    }
}

/// The cells of a return of another unit, which each of these files holds too.
fn holds_the_return(name: &str) {
    let book = fixture(name).unwrap_or_else(|e| panic!("{name}: {}", e.message.say(Lang::En)));
    let sheets: Vec<&str> = book.sheets.iter().map(|s| s.name.as_str()).collect();
    assert!(sheets.contains(&"Biểu 01"), "{name}: {sheets:?}");
    let figures = book.sheets.iter().find(|s| s.name == "Biểu 01");
    let cells = figures.map_or(0, |sheet| sheet.cells.len());
    assert!(cells > 200, "{name}: {cells}");
    assert!(book.names.len() > 20, "{name}");
}

#[test]
fn an_xls_that_excel_encrypted_by_itself_is_read() {
    holds_the_return("velvet.xls");
}

#[test]
fn an_xls_with_a_text_document_in_it_is_read() {
    holds_the_return("embedded-word.xls");
}

#[test]
fn an_xls_with_a_stray_cell_far_out_is_read_and_the_cell_kept_at_its_place() {
    holds_the_return("last-cell.xls");
    let book = fixture("last-cell.xls").expect("it is read");
    let last = book
        .sheets
        .iter()
        .flat_map(|s| &s.cells)
        .map(|c| (c.row, c.col))
        .max();
    assert_eq!(last, Some((64_999, 255)));
}

#[test]
fn a_file_of_another_program_is_called_by_its_name_and_says_what_to_save() {
    let numbers: Parts = ["Index/Document.iwa", "Index/Tables/Tile.iwa", "preview.jpg"]
        .map(|name| (name.to_owned(), b"any".to_vec()))
        .into();
    let mail = std::fs::read("tests/fixtures/mail.msg").expect("a fixture");
    let link = br#"{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1a","resource_key":""}"#;
    for (name, bytes, sign) in [
        ("bieu.numbers", packed(&numbers), "Numbers"),
        ("thu.msg", mail, "Outlook"),
        ("bieu.gsheet", link.to_vec(), "Google"),
        (
            "bieu.slk",
            b"ID;PWXL;N;E\r\nC;Y1;X1;K12\r\nE\r\n".to_vec(),
            "SYLK",
        ),
        ("bieu.dif", b"TABLE\r\n0,1\r\n\"EXCEL\"\r\n".to_vec(), "DIF"),
    ] {
        let refused = read(name, &bytes).expect_err(name);
        assert_eq!(refused.code.id, "TEP-19", "{name}");
        let (said, todo) = (refused.message.say(Lang::Vi), refused.todo.say(Lang::Vi));
        assert!(
            said.contains(sign) && todo.contains(".xlsx"),
            "{name}: {said} {todo}"
        );
    }
}
