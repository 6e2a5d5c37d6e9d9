//! What is found about a return that the officer combined of several files.
//!
//! In: the whole, and what was found in each of its files alone. Out: what still holds. What the values say is judged anew
//! over the whole; how a cell was read stays with the cells that count.

use super::judge;
use crate::model::code::{self, Row};
use crate::model::finding::Finding;
use crate::model::form::Form;
use crate::model::id::{FindingId, ItemId};
use crate::model::reading::Reading;
use crate::model::receipt::joined;
use std::collections::BTreeSet;

/// One of the files that a return was combined of.
#[derive(Debug)]
pub struct PartOfReturn {
    /// Its name as received.
    pub file: String,
    /// What it says alone.
    pub reading: Reading,
    /// What was found in it.
    pub findings: Vec<Finding>,
}

/// What a half answer lacks is no fault of it: what it lacks was kept.
const OF_WHAT_IS_NOT_THERE: [&Row; 3] = [&code::SHEET_GONE, &code::ROWS_GONE, &code::ASKED_SINCE];

/// What holds of a return combined of these files, the first of which the others were laid over.
pub fn combined(form: &Form, whole: &Reading, parts: Vec<PartOfReturn>) -> Vec<Finding> {
    let files: Vec<String> = parts.iter().map(|part| part.file.clone()).collect();
    let mut said_alone: Vec<Finding> = Vec::new();
    let mut all = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        let judged = judge(form, &part.reading, &part.file);
        let judged: BTreeSet<FindingId> = judged.into_iter().map(|finding| finding.id).collect();
        let counts = |field: &ItemId| place_of(whole, field) == at;
        for finding in part.findings {
            if judged.contains(&finding.id) {
                said_alone.push(finding);
                continue;
            }
            let mut fields = finding.cells.iter().filter_map(|cell| cell.field.as_ref());
            let is_of_no_field = fields.clone().next().is_none();
            let is_of_gap = OF_WHAT_IS_NOT_THERE.iter().any(|row| finding.code.is(row));
            if (at == 0 || !is_of_gap) && (is_of_no_field || fields.any(counts)) {
                all.push(finding);
            }
        }
    }
    let judged = judge(form, whole, &files[0]).into_iter();
    all.extend(judged.map(|finding| of_files(finding, whole, &files, &said_alone)));
    all
}

/// Which of the files an answer was read from.
fn place_of(whole: &Reading, answer: &str) -> usize {
    let Some(laid) = whole.laid_by(answer) else {
        return 0;
    };
    let at = whole.laid.iter().position(|one| one == laid);
    at.map_or(0, |at| at + 1)
}

/// A finding with the file that its cells stand in; of several, with the file beside each cell of another than the first.
fn of_files(
    mut finding: Finding,
    whole: &Reading,
    files: &[String],
    said_alone: &[Finding],
) -> Finding {
    let places = finding.cells.iter();
    let places = places.filter_map(|cell| Some(place_of(whole, cell.field.as_ref()?)));
    let places: BTreeSet<usize> = places.collect();
    finding.file = joined(places.iter().map(|at| files[*at].as_str()));
    if finding.file.is_empty() {
        finding.file.clone_from(&files[0]);
    }
    for cell in &mut finding.cells {
        // Where a list begins only its file tells.
        let mut known = said_alone.iter().filter(|one| one.id == finding.id);
        let known = known.find_map(|one| one.cells.iter().find(|of| of.field == cell.field));
        cell.place = cell.place.take().or_else(|| known?.place.clone());
        let at = cell
            .field
            .as_ref()
            .map_or(0, |field| place_of(whole, field));
        if places.len() > 1 && at > 0 {
            cell.label = format!("{} ({})", cell.label, files[at]);
        }
    }
    finding
}
