//! Intake workbooks through real programs: the Open XML SDK finds nothing wrong, `LibreOffice` keeps what a
//! return is read by when it saves, computes the live texts, and prints.

use crate::emit_kit::{dong_hoa, issue, rung_thong, small_kit};
use crate::filled;
use crate::libreoffice::{calculated, converted, save};
use crate::package;
use calamine::{Data, Reader, SheetVisible, Xlsx, open_workbook};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::process::Command;
use tonghop::layout::Layout;
use tonghop::model::raw::cell_name;
use tonghop::workbook::intake::{Template, common};

fn personal() -> Vec<u8> {
    let kit = small_kit();
    let issue = issue(&kit, &kit.forms[0]);
    let template = Template::make(&issue).expect("a template");
    template.personal(&dong_hoa()).expect("a workbook")
}

/// The package with each sheet's XML changed, and no computed result left in it.
fn changed(workbook: &[u8], change: impl Fn(usize, String) -> String) -> Vec<u8> {
    package::changed_sheets(workbook, |number, xml| {
        package::uncomputed(&change(number - 1, xml))
    })
}

/// What each named cell shows after `LibreOffice` has computed a workbook filled like this.
fn shown(fill: &[(&str, &str)]) -> BTreeMap<String, String> {
    let kit = small_kit();
    let layout = Layout::of(&kit, &kit.forms[0]);
    let mut cells: Vec<(usize, String, String)> = Vec::new();
    let sheet_of = |name: &str| {
        layout
            .sheets
            .iter()
            .position(|s| s.name == name)
            .expect("a sheet")
            + 1
    };
    for (name, value) in fill {
        let (sheet, place) = if let Some(row) = name.strip_suffix("__gc") {
            let spot = layout
                .fields
                .iter()
                .find(|f| f.row_id == row)
                .expect("a row");
            (&spot.sheet, spot.remark)
        } else if let Some(row) = name.strip_suffix("__tt") {
            let spot = layout
                .fields
                .iter()
                .find(|f| f.row_id == row)
                .expect("a row");
            (&spot.sheet, spot.status)
        } else if let Some((section, column)) = name.split_once('.') {
            let list = layout.list(section).expect("a list");
            (
                &list.sheet,
                (
                    list.first_row,
                    list.columns[column.parse::<usize>().expect("a number")],
                ),
            )
        } else {
            let spot = layout.field(name).expect("a field");
            (&spot.sheet, (spot.row, spot.col))
        };
        cells.push((
            sheet_of(sheet),
            cell_name(place.0, place.1),
            (*value).to_owned(),
        ));
    }
    let bytes = changed(&personal(), |sheet, xml| {
        cells
            .iter()
            .filter(|(at, _, _)| *at == sheet)
            .fold(xml, |xml, (_, cell, value)| {
                package::typed_into(&xml, cell, value)
            })
    });
    let dir = tempfile::tempdir().expect("a folder");
    let path = converted(&save(dir.path(), "bieu.xlsx", &bytes), "xlsx");
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let mut out = BTreeMap::new();
    let mut read = |name: String, sheet: &str, place: (u32, u16)| {
        let range = book.worksheet_range(sheet).expect("the sheet");
        let data = range.get_value((place.0, u32::from(place.1)));
        out.insert(name, data.map(Data::to_string).unwrap_or_default());
    };
    for spot in &layout.fields {
        read(spot.field.to_string(), &spot.sheet, spot.check);
    }
    for list in &layout.lists {
        read(list.section.to_string(), &list.sheet, list.check);
    }
    read("blanks".to_owned(), "Kiểm tra", (3, 0));
    read("open".to_owned(), "Kiểm tra", (4, 0));
    for row in 14..20 {
        read(format!("state {row}"), "Kiểm tra", (row, 1));
        read(format!("message {row}"), "Kiểm tra", (row, 2));
    }
    out
}

const WELL_FILLED: &[(&str, &str)] = &[
    ("tong_may", "20"),
    ("tong_may_sd", "18"),
    ("may_de_ban", "15"),
    ("may_de_ban_sd", "14"),
    ("may_xach_tay", "5"),
    ("mang_lan", "Có"),
    ("loai_mang", "Cáp quang"),
    ("ty_le_ho_so", "0.985"),
    ("toc_do__tt", "Không có số liệu"),
    ("toc_do__gc", "Chưa đo"),
    ("ngay_ket_noi", "44132"),
    ("thang_ban_giao", "Tháng 7/2019"),
    ("can_bo_phu_trach", "Nguyễn Văn A"),
    ("phan_mem.0", "TDOffice"),
    ("phan_mem.1", "20"),
    ("kho_khan", "Máy cũ"),
];

#[test]
fn the_sdk_finds_nothing_wrong() {
    let Ok(validator) = std::env::var("TONGHOP_OOXML_VALIDATOR") else {
        eprintln!("TONGHOP_OOXML_VALIDATOR is not set: no Open XML SDK to ask");
        return;
    };
    let kit = small_kit();
    let issue = issue(&kit, &kit.forms[0]);
    let all = [dong_hoa(), rung_thong()];
    let dir = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [
        ("rieng.xlsx", personal()),
        ("chung.xlsx", common(&issue, &all).expect("a workbook")),
    ] {
        let path = save(dir.path(), name, &bytes);
        let said = Command::new(&validator)
            .arg(path)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(said.contains("\"ok\": true"), "{said}");
    }
}

#[test]
fn a_form_that_is_filled_rightly_has_no_live_warning() {
    let shown = shown(WELL_FILLED);
    let (open, rows): (Vec<_>, Vec<_>) = shown
        .iter()
        .partition(|(name, _)| ["blanks", "open"].contains(&name.as_str()));
    for (name, text) in rows.iter().filter(|(n, _)| !n.contains(' ')) {
        let free = ["kinh_phi", "kien_nghi"].contains(&name.as_str());
        assert_eq!(
            text.as_str(),
            if free {
                "Không bắt buộc"
            } else {
                "Đạt"
            },
            "{name}"
        );
    }
    assert_eq!(open[0].1, "Đã nhập đủ các ô bắt buộc");
    assert_eq!(open[1].1, "Không có mục nào cần xem lại trong phần đã nhập");
}

#[test]
fn what_needs_a_second_look_is_said_beside_it() {
    let mut fill: Vec<(&str, &str)> = WELL_FILLED.to_vec();
    fill.retain(|(name, _)| {
        !["tong_may", "may_xach_tay", "toc_do__gc", "phan_mem.1"].contains(name)
    });
    fill.extend([
        ("tong_may", "30"),
        ("may_xach_tay", "6.5"),
        ("kinh_phi", "nhiều"),
    ]);
    let shown = shown(&fill);
    assert_eq!(shown["tong_may"], "Xem mục 1, trang Kiểm tra");
    assert!(shown["may_xach_tay"].starts_with("Cần xem lại: máy hiểu là 6,5"));
    assert_eq!(shown["kinh_phi"], "Cần gõ số");
    assert_eq!(
        shown["toc_do"],
        "Cần ghi lý do không có số liệu vào ô ghi chú"
    );
    assert_eq!(shown["phan_mem"], "Xem các dòng bên dưới");
    assert_eq!(shown["open"], "Còn 5 mục cần xem lại");
    assert!(
        shown
            .values()
            .any(|t| t == "Tổng số máy tính ghi 30, nhưng 15 máy để bàn cộng 6.5 máy xách tay."),
        "{shown:?}"
    );
}

/// The same three cases are held against intake in `check::a_status_stands_for_what_is_blank`.
#[test]
fn a_status_beside_values_is_seen_as_intake_sees_it() {
    let mut fill: Vec<(&str, &str)> = WELL_FILLED.to_vec();
    fill.retain(|(name, _)| !["may_de_ban_sd", "may_xach_tay"].contains(name));
    fill.extend([
        ("may_de_ban__tt", "Không có số liệu"),
        ("may_de_ban__gc", "chưa kiểm kê"),
        ("may_xach_tay", "0"),
        ("may_xach_tay__tt", "Không phát sinh"),
        ("toc_do", "100"),
    ]);
    let shown = shown(&fill);
    let rule = "Xem mục 1, trang Kiểm tra";
    assert_eq!(shown["may_de_ban"], rule, "what is there is judged");
    assert_eq!(shown["may_xach_tay"], rule);
    assert_eq!(
        shown["toc_do"],
        "Cần xem lại: đã có số liệu thì để trống ô tình trạng"
    );
}

#[test]
fn what_the_blank_form_shows_is_what_its_formulas_give() {
    let kit = small_kit();
    let layout = Layout::of(&kit, &kit.forms[0]);
    let before = personal();
    let dir = tempfile::tempdir().expect("a folder");
    let path = save(dir.path(), "trong.xlsx", &changed(&before, |_, xml| xml));
    let mut computed: Xlsx<_> = open_workbook(converted(&path, "xlsx")).expect("a workbook");
    let mut cached: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(before)).expect("a workbook");
    let names = layout.sheets.iter().map(|s| s.name.clone());
    for sheet in names.chain(["Kiểm tra", "_tinh"].map(str::to_owned)) {
        let theirs = computed.worksheet_range(&sheet).expect("the sheet");
        for (row, col, data) in cached
            .worksheet_range(&sheet)
            .expect("the sheet")
            .used_cells()
        {
            let place = (row as u32, col as u32);
            let now = theirs
                .get_value(place)
                .map(Data::to_string)
                .unwrap_or_default();
            assert_eq!(data.to_string(), now, "{sheet} {place:?}");
        }
    }
}

#[test]
fn a_copy_saved_by_libreoffice_can_still_be_read() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = converted(&save(dir.path(), "bieu.xlsx", &personal()), "xlsx");
    let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
    let kit = small_kit();
    let layout = Layout::of(&kit, &kit.forms[0]);
    let names: Vec<&str> = book
        .defined_names()
        .iter()
        .map(|(n, _)| n.as_str())
        .collect();
    for spot in &layout.fields {
        assert!(names.contains(&spot.field.as_str()), "{}", spot.field);
    }
    let hidden = book
        .sheets_metadata()
        .iter()
        .find(|s| s.name == "_tonghop")
        .expect("it");
    assert_ne!(hidden.visible, SheetVisible::Visible);
    for plan in &layout.sheets {
        let range = book.worksheet_range(&plan.name).expect("the sheet");
        for (row, id) in &plan.row_ids {
            assert_eq!(
                range.get_value((*row, 0)).map(Data::to_string).as_ref(),
                Some(id)
            );
        }
    }
    let mut zip =
        zip::ZipArchive::new(std::fs::File::open(&path).expect("a file")).expect("a package");
    let mut xml = String::new();
    zip.by_name("xl/worksheets/sheet2.xml")
        .expect("a sheet")
        .read_to_string(&mut xml)
        .expect("text");
    assert!(xml.contains("<sheetProtection") && xml.contains("<dataValidation "));
}

#[test]
fn a_filled_form_prints_on_one_page_a_sheet() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = converted(&save(dir.path(), "bieu.xlsx", &personal()), "pdf");
    let pdf = std::fs::read(path).expect("a PDF");
    let pages = pdf
        .windows(12)
        .filter(|w| w.starts_with(b"/Type/Page") && w[10] != b's')
        .count();
    assert_eq!(pages, 5, "guide, three sheets, checks");
}

/// The same forms are held against another engine in `excel::the_live_checks_of_a_filled_form_say_what_intake_judges`.
#[test]
fn the_live_checks_of_filled_forms_say_in_libreoffice_what_intake_judges() {
    let kit = filled::kit();
    let sent = filled::sent(&kit);
    let dir = tempfile::tempdir().expect("a folder");
    let fills = filled::fills(30);
    let forms: Vec<Vec<u8>> = fills
        .iter()
        .map(|fill| filled::filled(&kit, &sent, fill))
        .collect();
    let books = calculated(dir.path(), &forms);
    for ((mut book, form), fill) in books.zip(&forms).zip(&fills) {
        for (sheet, (row, col), wanted) in filled::expected(&kit, form) {
            let range = book.worksheet_range(&sheet).expect("the sheet");
            let said = range.get_value((row, u32::from(col))).map(Data::to_string);
            assert_eq!(
                said.as_deref(),
                Some(wanted.as_str()),
                "{sheet} {row} {col}: {fill:?}"
            );
        }
    }
}
