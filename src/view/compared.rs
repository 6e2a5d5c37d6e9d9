//! What two versions of a return say otherwise, answer by answer.

use crate::app::diff::{Difference, FormCompared, Said, Version, What};
use crate::model::id::ItemId;
use crate::model::reading::{Answer, Place};
use crate::msg;
use crate::value::Nil;
use crate::words::{Fact, Lang, text};

/// Number, what it is of, what was said before and what is said now; each with its cell on a line of its own.
pub fn row(one: &Difference, form: &FormCompared, lang: Lang) -> [String; 4] {
    let (before, after) = (&form.before, &form.after);
    let (label, before, after) = match &one.what {
        What::Answer {
            before: was,
            after: is,
        } => (
            label(one, was.as_deref().or(is.as_deref()), lang),
            said(was.as_deref(), before, lang),
            said(is.as_deref(), after, lang),
        ),
        What::RowAdded(row, cells) => (
            msg!("cli.diff-row-added", list = one.label, row = *row).say(lang),
            String::new(),
            cells_of(cells, after, lang),
        ),
        What::RowGone(row, cells) => (
            msg!("cli.diff-row-gone", list = one.label, row = *row).say(lang),
            cells_of(cells, before, lang),
            String::new(),
        ),
        What::Status { before, after } => (
            one.label.clone(),
            status(before.as_ref(), lang),
            status(after.as_ref(), lang),
        ),
    };
    [one.number.clone(), label, before, after]
}

/// What a cell is of; of a list with its row and column.
fn label(one: &Difference, said: Option<&Said>, lang: Lang) -> String {
    let item: Option<ItemId> = one.id.parse().ok();
    let row = item.as_ref().and_then(ItemId::as_list_cell);
    match (row, said) {
        (Some((_, row, _)), Some(said)) => msg!(
            "cli.diff-row-cell",
            list = one.label,
            row = row + 1,
            column = said.column
        )
        .say(lang),
        _ => one.label.clone(),
    }
}

/// An answer, as it was written where that is something else, and its cell; the file where a part of it came in another.
fn said(said: Option<&Said>, version: &Version, lang: Lang) -> String {
    let Some(said) = said else {
        return text("cli.diff-no-cell", lang);
    };
    let reading = &said.reading;
    let raw = reading.raw.trim();
    let mut lines = vec![answer(said, lang)];
    if reading.answer.value().is_some() && !raw.is_empty() && raw != lines[0] {
        lines.push(msg!("cli.diff-written", raw = raw).say(lang));
    }
    if reading.estimate {
        lines.push(text("cli.diff-estimate", lang));
    }
    if !reading.remark.trim().is_empty() {
        lines.push(msg!("cli.diff-remark", remark = reading.remark.trim()).say(lang));
    }
    lines.extend(reading.place.as_ref().map(Place::shown));
    if version.receipts.len() > 1 || said.laid.is_some() {
        lines.push(said.source(lang));
    }
    lines.join("\n")
}

fn answer(said: &Said, lang: Lang) -> String {
    match &said.reading.answer {
        Answer::Value(value) => Fact::value(value, &said.kind).say(lang),
        Answer::Nil { nil, reason } => nil_said(*nil, reason),
        Answer::NotUnderstood if !said.reading.is_left_blank() => {
            msg!("cli.diff-not-understood", raw = said.reading.raw.trim()).say(lang)
        }
        Answer::Blank | Answer::NotUnderstood => text("cli.diff-blank", lang),
    }
}

fn cells_of(cells: &[Said], version: &Version, lang: Lang) -> String {
    let mut lines: Vec<String> = cells
        .iter()
        .map(|cell| format!("{}: {}", cell.column, answer(cell, lang)))
        .collect();
    let place = cells.iter().find_map(|cell| cell.reading.place.as_ref());
    lines.extend(place.map(Place::shown));
    if let (Some(first), true) = (cells.first(), version.receipts.len() > 1) {
        lines.push(first.source(lang));
    }
    lines.join("\n")
}

fn status(status: Option<&(Nil, String)>, lang: Lang) -> String {
    status.map_or_else(
        || text("cli.diff-blank", lang),
        |(nil, reason)| nil_said(*nil, reason),
    )
}

fn nil_said(nil: Nil, reason: &str) -> String {
    match reason.trim() {
        "" => nil.word().to_owned(),
        reason => format!("{} ({reason})", nil.word()),
    }
}
