//! A second section, laid on its side, for tables that are too wide for the page.
//!
//! docx-rs loses comments within a section of its own, so the document is written as one and divided here.

use super::finish::SECTION;
use super::parts::twips;
use crate::report::decree::PAGE;

/// Divides the finished document where the mark stands: what is behind it gets landscape pages numbered from 1
/// (Decree 30/2020, Appendix I, I.2 and III.1đ). Without a mark nothing changes.
pub(super) fn divide(xml: Vec<u8>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&xml) else {
        return xml;
    };
    let mark = format!("<{SECTION}/>");
    let (Some(at), Some(last)) = (text.find(&mark), text.rfind("<w:sectPr")) else {
        return xml;
    };
    let Some(end) = text[last..].find("</w:sectPr>") else {
        return xml;
    };
    let end = last + end + "</w:sectPr>".len();
    let upright = &text[last..end];
    [
        &text[..at],
        upright,
        &text[at + mark.len()..last],
        &on_its_side(upright),
        &text[end..],
    ]
    .concat()
    .into_bytes()
}

fn on_its_side(section: &str) -> String {
    let (width, height) = (twips(PAGE.width), twips(PAGE.height));
    let size = format!(r#"<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>"#);
    let mut out = String::with_capacity(section.len() + 64);
    for piece in section.split_inclusive('>') {
        if piece.starts_with("<w:pgSz") {
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
