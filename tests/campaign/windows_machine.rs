//! What only a Windows machine does: it keeps open files from others, and does not tell capitals apart in names.

use crate::campaign_run::Folder;
use std::fs::{File, OpenOptions, rename};
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;
use tonghop::store::folder::{Shelf, write_whole};

/// Opens a file as a program does that shares it with nobody.
fn held(path: &Path) -> File {
    let mut options = OpenOptions::new();
    options.read(true).write(true).share_mode(0);
    options.open(path).expect("it is there")
}

#[test]
fn a_roster_that_is_open_is_told_by_name_with_what_to_do() {
    let folder = Folder::sample();
    let _open = held(&folder.file("don-vi.xlsx"));
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 2, "{said:?}");
    for part in [
        "don-vi.xlsx",
        "đang mở trong Excel",
        "đóng tệp rồi chạy lại",
    ] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
}

#[test]
fn a_return_that_is_open_is_told_by_name_and_the_others_go_on() {
    let folder = Folder::sample();
    let name = "16426_xa-Dong-Quang_CNTT-2020.xlsx";
    let open = held(&folder.file("2-nhan-ve").join(name));
    let said = folder.tonghop("ingest", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    for part in [name, "đang mở trong Excel", "Nhận mới 14 tệp"] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    drop(open);
    assert!(folder.tonghop("ingest", &[]).out.contains("Nhận mới 1 tệp"));
}

#[test]
fn a_ledger_that_another_program_holds_is_told_by_name() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let _open = held(&folder.file("so-tiep-nhan.sqlite"));
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 3, "{said:?}");
    for part in ["so-tiep-nhan.sqlite", "chương trình khác", "Đề nghị"] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
}

#[test]
fn a_file_that_a_scanner_holds_for_a_moment_is_written_all_the_same() {
    let folder = Folder::sample();
    let path = folder.file("x.docx");
    write_whole(&path, b"cu").expect("written");
    let open = held(&path);
    let scanner = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        drop(open);
    });
    write_whole(&path, b"moi").expect("written in the end");
    scanner.join().expect("it ended");
    assert_eq!(std::fs::read(&path).expect("the file"), b"moi");
}

#[test]
fn a_file_whose_name_was_written_in_capitals_is_the_same_file() {
    let folder = Folder::sample();
    let dir = folder.path();
    let name = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned());
    write_whole(&dir.join("bao-cao.docx"), b"cua nguoi dung").expect("written");
    rename(dir.join("bao-cao.docx"), dir.join("Bao-Cao.docx")).expect("renamed");
    // What a person changed stays; what is ours is found again and replaced.
    let placed = Shelf::of(dir)
        .place("bao-cao.docx", b"moi", None)
        .expect("placed");
    assert_eq!(name(&placed.path).as_deref(), Some("bao-cao-lan-2.docx"));
    assert_eq!(
        std::fs::read(dir.join("Bao-Cao.docx")).expect("the file"),
        b"cua nguoi dung"
    );
    write_whole(&dir.join("CHON-Y-KIEN.xlsx"), b"chon").expect("written");
    std::fs::remove_file(dir.join("chon-y-kien.xlsx")).expect("one file by two names");
    write_whole(&dir.join("CHON-Y-KIEN.xlsx"), b"chon").expect("written");
    let newest = Shelf::of(dir).newest("chon-y-kien.xlsx");
    assert_eq!(
        std::fs::read(newest.expect("found")).expect("the file"),
        b"chon"
    );
}
