//! *Báo cáo*: the report as it will print, what stands in the way of the final, and where each figure comes from.

use super::answer::{Failure, begun, beside, shown, to};
use super::decide::{Fields, day as day_said, field};
use super::document::{Document, documents, path_of};
use super::figures::coverage;
use super::item::{Item, of_closing, of_obstacle};
use super::jobs;
use super::named::{Named, to_choose};
use super::outcome::Outcome;
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
    /// What else there is to say of what was written.
    told: Vec<String>,
    stopped: Vec<String>,
    documents: Vec<Document>,
    outcome: Option<Outcome>,
    most: u64,
    most_mb: u64,
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
    let ended = desk.work.last_of(&[Job::Report, Job::Document]);
    let mut stopped = Vec::new();
    let (mut written, mut outcome, mut told_more) = (None, None, Vec::new());
    match ended.as_ref().map(|ended| &ended.came) {
        Some(Some(Ok(Came::Reported(reported)))) => {
            written = Some(told(reported, lang));
            told_more = besides(reported, lang);
        }
        Some(Some(Ok(came))) => outcome = super::outcome::outcome(came, lang),
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
        told: told_more,
        stopped,
        documents: documents(desk),
        wants_units: to_choose(
            seen,
            obstacles
                .iter()
                .chain(outcome.iter().flat_map(Outcome::items)),
        ),
        outcome,
        most: desk.most,
        most_mb: desk.most >> 20,
        may_issue: seen.issued.is_none() && is_there(Known::Final),
        issued,
        closed: seen.closed.as_ref().map(|closed| closed.say(lang)),
        closing: of_closing(lang),
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

/// What else there is to say of what was written: another name than usual, the words of people that are not in it.
fn besides(reported: &Reported, lang: Lang) -> Vec<String> {
    let name = |path: &std::path::Path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let mut said = Vec::new();
    if let Some(output) = reported.output.as_ref().filter(|output| output.beside) {
        said.push(msg!("desk.beside", file = name(&output.path)).say(lang));
    }
    let edited = reported.edited.iter();
    said.extend(edited.map(|path| msg!("desk.final-without-edits", file = name(path)).say(lang)));
    let Some(since) = &reported.since else {
        return said;
    };
    if !since.is_current && !since.figures.is_empty() {
        let count = since.figures.len();
        said.push(
            msg!(
                "desk.final-before-differs",
                file = name(&since.path),
                count = count
            )
            .say(lang),
        );
    }
    if !since.is_current && since.is_edited && since.is_there {
        said.push(msg!("desk.final-without-edits", file = name(&since.path)).say(lang));
    }
    said
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
        let day = Some(field(&fields, "ngay")).filter(|day| !day.is_empty());
        let day = day.map(day_said).transpose()?;
        let number = Some(field(&fields, "so").trim()).filter(|number| !number.is_empty());
        let document = path_of(desk, field(&fields, "van-ban"))?;
        let signed = path_of(desk, field(&fields, "ban-ky"))?;
        let mut session = desk.session()?;
        issue(
            &mut session,
            &ToIssue {
                document: document.as_deref(),
                number,
                day,
                signed: signed.as_deref(),
            },
        )?;
        desk.confirm(session.last_act, &session.told);
        Ok(session.last_act)
    });
    let act = done.await?.map(|act| format!("?viec={}", act.0));
    Ok(to(&format!("/bao-cao{}", act.unwrap_or_default())))
}
