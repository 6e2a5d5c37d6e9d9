//! A roster that changes after units have answered: figures count where the officer says, and never just disappear.

use crate::campaign_run::Folder;
use tonghop::store::folder::{LEDGER, write_whole};

const FINAL: &str = "4-ket-qua/bao-cao.docx";
/// What becomes of a unit that has answered: what its row says then, and a word that the screen tells.
const CHANGES: [(Option<&str>, &str); 3] = [
    (Some("sáp nhập vào 16399"), "sáp nhập vào Xã Đông Minh"),
    (Some("miễn"), "không phải báo cáo"),
    (None, "Xã Đông Yên (mã 16393)"),
];

/// The sample after everybody has answered, with rows of its roster changed or gone.
pub(crate) fn roster_changed(change: impl Fn(&mut Vec<String>) -> bool) -> Folder {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    std::fs::remove_file(folder.file(FINAL)).expect("removed");
    with_roster(&folder, change);
    folder
}

/// Changes rows of a roster, or takes them out.
pub(super) fn with_roster(folder: &Folder, change: impl Fn(&mut Vec<String>) -> bool) {
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(folder.file("don-vi.xlsx")).expect("the roster");
    let sheets = calamine::Reader::worksheets(&mut book);
    let mut text = String::new();
    for row in sheets[0].1.rows() {
        let mut cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        if change(&mut cells) {
            text += &(cells.join(";") + "\n");
        }
    }
    std::fs::remove_file(folder.file("don-vi.xlsx")).expect("removed");
    write_whole(&folder.file("don-vi.csv"), text.as_bytes()).expect("written");
}

/// The same with another state of Xã Đông Yên, or without it.
fn changed(state: Option<&str>) -> Folder {
    roster_changed(|cells| {
        if cells[0] == "16393" {
            let Some(state) = state else { return false };
            state.clone_into(cells.last_mut().expect("a state"));
        }
        true
    })
}

/// The total of a figure, as `explain` tells it.
fn total(folder: &Folder) -> serde_json::Value {
    let said = folder.tonghop("explain", &["xa.may_tinh", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    told["figure"]["value"].clone()
}

#[test]
fn a_unit_that_answered_and_left_the_roster_keeps_the_final_until_it_is_decided() {
    for (state, told) in CHANGES {
        let folder = changed(state);
        let dir = folder.path().display().to_string();
        for command in ["run", "status", "ingest"] {
            let said = folder.tonghop(command, &[]);
            assert_eq!(said.code, 1, "{state:?} {command}: {said:?}");
            let without = format!("tonghop without {dir} 16393 --reason");
            let merge = format!("tonghop merge {dir} 16393 ");
            for part in [told, &without, &merge] {
                assert!(said.out.contains(part), "{part}: {command}: {}", said.out);
            }
        }
        assert!(!folder.file(FINAL).exists(), "{state:?}");
        let draft = folder.report("bao-cao_du-thao.docx").join("\n");
        assert!(draft.contains("Chưa có số liệu của 01 đơn vị"), "{draft}");
        let said = folder.tonghop("without", &["16393", "--reason", "đã có trong biểu khác"]);
        assert_eq!(said.code, 0, "{state:?}: {said:?}");
        assert_eq!(folder.tonghop("run", &[]).code, 0, "{state:?}");
        let report = folder.report("bao-cao.docx").join("\n");
        assert!(report.contains("đã có trong biểu khác"), "{report}");
    }
}

#[test]
fn figures_that_are_counted_in_another_unit_stay_and_the_report_says_so() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let before = total(&folder);
    for (state, _) in CHANGES {
        merged(&changed(state), &before);
    }
}

/// Counts Xã Đông Yên in another unit, and finds all figures again.
fn merged(folder: &Folder, before: &serde_json::Value) {
    assert_ne!(total(folder), *before);
    let said = folder.tonghop("merge", &["Đông Yên", "dong minh"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    assert_eq!(total(folder), *before);
    let report = folder.report("bao-cao.docx").join("\n");
    let told = "Số liệu của xã Đông Yên được tính vào xã Đông Minh";
    assert!(report.contains(told), "{report}");
    // A ledger made again asks what it cannot know, and loses nothing.
    std::fs::remove_file(folder.file(LEDGER)).expect("lost");
    assert_eq!(folder.tonghop("rebuild", &[]).code, 0);
    let known = folder.file("don-vi.csv");
    let known = std::fs::read_to_string(known)
        .expect("the roster")
        .contains("16393");
    assert_eq!(folder.tonghop("run", &[]).code, i32::from(!known));
    assert_eq!(total(folder) == *before, known);
}

#[test]
fn only_a_unit_that_left_is_counted_in_another_and_only_in_one_that_reports() {
    let folder = changed(CHANGES[0].0);
    let refused = [
        ("16381", "16399"),
        ("16393", "16393"),
        ("16393", "99999"),
        // The roster says into which one it went.
        ("16393", "16381"),
    ];
    for (unit, into) in refused {
        let said = folder.tonghop("merge", &[unit, into]);
        assert_eq!(said.code, 2, "{unit} {into}: {said:?}");
    }
    assert_eq!(folder.tonghop("run", &[]).code, 1);
}

#[test]
fn going_on_without_a_unit_settles_its_old_file_and_tells_what_no_final_can_do_without() {
    let folder = Folder::sample();
    let own = folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx");
    let whole = std::fs::read(&own).expect("a return");
    write_whole(&own, &whole[..whole.len() - 900]).expect("damaged");
    assert_eq!(folder.tonghop("run", &[]).code, 1);
    let said = folder.tonghop("without", &["16393", "--reason", "lũ lụt"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(!said.out.contains("chưa lập được"), "{}", said.out);
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    // What comes later is asked about anew.
    let later = folder.file("2-nhan-ve/16393 gửi lại.xlsx");
    write_whole(&later, &whole[..whole.len() - 950]).expect("damaged");
    assert_eq!(folder.tonghop("run", &[]).code, 1);

    let folder = Folder::sample();
    let office = "405 co quan huyen CNTT-2020 (hợp nhất).xlsx";
    std::fs::remove_file(folder.file("2-nhan-ve").join(office)).expect("removed");
    assert_eq!(folder.tonghop("run", &[]).code, 1);
    let said = folder.tonghop("without", &["405", "--reason", "không gửi"]);
    let told = "thì chưa lập được bản trình ký";
    assert!(said.out.contains(told), "{said:?}");
}

#[test]
fn codes_that_are_exchanged_or_changed_after_the_answers_came_are_asked_about() {
    let exchanged = roster_changed(|cells| {
        cells[0] = match cells[0].as_str() {
            "16393" => "16399".to_owned(),
            "16399" => "16393".to_owned(),
            code => code.to_owned(),
        };
        true
    });
    let said = exchanged.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    for part in [
        "khi mã 16393 là Xã Đông Yên; nay danh sách đơn vị ghi mã 16393 là Xã Đông Minh",
        "khi mã 16399 là Xã Đông Minh; nay danh sách đơn vị ghi mã 16399 là Xã Đông Yên",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    assert!(!exchanged.file(FINAL).exists());

    let recoded = roster_changed(|cells| {
        if cells[0] == "16393" {
            cells[0] = "99001".to_owned();
        }
        true
    });
    let said = recoded.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    let told = "nay danh sách đơn vị không còn mã ấy và đơn vị này mang mã 99001";
    assert!(said.out.contains(told), "{}", said.out);
    let file = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
    recoded.tonghop("assign", &[file, "99001"]);
    let said = recoded.tonghop("run", &[]);
    assert!(!said.out.contains(told), "{}", said.out);
}

#[test]
fn a_unit_is_named_by_its_place_alone_where_only_one_has_it_and_that_is_said() {
    let folder = Folder::sample();
    for name in ["Đông Ninh", "dong ninh", "xa dong ninh", "đông ninh"] {
        let said = folder.tonghop("without", &[name, "--reason", "lũ lụt"]);
        assert_eq!(said.code, 0, "{name}: {said:?}");
        assert!(said.out.contains("Xã Đông Ninh"), "{name}: {}", said.out);
        assert!(
            said.out.contains(&format!("\"{name}\"")),
            "{name}: {}",
            said.out
        );
    }
    for name in ["Đồng Ninh", "Ninh", "dong", ""] {
        let said = folder.tonghop("without", &[name, "--reason", "lũ lụt"]);
        assert_eq!(said.code, 2, "{name}: {said:?}");
    }
}

#[test]
fn a_unit_that_is_asked_another_form_after_it_answered_is_told_so_until_it_answers_or_is_decided() {
    let folder = roster_changed(|cells| {
        if cells[0] == "16393" {
            cells[3] = "huyen".to_owned();
        }
        true
    });
    let told = "Xã Đông Yên đã gửi Biểu số 01/CNTT-X (16393_xa-Dong-Yen_CNTT-2020.xlsx) nhưng nay \
        danh sách đơn vị ghi phải trả lời Biểu số 02/CNTT-H";
    for command in ["run", "status", "ingest"] {
        let said = folder.tonghop(command, &[]);
        assert_eq!(said.code, 1, "{command}: {said:?}");
        assert!(
            said.out.replace('\n', " ").contains(told),
            "{command}: {}",
            said.out
        );
    }
    let said = folder.tonghop("status", &["--json"]);
    let now: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(now["departed"][0]["code"], "16393");
    assert!(now["departed"][0]["action"].is_null(), "{now}");
    let said = folder.tonghop("without", &["16393", "--reason", "biểu không áp dụng"]);
    assert_eq!(said.code, 0, "{said:?}");
    let said = folder.tonghop("status", &[]);
    assert!(!said.out.contains("đã gửi Biểu số 01"), "{}", said.out);
}

#[test]
fn programs_are_told_which_units_left_and_where_their_figures_count() {
    let folder = changed(Some("miễn"));
    let departed = |folder: &Folder| {
        let said = folder.tonghop("status", &["--json"]);
        let now: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
        now["departed"][0].clone()
    };
    let open = departed(&folder);
    assert_eq!(open["name"], "Xã Đông Yên");
    assert_eq!(open["action"]["do"], "place-figures");
    folder.tonghop("merge", &["16393", "16399"]);
    let settled = departed(&folder);
    assert_eq!(settled["counted_in"], "16399");
    assert!(settled["action"].is_null(), "{settled}");
}

#[test]
fn a_unit_that_counts_in_another_is_no_unit_of_its_own_in_counts_means_and_comparisons() {
    let folder = changed(CHANGES[0].0);
    folder.tonghop("merge", &["16393", "16399"]);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("14/14 đơn vị"), "{}", said.out);
    let figure = |id: &str| {
        let said = folder.tonghop("explain", &[id, "--json"]);
        let told: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
        told["figure"].clone()
    };
    let computers = figure("xa.may_tinh");
    assert_eq!(computers["coverage"]["of"], 13, "{computers}");
    assert_eq!(computers["coverage"]["have"], 13, "{computers}");
    for id in ["xa.so_don_vi", "xa.da_bao_cao"] {
        assert_eq!(figure(id)["value"]["One"]["Number"], 13.0, "{id}");
    }
    let report = folder.report("bao-cao.docx").join("\n");
    for old in ["14/14 xã", "14 xã", "13/14 xã"] {
        assert!(!report.contains(old), "{old}: {report}");
    }
    assert!(report.contains("13/13 xã"), "{report}");
    // Each commune's mean is over those that there are.
    let mean = (computers["value"]["One"]["Number"]
        .as_f64()
        .expect("a number")
        / 13.0)
        .round();
    let told = format!("bình quân mỗi xã, thị trấn có {mean} máy");
    assert!(
        report.replace('\u{a0}', " ").contains(&told),
        "{told}: {report}"
    );
}

#[test]
fn figures_left_out_of_a_unit_that_is_gone_contradict_no_count_of_those_that_report() {
    let folder = changed(CHANGES[1].0);
    let said = folder.tonghop("without", &["16393", "--reason", "đã giải thể"]);
    assert!(said.out.contains("Không tính số liệu"), "{}", said.out);
    assert!(!said.out.contains("Không chờ"), "{}", said.out);
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let report = folder.report("bao-cao.docx").join("\n");
    assert!(report.contains("13/13 xã"), "{report}");
    assert!(!report.contains("Chưa có số liệu của"), "{report}");
    let told =
        "Không tính số liệu mà xã Đông Yên, nay không còn báo cáo riêng, đã gửi (đã giải thể).";
    assert!(report.contains(told), "{report}");
}

#[test]
fn an_answer_under_an_old_code_is_asked_about_once_and_its_unit_is_not_reminded() {
    let folder = roster_changed(|cells| {
        if cells[0] == "16393" {
            "16394".clone_into(&mut cells[0]);
        }
        true
    });
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(!said.out.contains("without"), "{}", said.out);
    assert!(!said.out.contains("chưa gửi biểu"), "{}", said.out);
    let command = "\"16393_xa-Dong-Yen_CNTT-2020.xlsx\" 16394";
    assert!(said.out.contains(command), "{}", said.out);
    let said = folder.tonghop("letter", &["--remind"]);
    assert_eq!(said.code, 2, "{said:?}");
    let said = folder.tonghop("assign", &["16393_xa-Dong-Yen_CNTT-2020.xlsx", "16394"]);
    assert!(!said.out.contains("chưa có biểu nào"), "{}", said.out);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{said:?}");
}

#[test]
fn a_report_that_cannot_go_on_without_a_unit_names_it_and_the_decision_can_be_taken_back() {
    let folder = Folder::sample();
    let district = std::fs::read_dir(folder.file("2-nhan-ve")).expect("the inbox");
    let district = district
        .map(|file| file.expect("a file").path())
        .find(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            name.starts_with("405")
        });
    std::fs::remove_file(district.expect("its return")).expect("taken away");
    folder.tonghop("run", &[]);
    let said = folder.tonghop("without", &["405", "--reason", "(đang chuyển trụ sở)."]);
    assert_eq!(said.code, 0, "{said:?}");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    for part in [
        "không có số liệu của Cơ quan huyện Đông Sơn",
        "405 --undo",
        "bao-cao_du-thao.docx",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    let draft = folder.report("bao-cao_du-thao.docx").join("\n");
    assert!(draft.contains("(đang chuyển trụ sở)"), "{draft}");
    assert!(!draft.contains("((") && !draft.contains(".)"), "{draft}");
    let said = folder.tonghop("without", &["405", "--undo"]);
    assert_eq!(said.code, 0, "{said:?}");
    let said = folder.tonghop("letter", &["--remind"]);
    assert_eq!(said.code, 0, "{said:?}");
    let said = folder.tonghop("without", &["405", "--undo"]);
    assert_eq!(said.code, 2, "{said:?}");
}
