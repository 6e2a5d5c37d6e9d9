//! *Đơn vị* of the settings: the office's own list is dropped or pasted, its columns are matched and shown for a yes.

use super::answer::{Failure, beside, to};
use super::decide::{Fields, field};
use super::held::held;
use super::page::render_alone;
use super::plain_frame::PlainFrame;
use super::reader::{Asked, Reader};
use super::said::said;
use super::state::Desk;
use crate::app::Stop;
use crate::app::unit_list::{MOST_BYTES, UnitList, is_free};
use crate::msg;
use axum::body::{Body, to_bytes};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;

/// Rows that are shown before the rest is only counted.
const SHOWN: usize = 8;

#[derive(Debug, Serialize)]
struct Page {
    frame: PlainFrame,
    is_free: bool,
    list: Option<Shown>,
    refused: Vec<String>,
    most: usize,
    most_mb: usize,
    pasted: String,
}

#[derive(Debug, Serialize)]
struct Shown {
    total: usize,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    more: usize,
    matched: Vec<Matched>,
}

/// A column of a roster, and where it is taken from.
#[derive(Debug, Serialize)]
struct Matched {
    label: String,
    at: Option<usize>,
}

pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let reader = asked.reader;
    let page = beside(desk, reader, move |desk| {
        let page = view(desk, &asked, Vec::new(), String::new())?;
        Ok(render_alone("ds-don-vi.html", &page, reader))
    });
    page.await.map(Html)
}

fn view(desk: &Desk, asked: &Asked, refused: Vec<String>, pasted: String) -> Result<Page, Stop> {
    let listed = held(&desk.listed);
    let is_free = is_free(&desk.root, listed.placed.as_deref())?;
    let list = listed.list.as_ref().filter(|_| is_free);
    Ok(Page {
        frame: PlainFrame::of_campaign(desk, asked),
        is_free,
        list: list.map(shown),
        refused,
        most: MOST_BYTES,
        most_mb: MOST_BYTES >> 20,
        pasted,
    })
}

fn shown(list: &UnitList) -> Shown {
    let matched = UnitList::wanted().into_iter().zip(&list.at);
    Shown {
        total: list.rows.len(),
        heads: list.heads.clone(),
        rows: list.rows.iter().take(SHOWN).cloned().collect(),
        more: list.rows.len().saturating_sub(SHOWN),
        matched: matched
            .map(|(label, at)| Matched { label, at: *at })
            .collect(),
    }
}

/// Takes a list that was dropped.
pub(super) async fn take(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Path(name): Path<String>,
    body: Body,
) -> Response {
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        let said = msg!("desk.too-large", file = name, most = MOST_BYTES >> 20);
        return (StatusCode::PAYLOAD_TOO_LARGE, said.say(reader.lang)).into_response();
    };
    let taken = beside(desk, reader, move |desk| {
        let private = &desk.house.options().private;
        let list = UnitList::of_file(private, &name, &bytes, &desk.env());
        Ok(list.map(|list| held(&desk.listed).list = Some(list)))
    });
    match taken.await {
        Ok(Ok(())) => StatusCode::CREATED.into_response(),
        Ok(Err(stop)) => {
            let said = said(&stop, reader.lang).join("\n");
            (StatusCode::UNPROCESSABLE_ENTITY, said).into_response()
        }
        Err(failure) => failure.into_response(),
    }
}

/// Takes a list that was pasted.
pub(super) async fn paste(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let pasted = field(&fields, "danh-sach").to_owned();
    done(desk, asked, move |desk| {
        let list = UnitList::of_text(&pasted).map_err(|stop| (stop, pasted))?;
        held(&desk.listed).list = Some(list);
        Ok("/thiet-lap/don-vi")
    })
    .await
}

/// The columns are as they were matched, or as they were chosen: the roster is made.
pub(super) async fn place(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    done(desk, asked, move |desk| {
        let mut listed = held(&desk.listed);
        let Some(list) = &mut listed.list else {
            return Ok("/thiet-lap/don-vi");
        };
        let chosen = (0..list.at.len()).map(|n| field(&fields, &format!("cot-{n}")).parse().ok());
        list.at = chosen
            .map(|at| at.filter(|at| *at < list.heads.len()))
            .collect();
        let list = list.clone();
        let placed = list.place(&desk.root, &list.at, listed.placed.as_deref());
        let placed = placed.map_err(|stop| (stop, String::new()))?;
        listed.placed = Some(placed.hash);
        Ok("/thiet-lap/xem-lai")
    })
    .await
}

/// Another list is wanted.
pub(super) async fn drop_list(State(desk): State<Arc<Desk>>) -> Response {
    held(&desk.listed).list = None;
    to("/thiet-lap/don-vi")
}

async fn done(
    desk: Arc<Desk>,
    asked: Asked,
    work: impl FnOnce(&Desk) -> Result<&'static str, (Stop, String)> + Send + 'static,
) -> Result<Response, Failure> {
    let reader = asked.reader;
    let answer = beside(desk, reader, move |desk| match work(desk) {
        Ok(next) => Ok(to(next)),
        Err((stop, pasted)) => {
            let page = view(desk, &asked, said(&stop, reader.lang), pasted)?;
            let page = render_alone("ds-don-vi.html", &page, reader);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
    });
    answer.await
}
