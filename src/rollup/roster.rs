//! How many units should fill a form, and how many did.

use super::Accumulator;
use crate::model::derivation::Derivation;
use crate::model::figure::{Contribution, Coverage, Figure, FigureValue};
use crate::model::form::Form;
use crate::model::id::{FieldPath, FigureId};
use crate::model::respondent::Respondent;
use crate::value::{Kind, Value};
use crate::words::official;
use std::collections::BTreeMap;

/// The units of a form, counted.
pub(super) struct Units {
    due: Figure,
    answered: Figure,
}

impl Units {
    pub(super) fn of(form: &Form) -> Self {
        Self {
            due: figure(FigureId::units_due(&form.id), "rollup.units-due"),
            answered: figure(FigureId::units_answered(&form.id), "rollup.units-answered"),
        }
    }
}

impl Accumulator for Units {
    fn add(&mut self, unit: &Respondent) {
        if unit.part_of.is_some() {
            return;
        }
        self.due.contributions.push(one_unit(unit, &self.due.id));
        if unit.in_force.is_some() {
            let one = one_unit(unit, &self.answered.id);
            self.answered.contributions.push(one);
        }
    }

    fn finish(self: Box<Self>) -> Vec<Figure> {
        let coverage = Coverage {
            have: self.answered.contributions.len() as u32,
            nil: 0,
            of: self.due.contributions.len() as u32,
        };
        let counted = |figure: Figure| Figure {
            value: FigureValue::One(Value::Number(figure.contributions.len() as f64)),
            coverage,
            ..figure
        };
        vec![counted(self.due), counted(self.answered)]
    }
}

fn figure(id: FigureId, label: &str) -> Figure {
    Figure {
        id,
        derivation: Derivation::Roster,
        label: official(label),
        unit: official("rollup.unit-word"),
        kind: Kind::Count,
        format: String::new(),
        value: FigureValue::One(Value::Number(0.0)),
        coverage: Coverage::default(),
        contributions: Vec::new(),
        units: BTreeMap::new(),
        at: BTreeMap::new(),
    }
}

/// A unit that counts as one.
fn one_unit(unit: &Respondent, figure: &FigureId) -> Contribution {
    let (receipt, file) = unit.received();
    Contribution {
        unit: unit.unit.code.clone(),
        unit_name: unit.unit.name.clone(),
        field: FieldPath::new(&unit.unit.form, figure.last_word()),
        receipt,
        file,
        is_entered: false,
        place: None,
        raw: String::new(),
        value: Some(Value::Number(1.0)),
        nil: None,
        estimate: false,
        remark: String::new(),
    }
}
