//! Each rule of a form is tried: the example trips none, and its counterexample trips it.

use super::example::reading;
use super::form::FormPlaces;
use super::respondents::figures;
use super::rules::RulePlaces;
use crate::model::figure::Figures;
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
    let over_all = kit.figure_rules.iter().map(|rule| (None, rule));
    let of_units = kit.unit_rules.iter();
    let of_units = of_units.map(|(form, rule)| (Some(form.as_str()), rule));
    for ((form, rule), place) in over_all.chain(of_units).zip(places) {
        if !place.condition_right {
            continue;
        }
        let breaks = |figures: &Figures| match form {
            Some(form) => rollup::unit_breaks(form, rule, kit, figures),
            None => rollup::breaks(rule, kit, figures),
        };
        if breaks(&example) {
            page.wrong(&place.condition, msg!("kit.example-trips", rule = rule.id));
        }
        let names = rule.condition.names();
        // What the campaign or an earlier period says is not in the examples, nor are the other units of a form.
        let outside = |name: &str| {
            let id = name.parse::<FigureId>();
            let is_of_all = form.is_some() && name.contains('.');
            is_of_all || id.is_ok_and(|id| id.is_setting() || id.is_previous())
        };
        let Some((_, change)) = place.counterexample.first() else {
            continue;
        };
        let change_of = |name: &String| match form {
            Some(form) => FigureId::joined(form, name),
            None => name.clone(),
        };
        let changes = rule.counterexample.iter();
        let changes = changes.map(|(name, text)| (change_of(name), text.clone()));
        if sound
            && place.change_right
            && !names.iter().any(|n| outside(&n.text))
            && !breaks(&figures(kit, &changes.collect()))
        {
            page.wrong(
                &change.span,
                msg!("kit.counterexample-passes", rule = rule.id),
            );
        }
    }
}
