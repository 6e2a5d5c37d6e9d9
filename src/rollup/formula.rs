//! Computed figures and conditions: formulas over figures.

use super::in_common::Operands;
use super::places::value_of;
use crate::model::derivation::{Derivation, Missing};
use crate::model::figure::{Coverage, Figure, FigureValue, Figures};
use crate::model::id::FigureId;
use crate::model::kit::{FigureDef, Kit};
use crate::msg;
use crate::rule::{ExcelError, Formula, Outcome};
use crate::words::Lang;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A computed figure.
pub(super) fn figure(def: &FigureDef, formula: &Formula, kit: &Kit, figures: &Figures) -> Figure {
    let names = formula.names().into_iter();
    let columns = formula.columns().iter();
    let columns = columns.map(|column| FigureId::at(&column.of, &column.field));
    let inputs: Vec<FigureId> = names
        .filter_map(|n| n.text.parse().ok())
        .chain(columns)
        .collect();
    let operands = Operands::of(formula, kit, figures);
    let value = if operands.are_of_nobody() {
        FigureValue::Missing(Missing::NothingInCommon)
    } else {
        value_of(formula.compute_at(&operands), &def.kind)
    };
    let value = match value {
        FigureValue::Missing(Missing::Waits) => FigureValue::Missing(lacking(&inputs, figures)),
        value => value,
    };
    Figure {
        id: def.id.clone(),
        label: def.label.clone(),
        unit: def.unit.clone(),
        kind: def.kind.clone(),
        format: def.code(),
        value,
        coverage: operands
            .coverage
            .unwrap_or_else(|| coverage(&inputs, figures)),
        derivation: Derivation::Formula {
            text: formula.source.clone(),
            in_common: operands.coverage.is_some()
                || (inputs.iter().filter_map(|id| figures.get(id)))
                    .any(|figure| figure.derivation.is_in_common()),
            inputs,
        },
        contributions: Vec::new(),
        units: BTreeMap::new(),
        at: BTreeMap::new(),
    }
}

/// The named booleans of the narrative; `None` while a figure that it needs is missing.
pub fn conditions(kit: &Kit, figures: &Figures) -> BTreeMap<String, Option<bool>> {
    let conditions = kit.conditions.iter();
    conditions
        .map(|c| {
            let truth = match judge(&c.formula, kit, figures) {
                Outcome::Holds => Some(true),
                Outcome::Broken => Some(false),
                _ => None,
            };
            (c.id.clone(), truth)
        })
        .collect()
}

/// Whether a condition over figures holds, like held against like in each of its parts.
pub(super) fn judge(formula: &Formula, kit: &Kit, figures: &Figures) -> Outcome {
    formula.judge_in_parts(&|part| {
        let operands = Operands::of(part, kit, figures);
        if operands.are_of_nobody() {
            return Outcome::NotYet {
                waiting: part.needs(),
            };
        }
        part.judge_at(&operands)
    })
}

/// What holds figures against one another over fewer units than these count: the labels, and over how many units it
/// does. Computed figures first, then what conditions compare.
pub fn in_common(kit: &Kit, figures: &Figures) -> Vec<(String, Coverage)> {
    let mut told: Vec<(String, Coverage)> = figures
        .values()
        .filter(|f| f.derivation.is_in_common() && !matches!(f.value, FigureValue::Missing(_)))
        .map(|f| (f.label.clone(), f.coverage))
        .collect();
    for condition in &kit.conditions {
        let found = RefCell::new(Vec::new());
        condition.formula.judge_in_parts(&|part| {
            let operands = Operands::of(part, kit, figures);
            if let Some(coverage) = operands.coverage
                && !operands.are_of_nobody()
            {
                let names = part.needs().into_iter();
                let compared: Vec<&Figure> = names
                    .filter_map(|name| figures.get(name.as_str()))
                    .collect();
                found.borrow_mut().push((comparison(&compared), coverage));
            }
            Outcome::Undefined(ExcelError::NotAvailable)
        });
        for one in found.into_inner() {
            if !told.contains(&one) {
                told.push(one);
            }
        }
    }
    told
}

/// What figures that are held against one another are called together.
fn comparison(figures: &[&Figure]) -> String {
    let (before, now): (Vec<&Figure>, Vec<&Figure>) =
        figures.iter().partition(|figure| figure.id.is_previous());
    let labels = |figures: &[&Figure]| -> Vec<String> {
        figures.iter().map(|figure| figure.label.clone()).collect()
    };
    match (before.as_slice(), now.as_slice()) {
        (_, []) => labels(&before).join(", "),
        ([], now) => msg!("rollup.compared", labels = labels(now).join(", ")).say(Lang::Vi),
        (_, now) => msg!(
            "rollup.compared-with-previous",
            labels = labels(now).join(", ")
        )
        .say(Lang::Vi),
    }
}

/// What a figure waits for: last period, when that is all that is missing; else units.
fn lacking(inputs: &[FigureId], figures: &Figures) -> Missing {
    let missing = inputs
        .iter()
        .filter_map(|id| figures.get(id))
        .filter_map(|figure| match figure.value {
            FigureValue::Missing(why) => Some(why),
            _ => None,
        });
    let all: Vec<Missing> = missing.collect();
    if !all.is_empty() && all.iter().all(|why| *why == Missing::NoPrevious) {
        Missing::NoPrevious
    } else {
        Missing::Waits
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
