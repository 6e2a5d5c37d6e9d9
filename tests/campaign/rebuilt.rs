//! Ledger and archive watch each other: what one lost comes back from the other, and nothing begins anew in silence.

use crate::campaign_run::Folder;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use tonghop::store::folder::{LEDGER, write_whole};

const JOURNAL: &str = "luu-tru/nhat-ky.txt";

/// A campaign with decisions and an edition of its report.
fn worked_on() -> Folder {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx")).expect("taken");
    assert!(folder.tonghop("run", &[]).code < 2);
    let said = folder.tonghop("without", &["16393", "--reason", "lụt"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let said = folder.tonghop("accept", &["405-KHOP-07", "--reason", "đã hỏi"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let said = folder.tonghop_on("2020-11-17", "run", &[]);
    assert!(said.code < 2, "{}", said.err);
    folder
}

/// What is told of a campaign.
fn told(folder: &Folder) -> [String; 3] {
    let looks: [(&str, &[&str]); 3] = [
        ("status", &["--json"]),
        ("editions", &[]),
        ("explain", &["xa.may_tinh", "--json"]),
    ];
    looks.map(|(command, arguments)| {
        // A day on which nothing lies ahead.
        let said = folder.tonghop_on("2020-11-18", command, arguments);
        assert!(said.code < 2, "{command}: {}", said.err);
        said.out
    })
}

fn ledger(folder: &Folder) -> PathBuf {
    folder.file(LEDGER)
}

#[test]
fn a_lost_or_emptied_ledger_is_told_and_comes_back_whole_from_the_archive() {
    let folder = worked_on();
    let before = told(&folder);
    let journal = std::fs::read(folder.file(JOURNAL)).expect("a journal");
    for is_emptied in [false, true] {
        if is_emptied {
            write_whole(&ledger(&folder), b"").expect("emptied");
        } else {
            std::fs::remove_file(ledger(&folder)).expect("lost");
        }
        for command in ["status", "run", "ingest"] {
            let said = folder.tonghop(command, &[]);
            assert_eq!(said.code, 2, "{command}: {}", said.out);
            assert!(said.err.contains("tonghop rebuild"), "{}", said.err);
        }
        let said = folder.tonghop("rebuild", &[]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.contains("14 tệp đã nhận"), "{}", said.out);
        assert_eq!(told(&folder), before);
        assert_eq!(std::fs::read(folder.file(JOURNAL)).expect("it"), journal);
    }
    let said = folder.tonghop_on("2020-11-18", "run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(told(&folder)[0], before[0]);
}

#[test]
fn an_older_ledger_and_that_of_another_campaign_are_told_and_nothing_is_written() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let older = std::fs::read(ledger(&folder)).expect("the ledger");
    let said = folder.tonghop("accept", &["405-KHOP-07", "--reason", "đã hỏi"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let before = told(&folder);
    let other = Folder::sample();
    std::fs::remove_file(other.file("2-nhan-ve/dong van cntt 2020.ods")).expect("taken away");
    other.tonghop("run", &[]);
    for wrong in [older, std::fs::read(ledger(&other)).expect("another")] {
        write_whole(&ledger(&folder), &wrong).expect("put there");
        for command in ["status", "run"] {
            let said = folder.tonghop(command, &[]);
            assert_eq!(said.code, 2, "{command}: {}", said.out);
            assert!(said.err.contains("tonghop rebuild"), "{}", said.err);
        }
        assert_eq!(std::fs::read(ledger(&folder)).expect("it"), wrong);
        assert_eq!(folder.tonghop("rebuild", &[]).code, 0);
        assert_eq!(told(&folder), before);
    }
}

#[test]
fn a_journal_that_is_missing_or_damaged_is_written_again_from_the_ledger() {
    let folder = worked_on();
    let path = folder.file(JOURNAL);
    let whole = std::fs::read(&path).expect("a journal");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for damage in [None, Some(flipped), Some(whole[..whole.len() - 9].to_vec())] {
        match &damage {
            None => std::fs::remove_file(&path).expect("lost"),
            Some(bytes) => write_whole(&path, bytes).expect("damaged"),
        }
        let said = folder.tonghop("ingest", &[]);
        assert!(said.code < 2, "{}", said.err);
        assert_eq!(std::fs::read(&path).expect("a journal"), whole);
        // A line that was being written when the machine stopped is no damage.
        let is_cut_off = damage.is_some_and(|bytes| bytes.len() < whole.len());
        let is_told = format!("{}{}", said.out, said.err).contains("đã ghi lại đầy đủ");
        assert_eq!(is_told, !is_cut_off, "{}{}", said.out, said.err);
    }
}

#[test]
fn what_did_not_come_back_is_told() {
    let folder = worked_on();
    let path = folder.file(JOURNAL);
    let text = std::fs::read_to_string(&path).expect("a journal");
    let damaged = text.replacen("go-without", "go-withoux", 1);
    let damaged = if damaged == text {
        text.replacen("GoWithout", "GoWithoux", 1)
    } else {
        damaged
    };
    assert_ne!(damaged, text);
    write_whole(&path, damaged.as_bytes()).expect("damaged");
    std::fs::remove_file(ledger(&folder)).expect("lost");
    let returned = std::fs::read(folder.file("2-nhan-ve/16426_xa-Dong-Quang_CNTT-2020.xlsx"));
    let hash = tonghop::store::folder::hash(&returned.expect("a return"));
    let kept = folder.file(&format!("luu-tru/{}/{hash}.xlsx", &hash[..2]));
    assert!(kept.exists());
    write_whole(&kept, b"changed").expect("changed");
    let said = folder.tonghop("rebuild", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains("1 dòng nhật ký bị hỏng hoặc bị mất"), "{all}");
    assert!(all.contains("không còn đúng như khi nhận"), "{all}");
    let status = folder.tonghop("status", &[]);
    assert!(!status.out.contains("lụt"), "{}", status.out);
}

#[test]
fn a_stored_file_that_was_changed_is_not_read_again() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let before = folder.tonghop("explain", &["xa.may_tinh", "--json"]).out;
    let returned = std::fs::read(folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx"));
    let hash = blake3::hash(&returned.expect("a return"))
        .to_hex()
        .to_string();
    let kept = folder.file(&format!("luu-tru/{}/{hash}.xlsx", &hash[..2]));
    let other = std::fs::read(folder.file("2-nhan-ve/16426_xa-Dong-Quang_CNTT-2020.xlsx"));
    write_whole(&kept, &other.expect("another")).expect("changed");
    // It would be understood anew now.
    let connection = rusqlite::Connection::open(ledger(&folder)).expect("the ledger");
    connection
        .execute("UPDATE receipts SET understood_with = 'x'", [])
        .expect("changed");
    drop(connection);
    std::fs::remove_file(folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx")).expect("gone");
    let said = folder.tonghop("ingest", &[]);
    assert!(
        format!("{}{}", said.out, said.err).contains("16393_xa-Dong-Yen_CNTT-2020.xlsx"),
        "{}{}",
        said.out,
        said.err
    );
    assert_eq!(
        folder.tonghop("explain", &["xa.may_tinh", "--json"]).out,
        before
    );
}

#[test]
fn a_bit_of_a_stored_reading_that_changed_is_told() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let connection = rusqlite::Connection::open(ledger(&folder)).expect("the ledger");
    let (row, whole): (i64, Vec<u8>) = connection
        .query_row("SELECT rowid, whole FROM readings LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("a reading");
    for at in (0..whole.len()).step_by(97) {
        let mut changed = whole.clone();
        changed[at] ^= 4;
        connection
            .execute(
                "UPDATE readings SET whole = ?1 WHERE rowid = ?2",
                (changed, row),
            )
            .expect("changed");
        if at % 5 == 0 {
            let said = folder.tonghop("status", &[]);
            assert_eq!(said.code, 3, "{at}: {}", said.out);
            assert!(said.err.contains("tonghop rebuild"), "{}", said.err);
        }
    }
}

/// A fixed row of numbers that look like chance, each below a limit.
fn chance(most: usize, count: usize) -> Vec<usize> {
    let mut state = 0x5eed_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % most
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn a_bit_that_changed_anywhere_in_the_ledger_is_told_and_never_changes_a_result() {
    let folder = worked_on();
    let before = told(&folder);
    let whole = std::fs::read(ledger(&folder)).expect("the ledger");
    let head = 0..40;
    let places = chance(whole.len(), 200).into_iter().chain(head);
    let mut is_first = true;
    for (nth, at) in places.enumerate() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (nth % 8);
        write_whole(&ledger(&folder), &flipped).expect("flipped");
        let env = crate::app::env();
        let workspace = tonghop::app::Workspace::open(folder.path(), env).expect("a campaign");
        match workspace.snapshot() {
            Err(tonghop::app::Stop::Fault(said)) => {
                let said = said.say(tonghop::words::Lang::Vi);
                assert!(said.contains("tonghop rebuild"), "{at}: {said}");
            }
            Err(other) => panic!("{at}: {other:?}"),
            // How often the file was changed is no result.
            Ok(_) => assert_eq!(told(&folder), before, "{at}"),
        }
        if std::mem::take(&mut is_first) {
            for command in ["status", "run", "report"] {
                let said = folder.tonghop(command, &[]);
                assert_eq!(said.code, 3, "{command}: {}", said.out);
                assert!(said.err.contains("tonghop rebuild"), "{}", said.err);
            }
            let left = std::fs::read(ledger(&folder)).expect("the ledger");
            assert!(left == flipped, "nothing is written in it");
        }
    }
    let said = folder.tonghop("rebuild", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(told(&folder), before);
}

/// One file of each kind in a folder and those below it.
fn of_each_kind(folder: &std::path::Path) -> BTreeMap<OsString, PathBuf> {
    let mut kinds = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            kinds.extend(of_each_kind(&path));
        } else {
            let name = path.file_name().expect("a name");
            let is_hash = path.file_stem().is_some_and(|stem| stem.len() == 64);
            let kind = if is_hash { path.extension() } else { None };
            kinds.insert(kind.unwrap_or(name).to_owned(), path.clone());
        }
    }
    kinds
}

#[test]
fn a_bit_that_changed_in_the_archive_is_told_or_mended_and_never_changes_a_result() {
    let folder = worked_on();
    let before = told(&folder);
    let kinds = of_each_kind(&folder.file("luu-tru"));
    assert_eq!(kinds.len(), 7, "{kinds:?}");
    for (kind, path) in kinds {
        let whole = std::fs::read(&path).expect("a file");
        for at in chance(whole.len(), 2) {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            write_whole(&path, &flipped).expect("flipped");
            let said = folder.tonghop_on("2020-11-17", "run", &[]);
            if ["xlsx", "xls", "ods"]
                .iter()
                .any(|returned| kind == *returned)
            {
                assert_eq!(said.code, 3, "{kind:?} {at}: {}", said.out);
                assert!(said.err.contains(&*path.to_string_lossy()), "{}", said.err);
            } else {
                assert_eq!(said.code, 0, "{kind:?} {at}: {}", said.err);
            }
        }
        assert_eq!(told(&folder), before, "{kind:?}");
        write_whole(&path, &whole).expect("mended");
    }
}

#[test]
fn what_an_index_misses_is_told_although_the_last_work_was_cut_off() {
    let folder = worked_on();
    // What was never sealed is looked through.
    std::fs::remove_file(folder.file("luu-tru/niem-phong.txt")).expect("a seal");
    let connection = rusqlite::Connection::open(ledger(&folder)).expect("the ledger");
    let drop_from_index = "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema
            WHERE name = 'decisions_by_obligation') WHERE name = 'receipts_by_hash';";
    connection.execute_batch(drop_from_index).expect("changed");
    drop(connection);
    // A mere look tells it too.
    for command in ["status", "editions", "ingest"] {
        let said = folder.tonghop(command, &[]);
        assert_eq!(said.code, 3, "{command} {}", said.out);
        assert!(said.err.contains("tonghop rebuild"), "{}", said.err);
    }
}

#[test]
fn decisions_that_are_gone_from_journal_and_ledger_alike_are_told() {
    let folder = worked_on();
    let journal = std::fs::read_to_string(folder.file(JOURNAL)).expect("a journal");
    // The last lines are gone, and none is damaged.
    let lines: Vec<&str> = journal.split_inclusive('\n').collect();
    let cut = lines[..lines.len() - 3].concat();
    write_whole(&folder.file(JOURNAL), cut.as_bytes()).expect("cut");
    let said = folder.tonghop("status", &[]);
    assert!(said.code < 2, "the ledger has them: {}", said.err);
    std::fs::remove_file(ledger(&folder)).expect("lost");
    let said = folder.tonghop("rebuild", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains("3 dòng nhật ký bị hỏng hoặc bị mất"), "{all}");
    // A line out of the middle.
    let folder = worked_on();
    let without: Vec<&str> = lines[..5].iter().chain(&lines[6..]).copied().collect();
    write_whole(&folder.file(JOURNAL), without.concat().as_bytes()).expect("cut");
    std::fs::remove_file(ledger(&folder)).expect("lost");
    let said = folder.tonghop("rebuild", &[]);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains("1 dòng nhật ký bị hỏng hoặc bị mất"), "{all}");
}

#[test]
fn an_older_ledger_beside_a_journal_that_was_cut_back_to_it_is_told() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let older = std::fs::read(ledger(&folder)).expect("the ledger");
    let journal = std::fs::read(folder.file(JOURNAL)).expect("a journal");
    let said = folder.tonghop("accept", &["405-KHOP-07", "--reason", "đã hỏi"]);
    assert_eq!(said.code, 0, "{}", said.err);
    write_whole(&ledger(&folder), &older).expect("an older one");
    write_whole(&folder.file(JOURNAL), &journal).expect("cut back");
    for command in ["status", "run"] {
        let said = folder.tonghop(command, &[]);
        assert_eq!(said.code, 2, "{command}: {}", said.out);
        assert!(said.err.contains("tonghop rebuild"), "{}", said.err);
    }
}
