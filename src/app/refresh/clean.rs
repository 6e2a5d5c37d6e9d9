//! From an edited draft to a clean final: what makes it a draft goes.

use super::find::Spot;
use crate::app::aside::{annex, draft_box};
use crate::docx::edited::{Splices, Text};

/// Takes away what makes a draft: controls (bookmarks stay, which nobody sees), comments, the box at its head and the annex of sources.
pub(super) fn clean(body: &str, scanned: &Text, places: &[Spot], splices: &mut Splices) {
    for found in &scanned.controls {
        if places.iter().any(|p| p.pieces == found.pieces) {
            splices.cut(found.head.clone());
            splices.cut(found.tail.clone());
        }
    }
    for comment in &scanned.comments {
        splices.cut(comment.bytes.clone());
    }
    let lines = scanned.lines();
    if let (Some(_), Some(table)) = (draft_box(scanned, &lines), scanned.tables.first()) {
        splices.cut(table.start..table.end + empty_paragraph(&body[table.end..]));
    }
    cut_annex(body, scanned, &lines, splices);
}

/// How long the paragraph without text is that a piece of XML opens with; 0 when there is none.
fn empty_paragraph(xml: &str) -> usize {
    let opens = xml.starts_with("<w:p>") || xml.starts_with("<w:p ");
    match xml.find("</w:p>") {
        Some(end) if opens && !xml[..end].contains("<w:t") && !xml[..end].contains("<w:sectPr") => {
            end + "</w:p>".len()
        }
        _ => 0,
    }
}

/// Of the annex of sources nothing stays; the section before it becomes that of the document.
fn cut_annex(body: &str, scanned: &Text, lines: &[String], splices: &mut Splices) {
    let [.., upright, last] = scanned.sections.as_slice() else {
        return;
    };
    if let Some(annex) = annex(scanned, lines) {
        splices.cut(upright.bytes.clone());
        splices.cut(annex.bytes);
        splices.replace(last.bytes.clone(), body[upright.bytes.clone()].to_owned());
    }
}
