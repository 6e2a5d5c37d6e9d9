//! What the machine refuses: told by name, with what to do, in the reader's language; the rest goes on.

use crate::campaign_run::Folder;
use serde_json::Value;
use tonghop::store::folder::write_whole;

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_told_and_the_others_go_on() {
    let folder = Folder::sample();
    let nowhere = folder.file("khong-co");
    let link = folder.file("2-nhan-ve/16999 hỏng.xlsx");
    std::os::unix::fs::symlink(&nowhere, &link).expect("linked");
    let said = folder.tonghop("ingest", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("Nhận mới 15 tệp"), "{}", said.out);
    for part in ["16999 hỏng.xlsx", "không thấy tệp", "Đề nghị"] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    let json: Value =
        serde_json::from_str(&folder.tonghop("ingest", &["--json"]).out).expect("JSON");
    assert!(
        json["unread"][0]
            .as_str()
            .expect("told")
            .contains("16999 hỏng.xlsx")
    );
    // It may be what a unit mended: the final waits for it.
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1);
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
    std::fs::remove_file(link).expect("removed");
    assert_eq!(folder.tonghop("run", &[]).code, 0);
}

#[test]
fn a_fault_of_the_archive_stops_the_run() {
    let folder = Folder::sample();
    write_whole(&folder.file("luu-tru"), b"no folder").expect("written");
    let said = folder.tonghop("ingest", &[]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(said.err.contains("luu-tru"), "{}", said.err);
    assert!(said.err.contains("không phải là thư mục"), "{}", said.err);
}

#[test]
fn an_inbox_that_is_not_there_is_told_by_name() {
    let folder = Folder::sample();
    std::fs::remove_dir_all(folder.file("2-nhan-ve")).expect("removed");
    for command in ["ingest", "run"] {
        let said = folder.tonghop(command, &[]);
        assert_eq!(said.code, 1);
        assert!(
            said.out.contains("Không thấy thư mục nhận biểu"),
            "{}",
            said.out
        );
        assert!(
            said.out.contains("Đề nghị tạo lại thư mục 2-nhan-ve"),
            "{}",
            said.out
        );
    }
}

#[test]
fn what_only_looks_works_in_a_folder_that_cannot_be_written() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    // Where a folder has this name no lock can be written, whoever runs the program.
    let lock = folder.file(".tonghop.khoa");
    std::fs::remove_file(&lock).expect("the lock of the run");
    std::fs::create_dir(&lock).expect("made");
    for (command, arguments) in [
        ("status", &[][..]),
        ("explain", &["xa.may_tinh"]),
        ("editions", &[]),
    ] {
        let said = folder.tonghop(command, arguments);
        assert_eq!(said.code, 0, "{command}: {said:?}");
        assert!(!said.out.is_empty(), "{command}");
    }
    let said = folder.tonghop("ingest", &[]);
    assert_eq!(said.code, 3);
    assert!(
        said.err.contains("Không ghi được vào thư mục"),
        "{}",
        said.err
    );
    assert!(!said.err.contains("os error"), "{}", said.err);
    // Before anything was received there is nothing to read either.
    for left in ["so-tiep-nhan.sqlite", "luu-tru"] {
        let path = folder.file(left);
        let removed = if path.is_dir() {
            std::fs::remove_dir_all(&path)
        } else {
            std::fs::remove_file(&path)
        };
        removed.expect("removed");
    }
    let said = folder.tonghop("status", &[]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(!folder.file("so-tiep-nhan.sqlite").exists());
}

#[test]
fn a_damaged_ledger_is_named_with_what_to_do() {
    let folder = Folder::sample();
    let name = "so-tiep-nhan.sqlite";
    write_whole(&folder.file(name), &[b'x'; 5000]).expect("written");
    let said = folder.tonghop("status", &[]);
    assert_eq!(said.code, 3);
    let command = format!("tonghop rebuild {}:", folder.path().display());
    for part in [name, &command, "luu-tru"] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
}

#[test]
fn settings_that_are_no_toml_are_told_in_the_readers_language() {
    let folder = Folder::sample();
    let path = folder.file("dot-bao-cao.toml");
    let text = std::fs::read_to_string(&path).expect("the settings");
    write_whole(&path, format!("{text}\nthua = [1, 2\n").as_bytes()).expect("written");
    let vi = folder.tonghop("status", &[]);
    assert_eq!(vi.code, 2);
    assert!(
        vi.err.contains("chưa đúng cách viết của tệp TOML"),
        "{}",
        vi.err
    );
    assert!(
        vi.err.contains("dot-bao-cao.toml:") && vi.err.contains('━'),
        "{}",
        vi.err
    );
    assert!(
        !vi.err.contains("array") && !vi.err.contains("expected"),
        "{}",
        vi.err
    );
    let en = folder.tonghop("status", &["--lang", "en"]);
    assert!(en.err.contains("array"), "{}", en.err);
}

#[test]
fn a_reader_of_the_screen_that_has_seen_enough_breaks_nothing() {
    let program = assert_cmd::cargo::cargo_bin!("tonghop");
    for arguments in [
        ["run", "--help"],
        ["kit", "--help"],
        ["run", "--nothing"],
        ["--version", "-q"],
    ] {
        let mut running = std::process::Command::new(program)
            .args(arguments)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("started");
        drop((running.stdout.take(), running.stderr.take()));
        let code = running.wait().expect("ended").code();
        assert!(matches!(code, Some(0 | 2)), "{arguments:?}: {code:?}");
    }
}

#[test]
fn a_copy_that_a_sync_service_made_is_told_and_never_read() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let quiet = folder.tonghop("status", &[]).out;
    assert!(!quiet.contains("bản sao"), "{quiet}");
    let copy = |from: &str, to: &str, change: &[u8]| {
        let mut bytes = std::fs::read(folder.file(from)).expect("a file");
        bytes.extend(change);
        write_whole(&folder.file(to), &bytes).expect("written");
        // A service may bring a copy that was saved before.
        let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000);
        let file = std::fs::OpenOptions::new()
            .append(true)
            .open(folder.file(to))
            .expect("it");
        file.set_modified(old).expect("an old time");
    };
    let names = [
        (
            "so-tiep-nhan.sqlite",
            "so-tiep-nhan (conflicted copy 2020-11-16).sqlite",
        ),
        (
            "dot-bao-cao.toml",
            "dot-bao-cao (Bản sao xung đột của PC-02).toml",
        ),
        (
            "don-vi.xlsx",
            "don-vi.sync-conflict-20201116-101500-ABCDEFG.xlsx",
        ),
        (
            "chon-y-kien.xlsx",
            "chon-y-kien (PC-02's conflicted copy).xlsx",
        ),
    ];
    for (known, name) in names {
        copy(known, name, b"\n");
    }
    // What says the same, or what a person put aside, is nothing to ask about.
    copy("dot-bao-cao.toml", "dot-bao-cao (conflict).toml", b"");
    copy("don-vi.xlsx", "don-vi - Copy.xlsx", b"cu");
    // Where all stands, and what is told of the folder.
    let stands = || {
        let said = folder.tonghop("status", &["--json"]).out;
        let mut said: Value = serde_json::from_str(&said).expect("JSON");
        let told = said["told"].take().to_string();
        (said, told)
    };
    let (before, told) = stands();
    assert!(names.iter().all(|(_, name)| told.contains(name)), "{told}");
    for command in ["status", "run"] {
        let said = folder.tonghop(command, &[]).out;
        for (known, name) in names {
            let line = said.lines().find(|line| line.contains(name));
            assert!(
                line.is_some_and(|line| line.contains(known)),
                "{command} {name}: {said}"
            );
        }
        assert_eq!(
            said.matches("đồng bộ thư mục").count(),
            names.len(),
            "{command}: {said}"
        );
    }
    for (_, name) in names {
        std::fs::remove_file(folder.file(name)).expect("moved away");
    }
    assert_eq!(stands(), (before, "[]".to_owned()), "they are never read");
    // Any copy of the ledger that has what the ledger has not is told, and no other.
    let other = Folder::sample();
    other.tonghop("run", &[]);
    let decide = |folder: &Folder, reason: &str| {
        let source = ["--source", "điện thoại", "--reason", reason];
        let said = folder.tonghop("set", &[&["16390", "can_bo", "29"], &source[..]].concat());
        assert_eq!(said.code, 0, "{said:?}");
    };
    decide(&other, "nghe ở máy kia");
    let ledger = "so-tiep-nhan.sqlite";
    let (own, foreign) = ("so-tiep-nhan - Copy.sqlite", "so-tiep-nhan (1).sqlite");
    std::fs::copy(folder.file(ledger), folder.file(own)).expect("put aside");
    std::fs::copy(other.file(ledger), folder.file(foreign)).expect("brought by a service");
    decide(&folder, "nghe ở máy này");
    let said = folder.tonghop("status", &[]).out;
    let told = said
        .lines()
        .filter(|line| line.contains("bản sao của sổ tiếp nhận"));
    let told: Vec<&str> = told.collect();
    assert!(told.len() == 1 && told[0].contains(foreign), "{said}");
}
