//! What is printed, and progress on long work when a person looks on.

use crate::words::{Lang, text};
use std::io::{IsTerminal, Write};

/// The place where words go.
pub(super) struct Terminal {
    /// The language of the words.
    pub(super) lang: Lang,
    quiet: bool,
    shows_progress: bool,
    in_progress: bool,
}

impl Terminal {
    pub(super) fn new(lang: Lang, quiet: bool) -> Self {
        Self {
            lang,
            quiet,
            shows_progress: !quiet && std::io::stderr().is_terminal(),
            in_progress: false,
        }
    }

    /// A line for the person; nothing when they asked for quiet. A closed pipe is no reason to stop.
    pub(super) fn say(&mut self, line: &str) {
        if !self.quiet {
            self.result(line);
        }
    }

    /// A line that is the command's result, said even when quiet.
    pub(super) fn result(&mut self, line: &str) {
        self.end_progress();
        let _ = writeln!(std::io::stdout(), "{line}");
    }

    /// A line about something wrong.
    pub(super) fn complain(&mut self, line: &str) {
        self.end_progress();
        let _ = writeln!(std::io::stderr(), "{line}");
    }

    /// Columns of the window in which complaints are read, when it is one.
    pub(super) fn width() -> Option<usize> {
        let (terminal_size::Width(columns), _) =
            terminal_size::terminal_size_of(std::io::stderr())?;
        Some(usize::from(columns)).filter(|columns| *columns > 0)
    }

    /// How far long work has come, on one line that is written over.
    pub(super) fn progress(&mut self, what: &str, done: usize, of: usize) {
        if !self.shows_progress || of < 2 {
            return;
        }
        self.in_progress = true;
        let words = text(what, self.lang);
        let _ = write!(std::io::stderr(), "\r{words} {done}/{of}\x1b[K");
        if done == of {
            self.end_progress();
        }
    }

    fn end_progress(&mut self) {
        if std::mem::take(&mut self.in_progress) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
