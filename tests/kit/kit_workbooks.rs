//! `kit check` tries the workbooks that a kit would give: what Excel would refuse is told at its place in the kit.

use std::path::Path;
use tonghop::app::kit_check::kit_check;
use tonghop::store::folder::write_whole;
use tonghop::words::Lang;

/// What `kit check` says of the sound kit with one text of a file replaced: `file:line message`.
fn checked(file: &str, from: &str, to: &str) -> Vec<String> {
    let kept = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir("tests/cases/kits/sound").expect("the kit") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name");
        let mut text = std::fs::read_to_string(&path).expect("text");
        if name == file {
            assert!(text.contains(from), "{file} has no {from}");
            text = text.replacen(from, to, 1);
        }
        write_whole(&kept.path().join(name), text.as_bytes()).expect("written");
    }
    let checked = kit_check(Path::new(kept.path())).expect("a kit");
    let mistakes = checked.mistakes().iter();
    let said = mistakes.map(|mistake| {
        let (line, _) = mistake.position(&checked.files);
        format!("{}:{line} {}", mistake.file, mistake.message.say(Lang::Vi))
    });
    said.collect()
}

#[test]
fn a_label_of_more_lines_than_a_cell_takes_is_told_at_its_row() {
    let label = "a\\n".repeat(260);
    let told = checked("commune.toml", "Máy tính xách tay", &label);
    let form = told.first().expect("a mistake");
    assert_eq!(
        form.split(" (Biểu 01!").next(),
        Some("commune.toml:28 Excel sẽ không nhận biểu nhập liệu lập từ đây")
    );
    assert!(form.ends_with("Chữ trong ô có 260 chỗ xuống dòng; Excel chỉ nhận nhiều nhất 253."));
    // The consolidated workbook has the label too.
    assert!(
        told.iter().any(|t| t.starts_with("kit.toml:1 ")),
        "{told:?}"
    );
}

#[test]
fn a_title_that_no_cell_takes_is_told_at_its_place_and_once() {
    let title = "a".repeat(40_000);
    let told = checked("district.toml", "Phần mềm của huyện", &title);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("district.toml:4 `title` dài 40000 ký tự"),
        "{told:?}"
    );
}

#[test]
fn a_table_that_no_page_has_room_for_is_told_at_its_columns() {
    let table = |columns: usize, on_side: bool| {
        let column = r#"{ label = "Máy", value = "may_de_ban|so", width = 5, align = "right" }, "#;
        let columns = column.repeat(columns);
        format!(
            "[[table]]\nid = \"rong\"\nper_unit = \"xa\"\ntotal = true\nlandscape = {on_side}\ncolumns = [{columns}]\n\n[[chart]]"
        )
    };
    let told = |columns, on_side| checked("kit.toml", "[[chart]]", &table(columns, on_side));
    assert!(told(24, true).is_empty());
    for (columns, on_side) in [(24, false), (40, true)] {
        let said = "Trang giấy không đủ chỗ cho";
        assert_eq!(
            told(columns, on_side),
            [format!(
                "kit.toml:65 {said} {columns} cột của bảng này: số sẽ bị ngắt giữa chừng hoặc nhỏ hơn cỡ chữ 6."
            )]
        );
    }
}
