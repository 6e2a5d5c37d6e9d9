//! The tags and texts of plain XML, one after the other, nothing copied.
//!
//! In: a part as text. Out: [`Token`]s. Knows the XML that spreadsheet programs write; whatever else a part may hold
//! by the standard (comments, `CDATA`, a document type, another encoding, entities of its own) is [`NotPlain`].

use memchr::{memchr, memchr_iter, memchr2, memchr3};
use std::borrow::Cow;

/// Something that a full parser has to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotPlain;

/// What comes next in a part.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name …>` or `<name …/>`.
    Open(Tag<'a>),
    /// `</name>`.
    Close(&'a str),
    /// What stands between two tags, entities not yet resolved.
    Text(&'a str),
    /// Nothing more.
    End,
}

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name as written, prefix included.
    pub(super) name: &'a str,
    /// Everything between the name and the end.
    attributes: &'a str,
    /// Whether it is closed at once.
    pub(super) is_empty: bool,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, entities not yet resolved.
    pub(super) fn get(&self, key: &str) -> Result<Option<&'a str>, NotPlain> {
        let mut found = None;
        self.each(|name, value| {
            if name == key {
                found = Some(value);
            }
        })?;
        Ok(found)
    }

    /// Calls `take` with every attribute in order.
    pub(super) fn each(&self, mut take: impl FnMut(&'a str, &'a str)) -> Result<(), NotPlain> {
        let mut rest = self.attributes.trim_ascii();
        while !rest.is_empty() {
            let (name, after) = rest.split_once('=').ok_or(NotPlain)?;
            let after = after.trim_ascii_start();
            let quote = *after.as_bytes().first().ok_or(NotPlain)?;
            if quote != b'"' && quote != b'\'' {
                return Err(NotPlain);
            }
            let end = memchr(quote, &after.as_bytes()[1..]).ok_or(NotPlain)?;
            take(name.trim_ascii_end(), &after[1..=end]);
            rest = after[end + 2..].trim_ascii_start();
        }
        Ok(())
    }
}

/// Goes through a part.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    /// Begins after the declaration, which may only be one of UTF-8.
    pub(super) fn new(part: &'a str) -> Result<Self, NotPlain> {
        let part = part.strip_prefix('\u{feff}').unwrap_or(part);
        let rest = match part.strip_prefix("<?xml") {
            Some(declared) => {
                let (declaration, rest) = declared.split_once("?>").ok_or(NotPlain)?;
                let encoding = declaration.to_ascii_lowercase();
                if encoding.contains("encoding") && !encoding.contains("utf-8") {
                    return Err(NotPlain);
                }
                rest
            }
            None => part,
        };
        Ok(Self { rest })
    }

    /// The next tag or text.
    pub(super) fn next(&mut self) -> Result<Token<'a>, NotPlain> {
        let bytes = self.rest.as_bytes();
        match bytes.first() {
            None => return Ok(Token::End),
            Some(b'<') => {}
            Some(_) => {
                let end = memchr(b'<', bytes).unwrap_or(bytes.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Ok(Token::Text(text));
            }
        }
        let end = tag_end(bytes)?;
        let inside = &self.rest[1..end];
        self.rest = &self.rest[end + 1..];
        match inside.as_bytes().first() {
            Some(b'/') => Ok(Token::Close(inside[1..].trim_ascii_end())),
            None | Some(b'!' | b'?') => Err(NotPlain),
            Some(_) => {
                let is_empty = inside.ends_with('/');
                let inside = inside.strip_suffix('/').unwrap_or(inside);
                let name = inside
                    .bytes()
                    .position(|b| b.is_ascii_whitespace())
                    .unwrap_or(inside.len());
                let (name, attributes) = inside.split_at(name);
                Ok(Token::Open(Tag {
                    name,
                    attributes,
                    is_empty,
                }))
            }
        }
    }

    /// The text of the element that was opened last, up to its closing tag; it may hold nothing else.
    pub(super) fn text_of(&mut self, tag: &Tag<'_>) -> Result<&'a str, NotPlain> {
        if tag.is_empty {
            return Ok("");
        }
        let (text, closed) = match self.next()? {
            Token::Text(text) => (text, self.next()?),
            other => ("", other),
        };
        if closed == Token::Close(tag.name) {
            Ok(text)
        } else {
            Err(NotPlain)
        }
    }

    /// Goes on to the opening tag with this name; `None` when the part ends before.
    pub(super) fn find(&mut self, name: &str) -> Result<Option<Tag<'a>>, NotPlain> {
        loop {
            match self.next()? {
                Token::Open(tag) if tag.name == name => return Ok(Some(tag)),
                Token::End => return Ok(None),
                _ => {}
            }
        }
    }
}

/// Where the tag that begins here ends; a `>` in an attribute's value does not end it.
fn tag_end(bytes: &[u8]) -> Result<usize, NotPlain> {
    let mut at = 1;
    loop {
        let found = at + memchr2(b'>', b'"', bytes.get(at..).ok_or(NotPlain)?).ok_or(NotPlain)?;
        if bytes[found] == b'>' {
            // A value in single quotes could hide a `>`; nobody writes them.
            return match memchr(b'\'', &bytes[at..found]) {
                Some(_) => Err(NotPlain),
                None => Ok(found),
            };
        }
        let close = memchr(b'"', &bytes[found + 1..]).ok_or(NotPlain)?;
        at = found + close + 2;
    }
}

/// A text with its entities resolved.
///
/// [`NotPlain`] for what the full reader treats in ways of its own: carriage returns and Excel's `_x000D_`.
pub(super) fn resolved(text: &str) -> Result<Cow<'_, str>, NotPlain> {
    let bytes = text.as_bytes();
    if memchr3(b'\r', b'_', b'&', bytes).is_none() {
        return Ok(Cow::Borrowed(text));
    }
    if memchr(b'\r', bytes).is_some() || holds_escape(bytes) {
        return Err(NotPlain);
    }
    let Some(first) = memchr(b'&', bytes) else {
        return Ok(Cow::Borrowed(text));
    };
    let mut out = String::with_capacity(text.len());
    let (before, mut rest) = text.split_at(first);
    out.push_str(before);
    while let Some(entity) = rest.strip_prefix('&') {
        let (name, after) = entity.split_once(';').ok_or(NotPlain)?;
        out.push(entity_of(name).ok_or(NotPlain)?);
        let next = memchr(b'&', after.as_bytes()).unwrap_or(after.len());
        out.push_str(&after[..next]);
        rest = &after[next..];
    }
    Ok(Cow::Owned(out))
}

/// Whether a character is written as `_x000D_`.
fn holds_escape(text: &[u8]) -> bool {
    memchr_iter(b'_', text).any(|at| match text.get(at + 1..at + 7) {
        Some([b'x', code @ .., b'_']) => code.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    })
}

fn entity_of(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            // A return that is written as a number stays one; nobody else needs to know.
            char::from_u32(code.ok()?).filter(|c| *c >= ' ' || *c == '\n' || *c == '\t')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(part: &str) -> Result<Vec<Token<'_>>, NotPlain> {
        let mut scanner = Scanner::new(part)?;
        let mut all = Vec::new();
        loop {
            match scanner.next()? {
                Token::End => return Ok(all),
                token => all.push(token),
            }
        }
    }

    #[test]
    fn tags_texts_and_attributes_come_as_written() {
        let part = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1>0\"  c = \"d\" ><e/>x &amp; y</a >";
        let all = tokens(part).unwrap();
        let Token::Open(a) = &all[1] else {
            panic!("{all:?}");
        };
        assert_eq!((a.get("b"), a.get("c")), (Ok(Some("1>0")), Ok(Some("d"))));
        assert_eq!(a.get("d"), Ok(None));
        assert!(matches!(&all[2], Token::Open(e) if e.is_empty && e.name == "e"));
        assert_eq!(all[3], Token::Text("x &amp; y"));
        assert_eq!(all[4], Token::Close("a"));
        assert_eq!(resolved("x &amp; y&#7841;").unwrap(), "x & yạ");
    }

    #[test]
    fn what_spreadsheet_programs_do_not_write_is_left_to_the_full_parser() {
        for part in [
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
            "<!DOCTYPE a><a/>",
            "<a><!-- x --></a>",
            "<a><![CDATA[x]]></a>",
            "<a b='1>0'/>",
            "<a",
            "<a b=\"1",
            "<>",
        ] {
            assert!(tokens(part).is_err(), "{part}");
        }
        for text in ["&eacute;", "&", "&#0;", "&#xD800;", "a\rb", "a_x000D_"] {
            assert!(resolved(text).is_err(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_scanner_fall(part in "[<>a-c/=\"' &;#x0-9é!?]{0,60}") {
            if let Ok(all) = tokens(&part) {
                for token in all {
                    if let Token::Open(tag) = token {
                        let _ = tag.get("a");
                    }
                }
            }
            let _ = resolved(&part);
        }
    }
}
