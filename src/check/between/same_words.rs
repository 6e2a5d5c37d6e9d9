//! The same words from many units: a text that went around, which says little of any one of them.

use crate::model::code;
use crate::model::form::Form;
use crate::model::id::AnswerId;
use crate::model::kit::Kit;
use crate::model::respondent::Respondent;
use crate::model::{
    finding::{Draft, Finding, Involved, between_units},
    reading::{Answer, FieldReading},
};
use crate::msg;
use crate::value::{Kind, Value, fold::fold};
use crate::words::{Fact, ToFact};
use std::collections::BTreeMap;

/// So many units say the same by chance.
const FEWEST_UNITS: usize = 3;
/// Shorter texts are said alike by anybody: "Thiếu kinh phí."
const FEWEST_LETTERS: usize = 30;
/// So many units are named.
const SHOWN: usize = 5;
/// Letters of the text that are shown.
const LETTERS_SHOWN: usize = 80;

/// A note for each text that several units gave to one field of opinions, in the order of the forms.
pub(super) fn find(kit: &Kit, units: &[Respondent]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for form in &kit.forms {
        let prose = form.fields().filter(|field| *field.kind() == Kind::Prose);
        for field in prose {
            let mut said: BTreeMap<String, Vec<Said<'_>>> = BTreeMap::new();
            let of_form = units.iter().filter(|unit| unit.unit.form == form.id);
            for one in of_form.filter_map(|unit| Said::of(unit, &field.id().into())) {
                said.entry(fold(one.text)).or_default().push(one);
            }
            said.retain(|text, units| {
                units.len() >= FEWEST_UNITS
                    && text.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS
            });
            findings.extend(said.values().map(|units| of_text(form, units)));
        }
    }
    findings
}

/// What a unit says in a field.
struct Said<'a> {
    unit: &'a Respondent,
    field: &'a FieldReading,
    text: &'a str,
}

impl<'a> Said<'a> {
    fn of(unit: &'a Respondent, field: &AnswerId) -> Option<Self> {
        let field = unit.in_force.as_ref()?.reading.field(field)?;
        match &field.answer {
            Answer::Value(Value::Text(text)) => Some(Self { unit, field, text }),
            _ => None,
        }
    }
}

fn of_text(form: &Form, units: &[Said<'_>]) -> Finding {
    let first = &units[0];
    let id = &first.field.field;
    let label = form.field(id).map_or_else(|| id.to_string(), |f| f.label());
    let shown = units.iter().take(SHOWN);
    let mut names: Vec<&str> = shown
        .clone()
        .map(|said| said.unit.unit.name.as_str())
        .collect();
    if units.len() > SHOWN {
        names.push("…");
    }
    let line = first.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text: String = line.chars().take(LETTERS_SHOWN).collect();
    if text.len() < line.len() {
        text.push('…');
    }
    let message = msg!(
        "check.same-words",
        label = label,
        count = units.len(),
        units = names.join(", "),
        text = text
    );
    let cells = shown.map(|said| Involved {
        field: Some(id.into()),
        label: format!("{label} ({})", said.unit.unit.name),
        place: said.field.place.clone(),
        shown: said.field.raw.as_str().into(),
    });
    let codes = units.iter().map(|said| said.unit.unit.code.to_fact());
    between_units(Draft {
        about: format!("{id}-{}", first.unit.unit.code),
        cells: cells.collect(),
        values: Some(codes.chain([Fact::Text(line.clone())]).collect()),
        ..Draft::new(&code::SAME_WORDS, (message, msg!("check.same-words-todo")))
    })
}
