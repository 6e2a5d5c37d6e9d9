//! Computed fields of a return: they are calculated from its entries, and what the file says of them is held against that.
//!
//! In: a form and what was read, with what stands in the computed cells as it was found. Out: the reading with its computed
//! fields calculated, and findings where the file says otherwise. What a file says in a computed cell is never used.

use super::answers::involved;
use super::gathered::Gathered;
use super::lists::list_cell_label;
use crate::model::code;
use crate::model::computed::recompute;
use crate::model::finding::{Draft, Finding, Involved, Subject};
use crate::model::form::Form;
use crate::model::form::Target;
use crate::model::id::ItemId;
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::msg;
use crate::value::{Kind, Value};
use crate::words::Fact;

/// A computed cell as it was found.
struct Stated {
    said: FieldReading,
    item: ItemId,
    label: String,
    kind: Kind,
}

/// Calculates the computed fields of a reading; what the file says otherwise is told.
pub(super) fn recomputed(form: &Form, reading: &mut Reading, subject: Subject<'_>) -> Vec<Finding> {
    let stated = stated(form, reading);
    recompute(form, reading);
    let mut findings = Gathered::default();
    for one in stated {
        let calculated = calculated(reading, &one);
        findings.extend(calculated.and_then(|answer| told(&one, answer, subject)));
    }
    findings.finish()
}

/// What stands in the computed cells.
fn stated(form: &Form, reading: &Reading) -> Vec<Stated> {
    let mut all = Vec::new();
    for computed in &form.computed {
        match &computed.target {
            Target::Field(id) => {
                let (Some(field), Some(said)) = (form.field(id), reading.field(id)) else {
                    continue;
                };
                all.push(Stated {
                    said: said.clone(),
                    item: (&said.field).into(),
                    label: field.label(),
                    kind: field.kind().clone(),
                });
            }
            Target::Column(section, at) => {
                let list = form.lists().find(|(s, _)| s.id == *section);
                let Some((section, column)) =
                    list.and_then(|(s, list)| Some((s, list.columns.get(*at)?)))
                else {
                    continue;
                };
                for (row, cells) in reading.list(&section.id).iter().enumerate() {
                    all.extend(cells.cells.get(*at).map(|said| Stated {
                        said: said.clone(),
                        item: ItemId::list_cell(&section.id, row, &column.id),
                        label: list_cell_label(section, &column.label, row),
                        kind: column.kind.clone(),
                    }));
                }
            }
        }
    }
    all.retain(|one| matches!(one.said.answer, Answer::Value(_) | Answer::NotUnderstood));
    all
}

/// The answer that was calculated for such a cell.
fn calculated<'r>(reading: &'r Reading, stated: &Stated) -> Option<&'r Answer> {
    if let Some(field) = reading.field(&stated.said.field) {
        return Some(&field.answer);
    }
    let rows = reading.lists.iter().flat_map(|(_, rows)| rows);
    let mut cells = rows.flat_map(|row| &row.cells);
    let place = stated.said.place.as_ref();
    let found = cells.find(|cell| cell.field == stated.said.field && cell.place.as_ref() == place);
    found.map(|cell| &cell.answer)
}

fn told(stated: &Stated, calculated: &Answer, subject: Subject<'_>) -> Option<Finding> {
    if !differs(stated, calculated) {
        return None;
    }
    let (label, shown) = (&stated.label, Fact::from(stated.said.raw.as_str()));
    let message = match calculated {
        Answer::Value(own) => msg!(
            "check.computed-differs",
            label = label,
            shown = shown,
            own = Fact::value(own, &stated.kind)
        ),
        _ => msg!("check.computed-early", label = label, shown = shown),
    };
    let cell: Involved = involved(stated.item.clone(), label, &stated.said);
    let said = (message, msg!("check.computed-todo"));
    Some(subject.finding(Draft {
        about: cell.about(),
        cells: vec![cell],
        ..Draft::new(&code::COMPUTED_DIFFERS, said)
    }))
}

/// Whether a file says otherwise: a number beyond half of the last place that is written.
fn differs(stated: &Stated, calculated: &Answer) -> bool {
    match (&stated.said.answer, calculated) {
        (Answer::Value(Value::Number(said)), Answer::Value(Value::Number(own))) => {
            let half = half_of_last_place(&stated.kind);
            (said - own).abs() > half * (1.0 + 1e-9)
        }
        (Answer::Value(said), Answer::Value(own)) => said != own,
        _ => true,
    }
}

fn half_of_last_place(kind: &Kind) -> f64 {
    match kind {
        Kind::Decimal { places } => 0.5 * 0.1_f64.powi(i32::from(*places)),
        // One decimal of a percentage.
        Kind::Percent => 0.0005,
        _ => 0.5,
    }
}
