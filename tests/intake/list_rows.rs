//! Rows that a unit writes into a list and that are no items of it, rows that stand twice, and a count typed by hand.

use crate::emit_kit::small_kit;
use crate::filled::sent;
use crate::returned::{at, fill, filled, received, set, text};
use tonghop::layout::{Layout, ListSpot, NUMBER};
use tonghop::model::kit::Kit;
use tonghop::model::raw::RawWorkbook;
use tonghop::value::Raw;

const FILE: &str = "16390_xa-Dong-Hoa_CNTT-2020.xlsx";

/// The codes told of a form of which the example was changed so.
fn told(change: impl FnOnce(&mut RawWorkbook, &ListSpot)) -> Vec<(String, String)> {
    let kit: Kit = small_kit();
    let layout = Layout::of(&kit, &kit.forms[0]);
    let list = layout.list("phan_mem").expect("the list").clone();
    let mut book = filled(&kit, &sent(&kit));
    change(&mut book, &list);
    let said = received(&kit, &book, FILE);
    let told = said.findings.iter().map(|finding| {
        let said = finding.message.say(tonghop::words::Lang::Vi);
        (finding.code.as_str().to_owned(), said)
    });
    told.collect()
}

/// A row of the list, whole.
fn row(book: &mut RawWorkbook, list: &ListSpot, at: u32, name: &str, count: f64) {
    let row = list.first_row + at;
    set(book, &list.sheet, (row, list.columns[0]), text(name));
    set(
        book,
        &list.sheet,
        (row, list.columns[1]),
        Raw::Number(count),
    );
    set(book, &list.sheet, (row, list.columns[2]), text("Xã"));
}

fn codes(told: &[(String, String)]) -> String {
    let codes: Vec<&str> = told.iter().map(|(code, _)| code.as_str()).collect();
    codes.join(" ")
}

#[test]
fn a_row_that_adds_up_or_stands_for_others_is_asked_about_and_no_other() {
    for (name, wanted) in [
        ("Tổng cộng", "TT-07"),
        ("Cong: 2", "TT-07"),
        ("... và 3 phần mềm khác", "TT-07"),
        ("Còn 3 phần mềm, xem danh sách kèm theo", "TT-07"),
        ("25 phần mềm còn lại", "TT-07"),
        ("Misa và 3 phần mềm khác", "TT-07"),
        ("Tổng đài 1022", ""),
        ("Cộng tác viên số", ""),
        ("Phần mềm kế toán", ""),
    ] {
        let told = told(|book, list| row(book, list, 1, name, 5.0));
        assert_eq!(codes(&told), wanted, "{name}: {told:?}");
    }
    let numbered = told(|book, list| {
        row(book, list, 1, "Misa", 5.0);
        let at = (list.first_row + 1, NUMBER);
        set(book, &list.sheet, at, text("Cộng"));
    });
    assert_eq!(codes(&numbered), "TT-07");
    assert!(numbered[0].1.contains("dòng 2 \"Misa\""), "{numbered:?}");
}

#[test]
fn rows_that_say_the_same_are_asked_about_together() {
    let told = told(|book, list| {
        row(book, list, 1, "Misa", 5.0);
        row(book, list, 2, "iOffice", 5.0);
        row(book, list, 3, "MISA", 5.0);
        row(book, list, 4, "iOffice", 5.0);
        row(book, list, 5, "iOffice", 6.0);
    });
    assert_eq!(codes(&told), "TT-08");
    let said = &told[0].1;
    assert!(
        said.contains("dòng 4 giống dòng 2; dòng 5 giống dòng 3"),
        "{said}"
    );
}

#[test]
fn a_count_that_was_typed_is_asked_about_where_it_is_another() {
    for (typed, wanted) in [
        (Raw::Number(1.0), ""),
        (text("1"), ""),
        (text("01 phần mềm"), ""),
        (Raw::Number(10.0), "TT-09"),
        (text("10 phần mềm"), "TT-09"),
        (text("nhiều"), ""),
    ] {
        let told = told(|book, list| {
            at(book, &list.sheet, list.count, |cell| cell.formula = None);
            set(book, &list.sheet, list.count, typed.clone());
        });
        assert_eq!(
            codes(&told).replace("CAU-10", "").trim(),
            wanted,
            "{typed:?}: {told:?}"
        );
    }
}

#[test]
fn a_remark_on_a_list_by_which_it_is_not_whole_or_is_to_be_changed_is_asked_about() {
    for (remark, wanted) in [
        ("Danh sách chưa đầy đủ", "SO-18"),
        ("Mới có 8/10 thôn báo cáo", "SO-18"),
        ("ĐVT: nghìn", "SO-18"),
        ("Đề nghị sửa thành 13 phần mềm", "SO-18"),
        ("Số liệu năm 2019", "SO-18"),
        ("Thiếu 2 phần mềm", "SO-18"),
        ("Dòng 9 bỏ", "SO-18"),
        ("Chỉ kê phần mềm của UBND xã", "SO-18"),
        ("Các phần mềm đều có bản quyền", "NHIN-02"),
    ] {
        let told = told(|book, _| fill(book, "phan_mem__gc", text(remark)));
        assert_eq!(codes(&told), wanted, "{remark}: {told:?}");
    }
}

#[test]
fn a_row_whose_numbers_are_the_sums_of_those_above_is_asked_about_whatever_it_is_called() {
    let rows = |total: f64| {
        told(|book, list| {
            row(book, list, 0, "Misa", 10.0);
            row(book, list, 1, "iOffice", 12.0);
            row(book, list, 2, "TABMIS", 15.0);
            row(book, list, 3, "Thôn Đông", total);
        })
    };
    assert_eq!(codes(&rows(37.0)), "TT-07");
    assert_eq!(codes(&rows(36.0)), "");
}
