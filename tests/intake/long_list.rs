//! Lists with more rows than a page holds: blank rows fill no pages, and whoever fills them finds more.

use crate::emit_kit::{FORM, dong_hoa, issue, kit_with};
use crate::engine::Engine;
use crate::excel::{attribute, refused, sheet_and_names};
use crate::filled::{Fill, filled, sent};
use crate::returned::received;
use crate::seen::reader;
use tonghop::check::Returns;
use tonghop::layout::Layout;
use tonghop::model::kit::Kit;
use tonghop::store::folder::write_whole;
use tonghop::workbook::intake::{Correction, correction};

const FILE: &str = "16390_xa-Dong-Hoa_CNTT-2020.xlsx";

/// Which sheet has the list, from 1.
const LIST: usize = 3;

/// A form with a list of so many rows.
fn kit(capacity: u32) -> Kit {
    kit_with(&FORM.replace("capacity = 6", &format!("capacity = {capacity}")))
}

/// So many rows of the list, whole.
fn rows(count: u32) -> Fill {
    let cells = (0..count).flat_map(|row| {
        let cell = |column: u32| format!("phan_mem[{row}].{column}");
        [
            (cell(0), format!("Phần mềm số {}", row + 1)),
            (cell(1), (row + 10).to_string()),
            (cell(2), "Xã".to_owned()),
        ]
    });
    cells.collect()
}

/// The form with so many rows of its list.
fn with_rows(kit: &Kit, count: u32) -> Vec<u8> {
    filled(kit, &sent(kit), &rows(count))
}

fn understood(kit: &Kit, bytes: &[u8]) -> Returns {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(FILE);
    write_whole(&path, bytes).expect("written");
    received(kit, &reader().read(&path).expect("a workbook"), FILE)
}

/// Rows of the sheet with the list that are hidden, as Excel numbers them.
fn hidden(workbook: &[u8], sheet: usize) -> Vec<u32> {
    let (sheet, _) = sheet_and_names(workbook, sheet);
    let rows = sheet.split("<row ").skip(1);
    let heads = rows.map(|row| row.split_once('>').map_or(row, |(head, _)| head));
    let hidden = heads.filter(|head| head.contains("hidden=\"1\""));
    let numbers = hidden.map(|head| attribute(&format!(" {head}"), "r").parse());
    numbers.map(|number| number.expect("a row")).collect()
}

/// The words beside a row of the list, counted from 0, as the program that opens the workbook computes them.
fn beside(kit: &Kit, workbook: &[u8], row: u32) -> String {
    let layout = Layout::of(kit, &kit.forms[0]);
    let list = layout.list("phan_mem").expect("the list");
    let mut engine = Engine::open(workbook);
    engine.compute();
    engine.text(&list.sheet, (list.first_row + row, list.row_check))
}

#[test]
fn blank_rows_behind_the_first_are_filtered_away_and_come_out_by_the_arrow() {
    let workbook = sent(&kit(60));
    assert_eq!(hidden(&workbook, LIST), (34..=68).collect::<Vec<u32>>());
    let (sheet, names) = sheet_and_names(&workbook, LIST);
    let filter = sheet.split_once("<autoFilter ").expect("a filter").1;
    assert_eq!(attribute(&format!(" {filter}"), "ref"), "B8:E68");
    assert_eq!(attribute(filter, "colId"), "0");
    assert_eq!(filter.matches("<filter val=").count(), 25, "{filter}");
    let protection = sheet.split_once("<sheetProtection").expect("locked").1;
    let protection = protection.split('>').next().unwrap_or_default();
    assert_eq!(
        attribute(protection, "autoFilter"),
        "0",
        "filtering is allowed"
    );
    assert!(names.contains("'Phần mềm'!$8:$8"), "{names}");
    assert!(!sheet.contains("<rowBreaks"), "rows come and go");
    assert!(
        !sheet.contains("fitToHeight=\"1\""),
        "more rows would be tiny"
    );
    assert_eq!(refused(&workbook), Vec::<String>::new());
    assert_eq!(hidden(&sent(&kit(25)), LIST), Vec::<u32>::new());
}

#[test]
fn the_last_row_that_is_shown_tells_how_to_find_more() {
    let kit = kit(60);
    assert_eq!(beside(&kit, &with_rows(&kit, 24), 23), "Đạt");
    let told = beside(&kit, &with_rows(&kit, 25), 24);
    assert!(
        told.starts_with("Đạt. Cần thêm dòng") && told.contains("ô B8"),
        "{told}"
    );
    let pasted = with_rows(&kit, 40);
    let told = beside(&kit, &pasted, 24);
    assert!(
        told.starts_with("Cần hiện các dòng ẩn") && told.contains("ô B8"),
        "{told}"
    );
}

#[test]
fn rows_that_nobody_sees_are_asked_about_once_and_come_back_shown() {
    let kit = kit(60);
    let pasted = with_rows(&kit, 40);
    let returns = understood(&kit, &pasted);
    let asked: Vec<_> = returns.findings.iter().filter(|f| f.code.asks()).collect();
    assert_eq!(asked.len(), 1, "{:?}", returns.findings);
    assert_eq!(asked[0].code.as_str(), "NHIN-03");
    let reading = &returns.readings[0];
    assert_eq!(reading.list("phan_mem").len(), 40);
    let back = correction(
        &issue(&kit, &kit.forms[0]),
        &dong_hoa(),
        &Correction {
            reading: Some(reading),
            file: FILE,
            points: &[],
            reply_by: "chậm nhất đến hết ngày 13/11/2020",
        },
    );
    let back = back.expect("a workbook").expect("room");
    // All that is filled, and five more; what the unit is asked stands before the form.
    assert_eq!(hidden(&back, LIST + 1), (54..=68).collect::<Vec<u32>>());
    let again = understood(&kit, &back);
    assert_eq!(again.readings[0].list("phan_mem"), reading.list("phan_mem"));
    assert!(
        again.findings.iter().all(|f| !f.code.asks()),
        "{:?}",
        again.findings
    );
}

#[test]
fn every_long_list_of_a_sheet_hides_its_rows_though_excel_knows_one_filter() {
    let (before, rest) = FORM.split_once("id = \"phan_mem\"").expect("the list");
    let (list, after) = rest.split_once("[[section]]").expect("what follows");
    let list = format!("id = \"phan_mem\"{list}");
    let second = list
        .replace("id = \"phan_mem\"", "id = \"may_chu\"")
        .replace("required = true\n", "")
        .replace("number = \"III\"", "number = \"III.b\"")
        .replace("capacity = 6", "capacity = 30");
    let first = list.replace("capacity = 6", "capacity = 60");
    let kit = kit_with(&format!(
        "{before}{first}[[section]]\n{second}[[section]]{after}\"may_chu[0].ten\" = \"Máy chủ\"\n"
    ));
    let workbook = sent(&kit);
    assert_eq!(refused(&workbook), Vec::<String>::new());
    let layout = Layout::of(&kit, &kit.forms[0]);
    let wanted = layout.lists.iter().flat_map(|list| {
        let first = list.first_row + 1;
        first + 25..first + list.capacity
    });
    assert_eq!(hidden(&workbook, LIST), wanted.collect::<Vec<u32>>());
    let second = layout.list("may_chu").expect("the second");
    let fills: Fill = (0..25)
        .flat_map(|row| {
            let cell = |column: u32| format!("may_chu[{row}].{column}");
            [
                (cell(0), "Máy in".to_owned()),
                (cell(1), "3".to_owned()),
                (cell(2), "Xã".to_owned()),
            ]
        })
        .collect();
    let mut engine = Engine::open(&filled(&kit, &workbook, &fills));
    engine.compute();
    let told = engine.text(&second.sheet, (second.first_row + 24, second.row_check));
    let (above, below) = (second.first_row + 25, second.first_row + 31);
    assert!(
        told.contains(&format!("chọn hai dòng {above} và {below}")),
        "{told}"
    );
}
