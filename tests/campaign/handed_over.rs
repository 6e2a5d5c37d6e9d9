//! A campaign that goes to another machine: whole or not at all, and one copy at a time is worked on.

use crate::campaign_run::{Folder, Said, tonghop_of};
use crate::package::{packed, parts};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tonghop::store::folder::write_whole;

const WHY: [&str; 2] = ["--reason", "người nhận nghỉ ốm"];

/// The files of a ZIP.
type Parts = Vec<(String, Vec<u8>)>;

/// A campaign that was run, and a place beside others for copies of it.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let sample = Folder::sample();
        std::fs::rename(sample.path(), dir.path().join("cu")).expect("moved");
        std::fs::create_dir(sample.path()).expect("what is taken away at the end");
        let place = Self { dir };
        assert_eq!(place.on("run", "cu", &[]).code, 0);
        place
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn on(&self, command: &str, copy: &str, arguments: &[&str]) -> Said {
        tonghop_of(command, &self.file(copy), arguments)
    }

    fn hand_over(&self, copy: &str, name: &str) -> PathBuf {
        let file = self.file(name);
        let to = [
            "--to",
            file.to_str().expect("UTF-8"),
            "--receiver",
            "Phòng  Nội vụ",
        ];
        let said = self.on("hand-over", copy, &to);
        assert_eq!(said.code, 0, "{said:?}");
        file
    }

    fn take_over(&self, file: &Path, copy: &str) -> Said {
        let dir = self.file(copy);
        tonghop_of("take-over", file, &[dir.to_str().expect("UTF-8")])
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.dir.path())
            .expect("a folder")
            .flatten();
        let mut names: Vec<_> = entries
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn files(root: &Path, within: &str, all: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(root.join(within))
        .expect("a folder")
        .flatten()
    {
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(root, &format!("{name}/"), all);
        } else {
            all.insert(name, std::fs::read(entry.path()).expect("bytes"));
        }
    }
}

/// What lies in a copy, but for what the work on it itself writes.
fn contents(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    files(root, "", &mut all);
    let own = [
        ".tonghop.khoa",
        "so-tiep-nhan.sqlite",
        "luu-tru/nhat-ky.txt",
        "luu-tru/niem-phong.txt",
    ];
    all.retain(|name, _| !own.contains(&name.as_str()));
    all
}

#[test]
fn the_copy_goes_on_elsewhere_byte_for_byte_and_the_old_one_is_only_looked_at() {
    let place = Place::new();
    write_whole(&place.file("cu/.~lock.don-vi.xlsx#"), b"").expect("written");
    std::fs::create_dir(place.file("cu/2-nhan-ve/thư mục")).expect("a folder");
    write_whole(&place.file("cu/2-nhan-ve/thư mục/Tên lạ \u{301}.txt"), b"x").expect("written");
    let before = place.on("status", "cu", &["--json"]).out;
    let file = place.hand_over("cu", "di.zip");
    let said = place.take_over(&file, "moi");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(!said.out.contains("tách nhau"), "{}", said.out);
    let mut old = contents(&place.file("cu"));
    assert!(old.remove(".~lock.don-vi.xlsx#").is_some());
    assert!(old.len() > 40 && old.contains_key("4-ket-qua/ban-giao.docx"));
    assert_eq!(contents(&place.file("moi")), old);
    assert_eq!(place.on("status", "moi", &["--json"]).out, before);
    // Work goes on in the new one alone.
    for (command, arguments) in [
        ("run", &[][..]),
        ("ingest", &[]),
        ("report", &["--draft"]),
        ("accept", &["405-KHOP-07", "--reason", "đã kiểm tra"]),
        ("undo", &["1"]),
        ("close", &[]),
        ("hand-over", &[]),
        ("feedback", &[]),
        ("letter", &[]),
    ] {
        let said = place.on(command, "cu", arguments);
        assert_eq!(said.code, 2, "{command}: {said:?}");
        for part in [
            "ngày 16/11/2020 cho Phòng Nội vụ",
            "làm tiếp ở bản đã nhận",
            "--take-back",
        ] {
            assert!(said.err.contains(part), "{command}: {}", said.err);
        }
    }
    for (command, arguments) in [
        ("status", &[][..]),
        ("log", &[]),
        ("editions", &[]),
        ("explain", &["xa.may_tinh"]),
        ("export", &[]),
    ] {
        let said = place.on(command, "cu", arguments);
        assert!(said.code < 2, "{command}: {said:?}");
    }
    assert!(
        place
            .on("status", "cu", &[])
            .out
            .contains("bản này chỉ để xem")
    );
    assert_eq!(place.on("run", "moi", &[]).code, 0);
    assert!(!place.on("status", "moi", &[]).out.contains("chỉ để xem"));
    let log = place.on("log", "moi", &[]).out;
    assert!(
        log.contains("Bàn giao đợt báo cáo cho Phòng Nội vụ"),
        "{log}"
    );
    assert!(log.contains("Nhận bàn giao đợt báo cáo"), "{log}");
    for act in ["1", "2"] {
        assert_eq!(
            place.on("undo", "moi", &[act]).code,
            2,
            "a hand-over is not undone"
        );
    }
    // A ledger that is made again still knows.
    std::fs::remove_file(place.file("cu/so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(place.on("rebuild", "cu", &[]).code, 0);
    assert_eq!(place.on("run", "cu", &[]).code, 2);
    // And the new one may be handed back: the chain is one history.
    let back = place.hand_over("moi", "ve.zip");
    assert_eq!(place.take_over(&back, "cu-2").code, 0);
    for copy in ["cu", "moi", "cu-2"] {
        let told = place.on("status", copy, &[]).out;
        assert!(!told.contains("tách nhau"), "{copy}: {told}");
    }
    assert_eq!(place.on("run", "cu-2", &[]).code, 0);
}

#[test]
fn the_page_tells_what_is_open() {
    let place = Place::new();
    std::fs::remove_file(place.file("cu/so-tiep-nhan.sqlite")).expect("removed");
    std::fs::remove_dir_all(place.file("cu/luu-tru")).expect("removed");
    std::fs::remove_file(place.file("cu/2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx"))
        .expect("removed");
    assert_eq!(place.on("run", "cu", &[]).code, 1);
    let given = [
        "16390",
        "can_bo",
        "29",
        "--source",
        "điện thoại",
        "--reason",
        "xã báo lại",
    ];
    assert_eq!(place.on("set", "cu", &given).code, 0);
    place.hand_over("cu", "di.zip");
    let page = std::fs::read(place.file("cu/4-ket-qua/ban-giao.docx")).expect("the page");
    let page = crate::campaign_run::paragraphs(&page).join("\n");
    for part in [
        "trân trọng bàn giao đợt báo cáo này cho Phòng Nội vụ",
        "Đã nhận biểu của 14/15 đơn vị.",
        "Xã Đông Yên, hạn 05/11/2020",
        "Ghi thay Xã Đông Hòa",
        "xã báo lại",
        "bao-cao_du-thao.docx",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn a_copy_that_is_taken_back_goes_on_and_two_that_went_on_are_told_on_both_sides() {
    let place = Place::new();
    let take_back = |reason: &[&str]| {
        let arguments = [&["--take-back"], reason].concat();
        place.on("hand-over", "cu", &arguments)
    };
    assert_eq!(take_back(&WHY).code, 2, "it was not handed over");
    let file = place.hand_over("cu", "di.zip");
    assert_eq!(take_back(&[]).code, 2, "without a reason");
    assert_eq!(
        take_back(&["--reason", "..."]).code,
        2,
        "it must say something"
    );
    assert_eq!(place.on("run", "cu", &[]).code, 2);
    let said = take_back(&WHY);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(place.on("run", "cu", &[]).code, 0);
    let log = place.on("log", "cu", &[]).out;
    assert!(log.contains(WHY[1]), "{log}");
    assert!(
        !place.on("status", "cu", &[]).out.contains("tách nhau"),
        "one copy alone"
    );
    let said = place.take_over(&file, "moi");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("tách nhau"), "{}", said.out);
    for (copy, other) in [("cu", "moi"), ("moi", "cu")] {
        let told = place.on("status", copy, &[]).out;
        let line = told.lines().find(|line| line.contains("tách nhau"));
        let other = place.file(other).canonicalize().expect("a folder");
        assert!(
            line.is_some_and(|line| line.contains(&other.display().to_string())),
            "{told}"
        );
    }
    assert!(
        place.on("run", "moi", &[]).out.contains("tách nhau"),
        "whoever only runs is told too"
    );
    let status = place.on("status", "moi", &["--json"]).out;
    let status: serde_json::Value = serde_json::from_str(&status).expect("JSON");
    let told = status["told"].to_string();
    assert!(told.contains("tách nhau"), "{told}");
    // The same file twice makes two copies as well.
    std::fs::remove_dir_all(place.file("cu")).expect("removed");
    assert!(!place.on("status", "moi", &[]).out.contains("tách nhau"));
    assert_eq!(place.take_over(&file, "moi-2").code, 0);
    assert!(place.on("status", "moi", &[]).out.contains("tách nhau"));
    // Another campaign beside it has nothing to do with it.
    std::fs::remove_dir_all(place.file("moi-2")).expect("removed");
    let other = Folder::sample();
    assert_eq!(other.tonghop("run", &[]).code, 0);
    std::fs::rename(other.path(), place.file("khac")).expect("moved");
    std::fs::create_dir(other.path()).expect("what is taken away at the end");
    assert!(!place.on("status", "moi", &[]).out.contains("tách nhau"));
}

#[test]
fn what_is_there_is_never_written_over() {
    let place = Place::new();
    let to = |to: &Path| {
        let to = to.to_str().expect("UTF-8").to_owned();
        place.on("hand-over", "cu", &["--to", &to])
    };
    for inside in ["cu/di.zip", "cu/2-nhan-ve/di.zip", "cu/../cu/di.zip"] {
        let said = to(&place.file(inside));
        assert_eq!(said.code, 2, "{inside}: {said:?}");
    }
    write_whole(&place.file("co.zip"), b"mine").expect("written");
    assert_eq!(to(&place.file("co.zip")).code, 2);
    assert_ne!(to(&place.file("khong-co/di.zip")).code, 0, "no such folder");
    assert_eq!(
        place.on("run", "cu", &[]).code,
        0,
        "nothing was handed over"
    );
    let file = place.hand_over("cu", "di.zip");
    for (dir, name) in [("day", "ghi-chu.txt"), ("cu", "so-tiep-nhan.sqlite")] {
        std::fs::create_dir_all(place.file(dir)).expect("a folder");
        if dir == "day" {
            write_whole(&place.file(dir).join(name), b"x").expect("written");
        }
        let before = contents(&place.file(dir));
        let said = place.take_over(&file, dir);
        assert_eq!(said.code, 2, "{said:?}");
        assert_eq!(contents(&place.file(dir)), before);
    }
    std::fs::create_dir(place.file("trong")).expect("a folder");
    assert_eq!(
        place.take_over(&file, "trong").code,
        0,
        "an empty one is free"
    );
}

#[test]
fn a_file_that_was_changed_on_the_way_is_refused_by_name_and_nothing_is_left() {
    let place = Place::new();
    let file = place.hand_over("cu", "di.zip");
    let whole = std::fs::read(&file).expect("the ZIP");
    let all = parts(&whole);
    let of = |change: &dyn Fn(&mut Parts)| {
        let mut changed = all.clone();
        change(&mut changed);
        packed(&changed)
    };
    let at = |all: &[(String, Vec<u8>)], name: &str| {
        all.iter().position(|(n, _)| n == name).expect("a part")
    };
    let big = vec![b'0'; 8 << 20];
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("không phải", b"PK\x03\x04 nothing".to_vec()),
        ("không phải", Vec::new()),
        ("không phải", whole[..whole.len() / 2].to_vec()),
        ("không phải", packed(&[("a.txt", b"a")])),
        (
            "don-vi.xlsx",
            of(&|all| {
                let at = at(all, "don-vi.xlsx");
                all[at].1[100] ^= 1;
            }),
        ),
        (
            "don-vi.xlsx",
            of(&|all| {
                let at = at(all, "don-vi.xlsx");
                all[at].1 = big.clone();
            }),
        ),
        (
            "so-tiep-nhan.sqlite",
            of(&|all| {
                let at = at(all, "so-tiep-nhan.sqlite");
                all.remove(at);
            }),
        ),
        (
            "../ngoai.txt",
            of(&|all| all.push(("../ngoai.txt".to_owned(), b"x".to_vec()))),
        ),
        (
            "la.txt",
            of(&|all| all.push(("la.txt".to_owned(), b"x".to_vec()))),
        ),
        (
            "không phải",
            of(&|all| {
                let at = at(all, "kiem-tra-ban-giao.txt");
                all[at].1[0] ^= 1;
            }),
        ),
        (
            "không phải",
            of(&|all| {
                let at = at(all, "kiem-tra-ban-giao.txt");
                all.remove(at);
            }),
        ),
        // A manifest that agrees with itself, but leads out of the folder, or promises more than any disk has.
        ("../ngoai.txt", forged(&[("../ngoai.txt", b"x", 1)])),
        ("/tmp/ngoai.txt", forged(&[("/tmp/ngoai.txt", b"x", 1)])),
        ("C:\\ngoai.txt", forged(&[("C:\\ngoai.txt", b"x", 1)])),
        ("quá lớn", forged(&[("a.txt", b"x", 1 << 50)])),
        (
            "quá lớn",
            forged(&[("a.txt", b"x", u64::MAX), ("b.txt", b"x", 2)]),
        ),
        ("a.txt", forged(&[("a.txt", b"x", 2)])),
        ("không phải", forged(&[("a.txt", b"x", 1)])),
    ];
    let before = place.names();
    for (number, (part, bytes)) in cases.into_iter().enumerate() {
        let bad = place.file("hong.zip");
        write_whole(&bad, &bytes).expect("written");
        let said = place.take_over(&bad, "moi");
        assert_eq!(said.code, 2, "{number}: {said:?}");
        assert!(said.err.contains(part), "{number}, {part}: {}", said.err);
        std::fs::remove_file(&bad).expect("removed");
        assert_eq!(place.names(), before, "{number}: nothing is left");
    }
    assert_eq!(place.take_over(&place.file("khong-co.zip"), "moi").code, 2);
    assert_eq!(place.take_over(&place.file("cu"), "moi").code, 2);
    assert_eq!(
        place.take_over(&file, "moi").code,
        0,
        "and the whole one is taken"
    );
}

/// A ZIP with a manifest of these files, of sizes that are only said.
fn forged(files: &[(&str, &[u8], u64)]) -> Vec<u8> {
    let lines = files.iter().map(|(name, bytes, size)| {
        let name = name.replace('\\', "\\\\");
        format!("{} {size} {name}\n", blake3::hash(bytes).to_hex())
    });
    let lines: String = lines.collect();
    let sum = blake3::hash(lines.as_bytes()).to_hex();
    let mut all: Parts = files
        .iter()
        .map(|(name, bytes, _)| ((*name).to_owned(), bytes.to_vec()))
        .collect();
    let manifest = format!("{lines}{sum}\n");
    all.push(("kiem-tra-ban-giao.txt".to_owned(), manifest.into_bytes()));
    packed(&all)
}
