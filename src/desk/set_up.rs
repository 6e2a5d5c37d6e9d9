//! *Thiết lập*: the settings as a form, for a new campaign and for one under way.

use super::answer::{Failure, beside, to};
use super::decide::{Fields, field};
use super::fields::{CAPACITIES, Field, Kind, Mark, STEPS, Step, in_words};
use super::page::render_alone;
use super::plain_frame::PlainFrame;
use super::reader::{Asked, Reader};
use super::said::said;
use super::state::Desk;
use crate::app::Stop;
use crate::app::own_kit::named_days;
use crate::app::set_up::{FILE, Key, NotKept, Said, SetUp, Value, keep, set_up};
use crate::msg;
use crate::words::{Lang, Message, text};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// After the steps of the settings.
const UNITS: &str = "/thiet-lap/don-vi";

#[derive(Debug, Serialize)]
struct Page {
    frame: PlainFrame,
    step: &'static str,
    title: String,
    mark: String,
    groups: Vec<Shown>,
    summary: Vec<(String, String)>,
    refused: Vec<String>,
    is_kept: bool,
}

#[derive(Debug, Serialize)]
struct Shown {
    heading: String,
    fields: Vec<Input>,
}

#[derive(Debug, Serialize)]
struct Input {
    name: String,
    label: String,
    hint: Option<String>,
    kind: &'static str,
    value: String,
    until: String,
    options: Vec<(&'static str, String)>,
    wrong: Vec<String>,
}

/// What was typed, where it was not kept.
type Typed<'f> = Option<&'f Fields>;

pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
    Path(word): Path<String>,
) -> Result<Html<String>, Failure> {
    let reader = asked.reader;
    let step = step(&word, reader)?;
    let page = beside(desk, reader, move |desk| {
        let now = set_up(&desk.root)?;
        // What is missing is told once somebody has looked for it.
        let is_told = !asked.get("sai").is_empty();
        let wrong = if is_told {
            now.mistakes.clone()
        } else {
            Vec::new()
        };
        let mut page = view(desk, &asked, step, (&now, None), &wrong);
        if !now.is_whole {
            let why = msg!("desk.set-up-unknown", file = FILE);
            page.refused = vec![why.say(reader.lang)];
        }
        page.is_kept = !asked.get("da-luu").is_empty();
        Ok(render_alone("thiet-lap.html", &page, reader))
    });
    page.await.map(Html)
}

fn step(word: &str, reader: Reader) -> Result<&'static Step, Failure> {
    let step = STEPS.iter().find(|step| step.word == word);
    step.ok_or(Failure::NotThere(reader))
}

/// Keeps a step and goes on to the next; where something is wrong, says so at its field.
pub(super) async fn save(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
    Path(word): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let reader = asked.reader;
    let step = step(&word, reader)?;
    let answer = beside(desk, reader, move |desk| saved(desk, &asked, step, &fields));
    answer.await
}

fn saved(
    desk: &Desk,
    asked: &Asked,
    step: &'static Step,
    fields: &Fields,
) -> Result<Response, Stop> {
    let now = set_up(&desk.root)?;
    let all = step.groups(&marks(desk, &now)).into_iter();
    let all: Vec<Field> = all.flat_map(|(_, fields)| fields).collect();
    let filled: Vec<Said> = all
        .iter()
        .filter_map(|field| filled(field, fields))
        .collect();
    let is_draft = !now.mistakes.is_empty();
    let (wrong, refused) = match keep(&desk.root, field(fields, "dau"), &filled) {
        Ok(()) => {
            let after = set_up(&desk.root)?;
            let is_of_section =
                |field: &Field, key: &Key| key.1.is_empty() && field.section == key.0;
            let is_own = |key: &Key| {
                all.iter()
                    .any(|field| is_of(field, key) || is_of_section(field, key))
            };
            if after.mistakes.iter().any(|(key, _)| is_own(key)) {
                return Ok(to(&format!("/thiet-lap/{}?sai=1", step.word)));
            }
            return Ok(to(&next(step, is_draft)));
        }
        Err(NotKept::Wrong(wrong)) => (wrong, Vec::new()),
        Err(NotKept::Stopped(why)) => (Vec::new(), said(&why, asked.reader.lang)),
    };
    let mut page = view(desk, asked, step, (&now, Some(fields)), &wrong);
    page.refused = refused;
    let page = render_alone("thiet-lap.html", &page, asked.reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// Where a step leads: a new campaign goes on, one under way stays.
fn next(step: &Step, is_draft: bool) -> String {
    if !is_draft {
        return format!("/thiet-lap/{}?da-luu=1", step.word);
    }
    let mut after = STEPS.iter().skip_while(|one| one.word != step.word).skip(1);
    after.next().map_or_else(
        || UNITS.to_owned(),
        |one| format!("/thiet-lap/{}", one.word),
    )
}

/// The dates that the file has, with what the kit fills as of them.
fn marks(desk: &Desk, now: &SetUp) -> Vec<Mark> {
    // A kit that cannot be read is told by the last look.
    let named = named_days(&desk.root).unwrap_or_default();
    let keys = now.values.keys().filter(|(section, _)| section == "moc");
    keys.map(|(_, key)| {
        let about = named.get(key).map(|parts| parts.join("; "));
        (key.clone(), about.unwrap_or_else(|| key.clone()))
    })
    .collect()
}

fn is_of(field: &Field, (section, key): &Key) -> bool {
    field.section == section && field.key == *key
}

/// What a form says of a field; nothing where it does not ask for it.
fn filled(of: &Field, fields: &Fields) -> Option<Said> {
    let name = of.name();
    let line = |name: &str| {
        field(fields, name)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let value = match of.kind {
        Kind::Flag => Value::Flag(fields.contains_key(&name)),
        _ if !fields.contains_key(&name) => return None,
        Kind::Line | Kind::Capacity => Value::Text(line(&name)),
        Kind::Lines => {
            let lines = field(fields, &name).lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty()).map(str::to_owned);
            Value::Texts(lines.collect())
        }
        Kind::Span => match line(&format!("{name}.den")) {
            until if until.is_empty() => Value::Text(line(&name)),
            until => Value::Span(line(&name), until),
        },
    };
    Some(((of.section.to_owned(), of.key.clone()), value))
}

fn view(
    desk: &Desk,
    asked: &Asked,
    step: &'static Step,
    (now, typed): (&SetUp, Typed),
    wrong: &[(Key, Message)],
) -> Page {
    let lang = asked.reader.lang;
    let marks = marks(desk, now);
    let groups = step.groups(&marks);
    let own: Vec<&Field> = groups.iter().flat_map(|(_, fields)| fields).collect();
    let told = told(&own, wrong, now, (&marks, lang));
    let here = |field: &Field| told.get(&field.name()).cloned().unwrap_or_default();
    let mut summary: Vec<(String, String)> = Vec::new();
    for field in &own {
        let at = here(field).into_iter();
        summary.extend(at.map(|said| (field.name(), said)));
    }
    let elsewhere = told.get("").into_iter().flatten();
    let refused = elsewhere.cloned().collect();
    let shown = groups.iter().map(|(heading, fields)| Shown {
        heading: text(heading, lang),
        fields: fields
            .iter()
            .map(|field| input(field, (now, typed), here(field), lang))
            .collect(),
    });
    Page {
        frame: PlainFrame::of_campaign(desk, asked),
        step: step.word,
        title: text(step.title, lang),
        mark: now.mark.clone(),
        groups: shown.collect(),
        summary,
        refused,
        is_kept: false,
    }
}

/// What is wrong, by the name of the field where it is told; "" for what stands in no field of the page.
fn told(
    own: &[&Field],
    wrong: &[(Key, Message)],
    now: &SetUp,
    (marks, lang): (&[Mark], Lang),
) -> BTreeMap<String, Vec<String>> {
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, message) in wrong {
        let exact = own.iter().find(|field| is_of(field, key));
        // What concerns a section as a whole is told at its first field.
        let of_section = || {
            own.iter()
                .find(|field| key.1.is_empty() && field.section == key.0)
        };
        let Some(field) = exact.or_else(of_section) else {
            // On a form that was not kept all that hinders is told.
            if now.mistakes.is_empty() {
                told.entry(String::new())
                    .or_default()
                    .push(message.say(lang));
            }
            continue;
        };
        let is_blank = match now.values.get(key) {
            Some(Value::Text(said)) => said.trim().is_empty(),
            Some(Value::Texts(all)) => all.is_empty(),
            _ => false,
        };
        let said = if is_blank && !now.mistakes.is_empty() {
            let label = field.called(lang);
            let label = label.trim_end_matches('…');
            msg!("desk.field-blank", label = label).say(lang)
        } else {
            in_words(&message.say(lang), marks, field, lang)
        };
        told.entry(field.name()).or_default().push(said);
    }
    told
}

fn input(of: &Field, (now, typed): (&SetUp, Typed), wrong: Vec<String>, lang: Lang) -> Input {
    let key = (of.section.to_owned(), of.key.clone());
    let name = of.name();
    let (mut value, mut until) = match now.values.get(&key) {
        Some(Value::Text(said)) => (said.clone(), String::new()),
        Some(Value::Texts(all)) => (all.join("\n"), String::new()),
        Some(Value::Flag(flag)) => (if *flag { "1" } else { "" }.to_owned(), String::new()),
        Some(Value::Span(from, to)) => (from.clone(), to.clone()),
        None => (String::new(), String::new()),
    };
    if let Some(typed) = typed {
        field(typed, &name).clone_into(&mut value);
        field(typed, &format!("{name}.den")).clone_into(&mut until);
    }
    let label = of.said(lang);
    let (label, hint) = match label.rsplit_once(" (") {
        Some((label, hint)) => (
            label.to_owned(),
            Some(hint.trim_end_matches(')').to_owned()),
        ),
        None => (label, None),
    };
    // A long list of what a date is of stands beside its field, not as its name.
    let (label, hint) = match (of.kind, of.called(lang)) {
        (Kind::Span, called) if called != label => {
            let hint = hint.map_or(label.clone(), |hint| format!("{label}: {hint}"));
            (called, Some(hint))
        }
        _ => (label, hint),
    };
    let capacities = CAPACITIES.iter().map(|(word, id)| (*word, text(id, lang)));
    Input {
        name,
        label,
        hint,
        kind: match of.kind {
            Kind::Line => "line",
            Kind::Lines => "lines",
            Kind::Flag => "flag",
            Kind::Capacity => "choice",
            Kind::Span => "span",
        },
        value,
        until,
        options: match of.kind {
            Kind::Capacity => capacities.collect(),
            _ => Vec::new(),
        },
        wrong,
    }
}
