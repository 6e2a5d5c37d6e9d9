//! `emit`: an intake workbook for each unit, one common to all of a form, and the list of what goes to whom.

use super::session::place_outputs;
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
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What was written.
#[derive(Debug, Default)]
pub struct Emitted {
    /// Unit code and its workbook.
    pub personal: Vec<(String, Output)>,
    /// Form id and its common workbook.
    pub common: Vec<(String, Output)>,
    /// Those of them that take the place of forms with other facts, such as a deadline that has moved.
    pub remade: Vec<PathBuf>,
    /// Forms of ours that are there and that no unit gets any more under that name.
    pub unused: Vec<PathBuf>,
    /// The list of which file goes to whom.
    pub list: Option<Output>,
}

/// Workbooks that are written at once: what is about to be written is remembered before all of them.
const AT_ONCE: usize = 100;

/// Which workbooks to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that are not there yet, and those that show what holds no more.
    Missing,
    /// The same, and beside those that a person changed a new one. The day alone makes none anew.
    All,
    /// Only those for everybody, one for each form, and those that show what holds no more.
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
        which,
        task,
        done: 0,
        of: jobs.iter().map(|job| job.units.len()).sum(),
        shown: session.ledger.shown()?,
    };
    let mut outgoing = Shelf::of(&out);
    for job in &jobs {
        run.form((&mut session.ledger, &mut outgoing), job, &mut emitted)?;
    }
    emitted.unused = run.unused(&jobs, &outgoing);
    drop(outgoing);
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
    which: Which,
    task: &'a Task,
    /// Units whose workbook is made, and units in all.
    done: usize,
    of: usize,
    /// What the forms that were made before show, by their names.
    shown: BTreeMap<String, String>,
}

/// A workbook that is to be written: its name, and the hash of what it shows.
struct Due {
    file: String,
    facts: String,
}

/// Workbooks that are to be written, and those that are asked for and stay as they are.
type Sifted<T> = (Vec<(T, Due)>, Vec<(T, Output)>);

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
        let settings = &self.campaign.settings;
        let day = format::day(settings.deadlines.units);
        let issue = issue(self.campaign, job.form, &day, (self.created, self.key));
        let deadlines: Vec<String> = job.units.iter().map(|u| deadline(u, settings)).collect();
        let all = job.units.iter().zip(&deadlines);
        let all: Vec<Addressee> = all.map(|(u, d)| addressee(self.campaign, u, d)).collect();
        let of_all = issue.facts();
        let personal: Vec<(&Addressee, Due)> = all
            .iter()
            .map(|to| {
                let file = file_name(to.code, to.name, name);
                let facts = to.facts(&of_all);
                (to, Due { file, facts })
            })
            .collect();
        let is_asked = self.which != Which::Common;
        let (personal, kept) = self.due((ledger, outgoing), personal, is_asked)?;
        let kept = kept.into_iter();
        emitted
            .personal
            .extend(kept.map(|(to, output)| (to.code.to_owned(), output)));
        let shared = Due {
            file: common_name(job.form, name),
            facts: issue.common_facts(&of_all, &all),
        };
        let shared = job.has_common().then_some(((), shared));
        let shared = shared.into_iter().collect();
        let (shared, kept) = self.due((ledger, outgoing), shared, true)?;
        let kept = kept.into_iter();
        emitted
            .common
            .extend(kept.map(|((), output)| (job.form.id.to_string(), output)));
        if personal.is_empty() && shared.is_empty() {
            return Ok(());
        }
        let template = Template::make(&issue).map_err(Stop::Fault)?;
        let version = issued::version(&self.campaign.kit, job.form, &self.stamp)?;
        ledger.remember_issued(&version)?;
        for some in personal.chunks(AT_ONCE) {
            let mut made = Vec::new();
            let mut goes_on = Ok(());
            for (to, due) in some {
                goes_on = self.task.goes_on();
                if goes_on.is_err() {
                    break;
                }
                made.push((due, template.personal(to).map_err(Stop::Fault)?));
                self.done += 1;
                self.task.tell(Step::Emitting, self.done, self.of);
            }
            let outputs = self.place_workbooks((ledger, outgoing), &made, emitted)?;
            let codes = some.iter().map(|(to, _)| to.code.to_owned());
            emitted.personal.extend(codes.zip(outputs));
            goes_on?;
        }
        for ((), due) in shared {
            self.task.goes_on()?;
            let made = [(&due, common(&issue, &all).map_err(Stop::Fault)?)];
            let outputs = self.place_workbooks((ledger, outgoing), &made, emitted)?;
            let form = std::iter::repeat(job.form.id.to_string());
            emitted.common.extend(form.zip(outputs));
        }
        Ok(())
    }

    /// Those that are to be written: of what is not asked for, where the form that is there shows what holds no more.
    /// Beside them those that are asked for and are kept.
    fn due<T>(
        &self,
        (ledger, outgoing): (&Ledger, &Shelf),
        all: Vec<(T, Due)>,
        is_asked: bool,
    ) -> Result<Sifted<T>, Stop> {
        let (mut due_now, mut kept) = (Vec::new(), Vec::new());
        for (to, due) in all {
            let there = outgoing.newest(&due.file);
            let is_new = is_asked && (self.which != Which::Missing || there.is_none());
            let is_old = there.is_some() && (self.is_stale(&due) || self.is_begun(ledger, &due)?);
            match there {
                Some(path) if is_new && !is_old && is_ours(ledger, outgoing, &due.file)? => {
                    let beside = !path.ends_with(&due.file);
                    let output = Output {
                        path,
                        beside,
                        unchanged: true,
                    };
                    kept.push((to, output));
                }
                _ if is_new || is_old => due_now.push((to, due)),
                _ => {}
            }
        }
        Ok((due_now, kept))
    }

    /// Whether a run was cut off after it had begun to write the form: nothing is known of what it shows.
    fn is_begun(&self, ledger: &Ledger, due: &Due) -> Result<bool, Stop> {
        Ok(!self.shown.contains_key(&due.file) && !written_hashes(ledger, &due.file)?.is_empty())
    }

    /// Whether the form that was made before shows something else.
    fn is_stale(&self, due: &Due) -> bool {
        let shown = self.shown.get(&due.file);
        shown.is_some_and(|facts| *facts != due.facts)
    }

    /// Forms that were made before and are still there, under names that no form has now.
    fn unused(&self, jobs: &[Job], outgoing: &Shelf) -> Vec<PathBuf> {
        let name = &self.campaign.settings.campaign;
        let units = jobs.iter().flat_map(|job| &job.units);
        let mut used: BTreeSet<String> = units
            .map(|unit| file_name(&unit.code, &unit.name, name))
            .collect();
        let shared = jobs.iter().filter(|job| job.has_common());
        used.extend(shared.map(|job| common_name(job.form, name)));
        let known = self.shown.keys().filter(|file| !used.contains(*file));
        known.flat_map(|file| outgoing.all(file)).collect()
    }

    /// Writes workbooks. That they are ours is remembered before, also should the run be cut off; what they show after
    /// they are there, so that a form which was not written is not taken for one that shows it.
    fn place_workbooks(
        &self,
        (ledger, outgoing): (&mut Ledger, &mut Shelf),
        made: &[(&Due, Vec<u8>)],
        emitted: &mut Emitted,
    ) -> Result<Vec<Output>, Stop> {
        let run = (self.campaign.root.as_path(), self.stamp.as_str());
        let files = made.iter();
        let files: Vec<(&str, &[u8])> = files
            .map(|(due, bytes)| (due.file.as_str(), bytes.as_slice()))
            .collect();
        let outputs = place_outputs(ledger, run, outgoing, &files)?;
        for ((due, _), output) in made.iter().zip(&outputs) {
            if self.is_stale(due) {
                emitted.remade.push(output.path.clone());
            }
        }
        let news = made.iter().map(|(due, _)| due);
        let mut news = news.filter(|due| self.shown.get(&due.file) != Some(&due.facts));
        ledger.together(|ledger| {
            news.try_for_each(|due| ledger.remember_shown(&due.file, &due.facts))
        })?;
        Ok(outputs)
    }
}

/// The hashes of what of ours may lie under the name of a form.
fn written_hashes(ledger: &Ledger, file: &str) -> Result<Vec<String>, Stop> {
    Ok(ledger.output_hashes(&format!("{}/{file}", folder::OUTGOING))?)
}

/// Whether the form that is there is as we left it.
fn is_ours(ledger: &Ledger, outgoing: &Shelf, file: &str) -> Result<bool, Stop> {
    Ok(outgoing.newest_is_one_of(file, &written_hashes(ledger, file)?))
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

/// The name of the workbook for all units of a form.
pub(super) fn common_of(campaign: &Campaign, form: &str) -> Option<String> {
    let form = campaign.kit.form(form)?;
    Some(common_name(form, &campaign.settings.campaign))
}

/// No underscore before the form: `LibreOffice` takes `_xa_` for a line break written in hexadecimal.
fn common_name(form: &Form, campaign: &str) -> String {
    format!("chung-{}_{campaign}.xlsx", form.id)
}

pub(super) fn addressee<'a>(
    campaign: &Campaign,
    unit: &'a Unit,
    deadline: &'a str,
) -> Addressee<'a> {
    Addressee {
        code: &unit.code,
        name: &unit.name,
        deadline,
        previous: previous(campaign, unit),
        sections: &unit.sections,
    }
}

/// The deadline of a unit, as printed.
pub(super) fn deadline(unit: &Unit, settings: &Settings) -> String {
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

pub(super) fn issue<'a>(
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
    let (rows, common) = rows(campaign);
    let said = Said::of(&campaign.settings);
    let facts = said.facts(campaign, &common, session.now.civil());
    dispatch(&rows, &facts).map_err(Stop::Fault)
}

/// What goes to whom, and the names of the workbooks that are common to all units of a form.
pub(super) fn rows(campaign: &Campaign) -> (Vec<DispatchRow>, Vec<String>) {
    let settings = &campaign.settings;
    let outgoing = Shelf::of(&campaign.root.join(folder::OUTGOING));
    let newest = |name: String| {
        let path = outgoing.newest(&name);
        let newest = path.as_deref().and_then(Path::file_name);
        newest.map_or(name, |newest| newest.to_string_lossy().into_owned())
    };
    let units = campaign.roster.reporting();
    let rows = units.map(|unit| DispatchRow {
        code: unit.code.clone(),
        unit: unit.name.clone(),
        addressee: addressed(&unit.name),
        file: newest(file_name(&unit.code, &unit.name, &settings.campaign)),
        email: unit.email.clone(),
        contact: unit.contact.clone(),
        phone: unit.phone.clone(),
        deadline: deadline(unit, settings),
    });
    let jobs = jobs(campaign);
    let common = jobs.iter().filter(|job| job.has_common());
    let common = common.map(|job| newest(common_name(job.form, &settings.campaign)));
    (rows.collect(), common.collect())
}

/// What the words to units say of the settings.
pub(super) struct Said {
    letter: Option<String>,
    contact: Vec<String>,
}

impl Said {
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            letter: letter(settings),
            contact: contact(settings),
        }
    }

    pub(super) fn facts<'a>(
        &'a self,
        campaign: &'a Campaign,
        common: &'a [String],
        created: jiff::civil::DateTime,
    ) -> DispatchFacts<'a> {
        let settings = &campaign.settings;
        DispatchFacts {
            title: &campaign.kit.title,
            period: &settings.period.name,
            issuer: &settings.issuer.short,
            letter: self.letter.as_deref(),
            contact: &self.contact,
            common,
            specimen: settings.specimen,
            created,
        }
    }
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
