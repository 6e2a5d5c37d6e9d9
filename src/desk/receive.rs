//! *Nhận biểu*: files are dropped and taken in, and each is told as it was understood.

use super::answer::{Failure, beside, own, shown, to};
use super::arrive::arrive;
use super::decide::{Fields, field};
use super::jobs;
use super::progress::{Standing, under_way};
use super::reader::{Asked, Reader};
use super::said::{said, without_commands};
use super::shown;
use super::state::Desk;
use super::work::{Came, Job, TakenIn};
use crate::app::Stop;
use crate::app::arriving::Arriving;
use crate::app::book::Happened;
use crate::app::ingest::Verdict;
use crate::app::overview::Overview;
use crate::model::reading::Account;
use crate::model::unit::Roster;
use crate::msg;
use crate::words::{Lang, Message, text};
use axum::body::Body;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;

/// Files that are told one by one before the rest is only counted.
const TOLD: usize = 100;
/// Files that came before.
const BEFORE: usize = 50;

#[derive(Debug, Serialize)]
struct Receive {
    most: u64,
    most_mb: u64,
    taken: Vec<Taken>,
    more_taken: usize,
    told: Vec<String>,
    stopped: Vec<String>,
    earlier: Vec<Earlier>,
    closed: Option<String>,
}

/// What became of a file just now.
#[derive(Debug, Serialize)]
struct Taken {
    file: String,
    unit: Option<Whose>,
    class: &'static str,
    said: Vec<String>,
    changes: Vec<Changed>,
    more_changes: usize,
}

#[derive(Debug, Serialize)]
struct Whose {
    code: String,
    name: String,
}

/// An answer that reads otherwise than before.
#[derive(Debug, Serialize)]
struct Changed {
    label: String,
    before: String,
    after: String,
}

/// A file that came before.
#[derive(Debug, Serialize)]
struct Earlier {
    at: String,
    file: String,
    unit: Option<Whose>,
}

pub(super) async fn receive(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    shown(
        desk,
        asked,
        ("nhan.html", "receive"),
        |desk, seen, asked| Some(view(desk, seen, asked.reader.lang)),
    )
    .await
}

fn view(desk: &Desk, seen: &Overview, lang: Lang) -> Receive {
    let roster = &seen.campaign.roster;
    let ended = desk.work.last_of(&[Job::Intake]);
    let (mut all, mut told, mut stopped): (&[TakenIn], &[Message], _) = (&[], &[], Vec::new());
    match ended.as_ref().map(|ended| &ended.came) {
        Some(Some(Ok(Came::Received(received, messages)))) => (all, told) = (received, messages),
        Some(Some(Err(stop))) => stopped = said(stop, lang),
        Some(None) => stopped.push(text("desk.broken", lang)),
        _ => {}
    }
    let earlier = seen
        .book
        .iter()
        .rev()
        .filter_map(|event| match &event.what {
            Happened::Received { file, unit, .. } => Some(Earlier {
                at: shown::moment(&event.at, lang),
                file: file.clone(),
                unit: unit.as_deref().map(|code| whose(roster, code)),
            }),
            _ => None,
        });
    Receive {
        most: desk.most,
        most_mb: desk.most >> 20,
        more_taken: all.len().saturating_sub(TOLD),
        taken: all
            .iter()
            .take(TOLD)
            .map(|one| taken(roster, one, lang))
            .collect(),
        told: told.iter().map(|one| without_commands(one, lang)).collect(),
        stopped,
        earlier: earlier.take(BEFORE).collect(),
        closed: seen.closed.as_ref().map(|closed| closed.say(lang)),
    }
}

fn whose(roster: &Roster, code: &str) -> Whose {
    Whose {
        code: code.to_owned(),
        name: roster
            .unit(code)
            .map_or_else(|| code.to_owned(), |unit| unit.name.clone()),
    }
}

/// Changes of one file that are shown.
const CHANGES: usize = 8;

fn taken(roster: &Roster, one: &TakenIn, lang: Lang) -> Taken {
    let account = one.account.as_ref().map(|of| account(of, lang));
    let (standing, changes) = match &one.standing {
        Verdict::InForce | Verdict::Known => (None, &[][..]),
        Verdict::NotTaken => (Some(msg!("cli.not-taken")), &[][..]),
        Verdict::Same { before } => (Some(msg!("cli.same", before = before)), &[][..]),
        Verdict::Twin { of } => (Some(msg!("cli.twin", file = of)), &[][..]),
        Verdict::Replaced { before, changes } if changes.is_empty() => {
            (Some(msg!("cli.replaced-same", before = before)), &[][..])
        }
        Verdict::Replaced { before, changes } => {
            (Some(msg!("cli.replaced", before = before)), &changes[..])
        }
        Verdict::Waits(waiting) => (Some(waiting.sentence()), &waiting.changes[..]),
    };
    let class = match &one.standing {
        Verdict::InForce | Verdict::Replaced { .. } => "is-done",
        Verdict::Waits(_) => "is-waiting",
        Verdict::NotTaken => "is-needed",
        Verdict::Same { .. } | Verdict::Twin { .. } | Verdict::Known => "is-none",
    };
    // What is told as a finding says more than that it was not taken.
    let why = one
        .findings
        .iter()
        .filter(|_| matches!(one.standing, Verdict::NotTaken));
    let why = why.map(|finding| without_commands(&finding.message, lang));
    let count = one.findings.len();
    let found = (count > 0 && !matches!(one.standing, Verdict::NotTaken))
        .then(|| msg!("desk.found", count = count).say(lang));
    let shown = changes.iter().take(CHANGES).map(|change| Changed {
        label: change.label.clone(),
        before: blank(&change.before, lang),
        after: blank(&change.after, lang),
    });
    let standing = standing.map(|standing| standing.say(lang));
    Taken {
        file: one.file.clone(),
        unit: one.unit.as_deref().map(|code| whose(roster, code)),
        class,
        said: account
            .into_iter()
            .chain(standing)
            .chain(why)
            .chain(found)
            .collect(),
        changes: shown.collect(),
        more_changes: changes.len().saturating_sub(CHANGES),
    }
}

fn blank(said: &str, lang: Lang) -> String {
    if said.is_empty() {
        text("cli.blank", lang)
    } else {
        said.to_owned()
    }
}

/// How much of a file was understood.
fn account(of: &Account, lang: Lang) -> String {
    if of.blank + of.not_understood == 0 {
        return msg!("cli.account-whole", expected = of.expected).say(lang);
    }
    let parts = [
        (of.nil, msg!("cli.account-nil", count = of.nil)),
        (of.blank, msg!("cli.account-blank", count = of.blank)),
        (
            of.not_understood,
            msg!("cli.account-bad", count = of.not_understood),
        ),
    ];
    let rest = parts.into_iter().filter(|(count, _)| *count > 0);
    let rest: Vec<String> = rest.map(|(_, said)| said.say(lang)).collect();
    msg!(
        "cli.account",
        expected = of.expected,
        read = of.read,
        rest = rest.join(", ")
    )
    .say(lang)
}

/// Takes one dropped file into the inbox, piece by piece.
pub(super) async fn take(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (root, most) = (desk.root.clone(), desk.most);
    let begin = move |name: &str| Arriving::begin(&root, name, most);
    arrive((name, most), (&headers, body), begin, reader).await
}

/// Takes in what lies in the inbox.
pub(super) async fn read(State(desk): State<Arc<Desk>>) -> Response {
    jobs::take_in(&desk);
    to("/nhan")
}

/// Tells work under way to stop.
pub(super) async fn cancel(State(desk): State<Arc<Desk>>, Form(fields): Form<Fields>) -> Response {
    desk.work.cancel();
    to(own(field(&fields, "ve")))
}

/// What is under way; what lies newly in the inbox begins to be taken in.
pub(super) async fn standing(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
) -> Result<Response, Failure> {
    let told = beside(desk, reader, move |desk| -> Result<Standing, Stop> {
        jobs::take_in_news(desk);
        Ok(under_way(desk, reader.lang))
    });
    let told = serde_json::to_string(&told.await?).unwrap_or_default();
    Ok(([(header::CONTENT_TYPE, "application/json")], told).into_response())
}
