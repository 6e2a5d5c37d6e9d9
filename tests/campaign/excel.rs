//! Every workbook of a campaign, from the roster to the results, is one that Excel opens without a word.

use crate::campaign_run::Folder;
use crate::engine::stale;
use crate::package;
use std::path::{Path, PathBuf};
use tonghop::store::folder::{FEEDBACK, write_whole};
use tonghop::words::Lang;
use tonghop::workbook::limits::{Refusal, problems};

/// The workbooks below a folder that we wrote.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        let received = ["2-nhan-ve", "luu-tru"]
            .iter()
            .any(|name| path.ends_with(name));
        if path.is_dir() && !received {
            found.extend(workbooks(&path));
        } else if path.extension().is_some_and(|e| e == "xlsx") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Whether a formula of a sheet has a result in the file.
fn has_results(workbook: &[u8]) -> bool {
    let parts = package::parts(workbook);
    let mut sheets = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
    sheets.any(|(_, xml)| String::from_utf8_lossy(xml).contains("</f><v>"))
}

/// Asserts that Excel refuses nothing of any of them, and that each result that is written is what a formula gives, but
/// for the file that was `given`; gives their names.
fn accepted(folder: &Path, given: &str) -> Vec<String> {
    let mut names = Vec::new();
    for path in workbooks(folder) {
        let bytes = std::fs::read(&path).expect("a file");
        if let Some(problem) = problems(&bytes).first() {
            let what = problem.what.message().say(Lang::Vi);
            panic!(
                "{}: {}!{:?} {what}",
                path.display(),
                problem.sheet,
                problem.cell
            );
        }
        // The roster of a sample is not ours.
        if path.ends_with(given) {
            continue;
        }
        // What goes back with answers in it says nothing until it is computed.
        if path
            .parent()
            .is_some_and(|folder| folder.ends_with(FEEDBACK))
        {
            assert!(!has_results(&bytes), "{}", path.display());
            continue;
        }
        if let Some(first) = stale(&bytes).0.first() {
            panic!("{}: {first}", path.display());
        }
        names.push(
            path.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
        );
    }
    names
}

#[test]
fn excel_takes_every_workbook_of_the_sample() {
    let folder = Folder::sample();
    let run = folder.tonghop("run", &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let names = accepted(folder.path(), "don-vi.xlsx");
    for kind in [
        "16390_",
        "405_",
        "chung-xa_",
        "danh-sach-gui",
        "chon-y-kien",
        "tong-hop",
    ] {
        assert!(
            names.iter().any(|n| n.starts_with(kind)),
            "{kind}: {names:?}"
        );
    }
}

#[test]
fn excel_takes_every_workbook_where_returns_give_trouble() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    folder.tonghop("run", &[]);
    assert!(accepted(folder.path(), "don-vi.xlsx").contains(&"tong-hop.xlsx".to_owned()));
}

#[test]
fn excel_takes_the_roster_of_a_campaign_that_begins() {
    let kept = tempfile::tempdir().expect("a folder");
    let begun = kept.path().join("dot");
    let said = crate::campaign_run::tonghop_of("init", &begun, &["--kit", "tests/kits/so-ngan"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(accepted(&begun, "none"), ["don-vi.xlsx"]);
}

#[test]
fn excel_takes_last_periods_values_and_forms_that_are_made_again() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let kept = tempfile::tempdir().expect("a folder");
    let begun = kept.path().join("dot");
    let last = folder.path().to_str().expect("a path");
    let said = crate::campaign_run::tonghop_of("init", &begun, &["--from", last]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(accepted(&begun, "none").contains(&"ky-truoc.xlsx".to_owned()));
    // Another last day: every form is made anew; one text is not chosen from yet.
    let path = folder.file("dot-bao-cao.toml");
    let settings = std::fs::read_to_string(&path).expect("settings");
    let moved = settings.replacen("2020-11-05", "2020-11-09", 1);
    assert_ne!(settings, moved);
    write_whole(&path, moved.as_bytes()).expect("written");
    std::fs::remove_file(folder.file("chon-y-kien.xlsx")).expect("removed");
    let said = folder.tonghop("run", &[]);
    assert!(said.out.contains("Lập"), "{}", said.out);
    let names = accepted(folder.path(), "don-vi.xlsx");
    assert!(names.contains(&"chon-y-kien.xlsx".to_owned()), "{names:?}");
}

/// Names with marks of formulas, of XML and of nothing at all, and every text as long as it may be.
#[test]
fn excel_takes_what_settings_and_a_roster_may_say() {
    let folder = Folder::sample();
    let path = folder.file("dot-bao-cao.toml");
    let mut settings = std::fs::read_to_string(&path).expect("settings");
    for (from, to) in [
        (
            "ten_ngan = \"UBND huyện Đông Sơn\"",
            ("ten_ngan", "=UBND & <huyện> ", 100),
        ),
        ("ten = \"năm 2020\"", ("ten", "=năm 'A' & <IV>", 60)),
        (
            "so_ky_hieu = \"1234/UBND-VHTT\"",
            ("so_ky_hieu", "1234/\\\"UBND\\\"", 60),
        ),
        (
            "don_vi = \"Phòng Văn hóa và Thông tin huyện Đông Sơn\"",
            ("don_vi", "Phòng ", 200),
        ),
    ] {
        let (key, begin, most) = to;
        assert!(settings.contains(from), "{from}");
        let length = begin.replace('\\', "").chars().count();
        let to = format!("{key} = \"{begin}{}\"", "ớ".repeat(most - length));
        settings = settings.replacen(from, &to, 1);
    }
    std::fs::remove_file(&path).expect("taken away");
    write_whole(&path, settings.as_bytes()).expect("written");
    std::fs::remove_file(folder.file("don-vi.xlsx")).expect("taken away");
    let mut roster = "Mã,Loại,Tên đơn vị\n405,huyen,Huyện\n".to_owned();
    let names = [
        "Xã \"\"Một\"\" & <Hai>",
        "Xã\u{B}Ba",
        "Xã 'Năm'",
        "=1+1",
        "Xã_x000B_Bảy",
        "Xã\nSáu",
    ];
    let names = names.iter().map(|n| (*n).to_owned());
    for (at, name) in names.chain(["ớ".repeat(200)]).enumerate() {
        roster += &["1000", &at.to_string(), ",xa,\"", &name, "\"\n"].concat();
    }
    write_whole(&folder.file("don-vi.csv"), roster.as_bytes()).expect("written");
    let emitted = folder.tonghop("emit", &[]);
    assert_eq!(emitted.code, 0, "{}{}", emitted.out, emitted.err);
    folder.tonghop("run", &[]);
    let names = accepted(folder.path(), "don-vi.xlsx");
    assert!(names.iter().any(|n| n == "tong-hop.xlsx"), "{names:?}");
}

#[test]
fn circles_of_a_form_that_excel_warns_of_are_found_where_they_are() {
    let bytes = std::fs::read("tests/fixtures/form-with-circles.xlsx").expect("the form");
    let found = problems(&bytes);
    let circles = found.iter().filter_map(|problem| match &problem.what {
        Refusal::Circle(cells) => Some(cells.clone()),
        _ => None,
    });
    let circles: Vec<Vec<String>> = circles.collect();
    assert_eq!(circles, [["Biểu 01!I2", "Ý kiến!G2"]]);
}
