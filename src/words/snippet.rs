//! A mistake in a text file, shown at its place: file, line, column, the line itself and a caret.
//!
//! Knows nothing of what the file is; the kit and the campaign's settings both speak through it.

use super::Lang;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::ops::Range;

/// The mistake as a person reads it, without a line end after the last line.
///
/// `span` is in bytes of `source`; one that lies outside, or inside a character, is moved to the nearest place.
///
/// ```
/// # use tonghop::words::{snippet, Lang};
/// let shown = snippet::show("kit.toml", "id = 'a'\nid = 'b'\n", 9..11, "tên lặp lại", Some("bỏ một dòng"), Lang::Vi);
/// assert!(shown.contains("kit.toml:2:1"));
/// assert!(shown.contains("^^ bỏ một dòng") || shown.contains("━━ bỏ một dòng"));
/// ```
pub fn show(
    file: &str,
    source: &str,
    span: Range<usize>,
    message: &str,
    help: Option<&str>,
    lang: Lang,
) -> String {
    let level = Level::ERROR.with_name(Some(super::text("campaign.error-word", lang)));
    let span = within(source, span);
    let mut mark = AnnotationKind::Primary.span(span);
    if let Some(help) = help {
        mark = mark.label(help);
    }
    let report = [level
        .primary_title(message)
        .element(Snippet::source(source).path(file).annotation(mark))];
    Renderer::plain()
        .decor_style(DecorStyle::Unicode)
        .render(&report)
}

/// Line and column of a byte of `source`, both from 1; the column counts characters.
pub fn line_and_column(source: &str, at: usize) -> (usize, usize) {
    let at = floor(source, at);
    let before = source.get(..at).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count();
    (before.matches('\n').count() + 1, column + 1)
}

fn within(source: &str, span: Range<usize>) -> Range<usize> {
    let start = floor(source, span.start);
    let end = floor(source, span.end).max(start);
    start..end
}

fn floor(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = "ten = \"Đợt\"\nky = 1\n";
        let at = source.find("\"\n").unwrap_or_default();
        assert_eq!(line_and_column(source, at), (1, 11));
        assert_eq!(line_and_column(source, source.len() + 9), (3, 1));
    }

    #[test]
    fn a_span_outside_the_text_does_not_break_the_message() {
        let shown = show("a.toml", "Đ", 1..99, "thiếu", None, Lang::Vi);
        assert!(shown.contains("a.toml:1"), "{shown}");
        assert!(!show("a.toml", "", 0..5, "trống", None, Lang::Vi).is_empty());
    }
}
