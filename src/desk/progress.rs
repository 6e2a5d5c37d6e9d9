//! How far long work has come, in words.

use super::state::Desk;
use super::work::Job;
use crate::msg;
use crate::words::{Lang, text};
use serde::Serialize;

/// How far work has come, for a page that looks again.
#[derive(Debug, Serialize)]
pub(super) struct Standing {
    running: bool,
    done: usize,
    of: usize,
    said: String,
    number: u64,
}

/// How far work has come.
pub(super) fn under_way(desk: &Desk, lang: Lang) -> Standing {
    let running = desk.work.running();
    let (_, number) = desk.work.ended();
    let progress = running.as_ref().and_then(|running| running.progress);
    let (done, of) = progress.map_or((0, 0), |progress| (progress.done, progress.of));
    let said = running.as_ref().map(|running| {
        if running.is_cancelled {
            return text("desk.stopping", lang);
        }
        let what = match running.job {
            Job::Intake => "flow.reading",
            Job::Emit => "flow.emitting",
            Job::Ask => "flow.asking",
            Job::Paper => "desk.writing-paper",
            Job::Report => "desk.writing",
            Job::Document => "desk.looking-at-document",
        };
        let seconds = running.since.elapsed().as_secs_f64();
        let what = text(what, lang);
        if done > 2 && of > done && seconds > 3.0 {
            let rate = done as f64 / seconds;
            let left = ((of - done) as f64 / rate).ceil() as usize;
            return msg!(
                "desk.progress-left",
                what = what,
                done = done,
                of = of,
                left = left
            )
            .say(lang);
        }
        if of > 0 {
            return msg!("desk.progress", what = what, done = done, of = of).say(lang);
        }
        what
    });
    Standing {
        running: running.is_some(),
        done,
        of,
        said: said.unwrap_or_default(),
        number,
    }
}
