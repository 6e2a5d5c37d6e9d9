//! The units of a form or a set, and the parts that they fall into: what the figures themselves tell of them.

use super::area::{Area, Grouping};
use super::derivation::Derivation;
use super::figure::{Contribution, FigureValue, Figures};
use super::form::Form;
use super::id::{FigureId, UnitCode};
use crate::value::Value;

/// The units of a form that should answer, or those of a set, in their order; `None` for what is neither.
pub fn units_of<'f>(figures: &'f Figures, space: &str) -> Option<&'f [Contribution]> {
    let set = figures.get(space);
    let set = set.filter(|figure| matches!(figure.derivation, Derivation::Set { .. }));
    let all = set.or_else(|| figures.get(&FigureId::units_due(space)))?;
    Some(&all.contributions)
}

/// The units of a space that belong to an area.
pub fn units_in<'f>(
    figures: &'f Figures,
    (space, form): (&str, &str),
    area: &Area,
) -> Vec<&'f UnitCode> {
    let is_of = |by: Grouping, wanted: &Option<String>, unit: &UnitCode| {
        let wanted = wanted.as_deref();
        wanted.is_none_or(|wanted| word(figures, form, by.word(), unit) == Some(wanted))
    };
    let units = units_of(figures, space).unwrap_or_default().iter();
    units
        .map(|one| &one.unit)
        .filter(|unit| is_of(Grouping::Group, &area.group, unit))
        .filter(|unit| is_of(Grouping::Type, &area.unit_type, unit))
        .collect()
}

/// The parts of an area in which there are units, in the order of the kit and then of the roster.
pub fn parts(
    figures: &Figures,
    (space, form): (&str, &str),
    within: &Area,
    by: Grouping,
) -> Vec<Area> {
    let Some(figure) = figures.get(&FigureId::at(form, by.word())) else {
        return Vec::new();
    };
    let FigureValue::Many(names) = &figure.value else {
        return Vec::new();
    };
    let names = names.iter().filter_map(|(_, value)| match value {
        Value::Text(name) => Some(within.within(by, name)),
        _ => None,
    });
    names
        .filter(|area| !units_in(figures, (space, form), area).is_empty())
        .collect()
}

/// The areas of a space that are parted in these ways, from the greater to the smaller.
pub fn areas_of(figures: &Figures, paths: Vec<&[Grouping]>, space: &str, form: &Form) -> Vec<Area> {
    let mut all = Vec::new();
    for path in paths {
        let mut open = vec![Area::default()];
        for by in path {
            let deeper = open
                .iter()
                .flat_map(|area| parts(figures, (space, &form.id), area, *by));
            open = deeper.collect();
            all.extend(open.iter().cloned());
        }
    }
    all.sort();
    all.dedup();
    all
}

/// What people call an area: its group, or its type of unit.
pub fn area_name(figures: &Figures, form: &str, area: &Area, by: Grouping) -> String {
    let figure = figures.get(&FigureId::at(form, by.word()));
    let of_area = match by {
        Grouping::Group => area
            .group
            .as_deref()
            .map(|name| Area::default().within(by, name)),
        Grouping::Type => area
            .unit_type
            .as_deref()
            .map(|name| Area::default().within(by, name)),
    };
    let said = figure
        .zip(of_area)
        .and_then(|(figure, area)| figure.at.get(&area));
    match said.map(|said| &said.value) {
        Some(FigureValue::One(Value::Text(name))) => name.clone(),
        _ => String::new(),
    }
}

/// What the roster says of a unit: `ten`, `ma`, `loai`, `nhom`.
pub fn word<'f>(figures: &'f Figures, form: &str, word: &str, unit: &UnitCode) -> Option<&'f str> {
    let figure = figures.get(&FigureId::at(form, word))?;
    match &figure.units.get(unit)?.value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}
