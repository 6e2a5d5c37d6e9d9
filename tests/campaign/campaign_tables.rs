//! Workbooks of a campaign: the roster and last period's values as Excel holds them, and a new folder.

use crate::campaign_sample::{ROSTER, open, put, said, settings, sound};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::collections::BTreeMap;
use std::path::Path;
use tonghop::app::init::init;
use tonghop::kit::example;
use tonghop::model::figure::Figures;
use tonghop::model::id::FieldPath;
use tonghop::model::reading::Reading;
use tonghop::store::folder;
use tonghop::value::{Kind, Value};
use tonghop::workbook::consolidated::{ConsolidatedInput, UnitRow, consolidated};

/// A cell to write.
#[derive(Clone, Copy)]
enum Cell {
    T(&'static str),
    N(f64),
    D(u16, u8, u8),
    /// A number that is shown with five digits.
    Z(f64),
}
use Cell::{D, N, T, Z};

fn write(path: &Path, sheets: &[(&str, &[&[Cell]])]) {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let five = Format::new().set_num_format("00000");
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, cells) in (0u32..).zip(*rows) {
            for (col, cell) in (0u16..).zip(*cells) {
                match *cell {
                    T("") => Ok(&mut *sheet),
                    T(text) => sheet.write_string(row, col, text),
                    N(number) => sheet.write_number(row, col, number),
                    Z(number) => sheet.write_number_with_format(row, col, number, &five),
                    D(y, m, d) => {
                        let at = ExcelDateTime::from_ymd(y, m, d).expect("a day");
                        sheet.write_datetime_with_format(row, col, &at, &day)
                    }
                }
                .expect("a cell");
            }
        }
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    folder::write_whole(path, &bytes).expect("written");
}

#[test]
fn a_code_keeps_the_zeros_that_its_number_format_shows() {
    let dir = with_roster(&[
        &[T("Mã"), T("Loại"), T("Tên đơn vị"), T("Điện thoại")],
        &[Z(4.0), T("xa"), T("Xã Đông Hoàng"), Z(912.0)],
        &[Z(16_390.0), T("xa"), T("Xã Đông Hòa"), T("")],
        &[N(7.0), T("xa"), T("Xã Đông Yên"), T("")],
        &[T("00010"), T("xa"), T("Xã Đông Khê"), T("")],
    ]);
    let campaign = open(dir.path()).unwrap_or_else(|problems| panic!("{}", said(Err(problems))));
    let units = campaign.roster.units.iter();
    let codes: Vec<&str> = units.map(|unit| unit.code.as_str()).collect();
    assert_eq!(codes, ["00004", "16390", "7", "00010"]);
}

/// A campaign whose roster is this workbook.
fn with_roster(rows: &[&[Cell]]) -> tempfile::TempDir {
    let dir = sound();
    std::fs::remove_file(dir.path().join(folder::ROSTER_CSV)).expect("removed");
    write(
        &dir.path().join(folder::ROSTER),
        &[("Ghi chú", &[&[T("Đợt 2020")]]), ("Xã", rows)],
    );
    dir
}

#[test]
fn codes_keep_their_zeros_as_text_and_are_plain_as_numbers() {
    let dir = with_roster(&[
        &[
            T("Mã"),
            T("Loại"),
            T("Tên đơn vị"),
            T("Hạn riêng"),
            T("Điện thoại"),
        ],
        &[
            N(1635.0),
            T("xã"),
            T("Xã A"),
            D(2020, 11, 6),
            N(912_345_678.0),
        ],
        &[T("01635"), T("xã"), T("Xã B"), T("6/11/2020")],
    ]);
    let units = open(dir.path()).expect("a campaign").roster.units;
    assert_eq!(
        (units[0].code.as_str(), units[1].code.as_str()),
        ("1635", "01635")
    );
    assert_eq!(units[0].deadline, units[1].deadline);
    assert_eq!(units[0].deadline, Some(jiff::civil::date(2020, 11, 6)));
}

#[test]
fn a_mistake_in_a_workbook_names_sheet_and_cell() {
    let dir = with_roster(&[
        &[T("Mã"), T("Loại"), T("Tên đơn vị"), T("E-mail")],
        &[N(16.5), T("xã"), T("Xã A"), T("x")],
    ]);
    assert_eq!(
        said(open(dir.path())),
        "don-vi.xlsx, trang Xã, ô A2 Mã “16,5” chỉ được gồm chữ không dấu, chữ số, dấu gạch nối, gạch dưới và dài nhất 30 ký tự.\n\
         don-vi.xlsx, trang Xã, ô D2 “x” chưa đúng dạng địa chỉ thư điện tử."
    );
    put(&dir, folder::ROSTER, "không phải Excel");
    assert!(said(open(dir.path())).starts_with("don-vi.xlsx "));
    put(&dir, folder::ROSTER_CSV, ROSTER);
    assert!(said(open(dir.path())).contains("chỉ giữ lại một tệp danh sách"));
}

/// What is known of last period from these rows, and what is said of them.
fn previous(name: &str, rows: &[&[Cell]]) -> (Vec<(String, String, Value)>, String) {
    let dir = sound();
    write(
        &dir.path().join(folder::PREVIOUS),
        &[("Bìa", &[]), (name, rows)],
    );
    let opened = open(dir.path());
    let values = opened.as_ref().map(|c| c.previous.values.clone());
    let values = values.unwrap_or_default().into_iter();
    let values = values.map(|((unit, field), v)| (unit.to_string(), field.to_string(), v));
    (values.collect(), said(opened))
}

fn value(unit: &str, field: &str, value: Value) -> (String, String, Value) {
    (unit.to_owned(), field.to_owned(), value)
}

#[test]
fn last_periods_values_are_read_by_field_and_kind() {
    let (values, said) = previous(
        "Kỳ trước",
        &[
            &[T("Số liệu năm 2019")],
            &[T("Mã"), T("Chỉ tiêu"), T("Giá trị")],
            &[N(16390.0), T("may_de_ban"), N(15.0)],
            &[T("16390"), T("xa.may_xach_tay"), T("06 máy")],
            &[N(1635.0), T("may_de_ban"), T("Không phát sinh")],
            &[N(1635.0), T("mang_lan"), T("x")],
            &[T("405"), T("huyen.may_chu"), N(2.0)],
            &[T("405"), T("may_chu"), N(2.0)],
            &[],
            &[T("16390"), T("may_de_ban"), T("")],
        ],
    );
    assert_eq!(said, "");
    let expected = [
        value("01635", "xa.mang_lan", Value::YesNo(true)),
        value("16390", "xa.may_de_ban", Value::Number(15.0)),
        value("16390", "xa.may_xach_tay", Value::Number(6.0)),
        value("405", "huyen.may_chu", Value::Number(2.0)),
    ];
    assert_eq!(values, expected);
}

#[test]
fn columns_of_last_periods_values_stand_in_any_order() {
    let (values, said) = previous(
        "Kỳ trước",
        &[
            &[
                T("Giá trị"),
                T("Chỉ tiêu"),
                T("Mã chỉ tiêu"),
                T("Mã đơn vị"),
            ],
            &[N(15.0), T("Máy để bàn"), T("xa.may_de_ban"), T("16390")],
            &[N(6.0), T("may_xach_tay"), T(""), T("16390")],
            &[N(1.0), T(""), T("xa.may_de_ban"), T("01635")],
            &[N(2.0), T(""), T("huyen.may_chu"), N(405.0)],
        ],
    );
    assert_eq!(said, "");
    let expected = [
        value("01635", "xa.may_de_ban", Value::Number(1.0)),
        value("16390", "xa.may_de_ban", Value::Number(15.0)),
        value("16390", "xa.may_xach_tay", Value::Number(6.0)),
        value("405", "huyen.may_chu", Value::Number(2.0)),
    ];
    assert_eq!(values, expected);
}

#[test]
fn what_last_period_says_wrongly_has_its_cell() {
    let (_, said) = previous(
        "Kỳ trước",
        &[
            &[T("Mã đơn vị"), T("Mã chỉ tiêu"), T("Giá trị")],
            &[N(9.0), T("may_de_ban"), N(15.0)],
            &[N(9.0), T("may_xach_tay"), N(15.0)],
            &[N(16390.0), T("may_de_bn"), N(15.0)],
            &[N(16390.0), T("may_de_ban"), N(6.5)],
            &[N(16390.0), T("may_xach_tay"), N(6.0)],
            &[N(16390.0), T("may_xach_tay"), N(7.0)],
            &[T(""), T("may_xach_tay"), N(7.0)],
            &[N(16390.0), T(""), N(7.0)],
        ],
    );
    let lines: Vec<&str> = said.lines().collect();
    let at = |n: usize, place: &str| {
        assert!(
            lines[n].contains(&format!("ky-truoc.xlsx, trang Kỳ trước, ô {place} ")),
            "{said}"
        );
    };
    assert_eq!(lines.len(), 7, "{said}");
    for (n, place) in ["C5", "C7", "C8", "C9", "A2", "B4"].into_iter().enumerate() {
        at(n, place);
        assert_eq!(lines[n].starts_with("(lưu ý)"), n > 3, "{said}");
    }
    assert!(lines[6].contains("2 đơn vị chưa có số kỳ trước"), "{said}");
    let (_, said) = previous("Trang", &[&[T("x")]]);
    assert!(
        said.starts_with("ky-truoc.xlsx Không tìm thấy số liệu kỳ trước"),
        "{said}"
    );
}

#[test]
fn an_earlier_consolidated_workbook_serves_as_last_period() {
    let dir = sound();
    let campaign = open(dir.path()).expect("a campaign");
    let readings = campaign.roster.units.iter().map(|unit| {
        let form = campaign.kit.form(&unit.form).expect("the form");
        let mut reading = example::reading(form, &form.example);
        reading.unit = Some(unit.code.clone());
        reading
    });
    let readings: Vec<Reading> = readings.collect();
    let units = campaign.roster.units.iter().zip(&readings);
    let units = units.map(|(unit, reading)| UnitRow {
        unit,
        state: String::new(),
        received_at: String::new(),
        file: String::new(),
        signed: String::new(),
        reading: Some(reading),
        errors: 0,
        warnings: 0,
        notes: 0,
    });
    let input = ConsolidatedInput {
        kit: &campaign.kit,
        title: "Kỳ trước".to_owned(),
        period: "năm 2019".to_owned(),
        specimen: true,
        written_at: jiff::civil::date(2019, 12, 1).at(8, 0, 0, 0),
        units: units.collect(),
        figures: &Figures::new(),
        findings: &[],
    };
    let book = consolidated(&input).expect("a workbook");
    folder::write_whole(&dir.path().join(folder::PREVIOUS), &book).expect("written");
    assert_eq!(said(open(dir.path())), "");
    let again = open(dir.path()).expect("a campaign");
    let mut expected = BTreeMap::new();
    for reading in &readings {
        let form = campaign.kit.form(&reading.form).expect("the form");
        for field in &reading.fields {
            let kind = form.field(&field.field).expect("the field").kind();
            if let (Some(value), false) = (field.answer.value(), *kind == Kind::Prose) {
                let name = FieldPath::new(&form.id, &field.field);
                let unit = reading.unit.clone().expect("its unit");
                expected.insert((unit, name), value.clone());
            }
        }
    }
    assert!(expected.len() > 100);
    for (key, value) in &expected {
        assert_eq!(again.previous.values.get(key), Some(value), "{key:?}");
    }
    assert_eq!(again.previous.values.len(), expected.len());
}

#[test]
fn a_new_campaign_explains_every_key_of_its_settings() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path().join("moi/dot");
    let written = init(&root, "cntt-huyen-2020", None)
        .expect("a new campaign")
        .files;
    assert!(written.iter().all(|p| p.is_file()));
    let text = std::fs::read_to_string(root.join(folder::SETTINGS)).expect("settings");
    assert!(text.starts_with('\u{feff}') && !text.replace("\r\n", "").contains('\n'));
    // Every key of the sample has its line, and a line of explanation somewhere above it.
    for line in settings()
        .lines()
        .filter(|l| !l.starts_with(['#', ' ', ']']))
    {
        let key = line.split(" =").next().unwrap_or_default();
        let known = text.lines().any(|l| {
            let l = l.trim_start_matches(['#', ' ']);
            l == key
                || l.strip_prefix(key)
                    .is_some_and(|rest| rest.starts_with(" ="))
        });
        assert!(known, "{key}");
    }
    for dir in [
        folder::OUTGOING,
        folder::INBOX,
        folder::FEEDBACK,
        folder::RESULTS,
    ] {
        assert!(root.join(dir).join(folder::ADVICE).is_file(), "{dir}");
    }
    let start = std::fs::read_to_string(root.join(folder::START)).expect("a start");
    assert!(start.starts_with("@echo off\r\nchcp 65001"));
    assert!(start.contains(" run \"%~dp0.\"\r\n") && start.contains("\r\npause\r\n"));
    assert!(!start.replace("\r\n", "").contains('\n'));
}

#[test]
fn a_new_campaign_asks_only_for_what_people_must_fill() {
    let dir = tempfile::tempdir().expect("a folder");
    init(dir.path(), "cntt-huyen-2020", None).expect("a new campaign");
    for line in said(open(dir.path())).lines() {
        let asks = [
            "không được để trống",
            "Báo cáo cần ít nhất một nơi",
            "là dòng ví dụ",
        ];
        assert!(asks.iter().any(|a| line.contains(a)), "{line}");
    }
    // Filled with what the sample says, nothing is left to say.
    put(&dir, folder::SETTINGS, &settings());
    std::fs::remove_file(dir.path().join(folder::ROSTER)).expect("removed");
    put(&dir, folder::ROSTER_CSV, ROSTER);
    assert_eq!(said(open(dir.path())), "");
}

#[test]
fn a_new_campaign_is_made_only_where_nothing_lies() {
    let dir = tempfile::tempdir().expect("a folder");
    put(&dir, "desktop.ini", "");
    init(dir.path(), "cntt-huyen-2020", None).expect("only what the system put there");
    let again = init(dir.path(), "cntt-huyen-2020", None).expect_err("not empty");
    assert_eq!(again.id, "campaign.not-empty");
    let other = tempfile::tempdir().expect("a folder");
    let unknown = init(&other.path().join("x"), "cntt", None).expect_err("no such kit");
    assert_eq!(unknown.id, "campaign.no-kit");
    assert!(!other.path().join("x").exists());
    let own =
        init(&other.path().join("y"), "tests/kits/so-ngan", None).expect("a kit of one's own");
    assert!(
        own.files
            .iter()
            .any(|p| p.ends_with("bo-mau/thu-vien.toml"))
    );
}

#[test]
fn two_new_campaigns_are_the_same_to_the_byte() {
    let bytes = || {
        let dir = tempfile::tempdir().expect("a folder");
        let files = init(dir.path(), "cntt-huyen-2020", None).expect("a new campaign");
        let read = files
            .files
            .iter()
            .map(|f| std::fs::read(f).expect("a file"));
        read.collect::<Vec<_>>()
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_roster_whose_codes_excel_made_numbers_keeps_their_zeros() {
    let dir = sound();
    std::fs::remove_file(dir.path().join(folder::ROSTER_CSV)).expect("removed");
    let roster = std::fs::read("tests/fixtures/roster-codes-as-numbers.xlsx").expect("the roster");
    folder::write_whole(&dir.path().join(folder::ROSTER), &roster).expect("written");
    let campaign = open(dir.path()).unwrap_or_else(|problems| panic!("{}", said(Err(problems))));
    let units = campaign.roster.units.iter();
    let codes: Vec<&str> = units.map(|unit| unit.code.as_str()).collect();
    assert_eq!(codes[..3], ["00004", "00007", "00010"], "{codes:?}");
    assert!(
        codes.contains(&"00405") || codes.contains(&"405"),
        "{codes:?}"
    );
}
