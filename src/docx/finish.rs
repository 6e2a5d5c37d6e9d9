//! The finishing pass over a part that docx-rs wrote: valid by the schema, the same bytes for the same tree.
//!
//! Events go in and out again; only property elements (`w:pPr`, `w:tcPr`, a style …), a handful of children each,
//! are held for a moment to put their children in the order of the schema. A table or its rows never are.

use super::DocxError;
use super::controls::{Controls, Wanted};
use super::styles;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// Elements held to be ordered, with the order of the children (ECMA-376 Part 1, wml.xsd). What stands in none
/// of these lists keeps its place after what does.
#[rustfmt::skip]
const ORDER: [(&str, &[&str]); 13] = [
    ("w:docDefaults", &["w:rPrDefault", "w:pPrDefault"]),
    ("w:rPrDefault", &["w:rPr"]),
    ("w:pPrDefault", &["w:pPr"]),
    ("w:style", &["w:name", "w:aliases", "w:basedOn", "w:next", "w:link", "w:hidden", "w:uiPriority", "w:semiHidden",
        "w:unhideWhenUsed", "w:qFormat", "w:locked", "w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:tblStylePr"]),
    ("w:pPr", &["w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr",
        "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:adjustRightInd",
        "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:textDirection", "w:textAlignment",
        "w:outlineLvl", "w:rPr", "w:sectPr"]),
    ("w:rPr", &["w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps", "w:strike", "w:dstrike",
        "w:vanish", "w:color", "w:spacing", "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u",
        "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:lang"]),
    ("w:tblPr", &["w:tblStyle", "w:tblpPr", "w:tblOverlap", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd",
        "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"]),
    ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    ("w:tblCellMar", &["w:top", "w:left", "w:bottom", "w:right"]),
    ("w:trPr", &["w:gridBefore", "w:gridAfter", "w:cantSplit", "w:trHeight", "w:tblHeader"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:textDirection",
        "w:tcFitText", "w:vAlign"]),
    ("w:pBdr", &["w:top", "w:left", "w:bottom", "w:right", "w:between", "w:bar"]),
    ("w:sectPr", &["w:headerReference", "w:footerReference", "w:type", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols",
        "w:textDirection", "w:titlePg", "w:docGrid"]),
];

/// Attributes that do not belong: counters of the process, and one that the schema forbids.
const ILLEGAL: [(&str, &str); 2] = [("w:p", "w14:paraId"), ("w:gridCol", "w:type")];

/// Stands in the properties of the last paragraph of a section, where the section's own will come.
pub(super) const SECTION: &str = "w:sectPr-here";

/// Finishes one part that holds no figures.
pub(super) fn finish(part: &str, xml: &[u8]) -> Result<Vec<u8>, DocxError> {
    finish_with(part, xml, &mut Controls::default())
}

/// Finishes one part, and puts the controls of its figures in.
pub(super) fn finish_with(
    part: &str,
    xml: &[u8],
    controls: &mut Controls,
) -> Result<Vec<u8>, DocxError> {
    let fault = |source: Box<dyn std::error::Error + Send + Sync>| DocxError::Xml {
        part: part.to_owned(),
        source,
    };
    let text = std::str::from_utf8(xml).map_err(|e| fault(e.into()))?;
    let mut pass = Pass {
        reader: Reader::from_str(text),
        writer: Writer::new(Vec::with_capacity(xml.len())),
        controls,
        run: None,
        after: String::new(),
    };
    pass.run().map_err(fault)?;
    Ok(pass.writer.into_inner())
}

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

struct Pass<'x, 'c, 'd> {
    reader: Reader<&'x [u8]>,
    writer: Writer<Vec<u8>>,
    controls: &'c mut Controls<'d>,
    /// A run whose properties are not read yet.
    run: Option<BytesStart<'x>>,
    /// What comes after the run that is open.
    after: String,
}

/// A property element.
struct Small<'x> {
    start: BytesStart<'x>,
    children: Vec<Small<'x>>,
}

impl<'x> Small<'x> {
    fn empty(start: BytesStart<'x>) -> Self {
        Self {
            start,
            children: Vec::new(),
        }
    }

    fn name(&self) -> &str {
        self.start.name().0
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|c| c.name() == name)
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let found = self.start.try_get_attribute(name).ok().flatten()?;
        Some(found.value.into_owned())
    }
}

impl<'x> Pass<'x, '_, '_> {
    fn run(&mut self) -> Outcome<()> {
        loop {
            let event = self.reader.read_event()?;
            if let Some(run) = self.run.take() {
                if let Event::Start(start) = &event
                    && start.name().0 == "w:rPr"
                {
                    let properties = self.collect(start.clone())?;
                    self.begin_run(run, properties)?;
                    continue;
                }
                self.writer.write_event(Event::Start(legal(run)))?;
            }
            match event {
                Event::Eof => return Ok(()),
                Event::Start(start) if start.name().0 == "w:r" => self.run = Some(start),
                Event::Start(start) if order(start.name().0).is_some() => {
                    let small = self.collect(start)?;
                    self.settle(small)?;
                }
                Event::Empty(start) if order(start.name().0).is_some() => {
                    self.settle(Small::empty(start))?;
                }
                Event::Start(start) => self.writer.write_event(Event::Start(legal(start)))?,
                Event::End(end) => {
                    let name = end.name().0;
                    let closes_run = name == "w:r";
                    if name == "w:p" {
                        let closing = self.controls.closing();
                        if !closing.is_empty() {
                            self.raw(&closing)?;
                        }
                    }
                    self.writer.write_event(Event::End(end))?;
                    if closes_run && !self.after.is_empty() {
                        let after = std::mem::take(&mut self.after);
                        self.raw(&after)?;
                    }
                }
                Event::Empty(start) => self.writer.write_event(Event::Empty(legal(start)))?,
                other => self.writer.write_event(other)?,
            }
        }
    }

    /// A run whose properties are known: a mark among them becomes what it asks for.
    fn begin_run(&mut self, run: BytesStart<'x>, mut properties: Small<'x>) -> Outcome<()> {
        let style = properties
            .child("w:rStyle")
            .and_then(|s| s.attribute("w:val"));
        if let Some(mark) = style.filter(|style| Controls::is_mark(style)) {
            properties.children.retain(|c| c.name() != "w:rStyle");
            match self.controls.wanted(&mark) {
                Wanted::Nothing => {}
                Wanted::Instead(xml) => {
                    self.reader.read_to_end(run.name())?;
                    return self.raw(&xml);
                }
                Wanted::Around(before, after) => {
                    self.raw(&before)?;
                    self.after = after;
                }
            }
        }
        self.writer.write_event(Event::Start(legal(run)))?;
        self.settle(properties)
    }

    /// XML that is written already.
    fn raw(&mut self, xml: &str) -> Outcome<()> {
        Ok(self
            .writer
            .write_event(Event::Text(BytesText::from_escaped(xml)))?)
    }

    /// Reads a property element to its end. Nesting is that of the schema: a few levels.
    fn collect(&mut self, start: BytesStart<'x>) -> Outcome<Small<'x>> {
        let mut small = Small::empty(start);
        loop {
            match self.reader.read_event()? {
                Event::Start(child) => {
                    let child = self.collect(child)?;
                    small.children.push(child);
                }
                Event::Empty(child) => small.children.push(Small::empty(child)),
                Event::End(_) => return Ok(small),
                Event::Eof => return Err("the part ends within an element".into()),
                _ => {}
            }
        }
    }

    /// Adds what docx-rs cannot say, orders and writes.
    fn settle(&mut self, mut small: Small<'x>) -> Outcome<()> {
        match small.name() {
            "w:pPr" => {
                let style = small.child("w:pStyle").and_then(|s| s.attribute("w:val"));
                if style.as_deref() == Some(styles::SECTION_END) {
                    small.children.retain(|c| c.name() != "w:pStyle");
                    small.children.push(Small::empty(BytesStart::new(SECTION)));
                }
            }
            "w:style" if small.attribute("w:type").as_deref() == Some("table") => {
                // A style has no width.
                for child in &mut small.children {
                    child.children.retain(|c| c.name() != "w:tblW");
                }
            }
            "w:style" if small.attribute("w:styleId").as_deref() == Some("Normal") => {
                small.start.push_attribute(("w:default", "1"));
            }
            "w:rPrDefault" => {
                if let Some(run) = small.children.iter_mut().find(|c| c.name() == "w:rPr") {
                    run.children.push(Small::empty(language()));
                }
            }
            "w:docDefaults" => {
                // Held whole, so its children are settled here.
                let children = std::mem::take(&mut small.children);
                self.writer.write_event(Event::Start(legal(small.start)))?;
                for child in children {
                    self.settle(child)?;
                }
                let end = quick_xml::events::BytesEnd::new("w:docDefaults");
                self.writer.write_event(Event::End(end))?;
                return Ok(());
            }
            _ => {}
        }
        self.write(small)
    }

    fn write(&mut self, mut small: Small<'x>) -> Outcome<()> {
        if let Some(order) = order(small.name()) {
            small.children.retain(|c| !is_void(c));
            small.children.sort_by_key(|c| {
                order
                    .iter()
                    .position(|name| *name == c.name())
                    .unwrap_or(order.len())
            });
        }
        if is_void(&small) {
            return Ok(());
        }
        let start = legal(small.start);
        if small.children.is_empty() {
            self.writer.write_event(Event::Empty(start))?;
            return Ok(());
        }
        let end = start.to_end().into_owned();
        self.writer.write_event(Event::Start(start))?;
        for child in small.children {
            self.write(child)?;
        }
        self.writer.write_event(Event::End(end))?;
        Ok(())
    }
}

/// Properties that say nothing.
fn is_void(small: &Small<'_>) -> bool {
    matches!(small.name(), "w:rPr" | "w:pPr" | "w:trPr" | "w:tcPr")
        && small.children.iter().all(is_void)
}

fn order(name: &str) -> Option<&'static [&'static str]> {
    ORDER
        .iter()
        .find(|(element, _)| *element == name)
        .map(|(_, children)| *children)
}

fn language() -> BytesStart<'static> {
    BytesStart::new("w:lang").with_attributes([
        ("w:val", "vi-VN"),
        ("w:eastAsia", "vi-VN"),
        ("w:bidi", "ar-SA"),
    ])
}

/// The start tag without attributes that do not belong.
fn legal(start: BytesStart<'_>) -> BytesStart<'_> {
    let name = start.name().0;
    let Some((_, illegal)) = ILLEGAL.iter().find(|(element, _)| *element == name) else {
        return start;
    };
    let kept = start
        .attributes()
        .filter_map(Result::ok)
        .filter(|attribute| attribute.key.0 != *illegal);
    BytesStart::new(name.to_owned())
        .with_attributes(kept)
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str) {
        let out = finish("test.xml", before.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), after);
    }

    #[test]
    fn properties_come_in_the_order_of_the_schema_and_empty_ones_go() {
        check(
            r#"<w:p w14:paraId="1"><w:pPr><w:rPr /><w:jc w:val="both"/><w:pStyle w:val="A"/></w:pPr><w:r><w:rPr/><w:t>a &amp; b</w:t></w:r></w:p>"#,
            r#"<w:p><w:pPr><w:pStyle w:val="A"/><w:jc w:val="both"/></w:pPr><w:r><w:t>a &amp; b</w:t></w:r></w:p>"#,
        );
    }

    #[test]
    fn a_part_cut_short_is_an_error() {
        assert!(finish("test.xml", b"<w:p><w:pPr><w:jc/>").is_err());
    }
}
