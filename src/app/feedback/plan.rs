//! What goes to each unit: what it is asked, since when, until when.

use super::points::Points;
use super::{CORRECTION, File, TEXT, base_name, plain_text};
use crate::app::emit::{addressee, deadline, issue};
use crate::app::env::Now;
use crate::app::{Output, Stop};
use crate::campaign::Campaign;
use crate::campaign::mending::Mending;
use crate::campaign::status::Status;
use crate::check;
use crate::model::finding::{Finding, FindingState};
use crate::model::form::Form;
use crate::model::id::{FindingId, FormId};
use crate::model::issue_key::IssueKey;
use crate::model::question::{Question, question_about};
use crate::model::respondent::InForce;
use crate::model::unit::Unit;
use crate::msg;
use crate::report::chat::{Ask, ask};
use crate::report::letter::by_day;
use crate::value::{Moment, format};
use crate::words::official;
use crate::workbook::intake::{Correction, correction};
use jiff::civil::DateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;

/// What goes to a unit, before its workbook is made.
pub(super) struct Plan<'a> {
    pub(super) unit: &'a Unit,
    pub(super) form: &'a Form,
    pub(super) in_force: Option<&'a InForce>,
    pub(super) points: Points,
    /// When it was asked last: the one time in its files, so that they stay the same from run to run.
    pub(super) asked_on: DateTime,
    pub(super) reply_by: String,
    pub(super) questions: Vec<Question>,
    pub(super) waiting: usize,
    /// Name of its workbook, and a hash of what that shows.
    pub(super) file: String,
    pub(super) facts: String,
}

/// The workbook of a unit.
pub(super) enum Workbook {
    /// As it lies there.
    Kept(Output),
    /// Made now.
    Made(File),
    /// A list of it has no room for all that the unit sent.
    NoRoom,
}

impl Plan<'_> {
    /// The text that goes with the workbook, or without one.
    pub(super) fn text(&self, campaign: &Campaign, workbook: Option<&Output>) -> File {
        let file = workbook.and_then(|output| output.path.file_name());
        let file = file.map(OsStr::to_string_lossy);
        let said = ask(
            &campaign.settings,
            &Ask {
                unit: &self.unit.name,
                points: &self.points.now,
                waiting: self.points.waiting.clone(),
                file: file.as_deref(),
                is_entered: self.in_force.is_some_and(|of| of.reading.learned.is_some()),
                reply_by: &self.reply_by,
            },
        );
        let name = base_name(
            &self.unit.code,
            &self.unit.name,
            &campaign.settings.campaign,
        );
        (format!("{name}{TEXT}"), plain_text(&said))
    }
}

/// What the units of a campaign are asked from.
pub(super) struct Planning<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) status: &'a Status,
    pub(super) key: IssueKey,
    pub(super) now: &'a Now,
    pub(super) questions: Vec<Question>,
    /// By form: a hash of what all workbooks of it show.
    pub(super) issues: BTreeMap<FormId, String>,
}

impl Planning<'_> {
    /// When a unit was asked about a finding that waits for its answer; now when it is not.
    fn asked_at(&self, mending: &Mending<'_>, finding: &Finding) -> String {
        let known = question_about(&self.questions, &mending.unit.code, &finding.id);
        let known = known.filter(|_| finding.state == FindingState::Asked);
        known.map_or_else(|| self.now.stamp(), |q| q.at.clone())
    }

    pub(super) fn plan<'p>(&'p self, mending: &Mending<'p>) -> Result<Plan<'p>, Stop> {
        let campaign = self.campaign;
        let unit = mending.unit;
        let Some(form) = campaign.kit.form(&unit.form) else {
            return Err(Stop::Fault(msg!("feedback.no-form", unit = unit.name)));
        };
        let of_unit = self.status.units.iter().find(|u| u.unit.code == unit.code);
        let in_force = of_unit.and_then(|of| of.in_force.as_ref());
        let asked = mending.findings.iter();
        let asked: Vec<String> = asked.map(|f| self.asked_at(mending, f)).collect();
        let latest = asked.iter().max().cloned().unwrap_or_default();
        let asked_on = Moment::parse(&latest).map_or_else(|| self.now.civil(), Moment::civil);
        let due = campaign.deadline(unit);
        let report = campaign.settings.deadlines.report;
        let reply_by = by_day((asked_on.date(), report), &[due]);
        let reply_by = reply_by.unwrap_or_else(|| official("feedback.at-once"));
        let recurring = Self::recurring(form, in_force);
        let points = Points::of(
            (&campaign.kit, form),
            mending,
            (&asked, &latest),
            &recurring,
        );
        let is_new = |finding: &&&Finding| finding.state != FindingState::Asked;
        let questions = mending.findings.iter().filter(is_new);
        let questions: Vec<Question> = questions
            .map(|finding| Question {
                unit: unit.code.clone(),
                finding: finding.id.clone(),
                basis: finding.basis.clone(),
                receipt: in_force.map(InForce::latest),
                at: self.now.stamp(),
            })
            .collect();
        let name = base_name(&unit.code, &unit.name, &campaign.settings.campaign);
        let mut plan = Plan {
            unit,
            form,
            in_force,
            points,
            asked_on,
            reply_by,
            waiting: mending.findings.len() - questions.len(),
            questions,
            file: format!("{name}{CORRECTION}"),
            facts: String::new(),
        };
        plan.facts = self.facts(&plan);
        Ok(plan)
    }

    /// A hash of what the workbook of a unit shows.
    fn facts(&self, plan: &Plan<'_>) -> String {
        let day = deadline(plan.unit, &self.campaign.settings);
        let to = addressee(self.campaign, plan.unit, &day);
        let issue = self.issues.get(&plan.form.id).map_or("", String::as_str);
        let said = plan.in_force.map(|of| (&of.file, &of.reading));
        let shown = (
            to.facts(issue),
            said,
            &plan.points.all,
            plan.asked_on,
            &plan.reply_by,
        );
        blake3::hash(format!("{shown:?}").as_bytes()).to_hex()[..16].to_owned()
    }

    pub(super) fn workbook(&self, plan: &Plan<'_>) -> Result<Workbook, Stop> {
        let day = deadline(plan.unit, &self.campaign.settings);
        let usual = format::day(self.campaign.settings.deadlines.units);
        let stamped = (plan.asked_on, self.key);
        let issue = issue(self.campaign, plan.form, &usual, stamped);
        let to = addressee(self.campaign, plan.unit, &day);
        let asked = Correction {
            reading: plan.in_force.map(|of| &of.reading),
            file: plan.in_force.map_or("", |of| &of.file),
            points: &plan.points.all,
            reply_by: &plan.reply_by,
        };
        let bytes = correction(&issue, &to, &asked).map_err(Stop::Fault)?;
        Ok(bytes.map_or(Workbook::NoRoom, |bytes| {
            Workbook::Made((plan.file.clone(), bytes))
        }))
    }

    /// The findings that the values of a return raise, wherever they stand.
    fn recurring(form: &Form, in_force: Option<&InForce>) -> BTreeSet<FindingId> {
        let judged = in_force.map(|of| check::judge(form, &of.reading, &of.file));
        let judged = judged.into_iter().flatten();
        judged.map(|finding| finding.id).collect()
    }
}

/// By form: a hash of what all workbooks of it show.
pub(super) fn issue_facts(
    campaign: &Campaign,
    stamped: (DateTime, IssueKey),
) -> BTreeMap<FormId, String> {
    let usual = format::day(campaign.settings.deadlines.units);
    let forms = campaign.kit.forms.iter();
    forms
        .map(|form| {
            let issue = issue(campaign, form, &usual, stamped);
            (form.id.clone(), issue.facts())
        })
        .collect()
}
