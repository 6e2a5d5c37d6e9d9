//! `explain --document`: from a number in a document back to the cells it comes from.

use super::{Outcome, figure, terminal::Terminal};
use crate::app::explain_text::{MOST_MET, RowCell, trace as traced};
use crate::app::status::status;
use crate::app::{Snapshot, Stop};
use crate::msg;
use crate::view::json;
use crate::words::Message;
use std::path::Path;

pub(super) fn trace(
    snapshot: &mut Snapshot,
    sought: &str,
    document: &Path,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let status = status(snapshot)?;
    let met = traced(snapshot, &status, document, sought)?;
    if terminal.json {
        terminal.json(&json::traced(&met, &status.figures));
        return Ok(Outcome::Done);
    }
    let lang = terminal.lang;
    if met.is_empty() {
        return Err(Stop::Wrong(msg!("cli.trace-none", sought = sought)));
    }
    for place in &met {
        let at = msg!("cli.lint-paragraph", number = place.paragraph).say(lang);
        terminal.result(&format!("{at}: {}", place.passage));
        if let Some(figure) = place.figure.as_ref().and_then(|id| status.figures.get(id)) {
            for line in figure::lines(&status.figures, figure, 1, lang) {
                terminal.result(&line);
            }
            continue;
        }
        let row = place.row.as_ref();
        terminal.result(&plain_text(row).say(lang));
        if let Some((figure, answer)) = row.and_then(|row| row.answer(&status.figures)) {
            let source = figure::source(answer, figure, lang);
            terminal.result(&format!("  - {}: {source}", figure.label));
        }
    }
    if met.len() == MOST_MET {
        terminal.result(&msg!("cli.trace-more", count = MOST_MET).say(lang));
    }
    Ok(Outcome::Done)
}

/// What stands where no figure does: a cell of a row, or words of the text.
fn plain_text(row: Option<&RowCell>) -> Message {
    match row {
        Some(cell) if cell.agrees => msg!("cli.trace-row", row = cell.row),
        Some(cell) => msg!("cli.trace-row-other", row = cell.row, now = cell.now),
        None => msg!("cli.trace-text"),
    }
}
