//! The first page: campaigns of late, a new one, another folder.

use super::answer::{Failure, beside, to};
use super::page::render_alone;
use super::plain_frame::PlainFrame;
use super::reader::{Asked, Reader};
use super::state::Desk;
use crate::app::Stop;
use crate::app::last_opened::{self, Recent};
use axum::extract::{Path as InAddress, State};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;

#[derive(Debug, Serialize)]
struct Start {
    frame: PlainFrame,
    recent: Vec<Known>,
}

/// A campaign of late.
#[derive(Debug, Serialize)]
struct Known {
    id: String,
    name: String,
    folder: String,
    is_there: bool,
}

pub(super) async fn start(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let reader = asked.reader;
    let page = beside(desk, reader, move |desk| {
        let recent = last_opened::recent(&desk.house.options().private);
        let page = Start {
            frame: PlainFrame::of(desk, &asked),
            recent: recent.into_iter().map(known).collect(),
        };
        Ok(render_alone("bat-dau.html", &page, reader))
    });
    page.await.map(Html)
}

fn known(one: Recent) -> Known {
    let name = one.root.file_name().unwrap_or(one.root.as_os_str());
    Known {
        name: name.to_string_lossy().into_owned(),
        folder: one.root.display().to_string(),
        id: one.id,
        is_there: one.is_there,
    }
}

/// Opens a campaign of late.
pub(super) async fn open(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    InAddress(id): InAddress<String>,
) -> Result<Response, Failure> {
    let opened = beside(desk, reader, move |desk| {
        let all = last_opened::recent(&desk.house.options().private);
        let one = all.into_iter().find(|one| one.id == id);
        one.map(|one| served(desk, Some(&one.root), "")).transpose()
    });
    let address = opened.await?.ok_or(Failure::NotThere(reader))?;
    Ok(moved(&address, reader))
}

/// Takes a campaign from the list; its folder stays.
pub(super) async fn forget(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    InAddress(id): InAddress<String>,
) -> Result<Response, Failure> {
    beside(desk, reader, move |desk| {
        last_opened::forget(&desk.house.options().private, &id)
    })
    .await?;
    Ok(to("/"))
}

/// From a campaign to the first page.
pub(super) async fn other(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
) -> Result<Response, Failure> {
    let address = beside(desk, reader, |desk| served(desk, None, "")).await?;
    Ok(moved(&address, reader))
}

/// Serves another page; the address that opens it, and one of its pages.
pub(super) fn served(desk: &Desk, root: Option<&Path>, page: &str) -> Result<String, Stop> {
    let address = desk.house.open(root, desk.env())?;
    Ok(if page.is_empty() {
        address
    } else {
        format!("{address}?ve={page}")
    })
}

#[derive(Serialize)]
struct Moved<'a> {
    address: &'a str,
}

/// Leads to a page of another port. A form may lead only to pages of its own, so the page that answers it does.
pub(super) fn moved(address: &str, reader: Reader) -> Response {
    Html(render_alone("chuyen.html", &Moved { address }, reader)).into_response()
}
