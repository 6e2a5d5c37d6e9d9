//! Where everything of a form sits, and how it is looked up.

use super::{FieldSpot, ListSpot, SheetPlan};
use crate::model::id::{ColumnId, FormId};
use serde::{Deserialize, Serialize};

/// Where everything of a form sits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// Of which form.
    pub form: FormId,
    /// The sheets that people fill, in order. The guide, the checks and the hidden sheets are not among them.
    pub sheets: Vec<SheetPlan>,
    /// Every grid and prose field, in the order of the form.
    pub fields: Vec<FieldSpot>,
    /// Every list section, in the order of the form.
    pub lists: Vec<ListSpot>,
    /// The ids of the columns of each of these lists, in their order.
    pub list_columns: Vec<Vec<ColumnId>>,
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

    /// Ids and places of the columns of a list section.
    pub fn columns_of(&self, section: &str) -> impl Iterator<Item = (&ColumnId, u16)> {
        let lists = self.lists.iter().zip(&self.list_columns);
        let list = lists.filter(move |(list, _)| list.section == *section);
        list.flat_map(|(list, ids)| ids.iter().zip(list.columns.iter().copied()))
    }

    /// Where a column of a list section is.
    pub fn column_of(&self, section: &str, column: &str) -> Option<u16> {
        let mut columns = self.columns_of(section);
        columns.find_map(|(id, col)| (*id == *column).then_some(col))
    }

    /// The sheet with this name.
    pub fn sheet(&self, name: &str) -> Option<&SheetPlan> {
        self.sheets.iter().find(|s| s.name == name)
    }

    /// Sixteen hexadecimal digits over all places and texts; neither the unit nor previous values are in it.
    pub fn hash(&self) -> String {
        let Self {
            form,
            sheets,
            fields,
            lists,
            unit_cell,
            // People and workbooks know columns by their headings.
            list_columns: _,
        } = self;
        let said = format!(
            "Layout {{ form: {form:?}, sheets: {sheets:?}, fields: {fields:?}, lists: {lists:?}, \
             unit_cell: {unit_cell:?} }}"
        );
        blake3::hash(said.as_bytes()).to_hex()[..16].to_owned()
    }
}
