//! Each limit is broken by a workbook of its own, and kept by one just within it.

use super::*;
use crate::model::raw::cell_name;
use crate::words::Lang;
use rust_xlsxwriter::{DataValidation, Formula, Workbook, Worksheet};
use std::io::{Cursor, Read, Write};

/// A workbook of two sheets, `A` as it is filled here and an empty `B`.
fn book(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("A").expect("a name");
    fill(sheet);
    book.add_worksheet().set_name("B").expect("a name");
    book.define_name("so_ho", "=A!$C$1").expect("a name");
    book.save_to_buffer().expect("a workbook")
}

fn formula(text: &str) -> Vec<u8> {
    book(|sheet| {
        sheet.write(0, 0, Formula::new(text)).expect("written");
    })
}

/// The package with one text of a part replaced by another.
fn changed(package: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut file = old.by_index(at).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut content = String::new();
        file.read_to_string(&mut content).expect("text");
        if name == part {
            assert!(content.contains(from), "{part} has no {from}");
            content = content.replace(from, to);
        }
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(name, options).expect("a part");
        new.write_all(content.as_bytes()).expect("written");
    }
    new.finish().expect("a package").into_inner()
}

/// `A!B3: what` for each problem.
fn told(workbook: &[u8]) -> Vec<String> {
    let problems = problems(workbook);
    let said = problems.iter().map(|p| {
        let cell = p
            .cell
            .map_or(String::new(), |(row, col)| cell_name(row, col));
        assert!(!p.what.message().say(Lang::Vi).contains('{'));
        let what = match &p.what {
            Refusal::TooMuch { of, found } => format!("{of:?} {found}"),
            other => format!("{other:?}"),
        };
        format!("{}!{cell}: {what}", p.sheet)
    });
    said.collect()
}

#[test]
fn a_workbook_within_all_limits_has_no_problem() {
    let deep = |levels: usize| format!("{}1{}", "ABS(".repeat(levels), ")".repeat(levels));
    let wide = |many: usize| format!("SUM({}1)", "1,".repeat(many - 1));
    assert_eq!(told(&formula(&deep(64))), Vec::<String>::new());
    assert_eq!(told(&formula(&deep(65))), ["A!A1: Nesting 65"]);
    assert_eq!(told(&formula(&wide(255))), Vec::<String>::new());
    assert_eq!(told(&formula(&wide(256))), ["A!A1: Arguments 256"]);
    let long = |length: usize| format!("1{}", "+1".repeat((length - 1) / 2));
    assert_eq!(told(&formula(&long(8_191))), Vec::<String>::new());
    assert_eq!(told(&formula(&long(8_193))), ["A!A1: FormulaLength 8193"]);
    let text = |length: usize| format!("\"{}\"&\"\"", "ớ".repeat(length));
    assert_eq!(told(&formula(&text(255))), Vec::<String>::new());
    assert_eq!(told(&formula(&text(256))), ["A!A1: FormulaText 256"]);
}

#[test]
fn functions_of_later_versions_and_names_of_nothing_are_told() {
    assert_eq!(
        told(&formula("_xlfn.CONCAT(B1)+IFNA(B2,1)")),
        [
            "A!A1: Function(\"_XLFN.CONCAT\")",
            "A!A1: Function(\"IFNA\")"
        ]
    );
    assert_eq!(
        told(&formula("so_ho+so_nguoi+'C'!A1")),
        [
            "A!A1: UnknownName(\"so_nguoi\")",
            "A!A1: UnknownSheet(\"C\")"
        ]
    );
    assert_eq!(told(&formula("SUM(1")), ["A!A1: NoFormula(\"SUM(1\")"]);
}

#[test]
fn circles_are_found_through_ranges_names_and_other_sheets() {
    let circle = |formulas: &[(u32, u16, &str)]| {
        told(&book(|sheet| {
            for (row, col, text) in formulas {
                sheet
                    .write(*row, *col, Formula::new(*text))
                    .expect("written");
            }
        }))
    };
    assert_eq!(
        circle(&[(1, 1, "COUNTIF(B1:B9,\"x\")")]),
        ["A!B2: Circle([\"A!B2\"])"]
    );
    assert_eq!(
        circle(&[(0, 0, "so_ho+1"), (0, 2, "SUM(D1:D3)"), (2, 3, "B!A1+A!A1")]),
        ["A!A1: Circle([\"A!A1\", \"A!C1\", \"A!D3\"])"]
    );
    // A chain is no circle, nor is it one to ask where cells stand.
    let chain = [
        (0, 0, "A2"),
        (1, 0, "SUM(A3:A9)"),
        (2, 0, "ROWS(A1:A9)+so_ho"),
    ];
    assert_eq!(circle(&chain), Vec::<String>::new());
}

#[test]
fn what_a_cell_cannot_hold_is_told() {
    let text = |text: &str| {
        let text = text.to_owned();
        told(&book(move |sheet| {
            sheet.write(0, 1, text.as_str()).expect("written");
        }))
    };
    assert_eq!(text(&"ớ".repeat(32_767)), Vec::<String>::new());
    assert_eq!(text(&"a\n".repeat(254)), ["A!B1: LineBreaks 254"]);
    assert_eq!(
        text("a\u{B}b"),
        ["!: ControlCharacter(\"xl/sharedStrings.xml\")"]
    );
    // As it is written, and as the writer hides it from Excel's own way of writing characters.
    for plain in ["may_xb_cu _xa_", "_x000B_", "a_xớớớớ_"] {
        assert_eq!(text(plain), Vec::<String>::new());
    }
    let longer = changed(
        &book(|sheet| _ = sheet.write(0, 1, "đây").expect("written")),
        "xl/sharedStrings.xml",
        "đây",
        &"đ".repeat(32_768),
    );
    assert_eq!(told(&longer), ["A!B1: CellText 32768"]);
}

#[test]
fn a_control_character_in_an_attribute_is_told() {
    let hint = book(|sheet| {
        let hint = DataValidation::new().allow_any_value();
        let hint = hint.set_input_message("Gõ số").expect("short");
        sheet.add_data_validation(0, 0, 0, 0, &hint).expect("added");
    });
    assert_eq!(told(&hint), Vec::<String>::new());
    let sheet = "xl/worksheets/sheet1.xml";
    let in_sheet = format!("!: ControlCharacter({sheet:?})");
    for written in ["Gõ\u{B}số", "Gõ_x000B_số"] {
        let told = told(&changed(&hint, sheet, "Gõ số", written));
        assert_eq!(told.join("\n"), in_sheet);
    }
    assert_eq!(
        told(&changed(&hint, sheet, "Gõ số", &"đ".repeat(256))),
        ["A!A1: ValidationMessage 256"]
    );
}

#[test]
fn a_list_written_out_in_a_validation_is_measured() {
    let list = book(|sheet| {
        let words = DataValidation::new().allow_list_strings(&["Có", "Không"]);
        let words = words.expect("short");
        sheet
            .add_data_validation(4, 2, 9, 2, &words)
            .expect("added");
    });
    assert_eq!(told(&list), Vec::<String>::new());
    let sheet = "xl/worksheets/sheet1.xml";
    let longer = changed(&list, sheet, "Có,Không", &"đ".repeat(256));
    assert_eq!(told(&longer), ["A!C5: ListLiteral 256"]);
    let named = changed(&list, sheet, "\"Có,Không\"", "_ds_chua_dat");
    assert_eq!(told(&named), ["A!C5: UnknownName(\"_ds_chua_dat\")"]);
}

#[test]
fn names_that_excel_does_not_take_are_told() {
    let renamed = |part: &str, from: &str, to: &str| {
        let plain = book(|_| {});
        told(&changed(&plain, part, from, to))
    };
    let sheet = |name: &str| {
        renamed(
            "xl/workbook.xml",
            "sheet name=\"B\"",
            &format!("sheet name=\"{name}\""),
        )
    };
    assert_eq!(sheet(&"ớ".repeat(31)), Vec::<String>::new());
    assert_eq!(sheet(&"ớ".repeat(32)), ["!: SheetName 32"]);
    assert_eq!(sheet("a"), ["!: Twice(\"a\")"]);
    for name in ["Biểu 01/X", "a'", "History", ""] {
        assert_eq!(sheet(name), [format!("!: SheetName({name:?})")]);
    }
    let range = |name: &str| renamed("xl/workbook.xml", "so_ho", name);
    assert_eq!(range("số_hộ.1"), Vec::<String>::new());
    for name in ["may1", "so ho", "1a", "R1C1", "true", "a-b"] {
        assert_eq!(range(name), [format!("!: DefinedName({name:?})")]);
    }
    assert_eq!(range(&"a".repeat(256)), ["!: DefinedName 256"]);
    let twice = "so_ho\">A!$C$1</definedName><definedName name=\"So_ho\">A!$C$1</definedName>";
    let twice = renamed("xl/workbook.xml", "so_ho\">A!$C$1</definedName>", twice);
    assert_eq!(twice, ["!: Twice(\"So_ho\")"]);
}

#[test]
fn merged_ranges_with_cells_in_common_and_links_to_nowhere_are_told() {
    let merged = book(|sheet| {
        let format = rust_xlsxwriter::Format::new();
        sheet.merge_range(0, 0, 1, 2, "", &format).expect("merged");
        sheet.merge_range(3, 0, 3, 2, "", &format).expect("merged");
        sheet.write_url(9, 0, "internal:'B'!A1").expect("a link");
    });
    assert_eq!(told(&merged), Vec::<String>::new());
    let sheet = "xl/worksheets/sheet1.xml";
    assert_eq!(
        told(&changed(&merged, sheet, "A4:C4", "C2:D4")),
        ["A!A1: Overlap(\"A1:C2\", \"C2:D4\")"]
    );
    assert_eq!(
        told(&changed(&merged, sheet, "'B'!A1\"", "'Z'!A1\"")),
        ["A!A10: UnknownSheet(\"Z\")"]
    );
}

#[test]
fn each_limit_stands_once_in_the_table() {
    for (at, (measure, most, _)) in LIMITS.iter().enumerate() {
        assert!(
            LIMITS
                .iter()
                .skip(at + 1)
                .all(|(other, ..)| other != measure)
        );
        assert_eq!(measure.most(), *most);
        assert_eq!(measure.over(*most), None);
        assert!(measure.over(*most + 1).is_some());
    }
}
