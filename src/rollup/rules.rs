//! Rules that join figures: across forms, across periods, a stated count against its list.

use super::formula::judge;
use super::places::Places;
use crate::model::basis::BasisHasher;
use crate::model::code::Code;
use crate::model::figure::{Contribution, Figure, FigureValue, Figures};
use crate::model::finding::{Finding, FindingState, Involved};
use crate::model::form::{Form, Rule};
use crate::model::id::{FieldPath, FigureId, FindingId, UnitCode};
use crate::model::kit::Kit;
use crate::msg;
use crate::rule::Outcome;
use crate::value::{Kind, Value};
use crate::words::{Fact, Lang, ToFact, fill};
use std::collections::BTreeSet;

/// What the kit's rules over figures find. A rule that waits for a missing unit finds nothing yet.
pub(super) fn broken(kit: &Kit, figures: &Figures) -> Vec<Finding> {
    kit.figure_rules
        .iter()
        .filter(|rule| breaks(rule, kit, figures))
        .map(|rule| finding(rule, figures))
        .collect()
}

/// Whether some unit of a form breaks a rule that is judged for each.
pub fn unit_breaks(form: &str, rule: &Rule, kit: &Kit, figures: &Figures) -> bool {
    let Some(form) = kit.form(form) else {
        return false;
    };
    let places = Places::of(&form.id, form, kit, figures);
    places.is_some_and(|places| {
        let mut units = 0..places.units.len();
        units.any(|at| is_broken(&places.judged(&rule.condition, at)))
    })
}

/// What cannot be calculated is not judged.
fn is_broken(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Broken | Outcome::NotNumber { .. })
}

/// What the kit's rules find that are judged for each unit. One that waits for an answer finds nothing yet.
pub(super) fn broken_by_units(kit: &Kit, figures: &Figures) -> Vec<Finding> {
    let mut found = Vec::new();
    for (form, rule) in &kit.unit_rules {
        let Some(form) = kit.form(form) else { continue };
        let Some(places) = Places::of(&form.id, form, kit, figures) else {
            continue;
        };
        for (at, unit) in places.units.iter().enumerate() {
            if is_broken(&places.judged(&rule.condition, at)) {
                found.push(of_unit(rule, (form, &places, at), unit, figures));
            }
        }
    }
    found
}

/// A rule that a unit breaks, with what it says to each name.
fn of_unit(
    rule: &Rule,
    (form, places, at): (&Form, &Places<'_>, usize),
    unit: &Contribution,
    figures: &Figures,
) -> Finding {
    let figure = |name: &str| {
        let id = match name.strip_prefix(FigureId::PREVIOUS_DOT) {
            Some(now) => FigureId::of_previous(&FieldPath::new(&form.id, now)),
            None => FigureId::at(&form.id, name),
        };
        figures.get(&id).or_else(|| figures.get(name))
    };
    let shown = |name: &str| -> Fact {
        match (places.said(name, at), figure(name)) {
            (Some(said), Some(figure)) => match said {
                Value::Number(_) => Fact::value(&said, &figure.kind),
                said => Fact::value(&said, &Kind::Text),
            },
            (None, Some(figure)) => shown_figure(figure),
            _ => "…".into(),
        }
    };
    let code = Code::from(rule.id.clone());
    let mut basis = BasisHasher::of(&code, "");
    let mut cells = Vec::new();
    for name in rule.condition.names() {
        let Some(figure) = figure(&name.text) else {
            continue;
        };
        let mut said = figure.contributions.iter();
        let place = said
            .find(|said| said.unit == unit.unit)
            .and_then(|said| said.place.clone());
        basis.fact(&figure.id.to_fact());
        basis.fact(&shown(&name.text));
        cells.push(Involved {
            field: Some((&figure.id).into()),
            label: figure.label.clone(),
            place,
            shown: shown(&name.text),
        });
    }
    let sentence = fill(&rule.message, |name| Some(shown(name).say(Lang::Vi)));
    Finding {
        id: FindingId::of(unit.unit.as_str(), code.as_str(), ""),
        code,
        severity: rule.severity,
        unit: Some(unit.unit.clone()),
        file: unit.file.clone(),
        message: msg!("rollup.rule-broken", text = sentence),
        todo: msg!("rollup.rule-todo"),
        action: None,
        cells,
        reason: String::new(),
        basis: basis.finish(),
        state: FindingState::Open,
    }
}

/// Whether the figures break a rule; one that still waits for figures is not broken.
pub fn breaks(rule: &Rule, kit: &Kit, figures: &Figures) -> bool {
    matches!(
        judge(&rule.condition, kit, figures),
        Outcome::Broken | Outcome::NotNumber { .. } | Outcome::Undefined(_)
    )
}

fn finding(rule: &Rule, figures: &Figures) -> Finding {
    let names: Vec<String> = rule.condition.names().into_iter().map(|n| n.text).collect();
    let joined: Vec<&Figure> = names
        .iter()
        .filter_map(|name| figures.get(name.as_str()))
        .collect();
    let cells: Vec<Involved> = joined.iter().map(|figure| involved(figure)).collect();
    let behind: BTreeSet<(&UnitCode, &str)> = joined
        .iter()
        .flat_map(|f| &f.contributions)
        .map(|c| (&c.unit, c.file.as_str()))
        .collect();
    // A rule whose cells all stand in one return is that unit's to mend.
    let mut behind = behind.into_iter();
    let (unit, file) = match (behind.next(), behind.next()) {
        (Some((unit, file)), None) => (Some(unit), file),
        _ => (None, ""),
    };
    let sentence = fill(&rule.message, |name| {
        figures
            .get(name)
            .map(|figure| shown_figure(figure).say(Lang::Vi))
    });
    let code = Code::from(rule.id.clone());
    let whose = unit.map_or("dot", UnitCode::as_str);
    let mut basis = BasisHasher::of(&code, "");
    for figure in &joined {
        basis.fact(&figure.id.to_fact());
        basis.fact(&value(figure));
    }
    Finding {
        id: FindingId::of(whose, code.as_str(), ""),
        code,
        severity: rule.severity,
        unit: unit.cloned(),
        file: file.to_owned(),
        message: msg!("rollup.rule-broken", text = sentence),
        todo: msg!("rollup.rule-todo"),
        action: None,
        cells,
        reason: String::new(),
        basis: basis.finish(),
        state: FindingState::Open,
    }
}

pub(super) fn involved(figure: &Figure) -> Involved {
    let place = match figure.contributions.as_slice() {
        [only] => only.place.clone(),
        _ => None,
    };
    Involved {
        field: Some((&figure.id).into()),
        label: figure.label.clone(),
        place,
        shown: shown_figure(figure),
    }
}

/// A figure as a sentence shows it; the answer of a single unit as it gave it, not as a count of one.
fn shown_figure(figure: &Figure) -> Fact {
    match figure.value {
        FigureValue::Missing(_) => "…".into(),
        _ => value(figure),
    }
}

/// What a figure says to a rule, or why it says nothing.
fn value(figure: &Figure) -> Fact {
    if let [
        Contribution {
            value: Some(answer @ Value::YesNo(_)),
            ..
        },
    ] = figure.contributions.as_slice()
        && figure.coverage.of == 1
    {
        return Fact::value(answer, &Kind::YesNo);
    }
    match &figure.value {
        FigureValue::One(value) => Fact::value(value, &figure.kind),
        FigureValue::Many(all) => Fact::number(all.len() as f64, 0),
        FigureValue::Rows(rows) => Fact::number(rows.len() as f64, 0),
        FigureValue::Missing(why) => Fact::words(why.words()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::derivation::Derivation;
    use crate::model::figure::Coverage;
    use crate::model::id::FieldPath;
    use crate::value::Rollup;

    #[test]
    fn a_yes_of_the_only_unit_is_said_as_yes_and_one_among_several_units_is_counted() {
        let field: FieldPath = "xa.co_mang".parse().unwrap();
        let yes = Contribution {
            unit: "16390".parse().unwrap(),
            unit_name: String::new(),
            field,
            receipt: crate::model::id::ReceiptId::default(),
            file: String::new(),
            is_entered: false,
            place: None,
            raw: String::new(),
            value: Some(Value::YesNo(true)),
            nil: None,
            estimate: false,
            remark: String::new(),
        };
        let said = |of| {
            let id = "xa.co_mang".parse().unwrap();
            let how = Derivation::Rollup(Rollup::CountYes);
            let kind = Kind::Count;
            let figure = Figure {
                value: FigureValue::One(Value::Number(1.0)),
                coverage: Coverage {
                    have: 1,
                    nil: 0,
                    of,
                },
                contributions: vec![yes.clone()],
                ..Figure::unanswered(id, how, String::new(), kind)
            };
            shown_figure(&figure).say(Lang::Vi)
        };
        assert_eq!([said(1), said(2)], ["Có", "1"]);
    }
}
