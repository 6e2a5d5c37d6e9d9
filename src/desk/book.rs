//! *Sổ*: all that happened, the newest first; what was decided can be taken back.

use super::answer::{Failure, shown};
use super::reader::Asked;
use super::shown;
use super::state::Desk;
use super::told::told;
use crate::app::book::{Event, Happened};
use crate::app::open_file::Known;
use crate::app::overview::Overview;
use crate::msg;
use crate::words::Lang;
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Events of a page.
const ROWS: usize = 100;

#[derive(Debug, Serialize)]
struct Book {
    rows: Vec<Row>,
    is_handed_over: bool,
    has_export: bool,
    total: usize,
    from: usize,
    to: usize,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    at: String,
    said: String,
    /// The act that may be taken back here.
    act: Option<i64>,
}

pub(super) async fn book(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    shown(desk, asked, ("so.html", "book"), |desk, seen, asked| {
        Some(view(desk, seen, asked))
    })
    .await
}

fn view(desk: &Desk, seen: &Overview, asked: &Asked) -> Book {
    let total = seen.book.len();
    let (page, last) = asked.page(total, ROWS);
    let (from, to) = (page * ROWS, (page * ROWS + ROWS).min(total));
    let (before_page, after_page) = asked.turned(page, last);
    let mut acts = BTreeSet::new();
    let events = seen.book.iter().rev().skip(from).take(ROWS);
    let rows = events.map(|event| Row {
        at: shown::moment(&event.at, asked.reader.lang),
        said: said(event, seen, asked.reader.lang),
        // An act of many decisions is taken back as a whole, by the first of its lines.
        act: act(event).filter(|act| acts.insert(*act)),
    });
    Book {
        rows: rows.collect(),
        is_handed_over: seen.is_handed_over,
        has_export: Known::Exported.path(&desk.root).is_some(),
        total,
        from: from + 1,
        to,
        before: before_page,
        after: after_page,
    }
}

fn act(event: &Event) -> Option<i64> {
    match &event.what {
        Happened::Decided {
            decision,
            undone: None,
            ..
        } if decision.what.can_be_taken_back() => Some(decision.act.id.0),
        _ => None,
    }
}

fn said(event: &Event, seen: &Overview, lang: Lang) -> String {
    let roster = &seen.campaign.roster;
    let name = |code: &str| {
        roster
            .unit(code)
            .map_or_else(|| code.to_owned(), |unit| unit.name.clone())
    };
    let message = match &event.what {
        Happened::Received {
            file,
            unit: Some(unit),
            ..
        } => msg!("desk.book-received", file = file, unit = name(unit)),
        Happened::Received {
            file, unit: None, ..
        } => msg!("desk.book-received-nobody", file = file),
        Happened::Decided {
            decision,
            file,
            undone,
        } => {
            let file = file.as_deref().unwrap_or_default();
            return told(seen, decision, (file, *undone), lang);
        }
        Happened::Asked { unit, count } => msg!("cli.log-asked", unit = name(unit), count = *count),
        Happened::Written { name, .. } => msg!("desk.book-written", name = name),
    };
    message.say(lang)
}
