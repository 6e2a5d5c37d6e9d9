//! Forms filled in many ways, and what the live checks must say of each by the judgement of intake.
#![allow(dead_code, reason = "each group of tests uses its part of this module")]

use crate::emit_kit::{FORM, dong_hoa, issue, kit_with};
use crate::package;
use crate::returned::{opened, received};
use std::collections::BTreeMap;
use tonghop::layout::{CHECKS_SHEET, Layout, Line, NUMBER};
use tonghop::model::kit::Kit;
use tonghop::model::operand::Answers;
use tonghop::model::paper_code::PaperCode;
use tonghop::model::raw::cell_name;
use tonghop::model::reading::Answer;
use tonghop::rule::Outcome;
use tonghop::value::Severity;
use tonghop::workbook::intake::Template;

/// Rules of every make: over words, optional cells, numbers of rows, days, cells beside each other.
const RULES: &str = r#"
[[rule]]
id = "AN-01"
condition = 'OR(mang_lan = "Không", loai_mang <> "Chưa có")'
severity = "warning"
message = "Có mạng nhưng đường truyền ghi {loai_mang}."
counterexample = { loai_mang = "Chưa có" }
[[rule]]
id = "AN-02"
condition = "OR(ISBLANK(kinh_phi), kinh_phi > 0)"
severity = "error"
message = "Kinh phí ghi {kinh_phi}."
counterexample = { kinh_phi = "0" }
[[rule]]
id = "AN-03"
condition = "kinh_phi <= tong_may * 100000000"
severity = "warning"
message = "Kinh phí {kinh_phi} cho {tong_may} máy."
counterexample = { kinh_phi = "9000000000" }
[[rule]]
id = "AN-04"
condition = "phan_mem_so_dong <= tong_may"
severity = "note"
message = "Nhiều phần mềm hơn {tong_may} máy."
counterexample = { tong_may = "0" }
[[rule]]
id = "AN-05"
condition = "ngay_ket_noi >= DATE(2000, 1, 1)"
severity = "error"
message = "Kết nối ngày {ngay_ket_noi}."
counterexample = { ngay_ket_noi = "28/10/1999" }
[[rule]]
id = "AN-06"
condition = "may_de_ban <> may_xach_tay"
severity = "warning"
message = "Hai số đều là {may_de_ban}."
counterexample = { may_xach_tay = "15" }
[[rule]]
id = "AN-07"
condition = "ty_le_ho_so * 100 <= toc_do"
severity = "warning"
message = "Tỷ lệ {ty_le_ho_so}, tốc độ {toc_do}."
counterexample = { toc_do = "50" }
"#;

/// What is tried in each cell; a blank is the likeliest.
const TRIED: [(&str, &[&str]); 14] = [
    ("tong_may", &["0", "20", "20", "30"]),
    ("tong_may_sd", &["18", "25"]),
    ("may_de_ban", &["0", "15", "15", "hai"]),
    ("may_de_ban_sd", &["14"]),
    ("may_xach_tay", &["5", "5", "15"]),
    ("kinh_phi", &["150000000", "0", "9000000000"]),
    ("mang_lan", &["Có", "Không"]),
    ("loai_mang", &["Cáp quang", "Chưa có"]),
    ("ty_le_ho_so", &["0.985", "1"]),
    ("toc_do", &["100", "50"]),
    ("ngay_ket_noi", &["44132", "36000"]),
    ("thang_ban_giao", &["Tháng 7/2019"]),
    ("can_bo_phu_trach", &["Nguyễn Văn A"]),
    ("kho_khan", &["Máy cũ"]),
];

/// A cell's name and what is typed into it; `x__tt` is the state of a row, `x__gc` its reason.
pub(crate) type Fill = Vec<(String, String)>;

/// Numbers below what is asked for, by chance but always the same.
pub(crate) fn drawn(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("small") % below
    }
}

/// So many ways to fill the form, always the same.
pub(crate) fn fills(count: usize) -> Vec<Fill> {
    let mut draw = drawn(20_201_028);
    let mut all = Vec::new();
    for _ in 0..count {
        let mut fill = Fill::new();
        for (name, values) in TRIED {
            match draw(8) {
                0 => {}
                1 => {
                    fill.push((format!("{name}__tt"), "Không phát sinh".to_owned()));
                }
                2 => {
                    fill.push((format!("{name}__tt"), "Không có số liệu".to_owned()));
                    fill.push((format!("{name}__gc"), "chưa thống kê".to_owned()));
                }
                _ => fill.push((name.to_owned(), values[draw(values.len())].to_owned())),
            }
        }
        // A state belongs to a row: to its first field.
        fill.retain(|(name, _)| !name.contains("_sd__"));
        for row in 0..draw(4) {
            fill.push((format!("phan_mem[{row}].0"), "TDOffice".to_owned()));
            fill.push((format!("phan_mem[{row}].1"), "20".to_owned()));
        }
        all.push(fill);
    }
    all
}

/// The kit whose form is filled.
pub(crate) fn kit() -> Kit {
    kit_with(&format!("{FORM}{RULES}"))
}

/// The form of a unit as it is sent.
pub(crate) fn sent(kit: &Kit) -> Vec<u8> {
    let issue = issue(kit, &kit.forms[0]);
    let template = Template::make(&issue).expect("a template");
    template.personal(&dong_hoa()).expect("a workbook")
}

/// Where a name stands: sheet, row and column.
fn place(layout: &Layout, name: &str) -> (String, (u32, u16)) {
    let row = |id: &str| {
        let spot = layout.fields.iter().find(|f| f.row_id == id);
        spot.unwrap_or_else(|| panic!("no row {id}"))
    };
    if let Some(id) = name.strip_suffix("__gc") {
        return (row(id).sheet.clone(), row(id).remark);
    }
    if let Some(list) = name.strip_suffix("__tt").and_then(|id| layout.list(id)) {
        return (list.sheet.clone(), list.status);
    }
    if let Some(id) = name.strip_suffix("__tt") {
        return (row(id).sheet.clone(), row(id).status);
    }
    if let Some((section, rest)) = name.split_once('[') {
        let (at, column) = rest.split_once("].").expect("row and column");
        let (at, column): (u32, usize) = (at.parse().expect("a row"), column.parse().expect("one"));
        let list = layout.list(section).expect("a list");
        return (
            list.sheet.clone(),
            (list.first_row + at, list.columns[column]),
        );
    }
    let spot = layout.field(name).expect("a field");
    (spot.sheet.clone(), (spot.row, spot.col))
}

/// The form with these cells typed into it, and no result of a formula left.
pub(crate) fn filled(kit: &Kit, sent: &[u8], fill: &Fill) -> Vec<u8> {
    let layout = Layout::of(kit, &kit.forms[0]);
    let mut typed: BTreeMap<usize, Vec<(String, &str)>> = BTreeMap::new();
    for (name, value) in fill {
        let (sheet, (row, col)) = place(&layout, name);
        let at = layout.sheets.iter().position(|s| s.name == sheet);
        // The guide stands before them.
        let number = at.expect("a sheet") + 2;
        typed
            .entry(number)
            .or_default()
            .push((cell_name(row, col), value));
    }
    package::changed_sheets(sent, |number, xml| {
        let cells = typed.get(&number).into_iter().flatten();
        let xml = cells.fold(xml, |xml, (cell, value)| {
            package::typed_into(&xml, cell, value)
        });
        package::uncomputed(&xml)
    })
}

/// What the live checks must say: sheet, cell, text.
pub(crate) type Said = Vec<(String, (u32, u16), String)>;

/// Works it out from what intake understands of the filled form.
pub(crate) fn expected(kit: &Kit, filled: &[u8]) -> Said {
    let form = &kit.forms[0];
    let layout = Layout::of(kit, form);
    let returns = received(kit, &opened(filled), "16390_xa-Dong-Hoa_CNTT-2020.xlsx");
    let reading = &returns.readings[0];
    let answers = Answers::of(form, reading);
    let is_misread = |name: &str| {
        let field = reading.fields.iter().find(|f| f.field == *name);
        field.is_some_and(|f| f.answer == Answer::NotUnderstood)
    };
    let mut said = Said::new();
    // The heading of the rules stands three rows below the progress of the sections.
    let mut row = 7 + 2 + form.sections.len() as u32 + 3;
    for rule in &form.rules {
        let state = match rule.condition.judge(&|name| answers.look(name)) {
            Outcome::Holds => "Đạt",
            // Intake waits for what it does not understand as for what is blank; the workbook says what to type.
            Outcome::NotYet { waiting } if waiting.iter().all(|name| is_misread(name)) => {
                "Cần gõ số"
            }
            Outcome::NotYet { .. } => "Chưa nhập đủ",
            Outcome::NotJudged { .. } => "Không xét",
            Outcome::NotNumber { .. } => "Cần gõ số",
            Outcome::Broken | Outcome::Undefined(_) => match rule.severity {
                Severity::Error => "Cần xem lại",
                Severity::Warning => "Cần xem lại; nếu đúng, ghi lý do",
                Severity::Note => "Lưu ý",
            },
        };
        said.push((CHECKS_SHEET.to_owned(), (row, 1), state.to_owned()));
        row += rule.condition.names().len() as u32;
    }
    let is_blank = |id: &str| {
        let field = reading.fields.iter().find(|f| f.field == *id);
        field.is_none_or(|f| f.answer == Answer::Blank)
    };
    let required = form.fields().filter(|f| f.row.required && !f.is_computed());
    let mut blank = required.filter(|f| is_blank(&f.id())).count();
    let lists = form.lists().filter(|(_, list)| list.required);
    blank += lists
        .filter(|(section, _)| {
            let mut nils = reading.list_nils.iter();
            reading.list(&section.id).is_empty() && !nils.any(|(id, ..)| *id == section.id)
        })
        .count();
    let blanks = match blank {
        0 => "Đã nhập đủ các ô bắt buộc".to_owned(),
        n => format!("Chưa nhập: còn {n} ô"),
    };
    said.push((CHECKS_SHEET.to_owned(), (3, 0), blanks));
    let code = PaperCode::of(form, reading).map(|code| code.to_string());
    let code = code.unwrap_or_else(|| "chưa có, vì còn ô nhập chưa đúng".to_owned());
    for plan in &layout.sheets {
        let row = plan.lines.iter().position(|l| *l == Line::PaperCode);
        let row = u32::try_from(row.expect("a code on each sheet")).expect("few rows");
        let shown = format!("Mã đối chiếu: {code}");
        said.push((plan.name.clone(), (row, NUMBER), shown));
    }
    let rows = layout
        .fields
        .iter()
        .filter(|spot| spot.row == spot.status.0);
    for spot in rows {
        let of_row = form
            .fields()
            .filter(|f| f.row.id == spot.row_id && !f.is_computed());
        let of_row: Vec<_> = of_row.collect();
        let missing = of_row.iter().filter(|f| is_blank(&f.id())).count();
        if of_row.first().is_some_and(|f| f.row.required) && missing == of_row.len() {
            said.push((spot.sheet.clone(), spot.check, "Chưa nhập".to_owned()));
        }
    }
    said
}
