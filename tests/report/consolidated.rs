//! The consolidated workbook: what units wrote stays text, every value says where it is from, nothing moves.

use crate::consolidated_sample::{Sample, sample};
use crate::engine::stale;
use std::io::Write;
use tonghop::model::raw::{RawSheet, RawWorkbook};
use tonghop::read::Reader;
use tonghop::value::Raw;

fn read(bytes: &[u8]) -> RawWorkbook {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    let mut reader = Reader::new(env!("CARGO_BIN_EXE_tonghop"));
    reader.read(file.path()).expect("a workbook")
}

fn sheet<'b>(book: &'b RawWorkbook, name: &str) -> &'b RawSheet {
    let sheet = book.sheets.iter().find(|s| s.name == name);
    sheet.unwrap_or_else(|| {
        let names: Vec<&str> = book.sheets.iter().map(|s| s.name.as_str()).collect();
        panic!("no {name} in {names:?}")
    })
}

/// The row that begins with these texts in two neighbouring cells, as shown, from there on.
fn row_of(sheet: &RawSheet, first: &str, second: &str) -> Vec<String> {
    let start = sheet.cells.iter().find(|c| {
        c.value.shown() == first
            && sheet
                .at(c.row, c.col + 1)
                .is_some_and(|n| n.value.shown() == second)
    });
    let start = start.unwrap_or_else(|| panic!("no row {first}, {second}"));
    let row = sheet
        .cells
        .iter()
        .filter(|c| c.row == start.row && c.col >= start.col);
    row.map(|c| c.value.shown()).collect()
}

#[test]
fn the_same_facts_make_the_same_bytes() {
    let sample = sample();
    assert!(sample.workbook() == sample.workbook());
}

#[test]
fn what_a_unit_wrote_is_never_a_formula() {
    let book = read(&sample().workbook());
    let opinions = sheet(&book, "Ý kiến đơn vị");
    let formula = opinions
        .cells
        .iter()
        .find(|c| c.value.shown().starts_with("=HYPERLINK"))
        .expect("the unit's words");
    assert_eq!(formula.formula, None);
    assert!(
        formula.value.shown().ends_with("- Máy cũ"),
        "{:?}",
        formula.value
    );
    let form = sheet(&book, "Biểu số 01-CNTT-X");
    let odd = form
        .cells
        .iter()
        .find(|c| c.value.shown() == "=1+1 vài cái");
    assert_eq!(odd.expect("what was not understood").formula, None);
}

#[test]
fn every_value_says_its_file_sheet_and_cell() {
    let sample = sample();
    let came = sample.units.iter().find(|c| c.unit.code == "16390");
    let reading = came.and_then(|c| c.reading.as_ref()).expect("a return");
    let answer = reading.field("may_de_ban").expect("the field");
    let place = answer.place.as_ref().expect("a place");
    let book = read(&sample.workbook());
    let sources = sheet(&book, "Nguồn");
    let cells = sources.cells.iter();
    let row = cells
        .filter(|c| c.value.shown() == "Máy tính để bàn - Tổng số")
        .find(|c| {
            sources
                .at(c.row, 2)
                .is_some_and(|c| c.value.shown() == "16390")
        })
        .expect("the field")
        .row;
    let at = |col| {
        sources
            .at(row, col)
            .map(|c| c.value.shown())
            .unwrap_or_default()
    };
    assert_eq!(at(6), answer.raw);
    assert_eq!(at(7), answer.raw);
    assert!(at(9).contains("16390"));
    assert_eq!(format!("{}!{}", at(10), at(11)), place.shown());
}

#[test]
fn a_total_is_a_formula_whose_result_is_the_figure() {
    let sample = sample();
    let book = read(&sample.workbook());
    let form = sheet(&book, "Biểu số 01-CNTT-X");
    let total = form
        .cells
        .iter()
        .find(|c| c.value.shown() == "Tổng cộng")
        .expect("the row of totals")
        .row;
    let fields: Vec<String> = sample.kit.forms[0]
        .fields()
        .map(|f| f.id().into())
        .collect();
    let mut checked = 0;
    for (col, field) in (4u16..).zip(&fields) {
        let Some(cell) = form.at(total, col) else {
            continue;
        };
        assert!(cell.formula.is_some(), "{field}");
        let figure = sample.figures[format!("xa.{field}").as_str()].number();
        match (&cell.value, figure) {
            (Raw::Number(n), Some(figure)) => assert!((*n - figure).abs() < 1e-12, "{field}"),
            (value, None) => assert_eq!(*value, Raw::Text(String::new()), "{field}"),
            other => panic!("{field}: {other:?}"),
        }
        checked += 1;
    }
    assert!(checked > 35, "{checked}");
}

#[test]
fn nil_and_estimate_are_not_numbers_of_another_kind() {
    let book = read(&sample().workbook());
    let form = sheet(&book, "Biểu số 01-CNTT-X");
    let count = |word: &str| {
        form.cells
            .iter()
            .filter(|c| c.value.shown() == word)
            .count()
    };
    assert_eq!(count("Không phát sinh"), 12);
    assert_eq!(count("Không có số liệu"), 1);
}

#[test]
fn the_overview_counts_states_without_their_reasons() {
    let book = read(&sample().workbook());
    let overview = sheet(&book, "Tổng quan");
    let of = |state: &str| {
        let cell = overview
            .cells
            .iter()
            .find(|c| c.value.shown() == state && c.col == 1);
        let row = cell.unwrap_or_else(|| panic!("no {state}")).row;
        overview
            .at(row, 3)
            .map(|c| c.value.shown())
            .unwrap_or_default()
    };
    assert_eq!(of("Đã nhận"), "13");
    assert_eq!(of("Chưa gửi"), "1");
    assert_eq!(of("Không chờ"), "1");
    assert_eq!(of("Tổng số đơn vị"), "15");
    let row = row_of(overview, "16390", "Xã Đông Hòa");
    assert!(row.contains(&"04/11/2020 09:12".to_owned()), "{row:?}");
}

#[test]
fn a_campaign_without_anything_received_still_has_its_workbook() {
    let mut bare: Sample = sample();
    for came in &mut bare.units {
        came.reading = None;
    }
    bare.figures.clear();
    bare.findings.clear();
    assert!(read(&bare.workbook()).sheets.len() > 5);
    bare.units.clear();
    assert!(read(&bare.workbook()).sheets.len() > 5);
}

/// Here is every way to roll up, which the sample alone does not use.
#[test]
fn excel_takes_the_workbook_and_its_totals_are_what_their_formulas_give() {
    let bytes = sample().workbook();
    let problems = tonghop::workbook::limits::problems(&bytes);
    assert_eq!(problems, []);
    let (stale, compared) = stale(&bytes);
    assert!(compared > 60, "{compared}");
    assert_eq!(stale.first(), None);
}
