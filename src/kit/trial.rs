//! Each rule of a form is tried: the example trips none, and its counterexample trips it.

use super::example::reading;
use super::form::FormPlaces;
use super::model::{Form, Rule, list_count_id};
use super::written::Page;
use crate::check::{Answer, Reading};
use crate::msg;
use crate::rule::{Answered, Operand, Outcome};
use crate::value::understand::serial_of_day;
use crate::value::{Value, format};

/// Tries the rules of a form whose fields and example are right.
pub(super) fn rules(page: &Page<'_>, form: &Form, places: &FormPlaces) {
    let example = reading(form, &form.example);
    for (rule, place) in form.rules.iter().zip(&places.rules) {
        if outcome(form, rule, &example) == Outcome::Broken {
            page.wrong(&place.condition, msg!("kit.example-trips", rule = rule.id));
        }
        let Some((_, change)) = place.counterexample.first() else {
            continue;
        };
        let mut typed = form.example.clone();
        typed.extend(rule.counterexample.clone());
        match outcome(form, rule, &reading(form, &typed)) {
            Outcome::Broken => {}
            Outcome::NotYet { .. } | Outcome::NotJudged { .. } => {
                page.wrong(&change.span, msg!("kit.not-judged", rule = rule.id));
            }
            _ => page.wrong(
                &change.span,
                msg!("kit.counterexample-passes", rule = rule.id),
            ),
        }
    }
}

fn outcome(form: &Form, rule: &Rule, reading: &Reading) -> Outcome {
    rule.condition.judge(&|name| look(form, reading, name))
}

fn look(form: &Form, reading: &Reading, name: &str) -> Answered {
    if let Some(read) = reading.field(name) {
        let required = form.field(name).is_none_or(|f| f.row.required);
        return match &read.answer {
            Answer::Value(value) => Answered::Value(operand(value)),
            Answer::Nil { .. } => Answered::NotApplicable,
            Answer::Blank if !required => Answered::Value(Operand::Blank),
            Answer::Blank | Answer::NotUnderstood => Answered::Unanswered,
        };
    }
    let list = form.lists().find(|(s, _)| list_count_id(&s.id) == name);
    let Some((section, list)) = list else {
        return Answered::Unanswered;
    };
    let rows = reading.list(&section.id).len();
    if rows == 0 && reading.list_nils.iter().any(|(id, ..)| *id == section.id) {
        Answered::NotApplicable
    } else if rows == 0 && list.required {
        Answered::Unanswered
    } else {
        Answered::Value(Operand::Number(rows as f64))
    }
}

fn operand(value: &Value) -> Operand {
    match value {
        Value::Number(n) => Operand::Number(*n),
        Value::YesNo(yes) => Operand::Text(format::yes_no(*yes)),
        Value::Date(day) => serial_of_day(*day).map_or(Operand::Blank, Operand::Date),
        Value::Month(month) => jiff::civil::Date::new(month.year, month.month, 1)
            .ok()
            .and_then(serial_of_day)
            .map_or(Operand::Blank, Operand::Date),
        Value::Text(text) => Operand::Text(text.clone()),
    }
}
