//! Answers that merged areas cover, so that nobody sees them: rows that a program inserted without moving the areas leave
//! many in one file. One question for each sheet, not one for each cell.
//!
//! In: the answers of a file that are covered, each as it would be asked about alone. Out: findings.

use super::cells::CellReader;
use super::formulas::named_cells;
use super::remarks::{Covered, remarked};
use crate::model::code;
use crate::model::finding::{Draft, Involved};
use crate::msg;
use crate::words::Fact;
use std::collections::BTreeMap;

/// Asks about all of them, sheet by sheet.
pub(super) fn ask(reader: &mut CellReader<'_>) {
    let mut of_sheets: BTreeMap<String, Vec<Covered>> = BTreeMap::new();
    for covered in std::mem::take(&mut reader.covered) {
        let sheet = covered.cell.place.as_ref().map(|place| place.sheet.clone());
        of_sheets
            .entry(sheet.unwrap_or_default())
            .or_default()
            .push(covered);
    }
    for (sheet, of_sheet) in of_sheets {
        let draft = if let [one] = of_sheet.as_slice() {
            remarked(&one.remark, &one.kind, one.cell.clone(), &one.reason)
        } else {
            let cells: Vec<Involved> = of_sheet.into_iter().map(|covered| covered.cell).collect();
            let message = msg!(
                "check.many-covered",
                sheet = sheet,
                count = cells.len(),
                cells = Fact::list(named_cells(&cells), ", ")
            );
            Draft {
                about: sheet,
                cells,
                ..Draft::new(
                    &code::SEEN_OTHERWISE,
                    (message, msg!("check.many-covered-todo")),
                )
            }
        };
        reader.findings.push(reader.subject.finding(draft));
    }
}
