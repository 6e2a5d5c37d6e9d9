//! A unit: what it answered, as its form has it, what is open, and which files came of it.

use super::answer::{Failure, shown};
use super::by_hand::{of_answers, of_version};
use super::item::{Item, of_action, of_departed, of_extension, of_finding, of_waiting};
use super::named::{Named, to_choose};
use super::reader::Asked;
use super::shown;
use super::state::Desk;
use super::units::{state_class, state_said};
use crate::app::book::{Event, Happened};
use crate::app::enter_form::made;
use crate::app::overview::Overview;
use crate::app::status::{UnitStanding, UnitStatus, signed_with_code};
use crate::model::action::Action;
use crate::model::finding::Finding;
use crate::model::form::{Body, FieldRef, Form, ListDef, Section};
use crate::model::id::{FieldPath, UnitCode};
use crate::model::reading::{Answer, Place};
use crate::model::respondent::InForce;
use crate::value::format::short_day;
use crate::view::causes::by_cause;
use crate::words::Lang;
use axum::extract::{Path, State};
use axum::response::Html;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Debug, Serialize)]
struct Unit {
    code: String,
    name: String,
    state: String,
    class: &'static str,
    due: String,
    sent: String,
    file: String,
    signed: String,
    contact: String,
    phone: String,
    email: String,
    has_previous: bool,
    sections: Vec<Part>,
    open: Vec<Item>,
    settled: Vec<Item>,
    without: Option<Item>,
    extension: Option<Item>,
    /// Answers that are entered or left out by hand.
    by_hand: Option<Item>,
    /// Whether a form can be made for the officer to fill, and whether one was.
    may_enter: bool,
    has_entry_form: bool,
    wants_units: Vec<Named>,
    versions: Vec<Version>,
}

/// A section of the form.
#[derive(Debug, Serialize)]
struct Part {
    title: String,
    fields: Vec<Field>,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    empty: String,
}

#[derive(Debug, Serialize)]
struct Field {
    number: String,
    label: String,
    value: String,
    is_blank: bool,
    measure: String,
    before: String,
    raw: String,
    place: String,
    /// Another file than the unit's, or where the officer learned it.
    source: String,
    remark: String,
    figure: Option<String>,
    /// What is open about it: number and place.
    marks: Vec<(usize, String)>,
}

/// A file that came of the unit.
#[derive(Debug, Serialize)]
struct Version {
    at: String,
    file: String,
    counts: bool,
    decide: Item,
}

pub(super) async fn unit(
    State(desk): State<Arc<Desk>>,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("mot-don-vi.html", "units");
    shown(desk, asked, page, move |_, seen, asked| {
        view(seen, &code, asked.reader.lang)
    })
    .await
}

fn view(seen: &Overview, code: &str, lang: Lang) -> Option<Unit> {
    let status = &seen.status;
    let unit = status.roster.iter().find(|unit| unit.unit.code == *code)?;
    let respondent = status
        .units
        .iter()
        .find(|one| one.unit.code == unit.unit.code);
    let in_force = respondent.and_then(|one| one.in_force.as_ref());
    let form = seen.campaign.kit.form(&unit.unit.form);
    let code = &unit.unit.code;
    let own = status.findings.iter();
    let own: Vec<&Finding> = own.filter(|one| one.unit.as_ref() == Some(code)).collect();
    let in_order = by_cause(&own).into_iter().flat_map(|cause| cause.findings);
    let (to_do, settled): (Vec<_>, Vec<_>) = in_order.partition(|one| one.state.is_unsettled());
    let waiting = status
        .waiting
        .iter()
        .filter(|one| one.pending.obligation.unit == *code);
    let mut open: Vec<Item> = waiting.map(|one| of_waiting(one, lang)).collect();
    let homeless = status.homeless().filter(|one| one.unit == *code);
    open.extend(homeless.map(|one| of_departed(one, lang)));
    let marks = marks(open.len(), &to_do);
    open.extend(to_do.into_iter().map(|one| of_finding(one, lang)));
    let sections = form
        .zip(in_force)
        .map(|(form, in_force)| sections(seen, (unit, form), (in_force, &marks), lang));
    let receipt = unit.receipt.as_ref();
    let versions = versions(seen, unit, lang);
    Some(Unit {
        code: unit.unit.code.to_string(),
        name: unit.unit.name.clone(),
        state: state_said(unit, lang),
        class: state_class(unit),
        due: short_day(unit.deadline, lang),
        sent: receipt.map_or(String::new(), |receipt| {
            shown::moment(&receipt.received_at, lang)
        }),
        file: unit.file(),
        signed: signed_with_code(unit, lang),
        contact: unit.unit.contact.clone(),
        phone: unit.unit.phone.clone(),
        email: unit.unit.email.clone(),
        has_previous: !seen.campaign.previous.values.is_empty(),
        sections: sections.unwrap_or_default(),
        settled: settled
            .into_iter()
            .map(|one| of_finding(one, lang))
            .collect(),
        without: without(unit, lang),
        extension: unit
            .unit
            .reports()
            .then(|| of_extension(&unit.unit.code, lang)),
        by_hand: form
            .zip(in_force)
            .map(|(form, in_force)| of_answers(seen, (code, form), in_force, lang)),
        may_enter: unit.unit.reports(),
        has_entry_form: made(&seen.campaign, code).is_some(),
        wants_units: to_choose(
            seen,
            open.iter().chain(versions.iter().map(|one| &one.decide)),
        ),
        open,
        versions,
    })
}

/// What is open about each answer: its number in the list of what is open, and where it stands.
type Marks = BTreeMap<String, Vec<(usize, String)>>;

fn marks(before: usize, findings: &[&Finding]) -> Marks {
    let mut marks = Marks::new();
    for (at, finding) in findings.iter().enumerate() {
        let fields = finding
            .cells
            .iter()
            .filter_map(|cell| cell.field.as_deref());
        let fields: BTreeSet<&str> = fields.collect();
        for field in fields {
            let mark = (before + at + 1, finding.id.to_string());
            marks.entry(field.to_owned()).or_default().push(mark);
        }
    }
    marks
}

/// The decision about a unit that has not answered.
fn without(unit: &UnitStatus, lang: Lang) -> Option<Item> {
    let code = unit.unit.code.clone();
    let action = match unit.state {
        UnitStanding::Missing | UnitStanding::Late | UnitStanding::AfterClose => {
            Action::GoWithout { unit: code }
        }
        UnitStanding::Without(_) => Action::WaitFor {
            unit: code,
            file: String::new(),
        },
        _ => return None,
    };
    Some(of_action(&action, lang))
}

fn sections(
    seen: &Overview,
    (unit, form): (&UnitStatus, &Form),
    (in_force, marks): (&InForce, &Marks),
    lang: Lang,
) -> Vec<Part> {
    let answers = |section: &&Section| {
        let own = &unit.unit.sections;
        own.is_empty() || own.contains(&section.id)
    };
    let part = |section: &Section| {
        let mut part = Part {
            title: format!("{} {}", section.number, section.title)
                .trim()
                .to_owned(),
            fields: Vec::new(),
            heads: Vec::new(),
            rows: Vec::new(),
            empty: String::new(),
        };
        match &section.body {
            Body::Grid { .. } => {
                let fields = form.fields().filter(|field| field.section.id == section.id);
                part.fields = fields
                    .map(|one| field(seen, (&unit.unit.code, form), one, (in_force, marks), lang))
                    .collect();
            }
            Body::List(list) => listed(&mut part, section, list, in_force, lang),
        }
        part
    };
    form.sections.iter().filter(answers).map(part).collect()
}

fn field(
    seen: &Overview,
    (unit, form): (&UnitCode, &Form),
    field: FieldRef<'_>,
    (in_force, marks): (&InForce, &Marks),
    lang: Lang,
) -> Field {
    let id = field.id();
    let path = FieldPath::new(&form.id, &id);
    let read = in_force.reading.field(&id);
    let said = read.map_or(Answer::Blank, |read| read.answer.clone());
    let value = shown::answer(&said, field.kind(), lang);
    let raw = read.map(|read| read.raw.trim()).unwrap_or_default();
    let (_, source, _) = in_force.source(&id);
    let before = seen
        .campaign
        .previous
        .values
        .get(&(unit.clone(), path.clone()));
    let mut remark = read.map(|read| read.remark.clone()).unwrap_or_default();
    if let Answer::Nil { reason, .. } = &said
        && remark.is_empty()
    {
        remark.clone_from(reason);
    }
    Field {
        number: field.row.number.clone(),
        label: field.label(),
        is_blank: said.value().is_none(),
        measure: field.row.unit.clone(),
        before: before.map_or(String::new(), |before| {
            shown::value(before, field.kind(), lang)
        }),
        raw: if raw == value {
            String::new()
        } else {
            raw.to_owned()
        },
        place: read
            .and_then(|read| read.place.as_ref())
            .map(Place::shown)
            .unwrap_or_default(),
        source: if source == in_force.file {
            String::new()
        } else {
            source
        },
        remark,
        figure: seen
            .status
            .figures
            .get(path.as_str())
            .map(|figure| figure.id.to_string()),
        marks: marks.get(id.as_str()).cloned().unwrap_or_default(),
        value,
    }
}

fn listed(part: &mut Part, section: &Section, list: &ListDef, in_force: &InForce, lang: Lang) {
    part.heads = list
        .columns
        .iter()
        .map(|column| column.label.clone())
        .collect();
    for row in in_force.reading.list(&section.id) {
        let cells = list.columns.iter().map(|column| {
            let cell = row.cells.iter().find(|cell| column.id == *cell.column());
            cell.map_or(String::new(), |cell| match &cell.answer {
                Answer::Blank => String::new(),
                said => shown::answer(said, &column.kind, lang),
            })
        });
        part.rows.push(cells.collect());
    }
    let nil = in_force
        .reading
        .list_nils
        .iter()
        .find(|(id, ..)| *id == section.id);
    if let Some((_, nil, reason)) = nil {
        let word = shown::nil_word(*nil, lang);
        part.empty = if reason.is_empty() {
            word
        } else {
            format!("{word}: {reason}")
        };
    }
}

/// The files that came of the unit, the newest first.
fn versions(seen: &Overview, unit: &UnitStatus, lang: Lang) -> Vec<Version> {
    let counting: Vec<_> = unit
        .receipt
        .iter()
        .chain(&unit.laid)
        .map(|receipt| &receipt.hash)
        .collect();
    let of_unit = seen
        .book
        .iter()
        .rev()
        .filter_map(|event| match &event.what {
            Happened::Received {
                file,
                unit: Some(of),
                hash,
            } if *of == unit.unit.code => Some((event, file, counting.contains(&hash))),
            _ => None,
        });
    let version = |(at, (event, file, counts)): (usize, (&Event, &String, bool))| Version {
        at: shown::moment(&event.at, lang),
        decide: of_version(&format!("b{at}"), (&unit.unit.code, file), counts, lang),
        file: file.clone(),
        counts,
    };
    of_unit.enumerate().map(version).collect()
}
