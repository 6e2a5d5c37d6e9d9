//! Tables as offices type them: headings and names of units in other spellings, columns without headings.

use crate::tables::{
    COMPUTERS, TOTAL, UNITS, computers, put, row, told_by, turned, without_communes,
};
use crate::typed_workbook::typed_workbook;
use rust_xlsxwriter::{Format, Note, Workbook};
use std::collections::{BTreeMap, BTreeSet};

/// How many staff the table of three units tells of under this heading, and what was said.
fn staff_under(heading: &str) -> (String, String) {
    let fields = [
        "",
        "Đơn vị",
        TOTAL,
        "Máy tính hỏng",
        "Người phụ trách công nghệ thông tin",
        heading,
    ];
    let (folder, said) = told_by(&[&fields], &["54", "4", "1", "44"]);
    let figure = folder.tonghop("explain", &["xa.can_bo", "--json"]).out;
    let figure: serde_json::Value = serde_json::from_str(&figure).expect("JSON");
    let value = &figure["figure"]["value"]["One"]["Number"];
    let value = value.as_f64().map_or("none".to_owned(), |n| n.to_string());
    assert_eq!(computers(&folder), "162", "{heading}: {said}");
    (value, said)
}

/// Whether a field is said to be left blank.
fn is_blank(said: &str, label: &str) -> bool {
    let json: serde_json::Value = serde_json::from_str(said).expect("JSON");
    let mut findings = Vec::new();
    collect(&json, &mut findings);
    let mut blanks = findings.iter().filter(|f| f["code"] == "TT-01");
    blanks.any(|finding| finding.to_string().contains(label))
}

fn collect<'a>(json: &'a serde_json::Value, into: &mut Vec<&'a serde_json::Value>) {
    match json {
        serde_json::Value::Object(map) => {
            if map.contains_key("code") {
                into.push(json);
            }
            map.values().for_each(|value| collect(value, into));
        }
        serde_json::Value::Array(all) => all.iter().for_each(|value| collect(value, into)),
        _ => {}
    }
}

#[test]
fn a_heading_with_marks_a_count_or_the_period_of_the_campaign_is_known() {
    for heading in [
        "Cán bộ công chức",
        "Cán bộ - công chức",
        "Cán bộ, công chức:",
        "Cán bộ, công chức (người)*",
        "3. Cán bộ, công chức *",
        "Số lượng cán bộ, công chức",
        "Cán bộ, công chức 2020",
        "Cán bộ, công chức năm 2020",
        "CAN BO, CONG CHUC",
        "Can bo cong chuc (nguoi)",
    ] {
        let (staff, said) = staff_under(heading);
        assert_eq!(staff, "132", "{heading}: {said}");
        for code in ["BANG-05", "BANG-06", "CAU-19"] {
            assert!(!said.contains(code), "{heading}: {said}");
        }
        let is_plain = heading.to_lowercase().contains("can bo");
        assert_eq!(said.contains("không dấu"), is_plain, "{heading}: {said}");
    }
}

#[test]
fn a_column_whose_heading_only_resembles_a_field_is_asked_about_once_and_never_called_blank() {
    for (heading, code) in [
        ("Cán bộ, công chức xã", "BANG-06"),
        ("Tổng cán bộ, công chức", "BANG-06"),
        ("Cán bộ, công chức 2019", "BANG-06"),
        ("Cán bộ, công chức (nghìn)*", "BANG-05"),
        ("Cán bộ, công chức (%)", "BANG-05"),
        ("Cán bộ, công chức (đến 31/12/2019)", "BANG-05"),
    ] {
        let (staff, said) = staff_under(heading);
        assert_eq!(staff, "none", "{heading}: {said}");
        let ids: Vec<&str> = said.split("\"id\":\"").skip(1).collect();
        let ids = ids.iter().filter_map(|rest| rest.split('"').next());
        let ids: BTreeSet<&str> = ids.filter(|id| id.contains(code)).collect();
        assert_eq!(ids.len(), 1, "{heading}: {ids:?}");
        assert!(!is_blank(&said, "Cán bộ, công chức"), "{heading}: {said}");
        let other = is_blank(&said, "Máy tính cũ, cấu hình yếu");
        assert!(other, "what has no column is: {said}");
    }
}

#[test]
fn names_of_units_without_accents_or_cut_short_are_known_where_one_fits_and_it_is_said() {
    for (name, is_known) in [
        ("DONG HOANG", true),
        ("xa Dong Hoang", true),
        ("UBND xa Dong Hoang", true),
        ("Đ. Hoàng", true),
        ("Xã Đ.Hoàng", true),
        ("D. Hoang", true),
        // Whoever types accents means them.
        ("Đổng Hoàng", false),
        ("TT Dong Hoang", false),
        ("Hoang", false),
    ] {
        let mut rows = vec![[&["TT", "Đơn vị"][..], &COMPUTERS].concat()];
        let names = [name, UNITS[1].1, UNITS[2].1];
        rows.extend(names.map(|name| vec!["", name, "20", "1", "21", "3"]));
        let rows: Vec<Vec<String>> = rows.iter().map(|cells| row(cells)).collect();
        let folder = without_communes();
        put(&folder, &typed_workbook(&rows));
        let said = folder.tonghop("ingest", &["--json"]).out;
        let wanted = if is_known { "60" } else { "40" };
        assert_eq!(computers(&folder), wanted, "{name}: {said}");
        assert_eq!(said.contains("BANG-04"), !is_known, "{name}: {said}");
        assert_eq!(said.contains("viết tắt"), is_known, "{name}: {said}");
    }
}

#[test]
fn figures_under_no_heading_beside_a_field_are_asked_about_and_running_numbers_are_not() {
    for (figures, is_asked) in [(["26", "23", "30"], true), (["1", "2", "3"], false)] {
        let mut rows = vec![vec![
            "Đơn vị",
            TOTAL,
            "Máy tính hỏng",
            "",
            "Cán bộ, công chức",
        ]];
        let units = UNITS.iter().zip(figures);
        rows.extend(units.map(|((_, name), figure)| vec![*name, "20", "1", figure, "21"]));
        let rows: Vec<Vec<String>> = rows.iter().map(|cells| row(cells)).collect();
        let folder = without_communes();
        put(&folder, &typed_workbook(&rows));
        let said = folder.tonghop("ingest", &["--json"]).out;
        assert_eq!(said.contains("BANG-09"), is_asked, "{figures:?}: {said}");
        assert_eq!(computers(&folder), "60");
    }
    assert!(tonghop::model::code::COLUMN_UNHEADED.asks);
}

#[test]
fn of_several_rows_or_columns_of_one_unit_that_of_the_period_is_read_or_none() {
    for (one, other, wanted) in [
        ("Năm 2019", "Năm 2020", "60"),
        ("2019", "2020", "60"),
        ("Kế hoạch", "Thực hiện", "60"),
        ("Quý III", "Lũy kế", "none"),
        ("Nam", "Nữ", "none"),
    ] {
        for is_turned in [false, true] {
            let mut rows = vec![[&["Đơn vị", ""][..], &COMPUTERS].concat()];
            for (_, name) in UNITS {
                rows.push(vec![name, one, "23", "1", "21", "3"]);
                rows.push(vec!["", other, "20", "1", "21", "3"]);
            }
            let rows: Vec<Vec<String>> = rows.iter().map(|cells| row(cells)).collect();
            let rows = if is_turned { turned(&rows) } else { rows };
            let folder = without_communes();
            put(&folder, &typed_workbook(&rows));
            let said = folder.tonghop("ingest", &["--json"]).out;
            assert_eq!(computers(&folder), wanted, "{one} {is_turned}: {said}");
            assert_eq!(said.contains("BANG-03"), wanted == "none", "{one}: {said}");
            for code in ["BANG-04", "CAU-19", "DV-01"] {
                assert!(!said.contains(code), "{one} {is_turned}: {said}");
            }
        }
    }
}

/// What is said of a table of three units with the fields of `COMPUTERS`, and how many computers it tells of.
fn told_of(rows: &[Vec<&str>]) -> (String, String) {
    let rows: Vec<Vec<String>> = rows.iter().map(|cells| row(cells)).collect();
    let folder = without_communes();
    put(&folder, &typed_workbook(&rows));
    let said = folder.tonghop("ingest", &["--json"]).out;
    (computers(&folder), said)
}

/// The rows of the three units, each with 20 computers.
fn three_units<'a>() -> Vec<Vec<&'a str>> {
    let units = UNITS.iter();
    units
        .map(|(_, name)| vec!["", name, "20", "1", "21", "3"])
        .collect()
}

#[test]
fn a_row_of_another_body_in_a_unit_is_not_the_units_whatever_code_stands_before_it() {
    for (code, name, is_unit) in [
        ("", "HĐND và UBND xã Đông Hòa", true),
        ("16390", "Văn phòng HĐND-UBND xã Đông Hòa", true),
        ("", "Văn phòng HĐND-UBND xã Đông Hòa", true),
        ("", "VP UBND xã Đông Hòa", true),
        ("", "Van phong HDND va UBND xa Dong Hoa", true),
        ("", "Văn phòng Đảng ủy xã Đông Hòa", false),
        ("", "Đảng ủy xã Đông Hòa", false),
        ("", "HĐND xã Đông Hòa", false),
        ("", "UB MTTQ xã Đông Hòa", false),
        ("", "Dang uy xa Dong Hoa", false),
        ("16390", "Đảng ủy xã Đông Hòa", false),
        ("16390", "Công an xã Đông Hòa", false),
        ("16390", "Trường Tiểu học Đông Hòa", false),
        ("16390", "2. Trạm Y tế xã Đông Hòa", false),
    ] {
        let mut rows = vec![[&["Mã", "Đơn vị"][..], &COMPUTERS].concat()];
        rows.extend(three_units());
        rows[1][0] = "16381";
        rows[2][0] = code;
        rows[2][1] = name;
        rows[3][0] = "16378";
        let (computers, said) = told_of(&rows);
        let wanted = if is_unit { "60" } else { "40" };
        assert_eq!(computers, wanted, "{name}: {said}");
        assert_eq!(said.contains("BANG-04"), !is_unit, "{name}: {said}");
    }
}

#[test]
fn headings_printed_again_on_a_later_page_are_passed_over_without_a_word() {
    let heads = || [&["TT", "Đơn vị"][..], &COMPUTERS].concat();
    let units = three_units();
    let letters = vec!["A", "B", "1", "2", "3", "4"];
    let numbers = vec!["1", "2", "3", "4", "5", "6"];
    let measures = vec!["", "", "(máy)", "(máy)", "(người)", "(máy)"];
    for page in [
        vec![heads()],
        vec![heads(), letters],
        vec![heads(), numbers],
        vec![heads(), measures],
    ] {
        let rows: Vec<Vec<&str>> = [&page[..], &units[..2], &page, &units[2..]].concat();
        let (computers, said) = told_of(&rows);
        assert_eq!(computers, "60", "{page:?}: {said}");
        for code in ["BANG-04", "BANG-05", "BANG-06", "CAU-19"] {
            assert!(!said.contains(code), "{page:?}: {said}");
        }
    }
}

#[test]
fn of_rows_of_one_unit_that_nothing_tells_apart_none_is_read() {
    let with = |second: &[&'static str]| {
        let mut rows = vec![[&["TT", "Đơn vị"][..], &COMPUTERS].concat()];
        rows.extend(three_units());
        rows.insert(2, second.to_vec());
        told_of(&rows)
    };
    let (computers, said) = with(&["", "", "15", "0", "11", "1"]);
    assert_eq!(computers, "40", "{said}");
    assert!(
        said.contains("BANG-03") && !said.contains("BANG-04"),
        "{said}"
    );
    let (computers, said) = with(&["", "", "20", "1", "21", "3"]);
    assert_eq!(computers, "60", "what says the same again: {said}");
    assert!(!said.contains("BANG-03"), "{said}");
    let mut rows = vec![[&["TT", "Đơn vị"][..], &COMPUTERS].concat()];
    rows.extend(three_units());
    rows.push(vec!["", "", "60", "3", "63", "9"]);
    let (computers, said) = told_of(&rows);
    assert_eq!(computers, "60", "a sum without a name: {said}");
    assert!(
        !said.contains("BANG-03") && !said.contains("BANG-04"),
        "{said}"
    );
    for (figures, differs) in [
        (["60", "3", "65", "9"], "63"),
        (["61", "3", "63", "9"], "60"),
        (["", "3", "63", "10"], "9"),
    ] {
        rows.pop();
        rows.push([&["", ""][..], &figures].concat());
        let (computers, said) = told_of(&rows);
        assert_eq!(computers, "60", "a sum that is not right: {said}");
        let is_total = said.contains("BANG-08") && said.contains(differs);
        assert!(is_total && !said.contains("BANG-03"), "{said}");
    }
    // More of it is not the sum than is: another row of the last unit.
    rows.pop();
    rows.push(vec!["", "", "60", "4", "22", "2"]);
    let (_, said) = told_of(&rows);
    assert!(said.contains("BANG-03"), "{said}");
}

#[test]
fn headings_that_are_not_clear_are_asked_about_together_and_no_unit_is_blamed() {
    let fields = crate::sample::sample_kit();
    let form = fields.form("xa").expect("the form");
    let mut heads: Vec<String> = form.fields().map(|f| f.id().to_string()).collect();
    let at = heads.iter().position(|id| id == "cntt").expect("a column");
    let own = heads
        .iter()
        .position(|id| id == "can_bo")
        .expect("a column");
    heads[own] = "Cán bộ, công chức".to_owned();
    heads[at] = "Cán bộ, công chức (sửa lại)".to_owned();
    let mut rows = vec![[row(&["Mã"]), heads].concat()];
    let communes = crate::sample::returns().into_iter();
    for (code, _, typed) in communes.filter(|(_, form, _)| *form == "xa") {
        let cells = form
            .fields()
            .map(|f| typed.get(f.id().as_str()).cloned().unwrap_or_default());
        rows.push([vec![code], cells.collect()].concat());
    }
    let folder = without_communes();
    put(&folder, &typed_workbook(&rows));
    let said = folder.tonghop("ingest", &["--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let mut findings = Vec::new();
    collect(&json["findings"], &mut findings);
    let of = |code: &'static str| findings.iter().filter(move |f| f["code"] == code);
    // People answer for all columns of a table at once.
    assert_eq!(of("BANG-05").count(), 1, "{said}");
    for finding in of("BANG-05") {
        let cells = finding["cells"].as_array().map(Vec::len);
        assert_eq!(cells, Some(30), "{finding}");
        assert!(finding.to_string().contains("2 cột"), "{finding}");
    }
    assert_eq!(
        of("TT-01").filter(|f| f["unit"] != "405").count(),
        0,
        "{said}"
    );
    // Where most headings are unclear that is said, not that the file is none of ours.
    let rows = [
        [
            "",
            "Đơn vị",
            TOTAL,
            "Máy tính hỏng",
            "Cán bộ, công chức",
            "Cán bộ, công chức",
        ]
        .to_vec(),
        three_units()[0].clone(),
    ];
    let (_, said) = told_of(&rows);
    assert!(
        said.contains("BANG-05") && !said.contains("BIEU-01"),
        "{said}"
    );
}

#[test]
fn a_row_of_a_table_that_is_struck_out_is_asked_about_once_and_a_note_on_a_cell_is_told() {
    let cells = with_heads(&["Đơn vị", TOTAL, "Máy tính hỏng", "Cán bộ, công chức"]);
    let struck = Format::new().set_font_strikethrough();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (r, row) in (0u32..).zip(&cells) {
        for (c, text) in (0u16..).zip(row) {
            let plain = Format::new();
            let format = if r == 2 && c > 0 { &struck } else { &plain };
            let done = match text.parse::<f64>() {
                Ok(number) => sheet.write_with_format(r, c, number, format),
                Err(_) => sheet.write_with_format(r, c, text, format),
            };
            done.expect("written");
        }
    }
    let note = Note::new("Cả máy của trạm y tế").add_author_prefix(false);
    sheet.insert_note(1, 1, &note).expect("a note");
    let folder = without_communes();
    put(&folder, &book.save_to_buffer().expect("a workbook"));
    let said = folder.tonghop("ingest", &["--json"]).out;
    let all = findings(&said);
    let of = |code: &str| -> Vec<String> {
        let of_code = all.values().filter(|f| f["code"] == code);
        of_code.map(serde_json::Value::to_string).collect()
    };
    let asked = of("NHIN-01");
    assert_eq!(asked.len(), 1, "{asked:?}");
    for part in ["16390", "Xã Đông Hòa", "54; 4; 44"] {
        assert!(asked[0].contains(part), "{part}: {asked:?}");
    }
    let notes = of("NHIN-02");
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        notes[0].contains("B2: \\\"Cả máy của trạm y tế"),
        "{notes:?}"
    );
    // The officer is asked whether the struck row is still reported; until then it counts.
    assert_eq!(computers(&folder), "162");
}

/// All findings of a run by their ids.
fn findings(said: &str) -> BTreeMap<String, serde_json::Value> {
    let said: serde_json::Value = serde_json::from_str(said).expect("JSON");
    let files = said["files"].as_array().expect("files").iter();
    let lists = files.chain([&said]).map(|of| of["findings"].as_array());
    let all = lists.flatten().flatten();
    all.map(|finding| (finding["id"].to_string(), finding.clone()))
        .collect()
}

/// These headings over rows of three units with figures.
fn with_heads(heads: &[&str]) -> Vec<Vec<String>> {
    let mut rows = vec![row(heads)];
    rows.extend(UNITS.map(|(_, name)| row(&[name, "54", "4", "44"])));
    rows
}

#[test]
fn columns_under_a_group_of_another_period_are_asked_about_by_its_name_unless_others_are_ours() {
    let fields = [TOTAL, "Máy tính hỏng", "Cán bộ, công chức"];
    let heads = |groups: &[&str]| -> [Vec<String>; 2] {
        let mut above = vec!["Đơn vị"];
        let mut below = vec![""];
        for group in groups {
            above.extend([*group, "", ""]);
            below.extend(fields);
        }
        [row(&above), row(&below)]
    };
    for (groups, wanted, asked) in [
        (&["Năm 2019"][..], "none", true),
        (&["Kế hoạch năm 2020"], "none", true),
        (&["Năm 2019", "Năm 2020"], "60", false),
        (&["Thực hiện", "Cùng kỳ năm trước"], "162", false),
    ] {
        let mut rows = heads(groups).to_vec();
        for (_, name) in UNITS {
            let all = ["54", "4", "44", "20", "1", "21"];
            rows.push(row(&[&[name][..], &all[..3 * groups.len()]].concat()));
        }
        let folder = without_communes();
        put(&folder, &typed_workbook(&rows));
        let said = folder.tonghop("ingest", &["--json"]).out;
        assert_eq!(computers(&folder), wanted, "{groups:?}: {said}");
        let all = findings(&said);
        let of = |code: &str| all.values().filter(|f| f["code"] == code).count();
        assert_eq!(of("BANG-05"), usize::from(asked), "{groups:?}: {said}");
        let named = format!("{}: {TOTAL}", groups[0]);
        assert!(!asked || said.contains(&named), "{groups:?}: {said}");
        let units = said.contains("đã đọc 3 đơn vị, 0 đơn vị còn trống");
        assert!(units, "{groups:?}: {said}");
    }
}
