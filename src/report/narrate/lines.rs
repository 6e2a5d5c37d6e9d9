//! Where in the template a line of text comes from: a mark with the line's number, put before its words.

use super::marks::{LINE_CLOSE, LINE_OPEN};

/// The template with a line mark on each line that writes something.
///
/// The mark stands after what Markdown reads at the start of a line (`#`, `-`) and after opening tags, so that
/// neither a list nor a tag that hides the line is disturbed.
pub(super) fn numbered(template: &str) -> String {
    let mut out = String::with_capacity(template.len() + template.len() / 8);
    for (i, line) in template.lines().enumerate() {
        let at = words_start(line);
        if line[at..].trim().is_empty() {
            out.push_str(line);
        } else {
            out.push_str(&line[..at]);
            out.push(LINE_OPEN);
            out.push_str(&(i + 1).to_string());
            out.push(LINE_CLOSE);
            out.push_str(&line[at..]);
        }
        out.push('\n');
    }
    out
}

fn words_start(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        at += spaces;
        let rest = &line[at..];
        if rest.starts_with("{%") || rest.starts_with("{#") {
            let close = if rest.starts_with("{%") { "%}" } else { "#}" };
            match rest.find(close) {
                Some(end) => at += end + 2,
                None => return line.len(),
            }
        } else if rest.starts_with("- ") {
            at += 2;
        } else if rest.starts_with('#') {
            at += rest.len() - rest.trim_start_matches('#').len();
        } else {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_before_the_words() {
        let plain = |text: &str| {
            numbered(text)
                .replace(LINE_OPEN, "<")
                .replace(LINE_CLOSE, ">")
        };
        assert_eq!(plain("# Kết quả"), "# <1>Kết quả\n");
        assert_eq!(
            plain("{% if a %}- Có{% endif %}"),
            "{% if a %}- <1>Có{% endif %}\n"
        );
        assert_eq!(plain("{% if a %}\n"), "{% if a %}\n");
        assert_eq!(plain("một\n  - hai"), "<1>một\n  - <2>hai\n");
    }
}
