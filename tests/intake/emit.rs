//! Intake workbooks as a reader finds them: names, cached words, hidden facts, the same bytes each time.

use crate::emit_kit::{dong_hoa, issue, rung_thong, small_kit};
use calamine::{Data, Reader, SheetVisible, Xlsx, open_workbook_from_rs};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use tonghop::layout::Layout;
use tonghop::model::issue_key::IssueKey;
use tonghop::workbook::intake::{Template, common, file_name};

type Book = Xlsx<Cursor<Vec<u8>>>;

fn open(bytes: &[u8]) -> Book {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook")
}

fn personal() -> Vec<u8> {
    let kit = small_kit();
    let issue = issue(&kit, &kit.forms[0]);
    let template = Template::make(&issue).expect("a template");
    template.personal(&dong_hoa()).expect("a workbook")
}

fn at(book: &mut Book, sheet: &str, row: u32, col: u16) -> String {
    let range = book.worksheet_range(sheet).expect("the sheet");
    match range.get_value((row, u32::from(col))) {
        Some(Data::Float(n)) => n.to_string(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).expect("a part");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("content");
            (file.name().expect("a name").into_owned(), content)
        })
        .collect()
}

#[test]
fn every_cell_that_a_return_is_read_by_has_its_name() {
    let kit = small_kit();
    let layout = Layout::of(&kit, &kit.forms[0]);
    let book = open(&personal());
    let names: BTreeMap<&str, &str> = book
        .defined_names()
        .iter()
        .map(|(n, f)| (n.as_str(), f.as_str()))
        .collect();
    for field in kit.forms[0].fields() {
        let spot = layout.field(&field.id()).expect("a place");
        let cell = tonghop::model::raw::cell_name(spot.row, spot.col);
        let to = names.get(spot.field.as_str()).expect("a name");
        assert_eq!(
            to.replace(['$', '\''], ""),
            format!("{}!{cell}", spot.sheet)
        );
        assert!(names.contains_key(format!("{}__tt", spot.row_id).as_str()));
        assert!(names.contains_key(format!("{}__gc", spot.row_id).as_str()));
    }
    for name in [
        "don_vi_bao_cao",
        "phan_mem__dau",
        "phan_mem__tt",
        "phan_mem__gc",
        "phan_mem_so_dong",
        "kho_khan__2",
        "kho_khan__3",
    ] {
        assert!(names.contains_key(name), "{name}");
    }
}

#[test]
fn a_viewer_that_computes_nothing_sees_what_is_still_blank() {
    let kit = small_kit();
    let layout = Layout::of(&kit, &kit.forms[0]);
    let mut book = open(&personal());
    for spot in &layout.fields {
        let shown = at(&mut book, &spot.sheet, spot.check.0, spot.check.1);
        let required = kit.forms[0]
            .field(&spot.field)
            .expect("a field")
            .row
            .required;
        assert_eq!(
            shown,
            if required {
                "Chưa nhập"
            } else {
                "Không bắt buộc"
            }
        );
    }
    let all: Vec<String> = book
        .worksheet_range("Kiểm tra")
        .expect("checks")
        .used_cells()
        .map(|(_, _, d)| d.to_string())
        .collect();
    assert!(all.iter().any(|t| t == "Chưa nhập: còn 14 ô"), "{all:?}");
    assert_eq!(all.iter().filter(|t| *t == "Chưa nhập đủ").count(), 2);
    assert!(all.iter().all(|t| t != "Đạt"), "nothing is in order yet");
}

#[test]
fn the_hidden_sheet_says_where_the_workbook_comes_from() {
    let kit = small_kit();
    let mut book = open(&personal());
    let sheet = book
        .sheets_metadata()
        .iter()
        .find(|s| s.name == "_tonghop")
        .expect("the hidden sheet");
    assert_eq!(sheet.visible, SheetVisible::VeryHidden);
    let facts: BTreeMap<String, String> = (0..8)
        .map(|row| {
            (
                at(&mut book, "_tonghop", row, 0),
                at(&mut book, "_tonghop", row, 1),
            )
        })
        .collect();
    assert_eq!(facts["unit"], "16390");
    assert_eq!(facts["form"], "xa");
    assert_eq!(facts["kit_version"], "1.0");
    assert_eq!(facts["layout"], Layout::of(&kit, &kit.forms[0]).hash());
    assert_eq!(
        facts["token"],
        IssueKey::of([7; 32]).token("CNTT-2020", "16390", "xa", "1.0")
    );
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    assert!(personal() == personal());
}

#[test]
fn two_units_differ_in_nothing_but_texts() {
    let kit = small_kit();
    let issue = issue(&kit, &kit.forms[0]);
    let template = Template::make(&issue).expect("a template");
    let one = parts(&template.personal(&dong_hoa()).expect("a workbook"));
    let other = parts(&template.personal(&rung_thong()).expect("a workbook"));
    let differ: Vec<&String> = one
        .iter()
        .filter(|(name, content)| other[*name] != **content)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(differ, ["xl/sharedStrings.xml"]);
    let strings = String::from_utf8(one["xl/sharedStrings.xml"].clone()).expect("text");
    assert!(
        !strings.contains(['\u{E000}', '\u{E001}']),
        "no slot is left"
    );
    assert!(strings.contains("16390 - Xã Đông Hòa") && strings.contains("1.118"));
}

#[test]
fn every_text_of_a_form_sheet_is_known_to_the_layout() {
    let kit = small_kit();
    let layout = Layout::of(&kit, &kit.forms[0]);
    let mut book = open(&personal());
    for plan in &layout.sheets {
        let range = book.worksheet_range(&plan.name).expect("the sheet");
        for (row, col, data) in range.used_cells() {
            let place = (row as u32, col as u16);
            let known = plan.text_at(place.0, place.1) == Some(data.to_string().as_str())
                || plan.ours.contains(&place)
                || (col == 0
                    && plan
                        .row_ids
                        .iter()
                        .any(|(r, id)| *r == place.0 && *id == data.to_string()));
            assert!(known, "{}: {place:?} {data}", plan.name);
        }
    }
}

#[test]
fn sheets_cannot_be_removed_or_renamed() {
    let workbook = String::from_utf8(parts(&personal())["xl/workbook.xml"].clone()).expect("text");
    assert!(workbook.contains("<workbookProtection lockStructure=\"1\"/>"));
}

#[test]
fn a_common_workbook_lets_units_choose_themselves() {
    let kit = small_kit();
    let issue = issue(&kit, &kit.forms[0]);
    let all = [rung_thong(), dong_hoa()];
    let mut book = open(&common(&issue, &all).expect("a workbook"));
    let (sheet, row, col) = Layout::of(&kit, &kit.forms[0]).unit_cell;
    assert_eq!(at(&mut book, &sheet, row, col), "");
    assert_eq!(at(&mut book, "_tonghop", 3, 1), "");
    let units = book.worksheet_range("_danhmuc").expect("words");
    assert!(
        units
            .used_cells()
            .any(|(_, _, d)| *d == "16390 - Xã Đông Hòa")
    );
}

#[test]
fn sections_that_a_unit_does_not_answer_are_not_asked() {
    let kit = small_kit();
    let issue = issue(&kit, &kit.forms[0]);
    let template = Template::make(&issue).expect("a template");
    let sections = ["phan_mem".parse().expect("a section")];
    let mut to = dong_hoa();
    to.sections = &sections;
    let mut book = open(&template.personal(&to).expect("a workbook"));
    let spot = Layout::of(&kit, &kit.forms[0])
        .field("tong_may")
        .expect("a place")
        .clone();
    assert_eq!(at(&mut book, &spot.sheet, spot.check.0, spot.check.1), "");
    let blanks = at(&mut book, "Kiểm tra", 3, 0);
    assert_eq!(blanks, "Chưa nhập: còn 1 ô");
}

#[test]
fn file_names_are_plain_and_say_whose_they_are() {
    assert_eq!(
        file_name("16390", "Xã Đông Hòa", "CNTT-2020"),
        "16390_xa-Dong-Hoa_CNTT-2020.xlsx"
    );
    assert_eq!(
        file_name("V/01", "Phòng Văn hóa & Thông tin", "CNTT 2020"),
        "V-01_phong-Van-hoa-Thong-tin_CNTT-2020.xlsx"
    );
}

#[test]
fn the_dispatch_list_has_words_to_paste_for_each_unit() {
    use tonghop::workbook::dispatch::{DispatchFacts, DispatchRow, dispatch};
    let row = DispatchRow {
        code: "16390".parse().expect("a code"),
        unit: "Xã Đông Hòa".to_owned(),
        addressee: "UBND xã Đông Hòa".to_owned(),
        file: "16390_xa-Dong-Hoa_CNTT-2020.xlsx".to_owned(),
        email: String::new(),
        contact: String::new(),
        phone: "0912".to_owned(),
        deadline: "05/11/2020".to_owned(),
    };
    let facts = DispatchFacts {
        title: "Báo cáo ứng dụng công nghệ thông tin",
        period: "năm 2020",
        issuer: "UBND huyện Đông Sơn",
        letter: None,
        contact: &[],
        common: &["chung-xa_CNTT-2020.xlsx".to_owned()],
        specimen: false,
        created: jiff::civil::datetime(2020, 10, 20, 8, 0, 0, 0),
    };
    let mut book = open(&dispatch(&[row], &facts).expect("a workbook"));
    assert_eq!(at(&mut book, "Danh sách gửi", 3, 6), "0912");
    assert!(at(&mut book, "Danh sách gửi", 1, 0).contains("chung-xa_CNTT-2020.xlsx"));
    let words = at(&mut book, "Lời nhắn", 3, 4);
    assert!(words.starts_with("Kính gửi UBND xã Đông Hòa,") && words.contains("05/11/2020"));
}
