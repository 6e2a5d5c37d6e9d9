//! Returns with far more in them than a form has: what understanding them costs is bounded, and said.

use crate::emit_kit::{dong_hoa, issue, small_kit};
use crate::returned::*;
use tonghop::check::{Context, Expected, Returns, understand};
use tonghop::layout::Layout;
use tonghop::model::finding::Finding;
use tonghop::model::kit::Kit;
use tonghop::model::raw::{RawCell, RawSheet, RawWorkbook};
use tonghop::value::Raw;
use tonghop::words::Lang;
use tonghop::workbook::intake::Template;

const FILE: &str = "16390_xa-Dong-Hoa_CNTT-2020.xlsx";

/// A sheet of so many rows and columns.
fn grid(name: &str, rows: u32, cols: u16, said: impl Fn(u32, u16) -> Raw) -> RawSheet {
    let places = (0..rows).flat_map(|row| (0..cols).map(move |col| (row, col)));
    RawSheet {
        name: name.to_owned(),
        visible: true,
        cells: places
            .map(|(row, col)| RawCell::of((row, col), said(row, col)))
            .collect(),
        ..RawSheet::default()
    }
}

fn issued(kit: &Kit) -> RawWorkbook {
    let issue = issue(kit, &kit.forms[0]);
    let template = Template::make(&issue).expect("a template");
    filled(kit, &template.personal(&dong_hoa()).expect("a workbook"))
}

fn within(most: usize, kit: &Kit, book: &RawWorkbook) -> Returns {
    let expected = Expected::new(kit, units()).with_most_effort(most);
    let context = Context {
        expected: &expected,
        campaign: "CNTT-2020",
        period: "năm 2020",
        file: FILE,
        assigned: None,
        sender: None,
    };
    understand(book, &context)
}

fn of_code<'f>(said: &'f Returns, code: &str) -> Vec<&'f Finding> {
    let findings = said.findings.iter();
    findings.filter(|f| f.code.as_str() == code).collect()
}

#[test]
fn a_file_with_more_cells_than_are_compared_is_not_read_and_is_told_with_their_numbers() {
    let kit = small_kit();
    let mut book = issued(&kit);
    book.sheets.push(grid("Số liệu riêng", 50, 30, |row, col| {
        text(&format!("chữ {row} {col}"))
    }));
    let cells: usize = book.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    let plans = Layout::of(&kit, &kit.forms[0]).sheets.len();
    let said = within(cells * plans, &kit, &book);
    assert_eq!(said.readings.len(), 1);
    assert!(of_code(&said, "TEP-14").is_empty());
    let said = within(cells * plans - 1, &kit, &book);
    assert!(said.readings.is_empty());
    assert_eq!(said.unit.as_deref(), Some("16390"));
    let [told] = said.findings.as_slice() else {
        panic!("{:?}", said.findings)
    };
    assert_eq!(told.code.as_str(), "TEP-14");
    let (message, sheets) = (told.message.say(Lang::Vi), book.sheets.len());
    let cells = tonghop::value::format::count(cells as f64);
    assert!(
        message.contains(&format!("{cells} ô trên {sheets} trang tính")),
        "{message}"
    );
    assert!(told.todo.say(Lang::Vi).contains("không thuộc biểu"));
}

#[test]
fn thousands_of_rows_of_strangers_are_told_together_with_their_number() {
    let kit = small_kit();
    let labels: Vec<String> = kit.forms[0].fields().map(|f| f.label()).collect();
    let rows = 1_500;
    let table = grid("Bảng", rows, 9, |row, col| match (row, col) {
        (0, 0) => text("Đơn vị"),
        (0, col) => text(&labels[usize::from(col) - 1]),
        (1, 0) => text("Xã Đông Hòa"),
        (row, 0) => text(&format!("Khu phố {row}")),
        (row, col) => Raw::Number(f64::from(row * 7 + u32::from(col) * col_weight(col))),
    });
    let book = RawWorkbook {
        sheets: vec![table],
        ..RawWorkbook::default()
    };
    let said = received(&kit, &book, "bang chung.xlsx");
    let strangers = of_code(&said, "BANG-04");
    assert_eq!(strangers.len(), 201, "{:?}", strangers.last());
    let rest = strangers.last().expect("the rest").message.say(Lang::Vi);
    assert!(rest.contains("1.298 nội dung cùng loại"), "{rest}");
}

/// So that no row is the sum of others.
fn col_weight(col: u16) -> u32 {
    u32::from(col) + 1
}

#[test]
fn thousands_of_headings_beside_ours_and_labels_without_end_change_no_answer() {
    let kit = small_kit();
    let plain = issued(&kit);
    let layout = Layout::of(&kit, &kit.forms[0]);
    let name = &layout.fields[0].sheet;
    let before = received(&kit, &plain, FILE);
    let mut book = plain.clone();
    let wide = sheet(&mut book, name);
    let heads: Vec<u32> = (0..30).collect();
    for row in heads {
        let said = [
            "Kỳ báo cáo:",
            "Đơn vị báo cáo:",
            "Kế hoạch năm 2019",
            "Nhóm",
        ];
        let cells =
            (300..4_300).map(|col| RawCell::of((row, col), text(said[usize::from(col) % 4])));
        wide.cells.extend(cells);
    }
    wide.cells.sort_by_key(|cell| (cell.row, cell.col));
    let said = received(&kit, &book, FILE);
    let answers = |said: &Returns| {
        let fields = &said.reading().expect("a reading").fields;
        fields
            .iter()
            .map(|f| (f.field.clone(), f.answer.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(answers(&said), answers(&before));
    assert_eq!(of_code(&said, "CAU-08").len(), 1);
}
