//! Tables with a row per unit, as offices share them.

use crate::campaign_run::Folder;
use crate::sample::{returns, sample_kit};
use crate::typed_workbook::{typed_sheets, typed_workbook};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook};
use std::path::Path;
use tonghop::store::folder::write_whole;

pub(crate) const UNITS: [(&str, &str); 3] = [
    ("16381", "UBND xã Đông Hoàng"),
    ("16390", "X. Đông Hoà"),
    ("16378", "TT Rừng Thông"),
];

pub(crate) fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

/// The sample without its communes' returns.
pub(crate) fn without_communes() -> Folder {
    let folder = Folder::sample();
    for entry in std::fs::read_dir(folder.file("2-nhan-ve")).expect("the inbox") {
        let path = entry.expect("a file").path();
        if !path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .starts_with("405")
        {
            std::fs::remove_file(path).expect("taken away");
        }
    }
    folder
}

pub(crate) fn put(folder: &Folder, bytes: &[u8]) {
    write_whole(&folder.file("2-nhan-ve/bang chung.xlsx"), bytes).expect("written");
}

#[test]
fn a_table_of_all_communes_is_as_good_as_their_forms() {
    let kit = sample_kit();
    let form = kit.form("xa").expect("the form");
    let communes: Vec<_> = returns()
        .into_iter()
        .filter(|(_, form, _)| *form == "xa")
        .collect();
    let heads = |by_id: bool| -> Vec<String> {
        let fields = form
            .fields()
            .map(|f| if by_id { f.id().to_string() } else { f.label() });
        row(&["TT", "Mã đơn vị", "Ghi chú"])
            .into_iter()
            .chain(fields)
            .collect()
    };
    for by_id in [true, false] {
        let mut rows = vec![row(&["BẢNG TỔNG HỢP"]), heads(by_id)];
        for (at, (code, _, typed)) in (1..).zip(&communes) {
            let cells = form
                .fields()
                .map(|f| typed.get(f.id().as_str()).cloned().unwrap_or_default());
            rows.push(
                [at.to_string(), code.clone(), String::new()]
                    .into_iter()
                    .chain(cells)
                    .collect(),
            );
        }
        rows.push(row(&["", "Tổng cộng", "", "269"]));
        let folder = without_communes();
        put(&folder, &typed_workbook(&rows));
        let said = folder.tonghop("run", &[]);
        assert!(
            said.out.contains("15/15 đơn vị đã gửi"),
            "{}{}",
            said.out,
            said.err
        );
        let traced = folder.tonghop("explain", &["xa.may_tinh"]);
        for part in ["269", "14/14", "bang chung.xlsx", "Sheet1", "D3"] {
            assert!(traced.out.contains(part), "{part}: {}", traced.out);
        }
        let report = folder.report("bao-cao.docx").join("\n");
        assert!(report.contains("269 máy"), "{report}");
        // The same file again changes nothing.
        let again = folder.tonghop("ingest", &[]);
        assert!(
            again.out.contains("0 tệp mới") || !again.out.contains("Đông Hoàng"),
            "{}",
            again.out
        );
    }
}

#[test]
fn headings_in_groups_and_names_of_units_are_understood() {
    let folder = without_communes();
    put(
        &folder,
        &typed_workbook(&[
            row(&[
                "TT",
                "Đơn vị",
                "1. Máy tính để bàn",
                "",
                "Máy tính xách tay (máy)",
                "",
                "Cán bộ, công chức",
                "Số trẻ em",
            ]),
            row(&[
                "",
                "",
                "Tổng số",
                "Đang hoạt động",
                "Tổng số",
                "Đang hoạt động",
                "",
                "",
            ]),
            row(&["1", UNITS[0].1, "20", "18", "2", "2", "21", "5"]),
            row(&[
                "2",
                UNITS[1].1,
                "17 máy",
                "khoảng 16",
                "1",
                "không có",
                "",
                "5",
            ]),
            row(&["3", UNITS[2].1, "", "", "", "", "", ""]),
            row(&["4", "Xã Tân Tiến", "9", "9", "9", "9", "9", "9"]),
            row(&["5", "Xã Đông Yên", "9", "9", "9", "9", "9", "9"]),
            row(&["6", "Xã Đông Yên", "8", "9", "9", "9", "9", "9"]),
        ]),
    );
    let said = folder.tonghop("ingest", &["--json"]);
    let figure = |id: &str| folder.tonghop("explain", &[id]).out;
    let desk = figure("xa.may_de_ban");
    assert!(
        desk.contains("37") && desk.contains("2/14"),
        "{desk}\n{}",
        said.out
    );
    assert!(
        figure("xa.may_de_ban_hd").contains("34"),
        "{}",
        figure("xa.may_de_ban_hd")
    );
    assert!(figure("xa.may_xach_tay").contains('3'));
    for code in ["BANG-03", "BANG-04", "BANG-06", "BANG-07"] {
        assert!(said.out.contains(code), "{code}: {}", said.out);
    }
    assert!(said.out.contains("Xã Tân Tiến"));
    assert!(!figure("xa.may_de_ban").contains("Đông Yên"));
}

#[test]
fn a_heading_that_may_be_two_indicators_is_asked_about_and_not_read() {
    let folder = without_communes();
    put(
        &folder,
        &typed_workbook(&[
            row(&["Mã", "may_tinh", "may_tinh", "may_hong", "may_cu", "can_bo"]),
            row(&["16381", "20", "21", "0", "2", "21"]),
        ]),
    );
    let said = folder.tonghop("ingest", &["--json"]);
    assert!(said.out.contains("BANG-05"), "{}", said.out);
    let figure = folder.tonghop("explain", &["xa.may_tinh"]).out;
    assert!(
        !figure.contains("20") || figure.contains("0/14"),
        "{figure}"
    );
    assert!(
        folder
            .tonghop("explain", &["xa.can_bo"])
            .out
            .contains("1/14")
    );
}

#[test]
fn a_later_form_supersedes_only_the_row_of_its_own_unit() {
    let sample = Folder::sample();
    let folder = without_communes();
    put(
        &folder,
        &typed_workbook(&[
            row(&["Mã", "may_tinh", "may_hong", "may_cu", "can_bo"]),
            row(&["16381", "20", "0", "2", "21"]),
            row(&["16393", "99", "0", "2", "21"]),
        ]),
    );
    folder.tonghop("ingest", &[]);
    let form = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
    let bytes = std::fs::read(sample.file("2-nhan-ve").join(form)).expect("a return");
    write_whole(&folder.file("2-nhan-ve").join(form), &bytes).expect("written");
    folder.tonghop("ingest", &[]);
    let figure = folder.tonghop("explain", &["xa.may_tinh"]).out;
    assert!(
        figure.contains("bang chung.xlsx") && figure.contains(form) && !figure.contains("99"),
        "{figure}"
    );
    let status = folder.tonghop("status", &["--json"]).out;
    assert!(!status.contains("16393-TT-01"), "{status}");
    assert!(status.contains("16381-TT-01"), "{status}");
    // All that one unit left blank is accepted with one decision.
    let said = folder.tonghop(
        "accept",
        &["16381-TT-01", "--reason", "Xã không có số liệu"],
    );
    assert_eq!(said.code, 0, "{}", said.out);
    let run = folder.tonghop("run", &[]).out;
    assert!(!run.contains("16381-TT-01"), "{run}");
}

/// A table of some fields of the commune form: its headings, and a row for each of three units.
pub(crate) fn told_by(heads: &[&[&str]], figures: &[&str]) -> (Folder, String) {
    let mut rows: Vec<Vec<String>> = heads.iter().map(|heads| row(heads)).collect();
    for (code, name) in UNITS {
        let own = [&[code, name], figures].concat();
        rows.push(row(&own));
    }
    let folder = without_communes();
    put(&folder, &typed_workbook(&rows));
    let said = folder.tonghop("ingest", &["--json"]).out;
    (folder, said)
}

pub(crate) fn computers(folder: &Folder) -> String {
    let figure = folder.tonghop("explain", &["xa.may_tinh", "--json"]).out;
    let figure: serde_json::Value = serde_json::from_str(&figure).expect("JSON");
    let value = &figure["figure"]["value"]["One"]["Number"];
    value.as_f64().map_or("none".to_owned(), |n| n.to_string())
}

pub(crate) const TOTAL: &str = "Máy tính - Tổng số";

#[test]
fn of_two_columns_under_a_field_the_one_of_the_period_is_read() {
    for (before, ours) in [
        ("Năm 2019", "Năm 2020"),
        ("2019", "2020"),
        ("Kế hoạch năm 2020", "Thực hiện năm 2020"),
        ("Cùng kỳ", "Thực hiện"),
        ("Lũy kế", "Trong kỳ"),
    ] {
        let fields = [
            "",
            "Đơn vị",
            TOTAL,
            "",
            "Máy tính hỏng",
            "",
            "Cán bộ, công chức",
            "",
        ];
        let parts = ["", "", before, ours, before, ours, before, ours];
        let figures = ["54", "27", "4", "2", "44", "22"];
        let (folder, said) = told_by(&[&fields, &parts], &figures);
        assert!(!said.contains("BANG-05"), "{before}: {said}");
        assert_eq!(computers(&folder), "81", "{before}");
    }
}

#[test]
fn columns_under_a_field_that_cannot_be_told_apart_are_asked_about_and_not_read() {
    for (one, other) in [
        ("Năm 2018", "Năm 2019"),
        ("Thực hiện", "Kết quả"),
        ("Kế hoạch", "Lũy kế"),
    ] {
        let fields = [
            "",
            "Đơn vị",
            TOTAL,
            "",
            "Máy tính hỏng",
            "",
            "Cán bộ, công chức",
            "",
        ];
        let parts = ["", "", one, other, one, other, one, other];
        let (folder, said) = told_by(&[&fields, &parts], &["54", "27", "4", "2", "44", "22"]);
        assert!(said.contains("BANG-05"), "{one}: {said}");
        assert_eq!(computers(&folder), "none", "{one}");
    }
}

#[test]
fn sub_headings_under_one_field_are_read_where_words_or_period_decide_and_asked_else() {
    for (one, other, wanted) in [
        ("6 tháng", "Cả năm", "81"),
        ("31/12/2019", "28/10/2020", "81"),
        ("Tổng số", "Trong đó nữ", "162"),
        ("Số lượng", "Tỷ lệ %", "162"),
        ("Quý III", "Lũy kế", "none"),
        ("Đầu kỳ", "Cuối kỳ", "none"),
        ("Nam", "Nữ", "none"),
        ("Giao", "Có mặt", "none"),
        ("T10", "T11", "none"),
    ] {
        let fields = [
            "",
            "Đơn vị",
            TOTAL,
            "",
            "Máy tính hỏng",
            "Cán bộ, công chức",
        ];
        let parts = ["", "", one, other, "", ""];
        let (folder, said) = told_by(&[&fields, &parts], &["54", "27", "4", "44"]);
        assert_eq!(said.contains("BANG-05"), wanted == "none", "{one}: {said}");
        assert_eq!(computers(&folder), wanted, "{one}");
    }
}

#[test]
fn a_total_beside_a_part_is_read_only_where_the_kit_asks_for_the_whole() {
    for part in ["Có mặt", "Trong đó nữ", "Đang làm việc"] {
        let fields = [
            "",
            "Đơn vị",
            TOTAL,
            "Máy tính hỏng",
            "Cán bộ, công chức",
            "",
        ];
        let parts = ["", "", "", "", "Tổng số", part];
        let (folder, said) = told_by(&[&fields, &parts], &["54", "4", "44", "22"]);
        let staff = folder.tonghop("explain", &["xa.can_bo"]).out;
        assert!(
            said.contains("BANG-05") && !staff.contains("132"),
            "{part}: {said}"
        );
        assert_eq!(computers(&folder), "162", "{part}");
    }
}

#[test]
fn a_scale_under_a_heading_is_asked_about_and_the_unit_of_measure_is_not() {
    for (first, measure, wanted) in [
        ("", "(chục)", "none"),
        ("ĐVT", "nghìn", "none"),
        ("(người)", "(chục)", "none"),
        ("(người)", "", "162"),
        ("(người)", "(máy)", "162"),
        ("ĐVT", "máy", "162"),
    ] {
        let fields = ["", "Đơn vị", TOTAL, "Máy tính hỏng", "Cán bộ, công chức"];
        let others = if measure.is_empty() {
            ["", ""]
        } else {
            ["máy", "người"]
        };
        let measures = ["", first, measure, others[0], others[1]];
        let (folder, said) = told_by(&[&fields, &measures], &["54", "4", "44"]);
        assert_eq!(
            said.contains("BANG-05"),
            wanted == "none",
            "{measure}: {said}"
        );
        assert_eq!(computers(&folder), wanted, "{measure}");
    }
}

/// A table of a few computers with a line above it and one below, on a sheet of this name.
fn between(name: &str, title: &str, below: &str) -> String {
    let mut rows = vec![row(&[title]), row(&["TT", "Đơn vị"])];
    rows[1].extend(row(&COMPUTERS));
    for (_, unit) in UNITS {
        rows.push(row(&["", unit, "20", "1", "21", "3"]));
    }
    rows.push(row(&["", below]));
    let folder = without_communes();
    put(&folder, &typed_sheets(&[(name, &rows)]));
    let said = folder.tonghop("ingest", &["--json"]).out;
    assert_eq!(computers(&folder), "60", "{title} {below}: {said}");
    said
}

#[test]
fn a_title_footnote_or_sheet_name_of_another_period_plan_or_scale_is_asked_about() {
    for (name, title, below) in [
        ("Năm 2019", "", ""),
        ("Kế hoạch", "", ""),
        ("Sheet1", "BẢNG TỔNG HỢP SỐ LIỆU NĂM 2019", ""),
        ("Sheet1", "BẢNG TỔNG HỢP 9 THÁNG NĂM 2020", ""),
        ("Sheet1", "Đơn vị tính: nghìn", ""),
        ("Sheet1", "ĐVT: 1000 máy", ""),
        ("Sheet1", "CHỈ TIÊU KẾ HOẠCH NĂM 2020", ""),
        ("Sheet1", "", "Ghi chú: số liệu đến 31/12/2019"),
        ("Sheet1", "", "Số liệu trên là kế hoạch, chưa thực hiện"),
    ] {
        let said = between(name, title, below);
        let asks = said.contains("CAU-19") || said.contains("BIEU-09");
        assert!(asks, "{name} {title} {below}: {said}");
    }
}

#[test]
fn a_title_with_a_day_or_this_period_takes_no_row_of_a_unit_and_asks_nothing() {
    for title in [
        "(Kèm theo Công văn số 12/UBND ngày 3/11/2020)",
        "BIỂU TỔNG HỢP CÁC XÃ, THỊ TRẤN NĂM 2020",
        "BÁO CÁO KẾT QUẢ NĂM 2020 VÀ KẾ HOẠCH NĂM 2021",
        "Kèm theo Kế hoạch số 5/KH-UBND ngày 2 tháng 1 năm 2019",
        "Đông Sơn, ngày 3 tháng 11 năm 2020",
        "(Số liệu tính đến ngày 28/10/2020)",
        "Đơn vị tính: máy",
    ] {
        let said = between("2020", title, "Người lập biểu");
        for code in ["CAU-19", "BIEU-09", "BANG-04", "BANG-05", "BANG-06"] {
            assert!(!said.contains(code), "{title}: {said}");
        }
    }
}

#[test]
fn words_beside_a_unit_that_name_another_period_plan_or_scale_are_asked_about_and_remarks_are_told()
{
    for (heading, words, code) in [
        ("Kỳ báo cáo", "năm 2019", "CAU-19"),
        ("Kỳ báo cáo", "Quý III/2020", "CAU-19"),
        ("Loại số liệu", "Kế hoạch", "CAU-19"),
        ("Đơn vị tính", "nghìn", "CAU-19"),
        ("Năm", "2019", "CAU-19"),
        ("Ghi chú", "Cán bộ đúng là 25", "CAU-20"),
        ("Ghi chú", "nham, 25", "CAU-20"),
        ("Ghi chú", "Số liệu tạm tính", "CAU-20"),
        ("Ghi chú", "như năm ngoái", "CAU-20"),
        ("Sửa lại", "46", "CAU-20"),
        ("Sua lai", "46", "CAU-20"),
        ("Ghi chú", "số liệu của xã Quảng Minh", "CAU-20"),
        ("Ghi chú", "tăng 2 máy so với năm 2019", "NHIN-02"),
        ("Ghi chú", "Mua máy năm 2019", "NHIN-02"),
        ("Ghi chú", "Tỷ lệ 100%", "NHIN-02"),
        ("Kỳ báo cáo", "năm 2020", ""),
        ("Năm", "2020", ""),
    ] {
        let fields = [
            "",
            "Đơn vị",
            heading,
            TOTAL,
            "Máy tính hỏng",
            "Cán bộ, công chức",
        ];
        let (folder, said) = told_by(&[&fields], &[words, "54", "4", "44"]);
        for known in ["CAU-19", "CAU-20", "NHIN-02"] {
            assert_eq!(
                said.contains(known),
                known == code,
                "{heading} {words}: {said}"
            );
        }
        assert_eq!(computers(&folder), "162", "{heading} {words}");
    }
}

/// Rows of three units with so many computers each.
fn with_computers(count: &str) -> Vec<Vec<String>> {
    let mut rows = vec![[&["TT", "Đơn vị"][..], &COMPUTERS].concat()];
    rows.extend(UNITS.map(|(_, unit)| vec!["", unit, count, "1", "21", "3"]));
    rows.iter().map(|cells| row(cells)).collect()
}

#[test]
fn of_two_sheets_with_other_figures_that_of_the_period_is_read_or_both_are_asked_about() {
    let (this, other) = (with_computers("20"), with_computers("23"));
    for (names, code, wanted) in [
        (["2020", "2019"], "CAU-05", "60"),
        (["Năm 2020", "Kế hoạch 2021"], "CAU-05", "60"),
        (["Sheet1", "Sheet2"], "BANG-03", "none"),
        (["2020", "2020 (2)"], "BANG-03", "none"),
    ] {
        for is_turned in [false, true] {
            let mut sheets = [(names[0], this.as_slice()), (names[1], other.as_slice())];
            if is_turned {
                sheets.reverse();
            }
            let folder = without_communes();
            put(&folder, &typed_sheets(&sheets));
            let said = folder.tonghop("ingest", &["--json"]).out;
            assert!(said.contains(code), "{names:?}: {said}");
            assert_eq!(computers(&folder), wanted, "{names:?}");
        }
    }
}

#[test]
fn sheets_that_say_the_same_or_of_other_units_or_fields_are_read_together() {
    let all = with_computers("20");
    let (first, rest) = (all[..2].to_vec(), [&all[..1], &all[2..]].concat());
    let mut others = vec![row(&[
        "TT",
        "Đơn vị",
        "Người phụ trách công nghệ thông tin",
        "Máy tính hỏng",
        "Cán bộ, công chức",
    ])];
    others.extend(UNITS.map(|(_, unit)| row(&["", unit, "1", "1", "21"])));
    for sheets in [
        [("A", all.as_slice()), ("B", all.as_slice())],
        [
            ("Miền núi", first.as_slice()),
            ("Đồng bằng", rest.as_slice()),
        ],
        [("Máy tính", all.as_slice()), ("Cán bộ", others.as_slice())],
    ] {
        let folder = without_communes();
        put(&folder, &typed_sheets(&sheets));
        let said = folder.tonghop("ingest", &["--json"]).out;
        for code in ["BANG-03", "BANG-04", "CAU-19", "BIEU-06"] {
            assert!(!said.contains(code), "{}: {said}", sheets[0].0);
        }
        assert_eq!(computers(&folder), "60", "{}", sheets[0].0);
    }
}

#[test]
fn a_heading_in_another_scale_or_of_another_period_is_asked_about_and_not_read() {
    for note in [
        "(nghìn máy)",
        "(chục)",
        "(năm 2019)",
        "(lũy kế)",
        "(kế hoạch)",
        "(%)",
        "(đến 31/12/2019)",
    ] {
        let total = format!("{TOTAL} {note}");
        let fields = [
            "",
            "Đơn vị",
            &total,
            "Máy tính hỏng",
            "Cán bộ, công chức",
            "Người phụ trách công nghệ thông tin",
        ];
        let (folder, said) = told_by(&[&fields], &["54", "4", "44", "1"]);
        assert!(said.contains("BANG-05"), "{note}: {said}");
        assert_eq!(computers(&folder), "none", "{note}");
    }
    let total = format!("{TOTAL} (máy)");
    let fields = ["", "Đơn vị", &total, "Máy tính hỏng", "Cán bộ, công chức"];
    let (folder, said) = told_by(&[&fields], &["54", "4", "44"]);
    assert!(!said.contains("BANG-05"), "{said}");
    assert_eq!(computers(&folder), "162");
}

#[test]
fn words_in_brackets_behind_a_heading_that_the_form_does_not_say_are_asked_about() {
    for (note, is_asked) in [
        ("(mới mua)", true),
        ("(phòng họp)", true),
        ("(bình quân)", true),
        ("(máy)", false),
        ("(chiếc)", false),
        ("(3)", false),
        ("(ghi số)", false),
        ("(năm 2020)", false),
    ] {
        let total = format!("{TOTAL} {note}");
        let fields = ["", "Đơn vị", &total, "Máy tính hỏng", "Cán bộ, công chức"];
        let (folder, said) = told_by(&[&fields], &["54", "4", "44"]);
        assert_eq!(
            said.matches("CAU-13").count() > 0,
            is_asked,
            "{note}: {said}"
        );
        assert_eq!(computers(&folder), "162", "{note}");
    }
}

#[test]
fn the_first_unit_is_read_where_no_second_row_of_headings_stands() {
    let fields = ["", "Đơn vị", TOTAL, "Máy tính hỏng", "Cán bộ, công chức"];
    let (folder, _) = told_by(&[&fields], &["2020", "4", "44"]);
    assert_eq!(computers(&folder), "6060");
}

/// A table as ministries make it: headings of three levels in merged cells, some of which reach down to the last, units in
/// two regions with their subtotals.
fn three_levels() -> Vec<u8> {
    let saved = ExcelDateTime::from_ymd(2023, 10, 1).expect("a day");
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&saved));
    let sheet = book.add_worksheet();
    let plain = Format::new();
    let merges = [
        ((0, 0, 0, 10), "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ CẬN NGHÈO"),
        ((1, 0, 3, 0), "TT"),
        ((1, 1, 3, 1), "Đơn vị"),
        ((1, 2, 2, 3), "Tổng số hộ dân cư"),
        ((1, 4, 2, 5), "Số hộ cận nghèo đầu năm"),
        ((1, 6, 1, 7), "Diễn biến hộ cận nghèo trong năm"),
        ((1, 8, 2, 10), "Số hộ cận nghèo cuối năm"),
    ];
    for ((top, left, bottom, right), text) in merges {
        sheet
            .merge_range(top, left, bottom, right, text, &plain)
            .expect("merged");
    }
    sheet.write(2, 6, "Số hộ thoát cận nghèo").expect("written");
    sheet
        .write(2, 7, "Số hộ cận nghèo phát sinh")
        .expect("written");
    let lowest = [
        "Số hộ",
        "Trong đó hộ DTTS",
        "Số hộ",
        "Tỷ lệ %",
        "Số hộ",
        "Số hộ",
        "Số hộ",
        "Tỷ lệ %",
        "Tỷ lệ %",
    ];
    for (col, text) in (2..).zip(lowest) {
        sheet.write(3, col, text).expect("written");
    }
    let units = ["Xã Bình An", "Xã Hòa Lạc", "Xã Phú Lộc"];
    sheet.write(4, 1, "Khu vực nông thôn").expect("written");
    for col in 2..11 {
        let letter = rust_xlsxwriter::utility::column_number_to_name(col);
        let sum = Formula::new(format!("SUM({letter}6:{letter}8)")).set_result("9");
        sheet.write(4, col, sum).expect("written");
    }
    for (row, unit) in (5..).zip(units) {
        sheet.write(row, 1, unit).expect("written");
        for (col, value) in (2..).zip([1000.0, 100.0, 50.0, 0.05, 10.0, 5.0, 45.0, 0.045, 0.04]) {
            sheet.write(row, col, value).expect("written");
        }
    }
    sheet.write(9, 8, "CHỦ TỊCH").expect("written");
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_table_under_headings_of_three_levels_is_read_by_the_groups_that_each_column_stands_in() {
    let folder = Folder::copy_of(Path::new("tests/kits/so-ngan-dot"));
    let kit = Folder::copy_of(Path::new("tests/kits/can-ngheo"));
    std::fs::rename(kit.path(), folder.file("bo-mau")).expect("the kit beside it");
    let path = folder.file("dot-bao-cao.toml");
    let settings = std::fs::read_to_string(&path).expect("settings");
    let settings = settings.replace("bo_mau = \"so-ngan\"", "bo_mau = \"can-ngheo\"");
    std::fs::remove_file(&path).expect("taken away");
    write_whole(&path, settings.as_bytes()).expect("written");
    std::fs::remove_file(folder.file("don-vi.csv")).expect("taken away");
    let roster = "Mã,Loại,Tên đơn vị\n01,xa,Xã Bình An\n02,xa,Xã Hòa Lạc\n03,xa,Xã Phú Lộc\n";
    write_whole(&folder.file("don-vi.csv"), roster.as_bytes()).expect("written");
    std::fs::create_dir_all(folder.file("2-nhan-ve")).expect("an inbox");
    write_whole(&folder.file("2-nhan-ve/bieu-cua-bo.xlsx"), &three_levels()).expect("written");
    let said = folder.tonghop("run", &[]);
    assert!(
        said.out.contains("3/3 đơn vị đã gửi"),
        "{}{}",
        said.out,
        said.err
    );
    // Each from the column of its own group, the last of which stands below no other.
    for (figure, total, cell) in [
        ("xa.ho", "3.000", "C6"),
        ("xa.dau", "150", "E6"),
        ("xa.thoat", "30", "G6"),
        ("xa.ps", "15", "H6"),
        ("xa.cuoi", "135", "I6"),
    ] {
        let traced = folder.tonghop("explain", &[figure]);
        let is_right = traced.out.contains(total) && traced.out.contains(cell);
        assert!(is_right, "{figure}: {}", traced.out);
    }
    // Two columns of one heading in one group, and a heading that is none of ours, are asked about; a subtotal and
    // a signature are not.
    let asked = folder.tonghop("status", &["--lang", "vi"]);
    let asked = format!("{}{}", said.out, asked.out);
    for part in ["J4: Tỷ lệ %", "K4: Tỷ lệ %", "D4: Trong đó hộ DTTS"] {
        assert!(asked.contains(part), "{part}: {asked}");
    }
    assert!(!asked.contains("BANG-04"), "{asked}");
}

/// Rows as columns, as "Paste Special, Transpose" makes them.
pub(crate) fn turned(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let cell = |row: &Vec<String>, col: usize| row.get(col).cloned().unwrap_or_default();
    (0..width)
        .map(|col| rows.iter().map(|row| cell(row, col)).collect())
        .collect()
}

/// A table of all communes by the labels of the form, as the sample has them.
fn all_communes() -> Vec<Vec<String>> {
    let kit = sample_kit();
    let form = kit.form("xa").expect("the form");
    let heads = form.fields().map(|f| f.label());
    let mut rows: Vec<Vec<String>> =
        vec![row(&["TT", "Đơn vị"]).into_iter().chain(heads).collect()];
    let returns = returns();
    let communes = returns.iter().filter(|(_, form, _)| *form == "xa");
    for (at, (code, _, typed)) in (1..).zip(communes) {
        let cells = form
            .fields()
            .map(|f| typed.get(f.id().as_str()).cloned().unwrap_or_default());
        rows.push(
            [at.to_string(), code.clone()]
                .into_iter()
                .chain(cells)
                .collect(),
        );
    }
    rows
}

#[test]
fn a_table_with_a_column_per_unit_is_read_turned_around_and_names_the_cells_of_the_file() {
    let folder = without_communes();
    put(&folder, &typed_workbook(&turned(&all_communes())));
    let said = folder.tonghop("ingest", &["--json"]);
    assert!(said.out.contains("mỗi cột một đơn vị"), "{}", said.out);
    assert!(!said.out.contains("DV-01"), "{}", said.out);
    let traced = folder.tonghop("explain", &["xa.may_tinh"]).out;
    for part in ["269", "14/14", "Sheet1!B3", "Sheet1!O3"] {
        assert!(traced.contains(part), "{part}: {traced}");
    }
    // What is asked about names a column, not a row.
    let mut rows = all_communes();
    rows.push(row(&["15", "Xã Tân Tiến", "9", "9", "9", "9", "9", "9"]));
    let folder = without_communes();
    put(&folder, &typed_workbook(&turned(&rows)));
    let said = folder.tonghop("ingest", &["--json"]).out;
    assert!(said.contains("BANG-04") && said.contains("cột P"), "{said}");
}

#[test]
fn a_table_in_which_nothing_is_filled_is_told() {
    let folder = without_communes();
    let kit = sample_kit();
    let heads = kit
        .form("xa")
        .expect("the form")
        .fields()
        .map(|f| f.label());
    let heads: Vec<String> = row(&["TT", "Đơn vị"]).into_iter().chain(heads).collect();
    put(&folder, &typed_workbook(&[heads, row(&["1", "16381"])]));
    let said = folder.tonghop("ingest", &["--json"]);
    assert!(said.out.contains("BIEU-06"), "{}", said.out);
}

/// Headings of indicators in a table of an office's own.
pub(crate) const COMPUTERS: [&str; 4] = [
    "Máy tính - Tổng số",
    "Máy tính hỏng",
    "Cán bộ, công chức",
    "Máy tính cũ, cấu hình yếu",
];

#[test]
fn a_unit_that_stands_twice_with_the_same_answers_in_other_writing_is_read_once() {
    for (again, is_told) in [("20 máy", false), ("21", true)] {
        let folder = without_communes();
        let rows = [
            [&["TT", "Đơn vị"][..], &COMPUTERS].concat(),
            vec!["1", UNITS[0].1, "20", "1", "21", "3"],
            vec!["2", UNITS[1].1, "17", "2", "18", "4"],
            vec!["3", UNITS[0].1, again, "1", "21", "3"],
        ];
        put(&folder, &typed_workbook(&rows.map(|cells| row(&cells))));
        let said = folder.tonghop("ingest", &["--json"]).out;
        assert_eq!(said.contains("BANG-03"), is_told, "{again}: {said}");
        assert!(said.contains("BANG-07"), "{again}: {said}");
    }
}

/// A table of a few computers with a row under this name, with these figures.
fn with_row(name: &str, figures: [&str; 4]) -> Vec<u8> {
    let rows = [
        [&["TT", "Đơn vị"][..], &COMPUTERS].concat(),
        [&["I", name][..], &figures].concat(),
        vec!["1", UNITS[0].1, "20", "1", "21", "3"],
        vec!["2", UNITS[1].1, "17", "2", "18", "4"],
        vec!["II", "Khu vực thành thị", "30", "0", "25", "5"],
        vec!["3", UNITS[2].1, "30", "0", "25", "5"],
    ];
    typed_workbook(&rows.map(|cells| row(&cells)))
}

#[test]
fn a_total_that_is_not_the_sum_of_the_units_is_asked_about_and_a_right_one_is_not() {
    for (total, is_asked) in [("57", false), ("59", true)] {
        let folder = without_communes();
        let rows = [
            [&["Đơn vị"][..], &COMPUTERS].concat(),
            vec![UNITS[0].1, "18", "1", "21", "3"],
            vec![UNITS[1].1, "19", "2", "18", "4"],
            vec![UNITS[2].1, "20", "0", "25", "5"],
            vec!["Tổng cộng", total, "3", "64", "12"],
        ];
        put(&folder, &typed_workbook(&rows.map(|cells| row(&cells))));
        let said = folder.tonghop("ingest", &["--json"]).out;
        assert_eq!(said.contains("BANG-08"), is_asked, "{total}: {said}");
    }
    assert!(tonghop::model::code::TOTAL_DIFFERS.asks);
}

#[test]
fn a_row_that_adds_up_the_units_below_it_is_a_subtotal_and_no_question() {
    let folder = without_communes();
    put(
        &folder,
        &with_row("Khu vực nông thôn", ["37", "3", "39", "7"]),
    );
    let said = folder.tonghop("ingest", &["--json"]).out;
    assert!(said.contains("BANG-04"), "{said}");
    assert!(!said.contains("Khu vực nông thôn"), "{said}");
    assert!(
        said.contains("Khu vực thành thị"),
        "one unit is too few to tell: {said}"
    );
    let traced = folder.tonghop("explain", &["xa.may_tinh"]).out;
    assert!(traced.contains("67") && traced.contains("3/14"), "{traced}");
}

#[test]
fn what_the_officer_says_is_a_subtotal_is_not_asked_about_again() {
    let folder = without_communes();
    put(&folder, &with_row("Cụm số 1", ["40", "3", "39", "7"]));
    let open = |folder: &Folder| -> Vec<String> {
        let said = folder.tonghop("status", &["--json"]).out;
        let parts = said.split("bang-BANG-04-").skip(1);
        let ids = parts.map(|rest| format!("bang-BANG-04-{}", &rest[..8]));
        let mut ids: Vec<String> = ids.collect();
        ids.sort();
        ids.dedup();
        ids
    };
    folder.tonghop("ingest", &[]);
    let asked = open(&folder);
    assert_eq!(asked.len(), 2, "{asked:?}");
    for id in &asked {
        let said = folder.tonghop("accept", &[id, "--reason", "là dòng cộng"]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    }
    let is_settled = |folder: &Folder| {
        let said = folder.tonghop("status", &["--json"]).out;
        let findings = said
            .split("\"id\"")
            .filter(|part| part.contains("bang-BANG-04-"));
        findings
            .into_iter()
            .all(|part| part.to_lowercase().contains("accepted"))
    };
    assert!(
        is_settled(&folder),
        "{}",
        folder.tonghop("status", &["--json"]).out
    );
    // The same row with other figures in another file is the same subtotal.
    let again = with_row("Cụm số 1", ["99", "9", "99", "9"]);
    write_whole(&folder.file("2-nhan-ve/bang chung lan hai.xlsx"), &again).expect("written");
    folder.tonghop("ingest", &[]);
    assert!(
        is_settled(&folder),
        "{}",
        folder.tonghop("status", &["--json"]).out
    );
}
