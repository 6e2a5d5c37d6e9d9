//! The officer's selection over several runs: one file, in which everything typed stays.

use crate::campaign_run::{Folder, typed_into};
use tonghop::store::folder::write_whole;

const SELECTION: &str = "chon-y-kien.xlsx";

/// A folder whose selection lacks the first opinion, as when a return brought it later, and has a text typed into a cell.
fn with_a_new_opinion(typed: (u32, u16, &str)) -> Folder {
    let folder = Folder::sample();
    let selection = folder.file(SELECTION);
    let bytes = std::fs::read(&selection).expect("the selection");
    let at = |row, col, text: &str| (("Chọn ý kiến".to_owned(), row, col), text.to_owned());
    let mut cells: Vec<_> = (0..7).map(|col| at(4, col, "")).collect();
    let (row, col, text) = typed;
    cells.push(at(row, col, text));
    write_whole(&selection, &typed_into(&bytes, &cells)).expect("written");
    folder
}

pub(super) fn texts(folder: &Folder, name: &str) -> String {
    let bytes = std::fs::read(folder.file(name)).expect("a workbook");
    let mut book: calamine::Xlsx<_> =
        calamine::Reader::new(std::io::Cursor::new(bytes)).expect("opened");
    let range = calamine::Reader::worksheet_range_at(&mut book, 0);
    let range = range.expect("a sheet").expect("read");
    let cells = range.used_cells();
    let cells = cells.map(|(row, col, cell)| format!("{row},{col}:{cell}"));
    cells.collect::<Vec<_>>().join("\n")
}

fn flat(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_new_opinion_joins_the_officers_own_file_with_its_marks_and_the_old_file_is_kept() {
    let folder = with_a_new_opinion((5, 5, "Câu viết lại"));
    let before = std::fs::read(folder.file(SELECTION)).expect("the selection");
    let said = folder.tonghop("run", &[]);
    assert!(!folder.file("chon-y-kien-lan-2.xlsx").exists());
    let screen = flat(&said.out);
    assert!(
        screen.contains("Đã ghi thêm 1 ý kiến của đơn vị vào chon-y-kien.xlsx"),
        "{screen}"
    );
    let hash = tonghop::store::folder::hash(&before);
    let kept = format!("luu-tru/{}/{hash}.xlsx", &hash[..2]);
    assert_eq!(std::fs::read(folder.file(&kept)).expect("kept"), before);
    let after = texts(&folder, SELECTION);
    for part in ["chưa quan tâm đúng mức", "Câu viết lại", "Việc xử lý sự cố"] {
        assert!(after.contains(part), "no \"{part}\" in {after}");
    }
    let again = folder.tonghop("run", &[]);
    assert!(!again.out.contains("Đã ghi thêm"), "{}", again.out);
    assert_eq!(texts(&folder, SELECTION), after);
}

#[test]
fn a_new_opinion_stands_in_a_second_file_that_is_told_when_the_first_holds_more_than_its_table() {
    let folder = with_a_new_opinion((3, 0, "Ghi chú"));
    let before = std::fs::read(folder.file(SELECTION)).expect("the selection");
    let screen = flat(&folder.tonghop("run", &[]).out);
    let after = std::fs::read(folder.file(SELECTION)).expect("the selection");
    assert_eq!(before, after);
    for part in [
        "1 ý kiến mới của đơn vị được ghi ở chon-y-kien-lan-2.xlsx",
        "chưa xem trong chon-y-kien.xlsx, chon-y-kien-lan-2.xlsx",
    ] {
        assert!(screen.contains(part), "no \"{part}\" in {screen}");
    }
    // Each opinion has its row in one file, and marks in both count.
    assert!(!texts(&folder, "chon-y-kien-lan-2.xlsx").contains("kiêm nhiệm"));
    folder.tonghop("run", &[]);
    assert!(!folder.file("chon-y-kien-lan-3.xlsx").exists());
    let report = folder.report("bao-cao.docx").join("\n");
    assert!(report.contains("Việc xử lý sự cố"), "{report}");
}

#[test]
fn a_heading_that_was_retyped_is_asked_about_and_no_other_selection_is_written() {
    let folder = with_a_new_opinion((3, 4, "Chon"));
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1);
    let screen = flat(&said.out);
    assert!(
        screen.contains("chon-y-kien.xlsx, trang Chọn ý kiến, dòng 4: không thấy tiêu đề cột Chọn"),
        "{screen}"
    );
    assert!(!screen.contains("chưa chọn ý kiến nào"), "{screen}");
    assert!(!folder.file("chon-y-kien-lan-2.xlsx").exists());
}

#[test]
fn opinions_that_were_sorted_by_the_buttons_stay_with_their_units() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let before = folder.report("bao-cao.docx");
    let sorted = std::fs::read("tests/fixtures/selection-sorted.xlsx").expect("the selection");
    let path = folder.file("chon-y-kien.xlsx");
    tonghop::store::folder::write_whole(&path, &sorted).expect("written");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert_eq!(folder.report("bao-cao.docx"), before);
    assert!(!folder.file("4-ket-qua/bao-cao-lan-2.docx").exists());
    let own = "Việc xử lý sự cố máy tính, phần mềm tại các xã, thị trấn còn chậm.";
    assert!(before.iter().any(|line| line.contains(own)), "{before:?}");
    let opinions = folder.tonghop("explain", &["kho_khan_chon"]).out;
    let of_its_unit = opinions
        .lines()
        .any(|line| line.contains("Xã Đông Hòa") && line.contains(own));
    assert!(of_its_unit, "{opinions}");
    // One mark more is a change, so that the file was really read.
    let unmarked = crate::campaign_run::typed_into(
        &sorted,
        &[(("Chọn ý kiến".to_owned(), 4, 4), "bỏ qua".to_owned())],
    );
    tonghop::store::folder::write_whole(&path, &unmarked).expect("written");
    folder.tonghop("run", &[]);
    let now = folder.report("bao-cao-lan-2.docx").join("\n");
    assert!(!now.contains("chưa quan tâm đúng mức"), "{now}");
}
