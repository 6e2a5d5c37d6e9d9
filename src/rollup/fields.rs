//! Roll-ups: many answers to one field become one figure.

use super::Accumulator;
use super::coverage::Due;
use super::said::missing;
use crate::model::computed::Place;
use crate::model::derivation::Derivation;
use crate::model::figure::{Contribution, Coverage, Figure, FigureValue};
use crate::model::form::{FieldRef, Form};
use crate::model::id::{FieldPath, FigureId};
use crate::model::kit::{FigureDef, FigureSource};
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::model::respondent::Respondent;
use crate::value::{Kind, Rollup, Tally, Value, fold};
use crate::words::official_value;
use std::collections::BTreeSet;

/// The answers to one field.
pub(super) struct Answers<'a> {
    figure: Figure,
    how: Rollup,
    field: String,
    /// Place of the field in its form.
    at: usize,
    path: FieldPath,
    section: &'a str,
    due: Due,
    tally: Tally,
    /// What the field is calculated anew from.
    anew: Option<Place<'a>>,
    /// What units answer can be added up.
    adds_up: bool,
    /// Values of parts of other units among those of the tally.
    of_parts: u32,
}

impl<'a> Answers<'a> {
    /// Of all units of a form; the field stands at this place of it.
    pub(super) fn of(form: &'a Form, field: FieldRef<'a>, at: usize) -> Self {
        let path = FieldPath::new(&form.id, &field.id());
        Self::rolled_up(form, (path, field, at), field.rollup())
    }

    fn rolled_up(
        form: &'a Form,
        (path, field, at): (FieldPath, FieldRef<'a>, usize),
        how: Rollup,
    ) -> Self {
        Self {
            anew: (how == Rollup::Formula).then(|| Place::of(form, &field.id())),
            figure: unanswered((&path).into(), Derivation::Rollup(how), field, how),
            how,
            field: path.field().to_owned(),
            at,
            path,
            section: &field.section.id,
            due: Due::default(),
            tally: Tally::default(),
            adds_up: field.rollup() == Rollup::Sum,
            of_parts: 0,
        }
    }

    /// A return holds the fields mostly in the order of its form.
    fn find<'r>(&self, reading: &'r Reading) -> Option<&'r FieldReading> {
        let here = reading.fields.get(self.at);
        here.filter(|f| f.field == self.field)
            .or_else(|| reading.field(&self.field))
    }
}

impl Accumulator for Answers<'_> {
    fn add(&mut self, unit: &Respondent) {
        self.due.add(unit, self.section);
        // Where units are counted or what they say cannot be added up, the one that others are a part of speaks for them.
        let is_mean = self.how == Rollup::Mean;
        if unit.part_of.is_some() && (self.how.counts_answers() || is_mean && !self.adds_up) {
            return;
        }
        let reading = unit.in_force.as_ref().map(|f| &f.reading);
        if let (Some(place), Some(reading)) = (&mut self.anew, reading) {
            place.add(reading);
        }
        if let Some(said) = reading.and_then(|reading| self.find(reading)) {
            if unit.part_of.is_none() {
                said.answer.add_to(&mut self.tally);
            } else if let Some(value) = said.answer.value().filter(|_| is_mean) {
                self.tally.add_part(value);
            } else if let Some(value) = said.answer.value() {
                self.tally.add_value(value);
                self.of_parts += 1;
            }
            let contribution = contribution(unit, self.path.clone(), said);
            self.figure.contributions.push(contribution);
        }
    }

    fn finish(self: Box<Self>) -> Vec<Figure> {
        let mut figure = total(self.figure, self.how, &self.tally, self.due.count());
        figure.coverage.have -= self.of_parts;
        if let Some(place) = &self.anew {
            let undefined = place.units().saturating_sub(figure.coverage.have);
            figure.coverage.have = place.units();
            figure.coverage.nil = figure.coverage.nil.saturating_sub(undefined);
            if let Some(value) = place.value() {
                figure.value = FigureValue::One(value);
            }
        }
        vec![figure]
    }
}

/// A roll-up that the kit defines over a part of the roster.
struct PartOfRoster<'a> {
    def: &'a FigureDef,
    unit_type: Option<&'a str>,
    group: Option<String>,
    answers: Answers<'a>,
}

/// The figure of a definition that rolls up a field of this form.
pub(super) fn part_of_roster<'a>(
    def: &'a FigureDef,
    form: &'a Form,
) -> Option<Box<dyn Accumulator + 'a>> {
    let FigureSource::Rollup {
        field: path,
        how,
        unit_type,
        group,
    } = &def.source
    else {
        return None;
    };
    let mut fields = form.fields().enumerate();
    let (at, field) = fields.find(|(_, field)| field.is(path.field()))?;
    Some(Box::new(PartOfRoster {
        def,
        unit_type: unit_type.as_deref(),
        group: group.as_deref().map(fold),
        answers: Answers::rolled_up(form, (path.clone(), field, at), *how),
    }))
}

impl Accumulator for PartOfRoster<'_> {
    fn add(&mut self, unit: &Respondent) {
        let of_type = self.unit_type.is_none_or(|t| t == unit.unit.unit_type);
        if of_type && (self.group.as_ref()).is_none_or(|group| *group == fold(&unit.unit.group)) {
            self.answers.add(unit);
        }
    }

    fn finish(self: Box<Self>) -> Vec<Figure> {
        let def = self.def;
        let rolled_up = Box::new(self.answers).finish();
        let named = |figure| Figure {
            id: def.id.clone(),
            label: def.label.clone(),
            unit: def.unit.clone(),
            kind: def.kind.clone(),
            format: def.code(),
            ..figure
        };
        rolled_up.into_iter().map(named).collect()
    }
}

/// The cell of a unit as it stands behind a figure.
pub(super) fn contribution(
    unit: &Respondent,
    field: FieldPath,
    said: &FieldReading,
) -> Contribution {
    let (receipt, file, is_entered) = unit.source(field.field());
    Contribution {
        unit: unit.counts_for().clone(),
        unit_name: unit.unit.name.clone(),
        field,
        receipt,
        file,
        is_entered,
        place: said.place.clone(),
        raw: said.raw.clone(),
        value: said.answer.value().cloned(),
        nil: match &said.answer {
            Answer::Nil { nil, .. } => Some(*nil),
            _ => None,
        },
        estimate: said.estimate,
        remark: said.remark.clone(),
    }
}

/// A figure with its value and coverage, from the tally of its contributions.
pub(super) fn total(figure: Figure, how: Rollup, tally: &Tally, due: u32) -> Figure {
    let values = || figure.contributions.iter().filter_map(|c| c.value.as_ref());
    let value = match how {
        Rollup::List | Rollup::Distinct => FigureValue::Many(texts(how, &figure.contributions)),
        Rollup::None if due == 1 => values().next().map_or_else(
            || FigureValue::Missing(missing(tally)),
            |only| FigureValue::One(only.clone()),
        ),
        _ => tally
            .total(how, due)
            .map_or_else(|| FigureValue::Missing(missing(tally)), FigureValue::One),
    };
    Figure {
        value,
        coverage: Coverage {
            have: tally.values(),
            nil: tally.nils(),
            of: due,
        },
        ..figure
    }
}

/// The figure of a field before the first unit is looked at.
pub(super) fn unanswered(
    id: FigureId,
    derivation: Derivation,
    field: FieldRef<'_>,
    how: Rollup,
) -> Figure {
    let kind = field.kind().rolled_up(how);
    Figure {
        unit: field.row.unit.clone(),
        ..Figure::unanswered(id, derivation, field.label(), kind)
    }
}

/// The values with the indexes of their contributions; of texts that are written alike the first.
fn texts(how: Rollup, contributions: &[Contribution]) -> Vec<(usize, Value)> {
    let mut seen = BTreeSet::new();
    contributions
        .iter()
        .enumerate()
        .filter_map(|(at, c)| Some((at, c.value.as_ref()?)))
        .filter(|(_, value)| {
            how != Rollup::Distinct || seen.insert(fold(&official_value(value, &Kind::Text)))
        })
        .map(|(at, value)| (at, value.clone()))
        .collect()
}
