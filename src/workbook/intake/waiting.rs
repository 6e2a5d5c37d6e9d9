//! Whether single cells of a form are there: what computed cells wait for, cell by cell.
//!
//! In: a field, a cell, a list. Out: a formula that gives 0 where it is there, 1 and more where it waits and [`NIL`] where it
//! is nil; and what the blank form says.

use super::live::{Live, there};
use crate::layout::ListSpot;
use crate::model::computed::recompute;
use crate::model::form::{FieldRef, Form};
use crate::model::operand::operand;
use crate::model::reading::{Account, Anchor, Answer, FieldReading, Reading};
use crate::rule::Operand;
use crate::value::{Kind, Nil, Rollup, Value, format};
use crate::words::official_value;

/// What a nil counts for: however many of them, they are no whole one.
pub(super) const NIL: f64 = 0.000_001;

/// The reading of a form in which nothing is filled.
pub(super) fn nothing_said(form: &Form) -> Reading {
    let blank = |field: FieldRef<'_>| FieldReading {
        field: field.id().into(),
        answer: Answer::Blank,
        raw: String::new(),
        place: None,
        anchor: Anchor::Lost,
        estimate: false,
        remark: String::new(),
    };
    let lists = form.lists();
    let mut reading = Reading {
        form: form.id.clone(),
        unit: None,
        unit_name: String::new(),
        kit_version: None,
        fields: form.fields().map(blank).collect(),
        lists: lists.map(|(s, _)| (s.id.clone(), Vec::new())).collect(),
        list_nils: Vec::new(),
        account: Account::default(),
        laid: Vec::new(),
        learned: None,
    };
    recompute(form, &mut reading);
    reading
}

/// A value as the workbook stores it.
pub(super) fn shown(said: Option<&FieldReading>, kind: &Kind) -> String {
    match said.and_then(|said| said.answer.value()) {
        Some(Value::Number(n)) => n.to_string(),
        Some(Value::YesNo(yes)) => format::yes_no(*yes),
        Some(value) => match operand(value) {
            Operand::Date(serial) => serial.to_string(),
            _ => official_value(value, kind),
        },
        None => String::new(),
    }
}

/// What a list waits for on the blank form.
pub(super) fn blank_list(form: &Form, list: &ListSpot) -> f64 {
    let required = form
        .lists()
        .any(|(s, l)| s.id == list.section && l.required);
    f64::from(u8::from(required))
}

/// Whether an entry of a grid is there. Its status stands for a blank: none of what is summed or counted is nothing missing.
pub(super) fn entry(field: &FieldRef<'_>) -> Live {
    let id = field.id();
    let status = format!("{}__tt", field.row.id);
    let how = field.rollup();
    let not_arisen = if how == Rollup::Sum || how.counts_answers() {
        0.0
    } else {
        NIL
    };
    let blank = u8::from(field.row.required);
    let by_status = format!(
        "IF({status}=\"{}\",{not_arisen},IF({status}=\"{}\",{NIL},{blank}))",
        Nil::NotArisen.word(),
        Nil::NoData.word()
    );
    Live {
        formula: held(field.kind(), &id, &by_status),
        blank: blank.to_string(),
    }
}

/// Whether a cell holds what its kind asks for; what a blank counts for.
pub(super) fn held(kind: &Kind, cell: &str, blank: &str) -> String {
    let other = if kind.is_number() || matches!(kind, Kind::Date) {
        format!("IF(ISNUMBER({cell}),0,1)")
    } else {
        "0".to_owned()
    };
    format!("IF({cell}=\"\",{blank},{other})")
}

/// Whether a row of a list is begun, by its entries.
pub(super) fn begun(cells: &[String]) -> Live {
    let filled = cells.iter().map(|cell| format!("IF({cell}=\"\",0,1)"));
    let filled = filled.collect::<Vec<_>>().join("+");
    Live {
        formula: format!("IF({filled}>0,1,0)"),
        blank: "0".to_owned(),
    }
}

/// What a list as a whole waits for.
pub(super) fn list_waits(form: &Form, list: &ListSpot) -> String {
    let missing = there(&list.sheet, list.missing);
    let count = there(&list.sheet, list.count);
    let status = format!("{}__tt", list.section);
    let required = form
        .lists()
        .any(|(s, l)| s.id == list.section && l.required);
    let waits = if required { missing } else { "0".to_owned() };
    format!(
        "{waits}+IF({count}=0,IF({status}=\"{}\",{NIL},0),0)",
        Nil::NoData.word()
    )
}
