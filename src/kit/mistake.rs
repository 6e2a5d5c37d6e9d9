//! A mistake in a kit: where it stands, what is wrong, what to do.

use super::Files;
use crate::words::{Lang, Message, snippet};
use std::ops::Range;

/// One thing that is wrong in a kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// File of the kit, e.g. `commune.toml`; empty when no file is to blame.
    pub file: String,
    /// Place in bytes of that file.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// What to do, shown at the caret.
    pub help: Option<Message>,
}

impl Mistake {
    /// The mistake as a person reads it: sentence, file, line, column, the line itself and a caret.
    pub fn show(&self, files: &Files, lang: Lang) -> String {
        let message = self.message.say(lang);
        let help = self.help.as_ref().map(|h| h.say(lang));
        let bytes = files.get(&self.file).map_or(&[][..], Vec::as_slice);
        let text = String::from_utf8_lossy(bytes);
        // A byte order mark is no column that a person can see.
        let (text, skipped) = match text.strip_prefix('\u{feff}') {
            Some(rest) => (rest, 3),
            None => (text.as_ref(), 0),
        };
        let span = self.span.start.saturating_sub(skipped)..self.span.end.saturating_sub(skipped);
        snippet::show(&self.file, text, span, &message, help.as_deref(), lang)
    }
}
