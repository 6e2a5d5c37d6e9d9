//! Totals beside a number that was kept in the place of one: what holds in each form must hold in its sums too.

use super::rules::involved;
use super::typed_value;
use crate::model::basis::BasisHasher;
use crate::model::code::Code;
use crate::model::derivation::Derivation;
use crate::model::figure::{Figure, Figures};
use crate::model::finding::{Finding, FindingState};
use crate::model::form::{Form, Rule};
use crate::model::id::{FigureId, FindingId};
use crate::model::kit::Kit;
use crate::msg;
use crate::rule::{Answered, Operand, Outcome};
use crate::value::{Rollup, Severity, Value};
use crate::words::{Fact, Lang, ToFact};

/// Rules of a form that its totals kept, and break with a number that was kept in the place of one of them: parts that
/// make no whole any more. Only such rules are looked at whose every field is summed.
pub fn contradicted(kit: &Kit, figures: &Figures) -> Vec<Finding> {
    let kept = |figure: &&Figure| matches!(figure.derivation, Derivation::Typed { .. });
    if !figures.values().any(|figure| kept(&figure)) {
        return Vec::new();
    }
    let rules = kit.forms.iter().flat_map(|form| {
        let errors = form.rules.iter().filter(|r| r.severity == Severity::Error);
        errors.map(move |rule| (form, rule))
    });
    let found = rules.filter_map(|(form, rule)| {
        let joined = totals(form, rule, figures)?;
        let kept = joined.iter().copied().find(kept)?;
        let judge = |number: &dyn Fn(&Figure) -> Option<f64>| {
            rule.condition.judge(&|name| {
                let id = FigureId::of_field(form.id.as_str(), name);
                let number = joined.iter().find(|f| f.id == id).and_then(|f| number(f));
                number.map_or(Answered::Unanswered, |n| {
                    Answered::Value(Operand::Number(n))
                })
            })
        };
        let is_broken = judge(&Figure::number) == Outcome::Broken
            && judge(&|figure| before(figure)) == Outcome::Holds;
        is_broken.then(|| finding(rule, kept, &joined))
    });
    found.collect()
}

/// The figures that a rule of a form joins, where each is the sum of its field.
fn totals<'f>(form: &Form, rule: &Rule, figures: &'f Figures) -> Option<Vec<&'f Figure>> {
    let names = rule.condition.names().into_iter();
    let of_name = |name: &str| {
        let field = form.field(name)?;
        let figure = figures.get(&FigureId::of_field(form.id.as_str(), name))?;
        (field.rollup() == Rollup::Sum && figure.number().is_some()).then_some(figure)
    };
    names.map(|name| of_name(&name.text)).collect()
}

/// What the ledger says of a figure.
fn before(figure: &Figure) -> Option<f64> {
    let Derivation::Typed { ledger, .. } = &figure.derivation else {
        return figure.number();
    };
    match typed_value(ledger, &figure.kind, &figure.unit) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    }
}

fn shown(figure: &Figure) -> Fact {
    Fact::number(figure.number().unwrap_or_default(), 6)
}

fn finding(rule: &Rule, kept: &Figure, joined: &[&Figure]) -> Finding {
    let code = Code::from(rule.id.clone());
    let mut basis = BasisHasher::of(&code, "");
    for figure in joined {
        basis.fact(&figure.id.to_fact());
        basis.fact(&shown(figure));
    }
    let others: Vec<String> = joined
        .iter()
        .filter(|figure| figure.id != kept.id)
        .map(|figure| format!("{}: {}", figure.label, shown(figure).say(Lang::Vi)))
        .collect();
    Finding {
        id: FindingId::of("dot", code.as_str(), ""),
        code,
        severity: rule.severity,
        unit: None,
        file: String::new(),
        message: msg!(
            "rollup.kept-contradicts",
            label = kept.label,
            kept = shown(kept),
            others = others.join("; ")
        ),
        todo: msg!("rollup.kept-contradicts-todo"),
        action: None,
        cells: joined.iter().map(|figure| involved(figure)).collect(),
        reason: String::new(),
        basis: basis.finish(),
        state: FindingState::Open,
    }
}
