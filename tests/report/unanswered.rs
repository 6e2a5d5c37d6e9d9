//! A unit that gave no answer is neither a yes nor a no: what the report of the sample's kit makes of it.

use crate::answering::answering;
use std::collections::BTreeMap;
use std::path::Path;
use tonghop::app::kit_folder;
use tonghop::kit;
use tonghop::model::document::{Block, Inline};
use tonghop::model::id::FigureId;
use tonghop::model::kit::Kit;
use tonghop::model::{figure::SettingFigure, respondent::Respondent};
use tonghop::report::narrate::{self, Narrated};
use tonghop::rollup;
use tonghop::rollup::conditions;
use tonghop::value::{Kind, Value};

const COMMUNES: [&str; 3] = ["X1", "X2", "X3"];

fn kit() -> Kit {
    let files = kit_folder::read(Path::new("templates/cntt-huyen-2020")).expect("files");
    kit::load(&files).expect("a sound kit")
}

/// Three communes and the district, each answering as its form's example does, but for the changes; those in `silent`
/// have not answered.
fn units(kit: &Kit, silent: &[&str], changes: &[(&str, &str, &str)]) -> Vec<Respondent> {
    let communes = COMMUNES.map(|code| (code, "xa"));
    let all = communes.into_iter().chain([("H", "huyen")]);
    all.map(|(code, form)| {
        let answered = answering(kit, code, form, changes);
        Respondent {
            in_force: answered.in_force.filter(|_| !silent.contains(&code)),
            ..answered
        }
    })
    .collect()
}

/// The body of the report.
fn report(silent: &[&str], changes: &[(&str, &str, &str)]) -> String {
    let kit = kit();
    let yes = COMMUNES.map(|code| {
        [
            "mang_lan",
            "chu_ky_so",
            "mc_thiet_bi",
            "mc_dien_tu",
            "phan_mem_cv",
            "dvc_truc_tuyen",
        ]
        .map(|field| (code, field, "Có"))
    });
    let mut all = yes.concat();
    all.push(("H", "mc_thiet_bi", "Có"));
    all.extend(changes);
    let units = units(&kit, silent, &all);
    let narrated = narrated(&kit, &units);
    let mut text = String::new();
    narrated.visit(&mut |inline| match inline {
        Inline::Text(t) | Inline::Strong(t) | Inline::Emphasis(t) => text.push_str(t),
        Inline::Figure { shown, .. } => text.push_str(shown),
        Inline::Gap { what, .. } => text.extend(["[", what, "]"]),
    });
    text
}

/// The narrative over what units answered.
fn narrated(kit: &Kit, units: &[Respondent]) -> Narrated {
    let said = [
        "ten_ky",
        "dia_ban",
        "co_quan",
        "can_cu_so",
        "can_cu_ngay",
        "can_cu_co_quan",
        "can_cu_trich_yeu",
        "moc_thiet_bi",
        "moc_ho_so_tu",
        "moc_ho_so_den",
    ];
    let facts = said.map(|id| SettingFigure {
        id: FigureId::of_setting(id),
        key: String::new(),
        label: id.to_owned(),
        kind: Kind::Text,
        value: Some(Value::Text(id.to_owned())),
    });
    let input = rollup::RollupInput {
        kit,
        facts: &facts,
        chosen: &[],
        previous: &BTreeMap::new(),
    };
    let figures = rollup::figures(input, units);
    narrate::narrate(kit, &figures, conditions(kit, &figures)).expect("a report")
}

/// What the report says of the district although it has not answered: its own words, on every line, without the gaps.
fn said_of_the_district(report: &str) -> Vec<&'static str> {
    let words = [
        "Cổng dịch vụ công của huyện",
        "đã được đăng",
        "Phần mềm một cửa điện tử do tỉnh",
        "được cung cấp ở mức độ 2",
        "bộ phận một cửa cấp huyện",
        "bộ phận một cửa từ huyện",
        "Toàn huyện có",
        "tuyên truyền trên hệ thống",
        "Các phần mềm đang được sử dụng",
        "đưa vào sử dụng",
        "Kết quả sử dụng các phần mềm",
        "thông tin chỉ đạo, điều hành của huyện",
        "văn bản của cơ quan huyện",
        "nhiệm vụ giao cho",
        "đường truyền Internet",
        "Cơ quan huyện",
        "tiếp tục đầu tư",
        "từ huyện đến xã, thị trấn và ngược lại",
        "máy quét hai mặt",
        "tiết kiệm thời gian",
    ];
    let outside_gaps = report.split('[').map(|piece| match piece.split_once(']') {
        Some((_, after)) => after,
        None => piece,
    });
    let said: Vec<&str> = outside_gaps.collect();
    let is_said = |word: &&str| said.iter().any(|piece| piece.contains(word));
    words.into_iter().filter(is_said).collect()
}

#[track_caller]
fn says(report: &str, sentences: &[&str]) {
    for sentence in sentences {
        assert!(report.contains(sentence), "no \"{sentence}\" in\n{report}");
    }
}

#[test]
fn when_all_answered_yes_the_report_says_all_of_them() {
    let report = report(&[], &[]);
    says(
        &report,
        &[
            "100% bộ phận một cửa từ huyện đến xã, thị trấn (4/4 bộ phận)",
            "3/3 xã, thị trấn đều sử dụng phần mềm",
            "3/3 xã, thị trấn có mạng nội bộ (LAN)",
            "100% xã, thị trấn (3/3)",
        ],
    );
    assert!(!report.contains("chưa có;") && !report.contains("đơn vị chưa"));
}

#[test]
fn a_unit_that_has_not_answered_is_not_said_to_lack_anything() {
    let report = report(&["X2"], &[]);
    says(
        &report,
        &[
            "100% bộ phận một cửa từ huyện đến xã, thị trấn (3/3 bộ phận)",
            "2/2 xã, thị trấn có mạng nội bộ (LAN)",
            "2/2 xã, thị trấn có chứng thư số",
            "100% xã, thị trấn (2/2)",
            "2/2 xã, thị trấn sử dụng phần mềm trong công việc",
        ],
    );
    assert!(!report.contains("đơn vị chưa"), "{report}");
    assert!(!report.contains("bộ phận chưa đủ"), "{report}");
    assert!(!report.contains("tất cả xã, thị trấn"), "{report}");
}

#[test]
fn an_answer_of_no_data_is_no_no() {
    let nil = ["mang_lan", "chu_ky_so", "mc_thiet_bi", "dvc_truc_tuyen"];
    let names = nil.map(|field| format!("{field}__tt"));
    let mut changes: Vec<(&str, &str, &str)> = nil.map(|field| ("X2", field, "")).to_vec();
    changes.extend(
        names
            .iter()
            .map(|name| ("X2", name.as_str(), "Không có số liệu")),
    );
    let report = report(&[], &changes);
    says(
        &report,
        &[
            "(3/3 bộ phận)",
            "2/2 xã, thị trấn có mạng nội bộ (LAN)",
            "100% xã, thị trấn (2/2)",
            "3/3 xã, thị trấn đều sử dụng phần mềm",
        ],
    );
    assert!(!report.contains("đơn vị chưa"), "{report}");
}

#[test]
fn units_that_answered_no_are_counted_as_still_lacking() {
    let no = ["mang_lan", "chu_ky_so", "mc_thiet_bi", "dvc_truc_tuyen"];
    let report = report(&["X3"], &no.map(|field| ("X2", field, "Không")));
    says(
        &report,
        &[
            "66,7% bộ phận một cửa từ huyện đến xã, thị trấn (2/3 bộ phận)",
            "còn 01 bộ phận chưa đủ",
            "1/2 xã, thị trấn có mạng nội bộ (LAN), còn 01 đơn vị chưa có",
            "còn 01 đơn vị chưa được cấp đủ",
            "50% xã, thị trấn (1/2)",
        ],
    );
}

#[test]
fn one_file_outside_the_software_is_neither_all_nor_100_percent() {
    let numbers = [("hs_nhan", "3000"), ("hs_phan_mem", "2999")];
    let less = report(&[], &numbers.map(|(field, text)| ("X2", field, text)));
    assert!(!less.contains("100% hồ sơ"), "{less}");
    assert!(!less.contains("mọi hồ sơ"), "{less}");
    let all = report(&[], &[]);
    says(&all, &["100% hồ sơ", "mọi hồ sơ đều được nhập"]);
}

#[test]
fn the_report_is_said_to_rest_only_on_those_who_have_answered() {
    let whole = "tổng hợp từ số liệu của 3/3 xã, thị trấn và các cơ quan, đơn vị cấp huyện.";
    says(&report(&[], &[]), &[whole]);
    let of_communes = report(&["H"], &[]);
    says(
        &of_communes,
        &["tổng hợp từ số liệu của 3/3 xã, thị trấn. Thiết bị"],
    );
}

#[test]
fn a_district_that_has_not_answered_is_not_said_to_do_or_to_have_anything() {
    assert_eq!(said_of_the_district(&report(&["H"], &[])), [""; 0]);
    let answered = said_of_the_district(&report(&[], &[]));
    assert!(answered.len() > 15, "{answered:?}");
}

#[test]
fn nothing_is_said_of_anybody_while_nobody_has_answered() {
    let kit = kit();
    let all = units(&kit, &["X1", "X2", "X3", "H"], &[]);
    let narrated = narrated(&kit, &all);
    for block in &narrated.blocks {
        let (Block::Paragraph { content, line } | Block::Item { content, line, .. }) = block else {
            continue;
        };
        let said = content.iter().filter_map(|inline| match inline {
            Inline::Text(t) | Inline::Strong(t) | Inline::Emphasis(t) => Some(t.as_str()),
            Inline::Figure { .. } | Inline::Gap { .. } => None,
        });
        let said: String = said.collect();
        let opens = said.starts_with("Thực hiện") || said.starts_with("Cụ thể");
        let letters = said.chars().filter(|c| c.is_alphabetic()).count();
        assert!(opens || letters == 0, "line {line}: {said}");
    }
}
