//! Forms that people typed anew or exported: no names, no hidden sheet, only labels.

use crate::campaign_run::Folder;
use crate::typed_workbook::typed_workbook;
use tonghop::kit;
use tonghop::layout::{LABEL, Layout};
use tonghop::model::kit::Kit;
use tonghop::store::folder::write_whole;
use tonghop::value::fold::without_accents;

pub(crate) fn kit() -> Kit {
    kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound")
}

/// The commune form as a person types it: number, label, values; what each field says.
pub(crate) fn typed_anew(kit: &Kit) -> Vec<Vec<String>> {
    let form = kit.form("xa").expect("the form");
    let layout = Layout::of(kit, form);
    let plan = &layout.sheets[0];
    let columns: Vec<String> = ["Tổng số", "Đang hoạt động"]
        .iter()
        .map(|c| (*c).to_owned())
        .collect();
    let mut rows = vec![
        vec!["BIỂU ỨNG DỤNG CNTT XÃ ĐÔNG YÊN".to_owned()],
        [vec!["TT".to_owned(), "Chỉ tiêu".to_owned()], columns].concat(),
    ];
    for (number, (row, _)) in (1..).zip(&plan.row_ids) {
        let label = plan.text_at(*row, LABEL).unwrap_or_default();
        let label = label.lines().next().unwrap_or_default().to_owned();
        let mut cells = vec![number.to_string(), label];
        let mut fields: Vec<_> = layout.fields.iter().filter(|f| f.row == *row).collect();
        fields.sort_by_key(|f| f.col);
        cells.extend(fields.iter().map(|f| {
            form.example
                .get(f.field.as_str())
                .cloned()
                .unwrap_or_default()
        }));
        rows.push(cells);
    }
    rows
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
    let lines = rows
        .iter()
        .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(";"));
    lines.collect::<Vec<_>>().join("\r\n").into_bytes()
}

fn page(rows: &[Vec<String>]) -> Vec<u8> {
    let escaped = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;");
    let cells = |row: &Vec<String>| {
        let cells: Vec<String> = row
            .iter()
            .map(|c| format!("<td>{}</td>", escaped(c)))
            .collect();
        format!("<tr>{}</tr>", cells.concat())
    };
    let rows: Vec<String> = rows.iter().map(cells).collect();
    let rows = rows.concat();
    format!("<html><meta charset=utf-8><table border=1>{rows}</table></html>").into_bytes()
}

#[test]
fn a_form_typed_anew_is_read_by_its_labels_from_a_workbook_a_csv_and_a_web_page() {
    let kit = kit();
    let rows = typed_anew(&kit);
    for (name, bytes) in [
        ("Xã Đông Yên.xlsx", typed_workbook(&rows)),
        ("Xã Đông Yên.csv", csv(&rows)),
        ("Xã Đông Yên.xls", page(&rows)),
    ] {
        let said = is_read(&kit, name, &bytes);
        assert!(
            said.contains("DV-03"),
            "{name}: the unit is told by the file's name: {said}"
        );
        assert!(!said.contains("không dấu"), "{name}: {said}");
    }
}

#[test]
fn a_form_typed_anew_without_accents_is_read_where_the_unit_is_sure_and_it_is_said() {
    let kit = kit();
    let mut rows = typed_anew(&kit);
    for text in rows.iter_mut().flat_map(|row| row.iter_mut().take(2)) {
        *text = without_accents(text).to_uppercase();
    }
    rows[1] = ["TT", "Chi tieu", "Tong so", "Dang hoat dong"]
        .map(str::to_owned)
        .into();
    for (name, bytes) in [
        ("Xã Đông Yên.xlsx", typed_workbook(&rows)),
        ("16393 dong yen.csv", csv(&rows)),
    ] {
        let said = is_read(&kit, name, &bytes);
        assert!(said.contains("không dấu"), "{name}: {said}");
    }
    // Whose it is stays to be asked where nothing tells it for sure.
    let folder = without_its_return();
    let unsure = folder.file("2-nhan-ve").join("xa dong yen.xlsx");
    write_whole(&unsure, &typed_workbook(&rows)).expect("written");
    let said = folder.tonghop("ingest", &["--json"]).out;
    assert!(said.contains("DV-01"), "{said}");
}

#[test]
fn a_form_typed_anew_is_of_the_unit_that_stands_in_it_and_a_file_name_of_another_is_asked_about() {
    let kit = kit();
    for line in [
        &["Đơn vị báo cáo: Xã {}"][..],
        &["Đơn vị báo cáo:", "Xã {}"],
        &["UBND XÃ {}"],
        &["Tên đơn vị: xã {}"],
    ] {
        let with = |unit: &str| {
            let mut rows = typed_anew(&kit);
            let cells = line.iter().map(|cell| cell.replace("{}", unit));
            rows.insert(0, cells.collect());
            typed_workbook(&rows)
        };
        let said = is_read(&kit, "bieu go lai.xlsx", &with("Đông Yên"));
        assert!(!said.contains("DV-0"), "{line:?}: {said}");
        let folder = without_its_return();
        let other = folder.file("2-nhan-ve").join("Xã Đông Yên.xlsx");
        write_whole(&other, &with("Đông Ninh")).expect("written");
        let said = folder.tonghop("ingest", &["--json"]).out;
        assert!(said.contains("DV-02"), "{line:?}: {said}");
    }
}

/// The sample without the return of one unit.
fn without_its_return() -> Folder {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    std::fs::remove_file(inbox.join("16393_xa-Dong-Yen_CNTT-2020.xlsx")).expect("taken away");
    folder
}

/// What is said of the form when it takes the place of that return; its figures are read.
fn is_read(kit: &Kit, name: &str, bytes: &[u8]) -> String {
    let form = kit.form("xa").expect("the form");
    let layout = Layout::of(kit, form);
    let on_sheet = |field: &str| {
        layout
            .field(field)
            .is_some_and(|f| f.sheet == layout.sheets[0].name)
    };
    let folder = without_its_return();
    write_whole(&folder.file("2-nhan-ve").join(name), bytes).expect("written");
    let said = folder.tonghop("ingest", &["--json"]).out;
    // The second sheet of the form is not there, which is said.
    assert!(said.contains("16393-CAU-01"), "{name}: {said}");
    let mut read = 0;
    for field in form.fields().filter(|f| on_sheet(&f.id())).step_by(3) {
        let wanted = form
            .example
            .get(field.id().as_str())
            .map_or("", String::as_str);
        let figure = folder
            .tonghop("explain", &[&format!("xa.{}", field.id()), "--json"])
            .out;
        if wanted.is_empty() {
            continue;
        }
        let from = figure
            .find(name)
            .unwrap_or_else(|| panic!("{name} {}: {figure}", field.id()));
        let around: String = figure[from.saturating_sub(400)..]
            .chars()
            .take(900)
            .collect();
        assert!(
            around.contains(wanted),
            "{name} {} {wanted}: {around}",
            field.id()
        );
        read += 1;
    }
    assert!(read > 8, "{read}");
    said
}

#[test]
fn other_words_over_the_labels_and_their_units_of_measure_are_no_question() {
    let kit = kit();
    let labels = |words: [&str; 2]| {
        let form = kit.form("xa").expect("the form");
        let layout = Layout::of(&kit, form);
        let plan = &layout.sheets[0];
        let mut rows = typed_anew(&kit);
        rows[1] = [words[0], words[1]].map(str::to_owned).into();
        let heads = ["Tổng số", "Đang hoạt động"].map(str::to_owned);
        rows[1].splice(0..0, ["TT".to_owned()]);
        rows[1].extend(heads);
        for (row, (planned, _)) in rows[2..].iter_mut().zip(&plan.row_ids) {
            let unit = plan.grid.unit.and_then(|col| plan.text_at(*planned, col));
            row.insert(2, unit.unwrap_or_default().to_owned());
        }
        typed_workbook(&rows)
    };
    for words in [
        ["Chỉ tiêu", "ĐVT"],
        ["Nội dung", "Đơn vị"],
        ["Tên chỉ tiêu", "Đơn vị tính"],
    ] {
        let said = is_read(&kit, "Xã Đông Yên.xlsx", &labels(words));
        assert!(!said.contains("16393-CAU-19"), "{words:?}: {said}");
        assert!(!said.contains("16393-CAU-09"), "{words:?}: {said}");
    }
    let said = is_read(
        &kit,
        "Xã Đông Yên.xlsx",
        &labels(["Chỉ tiêu", "ĐVT: nghìn"]),
    );
    assert!(said.contains("16393-CAU-19"), "{said}");
}

#[test]
fn a_form_typed_anew_with_columns_of_two_periods_is_read_in_that_of_its_own_and_asked_about_once() {
    let kit = kit();
    for (heads, ours) in [
        (["Kỳ trước", "Kỳ này"], 1),
        (["Năm 2020", "Năm 2019"], 0),
        (["Kế hoạch 2020", "Thực hiện"], 1),
        (["2019", "2020"], 1),
        (["Cột 1", "Cột 2"], 2),
    ] {
        let mut rows = typed_anew(&kit);
        rows[1].truncate(2);
        rows[1].extend(heads.map(str::to_owned));
        for row in &mut rows[2..] {
            let value = row.get(2).cloned().unwrap_or_default();
            row.truncate(2);
            let cells = [0, 1].map(|at| {
                if at == ours || ours > 1 {
                    value.as_str()
                } else {
                    "7"
                }
            });
            row.extend(cells.map(str::to_owned));
        }
        let folder = without_its_return();
        let name = "Xã Đông Yên.xlsx";
        write_whole(&folder.file("2-nhan-ve").join(name), &typed_workbook(&rows)).expect("written");
        let said = folder.tonghop("ingest", &["--json"]).out;
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let files = said["files"].as_array().expect("files");
        let mut files = files.iter();
        let of_unit = files.find(|f| f["unit"] == "16393").expect("the return");
        let count = |code: &str| {
            let all = of_unit["findings"].as_array().expect("findings");
            all.iter().filter(|f| f["code"] == code).count()
        };
        // Which of two columns is "Tổng số" and which "Đang hoạt động", one column of the period does not tell.
        let asked = if ours > 1 { 3 } else { 2 };
        assert_eq!(count("CAU-14"), asked, "{heads:?}: {of_unit}");
        assert_eq!(count("CAU-02"), 0, "{heads:?}: {of_unit}");
        assert_eq!(count("CAU-08"), 0, "{heads:?}: {of_unit}");
        assert_eq!(count("CAU-19"), 0, "{heads:?}: {of_unit}");
        let fields = of_unit["fields"].as_array().expect("fields");
        let staff = fields.iter().find(|f| f["field"] == "can_bo");
        let cell = &staff.expect("the field")["cell"];
        let wanted = ["C8", "D8"].get(ours);
        assert_eq!(cell.as_str(), wanted.copied(), "{heads:?}: {of_unit}");
    }
}
