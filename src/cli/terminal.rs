//! What is printed, and progress on long work when a person looks on.

use crate::app::{Progress, Task};
use crate::words::{Lang, Message};
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The place where words go.
pub(super) struct Terminal {
    /// The language of the words.
    pub(super) lang: Lang,
    /// Results are for programs.
    pub(super) json: bool,
    quiet: bool,
    shows_progress: bool,
    /// A line of progress stands where the next line goes.
    in_progress: Arc<AtomicBool>,
}

impl Terminal {
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            json: false,
            quiet: false,
            shows_progress: std::io::stderr().is_terminal(),
            in_progress: Arc::default(),
        }
    }

    /// As asked for by arguments.
    pub(super) fn with(lang: Lang, json: bool, quiet: bool) -> Self {
        let new = Self::new(lang);
        Self {
            json,
            quiet,
            shows_progress: new.shows_progress && !quiet,
            ..new
        }
    }

    /// A line for the person; nothing when they asked for quiet. A closed pipe is no reason to stop.
    pub(super) fn say(&mut self, line: &str) {
        if !self.quiet {
            self.result(line);
        }
    }

    /// What else there is to say, a line each.
    pub(super) fn say_all(&mut self, messages: &[Message]) {
        for message in messages {
            self.say(&message.say(self.lang));
        }
    }

    /// A line that is the command's result, said even when quiet.
    pub(super) fn result(&mut self, line: &str) {
        end_progress(&self.in_progress);
        let _ = writeln!(std::io::stdout(), "{line}");
    }

    /// A line about something wrong.
    pub(super) fn complain(&mut self, line: &str) {
        end_progress(&self.in_progress);
        let _ = writeln!(std::io::stderr(), "{line}");
    }

    /// Columns of the window in which complaints are read, when it is one.
    pub(super) fn width() -> Option<usize> {
        let (terminal_size::Width(columns), _) =
            terminal_size::terminal_size_of(std::io::stderr())?;
        Some(usize::from(columns)).filter(|columns| *columns > 0)
    }

    /// Long work that tells here how far it has come, on one line that is written over. Nobody cancels it: who breaks
    /// the program off leaves a consistent campaign too.
    pub(super) fn task(&self) -> Task {
        if !self.shows_progress {
            return Task::silent();
        }
        let (lang, in_progress) = (self.lang, Arc::clone(&self.in_progress));
        Task::new(move |progress: Progress| {
            let Progress { step, done, of } = progress;
            if of < 2 {
                return;
            }
            in_progress.store(true, Ordering::Relaxed);
            let words = step.message().say(lang);
            let _ = write!(std::io::stderr(), "\r{words} {done}/{of}\x1b[K");
            if done == of {
                end_progress(&in_progress);
            }
        })
    }
}

fn end_progress(in_progress: &AtomicBool) {
    if in_progress.swap(false, Ordering::Relaxed) {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
}
