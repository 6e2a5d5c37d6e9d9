//! From an edited draft to a clean final: what makes it a draft goes.

use super::find::{Spot, same};
use crate::docx::edited::{Splices, Text};
use crate::words::official;

/// Takes away what makes a draft: controls (bookmarks stay, which nobody sees), comments, the box at its head and the annex of sources.
pub(super) fn clean(body: &str, scanned: &Text, places: &[Spot], splices: &mut Splices) {
    for found in &scanned.controls {
        if places.iter().any(|p| p.pieces == found.pieces) {
            splices.cut(found.head.clone());
            splices.cut(found.tail.clone());
        }
    }
    for comment in &scanned.comments {
        splices.cut(comment.clone());
    }
    let lines = scanned.lines();
    let first = scanned
        .paragraphs
        .iter()
        .zip(&lines)
        .find(|(_, line)| !line.trim().is_empty());
    if let (Some((paragraph, line)), Some(table)) = (first, scanned.tables.first())
        && paragraph.cell.is_some_and(|(table, ..)| table == 0)
        && same(line, &official("docx.draft-mark"))
    {
        splices.cut(table.start..table.end + empty_paragraph(&body[table.end..]));
    }
    annex(body, scanned, &lines, splices);
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

/// The annex of sources is the last section, under its title; the section before it becomes that of the document.
fn annex(body: &str, scanned: &Text, lines: &[String], splices: &mut Splices) {
    let title = official("review.sources");
    let [.., upright, last] = scanned.sections.as_slice() else {
        return;
    };
    let (Some(end), Some(ends)) = (
        scanned.section_ends.last(),
        scanned.paragraphs.iter().rposition(|p| p.ends_section),
    ) else {
        return;
    };
    let behind = lines[ends..].iter().find(|line| !line.trim().is_empty());
    if behind.is_some_and(|line| same(line, &title)) {
        splices.cut(upright.bytes.clone());
        splices.cut(end.end..last.bytes.start);
        splices.replace(last.bytes.clone(), body[upright.bytes.clone()].to_owned());
    }
}
