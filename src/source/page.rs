//! A TOML file on which mistakes are noted, and texts with their places in it.

use super::Mistake;
use crate::msg;
use crate::words::nearest::nearest;
use crate::words::{Message, system::detail};
use std::cell::{Cell, RefCell};
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;

/// Most mistakes told of one file; what has more is neither kit nor settings.
const MOST_MISTAKES: usize = 1000;
/// Mistakes of one file for which a near name is looked for.
const MOST_NEAR: usize = 100;

/// A file being read, and what is wrong with it so far.
pub(crate) struct Page<'s> {
    pub(crate) file: &'s str,
    pub(crate) text: &'s str,
    /// Whether numbers and days that stand where a text belongs are the texts they look like.
    pub(super) bare_texts: bool,
    mistakes: RefCell<Vec<Mistake>>,
    broken: Cell<bool>,
    line_ends: Vec<usize>,
}

impl<'s> Page<'s> {
    pub(crate) fn new(file: &'s str, text: &'s str) -> Self {
        Self {
            file,
            text,
            bare_texts: false,
            mistakes: RefCell::new(Vec::new()),
            broken: Cell::new(false),
            line_ends: text.match_indices('\n').map(|(at, _)| at).collect(),
        }
    }

    /// The same, taking numbers and days without quotes for texts.
    pub(crate) fn with_bare_texts(self) -> Self {
        Self {
            bare_texts: true,
            ..self
        }
    }

    /// Notes a mistake without a hint.
    pub(crate) fn wrong(&self, span: &Range<usize>, message: Message) {
        self.note(span, message, None);
    }

    /// Notes a mistake, with what to do shown at the caret.
    pub(crate) fn wrong_help(&self, span: &Range<usize>, message: Message, help: Message) {
        self.note(span, message, Some(help));
    }

    pub(crate) fn note(&self, span: &Range<usize>, message: Message, help: Option<Message>) {
        let mut mistakes = self.mistakes.borrow_mut();
        if mistakes.len() < MOST_MISTAKES {
            mistakes.push(Mistake {
                file: self.file.to_owned(),
                span: span.clone(),
                message,
                help,
            });
        }
    }

    /// "có phải `…`?", when a known name is near.
    pub(crate) fn did_you_mean<'a>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<Message> {
        self.near(name, known)
            .map(|near| msg!("kit.did-you-mean", name = near))
    }

    /// The nearest known name; none once so much is wrong that looking for it would take long.
    pub(crate) fn near<'a>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        if self.count() < MOST_NEAR {
            nearest(name, known)
        } else {
            None
        }
    }

    /// The line, from 1, on which a place begins.
    pub(crate) fn line(&self, span: &Range<usize>) -> usize {
        self.line_ends.partition_point(|end| *end < span.start) + 1
    }

    /// The place behind the last thing written.
    pub(crate) fn end(&self) -> Range<usize> {
        let end = self.text.trim_end().len();
        end..end
    }

    /// As much of a place as stands on its first line.
    pub(crate) fn first_line(&self, span: &Range<usize>) -> Range<usize> {
        let rest = self.text.get(span.start..).unwrap_or_default();
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        span.start..span.end.min(span.start + line).max(span.start)
    }

    /// Whether the file is no TOML somewhere, so that something may have been lost.
    pub(crate) fn broken(&self) -> bool {
        self.broken.get()
    }

    /// How many mistakes were noted so far.
    pub(crate) fn count(&self) -> usize {
        self.mistakes.borrow().len()
    }

    pub(crate) fn into_mistakes(self) -> Vec<Mistake> {
        self.mistakes.into_inner()
    }

    /// The same, each at as much of its place as stands on one line.
    pub(crate) fn into_mistakes_by_line(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.take();
        for mistake in &mut mistakes {
            mistake.span = self.first_line(&mistake.span);
        }
        mistakes
    }

    /// Parses the file; what is no TOML is noted, and the rest is still read.
    pub(crate) fn parse(&self) -> Spanned<DeTable<'s>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let end = self.text.len();
            let span = error.span().unwrap_or(end..end);
            let written = self.text.get(span.clone()).unwrap_or_default().trim();
            if error.message() == "duplicate key" {
                self.wrong(&span, msg!("kit.key-twice", key = written));
                continue;
            }
            self.broken.set(true);
            let message = if error.message().starts_with("invalid date") {
                msg!("campaign.not-day", text = written)
            } else {
                msg!("kit.no-toml", reason = detail(error.message()))
            };
            self.wrong(&span, message);
        }
        table
    }
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Range<usize>,
}

impl Text {
    /// The place in the file of a part of the text; the whole when the text is written with escapes.
    pub(crate) fn part(&self, page: &Page<'_>, part: &Range<usize>) -> Range<usize> {
        for quotes in [1, 3] {
            let start = self.span.start + quotes;
            let written = page.text.get(start..start + self.value.len());
            let fits = part.end <= self.value.len() && part.start <= part.end;
            if written == Some(self.value.as_str()) && fits {
                return start + part.start..start + part.end;
            }
        }
        self.span.clone()
    }
}
