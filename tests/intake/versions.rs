//! Kits that were corrected after their forms were issued: a return is compared with the version that it was made from.

use crate::emit_kit::{FORM, dong_hoa, issue, kit_with};
use crate::returned::*;
use std::sync::{Arc, LazyLock};
use tonghop::check::{Issued, Returns};
use tonghop::layout::Layout;
use tonghop::model::kit::Kit;
use tonghop::model::raw::RawWorkbook;
use tonghop::words::Lang;
use tonghop::workbook::intake::Template;

static ISSUED: LazyLock<Kit> = LazyLock::new(|| kit_with(FORM));
static FILLED: LazyLock<RawWorkbook> = LazyLock::new(|| {
    let issue = issue(&ISSUED, &ISSUED.forms[0]);
    let template = Template::make(&issue).expect("a template");
    filled(
        &ISSUED,
        &template.personal(&dong_hoa()).expect("a workbook"),
    )
});

const SHEET: &str = "Biểu 01";

/// What the return of an issued form says to a kit that was changed since.
fn since(changes: &[(&str, &str)], edit: impl Fn(&mut RawWorkbook)) -> Returns {
    let layout = Layout::of(&ISSUED, &ISSUED.forms[0]);
    said(changes, vec![(layout.hash(), layout)], edit)
}

fn said(
    changes: &[(&str, &str)],
    versions: Vec<(String, Layout)>,
    edit: impl Fn(&mut RawWorkbook),
) -> Returns {
    let mut form = FORM.to_owned();
    for (before, after) in changes {
        assert!(form.contains(before), "{before}");
        form = form.replace(before, after);
    }
    let mut book = FILLED.clone();
    edit(&mut book);
    let issued = Issued {
        versions,
        ..issued()
    };
    received_by((&kit_with(&form), issued), &book, "16390_xa-Dong-Hoa.xlsx")
}

fn untouched(_: &mut RawWorkbook) {}

/// Without defined names and row ids: only labels, and the hidden sheet, are left.
fn only_labels(book: &mut RawWorkbook) {
    Arc::make_mut(&mut book.names).clear();
    for sheet in book.sheets.iter_mut().filter(|s| s.name != "_tonghop") {
        sheet.cells.retain(|cell| cell.col > 0);
    }
}

fn codes(said: &Returns) -> Vec<&str> {
    let codes = said.findings.iter().map(|f| f.code.as_str());
    codes.collect()
}

fn raw(said: &Returns, field: &str) -> String {
    let reading = said.reading().expect("a reading");
    reading.field(field).expect("the field").raw.clone()
}

fn notes(said: &Returns) -> String {
    let notes = &said.reading().expect("a reading").account.notes;
    let notes: Vec<String> = notes.iter().map(|note| note.say(Lang::Vi)).collect();
    notes.join("\n")
}

const RELABELLED: (&str, &str) = (
    "label = \"Máy tính để bàn\"",
    "label = \"Máy tính để bàn các loại\"",
);
const RETITLED: (&str, &str) = ("title = \"Ứng dụng\"", "title = \"Ứng dụng và kết nối\"");
const ROW: (&str, &str) = (
    "[[section.row]]\nid = \"may_xach_tay\"",
    "[[section.row]]\nid = \"may_chu\"\nnumber = \"1.3\"\nlabel = \"Máy chủ\"\nunit = \"máy\"\nkind = \"count\"\n\
     columns = [\"\"]\n\n[[section.row]]\nid = \"may_xach_tay\"",
);

const EXAMPLE: (&str, &str) = ("[example]\n", "[example]\nmay_chu = \"2\"\n");

#[test]
fn texts_that_the_kit_changed_after_issuing_are_noted_and_no_unit_is_blamed() {
    let said = since(&[RELABELLED, RETITLED], untouched);
    assert!(codes(&said).is_empty(), "{:?}", said.findings);
    assert_eq!(raw(&said, "may_de_ban"), "15");
    let notes = notes(&said);
    for words in [
        "đối chiếu với đúng bản đã cấp",
        "\"Máy tính để bàn\" → \"Máy tính để bàn các loại\"",
    ] {
        assert!(notes.contains(words), "{notes}");
    }
}

#[test]
fn a_row_that_was_added_after_issuing_is_told_as_such_and_moves_no_value() {
    for edit in [untouched, only_labels] {
        let said = since(&[ROW, EXAMPLE], edit);
        let told = codes(&said);
        assert!(told.contains(&"CAU-17"), "{:?}", said.findings);
        assert!(
            !told
                .iter()
                .any(|code| ["CAU-02", "CAU-08", "TT-01"].contains(code)),
            "{told:?}"
        );
        let of_row = said.findings.iter().find(|f| f.code.as_str() == "CAU-17");
        let of_row = of_row.expect("it");
        assert!(of_row.code.asks());
        assert!(of_row.message.say(Lang::Vi).contains("Máy chủ"));
        for (field, value) in [
            ("tong_may", "20"),
            ("may_de_ban", "15"),
            ("may_xach_tay", "5"),
            ("kinh_phi", "150000000"),
            ("toc_do", "100"),
        ] {
            assert_eq!(raw(&said, field), value, "{field}");
        }
    }
}

#[test]
fn a_label_that_the_unit_changed_is_told_by_the_words_that_it_was_issued() {
    let at = Layout::of(&ISSUED, &ISSUED.forms[0]);
    let label = at.field("may_xach_tay").expect("a place").label;
    let said = since(&[RELABELLED, ROW, EXAMPLE], |book| {
        set(book, SHEET, label, text("Máy tính bảng"));
    });
    let told = codes(&said);
    assert!(told.contains(&"CAU-04"), "{told:?}");
    let changed = said.findings.iter().find(|f| f.code.as_str() == "CAU-04");
    let changed = changed.expect("it").message.say(Lang::Vi);
    assert!(
        changed.contains("1 dòng")
            && changed.contains("\"Máy tính xách tay\" nay ghi \"Máy tính bảng\""),
        "{changed}"
    );
}

#[test]
fn a_version_that_was_never_issued_is_told_and_compared_with_the_kit_of_today() {
    let said = said(&[RELABELLED], Vec::new(), untouched);
    let told = codes(&said);
    assert!(told.contains(&"BIEU-11"), "{told:?}");
    let notes = notes(&said);
    assert!(notes.contains("1 tên chỉ tiêu"), "{notes}");
}

#[test]
fn another_version_of_the_kit_is_no_finding_where_the_campaign_issued_it() {
    let mut kit = kit_with(FORM);
    kit.version = "2.0".to_owned();
    let layout = Layout::of(&ISSUED, &ISSUED.forms[0]);
    for (versions, wanted) in [
        (vec![(layout.hash(), layout)], Vec::new()),
        (Vec::new(), vec!["BIEU-07"]),
    ] {
        let issued = Issued {
            versions,
            ..issued()
        };
        let said = received_by((&kit, issued), &FILLED, "16390_xa-Dong-Hoa.xlsx");
        assert_eq!(codes(&said), wanted);
    }
}

#[test]
fn figures_that_may_be_of_something_else_since_are_asked_about_at_their_cells() {
    let measure = (
        "unit = \"đồng\"\nkind = \"amount\"",
        "unit = \"triệu đồng\"\nkind = \"amount\"",
    );
    let heading = ("label = \"Đang sử dụng\"", "label = \"Kế hoạch năm 2021\"");
    for (change, cells) in [
        (measure, vec!["kinh_phi"]),
        (heading, vec!["tong_may_sd", "may_de_ban_sd"]),
    ] {
        let said = since(&[change], untouched);
        let asked = said.findings.iter().find(|f| f.code.as_str() == "CAU-18");
        let asked = asked.unwrap_or_else(|| panic!("{change:?}: {:?}", said.findings));
        assert!(asked.code.asks());
        let fields: Vec<&str> = asked
            .cells
            .iter()
            .filter_map(|c| c.field.as_deref())
            .collect();
        assert_eq!(fields, cells);
        assert!(asked.cells.iter().all(|cell| cell.place.is_some()));
    }
}

#[test]
fn answers_to_a_row_that_the_kit_has_no_more_are_noted_with_their_cells() {
    let (before, rest) = FORM
        .split_once("[[section.row]]\nid = \"kinh_phi\"")
        .expect("a row");
    let (row, _) = rest.split_once("\n\n").expect("its end");
    let row = format!("[[section.row]]\nid = \"kinh_phi\"{row}");
    assert!(before.len() + row.len() < FORM.len());
    let said = since(&[(&row, ""), ("kinh_phi = \"150000000\"\n", "")], untouched);
    assert!(codes(&said).is_empty(), "{:?}", said.findings);
    let notes = notes(&said);
    assert!(notes.contains("= 150000000"), "{notes}");
    assert_eq!(notes.matches(" = ").count(), 1, "{notes}");
}

#[test]
fn columns_of_a_list_are_found_by_the_version_that_was_issued() {
    let name = "[[section.list.column]]\nid = \"ten\"";
    let new = "[[section.list.column]]\nid = \"nha_cung_cap\"\nlabel = \"Nhà cung cấp\"\nkind = \"text\"\n\n";
    let said = since(&[(name, &format!("{new}{name}"))], untouched);
    assert_eq!(codes(&said), ["CAU-17"], "{:?}", said.findings);
    let (_, rows) = &said.reading().expect("a reading").lists[0];
    let cells: Vec<&str> = rows[0].cells.iter().map(|cell| cell.raw.as_str()).collect();
    assert_eq!(cells, ["", "TDOffice", "20", "Tỉnh"]);
    assert!(said.findings[0].cells[0].label.contains("Nhà cung cấp"));
}
