//! A form that several units answer in parts, each the sections it owns.
//!
//! In: the units with what they answered. Out: the same, with each field said once, and findings about fields that two
//! units filled differently and rules that join the parts. Units of one form and one group of the roster are partners
//! when the roster gives them sections of their own.

use crate::check;
use crate::model::code;
use crate::model::form::Form;
use crate::model::id::AnswerId;
use crate::model::kit::Kit;
use crate::model::respondent::{InForce, Respondent};
use crate::model::{
    finding::{Draft, Finding, Involved, between_units},
    reading::{Answer, FieldReading, Reading},
};
use crate::msg;
use crate::value::fold;
use crate::words::ToFact;
use std::collections::BTreeMap;

/// Lets partners speak once for each field: of two that say the same one is kept, of two that differ the first in the
/// order of the roster, with a finding.
pub(super) fn join(kit: &Kit, units: &mut [Respondent]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for form in &kit.forms {
        for partners in partners(form, units) {
            findings.extend(said_twice(form, units, &partners));
            findings.extend(across(form, units, &partners));
        }
    }
    findings
}

/// Places of the units that answer one form together, group by group.
fn partners(form: &Form, units: &[Respondent]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        if unit.unit.form == form.id && !unit.unit.sections.is_empty() && unit.in_force.is_some() {
            groups.entry(fold(&unit.unit.group)).or_default().push(at);
        }
    }
    groups.into_values().filter(|g| g.len() > 1).collect()
}

fn reading(unit: &Respondent) -> Option<&Reading> {
    unit.in_force.as_ref().map(|f| &f.reading)
}

fn said_twice(form: &Form, units: &mut [Respondent], partners: &[usize]) -> Vec<Finding> {
    let mut first: BTreeMap<AnswerId, (usize, FieldReading)> = BTreeMap::new();
    let mut findings = Vec::new();
    for at in partners {
        let mut again = Vec::new();
        for said in reading(&units[*at]).map_or(&[][..], |r| &r.fields) {
            match first.get(&said.field) {
                // What is blank here may be answered by the other.
                Some((_, known)) if known.answer == Answer::Blank => {}
                Some((whose, known)) => {
                    again.push(said.field.clone());
                    if said.answer != Answer::Blank && said.answer != known.answer {
                        let before = (&units[*whose], known);
                        findings.push(differs(form, before, (&units[*at], said)));
                    }
                    continue;
                }
                None => {}
            }
            first.insert(said.field.clone(), (*at, said.clone()));
        }
        if let Some(InForce { reading, .. }) = &mut units[*at].in_force {
            reading.fields.retain(|f| !again.contains(&f.field));
        }
    }
    findings
}

fn differs(
    form: &Form,
    (one, said): (&Respondent, &FieldReading),
    (other, otherwise): (&Respondent, &FieldReading),
) -> Finding {
    let id = &said.field;
    let label = form.field(id).map_or_else(|| id.to_string(), |f| f.label());
    let cell = |unit: &Respondent, said: &FieldReading| Involved {
        field: Some((&said.field).into()),
        label: format!("{label} ({})", unit.unit.name),
        place: said.place.clone(),
        shown: said.raw.as_str().into(),
    };
    let message = msg!(
        "check.parts-differ",
        label = label,
        one = one.unit.name,
        first = said.raw,
        other = other.unit.name,
        second = otherwise.raw
    );
    let todo = msg!("check.parts-differ-todo", one = one.unit.name);
    between_units(Draft {
        // Other partners may differ in the same field.
        about: format!("{}-{id}", other.unit.code),
        cells: vec![cell(one, said), cell(other, otherwise)],
        values: Some(vec![
            one.unit.code.to_fact(),
            said.raw.to_fact(),
            otherwise.raw.to_fact(),
        ]),
        ..Draft::new(&code::PARTS_DIFFER, (message, todo))
    })
}

/// Rules that no part can be judged by alone.
fn across(form: &Form, units: &[Respondent], partners: &[usize]) -> Vec<Finding> {
    let parts: Vec<&Reading> = partners
        .iter()
        .filter_map(|at| reading(&units[*at]))
        .collect();
    let Some(first) = parts.first() else {
        return Vec::new();
    };
    let whole = Reading {
        fields: parts.iter().flat_map(|p| p.fields.clone()).collect(),
        lists: parts.iter().flat_map(|p| p.lists.clone()).collect(),
        list_nils: parts.iter().flat_map(|p| p.list_nils.clone()).collect(),
        unit: None,
        ..(*first).clone()
    };
    check::broken_across(form, &whole, &parts)
}
