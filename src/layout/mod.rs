//! Where everything sits in an intake workbook: the one place that knows.
//!
//! In: a form of a kit. Out: a [`Layout`], sheet by sheet and cell by cell. The emitter writes by it, the reader
//! falls back on it when names and row ids are gone. Knows nothing of campaigns, units, styles or files.

mod blocks;
mod columns;
pub mod identity;
mod line;
mod lines;
mod pages;
mod plan;
mod spots;

pub use blocks::signature_columns;
pub use columns::{Grid, GridShape, LABEL, NUMBER};
pub use line::Line;
pub use pages::points;
pub use plan::Layout;
pub use spots::{FieldSpot, ListSpot, SheetPlan};

/// Name of the very hidden sheet that says where a workbook comes from.
pub const IDENTITY_SHEET: &str = "_tonghop";
/// Name of the very hidden sheet that holds the words of drop-downs.
pub const WORDS_SHEET: &str = "_danhmuc";
/// Name of the very hidden sheet that the live texts are put together on.
pub const CALCULATION_SHEET: &str = "_tinh";
/// Name of the first sheet.
pub const GUIDE_SHEET: &str = "Hướng dẫn";
/// Name of the sheet with every rule and its state.
pub const CHECKS_SHEET: &str = "Kiểm tra";
/// Name of the first sheet of a form that the officer fills for its unit: where the figures were learned.
pub const SOURCE_SHEET: &str = "Nguồn";
/// Name of the first sheet of a form that goes back to its unit: what the unit is asked.
pub const POINTS_SHEET: &str = "Cần bổ sung";
/// Columns of the points.
pub const POINTS_COLUMNS: u16 = 5;
/// Columns of the guide.
pub const GUIDE_COLUMNS: u16 = 3;
/// Columns of the checks.
pub const CHECKS_COLUMNS: u16 = 4;
/// Sheets that help people and the program and hold no answer, with the first column that we leave free there.
pub const AIDS: [(&str, u16); 5] = [
    (WORDS_SHEET, u16::MAX),
    (CALCULATION_SHEET, u16::MAX),
    (GUIDE_SHEET, GUIDE_COLUMNS),
    (CHECKS_SHEET, CHECKS_COLUMNS),
    (POINTS_SHEET, POINTS_COLUMNS),
];
/// Defined name of the cell that says which unit reports.
pub const UNIT_NAME: &str = "don_vi_bao_cao";
