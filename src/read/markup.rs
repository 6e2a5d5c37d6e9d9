//! Tags of markup as web pages have them, which need not be well-formed: their names, attributes and references.

/// What follows a script or a style sheet, from its closing tag on.
pub(super) fn after_code<'t>(text: &'t str, name: &str) -> &'t str {
    let closes = |at: &usize| {
        let found = text.as_bytes().get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let mut ends = text.match_indices("</").map(|(at, _)| at);
    ends.find(closes).map_or("", |at| &text[at..])
}

/// Where a tag ends: its `>` outside the values of its attributes.
pub(super) fn end_of_tag(text: &str) -> Option<usize> {
    /// Within so many bytes quotes are looked at: one that never ends hides no more than its tag.
    const QUOTED: usize = 1024;
    let (mut quote, mut before) = (None, b'<');
    for (at, b) in text.bytes().take(QUOTED).enumerate() {
        match (quote, b) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(b),
            (Some(open), b) if open == b => quote = None,
            _ => {}
        }
        if !b.is_ascii_whitespace() {
            before = b;
        }
    }
    text.find('>')
}

pub(super) fn name_of(tag: &str) -> String {
    let end = tag
        .find(|c: char| c.is_whitespace() || c == '>')
        .unwrap_or(tag.len());
    let name = tag[..end].to_ascii_lowercase();
    let name = match name.strip_prefix("ss:") {
        Some(plain) => plain.to_owned(),
        None => name,
    };
    match name.strip_suffix('/') {
        Some(plain) if !plain.is_empty() => plain.to_owned(),
        _ => name,
    }
}

/// The value of an attribute, by its name in lower case.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower[from..].find(name) {
        let start = from + at;
        from = start + name.len();
        let starts = lower[..start].ends_with(|c: char| c.is_whitespace());
        let Some(rest) = tag[from..]
            .trim_start()
            .strip_prefix('=')
            .filter(|_| starts)
        else {
            continue;
        };
        let rest = rest.trim_start();
        let value = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
            _ => rest.split(|c: char| c.is_whitespace() || c == '>').next(),
        };
        let mut plain = String::new();
        unescape(value.unwrap_or_default(), &mut plain);
        return Some(plain);
    }
    None
}

/// Appends a text with its references resolved; what is none stays as it is.
pub(super) fn unescape(text: &str, out: &mut String) {
    /// The longest name of an entity that is looked for.
    const LONGEST: usize = 10;
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|b| b == b';');
        if let Some((end, c)) = end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            out.push(c);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    let found = ENTITIES.iter().find(|(known, _)| *known == name);
    found.map(|(_, c)| *c)
}

/// Names of the characters that Vietnamese text needs (HTML 4, section 24).
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Atilde", 'Ã'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Igrave", 'Ì'),
    ("Iacute", 'Í'),
    ("Ograve", 'Ò'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Otilde", 'Õ'),
    ("Ugrave", 'Ù'),
    ("Uacute", 'Ú'),
    ("Yacute", 'Ý'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("yacute", 'ý'),
];
