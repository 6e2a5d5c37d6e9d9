//! The sheet of decisions in the campaign's folder: what waits is written into it, and what was typed there is carried out.

use super::actor::Actor;
use super::assign::assign;
use super::combine::combine;
use super::decide::{decide, ignore, merge, without};
use super::enter::reject;
use super::reason::needed;
use super::session::Output;
use super::signed::signed_received;
use super::signed_copies::scans;
use super::status::status;
use super::typed_sheet::TypedSheets;
use super::{Session, Stop, waiting};
use crate::campaign::status::Status;
use crate::model::action::Action;
use crate::model::finding::{Finding, FindingState};
use crate::model::id::{Basis, FindingId, UnitCode};
use crate::model::kit::Kit;
use crate::model::pending::Pending;
use crate::model::reading::Place;
use crate::model::receipt::Decided;
use crate::msg;
use crate::store::folder;
use crate::value::Severity;
use crate::words::{Lang, Message};
use crate::workbook::decisions::{Choice, DecisionSheet, Filled, Row, Subject, Typed, read, write};
use std::collections::{BTreeMap, BTreeSet};

/// What became of the decisions that were typed.
#[derive(Debug)]
pub struct CarriedOut {
    /// What was done, each with the number of its act.
    pub done: Vec<Message>,
    /// What was not, and why, each with its cell.
    pub asked: Vec<Message>,
    /// What stays in the sheet, by what it is about.
    kept: BTreeMap<String, (Typed, String)>,
    /// Who decides, as the sheet says.
    by: String,
    sheets: TypedSheets,
}

impl CarriedOut {
    fn none() -> Self {
        Self {
            done: Vec::new(),
            asked: Vec::new(),
            kept: BTreeMap::new(),
            by: String::new(),
            sheets: TypedSheets::of("", folder::DECISIONS),
        }
    }
}

/// Something that waits, with all that is needed to decide it.
struct Open {
    row: Row,
    about: About,
    action: Action,
}

/// What is settled when the thing that waits is.
enum About {
    Finding(FindingId, Basis),
    Waiting(Pending),
    Unit,
}

/// Carries out what was typed into the sheets of decisions, row by row; each row is an act of its own. What cannot be done
/// stays in the sheet with the reason. A row is carried out once: what it is about waits no more.
pub fn carry_out(session: &mut Session) -> Result<CarriedOut, Stop> {
    let mut carried = CarriedOut::none();
    let mut rows = Vec::new();
    let whole = |file: &str, book: &_| {
        let sheet = read(file, book);
        let questions = sheet.questions.clone();
        (sheet, questions)
    };
    let sheets = carried.sheets.read(session, whole, &mut carried.asked)?;
    for sheet in sheets {
        if !sheet.by.is_empty() {
            carried.by.clone_from(&sheet.by);
        }
        rows.extend(sheet.rows);
    }
    if rows.is_empty() {
        return Ok(carried);
    }
    let actor = session.actor.clone();
    if !carried.by.is_empty() {
        session.actor = Actor::named(&carried.by);
    }
    let now = status(session)?;
    let open = open(&now, &session.campaign.kit);
    let done = each(session, &open, rows, &mut carried);
    session.actor = actor;
    done?;
    Ok(carried)
}

fn each(
    session: &mut Session,
    open: &[Open],
    rows: Vec<Filled>,
    carried: &mut CarriedOut,
) -> Result<(), Stop> {
    let mut by_id: BTreeMap<&str, (&Open, Vec<Filled>)> = BTreeMap::new();
    for filled in rows {
        let same = |one: &&Open| match &filled.subject {
            Some(subject) => one.row.subject.id == subject.id,
            None => one.row.said == filled.said && !filled.said.is_empty(),
        };
        let mut alike = open.iter().filter(same);
        match (alike.next(), alike.next()) {
            (Some(one), None) => {
                let of_one = by_id.entry(&one.row.subject.id);
                of_one.or_insert_with(|| (one, Vec::new())).1.push(filled);
            }
            _ => carried.asked.push(msg!(
                "decisions.waits-no-more",
                file = filled.in_file,
                cell = filled.place.shown(),
                choice = filled.typed.choice
            )),
        }
    }
    for (id, (one, rows)) in by_id {
        let Some(first) = rows.first() else { continue };
        let is_same = |row: &Filled| {
            let subject = row.subject.as_ref();
            subject.is_none_or(|subject| subject.basis == one.row.subject.basis)
        };
        // Chosen of something else, or twice otherwise: it is to be chosen anew, not done by the next run.
        let mut is_void = true;
        let why = if rows.iter().any(|row| row.typed != first.typed) {
            Some(msg!("decisions.contradict"))
        } else if !rows.iter().all(is_same) {
            Some(msg!("decisions.changed-since", choice = first.typed.choice))
        } else {
            is_void = false;
            match decided(session, one, first) {
                Ok(()) => None,
                // What was typed cannot be done; a fault of the machine ends the run.
                Err(Stop::Wrong(why)) => Some(why),
                Err(other) => return Err(other),
            }
        };
        let (unit, choice) = (&one.row.unit, &first.typed.choice);
        match why {
            None => carried.done.push(msg!(
                "decisions.done",
                unit = unit,
                choice = choice,
                said = one.row.said,
                act = session.last_act.unwrap_or_default()
            )),
            Some(why) => {
                for row in &rows {
                    carried.asked.push(msg!(
                        "decisions.not-done",
                        file = row.in_file,
                        cell = row.place.shown(),
                        unit = unit,
                        reason = why
                    ));
                }
                let mut typed = first.typed.clone();
                if is_void {
                    typed.choice.clear();
                }
                carried
                    .kept
                    .insert(id.to_owned(), (typed, why.say(Lang::Vi)));
            }
        }
    }
    Ok(())
}

/// Does what a row says, or says why that cannot be done.
fn decided(session: &mut Session, one: &Open, filled: &Filled) -> Result<(), Stop> {
    let wrong = |why: Message| Err(Stop::Wrong(why));
    let words = || {
        let words = one.row.choices.iter().map(|choice| choice.word());
        words.collect::<Vec<_>>().join("; ")
    };
    let typed = &filled.typed;
    let choice = match Choice::of(&typed.choice) {
        Some(choice) if one.row.choices.contains(&choice) => choice,
        _ if typed.choice.is_empty() => {
            return wrong(msg!("decisions.no-choice", words = words()));
        }
        _ => {
            return wrong(msg!(
                "decisions.unknown-choice",
                choice = typed.choice,
                words = words()
            ));
        }
    };
    let into = match &one.action {
        Action::PlaceFigures { into, .. } => into.as_deref(),
        _ => None,
    };
    let other = match typed.unit.as_str() {
        "" => into.unwrap_or_default(),
        typed => typed,
    };
    if choice.needs_unit() && other.is_empty() {
        return wrong(msg!("decisions.unit-needed", choice = choice.word()));
    }
    if choice.needs_reason() {
        needed(&typed.reason)?;
    }
    let reason = typed.reason.as_str();
    match (&one.action, choice) {
        (_, Choice::Accept | Choice::Keep) => {
            let what = match &one.about {
                About::Finding(finding, basis) => Decided::AcceptFinding {
                    finding: finding.clone(),
                    basis: basis.clone(),
                },
                About::Waiting(pending) => waiting::kept(pending),
                About::Unit => return wrong(msg!("decisions.no-choice", words = words())),
            };
            let reason = needed(reason)?;
            decide(session, [what], &reason)
        }
        (_, Choice::Reject) => reject(session, &one.row.subject.id, reason).map(drop),
        (Action::Assign { file, .. } | Action::Ignore { file }, Choice::Assign) => {
            assign(session, file, other, reason).map(drop)
        }
        (Action::Assign { file, taken_for }, Choice::KeepSigned) => {
            let proposed = taken_for.as_deref().unwrap_or_default();
            let unit = if other.is_empty() { proposed } else { other };
            if unit.is_empty() {
                return wrong(msg!("decisions.unit-needed", choice = choice.word()));
            }
            signed_received(session, unit, file, &typed.code)
        }
        (Action::Combine { file, unit, .. }, Choice::Combine) => {
            combine(session, unit, file, reason).map(drop)
        }
        (
            Action::TakeFor { file, unit }
            | Action::Choose { file, unit, .. }
            | Action::Combine { file, unit, .. },
            Choice::Use,
        ) => assign(session, file, unit, reason).map(drop),
        (
            Action::Assign { file, .. } | Action::Ignore { file } | Action::TakeFor { file, .. },
            Choice::Ignore,
        ) => ignore(session, file, reason).map(drop),
        (Action::GoWithout { unit }, Choice::GoWithout)
        | (Action::PlaceFigures { unit, .. }, Choice::LeaveOut) => {
            without(session, unit, reason).map(drop)
        }
        (Action::PlaceFigures { unit, .. }, Choice::CountIn) => {
            merge(session, unit, other).map(drop)
        }
        _ => wrong(msg!("decisions.no-choice", words = words())),
    }
}

/// What may be decided about something for which this is what the officer can do.
fn choices(action: &Action) -> Vec<Choice> {
    match action {
        Action::Accept { .. } | Action::AcceptAlike { .. } | Action::KeepSigned { .. } => {
            vec![Choice::Accept]
        }
        Action::Choose { .. } => vec![Choice::Use, Choice::Keep],
        Action::Combine { .. } => vec![Choice::Combine, Choice::Use, Choice::Keep],
        Action::Assign { .. } => vec![Choice::Assign, Choice::Ignore],
        Action::Ignore { .. } => vec![Choice::Ignore, Choice::Assign],
        Action::TakeFor { .. } => vec![Choice::Use, Choice::Ignore],
        Action::GoWithout { .. } => vec![Choice::GoWithout],
        Action::PlaceFigures { .. } => vec![Choice::CountIn, Choice::LeaveOut],
        // Done in a file, or with a number to be typed.
        Action::WaitFor { .. }
        | Action::Settle { .. }
        | Action::Reword { .. }
        | Action::FillSetting { .. } => Vec::new(),
    }
}

/// Everything that waits for the officer, in the order in which it is told.
fn open(now: &Status, kit: &Kit) -> Vec<Open> {
    let name = |code: &str| {
        let mut roster = now.roster.iter();
        let unit = roster.find(|one| one.unit.code == code);
        unit.map_or_else(|| code.to_owned(), |one| one.unit.name.clone())
    };
    let answered = now.units.iter().filter(|one| one.in_force.is_some());
    let answered: BTreeSet<&UnitCode> = answered.map(|one| &one.unit.code).collect();
    let mut all = Vec::new();
    for unit in now.missing() {
        all.push(Open {
            row: Row {
                subject: Subject {
                    id: format!("don-vi {}", unit.unit.code),
                    basis: "0".to_owned(),
                },
                unit: unit.unit.name.clone(),
                said: msg!("decisions.unit-missing", deadline = unit.deadline).say(Lang::Vi),
                ..Row::default()
            },
            about: About::Unit,
            action: Action::GoWithout {
                unit: unit.unit.code.clone(),
            },
        });
    }
    for one in now.homeless() {
        let Some(action) = one.action() else { continue };
        all.push(Open {
            row: Row {
                subject: Subject {
                    id: format!("da-roi {}", one.unit),
                    basis: folder::hash(one.file.as_bytes())[..16].to_owned(),
                },
                unit: one.name.clone(),
                said: one.said().say(Lang::Vi),
                place: one.file.clone(),
                ..Row::default()
            },
            about: About::Unit,
            action,
        });
    }
    for one in &now.waiting {
        let notice = one.notice();
        all.push(Open {
            row: row_of(&notice, &name),
            about: About::Waiting(one.pending.clone()),
            action: one.action(),
        });
    }
    for finding in now.findings.iter().filter(|f| is_offered(f)) {
        // What only its unit can mend may be accepted all the same.
        let action = finding.open_action().unwrap_or(Action::Accept {
            finding: finding.id.clone(),
        });
        let mut row = row_of(finding, &name);
        if finding.is_of_attachment() {
            row.choices.push(Choice::KeepSigned);
        }
        let is_of_answers = finding.cells.iter().any(|cell| cell.field.is_some());
        let unit = finding.unit.as_ref();
        if is_of_answers && unit.is_some_and(|unit| answered.contains(unit)) {
            row.choices.push(Choice::Reject);
        }
        all.push(Open {
            row,
            about: About::Finding(finding.id.clone(), finding.basis.clone()),
            action,
        });
    }
    for finding in scans(now, kit) {
        let mut row = row_of(finding, &name);
        row.choices.push(Choice::KeepSigned);
        all.push(Open {
            row,
            about: About::Finding(finding.id.clone(), finding.basis.clone()),
            action: Action::Assign {
                file: finding.file.clone(),
                taken_for: finding.unit.clone(),
            },
        });
    }
    for one in &mut all {
        one.row.choices.splice(0..0, choices(&one.action));
    }
    all.retain(|one| !one.row.choices.is_empty());
    all
}

/// Whether somebody has to decide about a finding: not about what is only noted.
fn is_offered(finding: &Finding) -> bool {
    finding.state.is_unsettled()
        && (finding.holds_a_final() || finding.severity != Severity::Note || finding.is_of_stray())
}

fn row_of(finding: &Finding, name: &dyn Fn(&str) -> String) -> Row {
    let mut said = finding.message.say(Lang::Vi);
    if finding.state == FindingState::Explained {
        let reason = msg!("decisions.unit-says", reason = finding.reason);
        said = format!("{said} {}", reason.say(Lang::Vi));
    }
    if finding.state == FindingState::Asked {
        let asked = msg!("decisions.asked");
        said = format!("{said} {}", asked.say(Lang::Vi));
    }
    let places = finding.cells.iter().filter_map(|cell| cell.place.as_ref());
    let places: Vec<String> = places.take(3).map(Place::shown).collect();
    let place = [finding.file.clone(), places.join(", ")];
    let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
    Row {
        subject: Subject {
            id: finding.id.to_string(),
            basis: finding.basis.to_string(),
        },
        unit: finding.unit.as_deref().map(name).unwrap_or_default(),
        said,
        place: place.join(" · "),
        ..Row::default()
    }
}

/// Writes a fresh sheet of what waits now, in place of those that were read and archived; with nothing that waits, none.
pub(super) fn offer(
    session: &mut Session,
    now: &Status,
    carried: &CarriedOut,
) -> Result<Option<Output>, Stop> {
    let mut rows: Vec<Row> = open(now, &session.campaign.kit)
        .into_iter()
        .map(|one| one.row)
        .collect();
    for row in &mut rows {
        if let Some((typed, answer)) = carried.kept.get(&row.subject.id) {
            row.typed.clone_from(typed);
            row.answer.clone_from(answer);
        }
    }
    if rows.is_empty() {
        return carried.sheets.place(session, None);
    }
    let roster = &session.campaign.roster;
    let units: Vec<String> = roster.reporting().map(|unit| unit.name.clone()).collect();
    let bytes = write(&DecisionSheet {
        title: &session.campaign.settings.report.subject,
        by: &carried.by,
        rows: &rows,
        units: &units,
    })
    .map_err(Stop::Fault)?;
    carried.sheets.place(session, Some(&bytes))
}
