//! Where everything of a form sits, and how it is looked up.

use super::{FieldSpot, ListSpot, SheetPlan};
use crate::model::id::FormId;

/// Where everything of a form sits.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Of which form.
    pub form: FormId,
    /// The sheets that people fill, in order. The guide, the checks and the hidden sheets are not among them.
    pub sheets: Vec<SheetPlan>,
    /// Every grid and prose field, in the order of the form.
    pub fields: Vec<FieldSpot>,
    /// Every list section, in the order of the form.
    pub lists: Vec<ListSpot>,
    /// The cell that says which unit reports: sheet, row, column. Its name is `don_vi_bao_cao`.
    pub unit_cell: (String, u32, u16),
}

impl Layout {
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
