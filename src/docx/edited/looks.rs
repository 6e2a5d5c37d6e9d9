//! What runs, paragraphs and sections of a DOCX say of their looks (ECMA-376 Part 1, 17.3 and 17.6).

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use std::ops::Range;

/// What a run says of its own looks; `None` leaves it to the styles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunLook {
    /// Character style.
    pub style: Option<String>,
    /// Size in half points.
    pub size: Option<u32>,
    /// Bold.
    pub bold: Option<bool>,
    /// Italic.
    pub italic: Option<bool>,
    /// Printed in capitals.
    pub caps: Option<bool>,
    /// Font of Latin letters.
    pub font: Option<String>,
    /// Colour as in the file.
    pub color: Option<String>,
    /// Not shown and not printed.
    pub hidden: Option<bool>,
}

/// What a paragraph says of its own looks; `None` leaves it to the styles. Lengths in twips.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParagraphLook {
    /// Paragraph style.
    pub style: Option<String>,
    /// `left`, `center`, `both` …
    pub align: Option<String>,
    /// First-line indent; negative when hanging.
    pub first_line: Option<i32>,
    /// Space before.
    pub before: Option<u32>,
    /// Space after.
    pub after: Option<u32>,
    /// Line spacing: 240ths of a line, or twips.
    pub line: Option<u32>,
    /// `auto`, `exact` or `atLeast`.
    pub line_rule: Option<String>,
    /// Numbered or marked by Word.
    pub numbered: bool,
    /// A border below.
    pub ruled: bool,
    /// A page break before it.
    pub page_break: bool,
}

/// A page as a section sets it, in twips.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Width and height of the paper.
    pub size: (u32, u32),
    /// Margins: top, right, bottom, left.
    pub margins: (i64, i64, i64, i64),
    /// Whether its first page has a header of its own.
    pub first_differs: bool,
    /// The XML of it.
    pub bytes: Range<usize>,
    /// Relation id of the header of its pages.
    pub header: Option<String>,
}

/// An attribute, unescaped.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok().flatten()?;
    let text = unescape(&found.value).ok()?.into_owned();
    Some(text)
}

fn number<T: std::str::FromStr>(start: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(start, name)?.trim().parse().ok()
}

/// On, unless it says otherwise (ECMA-376 Part 1, 17.17.4).
fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(
        attribute(start, "w:val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}

/// One property of a run.
pub(super) fn run_property(look: &mut RunLook, name: &str, start: &BytesStart<'_>) {
    match name {
        "w:rStyle" => look.style = attribute(start, "w:val"),
        "w:sz" => look.size = number(start, "w:val"),
        "w:b" => look.bold = Some(is_on(start)),
        "w:i" => look.italic = Some(is_on(start)),
        "w:caps" => look.caps = Some(is_on(start)),
        "w:vanish" => look.hidden = Some(is_on(start)),
        "w:rFonts" => {
            if let Some(font) = attribute(start, "w:ascii").or_else(|| attribute(start, "w:hAnsi"))
            {
                look.font = Some(font);
            }
        }
        "w:color" => look.color = attribute(start, "w:val"),
        _ => {}
    }
}

/// One property of a paragraph.
pub(super) fn paragraph_property(look: &mut ParagraphLook, name: &str, start: &BytesStart<'_>) {
    match name {
        "w:pStyle" => look.style = attribute(start, "w:val"),
        "w:jc" => look.align = attribute(start, "w:val"),
        "w:ind" => {
            look.first_line = number(start, "w:firstLine")
                .or_else(|| number::<i32>(start, "w:hanging").map(|n| -n))
                .or(look.first_line);
        }
        "w:spacing" => {
            look.before = number(start, "w:before").or(look.before);
            look.after = number(start, "w:after").or(look.after);
            look.line = number(start, "w:line").or(look.line);
            look.line_rule = attribute(start, "w:lineRule").or(look.line_rule.take());
        }
        "w:numId" => look.numbered = attribute(start, "w:val").is_some_and(|id| id != "0"),
        "w:pageBreakBefore" => look.page_break = is_on(start),
        "w:bottom" => look.ruled = is_on(start),
        _ => {}
    }
}

/// One property of a section.
pub(super) fn section_property(section: &mut Section, name: &str, start: &BytesStart<'_>) {
    let length = |name: &str| number(start, name).unwrap_or_default();
    match name {
        "w:pgSz" => section.size = (length("w:w"), length("w:h")),
        "w:pgMar" => {
            let edge = |name: &str| number(start, name).unwrap_or_default();
            section.margins = (
                edge("w:top"),
                edge("w:right"),
                edge("w:bottom"),
                edge("w:left"),
            );
        }
        "w:titlePg" => section.first_differs = is_on(start),
        "w:headerReference" if attribute(start, "w:type").as_deref() == Some("default") => {
            section.header = attribute(start, "r:id");
        }
        _ => {}
    }
}
