//! How long the official document takes, and how much memory: `cargo bench --bench report`.
//!
//! Each figure is the median of several rounds in one run, of the program as offices get it (profiles `bench` and `dist`
//! optimize alike).

#![allow(
    clippy::print_stdout,
    reason = "a bench tells its figures on the screen"
)]

#[path = "../tests/support/docx_sample.rs"]
mod docx_sample;

use docx_sample::{document, machines, paragraph};
use std::time::{Duration, Instant};
use tonghop::decree::Choice;
use tonghop::docx;
use tonghop::lint::{LintContext, lint};
use tonghop::model::document::Edition;

const ROUNDS: usize = 15;
/// Communes of a country.
const COMMUNES: usize = 3_321;
/// Paragraphs that fill a hundred pages, about six to a page.
const PARAGRAPHS: usize = 600;

fn main() {
    println!("{:<52} {:>10} {:>10}", "", "median", "goal");
    let plain = document(Edition::Final);
    tell("report of 14 units", 10.0, || {
        docx::write(&plain, Choice::default())
            .expect("written")
            .len()
    });
    let mut long = document(Edition::Final);
    for _ in 0..PARAGRAPHS {
        let at = long.blocks.len() - 2;
        let text = "Toàn huyện có {269} máy tính ở {14} xã, thị trấn; mọi hồ sơ đều được tiếp nhận qua phần mềm một \
            cửa điện tử, người dân tra cứu được tình trạng giải quyết ở mọi thời điểm và đánh giá sự phục vụ.";
        long.blocks.insert(at, paragraph(text));
    }
    let bytes = docx::write(&long, Choice::default()).expect("written");
    tell("lint of about a hundred pages", 100.0, || {
        let judged = lint(&bytes, &LintContext::default()).expect("read");
        judged.findings.len()
    });
    let mut country = document(Edition::Final);
    let mut table = machines(COMMUNES);
    table.appendix = Some(true);
    country.appendices.push(table);
    tell("report with an appendix of 3,321 rows", 60.0, || {
        docx::write(&country, Choice::default())
            .expect("written")
            .len()
    });
    println!(
        "{:<52} {:>7} MB {:>7} MB",
        "greatest memory of this process",
        peak() / 1024,
        60
    );
}

fn tell(what: &str, goal: f64, mut work: impl FnMut() -> usize) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort();
    let median = times[times.len() / 2].as_secs_f64() * 1e3;
    println!("{what:<52} {median:>7.1} ms {goal:>7.0} ms");
}

/// Kibibytes of memory at the most so far; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}
