//! The rows of a list over all units, and how many there are.

use super::Accumulator;
use super::coverage::Due;
use super::fields::contribution;
use crate::model::derivation::Derivation;
use crate::model::figure::{Figure, FigureValue, list_rows_value};
use crate::model::form::{Form, Section, list_count_id};
use crate::model::id::{FieldPath, FigureId};
use crate::model::reading::Answer;
use crate::model::respondent::Respondent;
use crate::value::{Kind, Value};
use std::collections::BTreeMap;

/// The rows that units added to a list.
pub(super) struct Rows<'a> {
    figure: Figure,
    form: &'a Form,
    section: &'a Section,
    values: Vec<(usize, BTreeMap<String, Value>)>,
    due: Due,
}

impl<'a> Rows<'a> {
    pub(super) fn of(form: &'a Form, section: &'a Section) -> Self {
        Self {
            figure: Figure::unanswered(
                FigureId::of_field(&form.id, &section.id),
                Derivation::Rows,
                section.title.clone(),
                Kind::Text,
            ),
            form,
            section,
            values: Vec::new(),
            due: Due::default(),
        }
    }
}

impl Accumulator for Rows<'_> {
    fn add(&mut self, unit: &Respondent) {
        let section = &self.section.id;
        self.due.add(unit, section);
        let Some(in_force) = &unit.in_force else {
            return;
        };
        let reading = &in_force.reading;
        let figure = &mut self.figure;
        if unit.part_of.is_some() {
            // Its rows stand among those of the unit that it is a part of.
        } else if !reading.list(section).is_empty() {
            figure.coverage.have += 1;
        } else if reading.list_nils.iter().any(|(id, ..)| id == section) {
            figure.coverage.nil += 1;
        }
        for row in reading.list(section) {
            self.values
                .push((figure.contributions.len(), list_rows_value(row)));
            for said in row.cells.iter().filter(|c| c.answer != Answer::Blank) {
                let path = FieldPath::new(&self.form.id, &said.field);
                figure.contributions.push(contribution(unit, path, said));
            }
        }
    }

    fn finish(self: Box<Self>) -> Vec<Figure> {
        let mut rows = self.figure;
        rows.coverage.of = self.due.count();
        let mut count = Figure {
            id: FigureId::of_field(&self.form.id, &list_count_id(&self.section.id)),
            derivation: Derivation::RowCount,
            kind: Kind::Count,
            ..rows.clone()
        };
        if rows.coverage.have + rows.coverage.nil > 0 {
            count.value = FigureValue::One(Value::Number(self.values.len() as f64));
            rows.value = FigureValue::Rows(self.values);
        }
        vec![rows, count]
    }
}
