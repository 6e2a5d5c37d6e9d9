//! Each rule of a form is tried: the example trips none, and its counterexample trips it.

use super::example::reading;
use super::form::FormPlaces;
use super::respondents::figures;
use super::rules::RulePlaces;
use crate::model::form::{Form, Rule};
use crate::model::id::FigureId;
use crate::model::kit::Kit;
use crate::model::operand::Answers;
use crate::model::reading::{Answer, Reading};
use crate::msg;
use crate::rollup;
use crate::rule::Outcome;
use crate::source::table::Page;
use std::collections::BTreeMap;

/// Tries the rules of a form: all of a form that is right; of another those that its mistakes do not touch.
pub(super) fn rules(page: &Page<'_>, form: &Form, places: &FormPlaces) {
    if places.lost {
        return;
    }
    let example = reading(form, &form.example);
    for (rule, place) in form.rules.iter().zip(&places.rules) {
        if !place.condition_right || !(places.sound || untouched(rule, places, &example)) {
            continue;
        }
        if outcome(form, rule, &example) == Outcome::Broken {
            page.wrong(&place.condition, msg!("kit.example-trips", rule = rule.id));
        }
        let Some((_, change)) = place.counterexample.first() else {
            continue;
        };
        if !place.change_right {
            continue;
        }
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

/// Whether a rule of a form with mistakes says the same without them: all that it uses is known and answered.
fn untouched(rule: &Rule, places: &FormPlaces, example: &Reading) -> bool {
    rule.condition.names().iter().all(|name| {
        let answered = match example.field(&name.text) {
            Some(field) => matches!(field.answer, Answer::Value(_) | Answer::Nil { .. }),
            // It counts rows of a list, some of which may be among the cells that are wrong.
            None => places.clear,
        };
        answered && !places.doubts.contains(&name.text)
    })
}

fn outcome(form: &Form, rule: &Rule, reading: &Reading) -> Outcome {
    let answers = Answers::of(form, reading);
    rule.condition.judge(&|name| answers.look(name))
}

/// Tries the rules over figures: one unit for each form, answering as its example says.
///
/// Where a form has mistakes (`sound` is false) a figure may lack a value, so that a counterexample proves nothing.
pub(super) fn figure_rules(page: &Page<'_>, kit: &Kit, places: &[RulePlaces], sound: bool) {
    let example = figures(kit, &BTreeMap::new());
    for (rule, place) in kit.figure_rules.iter().zip(places) {
        if !place.condition_right {
            continue;
        }
        if rollup::breaks(rule, kit, &example) {
            page.wrong(&place.condition, msg!("kit.example-trips", rule = rule.id));
        }
        let names = rule.condition.names();
        // What the campaign or an earlier period says is not in the examples.
        let outside = |name: &str| {
            let id = name.parse::<FigureId>();
            id.is_ok_and(|id| id.is_setting() || id.is_previous())
        };
        let Some((_, change)) = place.counterexample.first() else {
            continue;
        };
        if sound
            && place.change_right
            && !names.iter().any(|n| outside(&n.text))
            && !rollup::breaks(rule, kit, &figures(kit, &rule.counterexample))
        {
            page.wrong(
                &change.span,
                msg!("kit.counterexample-passes", rule = rule.id),
            );
        }
    }
}
