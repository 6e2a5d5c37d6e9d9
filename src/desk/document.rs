//! Documents that people may have changed: those among the results, and those that are dropped on the page of the report.
//! Current figures are put in, a clerk's points are told, a PDF is printed.

use super::answer::{Failure, begun, beside, own, to};
use super::arrive::arrive;
use super::decide::{Fields, field};
use super::reader::Reader;
use super::said::{beside_another, said};
use super::state::Desk;
use super::work::{Came, Job};
use crate::app::documents;
use crate::app::ingest::tell_left_in_inbox;
use crate::app::lint::lint_in_campaign;
use crate::app::open_file::open_path;
use crate::app::refresh::refresh;
use crate::app::status::status;
use crate::app::{Stop, Task, pdf};
use crate::model::document::Edition;
use crate::msg;
use axum::body::Body;
use axum::extract::{Form, Path as InAddress, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A document as the page lists it.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    /// Stands for it in forms.
    key: String,
    name: String,
    is_dropped: bool,
    /// A Word file, in which figures can be put.
    is_word: bool,
}

/// How the key of a document begins that was dropped.
const DROPPED: &str = "tha/";
/// How the key of a document begins that is one of the results.
const RESULT: &str = "ket-qua/";

/// All that can be worked on here.
pub(super) fn documents(desk: &Desk) -> Vec<Document> {
    let dropped = desk.dropped().map(|place| place.all());
    let one = |path: PathBuf, begins: &str| {
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let ending = path.extension();
        Document {
            key: format!("{begins}{name}"),
            name,
            is_dropped: begins == DROPPED,
            is_word: ending.is_some_and(|ending| ending.eq_ignore_ascii_case("docx")),
        }
    };
    let dropped = dropped.into_iter().flatten();
    let dropped = dropped.map(|path| one(path, DROPPED));
    let results = documents::documents(&desk.root);
    dropped
        .chain(results.into_iter().map(|path| one(path, RESULT)))
        .collect()
}

/// Where a document lies that a form names; `None` where it names none. Only what is listed is found.
pub(super) fn path_of(desk: &Desk, key: &str) -> Result<Option<PathBuf>, Stop> {
    if key.is_empty() {
        return Ok(None);
    }
    let path = if let Some(name) = key.strip_prefix(DROPPED) {
        desk.dropped().and_then(|place| place.named(name))
    } else {
        let name = key.strip_prefix(RESULT).unwrap_or_default();
        let mut all = documents::documents(&desk.root).into_iter();
        all.find(|path| path.file_name().is_some_and(|own| *own == *name))
    };
    let gone = || Stop::Wrong(msg!("desk.document-gone"));
    path.map(Some).ok_or_else(gone)
}

/// Takes a document that was dropped.
pub(super) async fn take(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    InAddress(name): InAddress<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let place = match desk.set_aside() {
        Ok(place) => place,
        Err(stop) => {
            let why = said(&stop, reader.lang).join("\n");
            return (StatusCode::INSUFFICIENT_STORAGE, why).into_response();
        }
    };
    let most = desk.most;
    let begin = move |name: &str| place.begin(name, most);
    arrive((name, most), (&headers, body), begin, reader).await
}

/// Does something with a document.
pub(super) async fn work(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    InAddress(does): InAddress<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let key = field(&fields, "tep").to_owned();
    let path = beside(Arc::clone(&desk), reader, move |desk| path_of(desk, &key)).await?;
    let Some(path) = path else {
        return Err(Failure::NotThere(reader));
    };
    let work: fn(&Desk, &Path, &Task) -> Result<Came, Stop> = match does.as_str() {
        "mo" => {
            beside(desk, reader, move |desk| open_path(&path, desk.opener)).await?;
            return Ok(to("/bao-cao"));
        }
        "bo" => {
            if let Some(place) = desk.dropped() {
                place.forget(&path);
            }
            return Ok(to("/bao-cao"));
        }
        "cap-nhat" => |desk, path, _| refreshed(desk, path, Edition::Draft),
        "trinh-ky" => |desk, path, _| refreshed(desk, path, Edition::Final),
        "soat" => |desk, path, _| judged(desk, path),
        "pdf" => printed,
        _ => return Err(Failure::NotThere(reader)),
    };
    let own = Arc::clone(&desk);
    let is_begun = desk
        .work
        .begin(Job::Document, move |task| work(&own, &path, task));
    begun(is_begun, "/bao-cao", reader)
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Current figures are put in; of a final also the marks of a draft are taken out.
fn refreshed(desk: &Desk, path: &Path, edition: Edition) -> Result<Came, Stop> {
    let mut session = desk.session()?;
    tell_left_in_inbox(&mut session)?;
    let now = status(&mut session)?;
    let done = refresh(&mut session, &now, path, edition)?;
    Ok(Came::Refreshed(name_of(path), Box::new(done)))
}

/// What a clerk would send it back for, and which figures are not the ledger's.
fn judged(desk: &Desk, path: &Path) -> Result<Came, Stop> {
    let judged = lint_in_campaign(path, &mut desk.snapshot()?)?;
    Ok(Came::Judged(name_of(path), judged))
}

fn printed(desk: &Desk, path: &Path, task: &Task) -> Result<Came, Stop> {
    let mut session = desk.session()?;
    let (output, mut told) = pdf::print(&mut session, path, None, task)?;
    told.extend(beside_another(&output));
    Ok(Came::Made(output.path, told))
}

/// Opens what was made last, or its folder.
pub(super) async fn open_made(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    InAddress(which): InAddress<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let back = own(field(&fields, "ve")).to_owned();
    beside(desk, reader, move |desk| {
        let (ended, _) = desk.work.ended();
        let came = ended.as_ref().and_then(|ended| ended.came.as_ref());
        let path = came.and_then(|came| came.as_ref().ok()?.path());
        let gone = || Stop::Wrong(msg!("desk.document-gone"));
        let path = path.ok_or_else(gone)?;
        let path = match which.as_str() {
            "thu-muc" => path.parent().unwrap_or(path),
            _ => path,
        };
        open_path(path, desk.opener)
    })
    .await?;
    Ok(to(&back))
}
