//! `app` as an interface: what it hands out may go to other threads, looking disturbs nobody, work can be cancelled.

use crate::campaign_run::{Folder, tonghop_of};
use serde_json::Value;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use tonghop::app;
use tonghop::app::actor::{Actor, keep};
use tonghop::app::decide::without;
use tonghop::app::env::{Clock, Env, Now};
use tonghop::app::{Cancel, Progress, Session, Snapshot, Stop, Task, Workspace};
use tonghop::store::folder::LEDGER;

/// The outside as it is for the program.
pub(crate) fn env() -> Env {
    Env {
        clock: Clock::Fixed(Now::parse("2020-11-16").expect("a day")),
        actor: Actor::named("cán bộ"),
        draw: || *b"only for rehearsals and samples.",
        reader: env!("CARGO_BIN_EXE_tonghop").into(),
    }
}

fn workspace(root: &Path) -> Workspace {
    Workspace::open(root, env()).expect("a campaign")
}

/// What looking tells: command, arguments after the folder.
const LOOKS: [(&str, &[&str]); 4] = [
    ("status", &["--json"]),
    ("explain", &["xa.may_tinh", "--json"]),
    ("editions", &[]),
    ("status", &[]),
];

fn looked_at(folder: &Folder) -> Vec<String> {
    let returned = folder.file("2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx");
    let looks = LOOKS
        .iter()
        .map(|(command, arguments)| folder.tonghop(command, arguments));
    let report = folder.file("4-ket-qua/bao-cao.docx");
    let of_files = [("validate", &returned), ("lint", &report)].map(|(command, file)| {
        tonghop_of(
            command,
            file,
            &["--campaign", &folder.path().to_string_lossy()],
        )
    });
    let all = looks.chain(of_files);
    all.map(|said| {
        assert!(said.code < 2, "{said:?}");
        said.out
    })
    .collect()
}

#[test]
fn all_that_comes_back_may_go_to_another_thread() {
    fn sends<T: Send + 'static>() {}
    sends::<Workspace>();
    sends::<Snapshot>();
    sends::<Session>();
    sends::<Task>();
    sends::<Cancel>();
    sends::<Stop>();
    sends::<app::consolidate::Consolidated>();
    sends::<app::edition::Difference>();
    sends::<app::editions::Listed>();
    sends::<app::emit::Emitted>();
    sends::<app::explain_text::Met>();
    sends::<app::ingest::Received>();
    sends::<app::kit_check::KitChecked>();
    sends::<app::lint::Judged>();
    sends::<app::refresh::Refreshed>();
    sends::<app::report::Reported>();
    sends::<app::run::Ran>();
    sends::<app::status::Status>();
}

#[test]
fn looking_works_while_another_program_is_in_the_middle_of_writing() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let before = looked_at(&folder);
    let mut session = workspace(folder.path()).session().expect("free");
    let done = session.ledger.together(|ledger| -> Result<(), Stop> {
        // More than the ledger's cache holds.
        for n in 0..1000 {
            ledger.record_output(&format!("{n}"), &"x".repeat(20_000), None, "2020-11-16")?;
        }
        assert_eq!(looked_at(&folder), before, "in the middle of a batch");
        Ok(())
    });
    done.expect("kept though others looked");
    assert_eq!(looked_at(&folder), before, "while the folder is in use");
}

#[test]
fn a_second_one_who_would_work_on_a_folder_is_told_that_it_is_in_use() {
    let folder = Folder::sample();
    let workspace = workspace(folder.path());
    let _first = workspace.session().expect("free");
    let Err(Stop::Busy(message)) = workspace.session() else {
        panic!("two work on one folder");
    };
    assert_eq!(message.id, "campaign.folder-in-use");
    assert!(workspace.snapshot().is_ok());
    let said = folder.tonghop("ingest", &[]);
    assert_eq!(said.code, 3);
    assert!(
        said.err.contains("đang được một lần chạy khác sử dụng"),
        "{}",
        said.err
    );
}

#[test]
fn what_a_run_that_was_cut_off_left_in_the_journal_is_undone_by_looking() {
    let folder = Folder::sample();
    assert!(folder.tonghop("ingest", &[]).code < 2);
    let wanted = folder.tonghop("status", &["--json"]).out;
    let other = Folder::sample();
    let connection = rusqlite::Connection::open(folder.file(LEDGER)).expect("the ledger");
    // So small a cache writes pages before the end, and the journal with what stood there.
    connection
        .execute_batch("PRAGMA cache_size = 1; BEGIN; DELETE FROM findings; DELETE FROM decisions;")
        .expect("begun");
    for file in [LEDGER, &format!("{LEDGER}-journal")] {
        std::fs::copy(folder.file(file), other.file(file)).expect("as a crash leaves it");
    }
    drop(connection);
    assert_eq!(other.tonghop("status", &["--json"]).out, wanted);
}

/// A task that is cancelled when so many files or units are done.
fn cancelled_after(done: usize) -> Task {
    let cancel: Arc<OnceLock<Cancel>> = Arc::default();
    let known = Arc::clone(&cancel);
    let task = Task::new(move |progress: Progress| {
        if progress.done == done {
            known.get().expect("known").cancel();
        }
    });
    cancel.set(task.cancel()).expect("set once");
    task
}

#[test]
fn taking_in_that_was_cancelled_keeps_whole_files_and_goes_on_the_next_time() {
    let untouched = Folder::sample();
    untouched.tonghop("ingest", &[]);
    let wanted = untouched.tonghop("status", &["--json"]).out;
    let folder = Folder::sample();
    let workspace = workspace(folder.path());
    let mut session = workspace.session().expect("free");
    let stopped = app::ingest::ingest(&mut session, &[], &cancelled_after(5));
    assert!(matches!(stopped, Err(Stop::Cancelled)), "{stopped:?}");
    let receipts = session.ledger.receipts().expect("receipts");
    assert_eq!(receipts.len(), 5);
    assert!(!session.ledger.in_force().expect("in force").is_empty());
    drop(session);
    let mut session = workspace.session().expect("free again");
    let rest = app::ingest::ingest(&mut session, &[], &Task::silent()).expect("taken in");
    let new = rest.iter().filter(|r| r.reading.is_some()).count();
    assert!(new > 0, "{rest:?}");
    assert_eq!(session.ledger.receipts().expect("receipts").len(), 15);
    drop(session);
    assert_eq!(folder.tonghop("status", &["--json"]).out, wanted);
}

#[test]
fn of_a_batch_in_which_a_file_cannot_be_recorded_no_more_is_read_and_nothing_is_kept() {
    let folder = Folder::sample();
    drop(workspace(folder.path()).session().expect("a ledger"));
    let connection = rusqlite::Connection::open(folder.file(LEDGER)).expect("the ledger");
    connection
        .execute_batch(
            "CREATE TRIGGER no_third BEFORE INSERT ON receipts WHEN (SELECT count(*) FROM receipts) > 1
             BEGIN SELECT RAISE(ABORT, 'no third'); END",
        )
        .expect("made");
    drop(connection);
    let read = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&read);
    let task = Task::new(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    let mut session = workspace(folder.path()).session().expect("free");
    let failed = app::ingest::ingest(&mut session, &[], &task);
    assert!(matches!(failed, Err(Stop::Fault(_))), "{failed:?}");
    assert_eq!(read.load(Ordering::Relaxed), 3);
    assert_eq!(session.ledger.receipts().expect("receipts").len(), 0);
}

#[test]
fn emitting_that_was_cancelled_keeps_whole_workbooks_and_goes_on_the_next_time() {
    let untouched = Folder::sample();
    untouched.tonghop("emit", &[]);
    let folder = Folder::sample();
    let workspace = workspace(folder.path());
    let mut session = workspace.session().expect("free");
    let which = app::emit::Which::All;
    let stopped = app::emit::emit(&mut session, which, &cancelled_after(3));
    assert!(matches!(stopped, Err(Stop::Cancelled)), "{stopped:?}");
    assert_eq!(folder.contents("1-gui-di").len(), 3);
    let emitted = app::emit::emit(&mut session, which, &Task::silent()).expect("emitted");
    let same = emitted.personal.iter().filter(|(_, o)| o.unchanged).count();
    assert_eq!(same, 3);
    drop(session);
    assert_eq!(folder.contents("1-gui-di"), untouched.contents("1-gui-di"));
}

#[test]
fn a_run_tells_what_each_step_came_to() {
    let folder = Folder::sample();
    let mut session = workspace(folder.path()).session().expect("free");
    let ran = app::run::run(&mut session, &Task::silent()).expect("it runs");
    assert!(ran.is_final(), "{:?}", ran.reported);
    assert_eq!(ran.received.len(), 15);
    assert_eq!(ran.status.missing().count(), 0);
    assert!(ran.consolidated.workbook.path.is_file());
    assert!(ran.reported.output.is_some_and(|o| o.path.is_file()));
}

#[test]
fn programs_are_told_each_field_with_its_value_its_text_and_its_place() {
    let folder = Folder::sample();
    let said = folder.tonghop("ingest", &["--json"]);
    let json: Value = serde_json::from_str(&said.out).expect("JSON");
    let files = json["files"].as_array().expect("files");
    let read: Vec<&Value> = files.iter().filter(|f| !f["account"].is_null()).collect();
    assert!(!read.is_empty());
    for file in read {
        let fields = file["fields"].as_array().expect("fields");
        let rows = file["lists"].as_array().expect("lists").iter();
        let rows = rows.flat_map(|list| list["rows"].as_array().expect("rows"));
        let in_lists: usize = rows.map(|row| row.as_array().expect("cells").len()).sum();
        let told = (fields.len() + in_lists) as u64;
        assert_eq!(file["account"]["expected"].as_u64(), Some(told), "{file}");
        for field in fields {
            assert!(field["field"].is_string(), "{field}");
            if field["answer"] == "value" {
                assert!(!field["value"].is_null(), "{field}");
                assert!(
                    field["sheet"].is_string() && field["cell"].is_string(),
                    "{field}"
                );
                assert_ne!(field["anchor"], "lost");
            }
        }
        assert!(file["account"]["notes"].is_array());
    }
}

#[test]
fn who_decides_is_asked_once_for_the_name_and_named_in_the_book() {
    let folder = Folder::sample();
    let settings = tempfile::tempdir().expect("a folder");
    let file = settings.path().join("tonghop/ho-ten.txt");
    let decided_by = |actor: Actor, unit: &str| {
        let workspace = Workspace::open(folder.path(), Env { actor, ..env() });
        let mut session = workspace.expect("a campaign").session().expect("free");
        without(&mut session, unit, "xã không gửi").expect("decided");
        let decisions = session.ledger.decisions().expect("decisions");
        decisions.last().expect("one").act.by.clone()
    };
    let nobody = || None;
    let asked = || Some("  Ca\u{301}n bộ tổng hợp\r\n".to_owned());
    let not_again: fn() -> Option<String> = || panic!("the name is known");
    let of_machine = |ask| Actor::of_machine("Admin", Some(file.clone()), ask);
    assert_eq!(decided_by(of_machine(nobody), "16378"), "Admin");
    // What is no name is asked for again.
    let mistyped = || Some(" 1\n".to_owned());
    assert_eq!(decided_by(of_machine(mistyped), "16381"), "Admin");
    assert_eq!(decided_by(of_machine(asked), "16384"), "Cán bộ tổng hợp");
    assert_eq!(
        decided_by(of_machine(not_again), "16393"),
        "Cán bộ tổng hợp"
    );
    assert_eq!(
        keep(Some(&file), "Cán bộ khác").expect("kept"),
        "Cán bộ khác"
    );
    assert_eq!(decided_by(of_machine(not_again), "16399"), "Cán bộ khác");
    for no_name in ["", "  ", "3", "a\nb", &"x".repeat(61)] {
        assert!(
            matches!(keep(Some(&file), no_name), Err(Stop::Wrong(_))),
            "{no_name}"
        );
    }
    assert_eq!(of_machine(not_again).name(), "Cán bộ khác");
}

#[test]
fn each_decision_says_who_is_named_for_it() {
    let folder = Folder::sample();
    let decide = |unit: &str| {
        folder
            .tonghop("without", &[unit, "--reason", "xã không gửi"])
            .out
    };
    let said = decide("16393");
    assert!(
        said.contains("tên đăng nhập") && said.contains("tonghop name"),
        "{said}"
    );
    let named = assert_cmd::Command::cargo_bin("tonghop")
        .expect("the program")
        .args(["name", "Cán bộ tổng hợp"])
        .env("TONGHOP_CONFIG", folder.config())
        .output();
    assert!(named.expect("it runs").status.success());
    let said = decide("16390");
    assert!(
        said.contains("việc số 2 của Cán bộ tổng hợp") && !said.contains("tonghop name"),
        "{said}"
    );
    let log = folder.tonghop("log", &[]).out;
    assert!(log.contains("Cán bộ tổng hợp"), "{log}");
    std::fs::remove_dir_all(folder.config()).expect("settings");
}
