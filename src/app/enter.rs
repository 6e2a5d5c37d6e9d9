//! `set`, `reject` and `without --field`: the officer enters one answer over what a unit sent, or leaves answers out.
//!
//! No file is touched: a decision is laid over the return in force when it is read, and goes with it when another return of
//! the unit takes its place.

use super::decide::decide;
use super::ingest::in_force;
use super::reason::needed;
use super::unit_name::{Named, unit_of};
use super::{Session, Stop, status};
use crate::model::finding::Finding;
use crate::model::form::{Body, FieldRef, Form};
use crate::model::id::{AnswerId, FieldPath, split_path};
use crate::model::obligation::Obligation;
use crate::model::reading::{Answer, Reading};
use crate::model::receipt::{Counted, Decided, Entered};
use crate::msg;
use crate::store::folder;
use crate::value::understand::nil_of;
use crate::value::{Nil, typed};
use crate::words::nearest::did_you_mean;
use crate::words::{Fact, Message, ToFact, official, official_value};

/// An answer that was entered.
#[derive(Debug)]
pub struct Set {
    /// Whose.
    pub unit: Named,
    /// What a person calls it.
    pub label: String,
    /// What counted before.
    pub before: Fact,
    /// What counts now.
    pub now: Fact,
}

/// Answers that count no more.
#[derive(Debug)]
pub struct LeftOut {
    /// Whose.
    pub unit: Named,
    /// What a person calls each.
    pub labels: Vec<String>,
}

/// A part of what a unit answered.
#[derive(Debug, Clone)]
pub enum Part {
    /// All of a form, by its id.
    Form(String),
    /// A section, by its id.
    Section(String),
    /// A field, by its id.
    Field(String),
}

/// Where the officer learned a value, and why it is entered.
#[derive(Debug, Clone, Copy)]
pub struct Learned<'a> {
    /// Where, e.g. "điện thoại ngày 15/11".
    pub source: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Enters one answer over what a unit sent, from a source outside its files.
///
/// # Errors
/// When nothing of the unit is in force, there is no such field, the value is none that the field takes, or it counts
/// already.
pub fn set(
    session: &mut Session,
    unit: &str,
    field: &str,
    value: &str,
    learned: Learned<'_>,
) -> Result<Set, Stop> {
    let reason = needed(learned.reason)?;
    let source = needed(learned.source)?;
    let answered = Answered::of(session, unit)?;
    let form = answered.form(session)?;
    let field = field_of(form, field)?;
    let said = said((form, field), value, &reason)?;
    let id = AnswerId::from(field.id());
    let now = shown(field, &said, value);
    let before = answered.reading().field(&id);
    let before = before.map_or_else(Fact::default, |own| shown(field, &own.answer, &own.raw));
    let entered = answered.entered(id, said, (value.trim(), &source));
    if answered.says_already(&entered) {
        return Err(Stop::Wrong(msg!(
            "enter.already",
            unit = answered.unit.name,
            label = field.label(),
            value = now
        )));
    }
    let label = field.label();
    let what = Decided::EnterAnswer {
        obligation: answered.owed.clone(),
        entered: Box::new(entered),
    };
    decide(session, [what], &reason)?;
    Ok(Set {
        unit: answered.unit,
        label,
        before,
        now,
    })
}

/// Lets the value of last period stand for an answer that a unit left blank, until the unit fills it.
///
/// # Errors
/// When nothing of the unit is in force, there is no such field, it is not blank, or last period had no value of it.
pub fn set_from_last(
    session: &mut Session,
    unit: &str,
    field: &str,
    reason: &str,
) -> Result<Set, Stop> {
    let reason = needed(reason)?;
    let answered = Answered::of(session, unit)?;
    let form = answered.form(session)?;
    let field = field_of(form, field)?;
    let (unit, label) = (&answered.unit.name, field.label());
    let id = AnswerId::from(field.id());
    let own = answered.reading().field(&id);
    if let Some(own) = own.filter(|own| !own.is_left_blank()) {
        let value = shown(field, &own.answer, &own.raw);
        return Err(Stop::Wrong(msg!(
            "enter.not-blank",
            unit = unit,
            label = label,
            value = value
        )));
    }
    let path = FieldPath::new(&form.id, &field.id());
    let last = &session.campaign.previous.values;
    let Some(value) = last.get(&(answered.unit.code.clone(), path)) else {
        return Err(Stop::Wrong(msg!(
            "enter.nothing-last",
            unit = unit,
            label = label,
            file = folder::PREVIOUS
        )));
    };
    let now = Fact::value(value, field.kind());
    let raw = official_value(value, field.kind());
    let source = official("enter.of-last");
    let said = Answer::Value(value.clone());
    let entered = Entered {
        is_of_last: true,
        ..answered.entered(id, said, (&raw, &source))
    };
    let what = Decided::EnterAnswer {
        obligation: answered.owed.clone(),
        entered: Box::new(entered),
    };
    decide(session, [what], &reason)?;
    Ok(Set {
        unit: answered.unit,
        label,
        before: Fact::words("cli.blank"),
        now,
    })
}

/// Leaves parts of what a unit sent out, as if it had answered that it has no data, for a reason that the report names.
///
/// # Errors
/// When nothing of the unit is in force, there is no such part, or nothing of it counts.
pub fn leave_out(
    session: &mut Session,
    unit: &str,
    parts: &[Part],
    reason: &str,
) -> Result<LeftOut, Stop> {
    let reason = needed(reason)?;
    let answered = Answered::of(session, unit)?;
    let form = answered.form(session)?;
    let mut answers = Vec::new();
    for part in parts {
        for one in answers_of(form, part)? {
            if !answers.contains(&one) {
                answers.push(one);
            }
        }
    }
    left_out(session, answered, answers, &reason)
}

/// Leaves out the answers that an open finding is about.
///
/// # Errors
/// When there is no such finding, or it is about no answer of one unit.
pub fn reject(session: &mut Session, id: &str, reason: &str) -> Result<LeftOut, Stop> {
    let reason = needed(reason)?;
    let found = status::open_findings(session)?;
    let Some(finding) = found.iter().find(|f| f.id.eq_ignore_ascii_case(id)) else {
        return Err(Stop::Wrong(msg!("enter.no-such-finding", id = id)));
    };
    let about_none = || Stop::Wrong(msg!("enter.about-no-answer", id = finding.id));
    let unit = finding.unit.clone().ok_or_else(about_none)?;
    let answered = Answered::of(session, unit.as_str())?;
    let form = answered.form(session)?;
    let answers = answers_in(form, finding);
    if answers.is_empty() {
        return Err(about_none());
    }
    left_out(session, answered, answers, &reason)
}

/// An answer with what a person calls it.
type Labelled = (AnswerId, String);

fn left_out(
    session: &mut Session,
    answered: Answered,
    mut answers: Vec<Labelled>,
    reason: &str,
) -> Result<LeftOut, Stop> {
    let labels = |answers: &[Labelled]| -> Vec<String> {
        answers.iter().map(|(_, label)| label.clone()).collect()
    };
    let asked = labels(&answers);
    answers.retain(|(id, _)| answered.counts(id));
    if answers.is_empty() {
        return Err(Stop::Wrong(msg!(
            "enter.nothing-to-leave-out",
            unit = answered.unit.name,
            what = Fact::list(asked, "; ")
        )));
    }
    let labels = labels(&answers);
    let decided: Vec<Decided> = answers
        .into_iter()
        .map(|(id, _)| {
            let said = Answer::Nil {
                nil: Nil::NoData,
                reason: reason.to_owned(),
            };
            Decided::EnterAnswer {
                obligation: answered.owed.clone(),
                entered: Box::new(answered.entered(id, said, ("", ""))),
            }
        })
        .collect();
    decide(session, decided, reason)?;
    Ok(LeftOut {
        unit: answered.unit,
        labels,
    })
}

/// What counts for a unit now.
struct Answered {
    unit: Named,
    owed: Obligation,
    counted: Counted,
}

impl Answered {
    fn of(session: &mut Session, unit: &str) -> Result<Self, Stop> {
        let unit = unit_of(session, unit)?;
        let roster = &session.campaign.roster;
        let in_force = session.ledger.in_force()?.into_iter();
        let mut own =
            in_force.filter(|(owed, _)| owed.unit == unit.code && in_force::is_owed(roster, owed));
        let Some((owed, counting)) = own.next() else {
            return Err(Stop::Wrong(msg!(
                "enter.nothing-in-force",
                unit = unit.name,
                code = unit.code
            )));
        };
        let counted = session.ledger.counted(&owed.unit, &counting)?;
        Ok(Self {
            unit,
            owed,
            counted,
        })
    }

    fn reading(&self) -> &Reading {
        &self.counted.reading
    }

    fn form<'s>(&self, session: &'s Session) -> Result<&'s Form, Stop> {
        let form = session.campaign.kit.form(&self.owed.form);
        form.ok_or_else(|| {
            Stop::Wrong(msg!(
                "enter.nothing-in-force",
                unit = self.unit.name,
                code = self.unit.code
            ))
        })
    }

    /// An answer as it is entered, with what the unit itself had sent.
    fn entered(&self, answer: AnswerId, said: Answer, (raw, source): (&str, &str)) -> Entered {
        let before = self.counted.entered.iter().find(|e| e.answer == answer);
        let own = self.reading().field(&answer);
        let instead = match (before, own) {
            (Some(before), _) => before.instead.clone(),
            (None, Some(own)) => own.answer.clone(),
            (None, None) => Answer::Blank,
        };
        Entered {
            answer,
            said,
            raw: raw.to_owned(),
            source: source.to_owned(),
            instead,
            is_of_last: false,
        }
    }

    /// Whether the same counts already.
    fn says_already(&self, entered: &Entered) -> bool {
        let own = self.reading().field(&entered.answer);
        own.is_some_and(|own| own.answer.says_the_same(&entered.said))
    }

    /// Whether there is something to leave out: anything but that it has no data.
    fn counts(&self, answer: &AnswerId) -> bool {
        let reading = self.reading();
        if let Some(own) = reading.field(answer) {
            return !matches!(
                own.answer,
                Answer::Nil {
                    nil: Nil::NoData,
                    ..
                }
            );
        }
        let mut nils = reading.list_nils.iter();
        let has_none = nils.any(|(id, nil, _)| id == answer.as_str() && *nil == Nil::NoData);
        !has_none && reading.lists.iter().any(|(id, _)| id == answer.as_str())
    }
}

/// A field by its id, alone or after that of its form.
fn field_of<'f>(form: &'f Form, named: &str) -> Result<FieldRef<'f>, Stop> {
    let alone = own_id(form, named);
    let field = form.field(alone);
    if field.is_some_and(|field| field.is_computed()) {
        return Err(Stop::Wrong(msg!("enter.is-computed", name = alone)));
    }
    field.ok_or_else(|| {
        if form.lists().any(|(section, _)| section.id == *alone) {
            return Stop::Wrong(msg!("enter.is-list", name = alone));
        }
        let known: Vec<String> = form.fields().map(|f| f.id().to_string()).collect();
        no_such("enter.no-such-field", form, (named, &known))
    })
}

/// An id without that of the form before it.
fn own_id<'n>(form: &Form, named: &'n str) -> &'n str {
    let named = named.trim();
    match split_path(named) {
        Some((first, rest)) if *first == *form.id.as_str() => rest,
        _ => named,
    }
}

fn no_such(id: &'static str, form: &Form, (named, known): (&str, &[String])) -> Stop {
    let near = did_you_mean(named, known.iter().map(String::as_str));
    let near = near.map_or_else(Fact::default, |near| near.to_fact());
    Stop::Wrong(
        Message::new(id)
            .with("name", named)
            .with("form", &form.title)
            .with("near", &near),
    )
}

/// All answers in a part of a form.
fn answers_of(form: &Form, part: &Part) -> Result<Vec<Labelled>, Stop> {
    let sections = match part {
        Part::Field(named) => {
            let alone = own_id(form, named);
            if let Some((section, _)) = form.lists().find(|(section, _)| section.id == *alone) {
                return Ok(vec![(AnswerId::from(&section.id), section.title.clone())]);
            }
            let field = field_of(form, named)?;
            return Ok(vec![(AnswerId::from(field.id()), field.label())]);
        }
        Part::Section(named) => {
            let alone = own_id(form, named);
            let mut sections = form.sections.iter();
            let Some(section) = sections.find(|section| section.id == *alone) else {
                let known: Vec<String> = form.sections.iter().map(|s| s.id.to_string()).collect();
                return Err(no_such("enter.no-such-section", form, (named, &known)));
            };
            std::slice::from_ref(section)
        }
        Part::Form(named) if form.id == *named.trim() => &form.sections,
        Part::Form(named) => {
            let known = [form.id.to_string()];
            return Err(no_such("enter.no-such-form", form, (named, &known)));
        }
    };
    let mut answers = Vec::new();
    for section in sections {
        if let Body::List(_) = section.body {
            answers.push((AnswerId::from(&section.id), section.title.clone()));
        }
        let fields = form
            .fields()
            .filter(|f| f.section.id == section.id && !f.is_computed());
        answers.extend(fields.map(|field| (AnswerId::from(field.id()), field.label())));
    }
    Ok(answers)
}

/// The answers that a finding is about; of a cell of a list the whole list.
fn answers_in(form: &Form, finding: &Finding) -> Vec<Labelled> {
    let mut answers: Vec<Labelled> = Vec::new();
    for item in finding.cells.iter().filter_map(|cell| cell.field.as_ref()) {
        let item = own_id(form, item);
        let list = item.split(['[', '.']).next().unwrap_or_default();
        let list = form.lists().find(|(section, _)| section.id == *list);
        let one = match (form.field(item), list) {
            (Some(field), _) => (AnswerId::from(field.id()), field.label()),
            (None, Some((section, _))) => (AnswerId::from(&section.id), section.title.clone()),
            (None, None) => continue,
        };
        if !answers.contains(&one) {
            answers.push(one);
        }
    }
    answers
}

/// What a typed value says in a field.
fn said((form, field): (&Form, FieldRef<'_>), value: &str, reason: &str) -> Result<Answer, Stop> {
    if let Some(nil) = nil_of(value) {
        return Ok(Answer::Nil {
            nil,
            reason: reason.to_owned(),
        });
    }
    let understood = typed(value, field.kind(), &field.row.unit);
    match understood.value {
        Some(said) if understood.remarks.is_empty() && !understood.estimate => {
            Ok(Answer::Value(said))
        }
        _ => Err(Stop::Wrong(msg!(
            "enter.not-understood",
            value = value,
            label = field.label(),
            example = form
                .example
                .get(field.id().as_str())
                .map_or("…", String::as_str)
        ))),
    }
}

/// An answer as people are told of it.
fn shown(field: FieldRef<'_>, answer: &Answer, raw: &str) -> Fact {
    match answer {
        Answer::Value(value) => Fact::value(value, field.kind()),
        Answer::Nil {
            nil: Nil::NoData, ..
        } => Fact::words("cli.nil-no-data"),
        Answer::Nil { .. } => Fact::words("cli.nil-not-arisen"),
        Answer::Blank => Fact::words("cli.blank"),
        Answer::NotUnderstood => raw.trim().into(),
    }
}
