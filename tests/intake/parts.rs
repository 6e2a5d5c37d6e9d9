//! A form that several units answer in parts.

use crate::campaign_run::{Folder, typed_into};
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::store::folder::write_whole;

const DISTRICT: &str = "405 co quan huyen CNTT-2020 (hợp nhất).xlsx";
const HEAD: &str = "Mã,Loại,Tên đơn vị,Biểu,Phần,Nhóm,Trạng thái";
const COMMUNES: [(&str, &str); 14] = [
    ("16378", "Thị trấn Rừng Thông"),
    ("16381", "Xã Đông Hoàng"),
    ("16384", "Xã Đông Ninh"),
    ("16390", "Xã Đông Hòa"),
    ("16393", "Xã Đông Yên"),
    ("16399", "Xã Đông Minh"),
    ("16402", "Xã Đông Thanh"),
    ("16405", "Xã Đông Tiến"),
    ("16408", "Xã Đông Khê"),
    ("16414", "Xã Đông Thịnh"),
    ("16417", "Xã Đông Văn"),
    ("16420", "Xã Đông Phú"),
    ("16423", "Xã Đông Nam"),
    ("16426", "Xã Đông Quang"),
];

/// The sample, its district form answered by two departments; what each typed that the district did not.
fn in_parts(shared: &str, typed: [(&str, &str); 2]) -> Folder {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("don-vi.xlsx")).expect("taken away");
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = kit.form("huyen").expect("the form");
    let ids: Vec<&str> = form.sections.iter().map(|s| s.id.as_str()).collect();
    let (first, second) = ids.split_at(ids.iter().position(|id| *id == "ha_tang").expect("it"));
    let mut roster = vec![HEAD.to_owned()];
    for (code, name) in COMMUNES {
        let kind = if name.starts_with("Xã") {
            "xa"
        } else {
            "thi_tran"
        };
        roster.push(format!("{code},{kind},{name},xa,,Xã,báo cáo"));
    }
    for (code, name, sections) in [
        ("P1", "Văn phòng", first.join("; ")),
        (
            "P2",
            "Phòng Văn hóa và Thông tin",
            format!("{shared}{}", second.join("; ")),
        ),
    ] {
        roster.push(format!(
            "{code},huyen,{name},huyen,\"{sections}\",Huyện,báo cáo"
        ));
    }
    write_whole(&folder.file("don-vi.csv"), roster.join("\n").as_bytes()).expect("written");
    let inbox = folder.file("2-nhan-ve");
    let whole = std::fs::read(inbox.join(DISTRICT)).expect("the return");
    std::fs::remove_file(inbox.join(DISTRICT)).expect("taken away");
    let plan = Layout::of(&kit, form);
    for (name, (field, text)) in ["P1.xlsx", "P2.xlsx"].into_iter().zip(typed) {
        let spot = plan.field(field).expect("its place");
        let cell = ((spot.sheet.clone(), spot.row, spot.col), text.to_owned());
        write_whole(&inbox.join(name), &typed_into(&whole, &[cell])).expect("written");
    }
    folder.tonghop("ingest", &[]);
    for unit in ["P1", "P2"] {
        let said = folder.tonghop("assign", &[&format!("{unit}.xlsx"), unit]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    }
    folder
}

#[test]
fn departments_that_answer_parts_of_a_form_make_one_report() {
    let folder = in_parts("", [("toc_do", "999"), ("tthc", "999")]);
    // What each wrote into the other's part does not count, and is told.
    let whole = folder.tonghop("explain", &["huyen.toc_do"]);
    assert!(
        whole.out.contains("60") && whole.out.contains("1/1"),
        "{}",
        whole.out
    );
    assert!(!whole.out.contains("999"), "{}", whole.out);
    let status = folder.tonghop("status", &[]);
    assert!(status.out.contains("16/16"), "{}", status.out);
    let said = folder.tonghop("run", &[]);
    assert!(
        folder.file("4-ket-qua/bao-cao.docx").is_file(),
        "{}{}",
        said.out,
        said.err
    );
    let one = Folder::sample();
    one.tonghop("run", &[]);
    // Opinions were chosen from the one unit that is no more.
    let figures = |folder: &Folder| {
        let lines = folder.report("bao-cao.docx").into_iter();
        let lines: Vec<String> = lines
            .take_while(|line| !line.starts_with("II. KHÓ"))
            .collect();
        assert!(lines.len() > 40);
        lines
    };
    assert_eq!(figures(&folder), figures(&one));
}

#[test]
fn a_field_that_two_units_fill_differently_is_asked_about() {
    let folder = in_parts("cong_khai; ", [("tthc", "400"), ("tthc", "401")]);
    let said = folder.tonghop("status", &["--json"]);
    let start = said
        .out
        .find("PHAN-01")
        .unwrap_or_else(|| panic!("{}", said.out));
    let around: String = said.out[start.saturating_sub(200)..]
        .chars()
        .take(1500)
        .collect();
    for part in ["Văn phòng", "400", "Phòng Văn hóa và Thông tin", "401"] {
        assert!(around.contains(part), "{part}: {around}");
    }
    let figure = folder.tonghop("explain", &["huyen.tthc"]);
    assert!(
        figure.out.contains("400") && !figure.out.contains("801"),
        "{}",
        figure.out
    );
    let last = folder.tonghop("report", &["--final"]);
    assert_ne!(last.code, 0);
    // The same value twice is one value.
    let folder = in_parts("cong_khai; ", [("tthc", "400"), ("tthc", "400 ")]);
    let said = folder.tonghop("status", &["--json"]);
    assert!(!said.out.contains("PHAN-01"), "{}", said.out);
    let figure = folder.tonghop("explain", &["huyen.tthc"]);
    assert!(
        figure.out.contains("400") && !figure.out.contains("800"),
        "{}",
        figure.out
    );
}
