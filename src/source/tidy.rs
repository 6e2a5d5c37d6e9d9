//! What an office's editor does to a text file is no mistake: a byte order mark, curly quotes.
//!
//! Every change keeps each byte where it was, so that places found here are places in the file.

/// The file as text with the byte order mark blanked, and the place of what is no UTF-8.
pub(crate) fn text(bytes: &[u8]) -> (String, Option<usize>) {
    let bad = std::str::from_utf8(bytes).err().map(|e| e.valid_up_to());
    let good = &bytes[..bad.unwrap_or(bytes.len())];
    let text = String::from_utf8_lossy(good);
    match text.strip_prefix('\u{feff}') {
        Some(rest) => (format!("   {rest}"), bad),
        None => (text.into_owned(), bad),
    }
}

/// TOML with curly quotes where straight ones belong; those inside a text stay.
pub(crate) fn toml_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside: Option<&str> = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut taken = &rest[..c.len_utf8()];
        match inside {
            None => match c {
                '“' | '”' => {
                    inside = Some("”");
                    out.push_str("  \"");
                    rest = &rest[c.len_utf8()..];
                    continue;
                }
                '#' => taken = &rest[..rest.find('\n').unwrap_or(rest.len())],
                '"' | '\'' => {
                    let quotes = ["\"\"\"", "'''", "\"", "'"];
                    let open = quotes.iter().find(|q| rest.starts_with(**q));
                    inside = open.copied();
                    taken = open.map_or(taken, |q| &rest[..q.len()]);
                }
                _ => {}
            },
            Some("”") if matches!(c, '“' | '”') => {
                inside = None;
                out.push_str("\"  ");
                rest = &rest[c.len_utf8()..];
                continue;
            }
            Some(quote) if c == '\\' && !quote.starts_with('\'') => {
                let next = rest.chars().nth(1).map_or(0, char::len_utf8);
                taken = &rest[..=next];
            }
            Some(quote) if rest.starts_with(quote) => {
                taken = &rest[..quote.len()];
                inside = None;
            }
            Some(quote) if c == '\n' && quote.len() == 1 => inside = None,
            Some("”") if c == '\n' || c == '"' => inside = None,
            Some(_) => {}
        }
        out.push_str(taken);
        rest = &rest[taken.len()..];
    }
    out
}

/// A template with straight quotes inside `{{ }}` and `{% %}`; those of the prose stay.
pub(crate) fn jinja_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let end_mark = match rest.as_bytes().get(open + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => {
                out.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
                continue;
            }
        };
        let end = rest[open..]
            .find(end_mark)
            .map_or(rest.len(), |at| open + at);
        out.push_str(&rest[..open]);
        out.push_str(&rest[open..end].replace('“', "  \"").replace('”', "\"  "));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_quotes_become_straight_only_where_they_delimit() {
        let text = "a = “một” # “ghi chú”\nb = \"nói “thế”\"\nc = '“'\nd = “x\\\"y\"\n";
        let tidy = toml_quotes(text);
        assert_eq!(tidy.len(), text.len());
        assert_eq!(
            tidy,
            "a =   \"một\"   # “ghi chú”\nb = \"nói “thế”\"\nc = '“'\nd =   \"x\\\"y\"\n"
        );
        let text = "“nói” {{ bang(“a”) }} {{ x";
        let tidy = jinja_quotes(text);
        assert_eq!(tidy.len(), text.len());
        assert_eq!(tidy, "“nói” {{ bang(  \"a\"  ) }} {{ x");
    }

    #[test]
    fn what_is_no_utf8_is_told_by_its_place() {
        assert_eq!(text(b"\xef\xbb\xbfab\xff"), ("   ab".to_owned(), Some(5)));
        assert_eq!(text("Đ".as_bytes()), ("Đ".to_owned(), None));
    }
}
