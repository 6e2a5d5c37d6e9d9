//! *Các bản báo cáo*: every edition that was written, what is new in each and why.

use super::answer::{Failure, shown};
use super::reader::Asked;
use super::said::said;
use super::shown;
use super::state::Desk;
use crate::app::editions::{Listed, list};
use crate::app::overview::Overview;
use crate::msg;
use crate::view::editions::{cause, change, kind};
use crate::words::{Lang, text};
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;
use std::sync::Arc;

/// Of an edition so many changes and causes are shown before the rest is only counted.
const SHOWN: usize = 20;

#[derive(Debug, Serialize)]
struct Page {
    editions: Vec<Edition>,
    stopped: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Edition {
    number: i64,
    name: String,
    kind: String,
    at: String,
    figures: usize,
    issued: String,
    /// The edition before it; none of the first.
    before: Option<i64>,
    changes: Vec<String>,
    more_changes: usize,
    causes: Vec<String>,
    more_causes: usize,
}

pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    shown(
        desk,
        asked,
        ("cac-ban.html", "book"),
        |desk, seen, asked| {
            let lang = asked.reader.lang;
            let all = desk.snapshot().and_then(|mut on| list(&mut on));
            let (all, stopped) = match all {
                Ok(all) => (all, Vec::new()),
                Err(stop) => (Vec::new(), said(&stop, lang)),
            };
            let editions = all.iter().rev().map(|one| edition(one, seen, lang));
            Some(Page {
                editions: editions.collect(),
                stopped,
            })
        },
    )
    .await
}

fn edition(one: &Listed, seen: &Overview, lang: Lang) -> Edition {
    let issued = one.issued.as_ref().map(|issued| {
        let (number, day) = (&issued.number, issued.day);
        match issued.undone {
            Some(act) => {
                msg!(
                    "cli.editions-not-issued",
                    number = number,
                    day = day,
                    act = act
                )
            }
            None => msg!("cli.editions-issued", number = number, day = day),
        }
    });
    let since = one.since.as_ref();
    let figures = since.map_or(&[][..], |since| &since.figures);
    let causes = since.map_or(&[][..], |since| &since.causes);
    let causes = if figures.is_empty() { &[][..] } else { causes };
    let roster = &seen.campaign.roster;
    let changes = figures.iter().take(SHOWN);
    let shown_causes = causes.iter().take(SHOWN);
    Edition {
        number: one.id,
        name: one.name.clone(),
        kind: text(kind(&one.edition), lang),
        at: shown::moment(&one.at, lang),
        figures: one.figures,
        issued: issued.map_or(String::new(), |issued| issued.say(lang)),
        before: since.map(|since| since.before),
        changes: changes.map(|one| change(one, lang)).collect(),
        more_changes: figures.len().saturating_sub(SHOWN),
        causes: shown_causes.map(|one| cause(one, roster, lang)).collect(),
        more_causes: causes.len().saturating_sub(SHOWN),
    }
}
