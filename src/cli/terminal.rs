//! What is printed, and progress on long work when a person looks on.

use super::shown;
use crate::app::{Progress, Session, Task};
use crate::msg;
use crate::words::{Lang, Message, text};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use unicode_width::UnicodeWidthStr;

/// Messages of one kind shown before the rest is only counted.
const MESSAGES_SHOWN: usize = 10;

/// The place where words go. Nothing is printed but through it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that is typed"
)]
pub(super) struct Terminal {
    /// The language of the words.
    pub(super) lang: Lang,
    /// Results are for programs.
    pub(super) json: bool,
    /// Everything is shown, however much it is.
    pub(super) all: bool,
    /// The campaign's folder as it was typed, as one word.
    campaign: Option<String>,
    quiet: bool,
    shows_progress: bool,
    /// Columns of the line of progress that stands where the next line goes; 0 for none.
    in_progress: Arc<AtomicUsize>,
}

impl Terminal {
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            json: false,
            all: false,
            campaign: None,
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

    /// The campaign's folder, as it was typed, which advice names.
    pub(super) fn works_on(&mut self, dir: &Path) {
        let dir = dir.display().to_string();
        let is_one_word = !dir.contains(char::is_whitespace);
        self.campaign = Some(if is_one_word {
            dir
        } else {
            format!("\"{dir}\"")
        });
    }

    /// The campaign's folder, as advice names it.
    pub(super) fn campaign(&self) -> String {
        let unknown = || text("cli.some-folder", self.lang);
        self.campaign.clone().unwrap_or_else(unknown)
    }

    /// A sentence as it is printed, its commands with the campaign's folder.
    pub(super) fn sentence(&self, message: &Message) -> String {
        message.say_in(&self.campaign(), self.lang)
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
            self.say(&self.sentence(message));
        }
    }

    /// The same, but of many only the first, and how many more there are.
    pub(super) fn say_some(&mut self, messages: &[Message]) {
        let shown = self.at_most(messages.len(), MESSAGES_SHOWN);
        self.say_all(&messages[..shown]);
        self.say_more(messages.len() - shown, "");
    }

    /// How what was just decided is taken back.
    pub(super) fn say_how_to_undo(&mut self, session: &Session) {
        if let Some(act) = session.last_act {
            let by = session.actor.name();
            let how = msg!("cli.undo-this", dir = self.campaign(), act = act, by = by);
            self.say(&how.say(self.lang));
            if session.actor.is_login() {
                self.say(&msg!("due.name-login", name = by).say(self.lang));
            }
        }
    }

    /// How many of some things are shown: all of them where the person asked for it.
    pub(super) fn at_most(&self, all: usize, few: usize) -> usize {
        if self.all { all } else { all.min(few) }
    }

    /// How many more there are; nothing for none.
    pub(super) fn say_more(&mut self, count: usize, indent: &str) {
        if count > 0 {
            let more = msg!("cli.more", count = count).say(self.lang);
            self.say(&format!("{indent}{more}"));
        }
    }

    /// A line that is the command's result, said even when quiet.
    pub(super) fn result(&mut self, line: &str) {
        let line = shown::one_line(line);
        let window = columns(terminal_size::terminal_size_of(std::io::stdout()));
        let line = match window {
            Some(columns) => shown::wrapped(&line, columns),
            None => line,
        };
        self.write(&line);
    }

    /// Several lines that are the command's result, such as a table.
    pub(super) fn lines(&mut self, text: &str) {
        self.write(&shown::lines(text));
    }

    /// A result for programs.
    pub(super) fn json(&mut self, text: &str) {
        self.write(&shown::json(text));
    }

    fn write(&mut self, text: &str) {
        end_progress(&self.in_progress);
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// Lines about something wrong.
    pub(super) fn complain(&mut self, text: &str) {
        end_progress(&self.in_progress);
        let _ = writeln!(std::io::stderr(), "{}", shown::lines(text));
    }

    /// Columns of the window in which complaints are read, when it is one.
    pub(super) fn width() -> Option<usize> {
        columns(terminal_size::terminal_size_of(std::io::stderr()))
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
            let line = format!("{} {done}/{of}", step.message().say(lang));
            let before = in_progress.swap(line.width(), Ordering::Relaxed);
            let _ = write!(std::io::stderr(), "{}", over(&line, before));
            if done == of {
                end_progress(&in_progress);
            }
        })
    }
}

type WindowSize = Option<(terminal_size::Width, terminal_size::Height)>;

fn columns(window: WindowSize) -> Option<usize> {
    let (terminal_size::Width(columns), _) = window?;
    Some(usize::from(columns)).filter(|columns| *columns > 0)
}

fn end_progress(in_progress: &AtomicUsize) {
    let before = in_progress.swap(0, Ordering::Relaxed);
    if before > 0 {
        let _ = write!(std::io::stderr(), "{}\r", over("", before));
    }
}

/// A line over one of so many columns. Blanks cover what is longer: the window of older programs on Windows shows an escape
/// as letters.
fn over(line: &str, before: usize) -> String {
    let rest = before.saturating_sub(line.width());
    format!("\r{line}{:rest$}", "")
}

#[cfg(test)]
mod tests {
    use super::over;

    #[test]
    fn a_line_of_progress_covers_the_one_before_without_escapes() {
        assert_eq!(over("Đọc tệp 2/9", 0), "\rĐọc tệp 2/9");
        assert_eq!(over("Đọc 2/9", 11), "\rĐọc 2/9    ");
        assert_eq!(over("", 3), "\r   ");
    }
}
