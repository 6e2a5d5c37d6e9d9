//! Answers that nobody sees who opens the file: on hidden sheets, in hidden rows and columns, and zeros on a sheet that shows
//! none. Answers that seem taken back: their label or heading is struck out.

use super::answers::{blank, place, shown};
use crate::model::code::{self, Row};
use crate::model::finding::{Draft, Involved};
use crate::model::raw::{RawCell, RawSheet, cell_name};
use crate::msg;
use crate::value::fold::is_blank;
use crate::value::{Mark, Raw, Seen};
use crate::words::{Fact, Message};
use std::collections::BTreeMap;

/// Answers that are named one by one; of more the areas are told, and a few of them.
const MOST: usize = 12;
/// Of more answers so many are told with what they say.
const FIRST: usize = 3;
/// Areas that are named.
const MOST_AREAS: usize = 20;
/// Answers that a decision stands on.
const LISTED: usize = 2_000;

/// What is to be said of the answers of a sheet, which stand at these places.
pub(super) fn told(sheet: &RawSheet, answers: &[(u32, u16)]) -> Vec<Draft> {
    let filled = || {
        let cells = answers.iter().filter_map(|(row, col)| sheet.at(*row, *col));
        cells.filter(|cell| !blank(&cell.value))
    };
    let mut drafts = Vec::new();
    let hidden: Vec<&RawCell> = filled()
        .filter(|cell| !sheet.visible || sheet.is_hidden(cell.row, cell.col))
        .collect();
    if !hidden.is_empty() {
        let (name, count) = (&sheet.name, hidden.len());
        drafts.push(draft(&code::HIDDEN_ANSWERS, sheet, &hidden, |cells| {
            if sheet.visible {
                let message = msg!(
                    "check.hidden-answers",
                    sheet = name,
                    count = count,
                    cells = cells
                );
                (message, msg!("check.hidden-answers-todo"))
            } else {
                let message = msg!(
                    "check.hidden-sheet",
                    sheet = name,
                    count = count,
                    cells = cells
                );
                (message, msg!("check.hidden-sheet-todo"))
            }
        }));
    }
    let zeros: Vec<&RawCell> = filled()
        .filter(|cell| sheet.unseen.zeros && cell.value == Raw::Number(0.0))
        .collect();
    if !zeros.is_empty() {
        drafts.push(draft(&code::HIDDEN_ZEROS, sheet, &zeros, |cells| {
            let message = msg!(
                "check.hidden-zeros",
                sheet = sheet.name,
                count = zeros.len(),
                cells = cells
            );
            (message, msg!("check.hidden-zeros-todo"))
        }));
    }
    let by_format: Vec<&RawCell> = filled()
        .filter(|cell| !sheet.unseen.zeros && is_hidden_zero(cell))
        .collect();
    if !by_format.is_empty() {
        drafts.push(draft(&code::HIDDEN_ZEROS, sheet, &by_format, |cells| {
            let message = msg!(
                "check.zeros-by-format",
                sheet = sheet.name,
                count = by_format.len(),
                cells = cells
            );
            (message, msg!("check.hidden-zeros-todo"))
        }));
    }
    let struck = struck_labels(sheet, filled());
    if !struck.is_empty() {
        drafts.push(draft(&code::STRUCK_LABELS, sheet, &struck, |cells| {
            let message = msg!(
                "check.struck-labels",
                sheet = sheet.name,
                count = struck.len(),
                cells = cells
            );
            (message, msg!("check.struck-labels-todo"))
        }));
    }
    drafts
}

/// Whether a cell holds a 0 of which its number format shows nothing.
fn is_hidden_zero(cell: &RawCell) -> bool {
    let seen = cell.seen.as_deref();
    let shows_nothing = |seen: &Seen| seen.mark == Mark::Format && is_blank(&seen.text);
    cell.value == Raw::Number(0.0) && seen.is_some_and(shows_nothing)
}

/// Words that are struck out as a whole, left of an answer or above one. Where the answer is struck out too, it is asked about
/// by itself.
fn struck_labels<'s>(
    sheet: &'s RawSheet,
    answers: impl Iterator<Item = &'s RawCell>,
) -> Vec<&'s RawCell> {
    // The last answer of each row and of each column.
    let (mut in_row, mut in_column) = (BTreeMap::new(), BTreeMap::new());
    let is_asked = |cell: &&RawCell| cell.seen.as_deref().is_some_and(Seen::is_all_struck);
    for cell in answers.filter(|cell| !is_asked(cell)) {
        let last = in_row.entry(cell.row).or_insert(cell.col);
        *last = cell.col.max(*last);
        let last = in_column.entry(cell.col).or_insert(cell.row);
        *last = cell.row.max(*last);
    }
    let is_struck =
        |cell: &&RawCell| match (&cell.value, cell.seen.as_deref().map(|seen| &seen.mark)) {
            (Raw::Text(text), Some(Mark::SetApart { struck, .. })) => {
                text.chars().any(char::is_alphabetic) && struck.trim() == text.trim()
            }
            _ => false,
        };
    let is_label = |cell: &&RawCell| {
        in_row.get(&cell.row).is_some_and(|last| *last > cell.col)
            || in_column
                .get(&cell.col)
                .is_some_and(|last| *last > cell.row)
    };
    let struck = sheet.cells.iter().filter(is_struck);
    struck.filter(is_label).collect()
}

fn draft(
    row: &'static Row,
    sheet: &RawSheet,
    cells: &[&RawCell],
    say: impl FnOnce(Fact) -> (Message, Message),
) -> Draft {
    let places: Vec<(u32, u16)> = cells.iter().map(|cell| (cell.row, cell.col)).collect();
    let cells: Vec<Involved> = cells
        .iter()
        .take(LISTED)
        .map(|cell| {
            let place = place(sheet, cell.row, cell.col);
            Involved {
                field: None,
                label: cell_name(place.row, place.col),
                place: Some(place),
                shown: shown(&cell.value, cell.percent).into(),
            }
        })
        .collect();
    let named = |most: usize| {
        let cells = cells.iter().take(most).map(|cell| match &cell.shown {
            Fact::Text(shown) => format!("{}: {shown}", cell.label),
            _ => cell.label.clone(),
        });
        cells.collect::<Vec<_>>()
    };
    let named = if places.len() <= MOST {
        Fact::list(named(MOST), "; ")
    } else {
        let some = named(FIRST).join("; ");
        Fact::Text(format!("{} ({some}; …)", areas(&places)))
    };
    let said = say(named);
    Draft {
        about: sheet.name.clone(),
        cells,
        ..Draft::new(row, said)
    }
}

/// Cells as the areas that they fill: "C34:E60, B70".
fn areas(cells: &[(u32, u16)]) -> String {
    let mut cells: Vec<(u16, u32)> = cells.iter().map(|(row, col)| (*col, *row)).collect();
    cells.sort_unstable();
    cells.dedup();
    // Runs of rows in one column: first row, last row, column.
    let mut runs: Vec<(u32, u32, u16)> = Vec::new();
    for (col, row) in cells {
        match runs.last_mut() {
            Some((_, last, of)) if *of == col && *last + 1 == row => *last = row,
            _ => runs.push((row, row, col)),
        }
    }
    runs.sort_unstable();
    // Those of the same rows, side by side, with the last column.
    let mut areas: Vec<((u32, u32, u16), u16)> = Vec::new();
    for (first, last, col) in runs {
        match areas.last_mut() {
            Some(((from, to, _), end)) if (*from, *to) == (first, last) && *end + 1 == col => {
                *end = col;
            }
            _ => areas.push(((first, last, col), col)),
        }
    }
    let more = if areas.len() > MOST_AREAS {
        ", …"
    } else {
        ""
    };
    let named = areas
        .iter()
        .take(MOST_AREAS)
        .map(|((first, last, col), end)| {
            let (from, to) = (cell_name(*first, *col), cell_name(*last, *end));
            if from == to {
                from
            } else {
                format!("{from}:{to}")
            }
        });
    let named: Vec<String> = named.collect();
    format!("{}{more}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::areas;

    #[test]
    fn cells_side_by_side_are_named_as_areas() {
        for (cells, wanted) in [
            (vec![(33, 2)], "C34"),
            (vec![(33, 2), (33, 3), (34, 2), (34, 3)], "C34:D35"),
            (vec![(0, 0), (1, 0), (3, 0)], "A1:A2, A4"),
            (vec![(0, 0), (1, 0), (0, 1)], "B1, A1:A2"),
            (vec![(0, 0), (0, 2)], "A1, C1"),
        ] {
            assert_eq!(areas(&cells), wanted);
        }
    }
}
