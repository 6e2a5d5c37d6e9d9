//! Long work under way: how far it has come, and whether to go on.

use super::Stop;
use crate::msg;
use crate::words::Message;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How far long work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// Files or units done.
    pub done: usize,
    /// Files or units in all.
    pub of: usize,
}

/// What is being done, file by file or unit by unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Intake workbooks are being made.
    Emitting,
    /// Returns are being read.
    Reading,
    /// What units are to mend is being written.
    Asking,
    /// Answers are being written as tables.
    Exporting,
}

impl Step {
    /// In words.
    pub fn message(self) -> Message {
        match self {
            Self::Emitting => msg!("flow.emitting"),
            Self::Reading => msg!("flow.reading"),
            Self::Asking => msg!("flow.asking"),
            Self::Exporting => msg!("export.exporting"),
        }
    }
}

/// The progress of long work, and whether it was cancelled: asked between files and units.
pub struct Task {
    progress: Box<dyn Fn(Progress) + Send + Sync>,
    cancelled: Arc<AtomicBool>,
}

impl Task {
    /// Work that tells how far it has come.
    pub fn new(progress: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self {
            progress: Box::new(progress),
            cancelled: Arc::default(),
        }
    }

    /// Work whose progress is not shown.
    pub fn silent() -> Self {
        Self::new(|_| {})
    }

    /// What ends this work; may be kept in another thread.
    pub fn cancel(&self) -> Cancel {
        Cancel(Arc::clone(&self.cancelled))
    }

    pub(crate) fn tell(&self, step: Step, done: usize, of: usize) {
        (self.progress)(Progress { step, done, of });
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Goes on, unless the work is not wanted any more.
    pub(crate) fn goes_on(&self) -> Result<(), Stop> {
        if self.is_cancelled() {
            Err(Stop::Cancelled)
        } else {
            Ok(())
        }
    }
}

/// Ends the work of a [`Task`]: it stops after the file or the unit that it is at.
#[derive(Debug, Clone)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
