//! The main job, from the folder with returns to the report, by the program itself.

use crate::campaign_run::{Folder, tonghop_of, typed_into};
use std::path::Path;
use tonghop::store::folder::write_whole;

/// Every fact of the founding report, in the order of its sections.
const FACTS: &[(&str, &[&str])] = &[
    (
        "I. KẾT QUẢ",
        &[
            "100% văn bản quy phạm pháp luật",
            "100% thủ tục hành chính",
            "Nghị định số 43/2011/NĐ-CP",
            "mức độ 1 đến mức độ 4",
            "15/15 bộ phận",
            "Trang thông tin điện tử của 14/14",
            "khoản 2 Điều 28",
        ],
    ),
    (
        "2. Cung cấp dịch vụ công",
        &[
            "49 dịch vụ công mức độ 3",
            "23 dịch vụ công mức độ 4",
            "dvcdongson.thanhhoa.gov.vn",
        ],
    ),
    (
        "3. Tiếp nhận",
        &[
            "tháng 7 năm 2019",
            "100% hồ sơ (7.315/7.315 hồ sơ)",
            "01/01/2020 đến ngày 28/10/2020",
            "7.315 hồ sơ, trong đó có 652 hồ sơ mức độ 3 và 06 hồ sơ mức độ 4",
            "16 điểm",
            "Bưu điện huyện Đông Sơn",
        ],
    ),
    (
        "4.1.",
        &[
            "TABMIS",
            "Vilis 2.0",
            "Escon G8",
            "03 phần mềm",
            "TDOffice",
            "93% nhiệm vụ",
        ],
    ),
    (
        "4.2.",
        &[
            "14/14 xã, thị trấn có chứng thư số cá nhân",
            "100% văn bản do các bộ phận chuyên môn dự thảo được ký số cá nhân",
            "100% văn bản ban hành được ký số của cơ quan",
            "1223/QĐ-UBND ngày 15/4/2020 của UBND tỉnh Thanh Hóa về việc giao chỉ tiêu",
            "dongson@thanhhoa.gov.vn",
        ],
    ),
    (
        "5. Hạ tầng",
        &[
            "60 Mbps",
            "68 máy/64 người",
            "19 máy tính cho 21 cán bộ",
            "269 máy, 294 người",
            "14/14 xã, thị trấn có mạng nội bộ",
            "tính đến ngày 28/10/2020",
        ],
    ),
    (
        "6. Nguồn nhân lực",
        &[
            "64 cán bộ, công chức",
            "60 biên chế",
            "04 hợp đồng",
            "là 01",
            "Văn phòng HĐND và UBND: 01 người, cao đẳng, ngành công nghệ thông tin",
        ],
    ),
    (
        "II. KHÓ KHĂN",
        &[
            "chưa quan tâm đúng mức",
            "Kinh phí",
            "Khoảng 20%",
            "Tại các xã, thị trấn, 13/14 người phụ trách công nghệ thông tin làm kiêm nhiệm",
            "Việc xử lý sự cố máy tính, phần mềm tại các xã, thị trấn",
            "ngại thay đổi",
        ],
    ),
    (
        "III. GIẢI PHÁP",
        &["máy quét hai mặt", "đến 14 xã, thị trấn", "14/14"],
    ),
    ("IV. KIẾN NGHỊ", &["tập huấn"]),
];

#[test]
fn the_sample_goes_the_whole_way_to_a_final_report() {
    let folder = Folder::sample();
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let sent = folder.contents("1-gui-di");
    let personal = sent
        .iter()
        .filter(|(name, _)| name.starts_with(|c: char| c.is_ascii_digit()));
    assert_eq!(personal.count(), 15);
    assert!(folder.file("4-ket-qua/tong-hop.xlsx").is_file());
    assert!(!folder.file("4-ket-qua/bao-cao_du-thao.docx").exists());

    let report = folder.report("bao-cao.docx");
    let mut from = 0;
    for (heading, facts) in FACTS {
        let at = report[from..]
            .iter()
            .position(|p| p.starts_with(heading))
            .unwrap_or_else(|| panic!("no heading {heading} after paragraph {from}: {report:#?}"));
        from += at;
        let next = FACTS
            .iter()
            .position(|(h, _)| h == heading)
            .expect("itself")
            + 1;
        let end = FACTS.get(next).map_or(report.len(), |(after, _)| {
            from + 1
                + report[from + 1..]
                    .iter()
                    .position(|p| p.starts_with(after))
                    .unwrap_or(report.len() - from - 1)
        });
        let section = report[from..end].join("\n");
        for fact in *facts {
            assert!(
                section.contains(fact),
                "{heading}: no \"{fact}\" in\n{section}"
            );
        }
    }
    let whole = report.join("\n");
    for line in [
        "UBND TỈNH THANH HÓA",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Hồng Quang",
        "- Như trên;",
        "- Lưu: VT, VHTT.",
        "1801/STTTT-CNTT",
    ] {
        assert!(whole.contains(line), "no \"{line}\"");
    }
    assert_eq!(whole.matches("./.").count(), 1);
    assert!(
        !whole.contains("DỰ THẢO") && !whole.contains("[…"),
        "{whole}"
    );
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let before: Vec<_> = ["1-gui-di", "4-ket-qua"].map(|f| folder.contents(f)).into();
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(
        said.out.contains("15 tệp đã nhận trước đây"),
        "{}",
        said.out
    );
    let after: Vec<_> = ["1-gui-di", "4-ket-qua"].map(|f| folder.contents(f)).into();
    assert_eq!(before, after);
}

#[test]
fn two_folders_give_the_same_bytes() {
    let [one, other] = [Folder::sample(), Folder::sample()];
    one.tonghop("run", &[]);
    other.tonghop("run", &[]);
    assert_eq!(one.contents("1-gui-di"), other.contents("1-gui-di"));
    assert_eq!(one.contents("4-ket-qua"), other.contents("4-ket-qua"));
}

#[test]
fn a_missing_unit_makes_a_draft_until_it_is_decided_on() {
    let folder = Folder::sample();
    let missing = folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx");
    std::fs::remove_file(missing).expect("taken away");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    let draft = folder.report("bao-cao_du-thao.docx").join("\n");
    assert!(draft.contains("DỰ THẢO"));
    assert!(draft.contains("Xã Đông Yên chưa gửi biểu"), "{draft}");
    assert!(!draft.contains("tonghop "), "{draft}");
    let screen = [said.out.as_str(), said.err.as_str()].concat();
    let command = format!("tonghop without {} 16393", folder.path().display());
    assert!(screen.contains(&command), "{screen}");
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());

    let refused = folder.tonghop("report", &["--final"]);
    assert_eq!(refused.code, 1);
    assert!(refused.out.contains("Xã Đông Yên"), "{}", refused.out);
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());

    let decided = folder.tonghop("without", &["16393", "--reason", "mất điện kéo dài"]);
    assert_eq!(decided.code, 0, "{}{}", decided.out, decided.err);
    let said = folder.tonghop("report", &["--final"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let last = folder.report("bao-cao.docx").join("\n");
    let body = last.find("Thực hiện Công văn").map_or("", |at| &last[at..]);
    let lines: Vec<&str> = body.lines().take(3).collect();
    assert!(
        lines[0].contains("số liệu của 13/14 xã, thị trấn"),
        "{last}"
    );
    assert_eq!(
        lines[1..],
        [
            "Chưa có số liệu của 01 đơn vị: xã Đông Yên (mất điện kéo dài).",
            "Cụ thể như sau:"
        ]
    );
    assert!(!last.contains("/15 đơn vị"), "{last}");
    assert!(
        last.contains("13/13 xã, thị trấn có mạng nội bộ (LAN)."),
        "{last}"
    );
}

#[test]
fn an_unset_number_of_the_request_is_a_gap_of_the_draft_that_the_final_refuses() {
    for instead in ["", "so_ky_hieu = \"\"\n"] {
        let folder = Folder::sample();
        let settings = folder.file("dot-bao-cao.toml");
        let text = std::fs::read_to_string(&settings).expect("the settings");
        let unset = text.replace("so_ky_hieu = \"1801/STTTT-CNTT\"\n", instead);
        assert_ne!(text, unset);
        write_whole(&settings, unset.as_bytes()).expect("written");
        let said = folder.tonghop("run", &[]);
        assert_eq!(said.code, 1, "{}{}", said.out, said.err);
        let screen = [said.out.as_str(), said.err.as_str()].concat();
        assert!(screen.contains("[can_cu] so_ky_hieu"), "{screen}");
        let draft = folder.report("bao-cao_du-thao.docx").join("\n");
        let gap = "Công văn số [số, ký hiệu văn bản yêu cầu báo cáo] ngày 15/10/2020";
        assert!(draft.contains(gap), "{draft}");
        assert!(
            !draft.contains("so_ky_hieu") && !draft.contains(".toml"),
            "{draft}"
        );
        let refused = folder.tonghop("report", &["--final"]);
        assert_eq!(refused.code, 1);
        assert!(
            refused.out.contains("[can_cu] so_ky_hieu"),
            "{}",
            refused.out
        );
    }
}

#[test]
fn no_data_on_one_indicator_is_named_and_an_answer_of_one_office_is_shown_as_given() {
    let folder = Folder::sample();
    let file = folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx");
    let cells = [
        (27, 4, ""),
        (27, 6, "Không có số liệu"),
        (27, 7, "đang sửa"),
        (55, 4, "295"),
    ];
    let cells = cells.map(|(row, col, text)| (("Biểu 01".to_owned(), row, col), text.to_owned()));
    let sent = std::fs::read(&file).expect("the return");
    write_whole(&file, &typed_into(&sent, &cells)).expect("changed");
    let said = folder.tonghop("run", &[]);
    let screen = [said.out.as_str(), said.err.as_str()].concat();
    assert!(screen.contains("KHOP-04"), "{screen}");
    assert!(
        screen
            .lines()
            .any(|l| l.contains("đúng quy trình") && l.ends_with(": Có")),
        "{screen}"
    );
    let last = folder.report("bao-cao.docx").join("\n");
    assert!(
        last.contains("Chưa đủ số liệu: xã Đông Yên chưa có số liệu về Có mạng nội bộ (LAN)."),
        "{last}"
    );
    assert!(last.contains("13/13 xã, thị trấn có mạng nội bộ (LAN)."));
    assert!(last.contains("99,99% hồ sơ (7.314/7.315 hồ sơ)"), "{last}");
}

#[test]
fn nothing_chosen_leaves_no_empty_heading_and_nothing_unread() {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("chon-y-kien.xlsx")).expect("taken away");
    // Units wrote opinions and none is chosen: that is asked once.
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("chưa chọn ý kiến nào"), "{}", said.out);
    let selection = folder.file("chon-y-kien.xlsx");
    let bytes = std::fs::read(&selection).expect("made anew");
    let marked = crate::package::changed_texts(&bytes, |part, xml| {
        if part.ends_with("sheet1.xml") {
            crate::package::typed_into(&xml, "E5", "bỏ qua")
        } else {
            xml
        }
    });
    write_whole(&selection, &marked).expect("written");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let report = folder.report("bao-cao.docx").join("\n");
    assert!(!report.contains("KIẾN NGHỊ, ĐỀ XUẤT"), "{report}");
    assert!(!report.contains("chưa quan tâm đúng mức"));
}

#[test]
fn a_figure_is_explained_down_to_the_cell() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let said = folder.tonghop("explain", &["xa.may_tinh"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for part in [
        "269",
        "14/14",
        "Cách tổng hợp: Cộng các đơn vị",
        "Xã Đông Tiến",
        "16405_xa-Dong-Tien_CNTT-2020.xls Biểu 01!E13",
    ] {
        assert!(said.out.contains(part), "no \"{part}\" in\n{}", said.out);
    }
    let unknown = folder.tonghop("explain", &["xa.may_tin"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("Gần nhất: xa.may_tinh, "),
        "{}",
        unknown.err
    );
    let share = folder.tonghop("explain", &["tl_tthc"]);
    assert!(share.out.contains("= 100%   ("), "{}", share.out);
    let chosen = folder.tonghop("explain", &["kho_khan_chon"]);
    for part in ["Nội dung được chọn", "Từ 7/15 đơn vị"] {
        assert!(
            chosen.out.contains(part),
            "no \"{part}\" in\n{}",
            chosen.out
        );
    }
}

#[test]
fn an_accepted_finding_stays_accepted_while_its_values_stay() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let said = folder.tonghop("accept", &["405-KHOP-07", "--reason", "đã hỏi lại"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let status = folder.tonghop("status", &[]);
    assert!(!status.out.contains("405-KHOP-07"), "{}", status.out);
    let unreasoned = folder.tonghop("accept", &["405-KHOP-07", "--reason", " "]);
    assert_eq!(unreasoned.code, 2);
}

#[test]
fn a_kit_of_quite_another_kind_goes_the_whole_way_too() {
    let folder = Folder::copy_of(Path::new("tests/kits/so-ngan-dot"));
    let kit = Folder::copy_of(Path::new("tests/kits/so-ngan"));
    std::fs::rename(kit.path(), folder.file("bo-mau")).expect("the kit beside it");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    // The units answer as the kit's own examples do.
    let files = tonghop::app::kit_folder::read(Path::new("tests/kits/so-ngan")).expect("files");
    let kit = tonghop::kit::load(&files).expect("a sound kit");
    for (unit, form) in [
        ("TV01", "thu_vien"),
        ("DS01", "diem_sach"),
        ("DS02", "diem_sach"),
    ] {
        fill(&folder, unit, kit.form(form).expect("the form"), &kit);
    }
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let report = folder.report("bao-cao.docx").join("\n");
    for part in ["I. BẠN ĐỌC", "CHỦ TỊCH", "quý III năm 2023"] {
        assert!(report.contains(part), "no \"{part}\" in\n{report}");
    }
}

/// Writes a form's example into the workbook emitted for a unit, by the layout, and puts it in the inbox.
fn fill(
    folder: &Folder,
    unit: &str,
    form: &tonghop::model::form::Form,
    kit: &tonghop::model::kit::Kit,
) {
    let layout = tonghop::layout::Layout::of(kit, form);
    let emitted = std::fs::read_dir(folder.file("1-gui-di"))
        .expect("what was sent")
        .map(|e| e.expect("a file").path())
        .find(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with(unit))
        })
        .expect("the unit's workbook");
    let mut cells = Vec::new();
    for (name, typed) in &form.example {
        let place = if let Some(spot) = layout.field(name) {
            (spot.sheet.clone(), spot.row, spot.col)
        } else if let Some((section, rest)) = name.split_once('[') {
            let spot = layout.list(section).expect("a list");
            let (row, column) = rest.split_once("].").expect("row and column");
            let (_, list) = form
                .lists()
                .find(|(s, _)| s.id == section)
                .expect("its columns");
            let at = list
                .columns
                .iter()
                .position(|c| c.id == column)
                .expect("a column");
            let row: u32 = row.parse().expect("a number");
            (spot.sheet.clone(), spot.first_row + row, spot.columns[at])
        } else if let Some(row) = name.strip_suffix("__tt") {
            let field = form
                .fields()
                .find(|f| f.row.id == row)
                .expect("its row")
                .id();
            let spot = layout.field(&field).expect("its place");
            (spot.sheet.clone(), spot.status.0, spot.status.1)
        } else {
            continue;
        };
        cells.push((place, typed.clone()));
    }
    let bytes = typed_into(&std::fs::read(&emitted).expect("its bytes"), &cells);
    let name = emitted.file_name().expect("a name").to_owned();
    std::fs::create_dir_all(folder.file("2-nhan-ve")).expect("the inbox");
    tonghop::store::folder::write_whole(&folder.file("2-nhan-ve").join(name), &bytes)
        .expect("written");
}

#[test]
fn a_kit_with_rates_groups_sets_and_tables_of_units_goes_the_whole_way() {
    let folder = Folder::copy_of(Path::new("tests/kits/ngheo-dot"));
    let kit = Folder::copy_of(Path::new("tests/kits/ngheo"));
    std::fs::rename(kit.path(), folder.file("bo-mau")).expect("the kit beside it");
    let said = folder.tonghop_on("2026-12-16", "run", &[]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    let files = tonghop::app::kit_folder::read(Path::new("tests/kits/ngheo")).expect("files");
    let kit = tonghop::kit::load(&files).expect("a sound kit");
    for (unit, poor, gone) in [
        ("90001", "50", "10"),
        ("90004", "90", "10"),
        ("90007", "20", "0"),
        ("90010", "90", "10"),
    ] {
        let mut form = kit.form("xa").expect("the form").clone();
        form.example.insert("dau".to_owned(), poor.to_owned());
        form.example.insert("thoat".to_owned(), gone.to_owned());
        fill(&folder, unit, &form, &kit);
    }
    let said = folder.tonghop_on("2026-12-16", "run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let report = folder
        .report("bao-cao.docx")
        .join("\n")
        .replace('\u{a0}', " ");
    for part in [
        "Cuối năm có 236 hộ nghèo (5,90%), giảm 5,60% so với đầu năm (trên 4/4 đơn vị); trung vị 1.000 hộ",
        "Cao nhất: Xã Hoa Ban (8,40%), Xã Gió Lành (8,40%)",
        "2/4 đơn vị cao hơn mức chung: Xã Gió Lành và Xã Hoa Ban",
        "Cụm Bắc: 128 hộ, 6,40%, gồm",
        "Xã Lúa Vàng giảm còn 44 hộ",
        "Phường Trăng Non không giảm còn 24 hộ",
        "Đường A (Xã Hoa Ban): 8 đồng",
    ] {
        assert!(report.contains(part), "no \"{part}\" in\n{report}");
    }
    let said = folder.tonghop_on("2026-12-16", "explain", &["xa.cuoi_tl"]);
    assert!(
        said.out.contains("Xã Gió Lành: 8,4%"),
        "{}{}",
        said.out,
        said.err
    );
    let lint = tonghop_of("lint", &folder.file("4-ket-qua/bao-cao.docx"), &[]);
    assert_eq!(lint.out.trim(), "Không có nội dung nào cần sửa.");
}
