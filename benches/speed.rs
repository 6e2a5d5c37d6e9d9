//! How long the steps take, and how much memory: `cargo bench`. It measures the program as offices get it: profiles
//! `bench` and `dist` optimize alike.
//!
//! A made-up province of 332 communes answers the commune form of the first kit with its example. Each figure is the median of several
//! rounds in one run; the last column compares with the plainest thing that could be done with the same files.

#![allow(
    clippy::print_stdout,
    reason = "a bench tells its figures on the screen"
)]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use tonghop::app;
use tonghop::app::emit::Which;
use tonghop::app::env::{Clock, Env, Now};
use tonghop::app::{Session, Task, Workspace};
use tonghop::layout::Layout;
use tonghop::model::form::Form;
use tonghop::store::{archive, folder};

const UNITS: usize = 332;
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    let kept = tempfile::tempdir().expect("a folder");
    println!("{:<58} {:>9} {:>9}", "", "median", "goal");
    let province = province(kept.path());
    emitting(&province);
    ingesting(&province);
    whole_run(kept.path());
    println!(
        "{:<58} {:>6} MB {:>6} MB",
        "greatest memory of this process",
        peak() / 1024,
        60
    );
    ExitCode::SUCCESS
}

fn tell(what: &str, times: &mut [Duration], goal: Option<f64>) {
    times.sort();
    let median = times[times.len() / 2].as_secs_f64();
    let goal = goal.map_or_else(String::new, |goal| format!("{goal:>7.3} s"));
    println!("{what:<58} {median:>7.3} s {goal}");
}

/// Kibibytes of memory at the most so far; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

fn open(root: &Path) -> Session {
    let env = Env {
        draw: || [7; 32],
        clock: Clock::Fixed(Now::parse("2020-11-16").expect("a day")),
        actor: tonghop::app::actor::Actor::named("bench"),
        reader: env!("CARGO_BIN_EXE_tonghop").into(),
    };
    match Workspace::open(root, env).and_then(|workspace| workspace.session()) {
        Ok(session) => session,
        Err(stop) => panic!("{stop:?}"),
    }
}

/// A campaign of many communes, nothing sent yet.
fn province(root: &Path) -> PathBuf {
    let root = root.join("tinh");
    std::fs::create_dir_all(root.join("2-nhan-ve")).expect("folders");
    let settings = std::fs::read("samples/dong-son-2020/dot-bao-cao.toml").expect("settings");
    folder::write_whole(&root.join(folder::SETTINGS), &settings).expect("written");
    let mut roster = String::from("Mã,Loại,Tên đơn vị\n");
    for n in 0..UNITS {
        roster += &[
            "1",
            &(1000 + n).to_string(),
            ",xa,Xã số ",
            &n.to_string(),
            "\n",
        ]
        .concat();
    }
    folder::write_whole(&root.join("don-vi.csv"), roster.as_bytes()).expect("written");
    root
}

fn emitting(root: &Path) {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let _ = std::fs::remove_dir_all(root.join(folder::OUTGOING));
        let _ = std::fs::remove_file(root.join(folder::LEDGER));
        std::fs::create_dir_all(root.join(folder::OUTGOING)).expect("a folder");
        let mut session = open(root);
        let start = Instant::now();
        app::emit::emit(&mut session, Which::All, &Task::silent()).expect("emitted");
        times.push(start.elapsed());
    }
    tell("emit 332 workbooks", &mut times, Some(0.6));
}

fn ingesting(root: &Path) {
    let session = open(root);
    let kit = &session.campaign.kit;
    let form = kit
        .forms
        .iter()
        .find(|f| f.id == "xa")
        .expect("the commune form");
    let layout = Layout::of(kit, form);
    for entry in std::fs::read_dir(root.join(folder::OUTGOING)).expect("sent") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_owned();
        if name.to_string_lossy().starts_with('1') {
            let filled = filled(&std::fs::read(&path).expect("bytes"), form, &layout);
            folder::write_whole(&root.join("2-nhan-ve").join(name), &filled).expect("written");
        }
    }
    drop(session);
    let files = folder::inbox(root).expect("the inbox").files;
    let mut copies = Vec::new();
    let mut first = Vec::new();
    let mut again = Vec::new();
    let mut alone = Vec::new();
    for _ in 0..ROUNDS {
        let _ = std::fs::remove_dir_all(root.join("luu-tru"));
        let _ = std::fs::remove_file(root.join(folder::LEDGER));
        let start = Instant::now();
        let kept = archive::keep_all(root, &files);
        assert!(kept.iter().all(Result::is_ok));
        copies.push(start.elapsed());
        let start = Instant::now();
        for file in &files {
            ranges(file);
        }
        alone.push(start.elapsed());
        let mut session = open(root);
        let start = Instant::now();
        let received = app::ingest::ingest(&mut session, &[], &Task::silent()).expect("ingested");
        first.push(start.elapsed());
        assert_eq!(
            received.iter().filter(|r| r.reading.is_some()).count(),
            UNITS
        );
        let start = Instant::now();
        app::ingest::ingest(&mut session, &[], &Task::silent()).expect("ingested");
        again.push(start.elapsed());
    }
    tell(
        "  first copy of 332 files into the archive",
        &mut copies,
        None,
    );
    tell(
        "  calamine alone: open, all ranges, one thread, no rules",
        &mut alone,
        None,
    );
    tell(
        "ingest 332 returns with rules, archived already",
        &mut first,
        Some(0.2),
    );
    tell("  the same 332 again", &mut again, None);
}

/// The plainest way to read a workbook: every sheet as a range.
fn ranges(file: &Path) {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).expect("a workbook");
    for name in book.sheet_names() {
        std::hint::black_box(book.worksheet_range(&name).expect("a sheet"));
    }
}

fn whole_run(root: &Path) {
    let mut times = Vec::new();
    for n in 0..ROUNDS {
        let dir = root.join(format!("mau{n}"));
        copy(Path::new("samples/dong-son-2020"), &dir);
        let start = Instant::now();
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .args(["run", "-q", "--now", "2020-11-16"])
            .arg(&dir)
            .output()
            .expect("it runs");
        times.push(start.elapsed());
        assert!(done.status.success());
    }
    tell(
        "run on the sample campaign, a fresh process",
        &mut times,
        Some(0.5),
    );
}

fn copy(source: &Path, target: &Path) {
    std::fs::create_dir_all(target).expect("a folder");
    for entry in std::fs::read_dir(source).expect("the campaign") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name");
        if ["1-gui-di", "4-ket-qua", "luu-tru", "so-tiep-nhan.sqlite"]
            .iter()
            .any(|n| name == *n)
        {
            continue;
        }
        if path.is_dir() {
            copy(&path, &target.join(name));
        } else {
            std::fs::copy(&path, target.join(name)).expect("copied");
        }
    }
}

/// An emitted workbook with the answers of the form's example.
fn filled(xlsx: &[u8], form: &Form, layout: &Layout) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(xlsx)).expect("a workbook");
    let mut out = Vec::new();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(&mut out));
    let names: Vec<String> = {
        let mut book = String::new();
        let mut part = archive.by_name("xl/workbook.xml").expect("a part");
        part.read_to_string(&mut book).expect("UTF-8");
        let names = book.split("<sheet name=\"").skip(1);
        names
            .map(|s| s.split('"').next().unwrap_or_default().to_owned())
            .collect()
    };
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("content");
        let number = name
            .strip_prefix("xl/worksheets/sheet")
            .and_then(|n| n.strip_suffix(".xml"));
        if let Some(sheet) = number.and_then(|n| names.get(n.parse::<usize>().ok()? - 1)) {
            let mut xml = String::from_utf8(bytes).expect("UTF-8");
            for field in form.fields() {
                let spot = layout.field(&field.id()).expect("a place");
                if spot.sheet != *sheet {
                    continue;
                }
                let answer = form
                    .example
                    .get(field.id().as_str())
                    .map_or("", String::as_str);
                let content = match answer {
                    "" => continue,
                    number if number.parse::<f64>().is_ok() => format!("><v>{number}</v>"),
                    text => format!("t=\"str\"><v>{text}</v>"),
                };
                let cell = tonghop::model::raw::cell_name(spot.row, spot.col);
                xml = put(&xml, &cell, &content);
            }
            bytes = xml.into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).expect("a part");
        writer.write_all(&bytes).expect("written");
    }
    writer.finish().expect("whole");
    out
}

/// A sheet with a value in a blank cell, its style kept.
fn put(xml: &str, cell: &str, content: &str) -> String {
    let open = format!("<c r=\"{cell}\"");
    let Some(start) = xml.find(&open) else {
        return xml.to_owned();
    };
    let end = start + xml[start..].find("/>").expect("a blank cell");
    [&xml[..end], " ", content, "</c>", &xml[end + 2..]].concat()
}
