//! The texts that the officer chose for a figure.

use crate::model::derivation::Derivation;
use crate::model::figure::{Contribution, Coverage, Figure, FigureValue};
use crate::model::id::{FieldPath, ReceiptId, UnitCode};
use crate::model::kit::FigureDef;
use crate::model::respondent::{ChosenText, InForce, Respondent};
use crate::value::Value;
use crate::words::official;
use std::collections::BTreeMap;

/// Texts of units of any form.
pub(super) struct ChosenTexts<'a> {
    def: &'a FigureDef,
    fields: &'a [FieldPath],
    /// In the order in which the officer put them; the cell is known once its unit is added.
    texts: Vec<(&'a ChosenText, Option<Contribution>)>,
    coverage: Coverage,
}

impl<'a> ChosenTexts<'a> {
    pub(super) fn of(
        def: &'a FigureDef,
        fields: &'a [FieldPath],
        chosen: &'a [ChosenText],
    ) -> Self {
        let own = chosen.iter().filter(|text| text.figure == def.id);
        Self {
            def,
            fields,
            texts: own.map(|text| (text, added(text))).collect(),
            coverage: Coverage::default(),
        }
    }

    pub(super) fn add(&mut self, unit: &Respondent) {
        if let Some(in_force) = &unit.in_force {
            for (text, cell) in self
                .texts
                .iter_mut()
                .filter(|(t, _)| t.unit.as_ref() == Some(&unit.unit.code))
            {
                *cell = Some(contribution(unit, in_force, text));
            }
        }
        let mut own = self.fields.iter().filter(|f| f.form() == unit.unit.form);
        if unit.part_of.is_none() && own.clone().next().is_some() {
            self.coverage.of += 1;
            let wrote = own.any(|field| gave_opinion(unit, field.field()));
            self.coverage.have += u32::from(wrote);
        }
    }

    pub(super) fn finish(self) -> Figure {
        let contributions: Vec<Contribution> = self
            .texts
            .into_iter()
            .filter_map(|(_, cell)| cell)
            .collect();
        let values = contributions.iter().enumerate();
        let values = values.filter_map(|(at, cell)| Some((at, cell.value.clone()?)));
        Figure {
            id: self.def.id.clone(),
            derivation: Derivation::Chosen,
            label: self.def.label.clone(),
            unit: self.def.unit.clone(),
            kind: self.def.kind.clone(),
            format: String::new(),
            value: FigureValue::Many(values.collect()),
            coverage: self.coverage,
            contributions,
            units: BTreeMap::new(),
            at: BTreeMap::new(),
        }
    }
}

fn contribution(unit: &Respondent, in_force: &InForce, text: &ChosenText) -> Contribution {
    let (receipt, file, is_entered) = in_force.source(text.field.field());
    Contribution {
        unit: unit.unit.code.clone(),
        unit_name: unit.unit.name.clone(),
        receipt,
        file,
        is_entered,
        ..of_the_office(text)
    }
}

/// What stands behind a text that the officer added.
fn added(text: &ChosenText) -> Option<Contribution> {
    text.unit.is_none().then(|| of_the_office(text))
}

/// A text as the office that consolidates gives it.
fn of_the_office(text: &ChosenText) -> Contribution {
    Contribution {
        unit: UnitCode::as_written(""),
        unit_name: official("selection.own-source"),
        field: text.field.clone(),
        receipt: ReceiptId::default(),
        file: String::new(),
        is_entered: false,
        place: text.place.clone(),
        raw: text.raw.clone(),
        value: Some(Value::Text(text.text.clone())),
        nil: None,
        estimate: false,
        remark: String::new(),
    }
}

/// Whether a unit wrote something in a field or a list that could be chosen.
fn gave_opinion(unit: &Respondent, field: &str) -> bool {
    unit.in_force.as_ref().is_some_and(|in_force| {
        let said = in_force.reading.field(field);
        said.is_some_and(|f| f.answer.value().is_some()) || !in_force.reading.list(field).is_empty()
    })
}
