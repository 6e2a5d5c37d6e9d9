//! What lies in the inbox: read or named, whatever it is and however much, and what is plainly no return keeps nobody.

use crate::campaign_run::{Folder, Said};
use serde_json::Value;
use std::collections::BTreeSet;
use tonghop::app::env::{Clock, Env, Now};
use tonghop::app::ingest::ingest;
use tonghop::app::{Task, Workspace};
use tonghop::store::folder::{LEDGER, write_whole};
use tonghop::words::Lang;

const FINAL: &str = "4-ket-qua/bao-cao.docx";
/// A return of the sample.
const OWN: &str = "2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx";

fn put(folder: &Folder, name: &str, bytes: &[u8]) {
    write_whole(&folder.file("2-nhan-ve").join(name), bytes).expect("written");
}

fn ids(said: &Said) -> BTreeSet<String> {
    let all: Value = serde_json::from_str(&said.out).expect("JSON");
    let findings = all["findings"].as_array().expect("a list").iter();
    findings
        .filter(|f| f["state"] == "Open" || f["state"] == "Asked")
        .map(|f| f["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// A workbook that has nothing of the form.
fn plan() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, words) in ["Kế hoạch tuần", "Thứ hai", "Họp giao ban"]
        .iter()
        .enumerate()
    {
        sheet.write(row as u32, 0, *words).expect("written");
    }
    book.save_to_buffer().expect("a workbook")
}

#[cfg(unix)]
#[test]
fn returns_deep_down_hidden_or_behind_links_are_read_and_pipes_are_named() {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    let own = folder.file(OWN);
    let deep = inbox.join("a/b/c/d/e/f/g");
    std::fs::create_dir_all(&deep).expect("made");
    std::fs::rename(&own, deep.join(".16393 Đông Yên.xlsx")).expect("moved");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let other = "16381_xa-Dong-Hoang_CNTT-2020 (1).xlsx";
    std::fs::rename(inbox.join(other), elsewhere.path().join(other)).expect("moved");
    std::os::unix::fs::symlink(elsewhere.path(), inbox.join("may chu")).expect("linked");
    let pipe = std::process::Command::new("mkfifo")
        .arg(inbox.join("ong.xlsx"))
        .status();
    assert!(pipe.expect("mkfifo").success());
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("15/15"), "{}", said.out);
    let named = "2-nhan-ve/ong.xlsx không phải là tệp";
    assert!(said.out.contains(named), "{}", said.out);
}

#[test]
fn what_is_plainly_no_return_is_listed_and_keeps_no_final() {
    let folder = Folder::sample();
    put(&folder, "ke hoach.xls", b"Tu\xe2n 1: h\xf4p");
    put(&folder, "lich.xlsx", &plan());
    put(&folder, "rong.txt", b"");
    put(&folder, "nhi phan.dat", &[7, 1, 0, 254, 9, 0, 3]);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(folder.file(FINAL).exists());
    let dir = folder.path().display();
    for name in ["ke hoach.xls", "lich.xlsx", "rong.txt", "nhi phan.dat"] {
        let advice = format!("tonghop ignore {dir} \"{name}\" --reason");
        assert!(said.out.contains(&advice), "{name}: {}", said.out);
    }
    // It is passed over, or taken away, and nobody speaks of it again.
    let ignored = folder.tonghop("ignore", &["ke hoach.xls", "--reason", "lịch họp"]);
    assert_eq!(ignored.code, 0, "{ignored:?}");
    std::fs::remove_file(folder.file("2-nhan-ve/lich.xlsx")).expect("removed");
    let said = folder.tonghop("run", &[]);
    for name in ["ke hoach.xls", "lich.xlsx"] {
        assert!(!said.out.contains(name), "{name}: {}", said.out);
    }
    assert!(said.out.contains("rong.txt"), "{}", said.out);
}

#[test]
fn what_may_be_a_return_of_somebody_keeps_the_final_until_it_is_passed_over() {
    let whole = |folder: &Folder| std::fs::read(folder.file(OWN)).expect("a return");
    let folder = Folder::sample();
    let truncated = &whole(&folder)[..9000];
    for (name, bytes) in [
        ("ban moi.xlsx", truncated),
        ("goi.rar", b"Rar!\x1a\x07\x00 and more of it".as_slice()),
        ("thu xa Đông Yên.txt", "Kính gửi".as_bytes()),
        ("rong.xlsx", b"".as_slice()),
    ] {
        let folder = Folder::sample();
        put(&folder, name, bytes);
        let said = folder.tonghop("run", &[]);
        assert_eq!(said.code, 1, "{name}: {said:?}");
        assert!(!folder.file(FINAL).exists(), "{name}");
        let ignored = folder.tonghop("ignore", &[name, "--reason", "không phải biểu"]);
        assert_eq!(ignored.code, 0, "{name}: {ignored:?}");
        assert_eq!(folder.tonghop("run", &[]).code, 0, "{name}");
        assert!(folder.file(FINAL).exists(), "{name}");
        // The ledger made again knows of it.
        std::fs::remove_file(folder.file(LEDGER)).expect("lost");
        assert_eq!(folder.tonghop("rebuild", &[]).code, 0, "{name}");
        assert_eq!(folder.tonghop("run", &[]).code, 0, "{name}");
    }
}

#[test]
fn a_return_that_counts_is_not_passed_over() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let name = OWN.rsplit('/').next().expect("a name");
    let said = folder.tonghop("ignore", &[name, "--reason", "nhầm"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("Xã Đông Yên"), "{}", said.err);
    let said = folder.tonghop("ignore", &["khong co.xlsx", "--reason", "nhầm"]);
    assert_eq!(said.code, 2, "{said:?}");
}

#[test]
fn what_could_not_be_read_for_want_of_a_reader_is_read_by_the_next_run() {
    let folder = Folder::sample();
    let env = Env {
        clock: Clock::Fixed(Now::parse("2020-11-16").expect("a day")),
        actor: tonghop::app::actor::Actor::named("cán bộ"),
        draw: || *b"only for rehearsals and samples.",
        reader: "/khong/co/chuong-trinh".into(),
    };
    // Settings and roster are read by the quick reader; an old workbook needs the child.
    let workspace = Workspace::open(folder.path(), env).expect("a campaign");
    let mut session = workspace.session().expect("free");
    ingest(&mut session, &[], &Task::silent()).expect("the rest is taken in");
    let unread: Vec<String> = session.unread.iter().map(|m| m.say(Lang::Vi)).collect();
    let old = "16405_xa-Dong-Tien_CNTT-2020.xls";
    assert!(unread.iter().any(|line| line.contains(old)), "{unread:?}");
    drop(session);
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("15/15"), "{}", said.out);
}

#[test]
fn a_messy_inbox_is_told_on_one_screen_and_in_full_in_the_workbook() {
    let folder = Folder::sample();
    let whole = std::fs::read(folder.file(OWN)).expect("a return");
    for number in 0..150 {
        let name = format!("16393 bản {number}.xlsx");
        put(&folder, &name, &whole[..whole.len() - 900 - number]);
    }
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1);
    let lines = said.out.lines().count();
    assert!(lines < 120, "{lines} lines: {}", said.out);
    for part in [
        "TEP-04: 150 mục",
        "Xã Đông Yên: 150 mục",
        "--all",
        "tong-hop.xlsx",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    let open = ids(&folder.tonghop("status", &["--json"]));
    assert!(open.len() > 150, "{}", open.len());
    let all = folder.tonghop("status", &["--all"]).out;
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(folder.file("4-ket-qua/tong-hop.xlsx")).expect("it");
    let sheet = calamine::Reader::worksheet_range(&mut book, "Nội dung cần xem lại");
    let sheet = sheet.expect("the sheet of findings");
    let cells: BTreeSet<String> = sheet.cells().map(|(_, _, cell)| cell.to_string()).collect();
    for id in &open {
        assert!(cells.contains(id), "{id} is not in the workbook");
    }
    let shown = all.matches("TEP-04").count();
    assert!(shown >= 6, "{shown}: {all}");
}

#[cfg(unix)]
#[test]
fn text_from_outside_never_reaches_the_terminal_raw() {
    let folder = Folder::sample();
    let whole = std::fs::read(folder.file(OWN)).expect("a return");
    let name = "16393 \u{1b}[31mđỏ\u{7} \u{202e}xslx.\nbản\thai \u{9b}1m.xlsx";
    put(&folder, name, &whole[..whole.len() - 900]);
    put(&folder, "ke\u{1b}]0;x\u{7}\nhoach.xls", b"x");
    for (command, arguments) in [
        ("run", &[][..]),
        ("run", &["--all"]),
        ("status", &[]),
        ("status", &["--json"]),
        ("ingest", &["--lang", "en"]),
        ("report", &["--final"]),
    ] {
        let said = folder.tonghop(command, arguments);
        for text in [&said.out, &said.err] {
            let obeyed =
                |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!text.contains(obeyed), "{command}: {text:?}");
        }
        if !arguments.contains(&"--json") {
            assert!(said.out.contains("đỏ"), "{command}: {}", said.out);
            let broken = said.out.lines().any(|l| l.starts_with("bản hai"));
            assert!(!broken, "{command}: {}", said.out);
        }
    }
}

#[test]
fn workbooks_of_ours_in_the_inbox_are_told_in_a_line_each_and_no_figure_comes_from_them() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let total = |folder: &Folder| {
        let said = folder.tonghop("explain", &["xa.may_tinh", "--json"]);
        let told: Value = serde_json::from_str(&said.out).expect("JSON");
        told["figure"].clone()
    };
    let before = total(&folder);
    let open = ids(&folder.tonghop("status", &["--json"]));
    let ours = [
        ("4-ket-qua/tong-hop.xlsx", "so lieu 1.xlsx", "tệp tổng hợp"),
        (
            "1-gui-di/danh-sach-gui.xlsx",
            "16390 so lieu 2.xlsx",
            "danh sách gửi biểu",
        ),
        (
            "1-gui-di/chung-xa_CNTT-2020.xlsx",
            "so lieu 3.xlsx",
            "biểu dùng chung còn để trống",
        ),
        ("chon-y-kien.xlsx", "so lieu 4.xlsx", "tệp chọn ý kiến"),
        ("don-vi.xlsx", "so lieu 5.xlsx", "danh sách đơn vị"),
    ];
    for (made, name, _) in ours {
        put(
            &folder,
            name,
            &std::fs::read(folder.file(made)).expect("a workbook of ours"),
        );
    }
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(said.code, 0, "{said:?}");
    for (_, name, told) in ours {
        let lines = said.out.lines().filter(|line| line.contains(told));
        assert!(lines.count() > 0, "{name}: {told}: {}", said.out);
    }
    assert_eq!(total(&folder), before);
    for (_, name, _) in ours {
        let done = folder.tonghop("ignore", &[name, "--reason", "không phải biểu"]);
        assert_eq!(done.code, 0, "{name}: {done:?}");
    }
    assert_eq!(ids(&folder.tonghop("status", &["--json"])), open);
}

/// A workbook of one sheet with these rows.
fn rows(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in rows.iter().enumerate() {
        for (col, text) in row.iter().enumerate() {
            let (at, col) = (at as u32, col as u16);
            let written = match text.parse::<f64>() {
                Ok(number) => sheet.write_number(at, col, number).map(drop),
                Err(_) => sheet.write_string(at, col, *text).map(drop),
            };
            written.expect("written");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn figures_or_corrections_of_a_unit_outside_any_form_are_not_passed_over() {
    let total = "Máy tính - Tổng số";
    let said: [(&str, &[&[&str]]); 5] = [
        (
            "bảng ngắn",
            &[
                &["Mã", "Đơn vị", total, "Máy in"],
                &["16381", "Xã Đông Hoàng", "25", "3"],
                &["16393", "Xã Đông Yên", "18", "2"],
            ],
        ),
        (
            "một cột",
            &[&["Đơn vị", total], &["UBND xã Đông Hoàng", "25"]],
        ),
        (
            "hai năm",
            &[
                &["Đơn vị", "Năm 2019", "Năm 2020"],
                &["", total, total],
                &["Đông Hoàng", "20", "25"],
            ],
        ),
        (
            "đính chính",
            &[&["Đính chính của xã Đông Hoàng"], &["Số máy tính: 25"]],
        ),
        (
            "gửi lại",
            &[&["Đơn vị: xã Đông Hoàng"], &["máy tính sửa từ 20 thành 25"]],
        ),
    ];
    for (what, cells) in said {
        let folder = Folder::sample();
        put(&folder, "thêm.xlsx", &rows(cells));
        let run = folder.tonghop("run", &[]);
        assert_eq!(run.code, 1, "{what}: {}", run.out);
        assert!(!folder.file(FINAL).exists(), "{what}");
        assert!(run.out.contains("nhưng có ghi"), "{what}: {}", run.out);
        assert!(run.out.contains("Đông Hoàng"), "{what}: {}", run.out);
    }
    // What says nothing of figures stays nobody's: an agenda, a lone word.
    let others: [&[&[&str]]; 2] = [
        &[
            &["7h30", "Họp giao ban"],
            &["9h", "Làm việc với xã Đông Hoàng"],
        ],
        &[&[total], &["25"]],
    ];
    for cells in others {
        let folder = Folder::sample();
        put(&folder, "khác.xlsx", &rows(cells));
        let run = folder.tonghop("run", &[]);
        assert_eq!(run.code, 0, "{cells:?}: {}", run.out);
    }
}
