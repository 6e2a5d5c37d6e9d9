//! What is printed above and below the pages of the sheets of an `.ods`, from its page styles.

use super::super::walk::{Piece, attribute, each};
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Page styles and which of them a table has.
#[derive(Default)]
pub(super) struct Pages {
    /// By the name of the page style, its pieces.
    printed: HashMap<String, Vec<String>>,
    /// By the name of a table's style, its page style.
    of_styles: HashMap<String, String>,
    /// The page style that is being read.
    open: Option<String>,
    is_within: bool,
    /// The field that is being read: a page number, a day, the name of the sheet.
    field: Option<String>,
}

/// The page style of a table that names none.
const USUAL: &str = "Default";

impl Pages {
    /// Takes what a part says.
    pub(super) fn take(&mut self, xml: &str) {
        each(xml, |piece| match piece {
            Piece::Open(tag) => self.open(tag),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.is_within && self.field.is_none() => self.write(text),
            Piece::Text(_) => {}
        });
    }

    /// What is printed with a table of this style.
    pub(super) fn of_table(&self, style: &str) -> Vec<String> {
        let page = self.of_styles.get(style).map_or(USUAL, String::as_str);
        self.printed.get(page).cloned().unwrap_or_default()
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        let value = |name| attribute(tag, name);
        match tag.local_name().as_ref() {
            "style" if value("family").as_deref() == Some("table") => {
                let page = value("master-page-name").filter(|page| !page.is_empty());
                self.of_styles.extend(value("name").zip(page));
            }
            "master-page" => self.open = value("name"),
            "header" | "footer" | "header-first" | "footer-first" | "header-left"
            | "footer-left"
                if self.open.is_some() =>
            {
                self.is_within = value("display").as_deref() != Some("false");
            }
            "p" if self.is_within => {
                if let Some(pieces) = self.pieces() {
                    pieces.push(String::new());
                }
            }
            "s" if self.is_within => self.write(" "),
            name @ ("page-number" | "page-count" | "sheet-name" | "file-name" | "title"
            | "date" | "time")
                if self.is_within && self.field.is_none() =>
            {
                self.field = Some(name.to_owned());
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "master-page" => self.open = None,
            "header" | "footer" | "header-first" | "footer-first" | "header-left"
            | "footer-left" => self.is_within = false,
            name if self.field.as_deref() == Some(name) => self.field = None,
            _ => {}
        }
    }

    fn pieces(&mut self) -> Option<&mut Vec<String>> {
        let page = self.open.clone()?;
        Some(self.printed.entry(page).or_default())
    }

    fn write(&mut self, text: &str) {
        if let Some(piece) = self.pieces().and_then(|pieces| pieces.last_mut()) {
            piece.push_str(text);
        }
    }
}
