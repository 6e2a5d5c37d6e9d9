//! A yearly campaign of a few communes that compares with last year, its kit in the folder.
#![allow(dead_code, reason = "each group of tests uses its part of this module")]

use crate::campaign_run::{Folder, typed_into};
use std::path::Path;
use tonghop::app::kit_folder;
use tonghop::layout::Layout;
use tonghop::store::folder::write_whole;

const KIT: &str = r#"
[kit]
id = "ho"
version = "1"
title = "Số hộ"
forms = ["xa.toml"]
report = "report.md"

[[condition]]
id = "tang"
formula = "xa.ho > truoc.xa.ho"
"#;

const FORM: &str = r#"
[form]
id = "xa"
number = "Biểu 1"
title = "Số hộ"
unit_types = ["xa"]

[[section]]
id = "muc"
title = "Số hộ"
sheet = "Bieu"
row = [
  { id = "ho", label = "Số hộ", unit = "hộ", kind = "count", compare = true },
  { id = "dien", label = "Có điện", kind = "yes_no" },
]

[example]
ho = "10"
dien = "Có"
"#;

const TOLD: &str = "# Kết quả\n\nCó {{ xa.ho | so }} hộ, {% if tang %}tăng{% else %}không tăng{% endif %} so với kỳ trước.\n";

/// A file of the kit as a test changes it.
pub(crate) fn kit_file(root: &Path, name: &str, change: impl Fn(&str) -> String) {
    let path = root.join("bo-mau").join(name);
    let text = std::fs::read_to_string(&path).expect("a file of the kit");
    write_anew(&path, change(&text).as_bytes());
}

/// Writes a file, in the place of one that may lie there.
pub(crate) fn write_anew(path: &Path, bytes: &[u8]) {
    let _ = std::fs::remove_file(path);
    write_whole(path, bytes).expect("written");
}

/// Puts settings, kit and these units (lines of `don-vi.csv`) into a folder.
pub(crate) fn set_up(root: &Path, units: &str) {
    let settings = include_str!("../kits/so-ngan-dot/dot-bao-cao.toml");
    let settings = settings.replace("bo_mau = \"so-ngan\"", "bo_mau = \"ho\"");
    write_anew(&root.join("dot-bao-cao.toml"), settings.as_bytes());
    let _ = std::fs::remove_file(root.join("don-vi.xlsx"));
    let roster = format!("Mã;Loại;Tên đơn vị;Trạng thái\n{units}");
    write_anew(&root.join("don-vi.csv"), roster.as_bytes());
    std::fs::create_dir_all(root.join("bo-mau")).expect("a folder");
    for (name, text) in [("kit.toml", KIT), ("xa.toml", FORM), ("report.md", TOLD)] {
        write_anew(&root.join("bo-mau").join(name), text.as_bytes());
    }
}

/// Makes a campaign the one of the period before.
fn of_last_period(root: &Path) {
    let path = root.join("dot-bao-cao.toml");
    let mut text = std::fs::read_to_string(&path).expect("the settings");
    for (now, before) in [
        ("quý II năm 2023", "quý I năm 2023"),
        ("quý III năm 2023", "quý II năm 2023"),
        ("tu = \"2023-07-01\"", "tu = \"2023-04-01\""),
        ("den = \"2023-09-30\"", "den = \"2023-06-30\""),
    ] {
        text = text.replace(now, before);
    }
    write_anew(&path, text.as_bytes());
}

/// Last period's campaign of these units, to which each of `answers` sent its number of households.
pub(crate) fn answered(units: &str, answers: &[(&str, &str)]) -> Folder {
    let kept = tempfile::tempdir().expect("a folder");
    let folder = Folder::copy_of(kept.path());
    set_up(folder.path(), units);
    of_last_period(folder.path());
    answer(&folder, answers);
    folder
}

/// Emits the forms, fills them for these units and takes them in.
pub(crate) fn answer(folder: &Folder, answers: &[(&str, &str)]) {
    let said = folder.tonghop("emit", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let files = kit_folder::read(&folder.file("bo-mau")).expect("the kit");
    let kit = tonghop::kit::load(&files).expect("a sound kit");
    let layout = Layout::of(&kit, &kit.forms[0]);
    for (unit, households) in answers {
        let sent = std::fs::read_dir(folder.file("1-gui-di")).expect("what was sent");
        let sent = sent.map(|e| e.expect("a file").path());
        let sent = sent.filter(|p| {
            let name = p.file_name().expect("a name").to_string_lossy();
            name.starts_with(&format!("{unit}_"))
        });
        let sent = sent.last().expect("the unit's workbook");
        let cells = [("ho", *households), ("dien", "Có")].map(|(field, typed)| {
            let spot = layout.field(field).expect("a place");
            ((spot.sheet.clone(), spot.row, spot.col), typed.to_owned())
        });
        let bytes = typed_into(&std::fs::read(&sent).expect("its bytes"), &cells);
        std::fs::create_dir_all(folder.file("2-nhan-ve")).expect("the inbox");
        let name = sent.file_name().expect("a name");
        write_anew(&folder.file("2-nhan-ve").join(name), &bytes);
    }
    let said = folder.tonghop("run", &[]);
    assert!(said.code < 2, "{}{}", said.out, said.err);
}
