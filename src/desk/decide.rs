//! What the officer decides by a button: one call of `app` each, then back to the page, which confirms it.

use super::answer::{Failure, begun, beside, own, to};
use super::jobs;
use super::reader::Reader;
use super::state::Desk;
use crate::app::actor::{Actor, keep};
use crate::app::assign::assign;
use crate::app::close::close;
use crate::app::combine::combine;
use crate::app::decide::{Which, accept, ignore, merge, without};
use crate::app::enter::{Learned, Part, leave_out, reject, set, set_from_last};
use crate::app::env::Env;
use crate::app::extend::extend;
use crate::app::figure::{Choice, settle};
use crate::app::open_file::{Known, open};
use crate::app::undo::{undo, wait_for};
use crate::app::use_return::use_return;
use crate::app::waive::waive;
use crate::app::{Session, Stop};
use crate::model::id::ActId;
use crate::msg;
use crate::value::Day;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The fields of a form.
pub(super) type Fields = BTreeMap<String, String>;

/// What a form says under a name; nothing where it says nothing.
pub(super) fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.get(name).map_or("", String::as_str)
}

/// Decides something.
pub(super) async fn decide(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let back = own(field(&fields, "ve")).to_owned();
    let done = beside(desk, reader, move |desk| {
        let mut session = desk.session()?;
        done(&mut session, &fields)?;
        desk.confirm(session.last_act, &session.told);
        Ok(session.last_act)
    });
    Ok(confirmed(&back, done.await?))
}

fn done(session: &mut Session, fields: &Fields) -> Result<(), Stop> {
    let of = |name| field(fields, name);
    let (unit, file, reason) = (of("don-vi"), of("tep"), of("ly-do"));
    match of("lam") {
        "chap-nhan" => {
            let ids = [of("muc").to_owned()];
            let which = Which {
                ids: &ids,
                unit: None,
            };
            accept(session, &which, reason).map(drop)
        }
        "sua-thay" => {
            let learned = Learned {
                source: of("nguon"),
                reason,
            };
            set(session, unit, of("o"), of("gia-tri"), learned).map(drop)
        }
        "ky-truoc" => set_from_last(session, unit, of("o"), reason).map(drop),
        "bo-phan" => leave_out(session, unit, &[part(of("bo-phan"))?], reason).map(drop),
        "khong-ap-dung" => waive(session, unit, of("quy-tac"), reason).map(drop),
        "gia-han" => extend(session, unit, day(of("ngay"))?, reason).map(drop),
        "chot" => close(session, reason).map(drop),
        "bo" => reject(session, of("muc"), reason).map(drop),
        "dung" => use_return(session, unit, file, reason).map(drop),
        "ghep" => combine(session, unit, file, reason).map(drop),
        "cua-don-vi" => assign(session, file, unit, reason).map(drop),
        "cho-qua" => ignore(session, file, reason).map(drop),
        "khong-cho" => without(session, unit, reason).map(drop),
        "cho-lai" => wait_for(session, unit).map(drop),
        "tinh-vao" => merge(session, unit, of("vao")).map(drop),
        "lay-so" => settle(session, of("so"), of("ghi"), Choice::Ledger).map(drop),
        "giu-so" => settle(session, of("so"), of("ghi"), Choice::Typed(reason)).map(drop),
        _ => Err(Stop::Wrong(msg!("desk.no-page"))),
    }
}

/// The part of what a unit sent that a form names.
fn part(said: &str) -> Result<Part, Stop> {
    let (kind, id) = said.split_once(':').unwrap_or((said, ""));
    match kind {
        "form" => Ok(Part::Form(id.to_owned())),
        "section" => Ok(Part::Section(id.to_owned())),
        "field" => Ok(Part::Field(id.to_owned())),
        _ => Err(Stop::Wrong(msg!("desk.no-page"))),
    }
}

/// The day that a form says.
pub(super) fn day(said: &str) -> Result<Day, Stop> {
    let day = said.trim().parse();
    day.map_err(|_| Stop::Wrong(msg!("issue.no-day", typed = said)))
}

/// Takes an act back.
pub(super) async fn take_back(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let back = own(field(&fields, "ve")).to_owned();
    let act = field(&fields, "viec").parse().map_or(ActId(-1), ActId);
    let done = beside(desk, reader, move |desk| {
        let mut session = desk.session()?;
        undo(&mut session, act, "")?;
        desk.confirm(session.last_act, &session.told);
        Ok(session.last_act)
    });
    Ok(confirmed(&back, done.await?))
}

/// Back to a page that tells what was done.
pub(super) fn confirmed(back: &str, act: Option<ActId>) -> Response {
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let mut said: Vec<String> = query
        .split('&')
        .filter(|one| !one.is_empty() && !one.starts_with("viec="))
        .map(str::to_owned)
        .collect();
    said.extend(act.map(|act| format!("viec={}", act.0)));
    if said.is_empty() {
        return to(path);
    }
    to(&format!("{path}?{}", said.join("&")))
}

/// Keeps the name of who works.
pub(super) async fn name(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let back = own(field(&fields, "ve")).to_owned();
    let done = beside(desk, reader, move |desk| {
        let name = keep(desk.name_file.as_deref(), field(&fields, "ten"))?;
        desk.works(Env {
            actor: Actor::named(&name),
            ..desk.env()
        });
        Ok(())
    });
    done.await?;
    Ok(to(&back))
}

/// Opens a file of the campaign with the system's program for it.
pub(super) async fn open_known(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Path(word): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let back = own(field(&fields, "ve")).to_owned();
    let Some(known) = Known::ALL.into_iter().find(|known| known.word() == word) else {
        return Err(Failure::NotThere(reader));
    };
    beside(desk, reader, move |desk| {
        open(&desk.root, known, desk.opener)
    })
    .await?;
    Ok(to(&back))
}

/// Writes what units are to mend.
pub(super) async fn ask(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
) -> Result<Response, Failure> {
    begun(jobs::ask(&desk), "/xem-lai", reader)
}
