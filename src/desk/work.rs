//! Long work: one piece at a time, beside the pages, which tell how far it has come.
//!
//! It belongs to the desk and not to a tab: whoever closes the page, or opens a second, finds it as it is.

use super::held::held;
use crate::app::emit::Emitted;
use crate::app::feedback::Feedback;
use crate::app::ingest::{Received, Verdict};
use crate::app::lint::Judged;
use crate::app::open_file::Known;
use crate::app::refresh::Refreshed;
use crate::app::report::Reported;
use crate::app::signed::Kept;
use crate::app::{Cancel, Progress, Stop, Task};
use crate::model::finding::Finding;
use crate::model::id::UnitCode;
use crate::model::reading::Account;
use crate::words::Message;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long the end of the desk waits for work that was told to stop.
const LAST_WORK: Duration = Duration::from_mins(1);

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Job {
    /// Workbooks are made for units.
    Emit,
    /// What lies in the inbox is taken in.
    Intake,
    /// What units are to mend is written for them.
    Ask,
    /// An edition of the report is written.
    Report,
    /// A paper beside it is written.
    Paper,
    /// Signed copies are kept.
    Signed,
    /// Something is done with a document that people may have changed.
    Document,
}

/// What it came to.
#[derive(Debug)]
pub(super) enum Came {
    /// The workbooks.
    Emitted(Emitted),
    /// What became of each file, and what else there is to say.
    Received(Vec<TakenIn>, Vec<Message>),
    /// What was written for units.
    Asked(Feedback),
    /// The paper, where there was anything to write, and what else there is to say.
    Paper(Option<Known>, Vec<Message>),
    /// The edition.
    Reported(Box<Reported>),
    /// Nothing that lies anywhere; what there is to say.
    Done(Vec<Message>),
    /// What came of each scan that was to be kept, by its name.
    Signed(Vec<(String, Result<Kept, Stop>)>),
    /// What was made, file or folder, and what else there is to say.
    Made(PathBuf, Vec<Message>),
    /// Current figures in a document of this name.
    Refreshed(String, Box<Refreshed>),
    /// What a clerk would send a document of this name back for.
    Judged(String, Judged),
}

impl Came {
    /// The file or the folder that was made.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Made(path, _) => Some(path),
            Self::Refreshed(_, refreshed) => refreshed.output.as_ref().map(|output| &*output.path),
            Self::Reported(reported) => reported.output.as_ref().map(|output| &*output.path),
            _ => None,
        }
    }
}

/// What became of a file, without all that it says.
#[derive(Debug)]
pub(super) struct TakenIn {
    pub(super) file: String,
    pub(super) unit: Option<UnitCode>,
    pub(super) account: Option<Account>,
    pub(super) findings: Vec<Finding>,
    pub(super) standing: Verdict,
}

impl TakenIn {
    /// Of a file that was known before there is nothing to tell.
    pub(super) fn new(one: Received) -> Option<Self> {
        (!matches!(one.standing, Verdict::Known)).then(|| Self {
            file: one.file,
            unit: one.unit,
            account: one.reading.map(|reading| reading.account.clone()),
            findings: one.findings,
            standing: one.standing,
        })
    }
}

/// Work that has ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) job: Job,
    /// `None` where the program broke.
    pub(super) came: Option<Result<Came, Stop>>,
}

/// Work under way.
#[derive(Clone)]
pub(super) struct Running {
    pub(super) job: Job,
    pub(super) progress: Option<Progress>,
    pub(super) since: Instant,
    pub(super) is_cancelled: bool,
    cancel: Cancel,
}

#[derive(Default)]
struct State {
    running: Option<Running>,
    /// The last of each kind, with its number.
    ended: BTreeMap<Job, (u64, Arc<Ended>)>,
    /// How many pieces have ended: a page that knows another number is not as things are.
    number: u64,
}

/// The long work of a desk.
#[derive(Clone, Default)]
pub(super) struct Work(Arc<Mutex<State>>);

impl Work {
    /// Begins a piece of work; `false` while another is under way.
    pub(super) fn begin(
        &self,
        job: Job,
        work: impl FnOnce(&Task) -> Result<Came, Stop> + Send + 'static,
    ) -> bool {
        let mut state = held(&self.0);
        if state.running.is_some() {
            return false;
        }
        let told = self.clone();
        let task = Task::new(move |progress| {
            if let Some(running) = &mut held(&told.0).running {
                running.progress = Some(progress);
            }
        });
        state.running = Some(Running {
            job,
            progress: None,
            since: Instant::now(),
            is_cancelled: false,
            cancel: task.cancel(),
        });
        drop(state);
        let end = End {
            work: self.clone(),
            ended: Ended { job, came: None },
        };
        thread::spawn(move || {
            let mut end = end;
            end.ended.came = Some(work(&task));
        });
        true
    }

    /// What is under way.
    pub(super) fn running(&self) -> Option<Running> {
        held(&self.0).running.clone()
    }

    /// What ended last, and how many pieces have ended.
    pub(super) fn ended(&self) -> (Option<Arc<Ended>>, u64) {
        let state = held(&self.0);
        let last = state.ended.values().find(|(at, _)| *at == state.number);
        (last.map(|(_, ended)| Arc::clone(ended)), state.number)
    }

    /// What ended last of these kinds.
    pub(super) fn last_of(&self, jobs: &[Job]) -> Option<Arc<Ended>> {
        let state = held(&self.0);
        let of = jobs.iter().filter_map(|job| state.ended.get(job));
        let last = of.max_by_key(|(at, _)| *at);
        last.map(|(_, ended)| Arc::clone(ended))
    }

    /// Tells what is under way to stop.
    pub(super) fn cancel(&self) {
        if let Some(running) = &mut held(&self.0).running {
            running.is_cancelled = true;
            running.cancel.cancel();
        }
    }

    /// Tells it to stop and waits until it has.
    pub(super) fn finish(&self) {
        self.cancel();
        let since = Instant::now();
        while self.running().is_some() && since.elapsed() < LAST_WORK {
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Notes that work has ended, also where it broke off.
struct End {
    work: Work,
    ended: Ended,
}

impl Drop for End {
    fn drop(&mut self) {
        let ended = Ended {
            job: self.ended.job,
            came: self.ended.came.take(),
        };
        let mut state = held(&self.work.0);
        state.running = None;
        state.number += 1;
        let number = state.number;
        state.ended.insert(ended.job, (number, Arc::new(ended)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waits until nothing is under way.
    fn ended(work: &Work) -> Arc<Ended> {
        let since = Instant::now();
        while work.running().is_some() {
            assert!(since.elapsed() < Duration::from_secs(20));
            thread::sleep(Duration::from_millis(1));
        }
        work.ended().0.expect("it has ended")
    }

    #[test]
    fn one_piece_at_a_time_and_it_stops_when_told() {
        let work = Work::default();
        let waits = |task: &Task| -> Result<Came, Stop> {
            loop {
                task.goes_on()?;
                thread::sleep(Duration::from_millis(1));
            }
        };
        assert!(work.begin(Job::Intake, waits));
        assert!(!work.begin(Job::Ask, waits), "the first is under way");
        work.cancel();
        let ended = ended(&work);
        assert_eq!(ended.job, Job::Intake);
        assert!(matches!(ended.came, Some(Err(Stop::Cancelled))));
        assert_eq!(work.ended().1, 1);
    }

    #[test]
    fn work_that_breaks_off_is_told_and_hinders_no_other() {
        let work = Work::default();
        assert!(work.begin(Job::Ask, |_| panic!("it breaks, as this test wants")));
        assert!(ended(&work).came.is_none());
        assert!(work.begin(Job::Intake, |_| Ok(Came::Received(Vec::new(), Vec::new()))));
        assert!(matches!(ended(&work).came, Some(Ok(Came::Received(..)))));
        assert_eq!(work.ended().1, 2);
    }
}
