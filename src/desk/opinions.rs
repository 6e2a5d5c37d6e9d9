//! *Ý kiến*: which of units' own words go into the report, and in what words.

use super::answer::{Failure, beside, own, shown, to};
use super::decide::{Fields, field};
use super::reader::{Asked, Reader};
use super::said::{said, without_commands};
use super::state::Desk;
use crate::app::Stop;
use crate::app::opinions::{self, Opinion, Pick, choose, opinions};
use crate::app::overview::Overview;
use crate::msg;
use crate::words::text;
use axum::extract::{Form, State};
use axum::response::{Html, Response};
use serde::Serialize;
use std::sync::Arc;

/// Texts of a page.
const ROWS: usize = 40;

#[derive(Debug, Serialize)]
struct Page {
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    total: usize,
    unread: usize,
    from: usize,
    to: usize,
    before: Option<String>,
    after: Option<String>,
    own: Vec<OwnRow>,
    parts: Vec<String>,
    order: Vec<Ordered>,
    questions: Vec<String>,
    only_there: Option<String>,
    is_saved: bool,
}

/// A row of the officer's own.
#[derive(Debug, Serialize)]
struct OwnRow {
    key: String,
    label: String,
    words: String,
}

/// What goes into a part of the report, in its order.
#[derive(Debug, Serialize)]
struct Ordered {
    label: String,
    texts: Vec<Placed>,
}

#[derive(Debug, Serialize)]
struct Placed {
    key: String,
    name: String,
    words: String,
}

#[derive(Debug, Serialize)]
struct Tab {
    label: String,
    count: usize,
    address: String,
    is_here: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    key: String,
    /// The part of the report, where another one begins.
    label: Option<String>,
    unit: String,
    name: String,
    words: String,
    place: String,
    /// `lay`, `khong` or nothing.
    take: &'static str,
    wording: String,
}

pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("y-kien.html", "opinions");
    shown(desk, asked, page, |desk, _: &Overview, asked| {
        Some(view(desk, asked))
    })
    .await
}

/// Which texts are shown: the word in addresses, the sentence, and whether a text is one.
type Kind = (&'static str, &'static str, fn(&Opinion) -> bool);

const KINDS: [Kind; 4] = [
    ("", "desk.filter-all", |_| true),
    ("chua-xem", "desk.opinions-unread", |one| one.take.is_none()),
    ("lay", "desk.opinions-taken", |one| one.take == Some(true)),
    ("khong", "desk.opinions-left", |one| one.take == Some(false)),
];

fn view(desk: &Desk, asked: &Asked) -> Page {
    let lang = asked.reader.lang;
    let (found, mut questions) = match desk.opinions() {
        Ok(found) => (found, Vec::new()),
        Err(stop) => (Arc::default(), said(&stop, lang)),
    };
    questions.extend(
        found
            .questions
            .iter()
            .map(|one| without_commands(one, lang)),
    );
    let filter = asked.get("loc");
    let is_kind = KINDS.iter().find(|(word, ..)| *word == filter);
    let is_kind = is_kind.map_or(KINDS[0].2, |(_, _, is)| *is);
    let all: Vec<&Opinion> = found.all.iter().filter(|one| is_kind(one)).collect();
    let (page, last) = asked.page(all.len(), ROWS);
    let (from, to) = (page * ROWS, (page * ROWS + ROWS).min(all.len()));
    let (before, after) = asked.turned(page, last);
    let tabs = KINDS.iter().map(|(word, label, is)| Tab {
        label: text(label, lang),
        count: found.all.iter().filter(|one| is(one)).count(),
        address: asked.with(&[("loc", word), ("trang", ""), ("da-luu", "")]),
        is_here: *word == filter,
    });
    let mut label = "";
    let rows = all[from..to].iter().map(|one| {
        let is_new = std::mem::replace(&mut label, &one.label) != one.label;
        row(one, is_new)
    });
    let own = found.own.iter().map(|one| OwnRow {
        key: one.key.clone(),
        label: one.label.clone().unwrap_or_default(),
        words: one.words.clone(),
    });
    let order = found.order.iter().filter(|part| part.texts.len() > 1);
    let order = order.map(|part| Ordered {
        label: part.label.clone(),
        texts: part.texts.iter().map(placed).collect(),
    });
    Page {
        own: own.collect(),
        order: order.collect(),
        parts: found.parts.clone(),
        rows: rows.collect(),
        tabs: tabs.collect(),
        total: all.len(),
        unread: found.all.iter().filter(|one| one.take.is_none()).count(),
        from: from + 1,
        to,
        before,
        after,
        questions,
        only_there: found.only_there.as_ref().map(|why| why.say(lang)),
        is_saved: !asked.get("da-luu").is_empty(),
    }
}

fn placed(one: &opinions::Placed) -> Placed {
    Placed {
        key: one.key.clone(),
        name: one.unit_name.clone(),
        words: one.words.clone(),
    }
}

/// Adds a text of the officer's own, words it otherwise, or takes it away.
pub(super) async fn own_text(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    beside(desk, reader, move |desk| {
        let mut session = desk.session()?;
        let (key, words) = (field(&fields, "khoa"), field(&fields, "loi"));
        match field(&fields, "lam") {
            "bo" => opinions::change_own(&mut session, key, ""),
            "sua" if !words.trim().is_empty() => opinions::change_own(&mut session, key, words),
            _ => opinions::add_own(&mut session, field(&fields, "phan"), words),
        }
    })
    .await?;
    Ok(to("/y-kien?da-luu=1#cua-minh"))
}

/// Puts the texts of a part in order: as a list of them says, or one a place up or down.
pub(super) async fn arrange(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    beside(desk, reader, move |desk| {
        let mut session = desk.session()?;
        let before = opinions(&mut session)?;
        let key = field(&fields, "khoa");
        let part = before
            .order
            .iter()
            .find(|part| part.texts.iter().any(|one| one.key == *key));
        let keys = part.map(|part| part.texts.iter().map(|one| one.key.clone()));
        let mut keys: Vec<String> = keys.into_iter().flatten().collect();
        let at = keys.iter().position(|one| one == key);
        let Some(at) = at else {
            return Err(Stop::Wrong(msg!("desk.own-gone")));
        };
        let moved = keys.remove(at);
        let to = match field(&fields, "di") {
            "len" => at.saturating_sub(1),
            "xuong" => at + 1,
            to => to.parse().unwrap_or(at),
        };
        keys.insert(to.min(keys.len()), moved);
        opinions::arrange(&mut session, &keys)
    })
    .await?;
    Ok(to("/y-kien#thu-tu"))
}

fn row(one: &Opinion, is_new: bool) -> Row {
    Row {
        key: one.key.clone(),
        label: is_new.then(|| one.label.clone()),
        unit: one.unit.clone(),
        name: one.unit_name.clone(),
        words: one.words.clone(),
        place: one.place.clone(),
        take: match one.take {
            Some(true) => "lay",
            Some(false) => "khong",
            None => "",
        },
        wording: one.wording.clone(),
    }
}

/// Chooses, as the form says; of what it says the same as before nothing is touched.
pub(super) async fn save(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let back = own(field(&fields, "ve")).to_owned();
    let done = beside(desk, reader, move |desk| {
        let mut session = desk.session()?;
        let before = opinions(&mut session)?;
        let picks = before.all.iter().filter_map(|one| changed(one, &fields));
        let picks: Vec<Pick> = picks.collect();
        if !picks.is_empty() {
            choose(&mut session, &picks)?;
        }
        Ok(())
    });
    done.await?;
    let (path, query) = back.split_once('?').unwrap_or((&back, ""));
    let said = query
        .split('&')
        .filter(|one| !one.is_empty() && !one.starts_with("da-luu="));
    let said: Vec<&str> = said.chain(["da-luu=1"]).collect();
    Ok(to(&format!("{path}?{}", said.join("&"))))
}

/// What the form says of a text otherwise than before.
fn changed(one: &Opinion, fields: &Fields) -> Option<Pick> {
    let take = match fields.get(&format!("lay-{}", one.key))?.as_str() {
        "lay" => Some(true),
        "khong" => Some(false),
        _ => None,
    };
    let wording = field(fields, &format!("loi-{}", one.key)).replace("\r\n", "\n");
    let wording = wording.trim().to_owned();
    (take != one.take || wording != one.wording.trim()).then(|| Pick {
        key: one.key.clone(),
        take,
        wording,
    })
}
