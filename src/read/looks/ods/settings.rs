//! Whether zeros are shown.

use super::super::walk::{Piece, attribute, each};

/// Which sheets show no zeros, as the settings of the view say.
#[derive(Default)]
pub(super) struct NoZeros {
    pub(super) in_all: bool,
    /// Those that say so by themselves.
    pub(super) sheets: Vec<String>,
}

impl NoZeros {
    pub(super) fn of(xml: &str) -> Self {
        const SETTING: &str = "ShowZeroValues";
        let mut none = Self::default();
        let (mut sheet, mut is_of_sheets, mut is_meant) = (None, false, false);
        each(xml, |piece| match piece {
            Piece::Open(tag) => {
                let name = attribute(tag, "name").unwrap_or_default();
                match tag.local_name().as_ref() {
                    "config-item-map-named" => is_of_sheets = name == "Tables",
                    "config-item-map-entry" if is_of_sheets => sheet = Some(name),
                    "config-item" => is_meant = name == SETTING,
                    _ => {}
                }
            }
            Piece::Close("config-item-map-named") => is_of_sheets = false,
            Piece::Close("config-item-map-entry") => sheet = None,
            Piece::Close("config-item") => is_meant = false,
            Piece::Text(text) if is_meant && text.trim() == "false" => match &sheet {
                Some(sheet) => none.sheets.push(sheet.clone()),
                None => none.in_all = true,
            },
            _ => {}
        });
        none
    }
}
