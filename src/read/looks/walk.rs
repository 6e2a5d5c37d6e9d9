//! Goes through a part that is in plain form.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Hands over the tags and texts of a part one after the other.
pub(in crate::read) fn each(xml: &str, mut take: impl FnMut(Piece<'_, '_>)) {
    through(Reader::from_str(xml), &mut take);
}

/// The same of markup whose elements need not be closed, as older programs write it.
pub(in crate::read) fn each_loosely(markup: &str, mut take: impl FnMut(Piece<'_, '_>)) {
    let mut reader = Reader::from_str(markup);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    through(reader, &mut take);
}

fn through(mut reader: Reader<&[u8]>, take: &mut impl FnMut(Piece<'_, '_>)) {
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => take(Piece::Open(&tag)),
            Ok(Event::Empty(tag)) => {
                take(Piece::Open(&tag));
                take(Piece::Close(tag.local_name().as_ref()));
            }
            Ok(Event::End(tag)) => take(Piece::Close(tag.local_name().as_ref())),
            Ok(Event::Text(text)) => take(Piece::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(reference)) => {
                let named = quick_xml::escape::resolve_xml_entity(&reference).map(str::to_owned);
                let numbered = reference.resolve_char_ref().ok().flatten();
                let text = named.or(numbered.map(String::from));
                take(Piece::Text(&text.unwrap_or_default()));
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// What comes next in a part.
pub(in crate::read) enum Piece<'a, 't> {
    /// A tag that opens an element.
    Open(&'a BytesStart<'t>),
    /// The end of the element of this name, without its prefix.
    Close(&'a str),
    /// Text, with its references resolved.
    Text(&'a str),
}

/// The value of an attribute, by its name without prefix.
pub(in crate::read) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes().flatten();
    let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = quick_xml::escape::unescape(&found.value).ok()?;
    Some(value.into_owned())
}
