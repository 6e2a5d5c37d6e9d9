//! One thing to mend or to look at, as pages show it.

use super::said::without_commands;
use crate::model::finding::{Finding, FindingState};
use crate::model::reading::Place;
use crate::value::Severity;
use crate::words::{Lang, text};
use serde::Serialize;

/// Cells of one finding that are shown before the rest is only counted.
const CELLS: usize = 12;

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    pub(super) id: String,
    pub(super) word: String,
    pub(super) class: &'static str,
    pub(super) said: String,
    pub(super) todo: String,
    pub(super) reason: String,
    pub(super) state: String,
    pub(super) file: String,
    pub(super) cells: Vec<Cell>,
    pub(super) more_cells: usize,
}

/// A cell that it joins.
#[derive(Debug, Serialize)]
pub(super) struct Cell {
    place: String,
    label: String,
    shown: String,
}

pub(super) fn found(finding: &Finding, lang: Lang) -> Found {
    let cells = finding.cells.iter().take(CELLS).map(|cell| Cell {
        place: cell.place.as_ref().map(Place::shown).unwrap_or_default(),
        label: cell.label.clone(),
        shown: cell.shown.say(lang),
    });
    let (word, class) = match finding.severity {
        Severity::Error => ("desk.error", "is-needed"),
        Severity::Warning => ("desk.warning", "is-waiting"),
        Severity::Note => ("desk.note", "is-none"),
    };
    let state = match finding.state {
        FindingState::Open | FindingState::Closed => "",
        FindingState::Asked => "desk.asked",
        FindingState::Explained => "desk.explained",
        FindingState::Accepted => "desk.accepted",
    };
    Found {
        id: finding.id.to_string(),
        word: text(word, lang),
        class,
        said: without_commands(&finding.message, lang),
        todo: without_commands(&finding.todo, lang),
        reason: finding.reason.clone(),
        state: if state.is_empty() {
            String::new()
        } else {
            text(state, lang)
        },
        file: finding.file.clone(),
        cells: cells.collect(),
        more_cells: finding.cells.len().saturating_sub(CELLS),
    }
}
