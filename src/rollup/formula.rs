//! Computed figures and conditions: formulas over figures.

use crate::model::derivation::{Derivation, Missing};
use crate::model::figure::{Coverage, Figure, FigureValue, Figures};
use crate::model::id::FigureId;
use crate::model::kit::{FigureDef, Kit};
use crate::model::operand::of_figure;
use crate::rule::{Computed, Formula, Operand, Outcome};
use crate::value::{Kind, Value};
use std::collections::BTreeMap;

/// A computed figure.
pub(super) fn figure(def: &FigureDef, formula: &Formula, figures: &Figures) -> Figure {
    let names = formula.names().into_iter();
    let inputs: Vec<FigureId> = names.filter_map(|n| n.text.parse().ok()).collect();
    Figure {
        id: def.id.clone(),
        label: def.label.clone(),
        unit: def.unit.clone(),
        kind: def.kind.clone(),
        value: computed(formula, &def.kind, figures),
        coverage: coverage(&inputs, figures),
        derivation: Derivation::Formula {
            text: formula.source.clone(),
            inputs,
        },
        contributions: Vec::new(),
    }
}

/// The named booleans of the narrative; `None` while a figure that it needs is missing.
pub fn conditions(kit: &Kit, figures: &Figures) -> BTreeMap<String, Option<bool>> {
    kit.conditions
        .iter()
        .map(|c| {
            let truth = match c.formula.judge(&|name| of_figure(figures, name)) {
                Outcome::Holds => Some(true),
                Outcome::Broken => Some(false),
                _ => None,
            };
            (c.id.clone(), truth)
        })
        .collect()
}

fn computed(formula: &Formula, kind: &Kind, figures: &Figures) -> FigureValue {
    match formula.compute(&|name| of_figure(figures, name)) {
        Computed::Value(Operand::Number(n)) if n.is_finite() => match kind {
            Kind::YesNo => FigureValue::One(Value::YesNo(n != 0.0)),
            _ => FigureValue::One(Value::Number(n)),
        },
        Computed::Value(Operand::Bool(yes)) => FigureValue::One(Value::YesNo(yes)),
        Computed::Value(Operand::Text(text)) => FigureValue::One(Value::Text(text)),
        Computed::Value(Operand::Date(serial)) => {
            match crate::value::understand::day_of_serial(serial) {
                Some(day) => FigureValue::One(Value::Date(day)),
                None => FigureValue::Missing(Missing::NotComputable),
            }
        }
        Computed::NotJudged { .. } => FigureValue::Missing(Missing::OnlyNil),
        Computed::NotYet { .. } => FigureValue::Missing(Missing::Waits),
        Computed::NotNumber { .. } | Computed::Value(_) => {
            FigureValue::Missing(Missing::NotComputable)
        }
    }
}

/// A computed figure is as well covered as the worst covered figure it uses.
fn coverage(inputs: &[FigureId], figures: &Figures) -> Coverage {
    inputs
        .iter()
        .filter_map(|id| figures.get(id))
        .map(|f| f.coverage)
        .filter(|c| c.of > 0)
        .min_by(|a, b| {
            let share = |c: &Coverage| f64::from(c.have + c.nil) / f64::from(c.of);
            share(a).total_cmp(&share(b)).then(b.of.cmp(&a.of))
        })
        .unwrap_or_default()
}
