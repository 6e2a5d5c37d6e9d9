//! The folder: outputs are whole or absent, what a person changed stays, one run at a time, nothing received is lost.

use crate::campaign_run::Folder;
use std::fs;
use std::path::{Path, PathBuf};
use tonghop::model::id::FileHash;
use tonghop::store::archive::{self, NotKept};
use tonghop::store::folder::{self, Shelf, hash, write_whole};
use tonghop::store::lock;
use tonghop::words::{Lang, Message};

fn dir() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Names in a folder, sorted.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("the folder");
    let mut names: Vec<String> = entries
        .map(|e| {
            e.expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Writes `bao-cao.docx` when `known` is what we wrote last: the name it got, and whether it was written.
fn place(dir: &Path, bytes: &str, known: Option<&str>) -> (String, bool, bool) {
    let known = known.map(|k| hash(k.as_bytes()));
    let placed = Shelf::of(dir).place("bao-cao.docx", bytes.as_bytes(), known.as_deref());
    let placed = placed.expect("placed");
    assert_eq!(fs::read(&placed.path).expect("the file"), bytes.as_bytes());
    (name_of(&placed.path), placed.renamed, placed.unchanged)
}

#[test]
fn a_new_output_takes_the_place_of_our_own() {
    let dir = dir();
    let plain = |unchanged| ("bao-cao.docx".to_owned(), false, unchanged);
    let results = dir.path().join(folder::RESULTS);
    assert_eq!(place(&results, "một", None), plain(false));
    assert_eq!(place(&results, "một", Some("một")), plain(true));
    assert_eq!(place(&results, "hai", Some("một")), plain(false));
    assert_eq!(names(&results), ["bao-cao.docx"]);
}

#[test]
fn what_a_person_changed_stays_and_the_new_one_is_numbered() {
    let dir = dir();
    let numbered = |n: u32, unchanged| (format!("bao-cao-lan-{n}.docx"), true, unchanged);
    place(dir.path(), "một", None);
    write_whole(&dir.path().join("bao-cao.docx"), b"sua tay").expect("written");
    assert_eq!(place(dir.path(), "hai", Some("một")), numbered(2, false));
    assert_eq!(place(dir.path(), "hai", Some("hai")), numbered(2, true));
    assert_eq!(place(dir.path(), "ba", Some("hai")), numbered(2, false));
    write_whole(&dir.path().join("bao-cao-lan-2.docx"), b"sua nua").expect("written");
    assert_eq!(place(dir.path(), "ba", Some("ba")), numbered(3, false));
    assert_eq!(
        Shelf::of(dir.path())
            .newest("bao-cao.docx")
            .map(|p| name_of(&p))
            .as_deref(),
        Some("bao-cao-lan-3.docx")
    );
    let kept = fs::read(dir.path().join("bao-cao.docx")).expect("the file");
    assert_eq!(kept, b"sua tay");
    assert_eq!(Shelf::of(dir.path()).newest("khac.docx"), None);
}

#[test]
fn a_name_that_the_disk_finds_though_it_is_not_in_the_list_is_never_written_over() {
    // A disk that does not tell capitals apart lists `Bao-Cao.docx` and finds it under `bao-cao.docx` too.
    let dir = dir();
    let mut listed_before = Shelf::of(dir.path());
    for taken in ["bao-cao.docx", "bao-cao-lan-2.docx"] {
        write_whole(&dir.path().join(taken), b"cua nguoi dung").expect("written");
    }
    let placed = listed_before.place("bao-cao.docx", b"moi", Some("x"));
    let placed = placed.expect("placed");
    assert_eq!(name_of(&placed.path), "bao-cao-lan-3.docx");
    assert!(placed.renamed);
    for taken in ["bao-cao.docx", "bao-cao-lan-2.docx"] {
        let kept = fs::read(dir.path().join(taken)).expect("the file");
        assert_eq!(kept, b"cua nguoi dung", "{taken}");
    }
}

#[test]
fn a_file_that_somebody_has_open_is_not_replaced() {
    for mark in [".~lock.bao-cao.docx#", "~$o-cao.docx", "~$bao-cao.docx"] {
        let dir = dir();
        place(dir.path(), "một", None);
        write_whole(&dir.path().join(mark), b"").expect("written");
        let (name, renamed, _) = place(dir.path(), "hai", Some("một"));
        assert_eq!(
            (name.as_str(), renamed),
            ("bao-cao-lan-2.docx", true),
            "{mark}"
        );
    }
    // What cannot be replaced at all, as on a system that locks open files.
    let dir = dir();
    fs::create_dir(dir.path().join("bao-cao.docx")).expect("made");
    assert_eq!(place(dir.path(), "hai", None).0, "bao-cao-lan-2.docx");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_keeps_what_it_has() {
    use std::os::unix::fs::PermissionsExt;
    let dir = dir();
    let file = dir.path().join("a.xlsx");
    write_whole(&file, b"cu").expect("written");
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).expect("closed");
    let may_write_all_the_same = tempfile::tempfile_in(dir.path()).is_ok();
    let written = write_whole(&file, b"moi");
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).expect("opened");
    // The superuser is not kept out by permissions.
    if !may_write_all_the_same {
        let told = written.expect_err("refused").say(Lang::Vi);
        assert!(told.contains("a.xlsx"), "{told}");
        assert_eq!(fs::read(&file).expect("the file"), b"cu");
    }
    assert_eq!(names(dir.path()), ["a.xlsx"]);
}

#[test]
fn what_cannot_be_put_in_its_place_leaves_no_half_file() {
    let dir = dir();
    let target = dir.path().join("a.xlsx");
    fs::create_dir(&target).expect("made");
    fs::create_dir(target.join("x")).expect("made");
    assert!(write_whole(&target, b"moi").is_err());
    assert!(write_whole(&dir.path().join("khong-co/b.xlsx"), b"moi").is_err());
    assert!(write_whole(&target.join("x"), b"moi").is_err());
    assert_eq!(names(dir.path()), ["a.xlsx"]);
    assert_eq!(names(&target), ["x"]);
}

#[test]
fn many_threads_writing_one_file_leave_one_whole_file() {
    let dir = dir();
    let path = dir.path().join("a.xlsx");
    std::thread::scope(|scope| {
        for n in 0..8u8 {
            let path = path.clone();
            scope.spawn(move || write_whole(&path, &vec![n; 100_000]).expect("written"));
        }
    });
    let bytes = fs::read(&path).expect("the file");
    assert_eq!(bytes.len(), 100_000);
    assert!(bytes.iter().all(|b| *b == bytes[0]));
    assert_eq!(names(dir.path()), ["a.xlsx"]);
}

#[test]
fn a_second_run_is_told_that_the_folder_is_in_use() {
    let dir = dir();
    let first = lock::take(dir.path()).expect("free");
    let told = lock::take(dir.path()).expect_err("in use");
    assert_eq!(told.message().id, "campaign.folder-in-use");
    let root = dir.path().to_path_buf();
    let other = std::thread::spawn(move || lock::take(&root).is_err());
    assert!(other.join().expect("a thread"));
    drop(first);
    // A program that another test starts at this moment has a copy of the open file until it runs.
    let taken = |_| {
        std::thread::sleep(std::time::Duration::from_millis(5));
        lock::take(dir.path()).is_ok()
    };
    assert!((0..400).any(taken));
}

/// What the test below runs as another program: holds the folder until it is ended. Alone it does nothing.
#[test]
fn another_program() {
    if let Some(root) = std::env::var_os("HELD_FOLDER") {
        let _lock = lock::take(Path::new(&root)).expect("free");
        println!("\ntaken");
        std::thread::sleep(std::time::Duration::from_mins(1));
    }
}

#[test]
fn a_lock_of_another_program_counts_and_ends_with_it() {
    let dir = dir();
    let mut other = std::process::Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "campaign_folder::another_program", "--nocapture"])
        .env("HELD_FOLDER", dir.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("started");
    let out = std::io::BufReader::new(other.stdout.take().expect("its words"));
    let mut lines = std::io::BufRead::lines(out);
    assert!(lines.any(|line| line.expect("a line") == "taken"));
    let told = lock::take(dir.path()).map(|_| ());
    other.kill().expect("ended");
    other.wait().expect("ended");
    assert!(told.is_err());
    assert!(lock::take(dir.path()).is_ok());
}

#[test]
fn what_a_run_left_half_written_is_cleared_away_by_the_next() {
    let dir = dir();
    for path in [
        "4-ket-qua/.1-2.tonghop-tam",
        "luu-tru/ab/.1-3.tonghop-tam",
        ".1-4.tonghop-tam",
        "2-nhan-ve/a.xlsx",
    ] {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        write_whole(&path, b"x").expect("written");
    }
    let _lock = lock::take(dir.path()).expect("free");
    assert_eq!(names(&dir.path().join("4-ket-qua")), Vec::<String>::new());
    assert_eq!(names(&dir.path().join("luu-tru/ab")), Vec::<String>::new());
    assert_eq!(names(&dir.path().join("2-nhan-ve")), ["a.xlsx"]);
}

#[test]
fn the_inbox_is_what_people_put_there() {
    let dir = dir();
    let inbox = dir.path().join(folder::INBOX);
    let files = [
        "b.xlsx",
        "a.ods",
        "Cụm 1/c.xls",
        "LOI-DAN.txt",
        "~$b.xlsx",
        ".~lock.b.xlsx#",
        ".an.xlsx",
        "~tam.xlsx",
        "~WRL0001.tmp",
        "Cụm 1/2/3/4/5/6/d.xlsx",
        "Thumbs.db",
        "Cụm 1/desktop.ini",
        ".1-1.tonghop-tam",
        "ghi chú.txt",
    ];
    for file in files {
        let path = inbox.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        write_whole(&path, b"x").expect("written");
    }
    let found = folder::inbox(dir.path()).expect("read");
    let found: Vec<PathBuf> = found
        .files
        .iter()
        .map(|p| p.strip_prefix(&inbox).expect("below").to_path_buf())
        .collect();
    let expected = [
        ".an.xlsx",
        "Cụm 1/2/3/4/5/6/d.xlsx",
        "Cụm 1/c.xls",
        "a.ods",
        "b.xlsx",
        "ghi chú.txt",
        "~tam.xlsx",
    ]
    .map(PathBuf::from);
    assert_eq!(found, expected);
    assert!(
        folder::inbox(&dir.path().join("x"))
            .expect("no inbox")
            .files
            .is_empty()
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_what_is_no_file_is_named() {
    use std::os::unix::fs::symlink;
    let dir = dir();
    let inbox = dir.path().join(folder::INBOX);
    fs::create_dir_all(inbox.join("cum/sau")).expect("made");
    let elsewhere = tempfile::tempdir().expect("a folder");
    write_whole(&elsewhere.path().join("c.xlsx"), b"x").expect("written");
    write_whole(&inbox.join("cum/sau/a.xlsx"), b"x").expect("written");
    for (to, link) in [
        (inbox.as_path(), "vong"),
        (&inbox.join("cum"), "cum/sau/nguoc"),
        (elsewhere.path(), "ngoai"),
        (elsewhere.path(), "ngoai 2"),
        (&elsewhere.path().join("c.xlsx"), "tep.xlsx"),
        (dir.path(), "dot"),
        (Path::new("/dev/zero"), "khong-dut"),
        (&inbox.join("khong co"), "gay.xlsx"),
    ] {
        symlink(to, inbox.join(link)).expect("linked");
    }
    std::os::unix::net::UnixListener::bind(inbox.join("o-cam")).expect("a socket");
    let found = folder::inbox(dir.path()).expect("read");
    let names = |paths: &[PathBuf]| -> Vec<String> {
        let within = paths.iter().map(|p| p.strip_prefix(&inbox).expect("below"));
        within.map(|p| p.display().to_string()).collect()
    };
    let files = ["cum/sau/a.xlsx", "gay.xlsx", "ngoai/c.xlsx", "tep.xlsx"];
    assert_eq!(names(&found.files), files);
    assert_eq!(names(&found.not_read), ["dot", "khong-dut", "o-cam"]);
}

#[test]
fn the_archive_keeps_each_file_once_and_as_it_was() {
    let dir = dir();
    let file = dir.path().join("Xã Đông Hòa.XLSX");
    write_whole(&file, b"noi dung").expect("written");
    let missing = dir.path().join("khong-co");
    let mut both = archive::keep_all(dir.path(), &[file, missing]).into_iter();
    let kept = both.next().expect("the first").expect("kept");
    assert!(both.next().expect("the second").is_err());
    assert_eq!(
        (kept.hash.as_str(), kept.size),
        (hash(b"noi dung").as_str(), 8)
    );
    assert_eq!(
        kept.path,
        archive::path(dir.path(), &kept.hash, "Xã Đông Hòa.XLSX")
    );
    assert!(
        kept.path
            .ends_with(format!("luu-tru/{}/{}.xlsx", &kept.hash[..2], kept.hash))
    );
    let again = archive::keep_stream(dir.path(), "khac.xlsx", &mut &b"noi dung"[..]).expect("kept");
    assert_eq!(again, kept);
    assert_eq!(fs::read(&kept.path).expect("the file"), b"noi dung");
    assert_eq!(names(&dir.path().join(folder::ARCHIVE)), [&kept.hash[..2]]);
}

#[test]
fn many_files_are_kept_in_their_order_and_one_that_fails_costs_only_itself() {
    let dir = dir();
    let mut files = Vec::new();
    for n in 0..9u8 {
        let file = dir.path().join(format!("{n}.xlsx"));
        // Every third file says the same.
        write_whole(&file, &[n % 3]).expect("written");
        files.push(file);
    }
    files.insert(2, dir.path().join("khong-co.xlsx"));
    let kept = archive::keep_all(dir.path(), &files);
    assert_eq!(kept.len(), files.len());
    for (file, kept) in files.iter().zip(&kept) {
        match fs::read(file) {
            Ok(bytes) => {
                let kept = kept.as_ref().expect("kept");
                assert_eq!(kept.hash, FileHash::of(&bytes));
                assert_eq!(fs::read(&kept.path).expect("the file"), bytes);
            }
            Err(_) => assert!(matches!(kept, Err(NotKept::Unread(_))), "{kept:?}"),
        }
    }
    assert!(archive::keep_all(dir.path(), &[]).is_empty());
}

#[test]
fn an_archived_file_that_was_changed_is_told_and_left() {
    let dir = dir();
    let kept = archive::keep_stream(dir.path(), "a.xlsx", &mut &b"noi dung"[..]).expect("kept");
    write_whole(&kept.path, b"khac").expect("written");
    let told = archive::keep_stream(dir.path(), "a.xlsx", &mut &b"noi dung"[..]).expect_err("told");
    let changed = |m: &Message| m.id == "campaign.archive-changed";
    assert!(
        matches!(&told, NotKept::Archive(m) if changed(m)),
        "{told:?}"
    );
    assert_eq!(fs::read(&kept.path).expect("the file"), b"khac");
}

#[test]
fn a_name_from_outside_is_never_a_path_in_the_archive() {
    let root = Path::new("dot");
    for name in [
        "x./../../etc",
        "a.xls/x",
        "a.",
        "a",
        "a.\u{202e}xls",
        "a.xlsxxxxxx",
        "..",
    ] {
        let hash = FileHash::of(name.as_bytes());
        let path = archive::path(root, &hash, name);
        let wanted = Path::new("dot/luu-tru").join(&hash[..2]).join(&*hash);
        assert_eq!(path, wanted, "{name}");
    }
}

#[test]
fn the_secret_of_a_campaign_is_in_nothing_that_goes_out() {
    let folder = Folder::copy_of(std::path::Path::new("samples/troubled"));
    folder.tonghop("run", &[]);
    folder.tonghop("letter", &["--remind"]);
    let secret =
        std::fs::read_to_string(folder.file("luu-tru/khoa-cap-bieu.txt")).expect("the secret");
    let secret = secret.trim().to_lowercase();
    assert_eq!(secret.len(), 64);
    let raw: Vec<u8> = (0..64)
        .step_by(2)
        .map(|at| u8::from_str_radix(&secret[at..at + 2], 16).expect("digits"))
        .collect();
    let mut places = vec![folder.path().to_owned()];
    let mut seen = 0;
    while let Some(place) = places.pop() {
        for entry in std::fs::read_dir(&place).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                if !path.ends_with("luu-tru") && !path.ends_with("2-nhan-ve") {
                    places.push(path);
                }
                continue;
            }
            // The ledger keeps it, and stays where it is.
            if path.to_string_lossy().contains("so-tiep-nhan") {
                continue;
            }
            let bytes = std::fs::read(&path).expect("a file");
            let mut parts = vec![bytes.clone()];
            if bytes.starts_with(b"PK") {
                parts.extend(
                    crate::package::parts(&bytes)
                        .into_iter()
                        .map(|(_, part)| part),
                );
            }
            for part in parts {
                let text = String::from_utf8_lossy(&part).to_lowercase();
                let holds_raw = part.windows(32).any(|window| window == raw);
                assert!(!text.contains(&secret) && !holds_raw, "{}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} files");
}
