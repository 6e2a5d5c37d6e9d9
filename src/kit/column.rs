//! How a column of a table looks, as written.

use crate::model::kit::{Align, Shows, TableColumn};
use crate::msg;
use crate::source::table::Table;

const ALIGNS: &[(&str, Align)] = &[
    ("left", Align::Left),
    ("center", Align::Center),
    ("right", Align::Right),
];

/// How a column looks, as written.
pub(super) struct Written {
    pub(super) label: String,
    pub(super) group: String,
    pub(super) width: u32,
    align: Option<Align>,
}

impl Written {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let width = table.whole("width");
        if let Some((width, span)) = &width
            && !(1..=1000).contains(width)
        {
            table.page.wrong(span, msg!("kit.table-width"));
        }
        let text = |key| table.text_if(key).map_or_else(String::new, |t| t.value);
        Self {
            label: text("label"),
            group: text("group"),
            width: width.map_or(10, |(w, _)| w.clamp(1, 1000) as u32),
            align: table.word("align", ALIGNS),
        }
    }

    /// The column: what it shows, and what it is called and how it stands where that is not written.
    pub(super) fn column(self, label: String, shows: Shows, align: Align) -> TableColumn {
        TableColumn {
            label: if self.label.is_empty() {
                label
            } else {
                self.label
            },
            group: self.group,
            width: self.width,
            align: self.align.unwrap_or(align),
            shows,
        }
    }
}
