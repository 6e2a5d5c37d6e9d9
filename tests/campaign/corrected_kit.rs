//! A kit that is corrected in the middle of a campaign, after its forms went out.

use crate::campaign_run::{Folder, typed_into};
use crate::sample::{returns, sample_kit};
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::store::folder::{LEDGER, write_whole};

const OWN: &str = "16381_xa-Dong-Hoang_CNTT-2020.xlsx";

/// The sample, where one commune filled the very form that it was sent.
fn sent_and_filled() -> Folder {
    let folder = Folder::sample();
    let said = folder.tonghop("emit", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let kit = sample_kit();
    let form = kit.form("xa").expect("the form of communes");
    let layout = Layout::of(&kit, form);
    let (_, _, typed) = returns()
        .into_iter()
        .find(|(unit, ..)| unit == "16381")
        .expect("a commune");
    let cells = typed.iter().filter_map(|(field, text)| {
        let spot = layout.field(field)?;
        Some(((spot.sheet.clone(), spot.row, spot.col), text.clone()))
    });
    let cells: Vec<_> = cells.collect();
    let sent = std::fs::read(folder.file("1-gui-di").join(OWN)).expect("its form");
    let inbox = folder.file("2-nhan-ve");
    std::fs::remove_file(inbox.join("16381_xa-Dong-Hoang_CNTT-2020 (1).xlsx")).expect("taken");
    write_whole(&inbox.join(OWN), &typed_into(&sent, &cells)).expect("written");
    folder
}

/// The kit of the program, with a label in other words and a row that may be left blank.
fn correct(folder: &Folder) {
    std::fs::create_dir(folder.file("bo-mau")).expect("a folder");
    for (name, bytes) in kit::embedded("cntt-huyen-2020").expect("the kit") {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let row = "[[section.row]]\nid = \"may_hong\"";
        let text = if name == "commune.toml" {
            assert!(text.contains(row));
            let new = "[[section.row]]\nid = \"may_chu\"\nnumber = \"1.3\"\nlabel = \"Máy chủ\"\nunit = \"máy\"\n\
                       kind = \"count\"\nrequired = false\ncolumns = [\"\"]\n\n";
            text.replace(row, &format!("{new}{row}"))
                .replace("label = \"Máy tính hỏng\"", "label = \"Máy tính đã hỏng\"")
        } else {
            text
        };
        write_whole(&folder.file("bo-mau").join(name), text.as_bytes()).expect("written");
    }
}

/// What was found in the return of the commune: code and what it is about, as ids have it.
fn found(folder: &Folder) -> Vec<String> {
    let said = folder.tonghop("status", &["--json"]);
    let said: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let findings = said["findings"].as_array().expect("findings").iter();
    let ids = findings.filter_map(|f| f["id"].as_str());
    let ids = ids.filter_map(|id| id.strip_prefix("16381-"));
    ids.map(str::to_owned).collect()
}

#[test]
fn a_kit_corrected_after_issuing_blames_no_unit_and_moves_no_figure_also_after_a_rebuild() {
    let folder = sent_and_filled();
    folder.tonghop("run", &[]);
    let before = found(&folder);
    assert!(!before.iter().any(|id| id.starts_with("CAU")), "{before:?}");
    let explained = |name: &str| folder.tonghop("explain", &[name]).out;
    let figures = ["xa.may_tinh", "xa.may_hong", "xa.may_cu"].map(explained);
    correct(&folder);
    folder.tonghop("run", &[]);
    let after = found(&folder);
    let new: Vec<&String> = after.iter().filter(|id| !before.contains(id)).collect();
    assert_eq!(new, ["CAU-17-xa"], "{after:?}");
    assert_eq!(
        ["xa.may_tinh", "xa.may_cu"].map(explained),
        [&figures[0], &figures[2]].map(String::as_str)
    );
    assert!(!explained("xa.may_hong").is_empty());
    std::fs::remove_file(folder.file(LEDGER)).expect("lost");
    let said = folder.tonghop("rebuild", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(found(&folder), after);
}

#[test]
fn each_version_that_is_issued_is_remembered_once() {
    let folder = Folder::sample();
    let journal = || {
        let text = std::fs::read_to_string(folder.file("luu-tru/nhat-ky.txt")).expect("a journal");
        text.matches("{\"issued\":").count()
    };
    folder.tonghop("emit", &[]);
    assert_eq!(journal(), 2, "two forms");
    folder.tonghop("emit", &[]);
    assert_eq!(journal(), 2);
    correct(&folder);
    folder.tonghop("emit", &[]);
    assert_eq!(journal(), 3, "the form of communes once more");
}
