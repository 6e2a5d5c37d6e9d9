//! Cells whose content is stated otherwise than programs state it: twice, each time as another thing, or where the kind of
//! the cell does not want it. Programs show one or the other, or nothing.

use super::super::walk::{Piece, attribute};
use crate::model::raw::{RawCell, RawSheet};
use crate::read::names;
use crate::value::{Mark, Raw, Seen};

/// Such cells of a sheet; no form has as many.
pub(super) const MOST: usize = 1_000;

/// What a cell states of its content.
#[derive(Debug)]
pub(super) struct Stated {
    place: (u32, u16),
    kind: String,
    /// In the order in which they come.
    contents: Vec<Content>,
}

/// One content of a cell.
#[derive(Debug)]
struct Content {
    /// Whether it is a text of the cell's own (`is`).
    is_own_text: bool,
    text: String,
}

/// Takes what cells state, as tags and texts come.
#[derive(Default)]
pub(super) struct Statements {
    pub(super) odd: Vec<Stated>,
    place: (u32, u16),
    kind: String,
    contents: Vec<Content>,
    in_content: bool,
    in_phonetics: bool,
}

impl Statements {
    pub(super) fn take(&mut self, piece: &Piece<'_, '_>, place: (u32, u16)) {
        match piece {
            Piece::Open(tag) => match tag.local_name().as_ref() {
                "c" => {
                    self.contents.clear();
                    self.kind = attribute(tag, "t").unwrap_or_default();
                    let told = attribute(tag, "r").and_then(|r| names::cell_place(&r));
                    self.place = told.unwrap_or(place);
                }
                name @ ("v" | "is") => {
                    self.in_content = true;
                    self.contents.push(Content {
                        is_own_text: name == "is",
                        text: String::new(),
                    });
                }
                "rPh" => self.in_phonetics = true,
                _ => {}
            },
            Piece::Close("v" | "is") => self.in_content = false,
            Piece::Close("rPh") => self.in_phonetics = false,
            Piece::Close("c") => self.finish(),
            Piece::Text(text) if self.in_content && !self.in_phonetics => {
                if let Some(content) = self.contents.last_mut() {
                    content.text.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn finish(&mut self) {
        let wants_own = self.kind == "inlineStr";
        let is_odd = match self.contents.as_slice() {
            [] => false,
            [one] => one.is_own_text != wants_own && !one.text.is_empty(),
            _ => true,
        };
        if is_odd {
            self.odd.push(Stated {
                place: self.place,
                kind: self.kind.clone(),
                contents: std::mem::take(&mut self.contents),
            });
        }
    }
}

/// Whether each cell of a sheet ends behind its one content, which is of the kind that it wants.
pub(super) fn are_plain(cells: &str) -> bool {
    let ends_cell = |after: &str| {
        let after = after.trim_start();
        let name = after.strip_prefix("</").and_then(|a| a.split_once('>'));
        name.is_some_and(|(name, _)| name.rsplit(':').next().map(str::trim) == Some("c"))
    };
    let closes = |name: &str, at: usize| {
        let before = &cells[..at];
        let end = before.rfind('<').map_or("", |open| &before[open..]);
        // `</v>` and `</x:v>`, not `</div>` or `<v>`.
        let prefix = end.strip_prefix("</");
        let is_close = prefix.is_some_and(|p| p.is_empty() || p.ends_with(':'));
        !is_close || ends_cell(&cells[at + name.len()..])
    };
    let all_close = |name: &str| cells.match_indices(name).all(|(at, _)| closes(name, at));
    let begins_own = |(at, _): (usize, &str)| {
        let inside = cells[at..].split_once('>').map_or("", |(_, inside)| inside);
        let name = inside.trim_start().strip_prefix('<').unwrap_or_default();
        let name = name.split([' ', '>']).next().unwrap_or_default();
        name.rsplit(':').next() == Some("is")
    };
    // Each text of a cell's own opens and closes once.
    all_close("v>")
        && all_close("is>")
        && cells.matches("is>").count() <= 2 * cells.matches("\"inlineStr\"").count()
        && cells.match_indices("inlineStr").all(begins_own)
}

/// Gives the cells of a sheet, which are in order, what they state, and marks those that may show another thing. `shared`
/// gives a shared text by its index.
pub(super) fn settle(
    sheet: &mut RawSheet,
    odd: Vec<Stated>,
    shared: impl Fn(usize) -> Option<String>,
) {
    for stated in odd {
        let wants_own = stated.kind == "inlineStr";
        let read = |content: &Content| {
            let text = content.text.trim();
            match stated.kind.as_str() {
                _ if content.is_own_text => Raw::Text(content.text.clone()),
                "s" => text
                    .parse()
                    .ok()
                    .and_then(&shared)
                    .map_or(Raw::Blank, Raw::Text),
                "b" => Raw::Bool(text == "1"),
                "e" => Raw::Error(text.to_owned()),
                "" | "n" => text
                    .parse()
                    .map_or_else(|_| Raw::Text(text.to_owned()), Raw::Number),
                _ => Raw::Text(content.text.clone()),
            }
        };
        let mut contents = stated.contents.iter();
        let meant = contents.find(|content| content.is_own_text == wants_own);
        let first = meant.or(stated.contents.first());
        let Some(value) = first.map(&read) else {
            continue;
        };
        let said = value.shown();
        let others = stated.contents.iter().map(|other| read(other).shown());
        let mut others = others.filter(|other| !other.trim().is_empty());
        let other = others.find(|other| other.trim() != said.trim());
        let text = match (other, meant) {
            (Some(other), _) => other,
            (None, Some(_)) => continue,
            // Where the content is not of the kind that the cell wants, many programs show nothing.
            (None, None) => String::new(),
        };
        let seen = Some(Box::new(Seen {
            text,
            mark: Mark::Twice,
        }));
        let key = |cell: &RawCell| (cell.row, cell.col);
        let at = sheet.cells.binary_search_by_key(&stated.place, key);
        match at {
            Ok(at) => {
                sheet.cells[at].value = value;
                sheet.cells[at].seen = seen;
            }
            Err(at) => {
                let cell = RawCell {
                    seen,
                    ..RawCell::of(stated.place, value)
                };
                sheet.cells.insert(at, cell);
            }
        }
    }
}

/// A shared text by its index, as [`settle`] wants it.
pub(super) fn shared_text(xml: &str, index: usize) -> Option<String> {
    let (mut at, mut text) = (0, String::new());
    let (mut in_text, mut in_phonetics) = (false, false);
    super::each(xml, |piece| match piece {
        Piece::Open(tag) => match tag.local_name().as_ref() {
            "t" => in_text = !in_phonetics,
            "rPh" => in_phonetics = true,
            _ => {}
        },
        Piece::Close("t") => in_text = false,
        Piece::Close("rPh") => in_phonetics = false,
        Piece::Close("si") => at += 1,
        Piece::Text(piece) if in_text && at == index => text.push_str(piece),
        _ => {}
    });
    (index < at).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::are_plain;

    #[test]
    fn cells_of_one_content_of_their_kind_are_plain() {
        for (cells, wanted) in [
            ("<c r=\"A1\"><v>1</v></c><c><f>1+1</f><v>2</v></c>", true),
            ("<c t=\"inlineStr\"><is><t>v> b</t></is></c>", true),
            ("<x:c t='inlineStr'><x:is><x:t>a</x:t></x:is></x:c>", false),
            ("<c><v>1</v><is><t>2</t></is></c>", false),
            ("<c><is><t>2</t></is><v>1</v></c>", false),
            ("<c><v>1</v><v>2</v></c>", false),
            ("<c t=\"inlineStr\"><v>1</v></c>", false),
            ("<c><is><t>2</t></is></c>", false),
        ] {
            assert_eq!(are_plain(cells), wanted, "{cells}");
        }
    }
}
