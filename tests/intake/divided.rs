//! Files in which forms stand together: a sheet for each unit, or one form below the other.

use crate::campaign_run::Folder;
use crate::retyped::{kit, typed_anew};
use crate::tables::{computers, without_communes};
use crate::typed_workbook::typed_sheets;
use tonghop::store::folder::write_whole;

type Rows = Vec<Vec<String>>;

/// The commune form as a person types it, with so many computers, and a line for whose it is before it.
fn form(unit: &str, count: &str) -> Rows {
    let mut rows = typed_anew(&kit());
    rows[0] = vec!["BIỂU ỨNG DỤNG CNTT".to_owned()];
    let computers = rows
        .iter_mut()
        .find(|row| row.get(1).is_some_and(|l| l == "Máy tính"));
    count.clone_into(&mut computers.expect("the row")[2]);
    if !unit.is_empty() {
        rows.insert(0, vec![format!("Đơn vị báo cáo: {unit}")]);
    }
    rows
}

/// Forms one below the other.
fn below(forms: &[Rows]) -> Rows {
    let gap = || std::iter::once(Vec::new());
    forms
        .iter()
        .flat_map(|form| form.iter().cloned().chain(gap()))
        .collect()
}

/// What is said of a file of these sheets, and the folder.
fn told(name: &str, sheets: &[(&str, Rows)]) -> (Folder, String) {
    let sheets: Vec<(&str, &[Vec<String>])> = sheets
        .iter()
        .map(|(name, rows)| (*name, rows.as_slice()))
        .collect();
    let folder = without_communes();
    write_whole(&folder.file("2-nhan-ve").join(name), &typed_sheets(&sheets)).expect("written");
    let said = folder.tonghop("ingest", &["--json"]).out;
    (folder, said)
}

#[test]
fn a_sheet_for_each_unit_is_read_as_their_returns_whatever_names_them() {
    let named = ["Xã Đông Yên", "16384 - Xã Đông Ninh", "UBND xã Đông Hòa"];
    let sheets = named.map(|unit| ("", form(unit, "12")));
    let mut sheets: Vec<(&str, Rows)> = sheets.into();
    for (sheet, name) in sheets.iter_mut().zip(["Sheet1", "Sheet2", "Sheet3"]) {
        sheet.0 = name;
    }
    let by_tab = ["Xã Đông Yên", "Đông Ninh", "16390"].map(|tab| (tab, form("", "12")));
    for sheets in [sheets, by_tab.into()] {
        let (folder, said) = told("gui huyen.xlsx", &sheets);
        assert_eq!(computers(&folder), "36", "{said}");
        let traced = folder.tonghop("explain", &["xa.may_tinh"]).out;
        assert!(
            traced.contains("3/14") && traced.contains(sheets[1].0),
            "{traced}"
        );
        for code in ["DV-01", "DV-02", "DV-03", "BIEU-01", "CAU-05", "CAU-21"] {
            assert!(!said.contains(code), "{code}: {said}");
        }
    }
}

#[test]
fn a_sheet_of_a_unit_that_is_not_in_the_roster_is_asked_about_and_the_others_are_read() {
    let sheets = [
        ("A", form("Xã Đông Yên", "12")),
        ("B", form("Xã Tân Tiến", "15")),
    ];
    let (folder, said) = told("gui huyen.xlsx", &sheets);
    assert_eq!(computers(&folder), "12", "{said}");
    assert!(
        said.contains("DV-01") && said.to_lowercase().contains("xã tân tiến"),
        "{said}"
    );
}

#[test]
fn forms_of_two_units_one_below_the_other_are_both_read_with_their_cells() {
    let rows = below(&[form("Xã Đông Yên", "12"), form("Xã Đông Ninh", "15")]);
    let at = rows
        .iter()
        .rposition(|row| row.get(1).is_some_and(|l| l == "Máy tính"));
    let cell = format!("C{}", at.expect("the row") + 1);
    let (folder, said) = told("gui huyen.xlsx", &[("Sheet1", rows)]);
    assert_eq!(computers(&folder), "27", "{said}");
    let traced = folder.tonghop("explain", &["xa.may_tinh", "--json"]).out;
    assert!(
        traced.contains(&format!("\"cell\":\"{cell}\"")),
        "{cell}: {traced}"
    );
    assert!(!said.contains("BIEU-01"), "{said}");
}

#[test]
fn a_form_that_stands_twice_is_read_once_where_it_says_the_same_and_not_at_all_where_not() {
    for (second, count, wanted) in [
        ("Xã Đông Yên", "12", "12"),
        ("", "12", "12"),
        ("Xã Đông Yên", "13", "none"),
        ("", "13", "none"),
    ] {
        let rows = below(&[form("Xã Đông Yên", "12"), form(second, count)]);
        let (folder, said) = told("gui huyen.xlsx", &[("Sheet1", rows)]);
        assert_eq!(computers(&folder), wanted, "{second} {count}: {said}");
        assert_eq!(
            said.contains("BANG-03"),
            wanted == "none",
            "{second} {count}: {said}"
        );
        assert!(!said.contains("BIEU-01"), "{second} {count}: {said}");
    }
}
