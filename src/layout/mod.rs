//! Where everything sits in an intake workbook: the one place that knows.
//!
//! In: a form of a kit. Out: a [`Layout`], sheet by sheet and cell by cell. The emitter writes by it, the reader
//! falls back on it when names and row ids are gone. Knows nothing of campaigns, units, styles or files.

mod blocks;
mod columns;
pub mod identity;
mod lines;

pub use blocks::signature_column;
pub use columns::{Grid, LABEL, NUMBER, Shape};
pub use lines::Line;

use crate::model::form::Form;
use crate::model::kit::Kit;

/// Name of the very hidden sheet that says where a workbook comes from.
pub const IDENTITY_SHEET: &str = "_tonghop";
/// Name of the very hidden sheet that holds the words of drop-downs.
pub const WORDS_SHEET: &str = "_danhmuc";
/// Name of the first sheet.
pub const GUIDE_SHEET: &str = "Hướng dẫn";
/// Name of the sheet with every rule and its state.
pub const CHECKS_SHEET: &str = "Kiểm tra";
/// Columns of the guide.
pub const GUIDE_COLUMNS: u16 = 3;
/// Columns of the checks.
pub const CHECKS_COLUMNS: u16 = 4;
/// Sheets that help people and the program and hold no answer, with the first column that we leave free there.
pub const AIDS: [(&str, u16); 3] = [
    (WORDS_SHEET, u16::MAX),
    (GUIDE_SHEET, GUIDE_COLUMNS),
    (CHECKS_SHEET, CHECKS_COLUMNS),
];
/// Defined name of the cell that says which unit reports.
pub const UNIT_NAME: &str = "don_vi_bao_cao";

/// Where everything of a form sits.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Form id.
    pub form: String,
    /// The sheets that people fill, in order. The guide, the checks and the hidden sheets are not among them.
    pub sheets: Vec<SheetPlan>,
    /// Every grid and prose field, in the order of the form.
    pub fields: Vec<FieldSpot>,
    /// Every list section, in the order of the form.
    pub lists: Vec<ListSpot>,
    /// The cell that says which unit reports: sheet, row, column. Its name is `don_vi_bao_cao`.
    pub unit_cell: (String, u32, u16),
}

/// A sheet that people fill. Rows and columns count from 0; column 0 is hidden and carries the row ids.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct FieldSpot {
    /// Field id, the defined name of its cell.
    pub field: String,
    /// Indicator id: the status cell is named `{row_id}__tt`, the reason cell `{row_id}__gc`.
    pub row_id: String,
    /// Section id.
    pub section: String,
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
#[derive(Debug, Clone, PartialEq)]
pub struct ListSpot {
    /// Section id; the first data cell is named `{section}__dau`.
    pub section: String,
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

impl Layout {
    /// The layout of a form. The same form of the same kit always has the same layout.
    pub fn of(_kit: &Kit, form: &Form) -> Self {
        lines::lay_out(form)
    }

    /// Where the field with this id sits.
    pub fn field(&self, id: &str) -> Option<&FieldSpot> {
        self.fields.iter().find(|f| f.field == id)
    }

    /// Where the list section with this id sits.
    pub fn list(&self, section: &str) -> Option<&ListSpot> {
        self.lists.iter().find(|l| l.section == section)
    }

    /// The sheet with this name.
    pub fn sheet(&self, name: &str) -> Option<&SheetPlan> {
        self.sheets.iter().find(|s| s.name == name)
    }

    /// Sixteen hexadecimal digits over all places and texts; neither the unit nor previous values are in it.
    pub fn hash(&self) -> String {
        blake3::hash(format!("{self:?}").as_bytes()).to_hex()[..16].to_owned()
    }
}
