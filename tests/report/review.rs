//! What the comments of a review say.

use crate::campaign_run::Folder;
use std::io::Read;

fn comments(folder: &Folder) -> String {
    folder.tonghop("report", &["--review"]);
    let bytes = std::fs::read(folder.file("4-ket-qua/bao-cao_ra-soat.docx")).expect("the review");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    zip.by_name("word/comments.xml")
        .expect("comments")
        .read_to_string(&mut text)
        .expect("UTF-8");
    text
}

#[test]
fn partial_and_changed_figures_and_the_conditions_of_passages_are_commented() {
    let folder = Folder::sample();
    let late = folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx");
    let bytes = std::fs::read(&late).expect("a return");
    std::fs::remove_file(&late).expect("taken away");
    folder.tonghop("ingest", &[]);
    let first = comments(&folder);
    assert!(
        first.contains("Mới có số liệu của 13/14 đơn vị. Còn thiếu: Xã Đông Ninh."),
        "{first}"
    );
    assert!(
        first.contains("“Số xã, thị trấn chưa đủ chứng thư số” lớn hơn 0: "),
        "{first}"
    );
    assert!(!first.contains("xa."), "{first}");
    assert!(!first.contains("Đã thay đổi"), "{first}");
    tonghop::store::folder::write_whole(&late, &bytes).expect("written");
    folder.tonghop("ingest", &[]);
    let second = comments(&folder);
    assert!(
        second.contains("Đã thay đổi so với bản trước: 251 → 269."),
        "{second}"
    );
    assert!(!second.contains("Còn thiếu: Xã Đông Ninh"), "{second}");
}

#[test]
fn what_was_accepted_is_named_with_its_reason() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let status = folder.tonghop("status", &["--json"]);
    let told: serde_json::Value = serde_json::from_str(&status.out).expect("JSON");
    let id = told["findings"][0]["id"].as_str().expect("a finding");
    let said = folder.tonghop("accept", &[id, "--reason", "đã xác minh"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let text = comments(&folder);
    assert!(text.contains("đã xác minh"), "{id}: {text}");
}

#[test]
fn two_editions_are_compared() {
    let folder = Folder::sample();
    let late = folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx");
    let bytes = std::fs::read(&late).expect("a return");
    std::fs::remove_file(&late).expect("taken away");
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    tonghop::store::folder::write_whole(&late, &bytes).expect("written");
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--final"]);
    let listed = folder.tonghop("editions", &[]);
    let heads = listed.out.lines().filter(|line| !line.starts_with(' '));
    assert_eq!(heads.count(), 2, "{}", listed.out);
    assert!(
        listed.out.starts_with("1. bao-cao_du-thao.docx"),
        "{}",
        listed.out
    );
    let compared = folder.tonghop("editions", &["1", "2"]);
    assert!(
        compared.out.contains("Máy tính - Tổng số: 251 → 269"),
        "{}",
        compared.out
    );
    assert!(
        compared.out.contains(": không còn nêu “"),
        "{}",
        compared.out
    );
    let same = folder.tonghop("editions", &["2", "2"]);
    assert!(same.out.contains("như nhau"), "{}", same.out);
    let none = folder.tonghop("editions", &["1", "9"]);
    assert!(
        none.code == 2 && none.err.contains("Không có bản số 9"),
        "{}",
        none.err
    );
}

#[test]
fn each_edition_tells_what_is_new_and_what_the_book_says_of_why() {
    let folder = Folder::sample();
    let late = folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx");
    let bytes = std::fs::read(&late).expect("a return");
    std::fs::remove_file(&late).expect("taken away");
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    tonghop::store::folder::write_whole(&late, &bytes).expect("written");
    folder.tonghop("ingest", &[]);
    let enter = |unit: &str, value: &str, reason: &str| {
        let source = [
            "can_bo",
            value,
            "--source",
            "điện thoại",
            "--reason",
            reason,
        ];
        let said = folder.tonghop("set", &[&[unit], &source[..]].concat());
        assert_eq!(said.code, 0, "{said:?}");
    };
    enter("16393", "22", "xã báo lại");
    enter("16390", "29", "nghe nhầm");
    assert_eq!(folder.tonghop("undo", &["2"]).code, 0);
    folder.tonghop("report", &["--final"]);
    let issue = ["--number", "45/BC-UBND", "--date", "16/11/2020"];
    assert_eq!(folder.tonghop("issue", &issue).code, 0);
    let listed = folder.tonghop("editions", &[]).out;
    let lines: Vec<&str> = listed.lines().collect();
    for part in [
        "1. bao-cao_du-thao.docx, dự thảo, lập lúc 00:00 ngày 16/11/2020",
        "2. bao-cao.docx, bản trình ký",
        "3. bao-cao.docx, bản đã phát hành",
        "số 45/BC-UBND ngày 16/11/2020",
        "số liệu khác bản 1:",
        "Số đơn vị đã báo cáo: 13/14 → 14/14",
        "mục nữa",
        "Tính biểu của Xã Đông Ninh: Đông Ninh - biểu CNTT 2020.xlsx",
        "Ghi thay Xã Đông Yên, can_bo = 22 (nguồn: điện thoại): xã báo lại",
        "Số liệu như bản 2.",
    ] {
        assert!(
            lines.iter().any(|line| line.contains(part)),
            "{part}: {listed}"
        );
    }
    assert!(
        !listed.contains("nghe nhầm"),
        "done and taken back: {listed}"
    );
    assert!(lines.len() < 18, "short: {listed}");
    let said = folder.tonghop("editions", &["--json"]);
    let told: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let second = &told["editions"][1]["since"];
    assert_eq!(second["causes"][0]["unit"], "16384");
    assert_eq!(second["causes"][1]["reason"], "xã báo lại");
    assert_eq!(second["causes"].as_array().map(Vec::len), Some(2));
    assert!(second["differences"].as_array().expect("figures").len() > 30);
    assert_eq!(told["editions"][2]["issued"]["day"], "2020-11-16");
    // What was issued and taken back is told so; what no book tells of is not left without a word.
    assert_eq!(folder.tonghop("undo", &["4"]).code, 0);
    let listed = folder.tonghop("editions", &[]).out;
    assert!(
        listed.contains("(đã hủy việc phát hành, việc số 5)"),
        "{listed}"
    );
    folder.tonghop("report", &["--draft"]);
    let settings = folder.file("dot-bao-cao.toml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    let renamed = text.replace("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ");
    tonghop::store::folder::write_whole(&settings, renamed.as_bytes()).expect("written");
    folder.tonghop("report", &["--draft"]);
    let listed = folder.tonghop("editions", &[]).out;
    assert!(
        listed.contains("Sổ không ghi việc nào giữa hai bản"),
        "{listed}"
    );
}

#[test]
fn a_value_that_stands_out_is_commented_and_holds_nothing_back() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let before = comments(&folder);
    assert!(!before.contains("Khác thường"), "{before}");
    let source = ["--source", "điện thoại", "--reason", "xã báo lại"];
    let said = folder.tonghop(
        "set",
        &[
            "16393", "can_bo", "210", source[0], source[1], source[2], source[3],
        ],
    );
    assert_eq!(said.code, 0, "{said:?}");
    let text = comments(&folder);
    let odd = "Khác thường, đề nghị xem lại: Xã Đông Yên 210 (đơn vị cùng loại, cùng quy mô thường khoảng";
    assert!(text.contains(odd), "{text}");
    assert_eq!(folder.tonghop("run", &[]).code, 0, "a note only");
}
