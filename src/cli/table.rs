//! Tables on a terminal of 80 columns.

use crate::words::{Lang, text};
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};

/// An empty table with these heads.
pub(super) fn table(heads: &[&str], lang: Lang) -> Table {
    let mut table = Table::new();
    table
        .load_style(comfy_table::presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(80)
        .set_header(heads.iter().map(|id| text(id, lang)));
    table
}

/// A number at the right; nothing for none.
pub(super) fn number(n: usize) -> Cell {
    let shown = if n == 0 { String::new() } else { n.to_string() };
    Cell::new(shown).set_alignment(CellAlignment::Right)
}
