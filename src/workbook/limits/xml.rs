//! The elements of an XML part, one after the other.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// An element with the text that stands directly in it.
pub(super) struct Element {
    /// Its name without a prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// The names of the elements that it stands in, the nearest last.
    pub(super) inside: Vec<String>,
    pub(super) text: String,
}

impl Element {
    fn of(start: &BytesStart, inside: Vec<String>) -> Option<Self> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.ok()?;
            let value = unescape(attribute.value.as_ref()).ok()?.into_owned();
            attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
        }
        Some(Self {
            name: start.local_name().as_ref().to_owned(),
            attributes,
            inside,
            text: String::new(),
        })
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The name of the element that it stands in.
    pub(super) fn parent(&self) -> &str {
        self.inside.last().map_or("", String::as_str)
    }
}

/// Hands each element over as it ends, what stands in it before it; `None` where the part is no XML.
pub(super) fn each(xml: &str, take: &mut dyn FnMut(&Element)) -> Option<()> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Element> = Vec::new();
    loop {
        let names = |open: &[Element]| open.iter().map(|e| e.name.clone()).collect();
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let inside = names(&open);
                open.push(Element::of(&start, inside)?);
            }
            Event::Empty(start) => take(&Element::of(&start, names(&open))?),
            Event::End(_) => take(&open.pop()?),
            Event::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(text.as_ref());
                }
            }
            Event::GeneralRef(name) => {
                let name: &str = name.as_ref();
                let said = format!("&{name};");
                let said = unescape(&said).ok()?.into_owned();
                open.last_mut()?.text.push_str(&said);
            }
            Event::Eof => return open.is_empty().then_some(()),
            _ => {}
        }
    }
}
