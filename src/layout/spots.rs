//! Where single things sit on a sheet. Rows and columns count from 0.

use super::{Grid, Line};
use crate::model::id::{FieldId, SectionId};
use serde::{Deserialize, Serialize};

/// A sheet that people fill. Rows and columns count from 0; column 0 is hidden and carries the row ids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetPlan {
    /// As on its tab.
    pub name: String,
    /// Every constant text that we write there, wherever the campaign and the unit do not change it.
    pub written: Vec<(u32, u16, String)>,
    /// Cells that we write too, whose content depends on the campaign or the unit, or is computed.
    pub ours: Vec<(u32, u16)>,
    /// Row ids in column 0: (row, id).
    pub row_ids: Vec<(u32, String)>,
    /// Its columns.
    pub grid: Grid,
    /// What stands on each row, from the first to the last.
    pub lines: Vec<Line>,
}

impl SheetPlan {
    /// The constant text that we write at a place.
    pub fn text_at(&self, row: u32, col: u16) -> Option<&str> {
        self.written
            .binary_search_by_key(&(row, col), |(r, c, _)| (*r, *c))
            .ok()
            .map(|i| self.written[i].2.as_str())
    }
}

/// Where a field sits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldSpot {
    /// Field id, the defined name of its cell.
    pub field: FieldId,
    /// Indicator id: the status cell is named `{row_id}__tt`, the reason cell `{row_id}__gc`.
    pub row_id: FieldId,
    /// Section id.
    pub section: SectionId,
    /// Sheet.
    pub sheet: String,
    /// Row.
    pub row: u32,
    /// Column.
    pub col: u16,
    /// Tình trạng số liệu of its row.
    pub status: (u32, u16),
    /// Lý do, ghi chú of its row.
    pub remark: (u32, u16),
    /// Live text of its row.
    pub check: (u32, u16),
    /// The label of its row; a definition follows in the same cell after a line break.
    pub label: (u32, u16),
    /// Number of cells of its row that are still blank, hidden.
    pub missing: (u32, u16),
    /// Last period's value, when the row compares.
    pub previous: Option<(u32, u16)>,
    /// Where long prose goes on: `{field}__2`, `{field}__3`.
    pub continuation: Vec<(u32, u16)>,
}

/// Where a list section sits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListSpot {
    /// Section id; the first data cell is named `{section}__dau`.
    pub section: SectionId,
    /// Sheet.
    pub sheet: String,
    /// First data row; the heading of the columns is the row above.
    pub first_row: u32,
    /// First data column.
    pub first_col: u16,
    /// Rows offered.
    pub capacity: u32,
    /// Columns in the order of the list's own.
    pub columns: Vec<u16>,
    /// Tình trạng số liệu of the whole list (`{section}__tt`).
    pub status: (u32, u16),
    /// Lý do, ghi chú of the whole list (`{section}__gc`).
    pub remark: (u32, u16),
    /// Number of rows, computed (`{section}_so_dong`).
    pub count: (u32, u16),
    /// Live text of the whole list.
    pub check: (u32, u16),
    /// Whether the list is still to be answered (0 or 1), hidden.
    pub missing: (u32, u16),
    /// Column of the live text of each row.
    pub row_check: u16,
}
