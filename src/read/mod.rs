//! From a file to located raw cells.
//!
//! In: the path of a file that somebody sent. Out: a [`RawWorkbook`], or an [`Unreadable`] that says what the
//! file is instead and what to do. Has no opinion about cells; knows nothing of kits, units or the ledger.
//!
//! A workbook whose parts are plain is read right here, by a reader of our own that allocates nothing by a size that
//! the file states. What a foreign library opens, it opens in a limited child process: the program that the [`Reader`]
//! is given, called with [`SUBCOMMAND`], upon which it must only call [`serve`]. A file that breaks the child costs one
//! answer, never the run.

mod arranged;
mod assemble;
mod axis;
mod canonical;
mod cfb;
mod colors;
mod contents;
pub(crate) mod csv;
mod dates;
mod dense;
mod encoding;
mod formats;
mod frames;
#[cfg(windows)]
mod job;
mod limits;
mod looks;
mod margins;
mod markup;
mod names;
mod number_format;
mod ods_gaps;
mod open;
mod package;
mod parcel;
mod plain;
mod recalculated;
mod refusal;
mod relations;
mod serve;
mod signs;
mod sniff;
mod text;
mod text_looks;
pub mod trial;
mod unpack;
mod worker;
mod xls;
mod xlsb;
mod xlsx;

pub use parcel::{Item, may_be as may_be_wrapping};
pub use refusal::Unreadable;
pub use serve::serve;

use crate::model::parcel::LeftBehind;
use crate::model::raw::RawWorkbook;
use contents::Contents;
use frames::{Request, SkippedSheet, Wanted};
use plain::Plain;
use refusal::Refusal;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use worker::Worker;

/// The first argument that turns the program into a child that only calls [`serve`].
pub const SUBCOMMAND: &str = "__doc-tep";

/// How long a file may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// No larger file is read without a child.
const MAX_PLAIN: u64 = 2 << 20;
/// From so many files on, two threads read, each with a child where it needs one.
const MANY: usize = 64;
/// How many answers may wait for one that comes before them.
const WINDOW: usize = 32;

/// Reads files. A child process is started when the first file comes that needs one, and ended when this is dropped.
#[derive(Debug)]
pub struct Reader {
    program: PathBuf,
    patience: Duration,
    skipped: Vec<SkippedSheet>,
    worker: Option<Worker>,
    plain: Plain,
    /// The bytes of one file after the other.
    bytes: Vec<u8>,
}

impl Reader {
    /// A reader whose children are a program that knows [`SUBCOMMAND`].
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            patience: PATIENCE,
            skipped: Vec::new(),
            worker: None,
            plain: Plain::default(),
            bytes: Vec::new(),
        }
    }

    /// The same reader, with another limit on the time a file may take.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The same reader, which reads of the sheets with these names only the cells from a column on.
    #[must_use]
    pub fn passing_over(mut self, sheets: &[(&str, u16)]) -> Self {
        let skipped = sheets.iter().map(|&(name, from)| SkippedSheet {
            name: name.to_owned(),
            from,
        });
        self.skipped = skipped.collect();
        self
    }

    /// Reads one file.
    pub fn read(&mut self, path: &Path) -> Result<RawWorkbook, Unreadable> {
        match self.plainly(path) {
            Some(book) => Ok(book),
            None => self.answer(path).map_err(|r| Unreadable::of(&r)),
        }
    }

    /// Reads many files; `take` makes of each what is handed to `each` in the order of `paths`, until `each` breaks it
    /// off. Many files are read and taken on two threads.
    pub fn read_all<T: Send>(
        &mut self,
        paths: &[PathBuf],
        take: &(dyn Fn(usize, Result<RawWorkbook, Unreadable>) -> T + Sync),
        each: &mut dyn FnMut(usize, T) -> ControlFlow<()>,
    ) {
        if paths.len() < MANY {
            for (at, path) in paths.iter().enumerate() {
                if each(at, take(at, self.read(path))).is_break() {
                    return;
                }
            }
            return;
        }
        let mut second = Self {
            patience: self.patience,
            skipped: self.skipped.clone(),
            ..Self::new(self.program.clone())
        };
        let (give, work) = channel();
        let (hand_over, done) = channel();
        let work = Mutex::new(work);
        std::thread::scope(|scope| {
            for reader in [self, &mut second] {
                let (work, hand_over) = (&work, hand_over.clone());
                scope.spawn(move || {
                    // Until nobody gives or takes any more.
                    while let Ok(Ok(at)) = work.lock().map(|work| work.recv()) {
                        let taken = AssertUnwindSafe(|| take(at, reader.read(&paths[at])));
                        // A fault is handed over too: nobody waits for an answer that never comes.
                        if hand_over.send((at, catch_unwind(taken))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(hand_over);
            deliver(paths.len(), give, done, each);
        });
    }

    /// What a plain workbook holds; `None` for every other file.
    fn plainly(&mut self, path: &Path) -> Option<RawWorkbook> {
        let about = std::fs::metadata(path).ok()?;
        // A pipe or a device would never end.
        if !about.is_file() || about.len() > MAX_PLAIN {
            return None;
        }
        self.bytes.clear();
        let file = File::open(path).ok()?;
        file.take(MAX_PLAIN).read_to_end(&mut self.bytes).ok()?;
        let mut book = self.plain.read(&self.bytes, &self.skipped)?;
        recalculated::mark(&mut book, &self.skipped);
        Some(book)
    }

    /// Takes the files out of a ZIP or a saved mail, and hands each with its bytes to `each`, until it fails. What was left
    /// in it; `None` when it is no wrapping, or no file could be taken out.
    pub fn unpack<E>(
        &mut self,
        path: &Path,
        mut each: impl FnMut(&Item, &mut dyn Read) -> Result<(), E>,
    ) -> Result<Option<Vec<LeftBehind>>, E> {
        if !parcel::may_be(path) {
            return Ok(None);
        }
        let (Ok(mut worker), Some(request)) = (self.child(), Request::of(path, Wanted::Files))
        else {
            return Ok(None);
        };
        let mut contents = Contents::of(&mut worker, &request, self.patience);
        while let Some(item) = contents.next_file() {
            each(&item, &mut contents)?;
        }
        let left = contents.left();
        if left.is_ok() && !worker.is_tired() {
            self.worker = Some(worker);
        }
        Ok(left.unwrap_or_else(|left| left))
    }

    /// A child that may be asked.
    fn child(&mut self) -> Result<Worker, Refusal> {
        match self.worker.take() {
            Some(worker) => Ok(worker),
            None => Worker::start(&self.program).map_err(|_| Refusal::NoReader),
        }
    }

    /// What the child says of a file; one that somebody else has ended is asked once more.
    fn answer(&mut self, path: &Path) -> Result<RawWorkbook, Refusal> {
        match self.said_of(path) {
            Err(Refusal::Killed) => self.said_of(path),
            said => said,
        }
    }

    fn said_of(&mut self, path: &Path) -> Result<RawWorkbook, Refusal> {
        let mut worker = self.child()?;
        let request = Request::of(path, Wanted::Cells(self.skipped.clone()));
        let answer = worker.ask(request, self.patience)?;
        if !worker.is_tired() {
            self.worker = Some(worker);
        }
        answer
    }
}

/// Gives work to the readers, no more than a window ahead, and hands their answers on in order. A fault of theirs goes
/// on here. The readers end with the file that they are at when nobody takes their answers any more.
fn deliver<T>(
    total: usize,
    give: Sender<usize>,
    done: Receiver<(usize, std::thread::Result<T>)>,
    each: &mut dyn FnMut(usize, T) -> ControlFlow<()>,
) {
    let mut waiting = BTreeMap::new();
    let (mut given, mut delivered) = (0, 0);
    while delivered < total {
        while given < total.min(delivered + WINDOW) {
            if give.send(given).is_err() {
                return;
            }
            given += 1;
        }
        let Ok((at, answer)) = done.recv() else {
            return;
        };
        let answer = answer.unwrap_or_else(|fault| resume_unwind(fault));
        waiting.insert(at, answer);
        while let Some(answer) = waiting.remove(&delivered) {
            if each(delivered, answer).is_break() {
                drop(done);
                return;
            }
            delivered += 1;
        }
    }
    drop(give);
}
