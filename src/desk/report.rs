//! *Báo cáo*: the report as it will print, what stands in the way of the final, and where each figure comes from.

use super::answer::{Failure, begun, beside, shown, to};
use super::decide::{Fields, day, field};
use super::figures::coverage;
use super::item::{Item, of_closing, of_obstacle};
use super::jobs;
use super::named::{Named, to_choose};
use super::reader::{Asked, Reader};
use super::said::{said, without_commands};
use super::sheet::{Sheet, sheet};
use super::shown;
use super::state::Desk;
use super::work::{Came, Job};
use crate::app::issue::{ToIssue, issue};
use crate::app::open_file::Known;
use crate::app::overview::Overview;
use crate::app::report::{self, Reported};
use crate::model::document::Edition;
use crate::msg;
use crate::words::{Lang, text};
use axum::extract::{Form, Path, State};
use axum::response::{Html, Response};
use serde::Serialize;
use std::sync::Arc;

/// Things in the way that are shown before the rest is only counted.
const IN_THE_WAY: usize = 40;

#[derive(Debug, Serialize)]
struct Report {
    sheet: Option<Sheet>,
    why_none: String,
    stands: String,
    obstacles: Vec<Item>,
    more_obstacles: usize,
    picked: Option<Picked>,
    opens: Vec<Opens>,
    written: Option<String>,
    stopped: Vec<String>,
    issued: Option<Issued>,
    may_issue: bool,
    closed: Option<String>,
    closing: Item,
    wants_units: Vec<Named>,
}

/// A file that is there to be opened.
#[derive(Debug, Serialize)]
struct Opens {
    known: &'static str,
    label: String,
}

/// The files that may be opened from here, each with the sentence of its button.
const FILES: [(Known, &str); 7] = [
    (Known::Final, "desk.open-final"),
    (Known::Correction, "desk.open-correction"),
    (Known::Draft, "desk.open-draft"),
    (Known::Review, "desk.open-review"),
    (Known::Consolidated, "desk.open-consolidated"),
    (Known::Selection, "desk.open-selection"),
    (Known::Results, "desk.open-results"),
];

/// The figure that was clicked.
#[derive(Debug, Serialize)]
struct Picked {
    id: String,
    label: String,
    value: String,
    how: String,
    coverage: String,
    before: String,
}

/// The report that was issued.
#[derive(Debug, Serialize)]
struct Issued {
    said: String,
    altered: Option<String>,
    differs: Vec<Differs>,
}

#[derive(Debug, Serialize)]
struct Differs {
    label: String,
    before: String,
    after: String,
}

pub(super) async fn report(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("bao-cao.html", "report");
    shown(desk, asked, page, |desk, seen, asked| {
        Some(view(desk, seen, asked))
    })
    .await
}

fn view(desk: &Desk, seen: &Overview, asked: &Asked) -> Report {
    let lang = asked.reader.lang;
    let obstacles = seen.obstacles.iter().enumerate().take(IN_THE_WAY);
    let obstacles: Vec<Item> = obstacles
        .map(|(at, one)| of_obstacle(at, one, lang))
        .collect();
    let lines = seen.document.as_ref();
    let (ended, _) = desk.work.ended();
    let ended = ended.filter(|ended| ended.job == Job::Report);
    let mut stopped = Vec::new();
    let mut written = None;
    match ended.as_ref().map(|ended| &ended.came) {
        Some(Some(Ok(Came::Reported(reported)))) => written = Some(told(reported, lang)),
        Some(Some(Err(stop))) => stopped = said(stop, lang),
        Some(None) => stopped.push(text("desk.broken", lang)),
        _ => {}
    }
    let is_there = |known: Known| known.path(&desk.root).is_some();
    let opens = FILES.iter().filter(|(known, _)| is_there(*known));
    let opens = opens.map(|(known, label)| Opens {
        known: known.word(),
        label: text(label, lang),
    });
    let issued = seen.issued.as_ref().map(|issued| Issued {
        said: msg!("issue.stands", number = issued.number, day = issued.day).say(lang),
        altered: issued
            .altered
            .as_ref()
            .map(|altered| without_commands(altered, lang)),
        differs: issued
            .figures
            .iter()
            .map(|one| Differs {
                label: one.label.clone(),
                before: one.before.clone().unwrap_or_default(),
                after: one.after.clone().unwrap_or_default(),
            })
            .collect(),
    });
    let count = seen.obstacles.len();
    let stands = match (&seen.issued, count) {
        (Some(_), _) => text("desk.report-issued", lang),
        (None, 0) => text("desk.report-ready", lang),
        (None, count) => msg!("desk.report-waits", count = count).say(lang),
    };
    Report {
        sheet: lines.ok().map(|(document, lines)| sheet(document, lines)),
        why_none: lines
            .err()
            .map(|why| without_commands(why, lang))
            .unwrap_or_default(),
        stands,
        more_obstacles: count.saturating_sub(IN_THE_WAY),
        picked: picked(seen, asked.get("so"), lang),
        opens: opens.collect(),
        written,
        stopped,
        may_issue: seen.issued.is_none() && is_there(Known::Final),
        issued,
        closed: seen.closed.as_ref().map(|closed| closed.say(lang)),
        closing: of_closing(lang),
        wants_units: to_choose(seen, &obstacles),
        obstacles,
    }
}

/// What was written, or that the final waits.
fn told(reported: &Reported, lang: Lang) -> String {
    let Some(output) = &reported.output else {
        return text("desk.final-refused", lang);
    };
    let name = output.path.file_name().unwrap_or_default();
    let name = name.to_string_lossy();
    let said = match reported.edition {
        Edition::Final => msg!("desk.wrote-final", file = &*name),
        Edition::Draft => msg!("desk.wrote-draft", file = &*name),
        Edition::Review => msg!("desk.wrote-review", file = &*name),
    };
    said.say(lang)
}

fn picked(seen: &Overview, id: &str, lang: Lang) -> Option<Picked> {
    let all = &seen.status.figures;
    let figure = all.get(id)?;
    let before = all.get(format!("truoc.{id}").as_str());
    Some(Picked {
        id: id.to_owned(),
        label: figure.label.clone(),
        value: shown::figure(figure, lang),
        how: shown::derivation(figure, all, lang),
        coverage: coverage(figure, lang),
        before: before.map_or(String::new(), |before| shown::figure(before, lang)),
    })
}

/// Writes an edition.
pub(super) async fn write(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Path(edition): Path<String>,
) -> Result<Response, Failure> {
    let asked = match edition.as_str() {
        "du-thao" => report::Asked::Draft,
        "ra-soat" => report::Asked::Review,
        "trinh-ky" => report::Asked::Final,
        _ => return Err(Failure::NotThere(reader)),
    };
    begun(jobs::write(&desk, asked), "/bao-cao", reader)
}

/// Keeps the report that was signed and sent.
pub(super) async fn send_out(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let done = beside(desk, reader, move |desk| {
        let day = Some(day(field(&fields, "ngay"))?);
        let number = Some(field(&fields, "so").trim()).filter(|number| !number.is_empty());
        let mut session = desk.session()?;
        issue(
            &mut session,
            &ToIssue {
                document: None,
                number,
                day,
                signed: None,
            },
        )?;
        desk.confirm(session.last_act, &session.told);
        Ok(session.last_act)
    });
    let act = done.await?.map(|act| format!("?viec={}", act.0));
    Ok(to(&format!("/bao-cao{}", act.unwrap_or_default())))
}
