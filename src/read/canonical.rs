//! XML in one plain form, for libraries that read no other.
//!
//! In: a part as the package holds it. Out: the same content without comments, instructions, CDATA and references to
//! characters, in UTF-8; or [`NotXml`] where it is not well-formed (XML 1.0, Namespaces in XML 1.0). What a document type
//! declares is not read, and a part that needs it is refused: packages of offices have none (ECMA-376 part 2).

use super::package;
use super::plain::xml;
use super::refusal::Refusal;
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;

/// A part that is not well-formed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotXml;

/// Defined names of a workbook: one of ours has some hundred, and one that was copied about for years some ten thousand.
const MAX_NAMES: usize = 200_000;

/// What XML lets stand for nothing but layout.
const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// The package with the parts that `is_read` names in plain form; nothing when all of them are.
pub(super) fn package(
    bytes: &[u8],
    is_read: impl Fn(&str) -> bool,
) -> Result<Option<Vec<u8>>, Refusal> {
    package::rewritten(bytes, is_read, |name, part| {
        if memmem::find_iter(&part, b"definedName ").count() > MAX_NAMES {
            return Err(Refusal::TooLarge);
        }
        match plain(&part) {
            Ok(written) => Ok(written.map(String::into_bytes)),
            // It only tells of the file.
            Err(NotXml) if is_about(name) => Ok(Some(Vec::new())),
            Err(NotXml) => Err(Refusal::Damaged),
        }
    })
}

/// Whether a part of this name, in lower case, only says who made the file and when.
fn is_about(name: &str) -> bool {
    name.starts_with("docprops/") || name == "meta.xml"
}

/// A part in plain form; nothing where it is in that form already.
pub(super) fn plain(bytes: &[u8]) -> Result<Option<String>, NotXml> {
    let text = decoded(bytes)?;
    let is_decoded = matches!(text, Cow::Owned(_));
    // Nearly every part is; seeing it takes a fraction of writing it anew.
    if !is_decoded && is_plain(&text) {
        return Ok(None);
    }
    written_plainly(&text, is_decoded)
}

/// Whether nothing in a part would be written otherwise, as far as the strict scanner can tell.
fn is_plain(text: &str) -> bool {
    let after_extensions = text.split_once("extLst").map_or("", |(_, after)| after);
    let mut ends = after_extensions.split("</").skip(1);
    let ends_cell = |end: &str| end.split([':', '>']).any(|name| name.trim_end() == "c");
    let is_numbered = memmem::find(text.as_bytes(), b"&#").is_some();
    let is_value = |value: &str| !is_numbered || !has_needless(value);
    let is_text = |text: &str| !is_numbered || !text.contains("&#");
    !ends.any(ends_cell) && xml::is_plain(text, is_value, is_text)
}

/// Whether the value of an attribute refers by number to a character that it could hold as it is.
fn has_needless(value: &str) -> bool {
    let mut references = value.split("&#").skip(1);
    references.any(|rest| {
        let number = rest.split(';').next().unwrap_or_default();
        let meant = BytesRef::new(["#", number].concat()).resolve_char_ref();
        !matches!(meant, Ok(Some(c)) if KEPT.contains(c))
    })
}

/// Characters that an attribute holds only by their number.
const KEPT: &str = "\t\n\r\"";

/// What [`plain`] gives; of a part that was not in UTF-8 always its text.
fn written_plainly(text: &str, is_decoded: bool) -> Result<Option<String>, NotXml> {
    if !text.chars().all(is_allowed) {
        return Err(NotXml);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let body = match text.strip_prefix("<?xml") {
        Some(declared) if declared.starts_with(SPACE) => after_declaration(declared)?,
        _ => text,
    };
    if body.starts_with('\u{feff}') {
        return Err(NotXml);
    }
    let mut writer = Writer {
        out: String::with_capacity(text.len() + DECLARATION.len()),
        is_changed: is_decoded,
        ..Writer::default()
    };
    writer.out.push_str(DECLARATION);
    let mut reader = Reader::from_str(body);
    reader.config_mut().check_comments = true;
    loop {
        match reader.read_event().map_err(|_| NotXml)? {
            Event::Eof if writer.depth == 0 && writer.has_root => break,
            event => writer.take(&event)?,
        }
    }
    Ok(writer.is_changed.then_some(writer.out))
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The text of a part: UTF-8, or UTF-16 that says so by its first bytes.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, NotXml> {
    let wide = |bytes: &[u8], word: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let words: Vec<u16> = pairs.iter().map(|pair| word(*pair)).collect();
        let text = String::from_utf16(&words).ok().filter(|_| rest.is_empty());
        text.map(Cow::Owned).ok_or(NotXml)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [b'<', 0, ..] => wide(bytes, u16::from_le_bytes),
        [0, b'<', ..] => wide(bytes, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|_| NotXml),
    }
}

/// What follows a declaration, which is read from behind its `<?xml`. In which characters a part is written is told by
/// its bytes; one that says something else than Unicode is not read in it.
fn after_declaration(declared: &str) -> Result<&str, NotXml> {
    let (inside, rest) = declared.split_once("?>").ok_or(NotXml)?;
    let mut wanted = ["version", "encoding", "standalone"].iter();
    let mut has_version = false;
    for attribute in attributes(inside) {
        let (name, value) = attribute?;
        let is_known = wanted.any(|wanted| *wanted == name);
        let is_sound = match name {
            "version" => value == "1.0",
            "encoding" => ["utf-8", "utf-16", "us-ascii"].contains(&value.to_lowercase().as_str()),
            _ => matches!(value, "yes" | "no"),
        };
        has_version |= name == "version";
        if !is_known || !is_sound {
            return Err(NotXml);
        }
    }
    has_version.then_some(rest).ok_or(NotXml)
}

/// What lets a document type say something of the content without a reference in it.
const NEEDED: [&str; 2] = ["ATTLIST", "%"];

/// Writes what comes in plain form.
#[derive(Default)]
struct Writer {
    out: String,
    is_changed: bool,
    /// How many elements are open.
    depth: usize,
    has_root: bool,
    /// How many elements are open within the innermost cell's tag.
    cell: Option<usize>,
    /// Where the extensions of a cell began, and how many elements are around them: nothing of them is seen, and a library
    /// refuses a cell that has some.
    extensions: Option<(usize, usize)>,
    /// Prefixes, what they stand for, and how many elements are around the one that says so.
    prefixes: Vec<(String, String, usize)>,
}

impl Writer {
    fn take(&mut self, event: &Event<'_>) -> Result<(), NotXml> {
        match event {
            Event::Start(tag) => self.open(tag, ">")?,
            Event::Empty(tag) => {
                self.open(tag, "/>")?;
                self.leave();
            }
            Event::End(tag) => {
                self.out.push_str("</");
                self.out.push_str(tag.name().as_ref());
                self.out.push('>');
                self.leave();
            }
            Event::Text(text) => {
                let is_layout = text.chars().all(|c| SPACE.contains(&c));
                if text.contains("]]>") || (self.depth == 0 && !is_layout) {
                    return Err(NotXml);
                }
                self.out.push_str(&text.xml10_content());
            }
            Event::CData(text) => {
                self.within()?;
                self.is_changed = true;
                escape(&text.xml10_content(), "", &mut self.out);
            }
            Event::GeneralRef(reference) => self.reference(reference)?,
            Event::Comment(_) => self.is_changed = true,
            Event::PI(instruction) => {
                self.is_changed = true;
                let target = instruction.target();
                if !is_name(target) || target.eq_ignore_ascii_case("xml") {
                    return Err(NotXml);
                }
            }
            // Attributes could be declared to be there that are not written.
            Event::DocType(declares)
                if !self.has_root && !NEEDED.iter().any(|sign| declares.contains(sign)) =>
            {
                self.is_changed = true;
            }
            Event::DocType(_) | Event::Decl(_) | Event::Eof => return Err(NotXml),
        }
        Ok(())
    }

    /// Text and references stand only in an element.
    fn within(&self) -> Result<(), NotXml> {
        if self.depth > 0 { Ok(()) } else { Err(NotXml) }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), NotXml> {
        self.within()?;
        if resolve_xml_entity(reference).is_some() {
            self.out.push('&');
            self.out.push_str(reference);
            self.out.push(';');
            return Ok(());
        }
        self.is_changed = true;
        escape(
            numbered(reference)?.encode_utf8(&mut [0; 4]),
            "\r",
            &mut self.out,
        );
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart<'_>, end: &str) -> Result<(), NotXml> {
        let name = tag.name();
        if !is_name(name.as_ref()) || (self.depth == 0 && self.has_root) {
            return Err(NotXml);
        }
        self.has_root = true;
        match tag.local_name().as_ref() {
            "c" => self.cell = Some(self.depth + 1),
            "extLst" if self.cell == Some(self.depth) => {
                self.extensions = Some((self.out.len(), self.depth));
            }
            _ => {}
        }
        self.out.push('<');
        self.out.push_str(name.as_ref());
        let all: Vec<(&str, &str)> = attributes(tag.attributes_raw()).collect::<Result<_, _>>()?;
        for (name, value) in &all {
            self.attribute(name, value)?;
        }
        self.namespace(prefix_of(name.as_ref()).unwrap_or_default())?;
        self.are_apart(&all)?;
        self.depth += 1;
        self.out.push_str(end);
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: &str) -> Result<(), NotXml> {
        let resolved = resolved(value)?;
        if let Some(prefix) = name.strip_prefix("xmlns:") {
            let is_odd = resolved.is_empty() || matches!(prefix, "xml" | "xmlns");
            if is_odd && !(prefix == "xml" && resolved == XML) {
                return Err(NotXml);
            }
            let declared = (prefix.to_owned(), resolved.to_string(), self.depth);
            self.prefixes.push(declared);
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&resolved, KEPT, &mut self.out);
        self.out.push('"');
        self.is_changed |= has_needless(value);
        Ok(())
    }

    /// What the prefix of a name stands for.
    fn namespace<'s>(&'s self, prefix: &'s str) -> Result<&'s str, NotXml> {
        match prefix {
            "" => return Ok(""),
            "xml" => return Ok(XML),
            _ => {}
        }
        let mut innermost = self.prefixes.iter().rev();
        let found = innermost.find(|(known, ..)| known == prefix);
        found
            .map(|(_, namespace, _)| namespace.as_str())
            .ok_or(NotXml)
    }

    /// No attribute stands twice in a tag, by whatever prefix.
    fn are_apart(&self, all: &[(&str, &str)]) -> Result<(), NotXml> {
        let mut names = Vec::with_capacity(all.len());
        for (name, _) in all {
            let expanded = match prefix_of(name) {
                Some("xmlns") | None => ("", *name),
                Some(prefix) => (self.namespace(prefix)?, &name[prefix.len() + 1..]),
            };
            if names.contains(&expanded) {
                return Err(NotXml);
            }
            names.push(expanded);
        }
        Ok(())
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.cell = self.cell.filter(|within| *within <= self.depth);
        if let Some((from, _)) = self.extensions.take_if(|(_, depth)| *depth == self.depth) {
            self.out.truncate(from);
            self.is_changed = true;
        }
        while self
            .prefixes
            .last()
            .is_some_and(|(.., depth)| *depth >= self.depth)
        {
            self.prefixes.pop();
        }
    }
}

/// The namespace of `xml:space`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

fn prefix_of(name: &str) -> Option<&str> {
    name.split_once(':').map(|(prefix, _)| prefix)
}

/// Names and values of a tag or a declaration, references not yet resolved, each with space before it.
fn attributes(mut rest: &str) -> impl Iterator<Item = Result<(&str, &str), NotXml>> {
    std::iter::from_fn(move || {
        let trimmed = rest.trim_start_matches(SPACE);
        if trimmed.is_empty() {
            return None;
        }
        let is_apart = trimmed.len() < rest.len();
        let attribute = attribute(trimmed).filter(|_| is_apart);
        let Some((name, value, after)) = attribute else {
            rest = "";
            return Some(Err(NotXml));
        };
        rest = after;
        Some(Ok((name, value)))
    })
}

/// The attribute that begins here, and what follows it.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, after) = text.split_once('=')?;
    let name = name.trim_end_matches(SPACE);
    let quoted = after.trim_start_matches(SPACE);
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, after) = quoted[1..].split_once(quote)?;
    (is_name(name) && !value.contains('<')).then_some((name, value, after))
}

/// Whether a text is a name with at most one prefix.
fn is_name(text: &str) -> bool {
    let begins = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let goes_on = |c: char| begins(c) || c.is_ascii_digit() || matches!(c, '-' | '.');
    let mut pieces = text.splitn(2, ':');
    pieces.all(|piece| piece.starts_with(begins) && piece.chars().all(goes_on))
}

/// Whether XML allows a character (XML 1.0, 2.2).
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The value of an attribute as it is meant (XML 1.0, 3.3.3).
fn resolved(value: &str) -> Result<Cow<'_, str>, NotXml> {
    if !value.contains(['&', '\t', '\n', '\r']) {
        return Ok(Cow::Borrowed(value));
    }
    let value = value.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
    let mut out = String::with_capacity(value.len());
    let mut rest = value.as_str();
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = after.split_once(';').ok_or(NotXml)?;
        match resolve_xml_entity(name) {
            Some(meant) => out.push_str(meant),
            None => out.push(numbered(&BytesRef::new(name))?),
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

/// The character that a reference by number means.
fn numbered(reference: &BytesRef<'_>) -> Result<char, NotXml> {
    let meant = reference.resolve_char_ref().map_err(|_| NotXml)?;
    meant.filter(|c| is_allowed(*c)).ok_or(NotXml)
}

/// Appends a text so that XML takes it for what it is; of the characters in `also` each by its number.
pub(super) fn escape(text: &str, also: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if also.contains(c) => {
                out.push_str("&#");
                out.push_str(&u32::from(c).to_string());
                out.push(';');
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests;
