//! Another folder is chosen, below home, among those that the page itself shows.

use super::answer::{Failure, beside};
use super::held::held;
use super::page::render_alone;
use super::plain_frame::PlainFrame;
use super::reader::{Asked, Reader};
use super::start::{moved, served};
use super::state::Desk;
use crate::app::Stop;
use crate::app::folders::{below, folders};
use axum::extract::{Path as InAddress, State};
use axum::response::{Html, Response};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, Serialize)]
struct Choose {
    frame: PlainFrame,
    folder: String,
    up: Option<String>,
    folders: Vec<Offer>,
    is_more: bool,
}

#[derive(Debug, Serialize)]
struct Offer {
    id: String,
    name: String,
    is_campaign: bool,
}

/// Home.
pub(super) async fn choose(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let home = desk.root.clone();
    shown(desk, asked, home).await
}

/// A folder that was shown.
pub(super) async fn inside(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
    InAddress(id): InAddress<String>,
) -> Result<Html<String>, Failure> {
    let dir = offered(&desk, &id).ok_or(Failure::NotThere(asked.reader))?;
    shown(desk, asked, dir).await
}

/// Opens the campaign in a folder that was shown.
pub(super) async fn open(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    InAddress(id): InAddress<String>,
) -> Result<Response, Failure> {
    let dir = offered(&desk, &id).ok_or(Failure::NotThere(reader))?;
    let address = beside(desk, reader, move |desk| {
        // It may have become a link since it was shown.
        let dir = below(&desk.root, &dir)?;
        served(desk, Some(&dir), "")
    });
    Ok(moved(&address.await?, reader))
}

fn offered(desk: &Desk, id: &str) -> Option<PathBuf> {
    held(&desk.offered).get(id)
}

async fn shown(desk: Arc<Desk>, asked: Asked, dir: PathBuf) -> Result<Html<String>, Failure> {
    let reader = asked.reader;
    let page = beside(desk, reader, move |desk| {
        let page = view(desk, &asked, &dir)?;
        Ok(render_alone("chon-thu-muc.html", &page, reader))
    });
    page.await.map(Html)
}

fn view(desk: &Desk, asked: &Asked, dir: &Path) -> Result<Choose, Stop> {
    let dir = below(&desk.root, dir)?;
    let found = folders(&desk.root, &dir)?;
    let is_home = below(&desk.root, &desk.root)? == dir;
    let mut offered = held(&desk.offered);
    let mut show = |path: &Path| offered.show(path, &desk.secret);
    let up = dir.parent().filter(|_| !is_home).map(&mut show);
    let all = found.all.into_iter().map(|one| Offer {
        id: show(&one.path),
        name: one.name,
        is_campaign: one.is_campaign,
    });
    let folders = all.collect();
    Ok(Choose {
        frame: PlainFrame::of(desk, asked),
        folder: dir.display().to_string(),
        up,
        folders,
        is_more: found.is_more,
    })
}
