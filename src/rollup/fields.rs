//! Roll-ups: many answers to one field become one figure.

use super::coverage::due;
use crate::model::form::{FieldRef, Form, Section, list_count_id};
use crate::model::kit::{FigureDef, FigureSource};
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::model::{
    figure::{Contribution, Coverage, Figure, FigureValue, SettingFigure, list_rows_value},
    respondent::Respondent,
};
use crate::rollup::RollupInput;
use crate::value::{Kind, Rollup, Tally, Value, fold, format};
use std::collections::BTreeSet;

/// A fact of the campaign as a figure: no unit stands behind it.
pub(super) fn fact(fact: &SettingFigure) -> Figure {
    Figure {
        id: fact.id.clone(),
        label: fact.label.clone(),
        unit: String::new(),
        kind: fact.kind.clone(),
        value: match &fact.value {
            Some(value) => FigureValue::One(value.clone()),
            None => FigureValue::Missing("rollup.setting-unset".to_owned()),
        },
        formula: String::new(),
        inputs: Vec::new(),
        coverage: Coverage::default(),
        contributions: Vec::new(),
    }
}

/// The figures that every form has: one for each field and list, and how many units answered.
pub(super) fn form(input: &RollupInput, form: &Form) -> Vec<Figure> {
    let units = units_of(input, form);
    let mut figures = vec![
        count_of_units(form, "so_don_vi", "rollup.units-due", &units, units.len()),
        count_of_units(
            form,
            "da_bao_cao",
            "rollup.units-answered",
            &units,
            units.iter().filter(|u| u.in_force.is_some()).count(),
        ),
    ];
    for field in form.fields() {
        figures.push(roll_up(
            &format!("{}.{}", form.id, field.id()),
            form,
            field,
            field.rollup(),
            &units,
        ));
        if field.row.compare {
            figures.push(previous(input, form, field, &units));
        }
    }
    for (section, _) in form.lists() {
        figures.extend(list(form, section, &units));
    }
    figures
}

/// A roll-up that the kit defines over a part of the roster.
pub(super) fn defined(input: &RollupInput, def: &FigureDef) -> Figure {
    let mut figure = empty(def);
    let FigureSource::Rollup {
        form,
        field,
        how,
        unit_type,
        group,
    } = &def.source
    else {
        return figure;
    };
    let Some(form) = input.kit.form(form) else {
        return figure;
    };
    let Some(field) = form.field(field) else {
        return figure;
    };
    let units: Vec<&Respondent> = units_of(input, form)
        .into_iter()
        .filter(|u| unit_type.as_ref().is_none_or(|t| *t == u.unit.unit_type))
        .filter(|u| {
            group
                .as_ref()
                .is_none_or(|g| fold(g) == fold(&u.unit.group))
        })
        .collect();
    let rolled = roll_up(&def.id, form, field, *how, &units);
    figure.value = rolled.value;
    figure.formula = rolled.formula;
    figure.coverage = rolled.coverage;
    figure.contributions = rolled.contributions;
    figure
}

/// The texts that the officer chose for a figure.
pub(super) fn chosen(input: &RollupInput, def: &FigureDef, fields: &[(String, String)]) -> Figure {
    let mut figure = empty(def);
    "chosen".clone_into(&mut figure.formula);
    let mut values = Vec::new();
    for text in input.chosen.iter().filter(|t| t.figure == def.id) {
        let Some(unit) = input.units.iter().find(|u| u.unit.code == text.unit) else {
            continue;
        };
        let Some(in_force) = &unit.in_force else {
            continue;
        };
        values.push((figure.contributions.len(), Value::Text(text.text.clone())));
        figure.contributions.push(Contribution {
            unit: unit.unit.code.clone(),
            unit_name: unit.unit.name.clone(),
            field: text.field.clone(),
            receipt: in_force.receipt,
            file: in_force.file.clone(),
            place: text.place.clone(),
            raw: text.raw.clone(),
            value: Some(Value::Text(text.text.clone())),
            nil: None,
            estimate: false,
            remark: String::new(),
        });
    }
    figure.value = FigureValue::Many(values);
    let forms: BTreeSet<&str> = fields.iter().map(|(form, _)| form.as_str()).collect();
    for unit in input
        .units
        .iter()
        .filter(|u| forms.contains(u.unit.form.as_str()))
    {
        figure.coverage.of += 1;
        figure.coverage.have += u32::from(gave_opinion(unit, fields));
    }
    figure
}

/// Whether a unit wrote something that could be chosen.
fn gave_opinion(unit: &Respondent, fields: &[(String, String)]) -> bool {
    unit.in_force.as_ref().is_some_and(|in_force| {
        let mut own = fields.iter().filter(|(form, _)| *form == unit.unit.form);
        own.any(|(_, field)| {
            let said = in_force.reading.field(field);
            said.is_some_and(|f| f.answer.value().is_some())
                || !in_force.reading.list(field).is_empty()
        })
    })
}

fn empty(def: &FigureDef) -> Figure {
    Figure {
        id: def.id.clone(),
        label: def.label.clone(),
        unit: def.unit.clone(),
        kind: def.kind.clone(),
        value: FigureValue::Missing("rollup.nobody".to_owned()),
        formula: String::new(),
        inputs: Vec::new(),
        coverage: Coverage::default(),
        contributions: Vec::new(),
    }
}

fn units_of<'a>(input: &RollupInput<'a>, form: &Form) -> Vec<&'a Respondent> {
    input
        .units
        .iter()
        .filter(|u| u.unit.form == form.id)
        .collect()
}

fn count_of_units(
    form: &Form,
    name: &str,
    label: &str,
    units: &[&Respondent],
    count: usize,
) -> Figure {
    Figure {
        id: format!("{}.{name}", form.id),
        label: crate::words::official(label),
        unit: crate::words::official("rollup.unit-word"),
        kind: Kind::Count,
        value: FigureValue::One(Value::Number(count as f64)),
        formula: "roster".to_owned(),
        inputs: Vec::new(),
        coverage: Coverage {
            have: units.iter().filter(|u| u.in_force.is_some()).count() as u32,
            nil: 0,
            of: units.len() as u32,
        },
        contributions: units
            .iter()
            .filter(|u| name == "so_don_vi" || u.in_force.is_some())
            .map(|unit| one_unit(unit, &format!("{}.{name}", form.id)))
            .collect(),
    }
}

/// Receipt and file of a unit's return in force.
fn from_return(unit: &Respondent) -> (i64, String) {
    unit.in_force
        .as_ref()
        .map_or((0, String::new()), |f| (f.receipt, f.file.clone()))
}

/// A unit that counts as one.
fn one_unit(unit: &Respondent, field: &str) -> Contribution {
    let (receipt, file) = from_return(unit);
    Contribution {
        unit: unit.unit.code.clone(),
        unit_name: unit.unit.name.clone(),
        field: field.to_owned(),
        receipt,
        file,
        place: None,
        raw: String::new(),
        value: Some(Value::Number(1.0)),
        nil: None,
        estimate: false,
        remark: String::new(),
    }
}

/// One field over some units.
fn roll_up(id: &str, form: &Form, field: FieldRef, how: Rollup, units: &[&Respondent]) -> Figure {
    let field_id = field.id();
    let mut figure = Figure {
        id: id.to_owned(),
        label: field.label(),
        unit: field.row.unit.clone(),
        kind: kind_of(field.kind(), how),
        value: FigureValue::Missing("rollup.nobody".to_owned()),
        formula: word(how).to_owned(),
        inputs: Vec::new(),
        coverage: Coverage {
            have: 0,
            nil: 0,
            of: due(units, &field.section.id),
        },
        contributions: Vec::new(),
    };
    for unit in units {
        let Some(in_force) = &unit.in_force else {
            continue;
        };
        let Some(cell) = in_force.reading.field(&field_id) else {
            continue;
        };
        let contribution = contribution(unit, &format!("{}.{field_id}", form.id), cell);
        figure.coverage.have += u32::from(contribution.value.is_some());
        figure.coverage.nil += u32::from(contribution.nil.is_some());
        figure.contributions.push(contribution);
    }
    figure.value = value_of(how, &figure.contributions, figure.coverage);
    figure
}

fn kind_of(kind: &Kind, how: Rollup) -> Kind {
    match how {
        Rollup::CountYes | Rollup::CountNo => Kind::Count,
        Rollup::Mean if *kind == Kind::Count || *kind == Kind::Amount => {
            Kind::Decimal { places: 1 }
        }
        _ => kind.clone(),
    }
}

/// The word of a roll-up, as kits write it.
pub(super) fn word(how: Rollup) -> &'static str {
    match how {
        Rollup::Sum => "sum",
        Rollup::CountYes => "count_yes",
        Rollup::CountNo => "count_no",
        Rollup::Mean => "mean",
        Rollup::Min => "min",
        Rollup::Max => "max",
        Rollup::List => "list",
        Rollup::Distinct => "distinct",
        Rollup::None => "none",
    }
}

fn contribution(unit: &Respondent, field: &str, cell: &FieldReading) -> Contribution {
    let (receipt, file) = from_return(unit);
    Contribution {
        unit: unit.unit.code.clone(),
        unit_name: unit.unit.name.clone(),
        field: field.to_owned(),
        receipt,
        file,
        place: cell.place.clone(),
        raw: cell.raw.clone(),
        value: cell.answer.value().cloned(),
        nil: match &cell.answer {
            Answer::Nil { nil, .. } => Some(*nil),
            _ => None,
        },
        estimate: cell.estimate,
        remark: cell.remark.clone(),
    }
}

/// The value of a roll-up. With no value at all it is missing, except a sum or count to which every unit
/// answered "không phát sinh": that is zero.
fn value_of(how: Rollup, contributions: &[Contribution], coverage: Coverage) -> FigureValue {
    if matches!(how, Rollup::List | Rollup::Distinct) {
        return FigureValue::Many(many(how, contributions));
    }
    let mut tally = Tally::default();
    for contribution in contributions {
        match (&contribution.value, contribution.nil) {
            (Some(value), _) => tally.add_value(value),
            (None, Some(nil)) => tally.add_nil(nil),
            (None, None) => tally.add_blank(),
        }
    }
    if let Some(total) = tally.total(how, coverage.of) {
        return FigureValue::One(total);
    }
    let mut values = contributions.iter().filter_map(|c| c.value.as_ref());
    match values.next() {
        Some(only) if how == Rollup::None && coverage.of == 1 => FigureValue::One(only.clone()),
        Some(_) => FigureValue::Missing("rollup.not-rolled-up".to_owned()),
        None if coverage.nil > 0 => FigureValue::Missing("rollup.only-nil".to_owned()),
        None => FigureValue::Missing("rollup.nobody".to_owned()),
    }
}

/// The values with the indexes of their contributions; of texts that are written alike the first.
fn many(how: Rollup, contributions: &[Contribution]) -> Vec<(usize, Value)> {
    let mut seen = BTreeSet::new();
    contributions
        .iter()
        .enumerate()
        .filter_map(|(at, c)| Some((at, c.value.as_ref()?)))
        .filter(|(_, value)| {
            how != Rollup::Distinct || seen.insert(fold(&format::by_kind(value, &Kind::Text)))
        })
        .map(|(at, value)| (at, value.clone()))
        .collect()
}

/// Last period's value of a field, rolled up the same way.
fn previous(input: &RollupInput, form: &Form, field: FieldRef, units: &[&Respondent]) -> Figure {
    let name = format!("{}.{}", form.id, field.id());
    let mut figure = Figure {
        id: format!("truoc.{name}"),
        label: field.label(),
        unit: field.row.unit.clone(),
        kind: kind_of(field.kind(), field.rollup()),
        value: FigureValue::Missing("rollup.nobody".to_owned()),
        formula: word(field.rollup()).to_owned(),
        inputs: Vec::new(),
        coverage: Coverage {
            have: 0,
            nil: 0,
            of: due(units, &field.section.id),
        },
        contributions: Vec::new(),
    };
    for unit in units {
        let Some(value) = input.previous.get(&(unit.unit.code.clone(), name.clone())) else {
            continue;
        };
        figure.coverage.have += 1;
        figure.contributions.push(Contribution {
            unit: unit.unit.code.clone(),
            unit_name: unit.unit.name.clone(),
            field: name.clone(),
            receipt: 0,
            file: String::new(),
            place: None,
            raw: format::by_kind(value, field.kind()),
            value: Some(value.clone()),
            nil: None,
            estimate: false,
            remark: String::new(),
        });
    }
    figure.value = value_of(field.rollup(), &figure.contributions, figure.coverage);
    figure
}

/// The rows of a list over all units, and how many there are.
fn list(form: &Form, section: &Section, units: &[&Respondent]) -> [Figure; 2] {
    let id = format!("{}.{}", form.id, section.id);
    let mut rows = Figure {
        id: id.clone(),
        label: section.title.clone(),
        unit: String::new(),
        kind: Kind::Text,
        value: FigureValue::Missing("rollup.nobody".to_owned()),
        formula: "list".to_owned(),
        inputs: Vec::new(),
        coverage: Coverage {
            have: 0,
            nil: 0,
            of: due(units, &section.id),
        },
        contributions: Vec::new(),
    };
    let mut values = Vec::new();
    for unit in units {
        let Some(in_force) = &unit.in_force else {
            continue;
        };
        let answered = list_answer(&in_force.reading, &section.id);
        rows.coverage.have += u32::from(answered == Listed::Rows);
        rows.coverage.nil += u32::from(answered == Listed::Nil);
        for row in in_force.reading.list(&section.id) {
            values.push((rows.contributions.len(), list_rows_value(row)));
            for cell in row.cells.iter().filter(|c| c.answer != Answer::Blank) {
                rows.contributions.push(contribution(
                    unit,
                    &format!("{}.{}", form.id, cell.field),
                    cell,
                ));
            }
        }
    }
    let answered = rows.coverage.have + rows.coverage.nil > 0;
    let mut count = Figure {
        id: format!("{}.{}", form.id, list_count_id(&section.id)),
        kind: Kind::Count,
        formula: "count".to_owned(),
        ..rows.clone()
    };
    if answered {
        count.value = FigureValue::One(Value::Number(values.len() as f64));
        rows.value = FigureValue::Rows(values);
    }
    [rows, count]
}

#[derive(PartialEq)]
enum Listed {
    Rows,
    Nil,
    Nothing,
}

fn list_answer(reading: &Reading, section: &str) -> Listed {
    if !reading.list(section).is_empty() {
        Listed::Rows
    } else if reading.list_nils.iter().any(|(id, _, _)| id == section) {
        Listed::Nil
    } else {
        Listed::Nothing
    }
}
