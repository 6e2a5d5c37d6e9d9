//! The officer fills the form of a unit that told its figures by telephone, on paper or in a photo: they count with their
//! source until the unit confirms them, and no file of a unit is touched or taken for another's.

use crate::campaign_run::{Folder, Said, typed_into};
use crate::combined::{answer, changed, open, unit};
use crate::standing::{ids, json, put, saved, taken_out};
use crate::undone::there_and_back;
use calamine::{Reader, Xlsx, open_workbook_from_rs};
use serde_json::Value;
use std::path::PathBuf;
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::store::folder::write_whole;

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
const UNIT: &str = "16393";
const FORM: &str = "16393_xa-Dong-Yen_CNTT-2020_nhap-thay.xlsx";
/// Rows of the sheet of sources: how, who, where to reach them, when, what lies beside, why.
const ROWS: [(&str, u32); 4] = [("how", 4), ("who", 5), ("beside", 8), ("why", 9)];
const SOURCE: [(&str, &str); 3] = [
    ("how", "Điện thoại"),
    ("who", "Văn phòng xã"),
    ("why", "xã mất mạng"),
];
const LEARNED: &str = "điện thoại, Văn phòng xã";

fn status(folder: &Folder) -> Value {
    json(&folder.tonghop("status", &["--json"]))
}

fn form(folder: &Folder) -> PathBuf {
    folder.file("nhap-thay").join(FORM)
}

/// The answers of a return that was not laid out anew, by field.
pub(super) fn answers_of(own: &[u8]) -> Vec<(String, String)> {
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let layout = Layout::of(&kit, kit.form("xa").expect("the commune form"));
    let cursor = std::io::Cursor::new(own.to_vec());
    let mut book: Xlsx<_> = open_workbook_from_rs(cursor).expect("a workbook");
    let spots = layout.fields.iter().filter_map(|spot| {
        let range = book.worksheet_range(&spot.sheet).expect("a sheet");
        let cell = range.get_value((spot.row, u32::from(spot.col)))?;
        Some((spot.field.to_string(), cell.to_string()))
    });
    spots.filter(|(_, text)| !text.is_empty()).collect()
}

/// A form with the sources of its figures.
pub(super) fn with_sources(form: &[u8]) -> Vec<u8> {
    sourced(form, &SOURCE)
}

fn sourced(form: &[u8], source: &[(&str, &str)]) -> Vec<u8> {
    let cells = source.iter().map(|(what, text)| {
        let row = ROWS.iter().find(|(name, _)| name == what).expect("a row").1;
        (("Nguồn".to_owned(), row, 1), (*text).to_owned())
    });
    typed_into(form, &cells.collect::<Vec<_>>())
}

/// The form as it is made, with these sources and fields typed into it, saved on a day of November.
fn filled(folder: &Folder, source: &[(&str, &str)], fields: &[(&str, &str)], day: u32) -> Vec<u8> {
    if form(folder).is_file() {
        std::fs::remove_file(form(folder)).expect("one of before");
    }
    let made = folder.tonghop("enter", &[UNIT]);
    assert_eq!(made.code, 0, "{made:?}");
    let bytes = std::fs::read(form(folder)).expect("the form");
    changed(&sourced(&bytes, source), fields, day)
}

fn fill(folder: &Folder, source: &[(&str, &str)], fields: &[(&str, &str)], day: u32) -> Said {
    let bytes = filled(folder, source, fields, day);
    write_whole(&form(folder), &bytes).expect("written");
    folder.tonghop("ingest", &[])
}

#[test]
fn what_is_filled_for_a_unit_that_sent_nothing_counts_until_the_unit_confirms_it() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    folder.tonghop("enter", &[UNIT]);
    let said = folder.tonghop("run", &[]);
    assert!(
        !said.out.contains("nhap-thay"),
        "nobody has begun: {}",
        said.out
    );
    let before = unit(&status(&folder)).clone();
    let said = fill(&folder, &SOURCE, &[("can_bo", "20"), ("may_hong", "1")], 12);
    assert!(said.out.contains(LEARNED), "{}", said.out);
    assert_eq!(
        answer(&folder, "can_bo"),
        (LEARNED.to_owned(), "20".to_owned())
    );
    assert_eq!(unit(&status(&folder))["entered"], 2);
    let told = folder.tonghop("status", &[]).out;
    assert!(told.contains("Nhập thay,"), "{told}");
    assert!(
        !told.contains("Gửi muộn 16/11"),
        "the unit has sent nothing: {told}"
    );
    let explained = folder.tonghop("explain", &["xa.can_bo"]).out;
    assert!(
        explained.contains(&format!("nhập thay: {LEARNED}")),
        "{explained}"
    );
    folder.tonghop("run", &[]);
    let report = folder.report("bao-cao_du-thao.docx").join("\n");
    let sentence = format!(
        "Số liệu của 01 đơn vị do cơ quan tổng hợp ghi thay, đang chờ đơn vị xác nhận: xã Đông Yên (theo {LEARNED})."
    );
    assert!(report.contains(&sentence), "{report}");
    let texts = crate::selection_kept::texts(&folder, "4-ket-qua/tong-hop.xlsx");
    assert!(texts.contains(&format!("nhập thay: {LEARNED}")));
    let log = folder.tonghop("log", &["--unit", UNIT]).out;
    assert!(log.contains("Nhập thay Xã Đông Yên"), "{log}");
    let stands = status(&folder);
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(folder.tonghop("rebuild", &[]).code, 0);
    assert_eq!(status(&folder), stands, "made again");
    let said = folder.tonghop("undo", &["1"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(unit(&status(&folder)), &before);
    folder.tonghop("run", &[]);
    assert_eq!(unit(&status(&folder)), &before, "it stays taken back");
    let path = form(&folder);
    let again = ["--file", path.to_str().expect("a path")];
    there_and_back(&folder, "enter", &[UNIT, again[0], again[1]]);
    folder.tonghop("enter", &[UNIT, again[0], again[1]]);
    let twice = folder.tonghop("enter", &[UNIT, again[0], again[1]]);
    assert_eq!(twice.code, 2, "{twice:?}");
    assert!(twice.err.contains("đang được tính rồi"), "{}", twice.err);
    // The unit saved its own before the officer typed, and says the same.
    put(
        &folder,
        OWN,
        &changed(&own, &[("can_bo", "20"), ("may_hong", "1")], 3),
    );
    folder.tonghop("ingest", &[]);
    assert_eq!(answer(&folder, "can_bo"), (OWN.to_owned(), "20".to_owned()));
    assert_eq!(unit(&status(&folder))["entered"], 0, "confirmed");
}

#[test]
fn what_is_asked_about_figures_that_the_officer_entered_says_whose_they_are() {
    let folder = Folder::sample();
    taken_out(&folder);
    fill(
        &folder,
        &SOURCE,
        &[("can_bo", "20"), ("may_hong", "99")],
        12,
    );
    folder.tonghop("feedback", &[]);
    let asked = "3-bo-sung/16393_xa-Dong-Yen_CNTT-2020_bo-sung.xlsx";
    let texts = crate::selection_kept::texts(&folder, asked);
    let opening = format!("số liệu do cơ quan tổng hợp ghi thay (theo {LEARNED})");
    assert!(texts.contains(&opening), "{texts}");
    assert!(!texts.contains("số liệu đã gửi"), "{texts}");
}

#[test]
fn after_the_issue_a_filled_form_changes_nothing_of_it_and_is_told() {
    let folder = crate::issued_report::issued();
    let signed = folder.file("4-ket-qua/bao-cao.docx");
    let bytes = || std::fs::read(&signed).expect("the report");
    let before = bytes();
    fill(&folder, &SOURCE, &[("can_bo", "25")], 17);
    let said = folder.tonghop_on("2020-11-18", "run", &[]).out;
    let told = [
        "số 45/BC-UBND ngày 15/11/2020 đã phát hành",
        "Số liệu nay khác",
    ];
    assert!(told.iter().all(|part| said.contains(part)), "{said}");
    assert_eq!(bytes(), before);
}

#[test]
fn a_return_of_the_unit_that_says_otherwise_waits() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    fill(&folder, &SOURCE, &[("can_bo", "22")], 12);
    put(&folder, OWN, &changed(&own, &[("can_bo", "23")], 14));
    let said = folder.tonghop("ingest", &[]);
    assert!(
        said.out.contains("ghi thay hoặc quyết định"),
        "{}",
        said.out
    );
    assert_eq!(answer(&folder, "can_bo").1, "22");
    assert_eq!(ids(&folder, "NHAN-01").len(), 1);
    assert_eq!(folder.tonghop("use", &[UNIT, OWN]).code, 0);
    assert_eq!(answer(&folder, "can_bo"), (OWN.to_owned(), "23".to_owned()));
    // A form that was begun before the unit sent its own is not laid over that in silence.
    let said = fill(&folder, &SOURCE, &[("can_bo", "24")], 15);
    assert!(
        said.out.contains(LEARNED),
        "made anew, it stands on what counts: {}",
        said.out
    );
    assert_eq!(answer(&folder, "can_bo").1, "24");
    assert_eq!(
        answer(&folder, "may_hong").0,
        OWN,
        "what was not changed is the unit's"
    );
    assert_eq!(unit(&status(&folder))["entered"], 1);
    assert_eq!(open(&folder), Vec::<String>::new());
}

#[test]
fn a_form_that_was_made_before_the_unit_sent_its_own_is_asked_about() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    let late = filled(&folder, &SOURCE, &[("can_bo", "22")], 12);
    write_whole(&form(&folder), &late).expect("written");
    put(&folder, OWN, &own);
    let said = folder.tonghop("run", &[]);
    assert!(
        said.out.contains("khác lúc lập biểu nhập thay"),
        "{}",
        said.out
    );
    assert_eq!(answer(&folder, "can_bo"), (OWN.to_owned(), "20".to_owned()));
    assert_eq!(said.code, 1, "a final waits until it is taken away");
    std::fs::remove_file(form(&folder)).expect("taken away");
    assert_eq!(folder.tonghop("run", &[]).code, 0);
}

#[test]
fn what_does_not_say_where_it_was_learned_is_asked_at_its_cell_and_nothing_is_taken() {
    let folder = Folder::sample();
    taken_out(&folder);
    let fields = [("can_bo", "22")];
    for (source, part) in [
        (vec![], "Nguồn!B5"),
        (vec![("how", "Điện thoại"), ("why", "gấp")], "Nguồn!B6"),
        (
            vec![("how", "bồ câu"), ("who", "xã"), ("why", "gấp")],
            "Nguồn!B5",
        ),
        (
            vec![("how", "Ảnh"), ("who", "xã"), ("why", ".")],
            "Nguồn!B10",
        ),
        (
            [&SOURCE[..], &[("beside", "anh.jpg")]].concat(),
            "\"anh.jpg\" nhưng không thấy",
        ),
        (
            [&SOURCE[..], &[("beside", "../don-vi.xlsx")]].concat(),
            "không thấy",
        ),
    ] {
        let bytes = filled(&folder, &source, &fields, 12);
        write_whole(&form(&folder), &bytes).expect("written");
        let said = folder.tonghop("run", &[]);
        assert!(said.out.contains(part), "{part}: {}", said.out);
        assert_eq!(unit(&status(&folder))["entered"], 0, "{part}");
        assert!(unit(&status(&folder))["file"].is_null(), "{part}");
        std::fs::remove_file(form(&folder)).expect("taken away");
    }
    // With its photo beside it, which the archive keeps.
    write_whole(&folder.file("nhap-thay/anh.jpg"), b"a photo").expect("written");
    fill(
        &folder,
        &[&SOURCE[..], &[("beside", "anh.jpg")]].concat(),
        &fields,
        12,
    );
    assert_eq!(unit(&status(&folder))["entered"], 1);
    let hash = blake3::hash(b"a photo").to_hex().to_string();
    let shelf = folder.file("luu-tru");
    let shelves = std::fs::read_dir(&shelf).expect("the archive").flatten();
    let files = shelves.filter_map(|shelf| std::fs::read_dir(shelf.path()).ok());
    let mut files = files.flat_map(Iterator::flatten);
    assert!(files.any(|file| file.file_name().to_string_lossy().contains(&hash[..16])));
    let log = folder.tonghop("log", &["--unit", UNIT]).out;
    assert!(log.contains("kèm anh.jpg"), "{log}");
}

#[test]
fn a_filled_form_is_never_taken_for_another_units_or_for_what_a_unit_sent() {
    let folder = Folder::sample();
    let own = taken_out(&folder);
    let bytes = filled(&folder, &SOURCE, &[("can_bo", "22")], 12);
    std::fs::remove_file(form(&folder)).expect("ours");
    put(&folder, "xa gui.xlsx", &bytes);
    let said = folder.tonghop("run", &[]);
    assert!(
        said.out.contains("chuyển tệp sang thư mục nhap-thay"),
        "{}",
        said.out
    );
    assert!(unit(&status(&folder))["file"].is_null());
    let path = folder.file("2-nhan-ve/xa gui.xlsx");
    let path = path.to_str().expect("a path");
    let said = folder.tonghop("enter", &["16399", "--file", path]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("là biểu của Xã Đông Yên"), "{}", said.err);
    let said = folder.tonghop("enter", &[UNIT, "--file", path]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(
        answer(&folder, "can_bo"),
        (LEARNED.to_owned(), "22".to_owned())
    );
    // A unit's own form where the officer's lie.
    write_whole(&folder.file("nhap-thay/cua-xa.xlsx"), &saved(&own, None)).expect("written");
    let said = folder.tonghop("ingest", &[]);
    assert!(said.out.contains("không có trang Nguồn"), "{}", said.out);
    let said = folder.tonghop("enter", &["99999"]);
    assert_eq!(said.code, 2, "{said:?}");
}

#[test]
fn after_the_figures_are_closed_a_filled_form_counts_by_its_reason() {
    let folder = Folder::sample();
    taken_out(&folder);
    folder.tonghop("ingest", &[]);
    assert_eq!(folder.tonghop("close", &["--reason", "chốt"]).code, 0);
    fill(&folder, &SOURCE, &[("can_bo", "22")], 12);
    assert_eq!(
        answer(&folder, "can_bo"),
        (LEARNED.to_owned(), "22".to_owned())
    );
}
