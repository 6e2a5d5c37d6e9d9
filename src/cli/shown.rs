//! What may reach a terminal: text from outside holds neither escape sequences nor marks that turn the direction of reading,
//! and a line of ours stays a line.

use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// One line: breaks and tabs in it are spaces.
pub(super) fn one_line(text: &str) -> String {
    let spaced = |c: char| {
        if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            harmless(c)
        }
    };
    text.chars().map(spaced).collect()
}

/// Lines of ours, such as a table.
pub(super) fn lines(text: &str) -> String {
    let kept = |c: char| if c == '\n' { c } else { harmless(c) };
    text.chars().map(kept).collect()
}

/// JSON whose texts are written with escapes where a terminal would obey them.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // JSON itself escapes what is below a space; its own line breaks stand between the texts.
        if c == '\n' || harmless(c) == c {
            out.push(c);
        } else {
            // Writing into a text never fails.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        }
    }
    out
}

/// A line that is broken between words where it is wider than a window, further lines a little further in. A word that
/// is wider itself stays whole.
pub(super) fn wrapped(line: &str, columns: usize) -> String {
    if line.width() <= columns {
        return line.to_owned();
    }
    let indent = line.chars().take_while(|c| *c == ' ').count();
    let further = " ".repeat((indent + 2).min(columns / 2));
    let mut out = " ".repeat(indent);
    let (mut at, mut is_begun) = (indent, false);
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let width = word.width();
        if is_begun && at + 1 + width > columns {
            out.push('\n');
            out.push_str(&further);
            at = further.len();
        } else if is_begun {
            out.push(' ');
            at += 1;
        }
        out.push_str(word);
        at += width;
        is_begun = true;
    }
    out
}

/// The character, or a mark in its place when a terminal would obey it or reorder what stands around it.
fn harmless(c: char) -> char {
    let turns = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    if turns || c.is_control() {
        '\u{fffd}'
    } else {
        c
    }
}

/// A text of at most so many columns, with an ellipsis where more is left out.
pub(super) fn fitting(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut at = 0;
    let mut fits = |c: &char| {
        at += c.width().unwrap_or(0);
        at < columns
    };
    let head: String = text.chars().take_while(|c| fits(c)).collect();
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown_as_a_mark_and_breaks_are_spaces() {
        let name = "a\u{1b}]0;x\u{7}\nb\tc\u{202e}d\u{85}e\u{2028}f";
        let shown = one_line(name);
        assert_eq!(shown, "a\u{fffd}]0;x\u{fffd} b c\u{fffd}d\u{fffd}e f");
        assert_eq!(lines("┌\n│\u{9b}1m│"), "┌\n│\u{fffd}1m│");
    }

    #[test]
    fn json_keeps_every_character_as_an_escape() {
        let text = serde_json::json!({ "file": "a\u{202e}\u{1b}\u{9b}b\n" });
        let shown = json(&serde_json::to_string_pretty(&text).expect("JSON"));
        assert!(
            shown.chars().all(|c| c == '\n' || harmless(c) == c),
            "{shown}"
        );
        let again: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
        assert_eq!(again, text);
    }

    #[test]
    fn a_line_that_is_too_wide_is_broken_between_words_and_goes_on_further_in() {
        let line = "  Đề nghị đối chiếu các ô nêu trên và sửa ô chưa đúng.";
        let shown = wrapped(line, 24);
        assert!(shown.lines().all(|l| l.width() <= 24), "{shown}");
        assert!(
            shown.lines().skip(1).all(|l| l.starts_with("    ")),
            "{shown}"
        );
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&shown), words(line));
        assert_eq!(wrapped("ngắn", 24), "ngắn");
    }
}
