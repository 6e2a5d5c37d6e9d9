//! The characters of a part: which may stand in it at all, and what its references mean.

use super::not_plain::NotPlain;
use memchr::{memchr, memchr_iter, memchr3, memmem};
use std::borrow::Cow;

/// Whether every character is one of XML, every `&` begins a reference that XML itself knows, and no `]]>` stands
/// about (XML 1.0, 2.2, 2.4 and 4.1).
pub(super) fn check(part: &str) -> Result<(), NotPlain> {
    let bytes = part.as_bytes();
    // To the end without a look back: so the processor takes many bytes at once.
    let has_control = bytes.iter().fold(false, |found, byte| {
        found | (*byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'))
    });
    // U+FFFE and U+FFFF.
    let mut no_characters = memchr_iter(0xEF, bytes);
    let has_none = no_characters.any(|at| matches!(bytes[at + 1..], [0xBF, 0xBE | 0xBF, ..]));
    if has_control || has_none || memmem::find(bytes, b"]]>").is_some() {
        return Err(NotPlain);
    }
    for at in memchr_iter(b'&', bytes) {
        reference(&bytes[at + 1..])?;
    }
    Ok(())
}

/// The character that a reference means, and its length; it is read from behind its `&`.
#[inline]
fn reference(after: &[u8]) -> Result<(char, usize), NotPlain> {
    match after {
        [b'q', b'u', b'o', b't', b';', ..] => Ok(('"', 5)),
        [b'a', b'm', b'p', b';', ..] => Ok(('&', 4)),
        [b'l', b't', b';', ..] => Ok(('<', 3)),
        [b'g', b't', b';', ..] => Ok(('>', 3)),
        [b'a', b'p', b'o', b's', b';', ..] => Ok(('\'', 5)),
        [b'#', b'x', digits @ ..] => numbered(digits, 16).map(|(c, length)| (c, length + 3)),
        [b'#', digits @ ..] => numbered(digits, 10).map(|(c, length)| (c, length + 2)),
        _ => Err(NotPlain),
    }
}

/// The character of a number that ends with `;`, and how many digits it has.
fn numbered(digits: &[u8], radix: u32) -> Result<(char, usize), NotPlain> {
    /// As many zeros before it as anybody writes.
    const MOST: usize = 8;
    let mut code = 0;
    for (length, byte) in digits.iter().take(MOST + 1).enumerate() {
        if *byte == b';' && length > 0 {
            let meant = char::from_u32(code).filter(|c| is_allowed(*c));
            return meant.map(|c| (c, length)).ok_or(NotPlain);
        }
        code = code * radix + char::from(*byte).to_digit(radix).ok_or(NotPlain)?;
    }
    Err(NotPlain)
}

/// Whether XML allows a character (XML 1.0, 2.2).
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a text is only the layout of the XML around it.
#[inline]
pub(super) fn is_layout(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
}

/// A text of a part that was checked, with its references resolved.
///
/// [`NotPlain`] for what readers treat in ways of their own: carriage returns and Excel's `_x000D_`.
pub(super) fn resolved(text: &str) -> Result<Cow<'_, str>, NotPlain> {
    let bytes = text.as_bytes();
    if memchr3(b'\r', b'_', b'&', bytes).is_none() {
        return Ok(Cow::Borrowed(text));
    }
    let text = match memchr(b'&', bytes) {
        Some(_) => Cow::Owned(begin(text, usize::MAX)?),
        None => Cow::Borrowed(text),
    };
    are_one_way(&text)?;
    Ok(text)
}

/// The first so many characters of a text of a part that was checked, with its references resolved.
pub(super) fn resolved_begin(text: &str, most: usize) -> Result<String, NotPlain> {
    let text = begin(text, most)?;
    are_one_way(&text)?;
    Ok(text)
}

/// The value of an attribute with its references resolved; white space in it, which XML makes to spaces, is
/// [`NotPlain`] unless it is written as a reference.
pub(super) fn resolved_value(value: &str) -> Result<Cow<'_, str>, NotPlain> {
    if memchr3(b'\t', b'\n', b'\r', value.as_bytes()).is_some() {
        return Err(NotPlain);
    }
    resolved(value)
}

fn begin(text: &str, most: usize) -> Result<String, NotPlain> {
    let mut out = String::with_capacity(most.min(text.len()));
    let (mut rest, mut left) = (text, most);
    while left > 0 && !rest.is_empty() {
        let run_ends = memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        let (run, after) = rest.split_at(run_ends);
        // A character has at least one byte.
        if run.len() >= left
            && let Some((end, _)) = run.char_indices().nth(left)
        {
            out.push_str(&run[..end]);
            break;
        }
        out.push_str(run);
        if most != usize::MAX {
            left -= run.chars().count();
        }
        rest = after;
        if left > 0 && !after.is_empty() {
            let (c, length) = reference(&after.as_bytes()[1..])?;
            out.push(c);
            left -= 1;
            rest = &after[1 + length..];
        }
    }
    Ok(out)
}

/// Nothing that one reader takes for one character and another for several.
fn are_one_way(text: &str) -> Result<(), NotPlain> {
    let bytes = text.as_bytes();
    if memchr(b'\r', bytes).is_some() || holds_escape(bytes) {
        return Err(NotPlain);
    }
    Ok(())
}

/// Whether a character is written as `_x000D_`.
fn holds_escape(text: &[u8]) -> bool {
    memchr_iter(b'_', text).any(|at| match text.get(at + 1..at + 7) {
        Some([b'x' | b'X', code @ .., b'_']) => code.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_that_xml_knows_are_resolved() {
        let text = "x &amp; y &lt;&gt;&quot;&apos; &#7841;&#x1EA1;&#10;&#x1F600;";
        assert_eq!(check(text), Ok(()));
        assert_eq!(resolved(text).unwrap(), "x & y <>\"' ạạ\n😀");
    }

    #[test]
    fn what_is_no_character_or_no_reference_of_xml_is_refused() {
        for text in [
            "&eacute;",
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&#0;",
            "&#1;",
            "&#x1F;",
            "&#xD800;",
            "&#xFFFE;",
            "&#xFFFF;",
            "&#x110000;",
            "&#+65;",
            "&#X41;",
            "&#4294967361;",
            "&#000000065;",
            "&amp",
            "& amp;",
            "&#65",
            "a]]>b",
            "a\0",
            "a\u{1}",
            "a\u{c}",
            "\u{FFFE}",
            "\u{FFFF}",
        ] {
            assert_eq!(check(text), Err(NotPlain), "{text:?}");
        }
        for text in [
            "\u{FFFD}", "\u{FEFF}", "\u{FF11}", "\u{7f}", "\t\r\n", "&#xD;", "]]&gt;",
        ] {
            assert_eq!(check(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn what_readers_treat_in_ways_of_their_own_is_refused() {
        for text in ["a\rb", "a&#13;b", "a_x000D_", "_x0041_", "&#95;x0041_"] {
            assert_eq!(resolved(text), Err(NotPlain), "{text}");
        }
        for value in ["a\nb", "a\tb", "a\rb"] {
            assert_eq!(resolved_value(value), Err(NotPlain), "{value:?}");
        }
        assert_eq!(resolved_value("a&#10;b").unwrap(), "a\nb");
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
    }

    proptest::proptest! {
        #[test]
        fn no_text_causes_a_panic(text in "[&#;x0-9a-fampltquos_é\u{FFFE}\r]{0,40}", most in 0usize..9) {
            let _ = (check(&text), resolved(&text), resolved_value(&text), resolved_begin(&text, most));
        }
    }
}
