//! Last period's values of a field, rolled up as this period's are.

use super::Accumulator;
use super::coverage::Due;
use super::fields::{total, unanswered};
use crate::model::derivation::{Derivation, Missing};
use crate::model::figure::{Contribution, Figure, FigureValue};
use crate::model::form::{FieldRef, Form};
use crate::model::id::{FieldPath, FigureId, ReceiptId, UnitCode};
use crate::model::respondent::Respondent;
use crate::msg;
use crate::value::{Kind, Rollup, Tally, Value};
use crate::words::{Lang, official_value};
use std::collections::BTreeMap;

/// Last period's values of one field.
pub(super) struct ValuesBefore<'a> {
    figure: Figure,
    how: Rollup,
    kind: &'a Kind,
    path: FieldPath,
    section: &'a str,
    values: &'a BTreeMap<(UnitCode, FieldPath), Value>,
    due: Due,
    tally: Tally,
    /// Values of parts of other units among those of the tally.
    of_parts: u32,
}

impl<'a> ValuesBefore<'a> {
    pub(super) fn of(
        form: &Form,
        field: FieldRef<'a>,
        values: &'a BTreeMap<(UnitCode, FieldPath), Value>,
    ) -> Self {
        let path = FieldPath::new(&form.id, &field.id());
        let how = field.rollup();
        Self {
            figure: of_last_period(unanswered(
                FigureId::of_previous(&path),
                Derivation::Previous(how),
                field,
                how,
            )),
            how,
            kind: field.kind(),
            path,
            section: &field.section.id,
            values,
            due: Due::default(),
            tally: Tally::default(),
            of_parts: 0,
        }
    }
}

impl Accumulator for ValuesBefore<'_> {
    fn add(&mut self, unit: &Respondent) {
        self.due.add(unit, self.section);
        let key = (unit.unit.code.clone(), self.path.clone());
        let Some(value) = self.values.get(&key) else {
            return;
        };
        if unit.part_of.is_some() {
            if self.how.counts_answers() {
                return;
            }
            self.of_parts += 1;
        }
        self.tally.add_value(value);
        self.figure.contributions.push(Contribution {
            unit: unit.counts_for().clone(),
            unit_name: unit.unit.name.clone(),
            field: self.path.clone(),
            receipt: ReceiptId::default(),
            file: String::new(),
            is_entered: false,
            place: None,
            raw: official_value(value, self.kind),
            value: Some(value.clone()),
            nil: None,
            estimate: false,
            remark: String::new(),
        });
    }

    fn finish(self: Box<Self>) -> Vec<Figure> {
        let mut figure = total(self.figure, self.how, &self.tally, self.due.count());
        figure.coverage.have -= self.of_parts;
        if figure.value == FigureValue::Missing(Missing::Nobody) {
            figure.value = FigureValue::Missing(Missing::NoPrevious);
        }
        vec![figure]
    }
}

fn of_last_period(figure: Figure) -> Figure {
    Figure {
        label: msg!("rollup.previous-label", label = figure.label).say(Lang::Vi),
        ..figure
    }
}
