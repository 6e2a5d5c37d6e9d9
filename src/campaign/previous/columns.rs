//! The columns of last period's values, found by their headings in whatever order they stand.

use crate::model::raw::{RawCell, RawSheet};
use crate::value::fold;
use crate::words::official;

/// Rows from the top in which the headings are looked for.
const HEADING_ROWS: u32 = 10;

/// Where the columns stand. There is a column of ids, of labels, or both.
pub(super) struct Columns {
    pub(super) row: u32,
    pub(super) code: u16,
    pub(super) value: u16,
    /// The indicator's id.
    id: Option<u16>,
    /// What the indicator is called, or its id.
    label: Option<u16>,
    /// What the unit was called.
    pub(super) name: Option<u16>,
    /// Number of the form and title of the part.
    pub(super) form: Option<u16>,
    pub(super) part: Option<u16>,
    /// Only an earlier consolidated workbook says what stood in the cell of the unit.
    pub(super) is_consolidated: bool,
}

impl Columns {
    /// The columns of a sheet; `None` where no row has the headings.
    pub(super) fn of(sheet: &RawSheet) -> Option<Self> {
        (0..HEADING_ROWS).find_map(|row| {
            let at = |ids: &[&str]| {
                let names: Vec<String> = ids.iter().map(|id| fold(&official(id))).collect();
                let mut cells = sheet.cells.iter().filter(|c| c.row == row);
                let cell = cells.find(|c| names.contains(&fold(&c.value.shown())))?;
                Some(cell.col)
            };
            let (id, label) = (
                at(&["campaign.head-field-id"]),
                at(&["campaign.head-field"]),
            );
            Some(Self {
                row,
                code: at(&["campaign.head-code", "campaign.head-unit-code"])?,
                value: at(&["campaign.head-value", "consolidated.value"])?,
                id,
                label,
                name: at(&["campaign.head-name", "consolidated.unit"]),
                form: at(&["consolidated.form"]),
                part: at(&["consolidated.part"]),
                is_consolidated: at(&["consolidated.raw"]).is_some(),
            })
            .filter(|found| found.id.or(found.label).is_some())
        })
    }

    /// The cell that says which indicator a row is about: its id where there is one.
    pub(super) fn field<'s>(&self, sheet: &'s RawSheet, row: u32) -> Option<&'s RawCell> {
        let at = |col: Option<u16>| {
            let cell = sheet.at(row, col?)?;
            (!fold(&cell.value.shown()).is_empty()).then_some(cell)
        };
        at(self.id).or_else(|| at(self.label))
    }
}
