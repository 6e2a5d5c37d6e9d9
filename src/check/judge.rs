//! What is wrong with a reading: what is still blank, nils without a reason, implausible values, broken rules.
//!
//! In: a form, what a return says, and what is known of its unit. Out: findings in the order of the form, then of its
//! rules. Knows nothing of cells; a reading from the ledger is judged as one just read.

use super::gathered::Gathered;
use super::lists::list_cell_label;
use super::rules;
use crate::model::code::{self, Row};
use crate::model::finding::{Draft, Finding, Involved, Subject};
use crate::model::form::{Body, FieldRef, Form, ListDef, Section};
use crate::model::id::ItemId;
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::msg;
use crate::value::{Kind, Nil, Value};
use crate::words::{Fact, Message};
use std::collections::HashMap;

/// Findings about what a reading says.
///
/// Sections and lists that are not in the reading were not asked (or are gone, which another finding says).
pub fn judge(form: &Form, reading: &Reading, file: &str) -> Vec<Finding> {
    let subject = Subject {
        unit: reading.unit.as_ref(),
        file,
    };
    let said: HashMap<&str, &FieldReading> = reading
        .fields
        .iter()
        .map(|f| (f.field.as_str(), f))
        .collect();
    let mut findings = Gathered::default();
    let (mut blanks, mut blanks_of_lists) = (Vec::new(), Vec::new());
    for section in &form.sections {
        for row in section.rows() {
            let fields = section.columns().iter().filter(|c| row.takes(c));
            let fields = fields.map(|column| FieldRef {
                section,
                row,
                column,
            });
            let read = fields.filter_map(|f| Some((f, *said.get(f.id().as_str())?)));
            let read: Vec<(FieldRef<'_>, &FieldReading)> = read.collect();
            for (field, said) in &read {
                if field.row.required && !field.is_computed() && said.answer == Answer::Blank {
                    blanks.push(cell_of(*field, said));
                }
                findings.extend(implausible(subject, *field, said));
            }
            let entered: Vec<_> = read.into_iter().filter(|(f, _)| !f.is_computed()).collect();
            findings.extend(nil_without_reason(subject, &entered));
        }
        if let Body::List(list) = &section.body
            && reading.lists.iter().any(|(id, _)| *id == section.id)
        {
            one_list(subject, (section, list), reading, &mut findings);
            findings.extend(shares_of_rows(subject, (section, list), reading));
            blanks_of_lists.extend(blanks_of_rows(section, list, reading));
        }
    }
    let todo = msg!("check.fill-or-status");
    findings.extend(still_blank(subject, &code::STILL_BLANK, todo, blanks));
    let todo = match blanks_of_lists.len() {
        1 => msg!("check.fill-row"),
        _ => msg!("check.fill-rows"),
    };
    let row = &code::LIST_CELL_BLANK;
    findings.extend(still_blank(subject, row, todo, blanks_of_lists));
    findings.extend(rules::broken(subject, form, reading));
    findings.finish()
}

fn finding(
    subject: Subject<'_>,
    row: &'static Row,
    said: (Message, Message),
    cell: Involved,
    reason: &str,
) -> Finding {
    subject.finding(Draft {
        about: cell.about(),
        cells: vec![cell],
        reason: reason.to_owned(),
        ..Draft::new(row, said)
    })
}

fn cell_of(field: FieldRef<'_>, said: &FieldReading) -> Involved {
    super::answers::involved(&said.field, &field.label(), said)
}

/// All required blanks of a return in one finding: people decide on them together.
fn still_blank(
    subject: Subject<'_>,
    row: &'static Row,
    todo: Message,
    mut cells: Vec<Involved>,
) -> Option<Finding> {
    if cells.len() == 1 {
        let cell = cells.remove(0);
        let message = msg!("check.still-blank", label = cell.label);
        return Some(finding(subject, row, (message, todo), cell, ""));
    }
    let label = cells.first()?.label.clone();
    let message = msg!("check.many-blank", count = cells.len(), label = label);
    Some(subject.finding(Draft {
        cells,
        ..Draft::new(row, (message, todo))
    }))
}

/// A share that the cell of the form would not have taken either.
fn beyond_share(
    subject: Subject<'_>,
    kind: &Kind,
    plausible: Option<(f64, f64)>,
    (label, said): (&str, &FieldReading),
    cell: Involved,
) -> Option<Finding> {
    let Some(value @ Value::Number(n)) = said.answer.value() else {
        return None;
    };
    let (least, most) = kind.possible(plausible)?;
    if (least..=most).contains(n) {
        return None;
    }
    let shown = |n: f64| Fact::value(&Value::Number(n), kind);
    let message = msg!(
        "check.beyond-share",
        label = label,
        value = Fact::value(value, kind),
        least = shown(least),
        most = shown(most)
    );
    let said = (message, msg!("check.beyond-share-todo"));
    Some(finding(subject, &code::BEYOND_SHARE, said, cell, ""))
}

/// A value that is hardly possible.
fn implausible(subject: Subject<'_>, field: FieldRef<'_>, said: &FieldReading) -> Option<Finding> {
    let label = field.label();
    let (cell, about) = (cell_of(field, said), (label.as_str(), said));
    let beyond = beyond_share(subject, field.kind(), field.row.plausible, about, cell);
    if beyond.is_some() {
        return beyond;
    }
    match &said.answer {
        Answer::Value(value @ Value::Number(n)) => {
            let (least, most) = field.row.plausible?;
            if (least..=most).contains(n) {
                return None;
            }
            let shown = |n: f64| Fact::value(&Value::Number(n), field.kind());
            let message = msg!(
                "check.implausible",
                label = field.label(),
                value = Fact::value(value, field.kind()),
                least = shown(least),
                most = shown(most)
            );
            Some(finding(
                subject,
                &code::IMPLAUSIBLE,
                (message, msg!("check.look-or-say-why")),
                cell_of(field, said),
                &said.remark,
            ))
        }
        _ => None,
    }
}

/// "Không có số liệu" needs a reason, once for its row.
fn nil_without_reason(
    subject: Subject<'_>,
    read: &[(FieldRef<'_>, &FieldReading)],
) -> Option<Finding> {
    let bare = |answer: &Answer| matches!(answer, Answer::Nil { nil: Nil::NoData, reason } if reason.trim().is_empty());
    let (field, said) = read.iter().find(|(_, said)| bare(&said.answer))?;
    Some(finding(
        subject,
        &code::NO_REASON,
        (
            msg!("check.no-reason", label = field.row.label),
            msg!("check.give-reason"),
        ),
        cell_of(*field, said),
        "",
    ))
}

fn one_list(
    subject: Subject<'_>,
    (section, list): (&Section, &ListDef),
    reading: &Reading,
    findings: &mut Gathered,
) {
    let whole = || Involved {
        field: Some((&section.id).into()),
        label: section.title.clone(),
        place: None,
        shown: Fact::default(),
    };
    let rows = reading.list(&section.id);
    let nil = reading.list_nils.iter().find(|(id, ..)| *id == section.id);
    match nil {
        Some((_, Nil::NoData, reason)) if reason.trim().is_empty() => findings.push(finding(
            subject,
            &code::NO_REASON,
            (
                msg!("check.no-reason", label = section.title),
                msg!("check.give-reason"),
            ),
            whole(),
            "",
        )),
        None if rows.is_empty() && list.required => findings.push(finding(
            subject,
            &code::LIST_BLANK,
            (
                msg!("check.list-blank", label = section.title),
                msg!("check.list-or-status"),
            ),
            whole(),
            "",
        )),
        _ => {}
    }
}

/// The shares in the rows of a list that none can be.
fn shares_of_rows(
    subject: Subject<'_>,
    (section, list): (&Section, &ListDef),
    reading: &Reading,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, row) in reading.list(&section.id).iter().enumerate() {
        for (column, said) in list.columns.iter().zip(&row.cells) {
            let label = list_cell_label(section, &column.label, index);
            let id = ItemId::list_cell(&section.id, index, &column.id);
            let cell = super::answers::involved(id, &label, said);
            let about = (label.as_str(), said);
            findings.extend(beyond_share(subject, &column.kind, None, about, cell));
        }
    }
    findings
}

/// The required blanks in the rows of a list.
fn blanks_of_rows(section: &Section, list: &ListDef, reading: &Reading) -> Vec<Involved> {
    let mut blanks = Vec::new();
    for (index, row) in reading.list(&section.id).iter().enumerate() {
        let cells = list.columns.iter().zip(&row.cells);
        for (column, said) in
            cells.filter(|(c, said)| c.required && !c.computed && said.answer == Answer::Blank)
        {
            let label = list_cell_label(section, &column.label, index);
            let id = ItemId::list_cell(&section.id, index, &column.id);
            blanks.push(super::answers::involved(id, &label, said));
        }
    }
    blanks
}
