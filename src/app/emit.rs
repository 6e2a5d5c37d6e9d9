//! `emit`: an intake workbook for each unit, one common to all of a form, and the list of what goes to whom.

use super::session::place_output;
use super::{Output, Session, Step, Stop, Task, issued};
use crate::campaign::Campaign;
use crate::campaign::roster::addressed;
use crate::campaign::settings::{Mark, Settings};
use crate::model::form::Form;
use crate::model::id::FieldPath;
use crate::model::issue_key::IssueKey;
use crate::model::unit::Unit;
use crate::msg;
use crate::store::folder::{self, Shelf};
use crate::store::ledger::Ledger;
use crate::value::{Value, format};
use crate::words::Lang;
use crate::workbook::dispatch::{DispatchFacts, DispatchRow, dispatch};
use crate::workbook::intake::{Addressee, Issue, Template, common, file_name};
use std::collections::BTreeMap;
use std::path::Path;

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
    /// Only those for everybody, one for each form.
    Common,
}

/// Writes the intake workbooks into `1-gui-di/`. Those written before it was cancelled stay and are remembered.
pub fn emit(session: &mut Session, which: Which, task: &Task) -> Result<Emitted, Stop> {
    let out = session.campaign.root.join(folder::OUTGOING);
    let jobs = jobs(&session.campaign);
    let mut emitted = Emitted::default();
    let mut run = EmitRun {
        campaign: &session.campaign,
        created: session.now.civil(),
        key: session.key,
        stamp: session.now.stamp(),
        out: &out,
        which,
        task,
        done: 0,
        of: jobs.iter().map(|job| job.units.len()).sum(),
    };
    let mut outgoing = Shelf::of(&out);
    let is_whole = session.ledger.together(|ledger| {
        for job in &jobs {
            match run.form((ledger, &mut outgoing), job, &mut emitted) {
                Err(Stop::Cancelled) => return Ok(false),
                written => written?,
            }
        }
        Ok::<bool, Stop>(true)
    })?;
    if !is_whole {
        return Err(Stop::Cancelled);
    }
    let bytes = list(session)?;
    emitted.list = Some(session.place_output(&out, folder::DISPATCH, &bytes)?);
    Ok(emitted)
}

/// What all forms of an emission share.
struct EmitRun<'a> {
    campaign: &'a Campaign,
    created: jiff::civil::DateTime,
    key: IssueKey,
    stamp: String,
    out: &'a Path,
    which: Which,
    task: &'a Task,
    /// Units whose workbook is made, and units in all.
    done: usize,
    of: usize,
}

/// A form with the units of the roster that fill it.
struct Job<'a> {
    form: &'a Form,
    units: Vec<&'a Unit>,
}

impl Job<'_> {
    /// Whether there is a workbook for all of its units.
    fn has_common(&self) -> bool {
        self.units.len() > 1
    }
}

impl EmitRun<'_> {
    /// Writes one form's workbooks, each as soon as it is made.
    fn form(
        &mut self,
        (ledger, outgoing): (&mut Ledger, &mut Shelf),
        job: &Job,
        emitted: &mut Emitted,
    ) -> Result<(), Stop> {
        let name = &self.campaign.settings.campaign;
        let personal: Vec<(&Unit, String)> = job
            .units
            .iter()
            .map(|unit| (*unit, file_name(&unit.code, &unit.name, name)))
            .filter(|(_, file)| self.which != Which::Common && self.is_due(file))
            .collect();
        let shared = common_name(job.form, name);
        let shared_is_due = job.has_common() && self.is_due(&shared);
        if personal.is_empty() && !shared_is_due {
            return Ok(());
        }
        let due = format::day(self.campaign.settings.deadlines.units);
        let issue = issue(self.campaign, job.form, &due, (self.created, self.key));
        let template = Template::make(&issue).map_err(Stop::Fault)?;
        let version = issued::version(&self.campaign.kit, job.form, &self.stamp)?;
        ledger.remember_issued(&version)?;
        for (unit, file) in personal {
            self.task.goes_on()?;
            let deadline = deadline(unit, &self.campaign.settings);
            let to = addressee(self.campaign, unit, &deadline);
            let bytes = template.personal(&to).map_err(Stop::Fault)?;
            let output = self.place_workbook((ledger, outgoing), &file, &bytes)?;
            emitted.personal.push((unit.code.to_string(), output));
            self.done += 1;
            self.task.tell(Step::Emitting, self.done, self.of);
        }
        if shared_is_due {
            self.task.goes_on()?;
            let deadlines = job
                .units
                .iter()
                .map(|u| deadline(u, &self.campaign.settings));
            let deadlines: Vec<String> = deadlines.collect();
            let all = job.units.iter().zip(&deadlines);
            let all: Vec<Addressee> = all.map(|(u, d)| addressee(self.campaign, u, d)).collect();
            let bytes = common(&issue, &all).map_err(Stop::Fault)?;
            let output = self.place_workbook((ledger, outgoing), &shared, &bytes)?;
            emitted.common.push((job.form.id.to_string(), output));
        }
        Ok(())
    }

    fn is_due(&self, file: &str) -> bool {
        self.which != Which::Missing || !self.out.join(file).exists()
    }

    fn place_workbook(
        &self,
        (ledger, outgoing): (&mut Ledger, &mut Shelf),
        file: &str,
        bytes: &[u8],
    ) -> Result<Output, Stop> {
        let run = (self.campaign.root.as_path(), self.stamp.as_str());
        place_output(ledger, run, outgoing, file, bytes)
    }
}

fn jobs(campaign: &Campaign) -> Vec<Job<'_>> {
    let fills = |form: &Form| {
        let units = campaign.roster.reporting();
        units
            .map(AsRef::as_ref)
            .filter(|u: &&Unit| u.form == form.id)
            .collect::<Vec<_>>()
    };
    campaign
        .kit
        .forms
        .iter()
        .map(|form| Job {
            form,
            units: fills(form),
        })
        .filter(|job| !job.units.is_empty())
        .collect()
}

/// No underscore before the form: `LibreOffice` takes `_xa_` for a line break written in hexadecimal.
fn common_name(form: &Form, campaign: &str) -> String {
    format!("chung-{}_{campaign}.xlsx", form.id)
}

fn addressee<'a>(campaign: &Campaign, unit: &'a Unit, deadline: &'a str) -> Addressee<'a> {
    Addressee {
        code: &unit.code,
        name: &unit.name,
        deadline,
        previous: previous(campaign, unit),
        sections: &unit.sections,
    }
}

/// The deadline of a unit, as printed.
fn deadline(unit: &Unit, settings: &Settings) -> String {
    format::day(unit.deadline.unwrap_or(settings.deadlines.units))
}

fn previous(campaign: &Campaign, unit: &Unit) -> BTreeMap<String, Value> {
    // No field has an empty id: this stands before all of the form.
    let first = FieldPath::new(&unit.form, "");
    campaign
        .previous
        .values
        .range((unit.code.clone(), first)..)
        .take_while(|((code, path), _)| *code == unit.code && path.form() == unit.form)
        .map(|((_, path), value)| (path.field().to_owned(), value.clone()))
        .collect()
}

fn issue<'a>(
    campaign: &'a Campaign,
    form: &'a Form,
    due: &'a str,
    (created, key): (jiff::civil::DateTime, IssueKey),
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
        key,
    }
}

/// A section's period or as-of date, as printed under its heading.
fn mark_text(mark: &Mark) -> String {
    match mark {
        Mark::Day(day) => msg!("flow.as-of", day = day).say(Lang::Vi),
        Mark::Span(from, to) => msg!("flow.from-to", from = from, to = to).say(Lang::Vi),
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
            addressee: addressed(&unit.name),
            file: file_name(&unit.code, &unit.name, &settings.campaign),
            email: unit.email.clone(),
            contact: unit.contact.clone(),
            phone: unit.phone.clone(),
            deadline: deadline(unit, settings),
        })
        .collect();
    let letter = letter(settings);
    let common: Vec<String> = jobs(campaign)
        .iter()
        .filter(|job| job.has_common())
        .map(|job| common_name(job.form, &settings.campaign))
        .collect();
    dispatch(
        &rows,
        &DispatchFacts {
            title: &campaign.kit.title,
            period: &settings.period.name,
            issuer: &settings.issuer.short,
            letter: letter.as_deref(),
            contact: &contact(settings),
            common: &common,
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
