//! Last period's figures: taken from last year's campaign, used by unit, and what is not used is told.

use crate::campaign_run::{Folder, tonghop_of};
use crate::undone::there_and_back;
use crate::yearly::{answer, answered, kit_file, set_up, write_anew};
use std::path::Path;

const THREE: &str = "X1;xa;Xã Một;\nX2;xa;Xã Hai;\nX3;xa;Xã Ba;\n";

/// Last year's campaign: 10, 20 and 1.300 households.
fn last_year() -> Folder {
    answered(THREE, &[("X1", "10"), ("X2", "20"), ("X3", "1300")])
}

/// This year's campaign, with this file as last period's values.
fn this_year(previous: &Path, units: &str) -> Folder {
    let kept = tempfile::tempdir().expect("a folder");
    let folder = Folder::copy_of(kept.path());
    set_up(folder.path(), units);
    std::fs::copy(previous, folder.file("ky-truoc.xlsx")).expect("copied");
    folder
}

fn before(folder: &Folder) -> String {
    let said = folder.tonghop("explain", &["truoc.xa.ho"]);
    assert!(said.code < 2, "{}{}", said.out, said.err);
    said.out
}

#[test]
fn last_years_consolidated_workbook_is_compared_with_unit_by_unit() {
    let last = last_year();
    let folder = this_year(&last.file("4-ket-qua/tong-hop.xlsx"), THREE);
    answer(&folder, &[("X1", "11"), ("X2", "20"), ("X3", "1300")]);
    let said = before(&folder);
    for (unit, value) in [("Xã Một", "10"), ("Xã Hai", "20"), ("Xã Ba", "1.300")] {
        let line = said.lines().find(|line| line.contains(unit));
        assert!(line.is_some_and(|line| line.contains(value)), "{said}");
    }
    assert!(said.contains("1.330"), "{said}");
    let report = folder.report("bao-cao.docx").join("\n");
    assert!(
        report.contains("Có 1.331 hộ, tăng so với kỳ trước."),
        "{report}"
    );
}

#[test]
fn a_new_campaign_takes_last_years_values_kit_and_period() {
    let last = last_year();
    let kept = tempfile::tempdir().expect("a folder");
    let begun = kept.path().join("dot");
    let named = last.path().to_str().expect("a path");
    let said = tonghop_of("init", &begun, &["--from", named]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("quý II năm 2023"), "{}", said.out);
    let settings = std::fs::read_to_string(begun.join("dot-bao-cao.toml")).expect("settings");
    assert!(
        settings.contains("ten_truoc = \"quý II năm 2023\""),
        "{settings}"
    );
    assert!(begun.join("bo-mau/xa.toml").is_file());
    let folder = this_year(&begun.join("ky-truoc.xlsx"), THREE);
    answer(&folder, &[("X1", "9"), ("X2", "20"), ("X3", "1300")]);
    assert!(before(&folder).contains("1.330"));
    let report = folder.report("bao-cao.docx").join("\n");
    assert!(report.contains("Có 1.329 hộ, không tăng"), "{report}");
}

#[test]
fn a_new_campaign_takes_offices_units_and_contacts_and_asks_for_what_is_of_its_period() {
    let last = Folder::sample();
    last.tonghop("run", &[]);
    let kept = tempfile::tempdir().expect("a folder");
    let begun = kept.path().join("dot");
    let named = last.path().to_str().expect("a path");
    let said = tonghop_of("init", &begun, &["--from", named]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("15 đơn vị"), "{}", said.out);
    let settings = std::fs::read_to_string(begun.join("dot-bao-cao.toml")).expect("settings");
    for taken in [
        "ten = \"ỦY BAN NHÂN DÂN HUYỆN ĐÔNG SƠN\"",
        "\"Thường trực UBND huyện\"",
        "tu_cach = \"cap_pho_tap_the\"",
        "so_lieu_minh_hoa = true",
        "# Kỳ trước: \"CNTT-2020\"",
    ] {
        assert!(settings.contains(taken), "{taken}: {settings}");
    }
    for of_last in ["1801/STTTT", "2020-11", "1234/UBND", "ten = \"năm 2020\""] {
        let asked = settings.lines().filter(|line| !line.starts_with('#'));
        assert!(
            !asked.clone().any(|line| line.contains(of_last)),
            "{of_last}"
        );
    }
    // Everything that is missing is asked for, and nothing of what was taken over.
    let asked = Folder::copy_of(&begun).tonghop("status", &[]);
    assert_eq!(asked.code, 2, "{asked:?}");
    for key in ["ten_dot", "trich_yeu", "don_vi_gui"] {
        assert!(asked.err.contains(key), "{key}: {}", asked.err);
    }
    for file in ["don-vi.xlsx", "ky-truoc.xlsx", "bo-mau", "tu_cach"] {
        assert!(!asked.err.contains(file), "{file}: {}", asked.err);
    }
    let filled = settings
        .replace("ten_dot = \"\"", "ten_dot = \"CNTT-2021\"")
        .replace("trich_yeu = \"\"", "trich_yeu = \"Kết quả năm 2021\"")
        .replace("ngay = \"\"", "ngay = \"2021-11\"")
        .replace(
            "ten = \"\"\r\n# Ngày đầu",
            "ten = \"năm 2021\"\r\n# Ngày đầu",
        )
        .replace("\ntu = \"\"", "\ntu = \"2021-01-01\"")
        .replace("\nden = \"\"", "\nden = \"2021-12-31\"")
        .replace("thiet_bi = \"\"", "thiet_bi = \"2021-10-28\"")
        .replace(
            "ho_so = \"\"",
            "ho_so = { tu = \"2021-01-01\", den = \"2021-10-28\" }",
        )
        .replace("don_vi_gui = \"\"", "don_vi_gui = \"2021-11-05\"")
        .replace("bao_cao = \"\"", "bao_cao = \"2021-11-30\"");
    write_anew(&begun.join("dot-bao-cao.toml"), filled.as_bytes());
    let folder = Folder::copy_of(&begun);
    let said = folder.tonghop_on("2021-11-01", "emit", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let sent = std::fs::read_dir(folder.file("1-gui-di"))
        .expect("the forms")
        .count();
    assert!(sent >= 15, "{sent}");
    let status = folder.tonghop_on("2021-11-01", "status", &[]);
    assert!(status.out.contains("Xã Đông Yên"), "{}", status.out);
}

#[test]
fn what_was_reworded_and_what_differs_from_the_issued_report_comes_along_as_a_question() {
    let last = Folder::sample();
    last.tonghop("run", &[]);
    let document = last.file("4-ket-qua/bao-cao.docx");
    let path = document.to_str().expect("a path");
    let said = last.tonghop(
        "issue",
        &["--document", path, "--number", "45", "--date", "16/11/2020"],
    );
    assert!(said.code < 2, "{said:?}");
    let reason = [
        "--source",
        "điện thoại, văn phòng",
        "--reason",
        "kiểm kê lại",
    ];
    let set = ["16393", "hs_nhan", "555"];
    let said = last.tonghop("set", &[&set[..], &reason[..]].concat());
    assert_eq!(said.code, 0, "{said:?}");
    let kept = tempfile::tempdir().expect("a folder");
    let begun = kept.path().join("dot");
    let said = tonghop_of(
        "init",
        &begun,
        &["--from", last.path().to_str().expect("a path")],
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("khác báo cáo đã phát hành số 45"),
        "{}",
        said.out
    );
    assert!(
        !begun.join("cau-viet-lai-ky-truoc.txt").exists(),
        "nothing was reworded"
    );
}

#[test]
fn a_new_campaign_tells_which_indicators_of_last_year_its_kit_does_not_ask() {
    let last = last_year();
    let other = last_year();
    kit_file(other.path(), "xa.toml", |text| {
        text.replace("\"dien\"", "\"dien_luoi\"")
            .replace("dien =", "dien_luoi =")
    });
    let kept = tempfile::tempdir().expect("a folder");
    let (begun, kit) = (kept.path().join("dot"), other.file("bo-mau"));
    let named = [last.path(), &kit].map(|p| p.to_str().expect("a path"));
    let said = tonghop_of("init", &begun, &["--from", named[0], "--kit", named[1]]);
    assert!(
        said.out.contains("1 chỉ tiêu mà bộ mẫu kỳ này không có") && said.out.contains("Có điện"),
        "{}{}",
        said.out,
        said.err
    );
    let folder = this_year(&begun.join("ky-truoc.xlsx"), THREE);
    kit_file(folder.path(), "xa.toml", |text| {
        text.replace("\"dien\"", "\"dien_luoi\"")
            .replace("dien =", "dien_luoi =")
    });
    let said = folder.tonghop("emit", &[]).out;
    assert!(
        said.contains("không có chỉ tiêu `xa.dien`; 3 số kỳ trước"),
        "{said}"
    );
}

#[test]
fn an_earlier_campaign_without_returns_has_nothing_to_take() {
    let last = answered(THREE, &[]);
    let kept = tempfile::tempdir().expect("a folder");
    let begun = kept.path().join("dot");
    let said = tonghop_of(
        "init",
        &begun,
        &["--from", last.path().to_str().expect("a path")],
    );
    assert_eq!(said.code, 2);
    assert!(said.err.contains("chưa có biểu nào"), "{}", said.err);
    assert!(!begun.exists());
}

#[test]
fn units_that_left_merged_or_came_are_told_and_compared_with_the_same_places() {
    let last = last_year();
    let units = "X1;xa;Xã Nhất;\nX2;xa;Xã Hai;\nX3;xa;Xã Ba;sáp nhập vào X2\nX4;xa;Xã Tư;\n";
    let folder = this_year(&last.file("4-ket-qua/tong-hop.xlsx"), units);
    let said = folder.tonghop("emit", &[]).out;
    for part in [
        "Mã X1 kỳ trước là “Xã Một”, kỳ này là “Xã Nhất”",
        "1 đơn vị chưa có số kỳ trước nên không tính vào phần so sánh: Xã Tư.",
        "Số kỳ trước của Xã Ba được cộng vào Xã Hai (1 chỉ tiêu).",
        "1 chỉ tiêu của Xã Hai không có số kỳ trước để so sánh",
    ] {
        assert!(said.contains(part), "no \"{part}\" in\n{said}");
    }
    answer(&folder, &[("X1", "10"), ("X2", "1320"), ("X4", "500")]);
    let said = before(&folder);
    let line = said.lines().find(|line| line.contains("Xã Hai"));
    assert!(line.is_some_and(|line| line.contains("1.320")), "{said}");
    // 500 households of a commune that is new are no growth.
    let report = folder.report("bao-cao.docx").join("\n");
    assert!(report.contains("không tăng so với kỳ trước"), "{report}");
    let gone = this_year(
        &last.file("4-ket-qua/tong-hop.xlsx"),
        "X1;xa;Xã Một;\nY2;xa;Xã Hai;\n",
    );
    let said = gone.tonghop("emit", &[]).out;
    assert!(
        said.contains("không có trong danh sách kỳ này: Xã Ba (X3)"),
        "{said}"
    );
    assert!(
        said.contains("Xã Hai kỳ trước có mã X2, kỳ này có mã Y2"),
        "{said}"
    );
}

#[test]
fn values_of_this_period_or_of_another_than_the_last_are_refused_with_their_period() {
    let last = last_year();
    let folder = this_year(&last.file("4-ket-qua/tong-hop.xlsx"), THREE);
    answer(&folder, &[("X1", "11"), ("X2", "20"), ("X3", "1300")]);
    // This campaign's own workbook was put in the place of last period's.
    crate::yearly::write_anew(
        &folder.file("ky-truoc.xlsx"),
        &std::fs::read(folder.file("4-ket-qua/tong-hop.xlsx")).expect("the workbook"),
    );
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 2, "{said:?}");
    for part in ["ky-truoc.xlsx", "chính kỳ này", "quý III năm 2023"] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
    for (ours, theirs, told) in [
        ("quý II năm 2023", "quý II năm 2022", "kỳ trước của đợt này"),
        ("quý II năm 2023", "quý I năm 2023", "kỳ trước của đợt này"),
    ] {
        let folder = this_year(&last.file("4-ket-qua/tong-hop.xlsx"), THREE);
        let path = folder.file("dot-bao-cao.toml");
        let text = std::fs::read_to_string(&path).expect("the settings");
        crate::yearly::write_anew(&path, text.replace(ours, theirs).as_bytes());
        let said = folder.tonghop("emit", &[]);
        assert_eq!(said.code, 2, "{theirs}: {said:?}");
        assert!(said.err.contains(told), "{theirs}: {}", said.err);
    }
    // Nothing names the last period, and the values are some years old.
    let folder = this_year(&last.file("4-ket-qua/tong-hop.xlsx"), THREE);
    let path = folder.file("dot-bao-cao.toml");
    let text = std::fs::read_to_string(&path).expect("the settings");
    let text = text.replace("ten_truoc = \"quý II năm 2023\"\n", "");
    crate::yearly::write_anew(&path, text.as_bytes());
    assert_eq!(folder.tonghop("emit", &[]).code, 0);
    let later = text.replace("2023", "2027");
    crate::yearly::write_anew(&path, later.as_bytes());
    let said = folder.tonghop("emit", &[]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("cách xa kỳ này"), "{}", said.err);
}

#[test]
fn a_file_that_was_meant_to_be_read_but_is_called_otherwise_is_named() {
    let last = last_year();
    let folder = this_year(&last.file("4-ket-qua/tong-hop.xlsx"), THREE);
    answer(&folder, &[("X1", "11"), ("X2", "20"), ("X3", "1300")]);
    let names = [
        "Kỳ trước.xlsx",
        "ky_truoc (1).xlsx",
        "KY-TRUOC.csv",
        "ky truoc.xls",
    ];
    for name in names {
        std::fs::rename(folder.file("ky-truoc.xlsx"), folder.file(name)).expect("renamed");
        for command in ["run", "status"] {
            let said = folder.tonghop(command, &[]);
            let all = said.out + &said.err;
            assert!(
                all.contains(name) && all.contains("không được đọc"),
                "{name}: {all}"
            );
        }
        std::fs::rename(folder.file(name), folder.file("ky-truoc.xlsx")).expect("renamed");
    }
    // A copy that was put aside before the file was changed is nobody's mistake.
    std::fs::copy(
        folder.file("ky-truoc.xlsx"),
        folder.file("ky-truoc cũ.xlsx"),
    )
    .expect("copied");
    let bytes = std::fs::read(folder.file("ky-truoc.xlsx")).expect("read");
    std::thread::sleep(std::time::Duration::from_millis(20));
    tonghop::store::folder::write_whole(&folder.file("ky-truoc.xlsx"), &bytes).expect("written");
    let said = folder.tonghop("run", &[]);
    let all = said.out + &said.err;
    assert!(!all.contains("không được đọc"), "{all}");
}

#[test]
fn a_blank_may_stand_at_last_periods_value_until_its_unit_fills_it() {
    let four = format!("{THREE}X4;xa;Xã Bốn;\n");
    let folder = this_year(&last_year().file("4-ket-qua/tong-hop.xlsx"), &four);
    answer(
        &folder,
        &[("X1", ""), ("X2", "20"), ("X3", "1300"), ("X4", "")],
    );
    let why = ["--from-last", "--reason", "xã chưa kịp rà soát"];
    let refused = |unit: &str, arguments: &[&str], part: &str| {
        let said = folder.tonghop("set", &[&[unit, "ho"], arguments].concat());
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains(part), "{part}: {}", said.err);
    };
    refused("X2", &why, "không để trống (đang là 20");
    refused("X4", &why, "không có số kỳ trước");
    refused("X1", &["5", why[0], why[1], why[2]], "không đi cùng");
    refused("X1", &["5", why[1], why[2]], "--source");
    there_and_back(&folder, "set", &["X1", "ho", why[0], why[1], why[2]]);
    let said = folder.tonghop("set", &["X1", "ho", why[0], why[1], why[2]]);
    assert_eq!(said.code, 0, "{said:?}");
    refused("X1", &why, "không để trống (đang là 10");
    let explained = folder.tonghop("explain", &["xa.ho"]).out;
    assert!(
        explained.contains("nhập thay: số ước, theo kỳ trước"),
        "{explained}"
    );
    folder.tonghop("run", &[]);
    let report = folder.report("bao-cao_du-thao.docx").join("\n");
    let sentence = "Số ước theo kỳ trước do đơn vị chưa có số liệu kỳ này: xã Một (Số hộ).";
    assert!(report.contains(sentence), "{report}");
    assert!(!report.contains("nguồn khác biểu của đơn vị"), "{report}");
    // The unit's own figure is what the blank waited for.
    let files = std::fs::read_dir(folder.file("2-nhan-ve")).expect("returns");
    let mut files = files.map(|file| file.expect("a file").path());
    let own = files
        .find(|path| path.to_string_lossy().contains("X1_"))
        .expect("its return");
    let bytes = std::fs::read(&own).expect("its bytes");
    let kit =
        tonghop::kit::load(&tonghop::app::kit_folder::read(&folder.file("bo-mau")).expect("it"));
    let kit = kit.expect("a sound kit");
    let layout = tonghop::layout::Layout::of(&kit, &kit.forms[0]);
    let spot = layout.field("ho").expect("a place");
    let at = (spot.sheet.clone(), spot.row, spot.col);
    let bytes = crate::campaign_run::typed_into(&bytes, &[(at, "12".to_owned())]);
    write_anew(&own, &bytes);
    let said = folder.tonghop_on("2020-11-18", "ingest", &[]);
    assert!(!said.out.contains("ghi thay"), "{}", said.out);
    let explained = folder.tonghop("explain", &["xa.ho"]).out;
    assert!(
        explained.contains("12") && !explained.contains("nhập thay"),
        "{explained}"
    );
}
