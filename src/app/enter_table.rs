//! `enter --table`: one sheet in which the officer enters figures for several units. What is typed there becomes a form of
//! each unit in `nhap-thay`, as if it had been filled by itself: it is checked, archived and counted as such forms are.

use super::emit::{addressee, deadline, issue};
use super::issued;
use super::session::Output;
use super::status::status;
use super::typed_sheet::TypedSheets;
use super::{Session, Stop};
use crate::model::form::Form;
use crate::model::id::{FieldId, UnitCode};
use crate::model::learned::{LearnedBy, SOURCES};
use crate::model::raw::RawCell;
use crate::model::reading::{Account, Anchor, Answer, FieldReading, Reading};
use crate::model::unit::Unit;
use crate::msg;
use crate::store::folder;
use crate::value::format;
use crate::value::understand::{nil_of, understand};
use crate::words::Message;
use crate::workbook::entry_table::{EntryRow, FilledEntry, read, write};
use crate::workbook::intake::{Entry, entry, file_name};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A table for units that have not answered.
#[derive(Debug)]
pub struct MadeTable {
    /// What was typed into the one before.
    pub carried: CarriedOver,
    /// The tables, one for each form that is still missing, with the number of their units.
    pub tables: Vec<(Output, usize)>,
}

/// What became of what was typed.
#[derive(Debug, Default)]
pub struct CarriedOver {
    /// The forms that were made of it.
    pub done: Vec<Message>,
    /// What was not taken over, and why.
    pub asked: Vec<Message>,
}

/// Takes over what was typed into tables of before, and makes new ones for the units that have not answered.
///
/// # Errors
/// When the ledger or the folder cannot be written.
pub fn enter_table(session: &mut Session) -> Result<MadeTable, Stop> {
    let missing = missing(session)?;
    let mut made = MadeTable {
        carried: CarriedOver::default(),
        tables: Vec::new(),
    };
    let forms = session.campaign.kit.forms.clone();
    for form in &forms {
        made.tables
            .extend(one(session, form, &missing, &mut made.carried)?);
    }
    Ok(made)
}

/// The same for tables that lie in the folder; nothing where there is none.
pub(super) fn carry_over(session: &mut Session) -> Result<CarriedOver, Stop> {
    let mut carried = CarriedOver::default();
    let folder = folder::Shelf::of(&session.campaign.root.join(folder::ENTERED));
    let mut forms = session.campaign.kit.forms.clone();
    forms.retain(|form| !folder.all(&name_of(form)).is_empty());
    drop(folder);
    if forms.is_empty() {
        return Ok(carried);
    }
    let missing = missing(session)?;
    for form in &forms {
        one(session, form, &missing, &mut carried)?;
    }
    Ok(carried)
}

/// The units of which nothing counts.
fn missing(session: &mut Session) -> Result<BTreeSet<UnitCode>, Stop> {
    let now = status(session)?;
    Ok(now.missing().map(|one| one.unit.code.clone()).collect())
}

fn name_of(form: &Form) -> String {
    format!("{}_{}.xlsx", folder::ENTRY_TABLE, form.id)
}

fn one(
    session: &mut Session,
    form: &Form,
    missing: &BTreeSet<UnitCode>,
    carried: &mut CarriedOver,
) -> Result<Option<(Output, usize)>, Stop> {
    let mut sheets = TypedSheets::of(folder::ENTERED, &name_of(form));
    let understood = |file: &str, book: &_| read(file, book, form);
    let rows = sheets.read(session, understood, &mut carried.asked)?;
    let mut kept: Vec<EntryRow> = Vec::new();
    let mut done: BTreeSet<UnitCode> = BTreeSet::new();
    for row in rows.into_iter().flatten() {
        let unit = session.campaign.roster.units.iter();
        let unit = unit
            .clone()
            .find(|unit| *unit.code == *row.code && unit.form == form.id);
        let unit = unit.cloned();
        let result = match &unit {
            None => Err(msg!("calls.no-unit")),
            Some(unit) => made_of(session, form, unit, &row)?,
        };
        match (result, unit) {
            (Ok(told), Some(unit)) => {
                done.insert(unit.code.clone());
                carried.done.push(told);
            }
            (Err(why), unit) => {
                carried.asked.push(msg!(
                    "enter.table-not-taken",
                    file = row.in_file,
                    cell = row.place.shown(),
                    reason = why
                ));
                if let Some(unit) = unit {
                    kept.push(stays(&unit, &row, &why));
                }
            }
            (Ok(_), None) => {}
        }
    }
    let units = session.campaign.roster.reporting();
    let units = units.filter(|unit| unit.form == form.id && !done.contains(&unit.code));
    let mut rows = Vec::new();
    for unit in units {
        if let Some(row) = kept.iter().find(|row| row.code == unit.code) {
            rows.push(row.clone());
        } else if missing.contains(&unit.code) {
            rows.push(EntryRow {
                code: unit.code.clone(),
                unit: unit.name.clone(),
                typed: BTreeMap::new(),
                told: String::new(),
            });
        }
    }
    if rows.is_empty() {
        sheets.place(session, None)?;
        return Ok(None);
    }
    let bytes = write(&form.title, form, &rows).map_err(Stop::Fault)?;
    let output = sheets.place(session, Some(&bytes))?;
    Ok(output.map(|output| (output, rows.len())))
}

/// A row that cannot be taken over stays as it was typed.
fn stays(unit: &Unit, row: &FilledEntry, why: &Message) -> EntryRow {
    let answers = row.answers.iter();
    let answers = answers.map(|(field, cell)| (field.to_string(), cell.value.shown()));
    let sources = SOURCES.iter().zip(&row.sources);
    let sources = sources.map(|(id, said)| ((*id).to_owned(), said.clone()));
    EntryRow {
        code: unit.code.clone(),
        unit: unit.name.clone(),
        typed: answers.chain(sources).collect(),
        told: why.say(crate::words::Lang::Vi),
    }
}

/// Makes the form of a unit of what was typed into its row, or says what is lacking.
fn made_of(
    session: &mut Session,
    form: &Form,
    unit: &Arc<Unit>,
    row: &FilledEntry,
) -> Result<Result<Message, Message>, Stop> {
    let [kind, informant, .., reason] = &row.sources;
    let says_something = |said: &str| said.chars().any(char::is_alphanumeric);
    if LearnedBy::of(kind).is_none() || !says_something(informant) || !says_something(reason) {
        return Ok(Err(msg!(
            "enter.table-no-source",
            words = LearnedBy::words()
        )));
    }
    if row.answers.is_empty() {
        return Ok(Err(msg!("enter.table-no-figures")));
    }
    let campaign = &session.campaign;
    let stamp = session.now.stamp();
    let version = issued::version(&campaign.kit, form, &stamp)?;
    session.ledger.remember_issued(&version)?;
    let campaign = &session.campaign;
    let day = deadline(unit, &campaign.settings);
    let usual = format::day(campaign.settings.deadlines.units);
    let issue = issue(campaign, form, &usual, (session.now.civil(), session.key));
    let to = addressee(campaign, unit, &day);
    let reading = reading(form, unit, row);
    let typed = [0, 1, 2, 3, 4, 5].map(|at: usize| row.sources[at].as_str());
    let filled = Entry {
        reading: Some(&reading),
        base: "",
        typed: Some(typed),
    };
    let bytes = entry(&issue, &to, &filled).map_err(Stop::Fault)?;
    let Some(bytes) = bytes else {
        return Ok(Err(msg!("enter.no-room", unit = unit.name)));
    };
    let name = file_name(&unit.code, &unit.name, &campaign.settings.campaign);
    let name = super::enter_form::name_for(&name);
    let place = campaign.root.join(folder::ENTERED);
    let mut shelf = folder::Shelf::of(&place);
    let placed = shelf.place(&name, &bytes, None).map_err(Stop::Fault)?;
    Ok(Ok(msg!(
        "enter.table-taken",
        unit = unit.name,
        count = row.answers.len(),
        file = placed.path.display()
    )))
}

/// What a row says, each cell as it was typed.
fn reading(form: &Form, unit: &Unit, row: &FilledEntry) -> Reading {
    let answer = |id: &FieldId, cell: &RawCell| {
        let field = form.field(id);
        let shown = cell.value.shown();
        let said =
            field.map(|field| understand(&cell.value, cell.percent, field.kind(), &field.row.unit));
        match (nil_of(&shown), said) {
            (Some(nil), _) => Answer::Nil {
                nil,
                reason: String::new(),
            },
            // What raises a question is written as it was typed, and asked about there.
            (None, Some(said)) if said.remarks.is_empty() && !said.estimate => {
                said.value.map_or(Answer::NotUnderstood, Answer::Value)
            }
            _ => Answer::NotUnderstood,
        }
    };
    let fields = row.answers.iter().map(|(id, cell)| FieldReading {
        field: id.clone().into(),
        answer: answer(id, cell),
        raw: cell.value.shown(),
        place: None,
        anchor: Anchor::Name,
        estimate: false,
        remark: String::new(),
    });
    Reading {
        form: form.id.clone(),
        unit: Some(unit.code.clone()),
        unit_name: unit.name.clone(),
        kit_version: None,
        fields: fields.collect(),
        lists: Vec::new(),
        list_nils: Vec::new(),
        account: Account::default(),
        laid: Vec::new(),
        learned: None,
    }
}
