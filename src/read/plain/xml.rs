//! The tags and texts of plain XML, one after the other, nothing copied.
//!
//! In: a part as text. Out: [`Token`]s, and the attributes of the tag that was opened last. Every byte is looked at
//! once. Knows the XML that spreadsheet programs write; whatever else a part may hold by the standard (comments,
//! `CDATA`, a document type, another encoding, single quotes, entities of its own) is [`NotPlain`].

use memchr::{memchr, memchr_iter, memchr3};
use std::borrow::Cow;

/// Something that a full parser has to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotPlain;

/// What comes next in a part.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name …>` or `<name …/>`: its name as written, prefix included.
    Open(&'a str),
    /// `</name>`.
    Close(&'a str),
    /// What stands between two tags, entities not yet resolved.
    Text(&'a str),
    /// Nothing more.
    End,
}

/// Goes through a part.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    part: &'a str,
    at: usize,
    /// Between the name of an opening tag and its end.
    in_tag: bool,
    /// Whether the last opening tag was closed at once.
    is_empty: bool,
}

impl<'a> Scanner<'a> {
    /// Begins after the declaration, which may only be one of UTF-8.
    pub(super) fn new(part: &'a str) -> Result<Self, NotPlain> {
        let part = part.strip_prefix('\u{feff}').unwrap_or(part);
        let part = match part.strip_prefix("<?xml") {
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
        Ok(Self {
            part,
            at: 0,
            in_tag: false,
            is_empty: false,
        })
    }

    /// The next tag or text.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Token<'a>, NotPlain> {
        if self.in_tag {
            self.values([])?;
        }
        let bytes = self.part.as_bytes();
        let start = self.at;
        match bytes.get(start..) {
            None | Some([]) => Ok(Token::End),
            Some([b'<', b'/', ..]) => {
                let end = until(bytes, start + 2, NAME)?;
                self.at = past_space(bytes, end) + 1;
                if bytes.get(self.at - 1) != Some(&b'>') {
                    return Err(NotPlain);
                }
                Ok(Token::Close(&self.part[start + 2..end]))
            }
            Some([b'<'] | [b'<', b'!' | b'?' | b'>', ..]) => Err(NotPlain),
            Some([b'<', ..]) => {
                self.at = until(bytes, start + 1, NAME)?;
                self.in_tag = true;
                Ok(Token::Open(&self.part[start + 1..self.at]))
            }
            Some(rest) => {
                let length = memchr(b'<', rest).unwrap_or(rest.len());
                self.at = start + length;
                Ok(Token::Text(&self.part[start..self.at]))
            }
        }
    }

    /// The values of these attributes of the tag that was opened last, entities not yet resolved. All of its attributes
    /// are gone over, so none can be asked for later.
    #[inline]
    pub(super) fn values<const N: usize>(
        &mut self,
        keys: [&str; N],
    ) -> Result<[Option<&'a str>; N], NotPlain> {
        let mut found = [None; N];
        if !self.in_tag {
            return Ok(found);
        }
        let bytes = self.part.as_bytes();
        let mut at = self.at;
        loop {
            at = past_space(bytes, at);
            self.is_empty = bytes.get(at) == Some(&b'/');
            at += usize::from(self.is_empty);
            if bytes.get(at) == Some(&b'>') {
                (self.at, self.in_tag) = (at + 1, false);
                return Ok(found);
            }
            let name_at = at;
            at = until(bytes, at, NAME)?;
            let name = &bytes[name_at..at];
            at = past_space(bytes, at);
            at = past_space(bytes, past(bytes, at, b'=')?);
            let from = past(bytes, at, b'"')?;
            at = until(bytes, from, QUOTE)?;
            // Most names differ in their first letter already.
            let is_it = |key: &&str| {
                let key = key.as_bytes();
                key.first() == name.first() && key == name
            };
            if let Some(nth) = keys.iter().position(is_it) {
                found[nth] = Some(&self.part[from..at]);
            }
            at += 1;
            if self.is_empty {
                return Err(NotPlain);
            }
        }
    }

    /// Whether the tag that was opened last is closed at once; its attributes are not asked for any more.
    pub(super) fn is_empty(&mut self) -> Result<bool, NotPlain> {
        self.values([])?;
        Ok(self.is_empty)
    }

    /// The text of the element of this name that was opened last, up to its closing tag; it may hold nothing else.
    #[inline]
    pub(super) fn text_of(&mut self, name: &str) -> Result<&'a str, NotPlain> {
        if self.is_empty()? {
            return Ok("");
        }
        let rest = &self.part.as_bytes()[self.at..];
        let length = memchr(b'<', rest).ok_or(NotPlain)?;
        let text = &self.part[self.at..self.at + length];
        self.at += length;
        if self.next()? == Token::Close(name) {
            Ok(text)
        } else {
            Err(NotPlain)
        }
    }

    /// Goes on past the closing tag of this name.
    pub(super) fn leave(&mut self, name: &str) -> Result<(), NotPlain> {
        loop {
            match self.next()? {
                Token::Close(closed) if closed == name => return Ok(()),
                Token::End => return Err(NotPlain),
                _ => {}
            }
        }
    }

    /// Goes on to the opening tag with this name; whether there is one.
    pub(super) fn find(&mut self, name: &str) -> Result<bool, NotPlain> {
        loop {
            match self.next()? {
                Token::Open(found) if found == name => return Ok(true),
                Token::End => return Ok(false),
                _ => {}
            }
        }
    }
}

/// What ends a name, and what ends a value.
const NAME: u8 = 1;
const QUOTE: u8 = 2;

/// For each byte what it ends.
const ENDS: [u8; 256] = {
    let mut ends = [0; 256];
    let mut all: &[u8] = b" \t\n\r\x0C=<>/'\"";
    while let [byte, rest @ ..] = all {
        ends[*byte as usize] = NAME;
        all = rest;
    }
    ends[b'"' as usize] |= QUOTE;
    ends
};

/// The place of the next byte that ends such a thing. Names and values are too short for a search by vectors.
#[inline]
fn until(bytes: &[u8], from: usize, what: u8) -> Result<usize, NotPlain> {
    let rest = bytes.get(from..).ok_or(NotPlain)?;
    let ends = |b: &u8| ENDS[usize::from(*b)] & what != 0;
    rest.iter().position(ends).map(|n| from + n).ok_or(NotPlain)
}

#[inline]
fn past_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// The place after a byte that must stand here.
#[inline]
fn past(bytes: &[u8], at: usize, byte: u8) -> Result<usize, NotPlain> {
    if bytes.get(at) == Some(&byte) {
        Ok(at + 1)
    } else {
        Err(NotPlain)
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

/// The first so many characters of a text, with its entities resolved.
pub(super) fn resolved_begin(text: &str, most: usize) -> Result<String, NotPlain> {
    let mut out = String::with_capacity(most.min(text.len()) + 4);
    let (mut rest, mut left) = (text, most);
    while left > 0 && !rest.is_empty() {
        let entity = memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        let run = &rest[..entity];
        match run.char_indices().nth(left) {
            Some((end, _)) => {
                out.push_str(&run[..end]);
                break;
            }
            None => out.push_str(run),
        }
        left -= run.chars().count();
        rest = &rest[entity..];
        if let Some(after) = rest.strip_prefix('&').filter(|_| left > 0) {
            let (name, after) = after.split_once(';').ok_or(NotPlain)?;
            out.push(entity_of(name).ok_or(NotPlain)?);
            left -= 1;
            rest = after;
        }
    }
    if memchr(b'\r', out.as_bytes()).is_some() || holds_escape(out.as_bytes()) {
        return Err(NotPlain);
    }
    Ok(out)
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
        let mut scanner = Scanner::new(part).unwrap();
        assert_eq!(scanner.next(), Ok(Token::Text("\n")));
        assert_eq!(scanner.next(), Ok(Token::Open("a")));
        assert_eq!(
            scanner.values(["c", "d", "b"]),
            Ok([Some("d"), None, Some("1>0")])
        );
        assert_eq!(scanner.is_empty(), Ok(false));
        assert_eq!(scanner.next(), Ok(Token::Open("e")));
        assert_eq!(scanner.is_empty(), Ok(true));
        assert_eq!(scanner.text_of("e"), Ok(""));
        assert_eq!(scanner.next(), Ok(Token::Text("x &amp; y")));
        assert_eq!(scanner.next(), Ok(Token::Close("a")));
        assert_eq!(scanner.next(), Ok(Token::End));
        assert_eq!(resolved("x &amp; y&#7841;").unwrap(), "x & yạ");
    }

    #[test]
    fn the_beginning_of_a_text_is_that_of_the_whole() {
        let text = "IF(a&lt;&gt;&quot;đủ&quot;,b_x,&amp;)";
        let whole = resolved(text).unwrap();
        for most in 0..whole.chars().count() + 2 {
            let begin: String = whole.chars().take(most).collect();
            assert_eq!(resolved_begin(text, most).unwrap(), begin);
        }
        assert!(resolved_begin("a_x000D_", 80).is_err());
        assert!(resolved_begin("a&b", 80).is_err());
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
            "<a b=\"1\"/ >",
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
        fn no_text_makes_the_scanner_fall(part in "[<>a-c/=\"' &;#x0-9é!?]{0,60}", most in 0usize..9) {
            let _ = tokens(&part);
            if let Ok(mut scanner) = Scanner::new(&part) {
                while let Ok(token) = scanner.next() {
                    if token == Token::End {
                        break;
                    }
                    let _ = (scanner.values(["a"]), scanner.is_empty());
                }
            }
            let _ = (resolved(&part), resolved_begin(&part, most));
        }
    }
}
