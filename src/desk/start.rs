//! The first page: campaigns of late, a new one, another folder.

use super::answer::{Failure, beside, to};
use super::decide::{Fields, field};
use super::page::render_alone;
use super::plain_frame::PlainFrame;
use super::reader::{Asked, Reader};
use super::state::Desk;
use crate::app::Stop;
use crate::app::last_opened::{self, Recent};
use crate::app::new_campaign::{free_name, place, take_over_at};
use crate::msg;
use axum::extract::{Form, Path as InAddress, State};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, Serialize)]
struct Start {
    frame: PlainFrame,
    recent: Vec<Known>,
    /// What was dropped to be taken over.
    handed: Vec<Handed>,
    most: u64,
    most_mb: u64,
}

/// A campaign in one file, and the name of the folder that it would get.
#[derive(Debug, Serialize)]
struct Handed {
    file: String,
    name: String,
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
            handed: handed(desk),
            most: desk.most,
            most_mb: desk.most >> 20,
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

/// What was dropped to be taken over.
fn handed(desk: &Desk) -> Vec<Handed> {
    let all = desk.dropped().map(|place| place.all());
    let place = place(&desk.root);
    let one = |path: PathBuf| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = stem.split("_ban-giao").next().unwrap_or(&stem);
        Handed {
            name: free_name(&place, name),
            file: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
        }
    };
    all.into_iter().flatten().map(one).collect()
}

/// Goes on with a campaign that was handed over, in a folder of this name.
pub(super) async fn take_over(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let opened = beside(desk, reader, move |desk| {
        let gone = || Stop::Wrong(msg!("desk.document-gone"));
        let dropped = desk.dropped().ok_or_else(gone)?;
        let file = dropped.named(field(&fields, "tep")).ok_or_else(gone)?;
        let place = place(&desk.root);
        let (root, _) = take_over_at(&place, field(&fields, "ten-thu-muc"), &file, &desk.env())?;
        dropped.forget(&file);
        served(desk, Some(&root), "")
    });
    Ok(moved(&opened.await?, reader))
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
