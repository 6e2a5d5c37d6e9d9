//! A mistake in a text file, shown at its place: file, line, column, the line itself and a caret.
//!
//! Knows nothing of what the file is; the kit and the campaign's settings both speak through it.

use crate::words::Lang;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::ops::Range;

/// The mistake as a person reads it, without a line end after the last line.
///
/// `span` is in bytes of `source`; one that lies outside, or inside a character, is moved to the nearest place.
///
/// ```
/// # use tonghop::{source::snippet, words::Lang};
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
    let level = Level::ERROR.with_name(Some(crate::words::text("campaign.error-word", lang)));
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

/// The same for a window of so many columns: sentences go over to the next line at a space. What stands in the file
/// is shown as it is, and so is where.
///
/// ```
/// # use tonghop::{source::snippet, words::Lang};
/// let shown = snippet::show_within(20, "a.toml", "id = 1\n", 5..6, "một hai ba bốn năm", None, Lang::Vi);
/// assert!(shown.starts_with("lỗi: một hai ba bốn\n     năm\n"), "{shown}");
/// ```
pub fn show_within(
    width: usize,
    file: &str,
    source: &str,
    span: Range<usize>,
    message: &str,
    help: Option<&str>,
    lang: Lang,
) -> String {
    let level = crate::words::text("campaign.error-word", lang);
    // The renderer sets further lines of a title below its first.
    let room = width.saturating_sub(level.chars().count() + 2);
    let title = lines(message, room).join("\n");
    let shown = show(file, source, span, &title, help, lang);
    let Some((above, line)) = shown.rsplit_once('\n') else {
        return shown;
    };
    let Some((help, carets)) = help.and_then(|help| Some((help, line.strip_suffix(help)?))) else {
        return shown;
    };
    let before = carets.chars().count();
    if before + help.chars().count() <= width {
        return shown;
    }
    let beside = width.saturating_sub(before);
    if beside >= LEAST_HELP {
        let below = format!("\n{}", " ".repeat(before));
        let help = lines(help, beside).join(&below);
        return format!("{above}\n{carets}{help}");
    }
    let help = lines(help, width.saturating_sub(BELOW.len())).join(&format!("\n{BELOW}"));
    format!("{above}\n{}\n{BELOW}{help}", carets.trim_end())
}

/// Columns right of the caret in which what to do can still be read; with fewer it stands below.
const LEAST_HELP: usize = 24;
/// Before what stands below the caret.
const BELOW: &str = "     ";

/// A sentence in lines of at most so many characters, or of one word.
fn lines(sentence: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
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
    fn what_to_do_stands_beside_the_caret_or_below_it_within_the_window() {
        let help = "dùng được: sum, mean, min, max, list, distinct, none";
        let shown = |width, source: &str, at| {
            show_within(width, "a.toml", source, at, "sai", Some(help), Lang::Vi)
        };
        let beside = [
            "  ╰╴         ━━━ dùng được: sum, mean, min, max,",
            "                 list, distinct, none",
        ];
        let narrow = shown(50, "rollup = \"x\"", 9..12);
        assert!(narrow.ends_with(&beside.join("\n")), "{narrow}");
        let long = format!("# {}\"x\"", "-".repeat(30));
        let at = long.len() - 3..long.len();
        let carets = format!("  ╰╴{}━━━", " ".repeat(32));
        let below = [
            carets.as_str(),
            "     dùng được: sum, mean, min, max, list,",
            "     distinct, none",
        ];
        let narrow = shown(50, &long, at.clone());
        assert!(narrow.ends_with(&below.join("\n")), "{narrow}");
        assert!(narrow.contains(&format!("1 │ {long}\n")), "{narrow}");
        let whole = show("a.toml", &long, at.clone(), "sai", Some(help), Lang::Vi);
        assert_eq!(shown(200, &long, at), whole);
    }

    #[test]
    fn a_span_outside_the_text_does_not_break_the_message() {
        let shown = show("a.toml", "Đ", 1..99, "thiếu", None, Lang::Vi);
        assert!(shown.contains("a.toml:1"), "{shown}");
        assert!(!show("a.toml", "", 0..5, "trống", None, Lang::Vi).is_empty());
    }
}
