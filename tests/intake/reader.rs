//! Files that people send: read as they are, or refused with a word about what they are.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::package;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tonghop::model::code::SettledBy;
use tonghop::model::raw::{RawSheet, RawWorkbook, cell_name};
use tonghop::read::{Reader, Unreadable};
use tonghop::value::Raw;
use tonghop::words::Lang;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn reader() -> Reader {
    Reader::new(env!("CARGO_BIN_EXE_tonghop"))
}

fn read_bytes(reader: &mut Reader, name: &str, bytes: &[u8]) -> Result<RawWorkbook, Unreadable> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    put(&path, bytes);
    reader.read(&path)
}

fn put(path: &Path, bytes: &[u8]) {
    std::fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .open(path)
        .unwrap()
        .write_all(bytes)
        .unwrap();
}

/// A workbook with one of each kind of cell.
fn sample() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("I. Thiết bị").unwrap();
    sheet.set_formula_result_default("");
    sheet.write(0, 0, "  12 ").unwrap();
    sheet.write(0, 1, 15).unwrap();
    let percent = Format::new().set_num_format("0.0%");
    sheet.write_with_format(0, 2, 0.985, &percent).unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let date = ExcelDateTime::from_ymd(2026, 5, 31).unwrap();
    sheet.write_with_format(0, 3, &date, &day).unwrap();
    sheet.write(0, 4, true).unwrap();
    sheet
        .write(1, 0, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet
        .write(1, 1, Formula::new("=B1+1").set_result("16"))
        .unwrap();
    sheet
        .write(1, 2, Formula::new("=IF(B1>0,\"\",1)").set_result(""))
        .unwrap();
    sheet.write_blank(1, 3, &percent).unwrap();
    book.add_worksheet()
        .set_name("_tonghop")
        .unwrap()
        .set_very_hidden(true)
        .write(0, 0, "kit")
        .unwrap();
    book.define_name("may_de_ban", "='I. Thiết bị'!$B$1")
        .unwrap();
    book.define_name("vung", "='I. Thiết bị'!$A$1:$B$2")
        .unwrap();
    book.save_to_buffer().unwrap()
}

/// The cells of a sheet, one a line, as a person would note them.
fn shown(sheet: &RawSheet) -> String {
    let lines: Vec<String> = sheet
        .cells
        .iter()
        .map(|c| {
            let value = match &c.value {
                Raw::Text(text) => format!("{text:?}"),
                Raw::Date(serial) => format!("day {serial}"),
                Raw::Uncomputed => "uncomputed".to_owned(),
                other => other.shown(),
            };
            let percent = if c.percent == Some(true) { " %" } else { "" };
            let formula = c
                .formula
                .as_ref()
                .map_or(String::new(), |f| format!(" ={f}"));
            format!("{} {value}{percent}{formula}", cell_name(c.row, c.col))
        })
        .collect();
    lines.join("\n")
}

/// The same package with some parts replaced or added.
fn with_parts(bytes: &[u8], parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut all = package::parts(bytes);
    all.retain(|(old, _)| parts.iter().all(|(new, _)| new != old));
    let new = parts
        .iter()
        .map(|(name, content)| ((*name).to_owned(), content.to_vec()));
    all.extend(new);
    package::packed(&all)
}

fn with_sheet(rows: &str) -> Vec<u8> {
    let xml = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    with_parts(&sample(), &[("xl/worksheets/sheet1.xml", xml.as_bytes())])
}

/// The code of the refusal; and the reader still reads afterwards.
fn refused(name: &str, bytes: &[u8]) -> &'static str {
    let mut reader = reader().with_patience(Duration::from_secs(5));
    let fault = read_bytes(&mut reader, name, bytes).expect_err(name);
    for lang in [Lang::Vi, Lang::En] {
        for message in [&fault.message, &fault.todo] {
            let said = message.say(lang);
            assert!(said.len() > 12 && !said.contains("read."), "{said}");
        }
    }
    let next = read_bytes(&mut reader, "next.xlsx", &sample()).unwrap();
    assert_eq!(next.sheets.len(), 2);
    fault.code.id
}

#[test]
fn a_workbook_is_read_with_values_formulas_names_and_hidden_sheets() {
    let book = read_bytes(&mut reader(), "tên tệp có dấu.bin", &sample()).unwrap();
    assert_eq!(
        shown(&book.sheets[0]),
        "A1 \"  12 \"\nB1 15\nC1 0,985 %\nD1 day 46173\nE1 TRUE\nA2 #DIV/0! =1/0\nB2 16 =B1+1\nC2 \"\" =IF(B1>0,\"\",1)"
    );
    assert!(book.sheets[0].visible && !book.sheets[1].visible);
    assert_eq!(book.names.len(), 1, "a name of a range is no field");
    let name = &book.names[0];
    assert_eq!(
        (name.name.as_str(), name.row, name.col),
        ("may_de_ban", 0, 1)
    );
    assert_eq!(name.sheet, "I. Thiết bị");
    assert_eq!(book.application.as_deref(), Some("Microsoft Excel"));
    assert!(book.saved_at.is_some());
}

/// A file of `tests/fixtures` as read.
fn fixture(name: &str) -> Result<RawWorkbook, Unreadable> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    reader().read(&folder.join(name))
}

fn check_fixture(name: &str, formula: &str, application: &str) {
    let book = fixture(name).unwrap();
    let cells = shown(&book.sheets[0]);
    // LibreOffice writes 0, 1 or nothing for texts and truths of formulas that it has not computed itself.
    let without_formulas: Vec<&str> = cells
        .lines()
        .filter(|line| !["C2", "D2", "E1"].iter().any(|cell| line.starts_with(cell)))
        .map(|line| line.split(" =").next().unwrap_or_default())
        .collect();
    assert_eq!(
        without_formulas.join("\n"),
        "A1 \"  12 \"\nB1 15\nC1 0,985 %\nD1 day 46173\nF1 day 0.3125\nG1 1,5\nA2 #DIV/0!\nB2 16\nA3 \"dòng một\\ndòng hai\"\nC10 \"xa\""
    );
    assert!(cells.contains(formula), "{cells}");
    assert!(book.sheets[0].visible && !book.sheets[2].visible);
    let names: Vec<String> = book
        .names
        .iter()
        .map(|n| format!("{} = {}!{}", n.name, n.sheet, cell_name(n.row, n.col)))
        .collect();
    assert_eq!(names, ["may_de_ban = I. Thiết bị!B1", "nhay = Đ'A)!A1"]);
    assert!(book.application.unwrap_or_default().contains(application));
}

#[test]
fn numbers_that_older_and_open_formats_show_as_percentages_are_told() {
    for name in ["percent.xls", "percent.ods"] {
        let book = fixture(name).unwrap();
        let cells = book.sheets[0].cells.iter();
        let told: Vec<bool> = cells.map(|cell| cell.percent == Some(true)).collect();
        // The last format only writes the sign behind the number.
        assert_eq!(told, [true, true, true, false, false, false], "{name}");
    }
}

#[test]
fn older_and_open_formats_say_the_same() {
    check_fixture("sample.xls", "B2 16 =B1+1", "");
    check_fixture("sample.ods", "B2 16 =of:=[.B1]+1", "LibreOffice");
}

#[test]
fn shortened_cells_of_the_binary_workbook_are_read_too() {
    let book = fixture("sample.xlsb").unwrap();
    assert_eq!(
        shown(&book.sheets[0]),
        "A1 \"  12 \"\nB1 15\nC1 0,985\nD1 day 46173\nE1 TRUE\nF1 day 0.3125\nG1 1,5\nA2 #DIV/0!\nB2 16\nD2 0\nA3 \"dòng một\\ndòng hai\"\nC10 \"xa\""
    );
    assert!(!book.sheets[2].visible);
}

#[test]
fn macros_are_told_and_left_alone() {
    let with_macros = with_parts(&sample(), &[("xl/vbaProject.bin", b"anything")]);
    let book = read_bytes(&mut reader(), "a.xlsm", &with_macros).unwrap();
    assert!(book.has_macros);
    let plain = read_bytes(&mut reader(), "a.xlsx", &sample()).unwrap();
    assert_eq!(plain.sheets, book.sheets);
    assert!(!plain.has_macros);
}

#[test]
fn a_cell_in_the_last_row_and_column_of_an_older_format_is_read_where_it_stands() {
    for (name, last) in [("far-cell.xls", "IV65536"), ("far-cell.ods", "XFD1048576")] {
        let book = fixture(name).expect(name);
        let places: Vec<String> = book.sheets[0]
            .cells
            .iter()
            .map(|cell| cell_name(cell.row, cell.col))
            .collect();
        assert_eq!(places, ["A1", last], "{name}");
    }
}

#[test]
fn a_formula_that_was_never_computed_says_so() {
    let bytes = with_sheet(
        r#"<row r="1"><c r="A1"><f>B1+1</f></c><c r="B1"><f>C1</f><v></v></c><c r="C1" t="str"><f>D1</f><v></v></c><c r="D1" s="3"/></row>"#,
    );
    let book = read_bytes(&mut reader(), "a.xlsx", &bytes).unwrap();
    assert_eq!(
        shown(&book.sheets[0]),
        "A1 uncomputed =B1+1\nB1 uncomputed =C1\nC1 \"\" =D1"
    );
}

#[test]
fn an_error_that_is_new_in_excel_costs_one_cell() {
    let bytes = with_sheet(
        r#"<row r="1"><c r="A1" t="e"><f>A3#</f><v>#SPILL!</v></c><c r="B1"><v>7</v></c></row><row r="3"><c r="C3"><v>8</v></c></row>"#,
    );
    let book = read_bytes(&mut reader(), "a.xlsx", &bytes).unwrap();
    assert_eq!(shown(&book.sheets[0]), "A1 #SPILL! =A3#\nB1 7\nC3 8");
}

#[test]
fn cells_in_disorder_or_twice_are_put_in_order() {
    let bytes = with_sheet(
        r#"<row r="9"><c r="B9"><v>1</v></c><c r="A9"><v>2</v></c><c r="A9"><v>3</v></c></row><row r="1"><c r="A1"><v>4</v></c></row>"#,
    );
    let book = read_bytes(&mut reader(), "a.xlsx", &bytes).unwrap();
    assert_eq!(shown(&book.sheets[0]), "A1 4\nA9 2\nB9 1");
    assert!(book.sheets[0].at(8, 1).is_some());
}

#[test]
fn days_of_the_1904_system_are_the_same_days() {
    let bytes = sample();
    let mut zip = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut xml = String::new();
    zip.by_name("xl/workbook.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    let xml = xml.replace("<workbookPr", "<workbookPr date1904=\"1\"");
    let bytes = with_parts(&bytes, &[("xl/workbook.xml", xml.as_bytes())]);
    let book = read_bytes(&mut reader(), "a.xlsx", &bytes).unwrap();
    assert_eq!(
        book.sheets[0].at(0, 3).unwrap().value,
        Raw::Date(46_173.0 + 1462.0)
    );
}

#[test]
fn the_last_cell_of_a_sheet_costs_no_more_than_the_first() {
    let bytes = with_sheet(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
    );
    let book = read_bytes(&mut reader(), "a.xlsx", &bytes).unwrap();
    assert_eq!(shown(&book.sheets[0]), "A1 1\nXFD1048576 2");
}

#[test]
fn more_cells_than_a_form_can_have_are_counted_not_kept() {
    use std::fmt::Write as _;
    let mut rows = String::new();
    for row in 1..=201_000 {
        write!(rows, "<row r=\"{row}\"><c><v>{row}</v></c></row>").unwrap();
    }
    let book = read_bytes(&mut reader(), "a.xlsx", &with_sheet(&rows)).unwrap();
    assert_eq!(book.sheets[0].cells.len(), 200_000);
    assert_eq!(book.sheets[0].left_out, 1_000);
}

#[test]
fn what_is_no_workbook_is_called_by_its_name() {
    assert_eq!(refused("a.xlsx", b""), "TEP-01");
    assert_eq!(
        refused("a.xlsx", b"\x01\x02\x03\x04 nothing known"),
        "TEP-03"
    );
    assert_eq!(refused("a.xls", b"<html><body><table>"), "TEP-06");
    assert_eq!(
        refused("a.xlsx", "Kính gửi: Phòng,\nxin gửi\n".as_bytes()),
        "TEP-07"
    );
    assert_eq!(refused("a.xlsx", b"%PDF-1.7\n..."), "TEP-08");
    assert_eq!(refused("a.xlsx", b"\xFF\xD8\xFF\xE0..JFIF"), "TEP-09");
    let with = |name: &str| package::packed(&[(name, "")]);
    assert_eq!(refused("a.xlsx", &with("word/document.xml")), "TEP-10");
    assert_eq!(refused("a.xlsx", &with("Biểu 01.xlsx")), "TEP-11");
    assert_eq!(refused("a.xlsb", &with("xl/workbook.bin")), "TEP-04");
    assert_eq!(refused("a.xls", b"\x09\x08\x08\0\0\x05\x10\0"), "TEP-13");
}

#[test]
fn damaged_workbooks_are_told_from_other_files() {
    let whole = sample();
    assert_eq!(refused("a.xlsx", &whole[..whole.len() / 2]), "TEP-04");
    assert_eq!(refused("a.xlsx", &with_sheet("<row><c><v>1")), "TEP-04");
    assert_eq!(
        refused(
            "a.xlsx",
            &with_sheet("<row><c t=\"s\"><v>999</v></c></row>")
        ),
        "TEP-04"
    );
}

/// A compound file of one directory entry beside the root.
fn compound(entry: &str) -> Vec<u8> {
    let mut bytes = vec![0u8; 512 * 3];
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    bytes[0x18..0x20].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0]);
    bytes[0x20] = 6;
    bytes[0x2C] = 1;
    bytes[0x30] = 1;
    bytes[0x39] = 0x10;
    bytes[0x3C..0x40].fill(0xFF);
    bytes[0x44..0x48].fill(0xFF);
    bytes[0x44] = 0xFE;
    bytes[0x50..512].fill(0xFF);
    bytes[0x4C..0x50].fill(0);
    bytes[512..1024].fill(0xFF);
    bytes[512] = 0xFD;
    bytes[516] = 0xFE;
    for (at, name) in ["Root Entry", entry].iter().enumerate() {
        let slot = 1024 + at * 128;
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[slot..slot + wide.len()].copy_from_slice(&wide);
        bytes[slot + 64] = (wide.len() + 2) as u8;
        bytes[slot + 66] = if at == 0 { 5 } else { 2 };
    }
    // The root has one entry.
    bytes[1024 + 76] = 1;
    bytes
}

#[test]
fn a_digit_that_was_damaged_on_the_way_is_never_taken_for_a_value() {
    let mut out = Vec::new();
    let mut writer = ZipWriter::new(Cursor::new(&mut out));
    let mut archive = ZipArchive::new(Cursor::new(sample())).unwrap();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name, stored).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap();
    assert!(read_bytes(&mut reader(), "a.xlsx", &out).is_ok());
    let at = out.windows(9).position(|w| w == b"<v>15</v>").unwrap();
    out[at + 4] = b'8';
    assert_eq!(refused("a.xlsx", &out), "TEP-04");
}

#[test]
fn a_password_is_said_to_be_one() {
    assert_eq!(refused("a.xlsx", &compound("EncryptedPackage")), "TEP-05");
    assert_eq!(refused("a.xls", &compound("WordDocument")), "TEP-10");
    assert_eq!(refused("a.xls", &compound("Nothing")), "TEP-03");
}

#[test]
fn small_files_that_grow_are_not_unpacked() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default())
        .unwrap();
    let zeros = vec![0u8; 1 << 20];
    for _ in 0..80 {
        zip.write_all(&zeros).unwrap();
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(refused("a.xlsx", &bytes), "TEP-15");
    // The same, with a stated size of one byte in both places where a ZIP states it.
    let size = (80u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..*at + 4] == size)
        .collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1u32.to_le_bytes());
    }
    let code = refused("a.xlsx", &bytes);
    assert!(["TEP-15", "TEP-04"].contains(&code), "{code}");
}

#[test]
fn a_promise_of_strings_does_not_break_the_run() {
    let xml = br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="99999999999999"><si><t>a</t></si></sst>"#;
    let bytes = with_parts(&sample(), &[("xl/sharedStrings.xml", xml)]);
    assert_eq!(refused("a.xlsx", &bytes), "TEP-16");
}

#[test]
fn a_file_that_is_never_done_is_stopped() {
    let bytes = with_sheet(&"<row/>".repeat(5 << 20));
    let mut reader = reader().with_patience(Duration::from_millis(100));
    let begun = Instant::now();
    let fault = read_bytes(&mut reader, "a.xlsx", &bytes).expect_err("endless");
    assert_eq!(fault.code.id, "TEP-17");
    assert!(begun.elapsed() < Duration::from_secs(10));
    let mut reader = reader.with_patience(Duration::from_secs(20));
    assert!(read_bytes(&mut reader, "b.xlsx", &sample()).is_ok());
}

#[test]
fn a_table_that_never_ends_is_damaged_and_keeps_nobody_waiting() {
    let parts: [(&str, &str); 3] = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", "<o><table:table table:name=\"A\">"),
    ];
    let bytes = package::packed(&parts);
    assert_eq!(refused("a.ods", &bytes), "TEP-04");
}

#[test]
fn what_cannot_be_opened_is_said_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        reader().read(folder.path()).expect_err("folder").code.id,
        "TEP-02"
    );
    let missing = folder.path().join("missing.xlsx");
    assert_eq!(
        reader().read(&missing).expect_err("missing").code.id,
        "TEP-02"
    );
    // What a library opens needs the child; a plain workbook does not.
    let (plain, other) = (folder.path().join("a.xlsx"), folder.path().join("b.xls"));
    put(&plain, &sample());
    put(&other, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let mut wrong = Reader::new(folder.path().join("no-program"));
    assert!(wrong.read(&plain).is_ok());
    let failed = wrong.read(&other).expect_err("no program");
    assert_eq!(failed.code.id, "TEP-18");
    // No unit is asked to mend what the officer's machine did not do.
    assert_eq!(failed.code.settled_by, SettledBy::Officer);
}

#[test]
fn many_files_come_in_the_order_they_were_given() {
    let folder = tempfile::tempdir().unwrap();
    let good = sample();
    let crash = with_parts(
        &good,
        &[(
            "xl/sharedStrings.xml",
            br#"<sst uniqueCount="99999999999999"/>"#,
        )],
    );
    let paths: Vec<PathBuf> = (0..150)
        .map(|n| {
            let path = folder.path().join(format!("{n}.xlsx"));
            put(&path, if n % 40 == 7 { &crash } else { &good });
            path
        })
        .collect();
    let mut seen = Vec::new();
    reader().read_all(&paths, &|_, answer| answer, &mut |at, answer| {
        assert_eq!(at, seen.len());
        seen.push(answer.is_ok());
        ControlFlow::Continue(())
    });
    let expected: Vec<bool> = (0..150).map(|n| n % 40 != 7).collect();
    assert_eq!(seen, expected);
}

#[test]
fn a_fault_in_taking_one_of_many_files_ends_the_reading() {
    let (ended, end) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let paths: Vec<PathBuf> = (0..150).map(|n| format!("{n}.xlsx").into()).collect();
        let reading = std::panic::catch_unwind(|| {
            let take = |at, _| assert_ne!(at, 40, "a fault on purpose");
            reader().read_all(&paths, &take, &mut |_, ()| ControlFlow::Continue(()));
        });
        ended.send(reading.is_err()).unwrap();
    });
    let fell = end.recv_timeout(Duration::from_mins(1));
    assert_eq!(fell, Ok(true), "told to the caller, who does not wait");
}

#[test]
fn reading_many_files_is_broken_off_between_two_of_them() {
    for count in [20, 150] {
        let paths: Vec<PathBuf> = (0..count).map(|n| format!("{n}.xlsx").into()).collect();
        let mut seen = 0;
        reader().read_all(&paths, &|_, _| (), &mut |_, ()| {
            seen += 1;
            if seen == 10 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(seen, 10);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_bytes_breaks_the_reader(
        changes in proptest::collection::vec((0usize..100_000, any::<u8>()), 1..12),
        cut in proptest::option::of(0usize..100_000),
    ) {
        let mut bytes = sample();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut % bytes.len());
        }
        let mut reader = reader();
        // Either answer is right; that there is one is what is asked.
        let _ = read_bytes(&mut reader, "a.xlsx", &bytes);
        prop_assert!(read_bytes(&mut reader, "b.xlsx", &sample()).is_ok());
    }

    #[test]
    fn no_change_of_a_part_breaks_the_reader(
        part in 0usize..4,
        changes in proptest::collection::vec((0usize..100_000, any::<u8>()), 1..6),
    ) {
        let names = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"];
        let whole = sample();
        let mut zip = ZipArchive::new(Cursor::new(&whole)).unwrap();
        let mut content = Vec::new();
        zip.by_name(names[part]).unwrap().read_to_end(&mut content).unwrap();
        for (at, byte) in changes {
            let at = at % content.len();
            content[at] = byte;
        }
        let bytes = with_parts(&whole, &[(names[part], &content)]);
        let mut reader = reader();
        let _ = read_bytes(&mut reader, "a.xlsx", &bytes);
        prop_assert!(read_bytes(&mut reader, "b.xlsx", &sample()).is_ok());
    }
}
