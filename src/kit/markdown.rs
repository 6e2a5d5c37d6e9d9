//! Markdown of a narrative that the report cannot show: told with its place, instead of printed raw.
//!
//! In: the narrative as written. Out: mistakes. Tags of the template are taken out first, as they are when it runs, and the
//! places are counted back.

use crate::msg;
use crate::source::table::Page;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};
use std::ops::Range;

/// Levels of items that a report has.
const MOST_LEVELS: usize = 2;

/// Notes what the report has no way to show.
pub(super) fn check(page: &Page<'_>) {
    let plain = Plain::of(page.text);
    let mut levels = 0;
    let options = Options::ENABLE_TABLES;
    for (event, at) in Parser::new_ext(&plain.text, options).into_offset_iter() {
        let (what, help) = match event {
            Event::Start(Tag::Table(_)) => (msg!("kit.markdown-table"), msg!("kit.use-table")),
            Event::Start(Tag::List(Some(_))) => {
                (msg!("kit.markdown-numbered"), msg!("kit.use-headings"))
            }
            Event::Start(Tag::List(None)) => {
                levels += 1;
                if levels <= MOST_LEVELS {
                    continue;
                }
                (msg!("kit.markdown-deep-list"), msg!("kit.use-two-levels"))
            }
            Event::End(pulldown_cmark::TagEnd::List(false)) => {
                levels -= 1;
                continue;
            }
            Event::Start(Tag::BlockQuote(_)) => {
                (msg!("kit.markdown-quote"), msg!("kit.use-paragraph"))
            }
            Event::InlineHtml(tag) if tag.starts_with("</") => continue,
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                (msg!("kit.markdown-html"), msg!("kit.use-paragraph"))
            }
            Event::Start(Tag::Link { .. }) => {
                (msg!("kit.markdown-link"), msg!("kit.use-paragraph"))
            }
            Event::Start(Tag::Image { .. }) => {
                (msg!("kit.markdown-image"), msg!("kit.use-paragraph"))
            }
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => {
                (msg!("kit.markdown-code"), msg!("kit.use-paragraph"))
            }
            Event::Rule => (msg!("kit.markdown-line"), msg!("kit.use-paragraph")),
            Event::Start(Tag::Heading {
                level: HeadingLevel::H5 | HeadingLevel::H6,
                ..
            }) => (msg!("kit.markdown-deep-heading"), msg!("kit.use-headings")),
            _ => continue,
        };
        page.wrong_help(&plain.first_line(at), what, help);
    }
}

/// The narrative without its tags, and where each piece of it stands.
struct Plain<'t> {
    source: &'t str,
    text: String,
    /// Where pieces begin: in the text, in the source.
    pieces: Vec<(usize, usize)>,
}

impl<'t> Plain<'t> {
    fn of(source: &'t str) -> Self {
        let mut plain = Self {
            source,
            text: String::with_capacity(source.len()),
            pieces: Vec::new(),
        };
        let mut at = 0;
        while let Some(open) = source[at..].find('{').map(|n| at + n) {
            let close = match source.as_bytes().get(open + 1) {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                Some(b'#') => "#}",
                _ => {
                    plain.push(at..open + 1);
                    at = open + 1;
                    continue;
                }
            };
            let end = source[open..]
                .find(close)
                .map_or(source.len(), |n| open + n + close.len());
            plain.push(at..open);
            if close == "}}" {
                // A figure is a word, whatever it shows.
                plain.pieces.push((plain.text.len(), open));
                plain.text.push('x');
                at = end;
                continue;
            }
            // A tag takes the blanks before it on its line along, and the end of the line behind it.
            let line = plain.text.rfind('\n').map_or(0, |n| n + 1);
            if plain.text[line..].trim().is_empty() {
                plain.text.truncate(line);
            }
            at = end + usize::from(source[end..].starts_with('\n'));
        }
        plain.push(at..source.len());
        plain
    }

    fn push(&mut self, piece: Range<usize>) {
        if !piece.is_empty() {
            self.pieces.push((self.text.len(), piece.start));
            self.text.push_str(&self.source[piece]);
        }
    }

    /// The place in the source of a piece of the text, to the end of its first line.
    fn first_line(&self, at: Range<usize>) -> Range<usize> {
        let behind = self.pieces.partition_point(|(text, _)| *text <= at.start);
        let (text, source) = behind
            .checked_sub(1)
            .and_then(|n| self.pieces.get(n).copied())
            .unwrap_or_default();
        let start = (source + (at.start - text.min(at.start))).min(self.source.len());
        let rest = &self.source[start..];
        let lead = rest.len() - rest.trim_start_matches(['\n', ' ']).len();
        let start = start + lead;
        let line = self.source[start..].lines().next().unwrap_or_default();
        let most = line.char_indices().nth(40).map_or(line.len(), |(n, _)| n);
        start..start + most
    }
}
