//! Notes, threads and text boxes.

use super::super::SheetLooks;
use super::super::walk::{Piece, attribute, each, each_loosely};
use super::shapes::drawn;
use crate::read::names;
use crate::read::package::{self, Package};
use crate::read::relations;

/// Notes, threads and text boxes of a sheet.
pub(super) fn words(zip: &mut Package<'_>, sheet: &str, looks: &mut SheetLooks) {
    let parts = relations::of_part(zip, sheet);
    let mut texts = |kind: &str| -> Vec<String> {
        let of_kind = parts.iter().filter(|r| r.kind() == kind && !r.is_external);
        of_kind
            .filter_map(|r| package::text(zip, &r.target))
            .collect()
    };
    let threads = texts("threadedComment");
    let (notes, drawings) = (texts("comments"), texts("drawing"));
    let older = texts("vmlDrawing");
    let mut threaded: Vec<((u32, u16), String)> = Vec::new();
    for xml in threads {
        comments(&xml, "threadedComment", |place, text| {
            match threaded.iter_mut().find(|(of, _)| *of == place) {
                Some((_, before)) => *before = format!("{before}\n{text}"),
                None => threaded.push((place, text)),
            }
        });
    }
    for xml in notes {
        comments(&xml, "comment", |place, text| {
            // What older programs are shown in place of a thread.
            if threaded.iter().all(|(of, _)| *of != place) {
                looks.note(place, &text);
            }
        });
    }
    for (place, text) in threaded {
        looks.note(place, &text);
    }
    for xml in drawings {
        drawn(&xml, looks);
    }
    for markup in older {
        older_boxes(&markup, looks);
    }
}

/// Hands over the notes of a part, each with the place of its cell.
pub(super) fn comments(xml: &str, element: &str, mut take: impl FnMut((u32, u16), String)) {
    let (mut place, mut text, mut in_text) = (None, String::new(), false);
    let leaf = if element == "comment" { "t" } else { "text" };
    each(xml, |piece| match piece {
        Piece::Open(tag) => {
            let name = tag.local_name();
            if name.as_ref() == element {
                place = attribute(tag, "ref").and_then(|r| names::cell_place(&r));
                text.clear();
            }
            in_text |= name.as_ref() == leaf;
        }
        Piece::Close(name) => {
            if name == leaf {
                in_text = false;
            }
            if name == element
                && let Some(place) = place.take()
            {
                take(place, std::mem::take(&mut text));
            }
        }
        Piece::Text(piece) if in_text => text.push_str(piece),
        Piece::Text(_) => {}
    });
}

/// Text boxes and labels of controls in a drawing of the older kind (VML), each with the cell in which it begins. What
/// belongs to a note is told with its note.
pub(super) fn older_boxes(markup: &str, looks: &mut SheetLooks) {
    let (mut text, mut anchor) = (String::new(), String::new());
    let (mut in_box, mut in_anchor, mut is_note) = (false, false, false);
    each_loosely(markup, |piece| match piece {
        Piece::Open(tag) => match tag.local_name().as_ref() {
            "shape" | "rect" | "roundrect" | "oval" => {
                text.clear();
                anchor.clear();
                is_note = false;
            }
            "textbox" => in_box = true,
            "div" | "br" | "p" if in_box && !text.is_empty() => text.push('\n'),
            "ClientData" => is_note = attribute(tag, "ObjectType").as_deref() == Some("Note"),
            "Anchor" => in_anchor = true,
            _ => {}
        },
        Piece::Close("textbox") => in_box = false,
        Piece::Close("Anchor") => in_anchor = false,
        Piece::Close("shape" | "rect" | "roundrect" | "oval") => {
            // Column and offset, row and offset of the first corner.
            let mut corner = anchor.split(',').map(|n| n.trim().parse().ok());
            let (col, row) = (corner.next().flatten(), corner.nth(1).flatten());
            if !is_note {
                let place = (
                    row.unwrap_or(0),
                    col.map_or(0, |col: u32| col.min(16_383) as u16),
                );
                looks.note(place, text.trim());
            }
        }
        Piece::Text(piece) if in_box => text.push_str(piece),
        Piece::Text(piece) if in_anchor => anchor.push_str(piece),
        _ => {}
    });
}
