//! Answers that merged areas cover, so that nobody sees them: rows that a program inserted without moving the areas leave
//! many in one file. One question for each sheet, not one for each cell.
//!
//! In: the answers of a file that are covered, each as it would be asked about alone. Out: findings.

use super::cells::CellReader;
use super::remarks::{by_sheet, of_many, remarked};
use crate::model::code;
use crate::msg;

/// Asks about all of them, sheet by sheet.
pub(super) fn ask(reader: &mut CellReader<'_>) {
    let covered = std::mem::take(&mut reader.covered);
    for (sheet, of_sheet) in by_sheet(covered, |covered| &covered.cell) {
        let draft = if let [one] = of_sheet.as_slice() {
            remarked(&one.remark, &one.kind, one.cell.clone(), &one.reason)
        } else {
            let cells = of_sheet.into_iter().map(|covered| covered.cell).collect();
            let said = ("check.many-covered", msg!("check.many-covered-todo"));
            of_many(&code::SEEN_OTHERWISE, said, (sheet, cells))
        };
        reader.findings.push(reader.subject.finding(draft));
    }
}
