//! `emit`: an intake workbook for each unit, one common to all of a form, and the list of what goes to whom.

use super::{Output, Progress, Session, Stop};
use crate::campaign::roster::Unit;
use crate::campaign::settings::{Mark, Settings};
use crate::campaign::{Campaign, folder};
use crate::kit::Form;
use crate::msg;
use crate::value::{Value, format};
use crate::words::Lang;
use crate::workbook::dispatch::{DispatchFacts, DispatchRow, dispatch};
use crate::workbook::emit::{Addressee, Issue, Template, common, file_name};
use std::collections::BTreeMap;

/// What was written.
#[derive(Debug, Default)]
pub struct Emitted {
    /// Unit code and its workbook.
    pub personal: Vec<(String, Output)>,
    /// Form id and its common workbook.
    pub common: Vec<(String, Output)>,
    /// The list of which file goes to whom.
    pub list: Option<Output>,
}

/// Which workbooks to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that are not there yet.
    Missing,
    /// All.
    All,
}

/// Writes the intake workbooks into `1-gui-di/`.
pub fn emit(session: &mut Session, which: Which, progress: Progress) -> Result<Emitted, Stop> {
    let out = session.campaign.root.join(folder::OUTGOING);
    let mut emitted = Emitted::default();
    let jobs = jobs(&session.campaign);
    let total = jobs.iter().map(|(_, units)| units.len()).sum();
    let created = session.now.civil();
    let mut done = 0;
    for (form_at, unit_rows) in &jobs {
        let (files, shared) = {
            let campaign = &session.campaign;
            let form = &campaign.kit.forms[*form_at];
            let names: Vec<(usize, String)> = unit_rows
                .iter()
                .map(|at| {
                    let unit = &campaign.roster.units[*at];
                    (
                        *at,
                        file_name(&unit.code, &unit.name, &campaign.settings.campaign),
                    )
                })
                .filter(|(_, name)| which == Which::All || !out.join(name).exists())
                .collect();
            let shared_name = common_name(form, &campaign.settings.campaign);
            let shared_due = which == Which::All || !out.join(&shared_name).exists();
            if names.is_empty() && !shared_due {
                continue;
            }
            let due = format::day(campaign.settings.deadlines.units);
            let issue = issue(campaign, form, &due, created);
            let template = Template::make(&issue).map_err(Stop::Fault)?;
            let mut files = Vec::with_capacity(names.len());
            for (at, name) in names {
                let unit = &campaign.roster.units[at];
                let deadline = deadline(unit, &campaign.settings);
                let previous = previous(campaign, unit);
                let bytes = template
                    .personal(&addressee(unit, &deadline, previous))
                    .map_err(Stop::Fault)?;
                files.push((unit.code.clone(), name, bytes));
                done += 1;
                progress("flow.emitting", done, total);
            }
            let shared = if shared_due && unit_rows.len() > 1 {
                let deadlines: Vec<String> = unit_rows
                    .iter()
                    .map(|at| deadline(&campaign.roster.units[*at], &campaign.settings))
                    .collect();
                let all: Vec<Addressee> = unit_rows
                    .iter()
                    .zip(&deadlines)
                    .map(|(at, d)| addressee(&campaign.roster.units[*at], d, BTreeMap::new()))
                    .collect();
                let bytes = common(&issue, &all).map_err(Stop::Fault)?;
                Some((form.id.clone(), shared_name, bytes))
            } else {
                None
            };
            (files, shared)
        };
        for (code, name, bytes) in files {
            let output = session.place(&out, &name, &bytes)?;
            emitted.personal.push((code, output));
        }
        if let Some((form, name, bytes)) = shared {
            let output = session.place(&out, &name, &bytes)?;
            emitted.common.push((form, output));
        }
    }
    let bytes = list(session)?;
    emitted.list = Some(session.place(&out, folder::DISPATCH, &bytes)?);
    Ok(emitted)
}

/// Forms with the units of the roster that fill them, by place in kit and roster.
fn jobs(campaign: &Campaign) -> Vec<(usize, Vec<usize>)> {
    let units = &campaign.roster.units;
    let mut jobs = Vec::new();
    for (at, form) in campaign.kit.forms.iter().enumerate() {
        let rows: Vec<usize> = (0..units.len())
            .filter(|i| units[*i].reports() && units[*i].form == form.id)
            .collect();
        if !rows.is_empty() {
            jobs.push((at, rows));
        }
    }
    jobs
}

fn common_name(form: &Form, campaign: &str) -> String {
    format!("chung_{}_{campaign}.xlsx", form.id)
}

fn addressee<'a>(
    unit: &'a Unit,
    deadline: &'a str,
    previous: BTreeMap<String, Value>,
) -> Addressee<'a> {
    Addressee {
        code: &unit.code,
        name: &unit.name,
        deadline,
        previous,
        sections: &unit.sections,
    }
}

/// The deadline of a unit, as printed.
pub fn deadline(unit: &Unit, settings: &Settings) -> String {
    format::day(unit.deadline.unwrap_or(settings.deadlines.units))
}

fn previous(campaign: &Campaign, unit: &Unit) -> BTreeMap<String, Value> {
    let prefix = format!("{}.", unit.form);
    campaign
        .previous
        .values
        .range((unit.code.clone(), String::new())..)
        .take_while(|((code, _), _)| *code == unit.code)
        .filter_map(|((_, field), value)| {
            Some((field.strip_prefix(&prefix)?.to_owned(), value.clone()))
        })
        .collect()
}

fn issue<'a>(
    campaign: &'a Campaign,
    form: &'a Form,
    due: &'a str,
    created: jiff::civil::DateTime,
) -> Issue<'a> {
    let settings = &campaign.settings;
    Issue {
        kit: &campaign.kit,
        form,
        campaign: &settings.campaign,
        issuer: &settings.issuer.short,
        period: &settings.period.name,
        previous_period: settings.period.previous_name.as_deref().unwrap_or_default(),
        marks: settings
            .marks
            .iter()
            .map(|(name, mark)| (name.clone(), mark_text(mark)))
            .collect(),
        letter: letter(settings),
        deadline: due,
        contact: contact(settings),
        place: &settings.issuer.place,
        specimen: settings.specimen,
        created,
    }
}

/// A section's period or as-of date, as printed under its heading.
fn mark_text(mark: &Mark) -> String {
    match mark {
        Mark::Day(day) => msg!("flow.as-of", day = format::day(*day)).say(Lang::Vi),
        Mark::Span(from, to) => msg!(
            "flow.from-to",
            from = format::day(*from),
            to = format::day(*to)
        )
        .say(Lang::Vi),
    }
}

fn list(session: &Session) -> Result<Vec<u8>, Stop> {
    let campaign = &session.campaign;
    let settings = &campaign.settings;
    let rows: Vec<DispatchRow> = campaign
        .roster
        .reporting()
        .map(|unit| DispatchRow {
            code: unit.code.clone(),
            unit: unit.name.clone(),
            file: file_name(&unit.code, &unit.name, &settings.campaign),
            email: unit.email.clone(),
            contact: unit.contact.clone(),
            phone: unit.phone.clone(),
            deadline: deadline(unit, settings),
        })
        .collect();
    let letter = letter(settings);
    dispatch(
        &rows,
        &DispatchFacts {
            title: &campaign.kit.title,
            period: &settings.period.name,
            issuer: &settings.issuer.short,
            letter: letter.as_deref(),
            contact: &contact(settings),
            specimen: settings.specimen,
            created: session.now.civil(),
        },
    )
    .map_err(Stop::Fault)
}

/// Whom units may ask, one a line.
fn contact(settings: &Settings) -> Vec<String> {
    let contact = &settings.contact;
    [
        &contact.office,
        &contact.name,
        &contact.phone,
        &contact.email,
    ]
    .into_iter()
    .filter(|part| !part.trim().is_empty())
    .cloned()
    .collect()
}

/// The letter that the form is enclosed with, as printed at its head.
fn letter(settings: &Settings) -> Option<String> {
    settings.enclosed_with.as_ref().map(|letter| {
        msg!(
            "flow.enclosed-with",
            number = letter.number,
            date = format::long_day(letter.date),
            office = letter.office
        )
        .say(Lang::Vi)
    })
}
