//! A mistake in a kit: where it stands, what is wrong, what to do.

use super::Files;
use crate::source::snippet;
use crate::words::{Lang, Message};
use std::borrow::Cow;
use std::ops::Range;

/// One thing that is wrong in a kit.
#[derive(Debug, Clone, PartialEq)]
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
    /// Line and column, both from 1.
    pub fn position(&self, files: &Files) -> (usize, usize) {
        let (text, span) = self.seen(files);
        snippet::line_and_column(&text, span.start)
    }

    /// The mistake as a person reads it: sentence, file, line, column, the line itself and a caret.
    pub fn show(&self, files: &Files, lang: Lang) -> String {
        let message = self.message.say(lang);
        let help = self.help.as_ref().map(|h| h.say(lang));
        let (text, span) = self.seen(files);
        snippet::show(&self.file, &text, span, &message, help.as_deref(), lang)
    }

    /// The same for a window of so many columns.
    pub fn show_within(&self, width: usize, files: &Files, lang: Lang) -> String {
        let message = self.message.say(lang);
        let help = self.help.as_ref().map(|h| h.say(lang));
        let (text, span) = self.seen(files);
        snippet::show_within(
            width,
            &self.file,
            &text,
            span,
            &message,
            help.as_deref(),
            lang,
        )
    }

    /// The file as a person sees it, and the place in it: a byte order mark is no column.
    fn seen<'f>(&self, files: &'f Files) -> (Cow<'f, str>, Range<usize>) {
        let bytes = files.get(&self.file).map_or(&[][..], Vec::as_slice);
        let (bytes, skipped) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => (rest, 3),
            None => (bytes, 0),
        };
        let span = self.span.start.saturating_sub(skipped)..self.span.end.saturating_sub(skipped);
        (String::from_utf8_lossy(bytes), span)
    }
}
