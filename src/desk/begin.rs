//! A new campaign, first step: which kit, which folder, and which campaign it goes on from.

use super::answer::{Failure, beside};
use super::decide::{Fields, field};
use super::page::render_alone;
use super::plain_frame::PlainFrame;
use super::reader::{Asked, Reader};
use super::said::said;
use super::start::{moved, served};
use super::state::Desk;
use crate::app::init::LastPeriod;
use crate::app::last_opened;
use crate::app::new_campaign::{NotBegun, begin, free_name, kits, place};
use crate::app::{Stop, Workspace};
use crate::words::{Lang, text};
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;

/// The first page of the settings, where the campaign goes on.
const NEXT: &str = "/thiet-lap/ky";

#[derive(Debug, Serialize)]
struct Begin {
    frame: PlainFrame,
    kits: Vec<(String, String)>,
    kit: String,
    place: String,
    name: String,
    name_wrong: Option<String>,
    wrong: Vec<String>,
    recent: Vec<(String, String)>,
    from: String,
}

pub(super) async fn form(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let reader = asked.reader;
    let page = beside(desk, reader, move |desk| {
        let page = view(desk, &asked, &Fields::new());
        Ok(render_alone("dot-moi.html", &page, reader))
    });
    page.await.map(Html)
}

fn view(desk: &Desk, asked: &Asked, fields: &Fields) -> Begin {
    let place = place(&desk.root);
    let kits = kits();
    let first = kits.first().map_or("", |(id, _)| id.as_str());
    let usual = text("desk.folder-usual", Lang::Vi);
    let name = fields.get("ten").cloned();
    let recent = last_opened::recent(&desk.house.options().private).into_iter();
    let recent = recent.filter(|one| one.is_there).map(|one| {
        let name = one.root.file_name().unwrap_or_default();
        (one.id, name.to_string_lossy().into_owned())
    });
    Begin {
        frame: PlainFrame::of(desk, asked),
        kit: fields
            .get("bo-mau")
            .map_or(first, String::as_str)
            .to_owned(),
        kits,
        name: name.unwrap_or_else(|| free_name(&place, &usual)),
        place: place.display().to_string(),
        name_wrong: None,
        wrong: Vec::new(),
        recent: recent.collect(),
        from: field(fields, "dot-truoc").to_owned(),
    }
}

/// What came of it.
enum Came {
    Begun(String),
    Again(Box<Begin>),
}

/// Makes the folder and goes on to its settings.
pub(super) async fn make(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let reader: Reader = asked.reader;
    let came = beside(desk, reader, move |desk| made(desk, &asked, &fields));
    Ok(match came.await? {
        Came::Begun(address) => moved(&address, reader),
        Came::Again(page) => {
            let page = render_alone("dot-moi.html", &page, reader);
            (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
        }
    })
}

fn made(desk: &Desk, asked: &Asked, fields: &Fields) -> Result<Came, Stop> {
    let lang = asked.reader.lang;
    let mut page = view(desk, asked, fields);
    let last = match last(desk, field(fields, "dot-truoc")) {
        Ok(last) => last,
        Err(stop) => {
            page.wrong = said(&stop, lang);
            return Ok(Came::Again(Box::new(page)));
        }
    };
    let kit = match &last {
        // It goes on with its own, as people may have changed it.
        Some(last) => last.kit.clone(),
        None => field(fields, "bo-mau").to_owned(),
    };
    let begun = begin(
        &place(&desk.root),
        field(fields, "ten"),
        &kit,
        last.as_ref(),
    );
    match begun {
        Ok(root) => Ok(Came::Begun(served(desk, Some(&root), NEXT)?)),
        Err(NotBegun::Name(why)) => {
            page.name_wrong = Some(why.say(lang));
            Ok(Came::Again(Box::new(page)))
        }
        Err(NotBegun::Other(why)) => {
            page.wrong = vec![why.say(lang)];
            Ok(Came::Again(Box::new(page)))
        }
    }
}

fn last(desk: &Desk, id: &str) -> Result<Option<LastPeriod>, Stop> {
    let all = last_opened::recent(&desk.house.options().private);
    let Some(one) = all.into_iter().find(|one| one.id == id) else {
        return Ok(None);
    };
    let mut snapshot = Workspace::open(&one.root, desk.env())?.snapshot()?;
    LastPeriod::of(&mut snapshot).map(Some)
}
