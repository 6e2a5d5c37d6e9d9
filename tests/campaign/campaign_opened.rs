//! A campaign's folder as it is opened: every mistake at its place, all of them at once.

use crate::campaign_sample::{ROSTER, open, put, said, settings, sound};
use tonghop::app::init::init;
use tonghop::campaign::settings::Mark;
use tonghop::decree::signature::Capacity;
use tonghop::model::unit::Participation;
use tonghop::store::folder;
use tonghop::words::Lang;

#[test]
fn the_samples_are_sound() {
    for sample in ["samples/dong-son-2020", "samples/troubled"] {
        let campaign = open(std::path::Path::new(sample));
        assert_eq!(said(campaign), "", "{sample}");
    }
}

#[test]
fn sound_settings_are_read_into_their_types() {
    let dir = sound();
    let settings = open(dir.path()).expect("a campaign").settings;
    assert_eq!(settings.kit_id, "cntt-huyen-2020");
    assert!(settings.specimen);
    assert_eq!(
        settings.issuer.parent.as_deref(),
        Some("UBND TỈNH THANH HÓA")
    );
    assert_eq!(settings.report.date, (None, 11, 2020));
    assert_eq!(settings.report.number, None);
    assert_eq!(settings.report.recipients.len(), 5);
    let request = settings.request.expect("a request");
    assert_eq!(request.date, Some(jiff::civil::date(2020, 10, 15)));
    assert_eq!(settings.period.previous_name.as_deref(), Some("năm 2019"));
    let day = jiff::civil::date(2020, 10, 28);
    assert_eq!(settings.marks["thiet_bi"], Mark::Day(day));
    let start = jiff::civil::date(2020, 1, 1);
    assert_eq!(settings.marks["ho_so"], Mark::Span(start, day));
    assert_eq!(settings.signatory.capacity, Capacity::DeputyOfBody);
    assert_eq!(settings.contact.email, "");
}

#[test]
fn every_mistake_of_the_settings_has_its_place() {
    let cases = include_str!("../cases/settings-mistakes.txt");
    let dir = sound();
    let mut wrong = String::new();
    for case in cases.split("\n## ").skip(1) {
        let (title, lines) = case.split_once('\n').expect("a title");
        let mut text = settings();
        let mut expected: Vec<&str> = Vec::new();
        let mut old = String::new();
        for line in lines.lines() {
            let rest = line.get(2..).unwrap_or_default();
            match line.chars().next() {
                Some('-') => old = rest.replace("\\n", "\n"),
                Some('+') => {
                    assert!(text.contains(&old), "{title}: {old}");
                    text = text.replacen(&old, &rest.replace("\\n", "\n"), 1);
                }
                Some('>') => expected.push(rest),
                _ => {}
            }
        }
        put(&dir, folder::SETTINGS, &text);
        let problems = open(dir.path()).err().unwrap_or_default();
        let said: Vec<String> = problems
            .iter()
            .map(|p| {
                let place = p.place(Lang::Vi);
                let place = place.trim_start_matches("dot-bao-cao.toml:");
                format!("{place} {}", p.message().say(Lang::Vi))
            })
            .collect();
        let expected: Vec<String> = expected.iter().map(|e| (*e).to_owned()).collect();
        if said != expected {
            wrong += &["## ", title, "\n", &said.join("\n"), "\n\n"].concat();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_mistake_is_shown_with_its_line_and_a_caret() {
    let dir = sound();
    let text = settings().replace("ten_ngan =", "ten_gan =");
    put(&dir, folder::SETTINGS, &text);
    let problems = open(dir.path()).err().unwrap_or_default();
    let shown: Vec<String> = problems.iter().map(|p| p.show(Lang::Vi)).collect();
    let unknown = shown.iter().find(|s| s.contains("ten_gan")).expect("told");
    for part in [
        "lỗi: ",
        "dot-bao-cao.toml:10:1",
        "10 │ ten_gan = \"UBND huyện Đông Sơn\"",
        "có phải `ten_ngan`?",
    ] {
        assert!(unknown.contains(part), "{part} in\n{unknown}");
    }
}

#[test]
fn what_an_editor_leaves_in_the_settings_is_no_mistake() {
    let dir = sound();
    let plain = settings();
    let line_ends = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let curly = plain
        .replace("ten_dot = \"CNTT-2020\"", "ten_dot = “CNTT-2020”")
        .replace(
            "tu = \"2020-01-01\"\nden = \"2020-12-31\"",
            "tu = 2020-01-01\nden = \"31/12/2020\"",
        );
    put(&dir, folder::SETTINGS, &plain);
    let meant = open(dir.path()).expect("a campaign").settings;
    for text in [line_ends, curly] {
        assert_ne!(text, plain);
        put(&dir, folder::SETTINGS, &text);
        let opened = open(dir.path()).map(|c| c.settings);
        assert_eq!(opened.ok(), Some(meant.clone()));
    }
    let bom = format!(
        "\u{feff}# x\r\n{}",
        plain.replace("ten_dot =", "ten_dott =")
    );
    put(&dir, folder::SETTINGS, &bom);
    assert!(said(open(dir.path())).contains("dot-bao-cao.toml:5:1 Không có khóa"));
    put(&dir, folder::SETTINGS, "\u{feff}x = 1");
    assert!(said(open(dir.path())).contains("dot-bao-cao.toml:1:1 Không có khóa"));
}

#[test]
fn settings_of_any_bytes_give_mistakes_and_no_panic() {
    let dir = sound();
    let many = "x = [".repeat(2000);
    let unknown: Vec<String> = (0..500).map(|n| format!("k{n} = {n}")).collect();
    let unknown = unknown.join("\n");
    for bytes in [
        b"".as_slice(),
        b"\xff\xfe",
        b"[[[",
        many.as_bytes(),
        unknown.as_bytes(),
    ] {
        let path = dir.path().join(folder::SETTINGS);
        folder::write_whole(&path, bytes).expect("written");
        assert!(said(open(dir.path())).contains("dot-bao-cao.toml:"));
    }
    let big = vec![b'#'; 300_000];
    folder::write_whole(&dir.path().join(folder::SETTINGS), &big).expect("written");
    assert!(said(open(dir.path())).contains("dot-bao-cao.toml Tệp dot-bao-cao.toml lớn quá"));
}

#[test]
fn the_kit_in_the_folder_comes_before_the_one_in_the_program() {
    let dir = tempfile::tempdir().expect("a folder");
    init(dir.path(), "cntt-huyen-2020", None).expect("a new campaign");
    put(&dir, folder::SETTINGS, &settings());
    std::fs::remove_file(dir.path().join(folder::ROSTER)).expect("removed");
    put(&dir, folder::ROSTER_CSV, ROSTER);
    assert_eq!(said(open(dir.path())), "");
    let kit = std::fs::read_to_string(dir.path().join("bo-mau/kit.toml")).expect("the kit");
    put(
        &dir,
        "bo-mau/kit.toml",
        &kit.replacen("cntt-huyen-2020", "cua-toi", 1),
    );
    let other =
        "dot-bao-cao.toml:3:10 Thư mục bo-mau chứa bộ mẫu `cua-toi`, khác với bộ mẫu ghi ở đây.";
    assert_eq!(said(open(dir.path())), other);
    put(
        &dir,
        "bo-mau/kit.toml",
        &kit.replacen("version", "versoin", 1),
    );
    let all = said(open(dir.path()));
    assert!(all.contains("bo-mau/kit.toml:"), "{all}");
    assert!(all.contains("versoin"), "{all}");
}

#[test]
fn mistakes_of_settings_kit_and_roster_come_in_one_go() {
    let dir = tempfile::tempdir().expect("a folder");
    init(dir.path(), "cntt-huyen-2020", None).expect("a new campaign");
    put(&dir, "bo-mau/commune.toml", "[form]\nid = 1\n");
    let all = said(open(dir.path()));
    for file in [
        "dot-bao-cao.toml:12:",
        "bo-mau/commune.toml:",
        "don-vi.xlsx, trang Đơn vị, ô A2",
    ] {
        assert!(all.contains(file), "{file} in\n{all}");
    }
}

#[test]
fn an_own_deadline_that_cannot_be_is_told_at_its_cell() {
    let own = |unit: &str| rows(&format!("1;xã;Xã A;;;;;;;;\n2;xã;Xã B;{unit}"));
    assert_eq!(
        own(";;;;;;01/01/2019;"),
        "J3 Hạn riêng 01/01/2019 lại trước ngày 20/10/2020 của văn bản gửi biểu."
    );
    let early = "J3 Hạn riêng 25/10/2020 lại trước mốc số liệu 28/10/2020 của biểu, \
                 nên đến hạn đơn vị chưa thể có số liệu.";
    assert_eq!(own(";;;;;;25/10/2020;"), early);
    assert_eq!(own(";thiet_bi;;;;;25/10/2020;"), early);
    assert_eq!(
        own(";;;;;;2020-12-15;"),
        "J3 Hạn riêng 15/12/2020 lại sau hạn gửi báo cáo 30/11/2020, \
         nên báo cáo không thể có số liệu của đơn vị."
    );
    // Up to the last day; earlier than the others; with sections that have no such day; of who need not answer.
    for fits in [
        ";;;;;;30/11/2020;",
        ";;;;;;28/10/2020;",
        ";van_ban;;;;;20/10/2020;",
        ";;;;;;01/01/2019;miễn",
    ] {
        assert_eq!(own(fits), "", "{fits}");
    }
}

#[test]
fn a_missing_key_of_the_settings_hides_no_mistake_of_the_roster() {
    let dir = sound();
    let text = settings().replacen("ten_dot = \"CNTT-2020\"\n", "", 1);
    put(&dir, folder::SETTINGS, &text);
    let head = ROSTER.lines().next().expect("headings");
    let rows = "1;sở;Sở A\n2;xã;Xã B;xaa\n3;xã;Xã C;;thietbi";
    put(&dir, folder::ROSTER_CSV, &format!("{head}\n{rows}\n"));
    let all = said(open(dir.path()));
    for part in [
        "dot-bao-cao.toml:1:1 Thiếu khóa `ten_dot`.",
        "ô B2 Bộ mẫu không có biểu cho loại đơn vị “sở”",
        "ô D3 Bộ mẫu không có biểu “xaa”",
        "ô E4 Biểu số 01/CNTT-X không có phần “thietbi”",
    ] {
        assert!(all.contains(part), "{part} in\n{all}");
    }
    assert_eq!(all.lines().count(), 4, "{all}");
}

#[test]
fn a_missing_heading_hides_no_mistake_in_the_other_columns() {
    let dir = sound();
    let told = |table: &str| {
        put(&dir, folder::ROSTER_CSV, table);
        said(open(dir.path())).replace("don-vi.csv, ô ", "")
    };
    assert_eq!(
        told(
            "Mã,Tên đơn vị,Biểu,E-mail,Hạn riêng,Trạng thái\n\
             1,Xã A,xaa,,,\n1,Xã B,,a@,mai,sáp nhập vào 1\n"
        ),
        "A1 Danh sách đơn vị thiếu cột “Loại”.\n\
         C2 Bộ mẫu không có biểu “xaa”; các biểu có: xa, huyen.\n\
         D3 “a@” chưa đúng dạng địa chỉ thư điện tử.\n\
         E3 `mai` không phải là một ngày có thật; đề nghị ghi như 2020-11-05 hoặc 05/11/2020.\n\
         A3 Mã 1 đã dùng ở dòng 2."
    );
    // Whom a unit was merged into is not known without codes, and is not said to be nowhere.
    assert_eq!(
        told("Loại,Tên đơn vị,E-mail,Trạng thái\nxã,Xã A,a@,\nxã,Xã B,,sáp nhập vào 1\n"),
        "A1 Danh sách đơn vị thiếu cột “Mã”.\n\
         C2 “a@” chưa đúng dạng địa chỉ thư điện tử."
    );
    // Nor is it known which of two columns of one name is meant.
    assert_eq!(
        told("Mã,Loại,Tên đơn vị,E-mail,E-mail\n1,xã,,a@,b\n"),
        "E1 Cột “E-mail” có hai lần.\nC2 Ô “Tên đơn vị” còn trống."
    );
}

#[test]
fn a_sound_roster_is_read_unit_by_unit() {
    let dir = sound();
    let roster = open(dir.path()).expect("a campaign").roster;
    let [hoa, thong, district] = roster.units.as_slice() else {
        panic!("three units: {roster:?}");
    };
    assert_eq!((hoa.code.as_str(), hoa.form.as_str()), ("16390", "xa"));
    assert_eq!(
        (hoa.unit_type.as_str(), hoa.type_label.as_str()),
        ("xa", "Xã")
    );
    assert_eq!(
        (hoa.email.as_str(), hoa.phone.as_str()),
        ("xa@example.vn", "0912 345 678")
    );
    assert_eq!(
        (thong.code.as_str(), thong.unit_type.as_str()),
        ("01635", "thi_tran")
    );
    assert_eq!(thong.deadline, Some(jiff::civil::date(2020, 11, 6)));
    assert_eq!((district.form.as_str(), district.row), ("huyen", 3));
    assert_eq!(roster.reporting().count(), 3);
}

/// What is said of a roster with these rows below the headings.
fn rows(rows: &str) -> String {
    let dir = sound();
    let head = ROSTER.lines().next().expect("headings");
    put(&dir, folder::ROSTER_CSV, &format!("{head}\n{rows}\n"));
    said(open(dir.path())).replace("don-vi.csv, ô ", "")
}

#[test]
fn every_mistake_of_the_roster_has_its_cell() {
    let good = "1;xã;Xã A;;;;;;;;\n";
    let cases = [
        (";xã;Xã B", "A3 Ô “Mã” còn trống."),
        ("mã 2;xã;Xã B", "A3 Mã “mã 2” chỉ được gồm"),
        ("1;xã;Xã B", "A3 Mã 1 đã dùng ở dòng 2."),
        ("VI-DU-1;xã;Xã B", "A3 Dòng VI-DU-1 là dòng ví dụ"),
        ("2;;Xã B", "B3 Ô “Loại” còn trống."),
        (
            "2;sở;Xã B",
            "B3 Bộ mẫu không có biểu cho loại đơn vị “sở”; có biểu cho: Xã, Thị trấn, Huyện.",
        ),
        ("2;???;Xã B;xa", "B3 “???” không phải là loại đơn vị."),
        ("2;xã;", "C3 Ô “Tên đơn vị” còn trống."),
        (
            "2;xã;Xã B;xaa",
            "D3 Bộ mẫu không có biểu “xaa”; các biểu có: xa, huyen.",
        ),
        (
            "2;xã;Xã B;;thiet_bi, thietbi",
            "E3 Biểu số 01/CNTT-X không có phần “thietbi”",
        ),
        (
            "2;xã;Xã B;;;;a@",
            "G3 “a@” chưa đúng dạng địa chỉ thư điện tử.",
        ),
        (
            "2;xã;Xã B;;;;a@b.vn; c d@e.vn",
            "G3 “c” chưa đúng dạng địa chỉ thư điện tử.",
        ),
        (
            "2;xã;Xã B;;;;;;;mai",
            "J3 `mai` không phải là một ngày có thật",
        ),
        ("2;xã;Xã B;;;;;;;;nghỉ", "K3 Không hiểu trạng thái “nghỉ”"),
        (
            "2;xã;Xã B;;;;;;;;sáp nhập vào 3",
            "K3 Đơn vị nhận sáp nhập “3” không có trong danh sách.",
        ),
        (
            "2;xã;Xã B;;;;;;;;sáp nhập vào 2",
            "K3 Đơn vị không thể sáp nhập vào chính nó.",
        ),
        (
            "2;xã;Xã B;;;;;;;;\"sáp nhập vào 1",
            "K3 Dấu nháy kép mở ở ô này không có dấu đóng.",
        ),
        (
            "2;xã;xã a",
            "(lưu ý) C3 Tên “xã a” trùng với đơn vị ở dòng 2",
        ),
    ];
    for (row, expected) in cases {
        let all = rows(&format!("{good}{row}"));
        // Semicolons of several addresses stand in one cell only when it is quoted.
        let all = if row.contains("c d@e") {
            rows(&format!("{good}2;xã;Xã B;;;;\"a@b.vn; c d@e.vn\""))
        } else {
            all
        };
        assert!(all.starts_with(expected), "{row}: {all}");
        assert_eq!(all.lines().count(), 1, "{row}: {all}");
    }
    let silent = rows(&format!(
        "{good}2;xã;Xã B;;;;;;;;miễn\n3;xã;Xã C;;;;;;;;sáp nhập vào 2"
    ));
    assert!(
        silent.starts_with("K4 Đơn vị nhận sáp nhập 2 (Xã B) không phải báo cáo"),
        "{silent}"
    );
    assert_eq!(
        rows("2;xã;Xã B;;;;;;;;miễn"),
        "don-vi.csv Danh sách chưa có đơn vị nào phải báo cáo."
    );
    assert_eq!(
        rows(""),
        "don-vi.csv Danh sách chưa có đơn vị nào phải báo cáo."
    );
    assert_eq!(
        rows(&format!("{good}2;xã;Xã B;;;;;;;;Sáp nhập vào: 1\n\n;;\n")),
        ""
    );
}

#[test]
fn headings_are_found_however_they_are_written() {
    let dir = sound();
    let table =
        "DANH SÁCH ĐƠN VỊ\n\nSTT,MÃ ĐƠN VỊ,Loại,Tên  đơn vị,Ghi chú,Trang thai\n1,9,xã,Xã A,x,\n";
    put(&dir, folder::ROSTER_CSV, table);
    let opened = open(dir.path());
    let units = opened.as_ref().map(|c| c.roster.units.len());
    assert_eq!(units.ok(), Some(1));
    assert_eq!(
        said(opened),
        "(lưu ý) don-vi.csv, ô F3 Cột “Trang thai” không được dùng."
    );
    put(&dir, folder::ROSTER_CSV, "Mã,Tên đơn vị\n1,A\n");
    assert_eq!(
        said(open(dir.path())),
        "don-vi.csv, ô A1 Danh sách đơn vị thiếu cột “Loại”."
    );
    put(&dir, folder::ROSTER_CSV, "một,hai\n");
    assert!(said(open(dir.path())).starts_with("don-vi.csv Không tìm thấy dòng tiêu đề"));
    std::fs::remove_file(dir.path().join(folder::ROSTER_CSV)).expect("removed");
    assert!(said(open(dir.path())).starts_with("don-vi.xlsx Chưa có danh sách đơn vị."));
}

#[test]
fn a_unit_is_exempt_or_merged_or_reports_as_the_roster_says() {
    let dir = sound();
    let head = ROSTER.lines().next().expect("headings");
    let rows = "1;xã;A;;;;;;;;Báo cáo\n2;xã;B;;;;;;;;MIỄN báo cáo\n3;xã;C;;;;;;;;đã sáp nhập vào 1\n4;xã;D;;I; ;;;;;\n";
    put(&dir, folder::ROSTER_CSV, &format!("{head}\n{rows}"));
    let units = open(dir.path()).expect("a campaign").roster.units;
    let states: Vec<Participation> = units.iter().map(|u| u.state.clone()).collect();
    let merged = Participation::MergedInto("1".parse().expect("a code"));
    assert_eq!(
        states,
        [
            Participation::Reports,
            Participation::Exempt,
            merged,
            Participation::Reports
        ]
    );
    assert_eq!(units[3].sections.len(), 1);
}

#[test]
fn the_looks_of_the_report_are_chosen_within_the_decree() {
    let dir = sound();
    let with = |table: &str| {
        let text = settings().replacen("[lien_he]", &format!("[trinh_bay]\n{table}\n[lien_he]"), 1);
        put(&dir, folder::SETTINGS, &text);
        open(dir.path())
    };
    let campaign =
        with("co_chu = 13\nle_trai = 35\nlui_dong_dau = 1\ngian_dong = 1.5\ncach_doan = 8");
    let choice = campaign.expect("a campaign").settings.choice;
    assert_eq!((choice.body, choice.page.left), (13, 35));
    assert_eq!(
        (
            choice.spacing.first_line,
            choice.spacing.line,
            choice.spacing.paragraph
        ),
        (1000, 150, 8)
    );
    for (table, key) in [
        ("co_chu = 12", "co_chu"),
        ("le_phai = 30", "le_phai"),
        ("lui_dong_dau = 1.5", "lui_dong_dau"),
        ("gian_dong = 2", "gian_dong"),
        ("cach_doan = 3", "cach_doan"),
    ] {
        let told = said(with(table));
        assert!(
            told.contains(key) && told.contains("Nghị định số 30/2020/NĐ-CP"),
            "{told}"
        );
    }
}

#[test]
fn a_capacity_that_does_not_fit_the_office_is_told() {
    let dir = sound();
    let with = |from: &str, to: &str| {
        let text = settings().replacen(from, to, 1);
        assert_ne!(text, settings());
        put(&dir, folder::SETTINGS, &text);
        said(open(dir.path()))
    };
    let told = with("tu_cach = \"cap_pho_tap_the\"", "tu_cach = \"cap_pho\"");
    assert!(told.contains("chế độ tập thể"), "{told}");
    let told = with(
        "ỦY BAN NHÂN DÂN HUYỆN ĐÔNG SƠN",
        "PHÒNG VĂN HÓA VÀ THÔNG TIN",
    );
    assert!(told.contains("chế độ thủ trưởng"), "{told}");
    let told = with("Nguyễn Hồng Quang", "TS. Nguyễn Hồng Quang");
    assert!(told.contains("học hàm, học vị"), "{told}");
}
