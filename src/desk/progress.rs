//! How far long work has come, in words.

use super::state::Desk;
use super::work::Job;
use crate::msg;
use crate::words::{Fact, Lang, text};
use serde::Serialize;

/// How far work has come, for a page that looks again.
#[derive(Debug, Default, Serialize)]
pub(super) struct Standing {
    running: bool,
    done: usize,
    of: usize,
    said: String,
    number: u64,
}

/// How far it has come, how quickly, and how long the rest will take at that.
fn with_time_left((what, done, of): (String, usize, usize), seconds: f64, lang: Lang) -> String {
    let rate = done as f64 / seconds;
    let left = ((of - done) as f64 / rate).ceil() as usize;
    let rate = Fact::number(rate, u8::from(rate < 10.0));
    let said = if left < 90 {
        msg!(
            "desk.progress-left",
            what = what,
            done = done,
            of = of,
            rate = rate,
            left = left
        )
    } else {
        let minutes = left.div_ceil(60);
        msg!(
            "desk.progress-minutes",
            what = what,
            done = done,
            of = of,
            rate = rate,
            left = minutes
        )
    };
    said.say(lang)
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
        let of_job = match running.job {
            Job::Intake => "flow.reading",
            Job::Emit => "flow.emitting",
            Job::Ask => "flow.asking",
            Job::Paper => "desk.writing-paper",
            Job::Report => "desk.writing",
            Job::Signed => "desk.keeping-signed",
            Job::Document => "desk.looking-at-document",
        };
        // What a piece of work is at says more than what it is for.
        let step = progress.map(|progress| progress.step.message().say(lang));
        let what = step.unwrap_or_else(|| text(of_job, lang));
        let seconds = running.since.elapsed().as_secs_f64();
        if done > 2 && of > done && seconds > 3.0 {
            return with_time_left((what, done, of), seconds, lang);
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
