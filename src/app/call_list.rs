//! `call-list`: whom to telephone about what, on one page to print; what was answered and promised is typed back into it and
//! stands in the book.

use super::decide::decide;
use super::session::Output;
use super::status::status;
use super::typed_sheet::TypedSheets;
use super::{Session, Stop};
use crate::campaign::status::{Status, UnitStanding, UnitStatus};
use crate::model::finding::Finding;
use crate::model::id::UnitCode;
use crate::model::question::Question;
use crate::model::receipt::{Decided, Decision};
use crate::msg;
use crate::store::folder;
use crate::value::{Moment, Severity, format};
use crate::words::{Lang, Message, official};
use crate::workbook::calls::{CallRow, CallSheet, FilledCall, read, write};
use std::collections::BTreeMap;

/// Characters of a sentence that stands for what is to be mended.
const FIRST_WORDS: usize = 80;

/// What became of what was typed.
#[derive(Debug)]
pub struct Recorded {
    /// What stands in the book now, each with the number of its act.
    pub done: Vec<Message>,
    /// What does not, and why, each with its cell.
    pub asked: Vec<Message>,
    /// What stays in the list: whose row, and what was typed there.
    kept: Vec<FilledCall>,
    sheets: TypedSheets,
}

/// What became of the list.
#[derive(Debug)]
pub struct CallList {
    /// What was typed into the one before.
    pub recorded: Recorded,
    /// The new one; none when nobody is to be called.
    pub output: Option<Output>,
    /// How many units are on it.
    pub count: usize,
}

/// Writes down what was typed into the list of before, and makes a new one.
///
/// # Errors
/// When the ledger or the folder cannot be written.
pub fn call_list(session: &mut Session) -> Result<CallList, Stop> {
    let recorded = record(session)?;
    let now = status(session)?;
    let questions = session.ledger.questions()?;
    let rows = rows(&now, &questions, &recorded.kept);
    let settings = &session.campaign.settings;
    let bytes = match rows.as_slice() {
        [] => None,
        rows => {
            let sheet = CallSheet {
                title: &settings.report.subject,
                made: session.now.day(),
                rows,
            };
            Some(write(&sheet).map_err(Stop::Fault)?)
        }
    };
    let output = recorded.sheets.place(session, bytes.as_deref())?;
    Ok(CallList {
        count: rows.len(),
        recorded,
        output,
    })
}

/// The same for a list that lies in the folder and in which something was typed; nothing where there is none.
pub(super) fn carry_out(session: &mut Session) -> Result<Option<CallList>, Stop> {
    let is_there = !folder::Shelf::of(&session.campaign.root)
        .all(folder::CALLS)
        .is_empty();
    if is_there {
        call_list(session).map(Some)
    } else {
        Ok(None)
    }
}

fn record(session: &mut Session) -> Result<Recorded, Stop> {
    let mut recorded = Recorded {
        done: Vec::new(),
        asked: Vec::new(),
        kept: Vec::new(),
        sheets: TypedSheets::of("", folder::CALLS),
    };
    let today = session.now.day();
    let read = |file: &str, book: &_| read(file, book, today);
    let rows = recorded.sheets.read(session, read, &mut recorded.asked)?;
    let before = session.ledger.calls()?;
    for row in rows.into_iter().flatten() {
        match called(session, &row, &before)? {
            Ok(Some(done)) => recorded.done.push(done),
            Ok(None) => {}
            Err(why) => {
                recorded.asked.push(msg!(
                    "calls.not-kept",
                    file = row.in_file,
                    cell = row.place.shown(),
                    unit = row.unit,
                    reason = why
                ));
                recorded.kept.push(row);
            }
        }
    }
    Ok(recorded)
}

/// Keeps an answer by telephone, or says why not; nothing where the same was kept before.
fn called(
    session: &mut Session,
    row: &FilledCall,
    before: &[Decision],
) -> Result<Result<Option<Message>, Message>, Stop> {
    let roster = &session.campaign.roster;
    let (code, promised) = match (row.unit_code(roster), &row.promised) {
        (Ok(code), Ok(promised)) => (code, *promised),
        (Err(why), _) => return Ok(Err(why)),
        (_, Err(why)) => return Ok(Err(why.clone())),
    };
    let answer = match row.answer.as_str() {
        "" => official("calls.promised-only"),
        answer => answer.to_owned(),
    };
    let is_same = |decision: &Decision| match &decision.what {
        Decided::RecordCall {
            unit,
            promised: day,
        } => *unit == code && *day == promised && decision.reason == answer,
        _ => false,
    };
    let last = before.iter().rfind(|one| one.what.is_about(&code));
    if last.is_some_and(is_same) {
        return Ok(Ok(None));
    }
    let what = Decided::RecordCall {
        unit: code,
        promised,
    };
    decide(session, [what], &answer)?;
    let act = session.last_act.unwrap_or_default();
    let unit = &row.unit;
    Ok(Ok(Some(match promised {
        Some(day) => msg!(
            "calls.kept-promise",
            unit = unit,
            answer = answer,
            day = day,
            act = act
        ),
        None => msg!("calls.kept", unit = unit, answer = answer, act = act),
    })))
}

/// Whom to call: the late first, then who has sent nothing yet, then who has something to mend or to confirm.
fn rows(now: &Status, questions: &[Question], kept: &[FilledCall]) -> Vec<CallRow> {
    let asked = now.roster.iter().filter(|one| one.unit.reports());
    let mut rows: Vec<_> = asked
        .filter_map(|one| Some((urgency(one)?, one.deadline, one)))
        .collect();
    rows.sort_by_key(|(urgency, deadline, _)| (*urgency, *deadline));
    let mut to_mend: BTreeMap<&UnitCode, Vec<&Finding>> = BTreeMap::new();
    for finding in now.findings.iter().filter(|one| is_to_mend(one)) {
        if let Some(unit) = &finding.unit {
            to_mend.entry(unit).or_default().push(finding);
        }
    }
    let mut asked_at: BTreeMap<&UnitCode, Moment> = BTreeMap::new();
    for question in questions {
        if let Some(at) = Moment::parse(&question.at) {
            let newest = asked_at.entry(&question.unit).or_insert(at);
            *newest = at.max(*newest);
        }
    }
    let row = |one: &UnitStatus| {
        let unit = &one.unit;
        let mend = to_mend.get(&unit.code).map_or(&[][..], Vec::as_slice);
        let typed = kept.iter().find(|row| *row.code == *unit.code);
        CallRow {
            code: unit.code.clone(),
            unit: unit.name.clone(),
            contact: unit.contact.clone(),
            phone: unit.phone.clone(),
            missing: missing(one, mend).say(Lang::Vi),
            asked: last_asked(one, asked_at.get(&unit.code).copied()),
            typed: typed.map_or_else(Default::default, |row| {
                (row.answer.clone(), row.day.clone())
            }),
            told: typed.map_or_else(String::new, |row| match &row.promised {
                Err(why) => why.say(Lang::Vi),
                Ok(_) => String::new(),
            }),
        }
    };
    rows.into_iter().map(|(.., one)| row(one)).collect()
}

/// How soon a unit is to be called; `None` where there is nothing to ask it.
fn urgency(one: &UnitStatus) -> Option<u8> {
    match one.state {
        UnitStanding::Late => Some(0),
        UnitStanding::Missing => Some(1),
        UnitStanding::Answered if one.open.0 + one.open.1 > 0 => Some(2),
        UnitStanding::Answered if one.is_entered() => Some(3),
        _ => None,
    }
}

/// Whether a finding is open and more than a note.
fn is_to_mend(finding: &Finding) -> bool {
    finding.state.is_unsettled() && finding.severity != Severity::Note
}

/// What a unit is to be asked for, in one line. `to_mend` are the findings about it.
fn missing(one: &UnitStatus, to_mend: &[&Finding]) -> Message {
    let due = one.deadline;
    match one.state {
        UnitStanding::Late => msg!("calls.missing-late", due = due),
        UnitStanding::Missing => msg!("calls.missing", due = due),
        _ if one.open.0 + one.open.1 == 0 => msg!("calls.missing-entered"),
        _ => {
            let mut cells = to_mend.iter().flat_map(|finding| &finding.cells);
            let answer = cells.find(|cell| cell.field.is_some());
            let first = match (answer, to_mend) {
                (Some(cell), _) => cell.label.clone(),
                (None, [first, ..]) => brief(&first.message),
                (None, []) => String::new(),
            };
            let count = one.open.0 + one.open.1;
            msg!("calls.missing-mend", count = count, first = first)
        }
    }
}

/// The beginning of a sentence.
fn brief(said: &Message) -> String {
    let said = said.say(Lang::Vi);
    let mut words = said.chars();
    let mut brief: String = words.by_ref().take(FIRST_WORDS).collect();
    if words.next().is_some() {
        brief.push('…');
    }
    brief
}

/// When and how a unit was last asked, and what it said. `mended` is when it was last asked to mend its form.
fn last_asked(one: &UnitStatus, mended: Option<Moment>) -> String {
    let called = one.called.as_ref();
    let at = called.and_then(|called| Moment::parse(&called.at));
    match (called, mended) {
        (Some(called), mended) if at >= mended => {
            let day = at.map_or_else(String::new, |at| format::day(at.day()));
            let answer = &called.answer;
            let said = match called.promised {
                Some(promised) => msg!(
                    "calls.asked-promise",
                    day = day,
                    answer = answer,
                    promised = promised
                ),
                None => msg!("calls.asked-call", day = day, answer = answer),
            };
            said.say(Lang::Vi)
        }
        (_, Some(mended)) => msg!("calls.asked-mend", day = mended.day()).say(Lang::Vi),
        _ => String::new(),
    }
}
