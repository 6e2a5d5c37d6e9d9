//! *Hôm nay*: where the campaign stands, and the one thing to do next.

use super::answer::{Failure, shown, to};
use super::frame::to_review;
use super::reader::Asked;
use super::shown::moment;
use super::state::Desk;
use crate::app::Stop;
use crate::app::book::Happened;
use crate::app::open_file::Known;
use crate::app::overview::Overview;
use crate::msg;
use crate::value::format::short_day;
use crate::words::Lang;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;

/// Files that came lately.
const LATELY: usize = 5;
/// Units that are named before the rest is only counted.
const NAMED: usize = 8;

#[derive(Debug, Serialize)]
struct Today {
    stands: String,
    next: Next,
    missing: Vec<Named>,
    more_missing: usize,
    late: usize,
    closed: Option<String>,
    came: Vec<Came>,
}

/// What is to be done now, and where.
#[derive(Debug, Serialize)]
struct Next {
    said: String,
    button: String,
    address: String,
}

/// A file that came lately.
#[derive(Debug, Serialize)]
struct Came {
    at: String,
    file: String,
    unit: Option<Named>,
}

#[derive(Debug, Serialize)]
struct Named {
    code: String,
    name: String,
}

pub(super) async fn today(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Response, Failure> {
    let page = shown(desk, asked, ("hom-nay.html", "today"), |_, seen, asked| {
        Some(view(seen, asked))
    });
    Ok(match page.await {
        // A campaign that is not whole yet is filled in first.
        Err(Failure::Stopped(Stop::Problems(_), _)) => to("/thiet-lap/xem-lai"),
        page => page?.into_response(),
    })
}

fn view(seen: &Overview, asked: &Asked) -> Today {
    let lang = asked.reader.lang;
    let status = &seen.status;
    let missing: Vec<_> = status.missing().collect();
    let named = missing.iter().take(NAMED).map(|one| Named {
        code: one.unit.code.to_string(),
        name: one.unit.name.clone(),
    });
    Today {
        stands: stands(seen, lang),
        next: next(seen, asked),
        missing: named.collect(),
        more_missing: missing.len().saturating_sub(NAMED),
        late: status.sent_late().count(),
        closed: seen.closed.as_ref().map(|closed| closed.say(lang)),
        came: came(seen, asked.reader.lang),
    }
}

/// What came last, the newest first.
fn came(seen: &Overview, lang: Lang) -> Vec<Came> {
    let roster = &seen.campaign.roster;
    let came = seen
        .book
        .iter()
        .rev()
        .filter_map(|event| match &event.what {
            Happened::Received { file, unit, .. } => Some(Came {
                at: moment(&event.at, lang),
                file: file.clone(),
                unit: unit
                    .as_deref()
                    .and_then(|code| roster.unit(code))
                    .map(|unit| Named {
                        code: unit.code.to_string(),
                        name: unit.name.clone(),
                    }),
            }),
            _ => None,
        });
    came.take(LATELY).collect()
}

/// How many have answered, and how long they have still.
pub(super) fn stands(seen: &Overview, lang: Lang) -> String {
    let until = seen.campaign.settings.deadlines.units;
    let days = seen.today.until(until).map_or(0, |span| span.get_days());
    let (answered, due) = (seen.status.answered(), seen.status.due());
    let day = short_day(until, lang);
    let said = match days {
        0 => msg!(
            "desk.stands-today",
            answered = answered,
            due = due,
            day = day
        ),
        1.. => msg!(
            "desk.stands-left",
            answered = answered,
            due = due,
            day = day,
            count = days as usize
        ),
        _ => msg!(
            "desk.stands-over",
            answered = answered,
            due = due,
            day = day,
            count = days.unsigned_abs() as usize
        ),
    };
    said.say(lang)
}

/// The one thing to do next.
fn next(seen: &Overview, asked: &Asked) -> Next {
    let lang = asked.reader.lang;
    let status = &seen.status;
    let (review, missing) = (to_review(seen), status.missing().count());
    let (said, button, address) = if let Some(issued) = &seen.issued {
        let said = if issued.figures.is_empty() {
            msg!("issue.stands", number = issued.number, day = issued.day)
        } else {
            msg!(
                "desk.issued-differs",
                number = issued.number,
                day = issued.day,
                count = issued.figures.len()
            )
        };
        (said, msg!("desk.see-report"), "/bao-cao")
    } else if status.answered() == 0 && Known::Dispatch.path(&seen.campaign.root).is_none() {
        let count = status.due();
        (
            msg!("desk.send-first", count = count),
            msg!("desk.see-send"),
            "/gui",
        )
    } else if review > 0 {
        (
            msg!("desk.next-review", count = review),
            msg!("desk.see-review", count = review),
            "/xem-lai",
        )
    } else if missing > 0 {
        (
            msg!("desk.next-missing", count = missing),
            msg!("desk.see-missing", count = missing),
            "/don-vi?loc=chua-gui",
        )
    } else if !seen.obstacles.is_empty() {
        let count = seen.obstacles.len();
        (
            msg!("desk.next-obstacles", count = count),
            msg!("desk.see-obstacles", count = count),
            "/bao-cao",
        )
    } else {
        (msg!("desk.next-final"), msg!("desk.see-report"), "/bao-cao")
    };
    Next {
        said: said.say(lang),
        button: button.say(lang),
        address: address.to_owned(),
    }
}
