//! *Tình hình*: where the campaign stands, on one page to print or to send as a file; both from one template.

use super::answer::{Failure, shown};
use super::frame::{Frame, to_review};
use super::page::render;
use super::reader::{Asked, Reader};
use super::said::beside_another;
use super::state::Desk;
use super::today::stands;
use super::units::{Row, row};
use super::work::Came;
use crate::app::overview::Overview;
use crate::app::status::tells_signed;
use crate::app::{Stop, standing_page};
use crate::msg;
use crate::value::format::short_day;
use crate::words::Lang;
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;
use std::sync::Arc;

#[derive(Debug, Serialize)]
pub(super) struct Standing {
    stands: String,
    day: String,
    report: String,
    missing: Vec<String>,
    late: usize,
    to_review: usize,
    obstacles: usize,
    closed: Option<String>,
    issued: Option<String>,
    rows: Vec<Row>,
    signed: bool,
}

pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    shown(
        desk,
        asked,
        ("tinh-hinh.html", "units"),
        |_, seen, asked| Some(view(seen, asked.reader.lang)),
    )
    .await
}

fn view(seen: &Overview, lang: Lang) -> Standing {
    let status = &seen.status;
    let issued = seen
        .issued
        .as_ref()
        .map(|issued| msg!("issue.stands", number = issued.number, day = issued.day).say(lang));
    Standing {
        stands: stands(seen, lang),
        day: short_day(seen.today, lang),
        report: seen.campaign.settings.report.subject.clone(),
        missing: status.missing().map(|one| one.unit.name.clone()).collect(),
        late: status.sent_late().count(),
        to_review: to_review(seen),
        obstacles: seen.obstacles.len(),
        closed: seen.closed.as_ref().map(|closed| closed.say(lang)),
        issued,
        rows: status.roster.iter().map(|unit| row(unit, lang)).collect(),
        signed: tells_signed(&seen.campaign.kit, status),
    }
}

/// Writes it as a file among the results.
pub(super) fn written(desk: &Desk, reader: Reader) -> Result<Came, Stop> {
    let seen = desk.seen()?;
    let frame = Frame::of_file(&seen, reader.lang);
    let page = render("tinh-hinh.html", &frame, &view(&seen, reader.lang), reader);
    let mut session = desk.session()?;
    let output = standing_page::place(&mut session, &page)?;
    let told = beside_another(&output);
    Ok(Came::Made(output.path, told.into_iter().collect()))
}
