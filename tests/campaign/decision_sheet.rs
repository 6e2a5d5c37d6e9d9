//! The sheet of decisions: what is typed there is carried out once, and what cannot be is asked at its cell.

use crate::campaign_run::{Folder, Said, typed_into};
use crate::standing::json;
use std::path::Path;
use tonghop::store::folder::write_whole;

const SHEET: &str = "quyet-dinh.xlsx";
pub(super) const CHOICE: u16 = 4;
pub(super) const OTHER: u16 = 5;
const REASON: u16 = 6;
const ANSWER: u16 = 8;

/// The texts of the sheet, row by row.
pub(super) fn rows(folder: &Folder) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(folder.file(SHEET)).expect("the sheet");
    let range = calamine::Reader::worksheet_range(&mut book, "Quyết định").expect("its rows");
    let (height, width) = range.end().expect("cells");
    let text = |row, col| {
        let cell = range.get_value((row, col));
        cell.map_or_else(String::new, ToString::to_string)
    };
    let row = |row| (0..=width).map(|col| text(row, col)).collect();
    (0..=height).map(row).collect()
}

/// The row, from 0, of a unit in which something is said.
fn row_of(folder: &Folder, unit: &str, said: &str) -> u32 {
    let rows = rows(folder);
    let found = rows
        .iter()
        .position(|row| row[1] == unit && row[2].contains(said));
    found.unwrap_or_else(|| panic!("{unit}, {said}: {rows:#?}")) as u32
}

/// Types into cells of the sheet.
pub(super) fn typed(folder: &Folder, cells: &[(u32, u16, &str)]) {
    let bytes = std::fs::read(folder.file(SHEET)).expect("the sheet");
    let cells = cells.iter();
    let cells = cells.map(|(row, col, text)| {
        let place = ("Quyết định".to_owned(), *row, *col);
        (place, (*text).to_owned())
    });
    let bytes = typed_into(&bytes, &cells.collect::<Vec<_>>());
    write_whole(&folder.file(SHEET), &bytes).expect("saved");
}

fn troubled() -> Folder {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    folder.tonghop("run", &[]);
    folder
}

fn state(folder: &Folder, code: &str) -> String {
    let status = json(&folder.tonghop("status", &["--json"]));
    let units = status["units"].as_array().expect("units");
    let unit = units.iter().find(|unit| unit["code"] == code);
    unit.expect("the unit")["state"].to_string()
}

fn number_of_acts(said: &Said) -> usize {
    said.out.matches("Đã thực hiện (việc số").count()
}

#[test]
fn what_is_typed_is_carried_out_once_and_a_fresh_sheet_takes_its_place() {
    let folder = troubled();
    let missing = row_of(&folder, "Cơ quan huyện Đông Sơn", "Chưa có biểu dùng được");
    let waits = row_of(&folder, "Xã Đông Ninh", "bang chung hai xa.xlsx");
    let whole = row_of(&folder, "Xã Đông Hoàng", "Ô này cần số nguyên");
    typed(
        &folder,
        &[
            (2, 2, "Nguyễn Thị Lan (số liệu minh họa)"),
            (missing, CHOICE, "Không chờ đơn vị"),
            (missing, REASON, "đang chuyển trụ sở"),
            // Without accents, as some type.
            (waits, CHOICE, "giu bieu dang dung"),
            (waits, REASON, "bảng gửi nhầm"),
            (whole, CHOICE, "Chấp nhận"),
            (whole, REASON, "hai phòng dùng chung một máy"),
        ],
    );
    let filled = std::fs::read(folder.file(SHEET)).expect("the sheet");
    let told = rows(&folder);
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(number_of_acts(&said), 3, "{}", said.out);
    assert!(state(&folder, "405").contains("without"));
    let left = rows(&folder);
    for row in [missing, waits, whole] {
        let key = &told[row as usize][0];
        assert!(!left.iter().any(|row| row[0] == *key), "{key}");
    }
    assert_eq!(left[2][2], "Nguyễn Thị Lan (số liệu minh họa)");
    let hash = tonghop::store::folder::hash(&filled);
    let kept = folder.file(&format!("luu-tru/{}/{hash}.xlsx", &hash[..2]));
    assert_eq!(std::fs::read(kept).expect("archived"), filled);
    let log = folder.tonghop("log", &[]).out;
    assert!(
        log.contains("đang chuyển trụ sở (người quyết định: Nguyễn Thị Lan"),
        "{log}"
    );
    // Nothing is done again, nor when the old sheet is put back.
    let again = folder.tonghop("run", &["--all"]);
    assert_eq!(number_of_acts(&again), 0, "{}", again.out);
    write_whole(&folder.file(SHEET), &filled).expect("put back");
    let again = folder.tonghop("run", &["--all"]);
    assert_eq!(number_of_acts(&again), 0, "{}", again.out);
    assert!(
        again.out.contains("không còn chờ quyết định"),
        "{}",
        again.out
    );
    // Taken back, it waits in the sheet again, blank.
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    folder.tonghop("run", &[]);
    let back = rows(&folder);
    let blank = |row: &&Vec<String>| row[4..].iter().all(String::is_empty);
    assert_eq!(back.iter().skip(5).filter(blank).count(), back.len() - 5);
    assert_eq!(back.len(), left.len() + 1);
}

#[test]
fn what_cannot_be_done_stays_and_is_asked_at_its_cell() {
    let folder = troubled();
    let missing = row_of(&folder, "Cơ quan huyện Đông Sơn", "Chưa có biểu dùng được");
    let whole = row_of(&folder, "Xã Đông Hoàng", "Ô này cần số nguyên");
    let nobody = row_of(&folder, "", "Tệp cho biết những đơn vị khác nhau");
    let twice = row_of(&folder, "Xã Đông Minh", "Chưa có biểu dùng được");
    let other = row_of(&folder, "Xã Đông Thanh", "Chưa có biểu dùng được");
    let key = rows(&folder)[twice as usize][0].clone();
    let changed = row_of(&folder, "Xã Đông Ninh", "bang chung hai xa.xlsx");
    let older = rows(&folder)[changed as usize][0].replacen(' ', " 0", 1);
    let cases = [
        (missing, "Không chờ đơn vị", "", "", "lý do"),
        (
            whole,
            "Bỏ qua tệp",
            "",
            "nhầm tệp",
            "có thể chọn: Chấp nhận",
        ),
        (nobody, "Là biểu của đơn vị khác", "", "", "Đơn vị khác"),
        (twice, "Không chờ đơn vị", "", "bão", "hai dòng"),
        (changed, "Dùng tệp này", "", "", "đã thay đổi"),
    ];
    let mut cells = vec![
        (other, 0, key.as_str()),
        (other, CHOICE, "Không chờ đơn vị"),
        (other, REASON, "lũ lụt"),
        (changed, 0, older.as_str()),
    ];
    for (row, choice, unit, reason, _) in &cases {
        cells.push((*row, CHOICE, choice));
        cells.push((*row, OTHER, unit));
        cells.push((*row, REASON, reason));
    }
    typed(&folder, &cells);
    let told = rows(&folder);
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(number_of_acts(&said), 0, "{}", said.out);
    let after = rows(&folder);
    for (row, choice, _, reason, why) in cases {
        let was = &told[row as usize];
        let now = after
            .iter()
            .find(|now| now[1] == was[1] && now[2] == was[2]);
        let now = now.unwrap_or_else(|| panic!("{was:?}"));
        // What was chosen of something else, or twice otherwise, is to be chosen anew.
        let is_void = ["hai dòng", "đã thay đổi"].contains(&why);
        let kept = if is_void { "" } else { choice };
        assert_eq!((now[4].as_str(), now[6].as_str()), (kept, reason), "{why}");
        assert!(now[usize::from(ANSWER)].contains(why), "{why}: {now:?}");
        let cell = format!("!E{}", row + 1);
        assert!(said.out.contains(&cell), "{cell}: {}", said.out);
    }
    // Told again as long as something stands there.
    let again = folder.tonghop("run", &["--all"]);
    assert_eq!(
        again.out.matches("Chưa thực hiện,").count(),
        4,
        "{}",
        again.out
    );
}

#[test]
fn a_file_is_given_to_a_unit_in_the_sheet_and_nothing_that_waits_leaves_no_sheet() {
    let folder = Folder::sample();
    let own = folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx");
    let bytes = std::fs::read(&own).expect("a return");
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    assert!(!folder.file(SHEET).exists());
    let without_unit = crate::package::changed_texts(&bytes, |_, xml| {
        xml.replace("16393", "").replace("Xã Đông Yên", "")
    });
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx")).expect("out");
    write_whole(&folder.file("2-nhan-ve/bieu.xlsx"), &without_unit).expect("written");
    assert_eq!(folder.tonghop("run", &[]).code, 1);
    let row = rows(&folder);
    let row = row.iter().position(|row| row[3].contains("bieu.xlsx"));
    let row = row.expect("the file") as u32;
    typed(
        &folder,
        &[
            (row, CHOICE, "Là biểu của đơn vị khác"),
            (row, OTHER, "đông yên"),
        ],
    );
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(number_of_acts(&said), 1, "{}", said.out);
    assert!(state(&folder, "16393").contains("answered"));
}

#[test]
fn a_half_answer_is_combined_in_the_sheet() {
    let machines = [
        ("may_de_ban", "16"),
        ("may_de_ban_hd", "16"),
        ("may_xach_tay", "2"),
        ("may_xach_tay_hd", "2"),
    ];
    let (folder, _) = crate::combined::waiting(&machines);
    folder.tonghop("run", &[]);
    let half = row_of(&folder, "Xã Đông Yên", "để trống");
    typed(&folder, &[(half, CHOICE, "Kết hợp vào biểu đang dùng")]);
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!((said.code, number_of_acts(&said)), (0, 1), "{}", said.out);
    let (file, raw) = crate::combined::answer(&folder, "may_de_ban");
    assert_eq!((file.as_str(), raw.as_str()), ("bo-sung.xlsx", "16"));
    let (file, _) = crate::combined::answer(&folder, "may_tinh");
    assert!(file.contains("16393"), "{file}");
}

#[test]
fn an_answer_is_left_out_in_the_sheet() {
    let folder = troubled();
    let row = row_of(&folder, "Xã Đông Hoàng", "Ô này cần số nguyên");
    let key = rows(&folder)[row as usize][0].clone();
    let word = "Không lấy số liệu này";
    typed(&folder, &[(row, CHOICE, word)]);
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(number_of_acts(&said), 0, "a reason is needed: {}", said.out);
    let row = row_of(&folder, "Xã Đông Hoàng", "Ô này cần số nguyên");
    typed(&folder, &[(row, REASON, "xã chưa kiểm kê xong")]);
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(number_of_acts(&said), 1, "{}", said.out);
    assert!(
        !rows(&folder).iter().any(|row| row[0] == key),
        "it waits no more"
    );
    let status = json(&folder.tonghop("status", &["--json"]));
    let mut units = status["units"].as_array().expect("units").iter();
    let unit = units.find(|unit| unit["name"] == "Xã Đông Hoàng");
    assert_eq!(unit.expect("the unit")["left_out"], 1);
    // Who has not answered has nothing to leave out.
    let missing = row_of(&folder, "Cơ quan huyện Đông Sơn", "Chưa có biểu dùng được");
    typed(
        &folder,
        &[(missing, CHOICE, word), (missing, REASON, "chưa có")],
    );
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(number_of_acts(&said), 0, "{}", said.out);
}
