//! *Gửi biểu*: the workbooks are made, and each unit's is sent with words that are ready to paste.

use super::answer::{Failure, begun, shown};
use super::jobs;
use super::reader::{Asked, Reader};
use super::said::said;
use super::state::Desk;
use super::work::{Came, Job};
use crate::app::emit::Which;
use crate::app::open_file::Known;
use crate::app::overview::Overview;
use crate::app::send::{ToSend, to_send};
use crate::msg;
use crate::words::text;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;
use std::sync::Arc;

/// Rows of a page.
const ROWS: usize = 100;

#[derive(Debug, Serialize)]
struct Send {
    made: usize,
    units: usize,
    is_common: bool,
    rows: Vec<Row>,
    from: usize,
    to: usize,
    before: Option<String>,
    after: Option<String>,
    has_list: bool,
    written: Option<String>,
    stopped: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    code: String,
    name: String,
    file: String,
    is_there: bool,
    contact: String,
    phone: String,
    email: String,
    due: String,
    words: String,
}

pub(super) async fn send(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("gui.html", "send");
    shown(desk, asked, page, |desk, seen, asked| {
        Some(view(desk, seen, asked))
    })
    .await
}

fn view(desk: &Desk, seen: &Overview, asked: &Asked) -> Send {
    let lang = asked.reader.lang;
    let all = to_send(&seen.campaign, seen.today);
    let made = all.iter().filter(|one| one.is_there).count();
    let (page, last) = asked.page(all.len(), ROWS);
    let (from, to) = (page * ROWS, (page * ROWS + ROWS).min(all.len()));
    let ended = desk.work.last_of(&[Job::Emit]);
    let (mut written, mut stopped) = (None, Vec::new());
    match ended.as_ref().map(|ended| &ended.came) {
        Some(Some(Ok(Came::Emitted(emitted)))) => {
            let all = emitted.personal.iter().chain(&emitted.common);
            let new = all.filter(|(_, output)| !output.unchanged).count();
            written = Some(msg!("desk.made", count = new).say(lang));
        }
        Some(Some(Err(stop))) => stopped = said(stop, lang),
        Some(None) => stopped.push(text("desk.broken", lang)),
        _ => {}
    }
    Send {
        made,
        units: all.len(),
        is_common: all.iter().any(|one| one.is_common),
        rows: all[from..to].iter().map(row).collect(),
        from: from + 1,
        to,
        before: asked.turned(page, last).0,
        after: asked.turned(page, last).1,
        has_list: Known::Dispatch.path(&desk.root).is_some(),
        written,
        stopped,
    }
}

fn row(one: &ToSend) -> Row {
    let row = &one.row;
    Row {
        code: row.code.to_string(),
        name: row.unit.clone(),
        file: row.file.clone(),
        is_there: one.is_there,
        contact: row.contact.clone(),
        phone: row.phone.clone(),
        email: row.email.clone(),
        due: row.deadline.clone(),
        words: one.words.clone(),
    }
}

/// Makes workbooks.
pub(super) async fn make(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Path(which): Path<String>,
) -> Result<Response, Failure> {
    let which = match which.as_str() {
        "tung-don-vi" => Which::Missing,
        "chung" => Which::Common,
        _ => return Err(Failure::NotThere(reader)),
    };
    begun(jobs::make(&desk, which), "/gui", reader)
}
