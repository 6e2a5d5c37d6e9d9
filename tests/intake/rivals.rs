//! Figures and words beside the fields of a form, and on other sheets, that may be meant instead of what was read.

use crate::emit_kit::{dong_hoa, issue, small_kit};
use crate::returned::*;
use std::sync::LazyLock;
use tonghop::check::Returns;
use tonghop::layout::{LABEL, Layout, Line};
use tonghop::model::code::{self, SAME_FIGURES};
use tonghop::model::kit::Kit;
use tonghop::model::raw::{RawSheet, RawWorkbook};
use tonghop::value::Raw;
use tonghop::words::Lang;
use tonghop::workbook::intake::Template;

static KIT: LazyLock<Kit> = LazyLock::new(small_kit);
static FILLED: LazyLock<RawWorkbook> = LazyLock::new(|| {
    let issue = issue(&KIT, &KIT.forms[0]);
    let template = Template::make(&issue).expect("a template");
    filled(&KIT, &template.personal(&dong_hoa()).expect("a workbook"))
});
static LAYOUT: LazyLock<Layout> = LazyLock::new(|| Layout::of(&KIT, &KIT.forms[0]));

const FORM: &str = "Biểu 01";

fn after(edit: impl Fn(&mut RawWorkbook)) -> Returns {
    let mut book = FILLED.clone();
    edit(&mut book);
    received(&KIT, &book, "16390_xa-Dong-Hoa_CNTT-2020.xlsx")
}

/// The codes of what is asked.
fn asked(said: &Returns) -> Vec<&str> {
    let asked = said.findings.iter().filter(|f| f.holds_a_final());
    let mut codes: Vec<&str> = asked.map(|f| f.code.as_str()).collect();
    codes.dedup();
    codes
}

/// Row and value column of a field.
fn spot(field: &str) -> (u32, u16) {
    let spot = LAYOUT.field(field).expect("a place");
    (spot.row, spot.col)
}

fn label(field: &str) -> Raw {
    let plan = &LAYOUT.sheets[0];
    let text = plan.text_at(spot(field).0, LABEL).expect("a label");
    Raw::Text(text.lines().next().unwrap_or_default().to_owned())
}

/// A sheet with these cells, put behind the others.
fn add(book: &mut RawWorkbook, name: &str, rows: &[&[Raw]]) {
    book.sheets.push(RawSheet {
        name: name.to_owned(),
        visible: true,
        ..RawSheet::default()
    });
    for (row, cells) in (0..).zip(rows) {
        for (col, value) in (0..).zip(*cells) {
            set(book, name, (row, col), value.clone());
        }
    }
}

#[test]
fn another_figure_beside_an_answer_is_asked_about_and_the_same_or_one_under_its_own_heading_is_not()
{
    let (row, col) = spot("may_xach_tay");
    let beside = |value: Raw| after(|b| set(b, FORM, (row, col + 6), value.clone()));
    for value in [
        Raw::Number(25.0),
        text("25"),
        text("sửa: 25"),
        text("số đúng là 25"),
    ] {
        assert_eq!(asked(&beside(value.clone())), ["CAU-20"], "{value:?}");
    }
    for value in [Raw::Number(5.0), text("đã kiểm tra"), text("x")] {
        assert_eq!(asked(&beside(value.clone())), [""; 0], "{value:?}");
    }
    let plan = &LAYOUT.sheets[0];
    let head = plan
        .lines
        .iter()
        .position(|l| matches!(l, Line::Heading(_)));
    let head = head.expect("headings") as u32;
    let said = after(|b| {
        set(b, FORM, (head, col + 6), text("Trong đó: hết bảo hành"));
        set(b, FORM, (row, col + 6), Raw::Number(2.0));
    });
    assert!(!asked(&said).contains(&"CAU-20"), "{:?}", said.findings);
}

#[test]
fn words_right_of_a_number_by_which_it_counts_a_part_are_asked_about_and_confirmations_are_not() {
    let (row, col) = spot("may_xach_tay");
    let after_it = |said: &str, col: u16| after(|b| set(b, FORM, (row, col), text(said)));
    for said in ["nữ", "(nu)", "máy của trường", "/tháng", "%"] {
        assert_eq!(asked(&after_it(said, col + 1)), ["CAU-20"], "{said}");
    }
    for said in ["đã kiểm tra", "máy", "Trần Văn Bình", "x"] {
        assert_eq!(asked(&after_it(said, col + 1)), [""; 0], "{said}");
    }
    let (row, _) = spot("tong_may");
    let said = after(|b| set(b, FORM, (row, 1), text("Trong đó")));
    assert_eq!(asked(&said), ["CAU-20"]);
}

#[test]
fn a_label_of_ours_with_another_figure_below_the_form_is_asked_about() {
    let below = LAYOUT.sheets[0].lines.len() as u32 + 8;
    let with = |count: f64| {
        after(|b| {
            set(b, FORM, (below, LABEL), label("may_xach_tay"));
            set(b, FORM, (below, LABEL + 2), Raw::Number(count));
        })
    };
    assert_eq!(asked(&with(9.0)), ["CAU-20"]);
    assert_eq!(asked(&with(5.0)), [""; 0]);
}

#[test]
fn a_line_beside_the_form_about_other_figures_is_asked_about() {
    let below = LAYOUT.sheets[0].lines.len() as u32 + 8;
    for (line, wanted) in [
        ("Ghi chú: số liệu trên là của năm 2019", vec!["CAU-19"]),
        ("Đơn vị tính: nghìn", vec!["CAU-19"]),
        ("Số liệu đã được kiểm tra", vec![]),
        ("so lieu phan I lay theo nam truoc", vec!["CAU-19"]),
        ("Biểu điền thử", vec!["CAU-19"]),
        ("MAU VI DU", vec!["CAU-19"]),
        ("Số liệu 6 tháng đầu năm", vec!["CAU-19"]),
        ("So lieu chua chinh thuc", vec!["CAU-19"]),
        ("KH 2020", vec!["CAU-19"]),
        ("Số liệu của xã Quảng Minh", vec!["CAU-19"]),
        ("Số liệu do xã tổng hợp", vec![]),
        ("Ví dụ: 25", vec![]),
        ("So lieu nam 2020", vec![]),
        ("(*) Không tính máy mượn", vec!["CAU-19"]),
        ("Chi tinh may cua van phong", vec!["CAU-19"]),
        ("Số liệu chưa gồm trạm y tế", vec!["CAU-19"]),
        ("Mới có 8/10 thôn báo cáo", vec!["CAU-19"]),
        ("Người lập biểu đã kiểm tra", vec![]),
    ] {
        let said = after(|b| set(b, FORM, (below, 1), text(line)));
        assert_eq!(asked(&said), wanted, "{line}");
    }
}

#[test]
fn a_sheet_that_gives_a_row_another_figure_is_asked_about_and_one_that_says_the_same_is_not() {
    let copy = |visible: bool, edit: bool| {
        after(|b| {
            let mut sheet = b
                .sheets
                .iter()
                .find(|s| s.name == FORM)
                .expect("it")
                .clone();
            sheet.name = "Biểu 01 (2)".to_owned();
            sheet.visible = visible;
            b.sheets.push(sheet);
            if edit {
                set(b, "Biểu 01 (2)", spot("may_xach_tay"), Raw::Number(9.0));
            }
        })
    };
    for visible in [true, false] {
        assert_eq!(asked(&copy(visible, true)), ["CAU-21"]);
        assert_eq!(asked(&copy(visible, false)), [""; 0]);
    }
    for (name, figure, wanted) in [
        ("Đính chính", 9.0, vec!["CAU-21"]),
        ("Sheet5", 9.0, vec!["CAU-21"]),
        ("Sheet5", 5.0, vec![]),
        ("Năm 2019", 9.0, vec![]),
    ] {
        let row = [label("may_xach_tay"), Raw::Number(figure)];
        let said = after(|b| add(b, name, &[&row]));
        assert_eq!(asked(&said), wanted, "{name} {figure}");
    }
    let said = after(|b| add(b, "Sheet5", &[&[text("Đính chính: máy tính là 9")]]));
    assert_eq!(asked(&said), ["CAU-21"]);
    let said = after(|b| {
        add(
            b,
            "Danh sách",
            &[&[text("Trần Văn B"), Raw::Number(1975.0)]],
        );
    });
    assert_eq!(asked(&said), [""; 0]);
}

#[test]
fn a_label_that_says_another_thing_is_asked_about_and_a_shorter_or_mistyped_one_is_not() {
    let (row, _) = spot("may_de_ban");
    for (said, wanted) in [
        ("Máy tính không để bàn", vec!["CAU-04"]),
        ("Máy tính để bàn mới mua", vec!["CAU-04"]),
        ("Máy tính để bàn, máy in", vec!["CAU-04"]),
        ("Máy chủ", vec!["CAU-04"]),
        ("Không có máy tính để bàn", vec!["CAU-04"]),
        ("Máy tính bàn", vec![]),
        ("Số máy tính để bàn", vec![]),
        ("Máy tính đẻ bàn", vec![]),
        ("- Máy tính để bàn:", vec![]),
        ("1.1. Máy tính để bàn", vec![]),
        ("2", vec!["CAU-04"]),
        ("12.5", vec!["CAU-04"]),
        ("MÁY TÍNH ĐỂ BÀN (*)", vec![]),
    ] {
        let found = after(|b| set(b, FORM, (row, LABEL), text(said)));
        assert_eq!(asked(&found), wanted, "{said}");
    }
}

#[test]
fn a_definition_that_was_turned_around_is_asked_about() {
    let (row, _) = spot("tong_may");
    let plan = &LAYOUT.sheets[0];
    let whole = plan.text_at(row, LABEL).expect("a label").to_owned();
    let said = |text: &str| {
        let text = Raw::Text(text.to_owned());
        after(|b| set(b, FORM, (row, LABEL), text.clone()))
    };
    let turned = whole.replace("không tính máy cá nhân", "tính cả máy cá nhân");
    assert_ne!(turned, whole);
    assert_eq!(asked(&said(&turned)), ["CAU-19"]);
    let label = whole.lines().next().expect("a line");
    assert_eq!(asked(&said(label)), [""; 0]);
}

#[test]
fn a_line_of_the_campaign_that_names_another_time_is_asked_about() {
    let plan = &LAYOUT.sheets[0];
    let note = plan.lines.iter().position(|l| matches!(l, Line::Note(_)));
    let note = note.expect("a line") as u32;
    let spoken = |line: &str| after(|b| set(b, FORM, (note, LABEL), text(line)));
    for line in [
        "Tính đến cuối năm ngoái",
        "Tính đến quý III/2020",
        "Tính đến ngày 28/10/2O19",
        "Tính đến ngày 28/10/2020 (số liệu năm 2019)",
    ] {
        assert_eq!(asked(&spoken(line)), ["CAU-19"], "{line}");
    }
    for line in [
        "Tính đến ngày 28/10/2020",
        "Từ ngày 01/01/2020 đến ngày 28/10/2020. Chỉ tính thiết bị thuộc quản lý của xã",
    ] {
        assert_eq!(asked(&spoken(line)), [""; 0], "{line}");
    }
}

#[test]
fn a_sheet_that_was_renamed_after_another_year_is_asked_about() {
    let renamed = |name: &str| {
        after(|b| {
            sheet(b, FORM).name = name.to_owned();
            let mut names = (*b.names).clone();
            for cell in names.iter_mut().filter(|n| n.sheet == FORM) {
                cell.sheet = name.to_owned();
            }
            b.names = names.into();
        })
    };
    assert_eq!(asked(&renamed("Năm 2019")), ["CAU-19"]);
    assert_eq!(asked(&renamed("Sheet1")), [""; 0]);
    assert_eq!(asked(&renamed("Năm 2020")), [""; 0]);
}

#[test]
fn units_with_the_same_figures_keep_a_final_back() {
    assert!(SAME_FIGURES.asks);
}

#[test]
fn an_answer_taken_by_formula_from_figures_headed_with_another_time_is_asked_about() {
    let (row, col) = spot("may_xach_tay");
    for (name, title, heading, formula, wanted) in [
        ("SL19", "", "Số máy", "'SL19'!C3", vec!["CAU-22"]),
        ("T6", "", "Số máy", "'T6'!C3", vec!["CAU-22"]),
        ("Ke hoach", "", "Số máy", "'Ke hoach'!C3", vec!["CAU-22"]),
        ("So lieu", "", "Năm 2019", "'So lieu'!C3", vec!["CAU-22"]),
        (
            "So lieu",
            "So lieu nam 2019",
            "Số máy",
            "'So lieu'!C3",
            vec!["CAU-22"],
        ),
        (
            "So lieu",
            "",
            "Số máy",
            "HLOOKUP(2019,'So lieu'!A2:C9,2,0)",
            vec!["CAU-22"],
        ),
        ("So lieu", "", "Năm 2020", "'So lieu'!C3", vec![]),
        (
            "So lieu",
            "Số liệu năm 2020",
            "Số máy",
            "SUM('So lieu'!C3:C4)",
            vec![],
        ),
    ] {
        let said = after(|b| {
            let (blank, figure) = (Raw::Blank, Raw::Number(5.0));
            let heads = [blank.clone(), blank.clone(), text(heading)];
            let figures = [blank.clone(), blank, figure];
            add(b, name, &[&[text(title)], &heads, &figures]);
            let sheet = b
                .sheets
                .iter_mut()
                .find(|s| s.name == FORM)
                .expect("the form");
            let mut cells = sheet.cells.iter_mut();
            let cell = cells
                .find(|c| (c.row, c.col) == (row, col))
                .expect("an answer");
            cell.formula = Some(formula.to_owned());
        });
        assert_eq!(
            asked(&said),
            wanted,
            "{name} | {title} | {heading} | {formula}"
        );
    }
}

#[test]
fn a_remark_beside_an_answer_is_asked_about_with_or_without_its_accents() {
    let spot = LAYOUT.field("may_xach_tay").expect("a place");
    let (row, col) = spot.remark;
    for remark in [
        "thực tế có 25 máy",
        "nham, 25",
        "nhu nam ngoai",
        "số liệu của xã Quảng Minh",
        "Khong ro",
        "ƯTH",
    ] {
        let said = after(|b| set(b, FORM, (row, col), text(remark)));
        assert_eq!(asked(&said), ["SO-18"], "{remark}");
    }
    for remark in [
        "Mua nam 2019",
        "Tỷ lệ 100%",
        "thuc te co 5 may",
        "Xã mới được cấp",
    ] {
        let said = after(|b| set(b, FORM, (row, col), text(remark)));
        assert_eq!(asked(&said), [""; 0], "{remark}");
        let notes = told(&said);
        assert!(notes.len() == 1 && notes[0].contains(remark), "{notes:?}");
    }
}

#[test]
fn a_remark_that_counts_another_row_otherwise_than_that_row_is_asked_about() {
    let (row, col) = LAYOUT.field("tong_may").expect("a place").remark;
    let said = |remark: &str| after(|b| set(b, FORM, (row, col), text(remark)));
    for remark in [
        "Trong đó có 2 máy xách tay",
        "2 máy xách tay",
        "gồm 2 máy tính xách tay",
    ] {
        let said = said(remark);
        assert_eq!(asked(&said), ["SO-18"], "{remark}");
        assert_eq!(told(&said), [""; 0], "{remark} is told once");
        let question = said.findings.iter().find(|f| f.code.as_str() == "SO-18");
        let cells = &question.expect("a question").cells;
        let places = cells.iter().filter_map(|cell| cell.place.as_ref());
        let places: Vec<(u32, u16)> = places.map(|at| (at.row, at.col)).collect();
        assert_eq!(places, [spot("may_xach_tay"), (row, col)], "{remark}");
    }
    for remark in [
        "Trong đó có 5 máy xách tay",
        "mới mua 2 máy xách tay",
        "2 máy in",
    ] {
        assert_eq!(asked(&said(remark)), [""; 0], "{remark}");
    }
}

#[test]
fn words_beside_our_guide_and_checks_that_disown_figures_are_asked_about() {
    for (sheet, said, wanted) in [
        ("Hướng dẫn", "Số liệu mục I là số năm 2019", vec!["CAU-21"]),
        ("Kiểm tra", "Sửa: tổng số máy là 25", vec!["CAU-21"]),
        ("Kiểm tra", "đã xem", vec![]),
    ] {
        let said = after(|b| set(b, sheet, (8, 5), text(said)));
        assert_eq!(asked(&said), wanted, "{sheet}");
    }
}

/// The notes about words of the unit.
fn told(said: &Returns) -> Vec<String> {
    let notes = said.findings.iter().filter(|f| f.code.is(&code::NOTES));
    notes.map(|f| f.message.say(Lang::Vi)).collect()
}

#[test]
fn remarks_that_no_finding_has_are_told_together_with_their_words() {
    let remark = |field: &str| LAYOUT.field(field).expect("a place").remark;
    let said = after(|b| {
        set(b, FORM, remark("may_xach_tay"), text("Xã mới được cấp"));
        set(
            b,
            FORM,
            remark("mang_lan"),
            text("Mạng đi chung\nvới trường học"),
        );
        set(b, FORM, remark("tong_may"), text("…"));
        set(b, FORM, remark("toc_do"), text("thực tế 90"));
    });
    assert_eq!(asked(&said), ["SO-18"]);
    let notes = told(&said);
    assert_eq!(notes.len(), 1, "{notes:?}");
    let told_words = ["2 dòng", "Xã mới được cấp", "Mạng đi chung với trường học"];
    assert!(
        told_words.iter().all(|words| notes[0].contains(words)),
        "{notes:?}"
    );
    assert!(!notes[0].contains("thực tế"), "{notes:?}");
    let note = said.findings.iter().find(|f| f.code.is(&code::NOTES));
    assert!(note.is_some_and(|note| !note.holds_a_final() && note.cells.len() == 2));
}

#[test]
fn a_remark_that_is_a_reason_is_not_told_again() {
    let spot = LAYOUT.field("may_xach_tay").expect("a place");
    let reasons = [
        // No figure, and why.
        (Raw::Blank, "Không có số liệu", ""),
        // More than all computers: a rule is broken.
        (Raw::Number(900.0), "", "TONG-"),
    ];
    for (value, status, broken) in reasons {
        let said = after(|b| {
            set(b, FORM, (spot.row, spot.col), value.clone());
            set(b, FORM, spot.status, text(status));
            set(b, FORM, spot.remark, text("Sổ theo dõi bị thất lạc"));
        });
        let codes = said.findings.iter().map(|f| f.code.as_str());
        let is_broken = codes.collect::<Vec<_>>().join(" ").contains(broken);
        assert!(is_broken, "{:?}", said.findings);
        assert_eq!(told(&said), [""; 0], "{status}");
    }
}

#[test]
fn words_over_an_empty_column_and_under_the_signature_are_looked_at_as_all_others() {
    let plan = &LAYOUT.sheets[0];
    let heading = plan.lines.iter().zip(0..);
    let mut heading = heading.filter(|(line, _)| matches!(line, Line::Heading(_)));
    let heading: u32 = heading.next().expect("a row of headings").1;
    let signed = LAYOUT.sheets.iter().find_map(|sheet| {
        let row = sheet
            .lines
            .iter()
            .position(|line| *line == Line::PlaceDate)?;
        Some((sheet.name.clone(), u32::try_from(row).expect("a row") + 3))
    });
    let signed = signed.expect("where people sign");
    for (text, is_asked) in [
        ("Số liệu năm 2019", true),
        ("chưa đủ, gửi sau", true),
        ("Số liệu chỉ tính 9 tháng", true),
        ("Người nhập", false),
        ("OK", false),
        ("Kỳ trước", false),
        ("Trần Văn A", false),
    ] {
        for (sheet, at) in [
            (FORM, (heading, plan.grid.last + 2)),
            (signed.0.as_str(), (signed.1, LABEL)),
        ] {
            let said = after(|b| set(b, sheet, at, Raw::Text(text.to_owned())));
            assert_eq!(
                !asked(&said).is_empty(),
                is_asked,
                "{sheet} {at:?} {text}: {:?}",
                told(&said)
            );
            let has_figures = said.reading().expect("a reading").fields.len();
            assert_eq!(
                has_figures,
                after(|_| ()).reading().expect("one").fields.len()
            );
        }
    }
}
