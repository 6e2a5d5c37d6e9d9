//! Headings over the columns of our own forms that people changed, swapped or added: followed, or asked per column.

use crate::campaign_run::{Folder, typed_into};
use crate::emit_kit::{dong_hoa, issue, small_kit};
use crate::returned::*;
use std::sync::LazyLock;
use tonghop::check::Returns;
use tonghop::layout::{LABEL, Layout, Line, NUMBER};
use tonghop::model::code;
use tonghop::model::kit::Kit;
use tonghop::model::raw::RawWorkbook;
use tonghop::model::reading::Answer;
use tonghop::store::folder::write_whole;
use tonghop::value::Raw;
use tonghop::words::Lang;
use tonghop::workbook::intake::Template;

static KIT: LazyLock<Kit> = LazyLock::new(small_kit);
static FILLED: LazyLock<RawWorkbook> = LazyLock::new(|| {
    let issue = issue(&KIT, &KIT.forms[0]);
    let template = Template::make(&issue).expect("a template");
    filled(&KIT, &template.personal(&dong_hoa()).expect("a workbook"))
});
static LAYOUT: LazyLock<Layout> = LazyLock::new(|| Layout::of(&KIT, &KIT.forms[0]));

const FORM: &str = "Biểu 01";
const LIST: &str = "Phần mềm";

fn after(edit: impl Fn(&mut RawWorkbook)) -> Returns {
    let mut book = FILLED.clone();
    edit(&mut book);
    received(&KIT, &book, "16390_xa-Dong-Hoa_CNTT-2020.xlsx")
}

/// Where a field was planned.
fn spot(field: &str) -> (u32, u16) {
    let spot = LAYOUT.field(field);
    let spot = spot.expect("a place");
    (spot.row, spot.col)
}

/// The cell of a heading: the nearest above a field's row that says this.
fn heading(book: &RawWorkbook, sheet: &str, text: &str, above: u32) -> (u32, u16) {
    let sheet = book
        .sheets
        .iter()
        .find(|s| s.name == sheet)
        .expect("a sheet");
    let cells = sheet.cells.iter().rev();
    let mut cells = cells.filter(|c| c.row < above && c.value == Raw::Text(text.to_owned()));
    let cell = cells.next().expect("a heading");
    (cell.row, cell.col)
}

/// What was read of a field, and `-` for what was not understood.
fn read(said: &Returns, field: &str) -> String {
    let reading = said.reading();
    let reading = reading.unwrap_or_else(|| panic!("no reading: {:?}", said.findings));
    let field = reading.field(field).expect("the field");
    match &field.answer {
        Answer::NotUnderstood => "-".to_owned(),
        Answer::Blank => String::new(),
        _ => field.raw.clone(),
    }
}

fn codes(said: &Returns) -> Vec<&str> {
    let asked = said.findings.iter().filter(|f| f.holds_a_final());
    let mut codes: Vec<&str> = asked.map(|f| f.code.as_str()).collect();
    codes.dedup();
    codes
}

/// Swaps two columns in the rows of a sheet from one to another, as a person does who types them so.
fn swap(book: &mut RawWorkbook, name: &str, rows: std::ops::Range<u32>, (a, b): (u16, u16)) {
    let sheet = sheet(book, name);
    for cell in sheet.cells.iter_mut().filter(|c| rows.contains(&c.row)) {
        cell.col = match cell.col {
            col if col == a => b,
            col if col == b => a,
            col => col,
        };
    }
    sheet.cells.sort_by_key(|c| (c.row, c.col));
}

#[test]
fn columns_that_were_swapped_with_their_headings_are_followed() {
    let (row, all) = spot("tong_may");
    let (_, used) = spot("tong_may_sd");
    let said = after(|b| {
        let (head, _) = heading(b, FORM, "Tổng số", row);
        swap(b, FORM, head..head + 1, (all, used));
        swap(b, FORM, row..spot("kinh_phi").0 + 1, (all, used));
    });
    for (field, wanted) in [
        ("tong_may", "20"),
        ("tong_may_sd", "18"),
        ("may_xach_tay", "5"),
        ("kinh_phi", "150000000"),
        ("mang_lan", "Có"),
    ] {
        assert_eq!(read(&said, field), wanted, "{field}");
    }
    assert!(codes(&said).is_empty(), "{:?}", said.findings);
    let notes = &said.reading().expect("a reading").account.notes;
    let followed = notes
        .iter()
        .filter(|n| n.say(Lang::Vi).contains("theo tiêu đề"));
    assert_eq!(followed.count(), 2, "{notes:?}");
}

#[test]
fn columns_of_a_list_that_were_swapped_with_their_headings_are_followed() {
    let list = LAYOUT.list("phan_mem").expect("a list");
    let said = after(|b| {
        let rows = list.first_row - 1..list.first_row + list.capacity;
        swap(b, LIST, rows, (list.columns[0], list.columns[1]));
    });
    let rows = said.reading().expect("a reading").list("phan_mem");
    let cells: Vec<&str> = rows[0].cells.iter().map(|c| c.raw.as_str()).collect();
    assert_eq!(cells, ["TDOffice", "20", "Tỉnh"]);
    assert!(codes(&said).is_empty(), "{:?}", said.findings);
}

#[test]
fn one_heading_over_two_columns_gives_neither_of_them_a_value() {
    let (row, all) = spot("tong_may");
    let said = after(|b| {
        let (head, _) = heading(b, FORM, "Tổng số", row);
        set(b, FORM, (head, all), text("Đang sử dụng"));
    });
    assert_eq!(read(&said, "tong_may"), "-");
    assert_eq!(read(&said, "tong_may_sd"), "-");
    assert_eq!(codes(&said), ["CAU-14"]);
    let told = said.findings.iter().map(|f| f.message.say(Lang::Vi));
    let told: Vec<String> = told.filter(|m| m.contains("Đang sử dụng")).collect();
    let repeated = |message: &&String| message.contains("đứng ở nhiều cột");
    assert_eq!(told.iter().filter(repeated).count(), 1, "{told:?}");
    assert_eq!(
        read(&said, "mang_lan"),
        "Có",
        "another block has its own headings"
    );
}

#[test]
fn two_years_typed_over_one_column_are_told_apart_and_that_of_the_period_is_read() {
    for (first, second, wanted) in [
        ("Năm 2019", "Năm 2020", "12"),
        ("Năm 2020", "Năm 2019", "100"),
        ("Kế hoạch", "Thực hiện", "12"),
        ("Cùng kỳ", "Kỳ này", "12"),
        ("Lũy kế", "Trong kỳ", "12"),
        ("2019", "2020", "12"),
    ] {
        let (row, col) = spot("toc_do");
        let said = after(|b| {
            let (head, _) = heading(b, FORM, "Số liệu", row);
            let year = |text: &str| match text.parse() {
                Ok(year) => Raw::Number(year),
                Err(_) => Raw::Text(text.to_owned()),
            };
            set(b, FORM, (head, col), year(first));
            set(b, FORM, (head, col + 1), year(second));
            set(b, FORM, (row, col + 1), Raw::Number(12.0));
        });
        assert_eq!(read(&said, "toc_do"), wanted, "{first} {second}");
        assert_eq!(read(&said, "tong_may"), "20");
        // The other column is told once, as what it is.
        let account = &said.reading().expect("a reading").account;
        assert!(account.strays.is_empty(), "{:?}", account.strays);
        let notes = account.notes.iter().map(|note| note.say(Lang::Vi));
        let passed = notes.filter(|note| note.contains("nên không đọc"));
        assert_eq!(passed.count(), 1, "{first} {second}");
    }
}

#[test]
fn what_puts_a_figure_right_is_asked_about_under_a_heading_of_another_period_too() {
    let (row, col) = spot("toc_do");
    for (words, is_asked) in [
        ("Đính chính: 12", true),
        ("Cáp quang", false),
        ("1.200", false),
    ] {
        let said = after(|b| {
            let (head, _) = heading(b, FORM, "Số liệu", row);
            set(b, FORM, (head, col + 1), text("Năm 2019"));
            set(b, FORM, (row, col + 1), text(words));
        });
        let wanted: &[&str] = if is_asked { &["CAU-20"] } else { &[] };
        assert_eq!(codes(&said), wanted, "{words}");
        let strays = &said.reading().expect("a reading").account.strays;
        assert!(strays.is_empty(), "{strays:?}");
    }
}

#[test]
fn a_row_of_years_typed_under_the_headings_leads_to_the_column_of_the_period() {
    let (row, col) = spot("tong_may");
    let said = after(|b| {
        let (letters, _) = heading(b, FORM, "1", row);
        set(b, FORM, (letters, col), text("Năm 2019"));
        set(b, FORM, (letters, col + 1), text("Năm 2020"));
    });
    // "Đang sử dụng" of this year is under its own heading; "Tổng số" is one of last year.
    assert_eq!(read(&said, "tong_may"), "-");
    assert_eq!(read(&said, "tong_may_sd"), "18");
    assert_eq!(codes(&said), ["CAU-14"]);
    let finding = said
        .findings
        .iter()
        .find(|f| f.code.is(&code::COLUMN_NOT_OURS));
    let said = finding.expect("the finding").message.say(Lang::Vi);
    assert!(said.contains("Tổng số | Năm 2019"), "{said}");
}

#[test]
fn words_in_place_of_the_numbers_under_headings_are_asked_about_and_other_numbers_are_not() {
    for (typed, is_asked) in [
        (["Nam", "Nữ"], true),
        (["Cấp xã", "Cấp thôn"], true),
        (["nam", "nu"], true),
        (["A", "B"], false),
        (["(a)", "(b)"], false),
        (["Cột 1", "Cột 2"], false),
        (["(máy)", "(máy)"], false),
        (["Tổng số", "Đang sử dụng"], false),
        (["Năm 2020", "Năm 2020"], false),
    ] {
        let (row, col) = spot("tong_may");
        let said = after(|b| {
            let (numbers, _) = heading(b, FORM, "1", row);
            set(b, FORM, (numbers, col), text(typed[0]));
            set(b, FORM, (numbers, col + 1), text(typed[1]));
        });
        let asked: &[&str] = if is_asked { &["CAU-13"] } else { &[] };
        assert_eq!(codes(&said), asked, "{typed:?}");
        assert_eq!(read(&said, "tong_may"), "20", "{typed:?}");
        assert_eq!(read(&said, "tong_may_sd"), "18", "{typed:?}");
    }
}

#[test]
fn a_row_of_words_put_between_headings_and_their_numbers_is_asked_about() {
    for (typed, is_asked) in [
        (["Nam", "Nữ"], true),
        (["Kinh", "Thái"], true),
        (["Thôn 1", "Thôn 2"], true),
        (["", "Nữ"], true),
        (["", ""], false),
        (["(máy)", "(máy)"], false),
        (["a", "b"], false),
        (["Năm 2020", "Năm 2020"], false),
    ] {
        // Before the numbers, after them.
        for below in [0, 1] {
            let (row, col) = spot("tong_may");
            let said = after(|b| {
                let (numbers, _) = heading(b, FORM, "1", row);
                insert_row(b, FORM, numbers + below);
                for (right, words) in (0..).zip(typed).filter(|(_, words)| !words.is_empty()) {
                    set(b, FORM, (numbers + below, col + right), text(words));
                }
            });
            let asked: &[&str] = if is_asked { &["CAU-13"] } else { &[] };
            assert_eq!(codes(&said), asked, "{typed:?} {below}");
            assert_eq!(read(&said, "tong_may"), "20", "{typed:?} {below}");
            assert_eq!(read(&said, "tong_may_sd"), "18", "{typed:?} {below}");
        }
    }
}

#[test]
fn a_title_that_names_another_unit_is_asked_about_and_one_that_names_its_own_is_not() {
    for (typed, is_asked) in [
        ("UBND xã Đông Yên", true),
        ("của xã Đông Yên", true),
        ("xã Tân Lập", true),
        ("xã Đông Hòa", false),
        ("XÃ ĐÔNG HÒA", false),
        ("UBND xã Đông Hoà", false),
        ("UBND xa Dong Hoa", false),
        ("các xã, thị trấn", false),
    ] {
        let said = after(|b| {
            let plan = LAYOUT.sheets.iter().find(|plan| plan.name == FORM);
            let plan = plan.expect("the sheet");
            let row = plan.lines.iter().position(|l| *l == Line::Title);
            let row = u32::try_from(row.expect("a title")).expect("a row");
            let title = plan.text_at(row, NUMBER).unwrap_or_default();
            set(b, FORM, (row, NUMBER), text(&format!("{title} - {typed}")));
        });
        let asked: &[&str] = if is_asked { &["DV-11"] } else { &[] };
        assert_eq!(codes(&said), asked, "{typed}");
    }
}

#[test]
fn a_heading_that_names_another_period_a_plan_or_another_scale_is_not_our_column() {
    for (typed, field) in [
        ("Năm 2019", "toc_do"),
        ("Số liệu năm 2019", "toc_do"),
        ("Kế hoạch", "toc_do"),
        ("Lũy kế từ đầu năm", "toc_do"),
        ("Cùng kỳ năm trước", "toc_do"),
        ("Ước cả năm", "toc_do"),
        ("Số liệu (nghìn Mbps)", "toc_do"),
        ("Không", "mang_lan"),
        ("Chưa đạt", "mang_lan"),
    ] {
        let (row, col) = spot(field);
        let said = after(|b| {
            let (head, _) = heading(b, FORM, "Số liệu", row);
            set(b, FORM, (head, col), text(typed));
        });
        assert_eq!(read(&said, field), "-", "{typed}");
        assert_eq!(codes(&said), ["CAU-14"], "{typed}");
        assert_eq!(read(&said, "tong_may"), "20", "{typed}");
    }
}

#[test]
fn a_heading_that_says_the_same_in_other_words_is_no_question() {
    for typed in [
        "Số liệu năm 2020",
        "Số liệu (Mbps)",
        "SỐ LIỆU",
        "So lieu",
        "Số liệu:",
        "Thực hiện",
        "Kết quả năm 2020",
        "Số lượng",
        "Kỳ báo cáo",
    ] {
        let (row, col) = spot("toc_do");
        let said = after(|b| {
            let (head, _) = heading(b, FORM, "Số liệu", row);
            set(b, FORM, (head, col), text(typed));
        });
        assert_eq!(read(&said, "toc_do"), "100", "{typed}");
        assert!(codes(&said).is_empty(), "{typed}: {:?}", said.findings);
    }
}

#[test]
fn words_in_brackets_behind_a_heading_are_asked_about_unless_the_form_says_them_too() {
    for (field, head, note, is_asked) in [
        ("toc_do", "Số liệu", "(hộ nghèo)", true),
        ("toc_do", "Số liệu", "(bản điện tử)", true),
        ("toc_do", "Số liệu", "(quý)", true),
        ("toc_do", "Số liệu", "(bình quân ngày)", true),
        ("toc_do", "Số liệu", "(đến 30/9)", true),
        ("toc_do", "Số liệu", "(toàn huyện)", true),
        ("toc_do", "Số liệu", "(Mbps)", false),
        ("toc_do", "Số liệu", "(ĐVT: Mbps)", false),
        ("toc_do", "Số liệu", "(1)", false),
        ("toc_do", "Số liệu", "(cột 3)", false),
        ("toc_do", "Số liệu", "(ghi số)", false),
        ("toc_do", "Số liệu", "(nếu có)", false),
        ("toc_do", "Số liệu", "(năm 2020)", false),
        ("tong_may", "Tổng số", "(mới cấp)", true),
        ("tong_may", "Tổng số", "(máy)", false),
        ("tong_may", "Tổng số", "(bộ)", false),
        ("tong_may_sd", "Đang sử dụng", "(tốt)", true),
        ("tong_may_sd", "Đang sử dụng", "(2)", false),
    ] {
        let (row, col) = spot(field);
        let before = read(&after(|_| {}), field);
        let said = after(|b| {
            let (at, _) = heading(b, FORM, head, row);
            set(b, FORM, (at, col), text(&format!("{head} {note}")));
        });
        let asked: &[&str] = if is_asked { &["CAU-13"] } else { &[] };
        assert_eq!(codes(&said), asked, "{head} {note}");
        let findings = said.findings.iter();
        let count = findings.filter(|f| f.code.is(&code::HEADING_CHANGED));
        assert_eq!(count.count(), asked.len(), "once a column: {note}");
        assert_eq!(read(&said, field), before, "{head} {note}");
    }
    let list = LAYOUT.list("phan_mem").expect("a list");
    for (note, is_asked) in [("(bản dùng thử)", true), ("(ghi rõ)", false)] {
        let said = after(|b| {
            let head = list.first_row - 1;
            let plan = LAYOUT.sheets.iter().find(|plan| plan.name == LIST);
            let label = plan.and_then(|plan| plan.text_at(head, list.columns[1]));
            let label = format!("{} {note}", label.expect("a heading"));
            set(b, LIST, (head, list.columns[1]), text(&label));
        });
        let asked: &[&str] = if is_asked { &["CAU-13"] } else { &[] };
        assert_eq!(codes(&said), asked, "{note}");
    }
}

#[test]
fn a_unit_of_measure_over_a_column_is_asked_about_unless_it_is_its_own() {
    for (typed, is_asked) in [
        ("ĐVT: nghìn", true),
        ("(nghìn máy)", true),
        ("Đơn vị tính: chục máy", true),
        ("Đơn vị tính: 1.000 máy", true),
        ("(Đơn vị: triệu đồng)", true),
        ("ĐVT: phòng", true),
        ("ĐVT: máy", false),
        ("(máy)", false),
        ("Đơn vị tính: chiếc", false),
    ] {
        for field in ["tong_may", "tong_may_sd"] {
            let (row, col) = spot(field);
            let said = after(|b| {
                let (head, _) = heading(b, FORM, "Tổng số", row);
                set(b, FORM, (head - 1, col), text(typed));
            });
            assert_eq!(
                !codes(&said).is_empty(),
                is_asked,
                "{typed}: {:?}",
                codes(&said)
            );
        }
    }
    let list = LAYOUT.list("phan_mem").expect("a list");
    let said = after(|b| {
        let over = (list.first_row - 2, list.columns[1]);
        set(b, LIST, over, text("Đơn vị tính: nghìn"));
    });
    assert!(!codes(&said).is_empty());
}

#[test]
fn a_remark_of_a_list_is_no_part_of_the_headings_below_it() {
    let list = LAYOUT.list("phan_mem").expect("a list");
    for remark in [
        "Năm trước 3 phần mềm",
        "So với năm 2019 tăng 1 phần mềm",
        "Mua theo kế hoạch 21/KH-UBND",
        "Theo Quyết định số 8/QĐ-UBND ngày 15/01/2019",
        "Kỳ trước chưa có",
    ] {
        let said = after(|b| set(b, LIST, list.remark, text(remark)));
        let codes = codes(&said);
        assert!(!codes.contains(&"CAU-14"), "{remark}: {codes:?}");
        assert!(!codes.contains(&"CAU-13"), "{remark}: {codes:?}");
        let rows = said.reading().expect("a reading").list("phan_mem");
        let cells: Vec<&str> = rows[0].cells.iter().map(|c| c.raw.as_str()).collect();
        assert_eq!(cells, ["TDOffice", "20", "Tỉnh"], "{remark}");
    }
}

#[test]
fn a_note_of_ours_that_turns_the_scope_of_a_section_round_is_asked_about() {
    let plan = &LAYOUT.sheets[0];
    let row = plan
        .lines
        .iter()
        .position(|line| matches!(line, Line::Note(_)));
    let row = u32::try_from(row.expect("a note")).expect("a row");
    for (typed, is_asked) in [
        ("Chỉ tính thiết bị thuộc quản lý của xã", false),
        ("CHỈ TÍNH THIẾT BỊ THUỘC QUẢN LÝ CỦA XÃ", false),
        ("Chi tinh thiet bi thuoc quan ly cua xa", false),
        ("Thiết bị", false),
        ("Không tính thiết bị thuộc quản lý của xã", true),
        ("Tính thiết bị thuộc quản lý của xã", true),
        (
            "Chỉ tính thiết bị thuộc quản lý của xã; gồm cả máy mượn",
            true,
        ),
        (
            "Chỉ tính thiết bị thuộc quản lý của xã (trừ máy hỏng)",
            true,
        ),
        ("Chỉ tính thiết bị mới", true),
    ] {
        let said = after(|b| set(b, FORM, (row, LABEL), text(typed)));
        let asked: &[&str] = if is_asked { &["CAU-19"] } else { &[] };
        assert_eq!(codes(&said), asked, "{typed}");
    }
}

#[test]
fn a_heading_of_another_day_part_of_the_year_unit_or_state_is_never_read_silently() {
    let (row, col) = spot("toc_do");
    for typed in [
        "Số liệu đến 31/12/2019",
        "Thực hiện 9 tháng",
        "Số liệu 10 tháng",
        "Số liệu quý III/2020",
        "Số liệu tính theo %",
        "Số liệu xã Đông Ninh",
        "Số liệu cũ",
    ] {
        let said = after(|b| {
            let (head, _) = heading(b, FORM, "Số liệu", row);
            set(b, FORM, (head, col), text(typed));
        });
        let codes = codes(&said);
        assert!(
            codes == ["CAU-14"] || codes == ["CAU-13"],
            "{typed}: {codes:?}"
        );
    }
}

#[test]
fn a_heading_in_words_that_nobody_knows_is_asked_about_with_what_is_read() {
    let (row, col) = spot("toc_do");
    let said = after(|b| {
        let (head, _) = heading(b, FORM, "Số liệu", row);
        set(b, FORM, (head, col), text("Số người Kinh"));
    });
    assert_eq!(read(&said, "toc_do"), "100");
    assert_eq!(codes(&said), ["CAU-13"]);
    let finding = said
        .findings
        .iter()
        .find(|f| f.code.is(&code::HEADING_CHANGED));
    let finding = finding.expect("the finding");
    assert!(
        finding
            .cells
            .iter()
            .any(|c| c.field.as_deref() == Some("toc_do"))
    );
    let message = finding.message.say(Lang::Vi);
    assert!(
        message.contains("Số liệu") && message.contains("Số người Kinh"),
        "{message}"
    );
}

#[test]
fn a_column_of_this_year_typed_beside_ours_is_asked_about() {
    let (row, col) = spot("toc_do");
    let said = after(|b| {
        let (head, _) = heading(b, FORM, "Số liệu", row);
        set(b, FORM, (head, col + 1), text("Năm 2020"));
        set(b, FORM, (row, col + 1), Raw::Number(12.0));
    });
    assert_eq!(read(&said, "toc_do"), "100");
    assert_eq!(codes(&said), ["CAU-13"]);
    // One of last year beside ours leaves no doubt.
    let said = after(|b| {
        let (head, _) = heading(b, FORM, "Số liệu", row);
        set(b, FORM, (head, col + 1), text("Năm 2019"));
        set(b, FORM, (row, col + 1), Raw::Number(12.0));
    });
    assert_eq!(read(&said, "toc_do"), "100");
    assert!(codes(&said).is_empty(), "{:?}", said.findings);
}

#[test]
fn headings_that_were_cleared_leave_the_columns_where_they_are() {
    let (row, col) = spot("toc_do");
    let said = after(|b| {
        let (head, _) = heading(b, FORM, "Số liệu", row);
        set(b, FORM, (head, col), Raw::Blank);
    });
    assert_eq!(read(&said, "toc_do"), "100");
    assert!(codes(&said).is_empty(), "{:?}", said.findings);
}

#[test]
fn another_unit_of_measure_beside_a_row_is_asked_about_and_another_word_for_it_is_not() {
    let (row, _) = spot("tong_may");
    let unit = LAYOUT.sheets[0].grid.unit.expect("a column of units");
    for (typed, asked) in [
        ("nghìn máy", true),
        ("phòng", true),
        ("chiếc", false),
        ("Máy", false),
    ] {
        let said = after(|b| set(b, FORM, (row, unit), text(typed)));
        let wanted: &[&str] = if asked { &["CAU-16"] } else { &[] };
        assert_eq!(codes(&said), wanted, "{typed}: {:?}", said.findings);
    }
}

/// Points a defined name to another cell of its sheet.
fn rename(book: &mut RawWorkbook, name: &str, (row, col): (u32, u16)) {
    let names = std::sync::Arc::make_mut(&mut book.names);
    let cell = names.iter_mut().find(|n| n.name == name);
    let cell = cell.expect("the name");
    (cell.row, cell.col) = (row, col);
}

#[test]
fn two_answers_never_come_from_one_cell() {
    let text_of = |b: &mut RawWorkbook| fill(b, "kien_nghi", text("Cấp thêm máy."));
    let answer = LAYOUT.field("kien_nghi").expect("a place");
    let said = after(|b| {
        text_of(b);
        rename(b, "kho_khan__2", (answer.row, answer.col));
    });
    assert_eq!(read(&said, "kho_khan"), "Máy tính cũ, hay hỏng.");
    assert_eq!(read(&said, "kien_nghi"), "Cấp thêm máy.");
    assert_eq!(codes(&said), ["CAU-15"]);
    let (row, col) = spot("toc_do");
    let said = after(|b| rename(b, "toc_do__tt", (row, col)));
    assert_eq!(read(&said, "toc_do"), "100");
    assert_eq!(codes(&said), ["CAU-15"], "{:?}", said.findings);
}

/// The sample after texts were typed into the return of a unit: what the program finds in it, and the folder.
fn sample_with(unit: &str, cells: &[(&str, u32, u16, &str)]) -> (Folder, String) {
    let folder = Folder::sample();
    let inbox = std::fs::read_dir(folder.file("2-nhan-ve")).expect("the inbox");
    let mut paths = inbox.map(|entry| entry.expect("a file").path());
    let is_of_unit = |path: &std::path::PathBuf| {
        let name = path.file_name().expect("a name");
        name.to_string_lossy().starts_with(unit)
    };
    let path = paths.find(is_of_unit).expect("the return");
    let cells: Vec<_> = cells
        .iter()
        .map(|(sheet, row, col, text)| (((*sheet).to_owned(), *row, *col), (*text).to_owned()))
        .collect();
    let bytes = typed_into(&std::fs::read(&path).expect("its bytes"), &cells);
    write_whole(&path, &bytes).expect("written");
    let said = folder.tonghop("ingest", &["--json"]);
    (folder, said.out)
}

#[test]
fn swapped_columns_of_a_return_give_the_report_the_right_ratio() {
    let sheet = "Điều hành";
    let (folder, said) = sample_with(
        "405",
        &[
            (sheet, 3, 4, "Đã thực hiện"),
            (sheet, 3, 5, "Tổng số"),
            (sheet, 9, 4, "465"),
            (sheet, 9, 5, "500"),
            (sheet, 10, 4, ""),
            (sheet, 10, 5, "38"),
        ],
    );
    assert!(!said.contains("CAU-"), "{said}");
    for (figure, wanted) in [
        ("huyen.nv_dung_han_ts", "500"),
        ("huyen.nv_dung_han", "465"),
        ("huyen.nv_chua_han_ts", "38"),
        ("tl_nv_dung_han", "93%"),
    ] {
        let out = folder.tonghop("explain", &[figure]).out;
        assert!(out.contains(wanted), "{figure}: {out}");
    }
}

#[test]
fn a_mark_under_a_heading_that_says_no_is_no_yes() {
    let sheet = "Biểu 01";
    let mut cells = vec![(sheet, 26, 4, "Không"), (sheet, 30, 4, "x")];
    cells.extend([27, 28, 29, 31, 32, 33].map(|row| (sheet, row, 4, "")));
    let (folder, said) = sample_with("16381", &cells);
    assert!(said.contains("16381-CAU-14-mang_lan"), "{said}");
    for figure in ["xa.theo_doi_nv", "xa.mang_lan"] {
        let out = folder.tonghop("explain", &[figure]).out;
        assert!(out.contains("13/14"), "{figure}: {out}");
    }
}

#[test]
fn the_column_of_this_year_is_read_where_last_year_stands_in_ours() {
    let sheet = "Biểu 01";
    let (folder, said) = sample_with(
        "16381",
        &[
            (sheet, 37, 4, "Năm 2019"),
            (sheet, 37, 5, "Năm 2020"),
            (sheet, 38, 4, "409"),
            (sheet, 38, 5, "412"),
            (sheet, 39, 4, "385"),
            (sheet, 39, 5, "388"),
            (sheet, 40, 4, "362"),
            (sheet, 40, 5, "365"),
            (sheet, 41, 4, "348"),
            (sheet, 41, 5, "351"),
            (sheet, 42, 4, "344"),
            (sheet, 42, 5, "347"),
        ],
    );
    assert!(
        !said.contains("CAU-14") && !said.contains("CAU-08"),
        "{said}"
    );
    let out = folder.tonghop("explain", &["xa.vb_soan"]).out;
    assert!(out.contains("F39") && out.contains("412"), "{out}");
}

#[test]
fn a_form_that_was_turned_around_is_read_and_its_answers_name_the_cells_of_the_file() {
    let (row, col) = spot("tong_may");
    let said = after(|b| {
        b.sheets.retain(|s| s.name == FORM);
        let mut sheet = b.sheets[0].turned().expect("a small sheet");
        sheet.is_turned = false;
        b.sheets = vec![sheet];
        b.names = std::sync::Arc::default();
    });
    for (field, wanted) in [
        ("tong_may", "20"),
        ("tong_may_sd", "18"),
        ("mang_lan", "Có"),
    ] {
        assert_eq!(read(&said, field), wanted, "{field}");
    }
    let reading = said.reading().expect("a reading");
    let place = reading.field("tong_may").expect("the field").place.clone();
    let place = place.expect("its place");
    assert_eq!((place.row, u32::from(place.col)), (u32::from(col), row));
    let notes = &reading.account.notes;
    assert!(
        notes.iter().any(|n| n.say(Lang::Vi).contains("xoay")),
        "{notes:?}"
    );
}

#[test]
fn a_label_or_title_that_names_another_period_a_plan_or_a_scale_is_asked_with_its_figures() {
    let row = LAYOUT.field("may_de_ban").expect("a place").label;
    let ask = |said: &Returns| -> Vec<String> {
        let asked = said.findings.iter().filter(|f| f.code.asks());
        let cells = asked.flat_map(|f| f.cells.iter().map(move |c| (f.code.as_str(), c)));
        cells
            .map(|(code, cell)| format!("{code} {}", cell.field.as_deref().unwrap_or("-")))
            .collect()
    };
    for label in [
        "Máy tính để bàn năm 2019",
        "Máy tính để bàn (kế hoạch)",
        "Máy tính để bàn (nghìn máy)",
        "Máy tính để bàn, lũy kế từ đầu năm",
    ] {
        let said = after(|book| set(book, FORM, row, Raw::Text(label.to_owned())));
        assert_eq!(
            ask(&said),
            ["CAU-19 -", "CAU-19 may_de_ban", "CAU-19 may_de_ban_sd"],
            "{label}"
        );
    }
    let said = after(|book| set(book, FORM, row, Raw::Text("Máy tính bàn".to_owned())));
    assert!(ask(&said).is_empty(), "{:?}", said.findings);
    let notes = &said.reading().expect("a reading").account.notes;
    let mut notes = notes.iter().map(|note| note.say(Lang::Vi));
    assert!(notes.any(|note| note.contains("viết khác đôi chút")));
    let title = LAYOUT.sheets[0]
        .written
        .iter()
        .find(|(_, _, text)| text == "Thiết bị")
        .expect("a title");
    let said = after(|book| {
        let text = Raw::Text("Thiết bị năm 2019".to_owned());
        set(book, FORM, (title.0, title.1), text);
    });
    assert_eq!(ask(&said), ["CAU-19 -"]);
}

#[test]
fn another_unit_in_the_head_of_another_sheet_is_asked_about_and_the_units_own_name_is_not() {
    let with = |unit: &str| sample_with("16381", &[("Ý kiến", 0, 5, unit)]).1;
    let said = with("16384 - Xã Đông Ninh");
    for part in ["DV-11", "Xã Đông Hoàng", "16384 - Xã Đông Ninh"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(code::UNIT_ELSEWHERE.asks);
    let said = with("UBND xã Đông Hoàng");
    assert!(!said.contains("DV-11"), "{said}");
}
