//! The quick reader gives what the full parser gives, or nothing.

use super::super::frames::SkippedSheet;
use super::super::package::{self, Kind};
use super::super::xlsx;
use crate::model::raw::RawWorkbook;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// What both ways make of a workbook.
fn both(bytes: &[u8]) -> (Option<RawWorkbook>, Option<RawWorkbook>) {
    let mut zip = package::open(bytes).expect("a package");
    let Ok(Kind::Xlsx) = package::survey(&mut zip) else {
        panic!("no xlsx");
    };
    let skipped = [SkippedSheet {
        name: "Kiểm tra".to_owned(),
        from: 1,
    }];
    (
        super::Plain::default().read(bytes, &skipped),
        xlsx::read(bytes, &skipped).ok(),
    )
}

/// Both ways agree; whether the short one was taken.
fn agree(bytes: &[u8], what: &str) -> bool {
    let (short, long) = both(bytes);
    let taken = short.is_some();
    if taken {
        assert_eq!(short, long, "{what}");
    }
    taken
}

fn workbooks(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            workbooks(&path, found);
        } else if path.extension().is_some_and(|e| e == "xlsx") {
            found.push(path);
        }
    }
}

#[test]
fn returns_of_two_spreadsheet_programs_are_read_both_ways_alike() {
    let mut paths = Vec::new();
    workbooks(Path::new("samples"), &mut paths);
    let mut taken = 0;
    let mut known = 0;
    for path in &paths {
        let bytes = std::fs::read(path).expect("a file");
        if package::open(&bytes).is_err() {
            continue; // A sample that is cut short.
        }
        known += 1;
        taken += usize::from(agree(&bytes, &path.display().to_string()));
    }
    // All but a workbook that somebody saved in an unusual way.
    assert!(known > 20 && taken * 10 >= known * 9, "{taken} of {known}");
}

#[test]
fn what_the_last_file_said_is_not_taken_for_the_next() {
    let workbook = |code: &str, name: &str| {
        let mut book = Workbook::new();
        let format = Format::new().set_num_format(code);
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        sheet
            .write_with_format(0, 0, 0.5, &format)
            .expect("a number");
        let place = format!("='{name}'!$A$1");
        book.define_name("mot", &place).expect("a name");
        book.save_to_buffer().expect("bytes")
    };
    let all = [
        workbook("0%", "Biểu 01"),
        workbook("0.0", "Biểu 01"),
        workbook("0%", "Biểu 02"),
    ];
    let mut plain = super::Plain::default();
    for at in [0, 0, 1, 0, 2, 1, 1, 2] {
        let anew = super::Plain::default().read(&all[at], &[]);
        assert!(anew.is_some() && plain.read(&all[at], &[]) == anew, "{at}");
    }
}

#[test]
fn what_follows_the_cells_is_known_again_only_where_its_prefixes_are_declared() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, 1).expect("a number");
    let bytes = book.save_to_buffer().expect("bytes");
    let after = "</sheetData><extLst><ext uri=\"x\"><a:b a:c=\"1\"/></ext></extLst>";
    let without_prefix = without(&bytes, "</sheetData>", after);
    let with_prefix = without(
        &without_prefix,
        "<worksheet ",
        "<worksheet xmlns:a=\"urn:a\" ",
    );
    let broken = without(&with_prefix, "</ext>", "</ext");
    let twice = without(
        &with_prefix,
        "</sheetData>",
        "</sheetData><sheetData></sheetData>",
    );
    let mut plain = super::Plain::default();
    for _ in 0..2 {
        for (bytes, is_plain) in [
            (&with_prefix, true),
            (&without_prefix, false),
            (&broken, false),
            (&twice, false),
            (&bytes, true),
        ] {
            let read = plain.read(bytes, &[]);
            assert_eq!(read.is_some(), is_plain);
            assert_eq!(read, super::Plain::default().read(bytes, &[]));
        }
    }
}

#[test]
fn every_kind_of_cell_is_read_both_ways_alike() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_formula_result_default("");
    let codes = [
        "General",
        "0",
        "#,##0.00",
        "0%",
        "0.0%;-0%",
        "dd/mm/yyyy",
        "[$-42A]dd/mm/yyyy;@",
        "h:mm",
        "[h]:mm",
        "[Red]0;dd/mm",
        "@",
        "_(* #,##0_)",
        "mmm-yy",
        "h:mm AM/PM",
    ];
    for (row, code) in (0..).zip(codes) {
        let format = Format::new().set_num_format(code);
        sheet
            .write_with_format(row, 0, 44_000.25, &format)
            .expect("a number");
        sheet.write_blank(row, 1, &format).expect("a blank");
        let formula = Formula::new("=A1*1").set_result("0.5");
        sheet
            .write_formula_with_format(row, 2, formula, &format)
            .expect("a formula");
    }
    let values = [
        " hai  khoảng ",
        "a & b < c > \"d\" 'e'",
        "dòng\nhai",
        "Đông Hòa",
        "",
    ];
    for (row, text) in (0..).zip(values) {
        sheet.write(row, 4, text).expect("a text");
        sheet
            .write(row, 5, Formula::new("=E1&\"\"").set_result(text.trim()))
            .expect("a formula");
    }
    sheet.write(0, 6, true).expect("a boolean");
    sheet
        .write(1, 6, Formula::new("=1/0").set_result("#DIV/0!"))
        .expect("an error");
    sheet
        .write(2, 6, Formula::new("=1=1").set_result("TRUE"))
        .expect("a boolean");
    sheet.write(1_048_575, 16_383, 1).expect("the last cell");
    let long = "x".repeat(300);
    sheet
        .write(
            3,
            6,
            Formula::new(format!("=\"{long}\"&A1")).set_result("y"),
        )
        .expect("a long formula");
    book.add_worksheet()
        .set_name("Kiểm tra")
        .expect("a name")
        .write(0, 0, 1)
        .expect("a number")
        .write(0, 1, "ghi thêm")
        .expect("a text");
    book.add_worksheet()
        .set_name("Ẩn & kín")
        .expect("a name")
        .set_hidden(true);
    book.define_name("mot", "='Ẩn & kín'!$B$2").expect("a name");
    book.define_name("'Ẩn & kín'!mot", "='Ẩn & kín'!$B$3")
        .expect("a name");
    let bytes = book.save_to_buffer().expect("bytes");
    assert!(agree(&bytes, "all kinds"));
    let (short, _) = both(&bytes);
    let skipped = &short.expect("plain").sheets[1].cells;
    assert_eq!(
        (skipped.len(), skipped[0].col),
        (1, 1),
        "only beyond our own"
    );
    // An escaped character is left to the full parser.
    assert!(!agree(&without(&bytes, "khoảng", "_x0041_"), "an escape"));
}

#[test]
fn a_cell_that_is_seen_as_something_else_goes_the_long_way() {
    for (code, is_plain) in [
        ("0\" ngày\"", false),
        ("0\\d", false),
        ("[$d-1]0", false),
        ("#,##0,", false),
        (";;;", false),
        ("0;-0;0", true),
    ] {
        let mut book = Workbook::new();
        let format = Format::new().set_num_format(code);
        let sheet = book.add_worksheet();
        sheet
            .write_with_format(0, 0, 44_000.25, &format)
            .expect("a number");
        let bytes = book.save_to_buffer().expect("bytes");
        assert_eq!(agree(&bytes, code), is_plain, "{code}");
    }
    let struck = Format::new().set_font_strikethrough();
    let white = Format::new().set_font_color("#FFFFFF");
    for format in [struck, white] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_with_format(0, 0, 1, &format).expect("a number");
        assert!(!agree(&book.save_to_buffer().expect("bytes"), "a look"));
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 1, "a", &Format::new())
        .expect("merged");
    assert!(agree(
        &book.save_to_buffer().expect("bytes"),
        "a merged area"
    ));
    let sheet = book.worksheet_from_index(0).expect("a sheet");
    sheet.write(0, 1, 3).expect("a number");
    assert!(!agree(&book.save_to_buffer().expect("bytes"), "covered"));
}

#[test]
fn a_part_with_anything_unusual_is_left_to_the_full_parser() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "chữ").expect("a text");
    sheet.write(0, 1, 5).expect("a number");
    let bytes = book.save_to_buffer().expect("bytes");
    assert!(agree(&bytes, "as written"));
    for (from, to) in [
        ("<sheetData>", "<!-- x --><sheetData>"),
        ("<c r=\"B1\">", "<c>"),
        ("<c r=\"B1\">", "<c r='B1'>"),
        ("<v>5</v>", "<v>nan</v>"),
        ("<v>5</v>", "<v>5"),
        ("<v>0</v>", "<v>7</v>"),
        ("<v>0</v>", "<v>+0</v>"),
        ("<v>5</v>", "<v>5<!-- x --></v>"),
        ("<v>5</v>", "<v>&#53;</v>"),
        ("<v>5</v>", "<v><![CDATA[5]]></v>"),
        ("<c r=\"B1\">", "<c r=\"B1\" r=\"B1\">"),
        ("</worksheet>", "</worksheet><!-- x -->"),
        ("<pageMargins ", "<pageMargins left=\"0\" "),
        ("<c r=\"B1\">", "<c r=\"B1\" t=\"d\">"),
        ("<workbookPr ", "<workbookPr date1904=\"1\" "),
    ] {
        assert!(!agree(&without(&bytes, from, to), to), "{to}");
    }
}

/// The workbook with a text replaced in every part, which is there.
fn without(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut out = Vec::new();
    let mut writer = zip::ZipWriter::new(Cursor::new(&mut out));
    let mut found = false;
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut xml = String::new();
        part.read_to_string(&mut xml).expect("XML");
        found |= xml.contains(from);
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        writer
            .write_all(xml.replace(from, to).as_bytes())
            .expect("written");
    }
    writer.finish().expect("whole");
    assert!(found, "{from}");
    out
}

#[test]
fn a_cell_without_a_style_is_shown_in_the_first() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, 0.5).expect("a number");
    let bytes = book.save_to_buffer().expect("bytes");
    let first = "<cellXfs count=\"1\"><xf numFmtId=\"0\"";
    for (id, percent) in [("0", false), ("9", true)] {
        let shown = first.replace("\"0\"", &format!("\"{id}\""));
        let bytes = without(&bytes, first, &shown);
        assert!(agree(&bytes, id), "{id}");
        let (short, _) = both(&bytes);
        let cell = &short.expect("plain").sheets[0].cells[0];
        assert_eq!(cell.percent, Some(percent), "{id}");
    }
    let day = first.replace("\"0\"", "\"14\"");
    assert!(!agree(&without(&bytes, first, &day), "a day"), "a day");
}

#[test]
fn a_remark_beside_the_checks_is_read_whatever_area_the_sheet_states() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Kiểm tra").expect("a name");
    sheet.write(0, 0, 1).expect("a number");
    sheet.write(4, 27, "ghi thêm").expect("a text");
    let bytes = book.save_to_buffer().expect("bytes");
    let stated = "<dimension ref=\"A1:AB5\"/>";
    for other in [stated, "<dimension ref=\"A1\"/>", ""] {
        let bytes = without(&bytes, stated, other);
        assert!(agree(&bytes, other), "{other}");
        let (short, _) = both(&bytes);
        assert_eq!(short.expect("plain").sheets[0].cells.len(), 1, "{other}");
    }
    // Where the places of cells are not written as everybody writes them, nothing is left out.
    let named = "<c r=\"AB5\"";
    for small in ["<c r=\"ab5\"", "<c r=\"Ab5\"", "<c r=\"A&#66;5\""] {
        assert!(!agree(&without(&bytes, named, small), small), "{small}");
    }
    for unusual in ["<c  r=\"AB5\"", "<c\nr=\"AB5\"", "<c t=\"s\" r=\"AB5\""] {
        let rest = if unusual.contains("t=") {
            " t=\"s\""
        } else {
            ""
        };
        let bytes = without(&bytes, &format!("{named}{rest}"), unusual);
        assert!(agree(&bytes, unusual), "{unusual}");
        let (short, _) = both(&bytes);
        assert_eq!(short.expect("plain").sheets[0].cells.len(), 1, "{unusual}");
    }
}

#[test]
fn a_part_that_many_sheets_share_hides_no_other_that_nobody_reads() {
    const SHEETS: u32 = 30;
    let mut book = Workbook::new();
    for number in 1..=SHEETS {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, number).expect("a number");
    }
    let bytes = book.save_to_buffer().expect("bytes");
    // Letters in no order stay large when packed.
    let mut seed = 1u32;
    let noise = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b"abcdefghijklmnop"[(seed >> 28) as usize])
    });
    let noise: String = noise.take(40_000).collect();
    let mut shared = without(&bytes, "<v>1</v>", &format!("<f>\"{noise}\"</f><v>1</v>"));
    for sheet in 2..=SHEETS {
        let own = format!("worksheets/sheet{sheet}.xml\"/><Relationship");
        shared = without(&shared, &own, "worksheets/sheet1.xml\"/><Relationship");
    }
    assert!(agree(&shared, "shared"), "plain");
    let mut zip = zip::ZipWriter::new_append(Cursor::new(shared)).expect("a package");
    zip.start_file(
        "xl/media/image1.png",
        zip::write::SimpleFileOptions::default(),
    )
    .expect("a part");
    zip.write_all(&vec![0; 210 << 20]).expect("written");
    let bomb = zip.finish().expect("whole").into_inner();
    let mut zip = package::open(&bomb).expect("a package");
    let mut packed = |name| zip.by_name(name).expect("a part").compressed_size();
    let (sheet, image) = (
        packed("xl/worksheets/sheet1.xml"),
        packed("xl/media/image1.png"),
    );
    assert!(sheet * 20 > image && package::can_grow(image));
    assert!(super::Plain::default().read(&bomb, &[]).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_values_are_read_both_ways_alike(
        texts in prop::collection::vec("[ -~àĐơỹ\u{a0}\u{200b}\n\t]{0,20}", 1..20),
        numbers in prop::collection::vec(prop::num::f64::NORMAL, 1..20),
        code in "[dmyhsA/P0#%,.;\"\\\\_*\\[\\]@ E-]{1,12}",
    ) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let format = Format::new().set_num_format(code);
        for (row, text) in (0..).zip(&texts) {
            sheet.write(row, 0, text.as_str()).expect("a text");
        }
        for (row, number) in (0..).zip(&numbers) {
            sheet.write_with_format(row, 1, *number, &format).expect("a number");
        }
        let bytes = book.save_to_buffer().expect("bytes");
        agree(&bytes, "any");
    }
}
