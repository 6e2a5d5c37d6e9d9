//! What is answered: a page, the way to one, or why there is none.

use super::frame::Frame;
use super::page::{render, render_alone};
use super::reader::{Asked, Reader};
use super::said::said;
use super::state::Desk;
use crate::app::Stop;
use crate::app::overview::Overview;
use crate::msg;
use crate::words::text;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why there is no answer as it was wanted.
pub(super) enum Failure {
    /// There is no such page.
    NotThere(Reader),
    /// An operation stopped.
    Stopped(Stop, Reader),
    /// The program did not do what it should.
    Broken(Reader),
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, said, reader) = match self {
            Self::NotThere(reader) => {
                let said = vec![text("desk.no-page", reader.lang)];
                (StatusCode::NOT_FOUND, said, reader)
            }
            Self::Stopped(stop, reader) => {
                if is_of_ledger(&stop) {
                    return rebuild(&stop, reader);
                }
                let status = match stop {
                    Stop::Problems(_) | Stop::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
                    Stop::Busy(_) | Stop::Cancelled => StatusCode::CONFLICT,
                    Stop::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
                };
                (status, said(&stop, reader.lang), reader)
            }
            Self::Broken(reader) => {
                let said = vec![text("desk.broken", reader.lang)];
                (StatusCode::INTERNAL_SERVER_ERROR, said, reader)
            }
        };
        notice(
            status,
            text("desk.not-done", reader.lang),
            said,
            true,
            reader,
        )
    }
}

/// Back to a page where work has begun; that it has not, because other work is under way.
pub(super) fn begun(is_begun: bool, path: &str, reader: Reader) -> Result<Response, Failure> {
    if is_begun {
        return Ok(to(path));
    }
    let busy = Stop::Busy(msg!("desk.busy"));
    Err(Failure::Stopped(busy, reader))
}

/// Leads to another page.
pub(super) fn to(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response()
}

/// Whether the ledger is lost, damaged or older than what lies beside it.
fn is_of_ledger(stop: &Stop) -> bool {
    let (Stop::Wrong(why) | Stop::Fault(why)) = stop else {
        return false;
    };
    ["ledger.damaged", "ledger.lost", "ledger.behind"].contains(&why.id.as_str())
}

/// Why nothing is seen of the campaign, with the button that mends it.
fn rebuild(stop: &Stop, reader: Reader) -> Response {
    let page = Notice {
        title: text("desk.not-done", reader.lang),
        said: said(stop, reader.lang),
        goes_back: false,
        may_rebuild: true,
    };
    let page = render_alone("bao-tin.html", &page, reader);
    (StatusCode::INTERNAL_SERVER_ERROR, Html(page)).into_response()
}

#[derive(Serialize)]
struct Notice {
    title: String,
    said: Vec<String>,
    goes_back: bool,
    /// The ledger is lost or damaged: it can be made again from the archive.
    may_rebuild: bool,
}

fn notice(
    status: StatusCode,
    title: String,
    said: Vec<String>,
    goes_back: bool,
    reader: Reader,
) -> Response {
    let page = Notice {
        title,
        said,
        goes_back,
        may_rebuild: false,
    };
    (status, Html(render_alone("bao-tin.html", &page, reader))).into_response()
}

/// One sentence and nothing of the campaign.
pub(super) fn plain(status: StatusCode, id: &str, reader: Reader) -> Response {
    let title = text("desk.refused", reader.lang);
    notice(status, title, vec![text(id, reader.lang)], false, reader)
}

/// That the page is to be opened again from the program.
pub(super) fn locked(reader: Reader) -> Response {
    let title = text("desk.locked-title", reader.lang);
    let said = vec![text("desk.locked", reader.lang)];
    notice(StatusCode::UNAUTHORIZED, title, said, false, reader)
}

/// That the desk has ended.
pub(super) fn ended(reader: Reader) -> Response {
    let title = text("desk.ended-title", reader.lang);
    let said = vec![text("desk.ended", reader.lang)];
    notice(StatusCode::OK, title, said, false, reader)
}

/// Chooses a language and goes back to the page.
pub(super) async fn language(
    Path(lang): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let back = asked.get("ve").map_or("/", String::as_str);
    let lang = if lang == "en" { "en" } else { "vi" };
    let cookie = format!("tonghop-tieng={lang}; Path=/; SameSite=Strict; Max-Age=31536000");
    ([(header::SET_COOKIE, cookie)], to(own(back))).into_response()
}

/// An address of our own; the first page in the place of any other.
pub(super) fn own(path: &str) -> &str {
    // Browsers leave out tabs and line ends of an address before they read it.
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_plain && path.starts_with('/') && !path.starts_with("//") {
        path
    } else {
        "/"
    }
}

/// Fills a page with what is seen of the campaign, and what its address asks for.
pub(super) async fn shown<V: Serialize>(
    desk: Arc<Desk>,
    asked: Asked,
    (template, place): (&'static str, &'static str),
    view: impl FnOnce(&Arc<Desk>, &Overview, &Asked) -> Option<V> + Send + 'static,
) -> Result<Html<String>, Failure> {
    let reader = asked.reader;
    let page = beside(desk, reader, move |desk| {
        let seen = desk.seen()?;
        let view = view(desk, &seen, &asked);
        let frame = Frame::of(desk, &seen, &asked, place);
        Ok(view.map(|view| render(template, &frame, &view, reader)))
    });
    page.await?.map(Html).ok_or(Failure::NotThere(reader))
}

/// Does what takes the disk's time beside the server.
pub(super) async fn beside<T: Send + 'static>(
    desk: Arc<Desk>,
    reader: Reader,
    work: impl FnOnce(&Arc<Desk>) -> Result<T, Stop> + Send + 'static,
) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(move || work(&desk)).await {
        Ok(done) => done.map_err(|stop| Failure::Stopped(stop, reader)),
        Err(_) => Err(Failure::Broken(reader)),
    }
}
