//! *Gửi biểu*: the workbooks are made, and each unit's is sent with words that are ready to paste.

use super::answer::{Failure, begun, beside, own, shown};
use super::decide::{Fields, confirmed, field};
use super::jobs;
use super::reader::{Asked, Reader};
use super::said::{beside_another, said};
use super::shown::moment;
use super::state::Desk;
use super::work::{Came, Job};
use crate::app::book::Happened;
use crate::app::emit::Which;
use crate::app::open_file::Known;
use crate::app::overview::Overview;
use crate::app::send::{ToSend, mark_sent, to_send};
use crate::model::id::UnitCode;
use crate::model::receipt::Decided;
use crate::msg;
use crate::words::{Lang, text};
use axum::extract::{Form, Path, State};
use axum::response::{Html, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Forms beside others that are told.
const TOLD: usize = 5;

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
    /// How many were noted as sent.
    sent: usize,
    written: Option<String>,
    /// Forms that stand beside others, and why.
    told: Vec<String>,
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
    /// When it was noted as sent.
    sent: String,
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
    let (mut written, mut stopped, mut told) = (None, Vec::new(), Vec::new());
    match ended.as_ref().map(|ended| &ended.came) {
        Some(Some(Ok(Came::Emitted(emitted)))) => {
            let all = emitted.personal.iter().chain(&emitted.common);
            let new = all.filter(|(_, output)| !output.unchanged).count();
            written = Some(msg!("desk.made", count = new).say(lang));
            let all = emitted.personal.iter().chain(&emitted.common);
            let outputs = all.map(|(_, output)| output).chain(&emitted.list);
            let beside = outputs
                .filter(|output| !output.unchanged)
                .filter_map(beside_another);
            told = beside.take(TOLD).map(|one| one.say(lang)).collect();
        }
        Some(Some(Err(stop))) => stopped = said(stop, lang),
        Some(None) => stopped.push(text("desk.broken", lang)),
        _ => {}
    }
    let marks = marks(seen, lang);
    let sent = all.iter().filter(|one| marks.contains_key(&one.row.code));
    Send {
        sent: sent.count(),
        told,
        made,
        units: all.len(),
        is_common: all.iter().any(|one| one.is_common),
        rows: all[from..to].iter().map(|one| row(one, &marks)).collect(),
        from: from + 1,
        to,
        before: asked.turned(page, last).0,
        after: asked.turned(page, last).1,
        has_list: Known::Dispatch.path(&desk.root).is_some(),
        written,
        stopped,
    }
}

/// To whom forms were noted as sent, and when.
fn marks(seen: &Overview, lang: Lang) -> BTreeMap<UnitCode, String> {
    let sent = seen.book.iter().filter_map(|event| match &event.what {
        Happened::Decided {
            decision,
            undone: None,
            ..
        } => match &decision.what {
            Decided::MarkSent { unit } => Some((unit.clone(), moment(&event.at, lang))),
            _ => None,
        },
        _ => None,
    });
    sent.collect()
}

/// Notes those that are ticked as sent.
pub(super) async fn mark(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let back = own(field(&fields, "ve")).to_owned();
    let done = beside(desk, reader, move |desk| {
        let ticked = fields.keys().filter_map(|name| name.strip_prefix("gui-"));
        let units: Vec<String> = ticked.map(str::to_owned).collect();
        let mut session = desk.session()?;
        mark_sent(&mut session, &units)?;
        desk.confirm(session.last_act, &session.told);
        Ok(session.last_act)
    });
    Ok(confirmed(&back, done.await?))
}

fn row(one: &ToSend, marks: &BTreeMap<UnitCode, String>) -> Row {
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
        sent: marks.get(&row.code).cloned().unwrap_or_default(),
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
