//! Figures that a person typed over in the report, where the officer decided that what was typed counts.

use super::computed;
use crate::model::derivation::Derivation;
use crate::model::figure::{Figure, FigureValue, Figures, OutdatedChoice};
use crate::model::id::FigureId;
use crate::model::kit::Kit;
use crate::model::receipt::{Decided, Decision};
use crate::value::{Kind, Raw, Value, understand};
use crate::words::official_value;
use std::collections::{BTreeMap, BTreeSet};

/// What counts in the place of what the ledger says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedFigure {
    /// What was typed.
    pub typed: String,
    /// What the ledger said then: when it says something else, this holds no more.
    pub ledger: String,
    /// Why.
    pub reason: String,
}

/// What counts in the place of what the ledger says; the later decision about a figure holds.
pub fn typed(decisions: &[Decision]) -> BTreeMap<FigureId, TypedFigure> {
    let mut out = BTreeMap::new();
    for decision in decisions {
        let Decided::SettleFigure {
            figure,
            typed,
            ledger,
            keeps_typed,
        } = &decision.what
        else {
            continue;
        };
        if *keeps_typed {
            let typed = TypedFigure {
                typed: typed.clone(),
                ledger: ledger.clone(),
                reason: decision.reason.clone(),
            };
            out.insert(figure.clone(), typed);
        } else {
            out.remove(figure);
        }
    }
    out
}

/// What was typed over figures and gives way to what the ledger says.
pub fn dropped(decisions: &[Decision]) -> BTreeSet<(FigureId, String)> {
    let dropped = decisions
        .iter()
        .filter_map(|decision| match &decision.what {
            Decided::SettleFigure {
                figure,
                typed,
                keeps_typed: false,
                ..
            } => Some((figure.clone(), typed.clone())),
            _ => None,
        });
    dropped.collect()
}

/// Puts in what was typed, and computes anew what stands on it. Out: the choices that hold no more, since the ledger says
/// something else now.
pub fn settle(
    kit: &Kit,
    figures: &mut Figures,
    typed: &BTreeMap<FigureId, TypedFigure>,
) -> Vec<OutdatedChoice> {
    if typed.is_empty() {
        return Vec::new();
    }
    for (id, typed) in typed {
        if let Some(figure) = figures.get_mut(id) {
            put(figure, typed);
        }
    }
    for def in &kit.figures {
        if let Some(mut figure) = computed(def, kit, figures) {
            if let Some(typed) = typed.get(&def.id) {
                put(&mut figure, typed);
            }
            figures.insert(figure.id.clone(), figure);
        }
    }
    let outdated = |(id, typed): (&FigureId, &TypedFigure)| {
        let figure = figures.get(id)?;
        let now = match (&figure.derivation, &figure.value) {
            (Derivation::Typed { .. }, _) => return None,
            (_, FigureValue::One(value)) => Some(official_value(value, &figure.kind)),
            _ => None,
        };
        Some(OutdatedChoice {
            figure: id.clone(),
            label: figure.label.clone(),
            typed: typed.typed.clone(),
            ledger: typed.ledger.clone(),
            now,
            may_keep: false,
        })
    };
    typed.iter().filter_map(outdated).collect()
}

/// What a person means who types this in the place of a figure; `None` when it is no value of its kind.
pub fn typed_value(text: &str, kind: &Kind, unit: &str) -> Option<Value> {
    let said = understand(&Raw::Text(text.to_owned()), None, kind, unit);
    said.value
}

fn put(figure: &mut Figure, typed: &TypedFigure) {
    let FigureValue::One(value) = &figure.value else {
        return;
    };
    if official_value(value, &figure.kind) != typed.ledger {
        return;
    }
    if let Some(value) = typed_value(&typed.typed, &figure.kind, &figure.unit) {
        figure.value = FigureValue::One(value);
        figure.derivation = Derivation::Typed {
            ledger: typed.ledger.clone(),
            reason: typed.reason.clone(),
        };
    }
}
