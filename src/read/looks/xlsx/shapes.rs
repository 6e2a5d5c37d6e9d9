//! What is drawn on a sheet: the words of boxes, and the cells that lines, shapes and pictures lie over (ECMA-376 part 1, 20.5).

use super::super::walk::{Piece, attribute, each};
use super::super::{Area, SheetLooks};
use quick_xml::events::BytesStart;

/// Areas of a sheet that something lies over; a drawing of more is a picture of its own.
const MOST: usize = 1_000;

/// One thing that is drawn, as it is being read.
#[derive(Default)]
struct Drawn {
    from: Corner,
    to: Option<Corner>,
    text: String,
    /// Whether it hides what is behind it, or strikes it out.
    hides: bool,
    /// Whether it is said to let the cells be seen.
    is_open: bool,
}

/// A cell, and how far within it.
#[derive(Default, Clone, Copy)]
struct Corner {
    row: u32,
    col: u16,
    right: i64,
    down: i64,
}

impl Corner {
    fn take(&mut self, leaf: &str, text: &str) {
        match leaf {
            "row" => self.row = text.parse().unwrap_or(0),
            "col" => self.col = text.parse().unwrap_or(0),
            "colOff" => self.right = text.parse().unwrap_or(0),
            "rowOff" => self.down = text.parse().unwrap_or(0),
            _ => {}
        }
    }
}

impl Drawn {
    /// What a tag of it says of its look. `in_look` is whether it stands in what its body is painted with.
    fn take(&mut self, tag: &BytesStart<'_>, in_look: bool) {
        match tag.local_name().as_ref() {
            "pic" | "cxnSp" => self.hides = true,
            "sp" => {
                let links = attribute(tag, "textlink");
                self.hides |= links.is_some_and(|cell| !cell.is_empty());
            }
            "prstGeom" => {
                let form = attribute(tag, "prst").unwrap_or_default();
                self.hides |= form == "line" || form.ends_with("Connector1");
            }
            "solidFill" | "gradFill" | "pattFill" | "blipFill" if in_look => self.hides = true,
            "noFill" if in_look => self.is_open = true,
            _ => {}
        }
    }

    /// The cells that it lies over.
    fn area(&self) -> Option<Area> {
        let to = self.to.filter(|_| self.hides)?;
        // What ends where a cell begins does not lie over it.
        let back = |ends: i64| u16::from(ends <= 0);
        let last = (
            to.row
                .saturating_sub(back(to.down).into())
                .max(self.from.row),
            to.col.saturating_sub(back(to.right)).max(self.from.col),
        );
        Some(Area {
            first: (self.from.row, self.from.col),
            last,
        })
    }
}

/// Takes what a drawing says, each box with the cell in which it begins.
pub(super) fn drawn(xml: &str, looks: &mut SheetLooks) {
    let mut one = Drawn::default();
    let (mut in_from, mut in_to, mut in_body, mut fallback) = (false, false, false, false);
    let (mut in_look, mut in_line) = (false, false);
    let mut leaf = String::new();
    each(xml, |piece| match piece {
        Piece::Open(tag) => {
            let name = tag.local_name();
            match name.as_ref() {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => one = Drawn::default(),
                "from" => in_from = true,
                "to" => {
                    in_to = true;
                    one.to = Some(Corner::default());
                }
                "txBody" => in_body = true,
                "spPr" => in_look = true,
                "ln" => in_line = true,
                // The same once more, for older programs.
                "Fallback" => fallback = true,
                _ if !fallback => one.take(tag, in_look && !in_line),
                _ => {}
            }
            name.as_ref().clone_into(&mut leaf);
        }
        Piece::Close(name) => {
            leaf.clear();
            match name {
                "from" => in_from = false,
                "to" => in_to = false,
                "txBody" => in_body = false,
                "spPr" => in_look = false,
                "ln" => in_line = false,
                "Fallback" => fallback = false,
                "p" if in_body && !fallback => one.text.push('\n'),
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    looks.note((one.from.row, one.from.col), one.text.trim());
                    if looks.over.len() < MOST {
                        looks.over.extend(one.area());
                    }
                }
                _ => {}
            }
        }
        Piece::Text(piece) if in_from => one.from.take(&leaf, piece.trim()),
        Piece::Text(piece) if in_to => {
            if let Some(to) = &mut one.to {
                to.take(&leaf, piece.trim());
            }
        }
        Piece::Text(piece) if leaf == "t" && in_body && !fallback => one.text.push_str(piece),
        Piece::Text(_) => {}
    });
}
