//! Sections behind the document: appendices and the annex of sources.
//!
//! docx-rs loses comments within a section of its own, so the document is written as one and divided here.

use super::finish::SECTION;
use super::parts::twips;
use crate::decree::PAGE;

/// Divides the finished document where marks stand. What is behind each mark is an appendix with page numbers of its
/// own, upright or on its side as told (Decree 30/2020, Appendix I, I.2 and III.1đ).
pub(super) fn divide(xml: Vec<u8>, on_side: &[bool]) -> Vec<u8> {
    if on_side.is_empty() {
        return xml;
    }
    let Ok(text) = std::str::from_utf8(&xml) else {
        return xml;
    };
    let mark = format!("<{SECTION}/>");
    let Some(last) = text.rfind("<w:sectPr") else {
        return xml;
    };
    let Some(end) = text[last..].find("</w:sectPr>") else {
        return xml;
    };
    let end = last + end + "</w:sectPr>".len();
    let upright = &text[last..end];
    let mut sections = vec![upright.to_owned()];
    sections.extend(on_side.iter().map(|side| appendix(upright, *side)));
    let mut out = String::with_capacity(xml.len() + sections.len() * 800);
    let mut sections = sections.into_iter();
    for (at, piece) in text[..last].split(&mark).enumerate() {
        if at > 0 {
            out.push_str(&sections.next().unwrap_or_default());
        }
        out.push_str(piece);
    }
    out.push_str(&sections.next_back().unwrap_or_else(|| upright.to_owned()));
    out.push_str(&text[end..]);
    out.into_bytes()
}

fn appendix(section: &str, on_side: bool) -> String {
    let (width, height) = (twips(PAGE.width), twips(PAGE.height));
    let size = format!(r#"<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>"#);
    let mut out = String::with_capacity(section.len() + 64);
    for piece in section.split_inclusive('>') {
        if piece.starts_with("<w:pgSz") && on_side {
            out.push_str(&size);
        } else if piece.starts_with("<w:cols") {
            out.push_str(r#"<w:pgNumType w:start="1"/>"#);
            out.push_str(piece);
        } else {
            out.push_str(piece);
        }
    }
    out
}
