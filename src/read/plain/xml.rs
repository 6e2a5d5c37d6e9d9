//! The tags and texts of plain XML, one after the other, nothing copied.
//!
//! In: a part as text. Out: [`Token`]s, and the attributes of the tag that was opened last. What it goes through to
//! the end is well-formed by XML 1.0 and Namespaces in XML 1.0, or it is [`NotPlain`]. So is well-formed XML of other
//! kinds than these:
//!
//! ```text
//! part      = BOM? declaration? S? element S?
//! declaration = '<?xml version="1.0"' (S 'encoding="UTF-8"')? (S 'standalone="yes"' or "no")? S? '?>'
//!                                             either sort of quotes, UTF-8 in letters of any case
//! element   = '<' name (S name '="' value '"')* S? ( '/>' | '>' (element | text)* '</' name S? '>' )
//! name      = (prefix ':')? of ASCII letters, digits, '_', '-', '.'; begins with a letter or '_'
//! value     = characters and references, no '<'
//! text      = characters and references, no '<', no ']]>'
//! reference = &amp; &lt; &gt; &quot; &apos; &#…; &#x…;     of a character of XML, at most eight digits
//! S         = spaces, tabs, line ends
//! ```
//! No comment, processing instruction, `CDATA`, document type; no single quotes, no space around `=`; no prefix for
//! the namespace of spreadsheets, no two prefixes for one namespace; at most [`DEPTH`] elements in one another and
//! [`ATTRIBUTES`] attributes in a tag.

use super::bytes::{name_ends, past, past_space, value_ends};
use super::characters::{check, is_layout};
use super::declaration::declaration;
use super::not_plain::NotPlain;
use super::prefixes::Prefixes;
use memchr::memchr;

/// Elements within one another.
const DEPTH: usize = 32;
/// Attributes of a tag.
const ATTRIBUTES: usize = 48;
/// Bytes before a prefix that an attribute declares: `xmlns:`.
const DECLARES: usize = 6;

/// Whether a part is all of the grammar above, and so are the values of its attributes and its texts.
pub(in crate::read) fn is_plain(
    part: &str,
    is_value: impl Fn(&str) -> bool,
    is_text: impl Fn(&str) -> bool,
) -> bool {
    let held = |is_so: bool| is_so.then_some(()).ok_or(NotPlain);
    let to_the_end = || {
        let mut scanner = Scanner::new(part)?;
        loop {
            match scanner.next()? {
                Token::Open(_) => scanner.attributes(|_, value| held(is_value(value)))?,
                Token::Text(text) => held(is_text(text))?,
                Token::Close => {}
                Token::End => return Ok::<_, NotPlain>(()),
            }
        }
    };
    to_the_end().is_ok()
}

/// What comes next in a part.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name …>` or `<name …/>`: its name as written, prefix included.
    Open(&'a str),
    /// `</name>`, or the end of `<name …/>`.
    Close,
    /// What stands between two tags, references not yet resolved.
    Text(&'a str),
    /// Nothing more.
    End,
}

/// Goes through a part.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    part: &'a str,
    at: usize,
    /// Whether the one element that a part has was opened.
    has_begun: bool,
    /// Between the name of an opening tag and its end.
    in_tag: bool,
    /// Whether the element that was opened last is closed by its own tag, which was not yet told.
    closes: bool,
    /// The elements that are open.
    open: [&'a str; DEPTH],
    depth: usize,
    /// The attributes of a tag.
    names: [&'a str; ATTRIBUTES],
    prefixes: Prefixes<'a>,
}

impl<'a> Scanner<'a> {
    /// Begins after the declaration.
    pub(super) fn new(part: &'a str) -> Result<Self, NotPlain> {
        Self::with_known_end(part, "")
    }

    /// Begins after the declaration of a part that ends with what was checked before; nobody goes through it again.
    pub(super) fn with_known_end(part: &'a str, end: &str) -> Result<Self, NotPlain> {
        let part = part.strip_prefix('\u{feff}').unwrap_or(part);
        let part = match part.strip_prefix("<?xml") {
            Some(declared) => declaration(declared)?,
            None => part,
        };
        check(part.strip_suffix(end).ok_or(NotPlain)?)?;
        Ok(Self {
            part,
            at: 0,
            has_begun: false,
            in_tag: false,
            closes: false,
            open: [""; DEPTH],
            depth: 0,
            names: [""; ATTRIBUTES],
            prefixes: Prefixes::default(),
        })
    }

    /// The next tag or text.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Token<'a>, NotPlain> {
        if self.in_tag {
            self.attributes(|_, _| Ok(()))?;
        }
        if self.closes_at_once()? {
            return Ok(Token::Close);
        }
        let bytes = self.part.as_bytes();
        let start = self.at;
        match bytes.get(start..) {
            None | Some([]) => {
                if self.depth > 0 || !self.has_begun {
                    return Err(NotPlain);
                }
                Ok(Token::End)
            }
            Some([b'<', b'/', rest @ ..]) => {
                let name = self.open[..self.depth].last().ok_or(NotPlain)?;
                if !rest.starts_with(name.as_bytes()) {
                    return Err(NotPlain);
                }
                let end = past_space(bytes, start + 2 + name.len());
                self.at = past(bytes, end, b'>')?;
                self.leave();
                Ok(Token::Close)
            }
            Some([b'<', ..]) => {
                if self.depth == DEPTH || (self.depth == 0 && self.has_begun) {
                    return Err(NotPlain);
                }
                self.has_begun = true;
                self.at = self.name(start + 1)?;
                self.in_tag = true;
                let name = &self.part[start + 1..self.at];
                self.open[self.depth] = name;
                self.depth += 1;
                Ok(Token::Open(name))
            }
            Some(rest) => {
                let length = memchr(b'<', rest).unwrap_or(rest.len());
                self.at = start + length;
                let text = &self.part[start..self.at];
                if self.depth == 0 && !is_layout(text) {
                    return Err(NotPlain);
                }
                Ok(Token::Text(text))
            }
        }
    }

    /// Hands over each attribute of the tag that was opened last, references not yet resolved. Namespaces that it
    /// declares for a prefix are not among them.
    #[inline]
    pub(super) fn attributes(
        &mut self,
        mut each: impl FnMut(&'a str, &'a str) -> Result<(), NotPlain>,
    ) -> Result<(), NotPlain> {
        if !self.in_tag {
            return Ok(());
        }
        let bytes = self.part.as_bytes();
        let mut at = self.at;
        let mut count = 0;
        // One bit for names of a kind; names of different kinds differ.
        let mut kinds = 0u64;
        loop {
            let from = past_space(bytes, at);
            match bytes.get(from) {
                Some(b'>') => {
                    self.at = from + 1;
                    break;
                }
                Some(b'/') => {
                    self.at = past(bytes, from + 1, b'>')?;
                    self.closes = true;
                    break;
                }
                Some(_) if from > at => {}
                _ => return Err(NotPlain),
            }
            let declares = bytes[from..].starts_with(b"xmlns:");
            let end = if declares {
                name_ends(bytes, from + DECLARES)?
            } else {
                self.name(from)?
            };
            let name = &self.part[from..end];
            let value_at = past(bytes, past(bytes, end, b'=')?, b'"')?;
            let value_end = value_ends(bytes, value_at)?;
            let value = &self.part[value_at..value_end];
            at = value_end + 1;
            let kind = 1 << ((bytes[from] ^ (bytes[end - 1] << 2) ^ name.len() as u8) & 63);
            if count == ATTRIBUTES || (kinds & kind != 0 && self.names[..count].contains(&name)) {
                return Err(NotPlain);
            }
            self.names[count] = name;
            count += 1;
            kinds |= kind;
            if declares {
                let prefix = &name[DECLARES..];
                self.prefixes.declare(prefix, value, self.depth)?;
            } else {
                each(name, value)?;
            }
        }
        self.in_tag = false;
        self.prefixes.settle()
    }

    /// The values of these attributes of the tag that was opened last, references not yet resolved. It has no others.
    #[inline]
    pub(super) fn only<const N: usize>(
        &mut self,
        keys: [&str; N],
    ) -> Result<[Option<&'a str>; N], NotPlain> {
        let mut found = [None; N];
        self.attributes(|name, value| {
            let nth = keys.iter().position(|key| *key == name);
            found[nth.ok_or(NotPlain)?] = Some(value);
            Ok(())
        })?;
        Ok(found)
    }

    /// Whether the tag that was opened last is closed by itself; then its end is told by this.
    #[inline]
    pub(super) fn closes_at_once(&mut self) -> Result<bool, NotPlain> {
        if self.in_tag {
            self.attributes(|_, _| Ok(()))?;
        }
        let closes = std::mem::take(&mut self.closes);
        if closes {
            self.leave();
        }
        Ok(closes)
    }

    /// The next element within the one that is open, of which only elements are expected; `None` at its end.
    #[inline]
    pub(super) fn child(&mut self) -> Result<Option<&'a str>, NotPlain> {
        loop {
            match self.next()? {
                Token::Open(name) => return Ok(Some(name)),
                Token::Close => return Ok(None),
                Token::Text(text) if is_layout(text) => {}
                Token::Text(_) | Token::End => return Err(NotPlain),
            }
        }
    }

    /// The text of the element that was opened last, up to its end; it may hold nothing else.
    #[inline]
    pub(super) fn text(&mut self) -> Result<&'a str, NotPlain> {
        if self.closes_at_once()? {
            return Ok("");
        }
        let rest = &self.part.as_bytes()[self.at..];
        let length = memchr(b'<', rest).ok_or(NotPlain)?;
        let text = &self.part[self.at..self.at + length];
        self.at += length;
        if self.next()? == Token::Close {
            Ok(text)
        } else {
            Err(NotPlain)
        }
    }

    /// The text between these tags, if they come next and are written so: the shortest way past what is in every row.
    #[inline]
    pub(super) fn between(&mut self, opening: &str, closing: &str) -> Option<&'a str> {
        if self.in_tag || self.closes {
            return None;
        }
        let rest = self.part.as_bytes().get(self.at..)?;
        let after = rest.strip_prefix(opening.as_bytes())?;
        let length = memchr(b'<', after)?;
        if !after[length..].starts_with(closing.as_bytes()) {
            return None;
        }
        let from = self.at + opening.len();
        self.at = from + length + closing.len();
        Some(&self.part[from..from + length])
    }

    /// The values of these attributes of the tag that was opened last, if it has no others, and all
    /// are written in this order with one space before each: the shortest way past what is in every cell.
    #[inline]
    pub(super) fn in_this_order<const N: usize>(
        &mut self,
        keys: [&str; N],
    ) -> Option<[Option<&'a str>; N]> {
        let bytes = self.part.as_bytes();
        let mut at = self.at;
        let mut found = [None; N];
        for (value, key) in found.iter_mut().zip(keys) {
            let Some(from) = bytes.get(at..).and_then(|rest| {
                let after = rest.strip_prefix(b" ")?.strip_prefix(key.as_bytes())?;
                after.starts_with(b"=\"").then_some(at + key.len() + 3)
            }) else {
                continue;
            };
            let end = value_ends(bytes, from).ok()?;
            *value = Some(&self.part[from..end]);
            at = end + 1;
        }
        let closes = bytes.get(at) == Some(&b'/');
        at += usize::from(closes);
        if !self.in_tag || bytes.get(at) != Some(&b'>') {
            return None;
        }
        (self.at, self.in_tag, self.closes) = (at + 1, false, closes);
        Some(found)
    }

    /// Goes to the end of the element that was opened last, which holds nothing.
    pub(super) fn empty(&mut self) -> Result<(), NotPlain> {
        match self.child()? {
            None => Ok(()),
            Some(_) => Err(NotPlain),
        }
    }

    /// Goes to the end of the element that was opened last. Neither it nor one within it has one of these names,
    /// whatever their prefix.
    pub(super) fn skip(&mut self, barred: &[&str]) -> Result<(), NotPlain> {
        let is_barred = |name: &str| {
            let mut barred = barred.iter();
            barred.any(|b| {
                let before = name.strip_suffix(b);
                before.is_some_and(|before| before.is_empty() || before.ends_with(':'))
            })
        };
        let around = self.depth - 1;
        if is_barred(self.open[around]) {
            return Err(NotPlain);
        }
        self.skip_to(around, is_barred)
    }

    /// Goes to the end of the element whose attributes were read, as [`Self::skip`] does; it may have any name.
    pub(super) fn skip_rest(&mut self, barred: &[&str]) -> Result<(), NotPlain> {
        self.skip_to(self.depth - 1, |name| barred.contains(&name))
    }

    fn skip_to(&mut self, around: usize, is_barred: impl Fn(&str) -> bool) -> Result<(), NotPlain> {
        while self.depth > around {
            if let Token::Open(name) = self.next()?
                && is_barred(name)
            {
                return Err(NotPlain);
            }
        }
        Ok(())
    }

    /// Opens the element that a part is, which must be of this name and namespace; hands over its other attributes,
    /// except those with a prefix that say which namespaces a reader may ignore, or name this copy of the part.
    pub(super) fn root(
        &mut self,
        name: &str,
        namespace: &str,
        mut each: impl FnMut(&'a str, &'a str) -> Result<(), NotPlain>,
    ) -> Result<(), NotPlain> {
        if self.child()? != Some(name) {
            return Err(NotPlain);
        }
        let (prefix, _) = name.split_once(':').unwrap_or_default();
        let mut default = "";
        self.attributes(|name, value| match name {
            "xmlns" => {
                default = value;
                Ok(())
            }
            "mc:Ignorable" | "xr:uid" => Ok(()),
            _ => each(name, value),
        })?;
        let is_it = match prefix {
            "" => default == namespace,
            _ => default.is_empty() && self.stands_for(prefix, namespace),
        };
        if is_it { Ok(()) } else { Err(NotPlain) }
    }

    /// After the end of the element that a part is: there is nothing more.
    pub(super) fn end(&mut self) -> Result<(), NotPlain> {
        loop {
            match self.next()? {
                Token::End => return Ok(()),
                Token::Text(_) => {}
                Token::Open(_) | Token::Close => return Err(NotPlain),
            }
        }
    }

    /// What was gone through, and what was not.
    pub(super) fn halves(&self) -> (&'a str, &'a str) {
        self.part.split_at(self.at)
    }

    /// Whether a prefix stands for a namespace here.
    pub(super) fn stands_for(&self, prefix: &str, namespace: &str) -> bool {
        self.prefixes.namespace(prefix) == Some(namespace)
    }

    /// The end of a name that begins here.
    #[inline]
    fn name(&mut self, from: usize) -> Result<usize, NotPlain> {
        let bytes = self.part.as_bytes();
        let end = name_ends(bytes, from)?;
        if bytes.get(end) != Some(&b':') {
            return Ok(end);
        }
        self.prefixes.note(&self.part[from..end])?;
        name_ends(bytes, end + 1)
    }

    #[inline]
    fn leave(&mut self) {
        self.prefixes.leave(self.depth);
        self.depth -= 1;
    }
}

#[cfg(test)]
mod tests;
