//! A run that is cut off at any moment leaves ledger and archive consistent; the next one goes on from there.

use crate::campaign_run::Folder;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const ROUNDS: u32 = 200;
/// A whole run takes about this long, in milliseconds, before it is known what it takes here and now.
const LONGEST: u64 = 260;

/// Numbers that look random and are the same in every run of the test (Knuth's multiplier).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten() {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            out.extend(files_below(&path));
        } else {
            out.push(path);
        }
    }
    out
}

/// What lies in the archive under a hash has that hash.
fn check_archive(folder: &Folder) {
    for path in files_below(&folder.file("luu-tru")) {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if name.len() == 64 {
            let bytes = std::fs::read(&path).expect("its bytes");
            assert_eq!(blake3::hash(&bytes).to_hex().to_string(), name);
        }
    }
}

fn ledger(folder: &Folder) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.file("so-tiep-nhan.sqlite")).expect("the ledger")
}

fn number(connection: &rusqlite::Connection, question: &str) -> i64 {
    connection
        .query_row(question, [], |row| row.get(0))
        .expect("an answer")
}

#[test]
fn two_hundred_runs_cut_off_lose_nothing_and_take_nothing_twice() {
    let untouched = Folder::sample();
    untouched.tonghop("ingest", &[]);
    let wanted = untouched.tonghop("status", &["--json"]).out;

    let program = assert_cmd::cargo::cargo_bin!("tonghop");
    let mut dice = Dice(20_201_116);
    let mut folder = Folder::sample();
    let (mut cut, mut longest) = (0, LONGEST);
    for round in 0..ROUNDS {
        let mut child = Command::new(program)
            .arg("ingest")
            .arg(folder.path())
            .args(["--now", "2020-11-16"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(dice.below(longest)));
        // A machine may be quicker, or other tests at work beside: cuts are to fall everywhere within a run.
        if child.try_wait().expect("its state").is_none() {
            cut += 1;
            longest = longest * 21 / 20 + 1;
        } else {
            longest = longest * 9 / 10 + 1;
        }
        child.kill().ok();
        child.wait().expect("it ended");
        if folder.file("so-tiep-nhan.sqlite").is_file() {
            let connection = ledger(&folder);
            let told: String = connection
                .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                .expect("an answer");
            assert_eq!(told, "ok", "round {round}");
        }
        check_archive(&folder);
        // Each campaign is cut off several times, then let run to its end and compared.
        if round % 8 == 7 {
            let said = folder.tonghop("ingest", &[]);
            assert!(said.code < 2, "round {round}: {}", said.err);
            assert_eq!(
                folder.tonghop("status", &["--json"]).out,
                wanted,
                "round {round}"
            );
            let connection = ledger(&folder);
            assert_eq!(number(&connection, "SELECT count(*) FROM receipts"), 15);
            assert_eq!(
                number(&connection, "SELECT count(DISTINCT hash) FROM receipts"),
                15
            );
            let left = files_below(folder.path());
            let unfinished = |p: &&PathBuf| p.to_string_lossy().ends_with(".tonghop-tam");
            assert_eq!(left.iter().find(unfinished), None);
            folder = Folder::sample();
        }
    }
    assert!(cut > ROUNDS / 4, "only {cut} runs were cut off");
}

/// A disk that is full is played by a limit on how large a file may grow: writing fails in the middle of a file.
#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_nothing_half_done_stays() {
    let untouched = Folder::sample();
    untouched.tonghop("ingest", &[]);
    let wanted = untouched.tonghop("status", &["--json"]).out;
    // In kibibytes: no room for a return, for the ledger, for some of each.
    for room in [4, 16, 40, 120] {
        let folder = Folder::sample();
        let limits = format!("trap '' XFSZ; ulimit -f {room}");
        let out = folder.tonghop_within(&limits, "ingest", &[]);
        let said = out.err;
        assert_eq!(out.code, 3, "{room}: {said}");
        assert!(
            !said.contains("panicked") && !said.trim().is_empty(),
            "{room}: {said}"
        );
        check_archive(&folder);
        let again = folder.tonghop("ingest", &[]);
        assert!(again.code < 2, "{room}: {}", again.err);
        assert_eq!(folder.tonghop("status", &["--json"]).out, wanted, "{room}");
    }
}
