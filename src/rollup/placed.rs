//! Figures that a kit calculates for each unit of a form or a set: what they are at each, at parts of the units, over all.

use super::places::{Given, Places};
use super::said::Column;
use crate::model::area::Area;
use crate::model::areas::{areas_of, units_in};
use crate::model::derivation::{Derivation, Missing};
use crate::model::figure::{Contribution, Coverage, Figure, FigureValue, Figures, OfArea, Said};
use crate::model::form::Form;
use crate::model::id::{FieldPath, FigureId};
use crate::model::kit::{FigureDef, Kit, PlacedFormula};
use crate::value::{Nil, Rollup};

/// The figure of a definition; over all, at parts of the units, and at each of them.
pub(super) fn figure(
    def: &FigureDef,
    placed: &PlacedFormula,
    kit: &Kit,
    figures: &Figures,
) -> Option<Figure> {
    let form = kit.form(&placed.form)?;
    let at_places = Places::of(&placed.space, form, kit, figures)?;
    let formula = &placed.formula;
    let mut figure = Figure::unanswered(
        def.id.clone(),
        Derivation::Formula {
            text: formula.source.clone(),
            inputs: inputs(placed, figures),
            in_common: false,
        },
        def.label.clone(),
        def.kind.clone(),
    );
    figure.unit.clone_from(&def.unit);
    figure.format = def.code();
    for (at, unit) in at_places.units.iter().enumerate() {
        let given = at_places.given(formula, &def.kind, &[at]);
        let said = said(&unit.unit_name, &given.value);
        figure.units.insert(unit.unit.clone(), said);
    }
    let how = placed.across;
    let own = how.map(|how| at_places.of_units(&figure, how));
    let given = |units: &[usize]| match &own {
        Some(column) => of_each(column, units),
        None => at_places.given(formula, &def.kind, units),
    };
    let all: Vec<usize> = (0..at_places.units.len()).collect();
    let whole = given(&all);
    for area in areas_of(figures, kit.areas(&placed.space), &placed.space, form) {
        let units = at_places.numbers(units_in(figures, (&placed.space, &form.id), &area));
        figure.at.insert(area, of_area(given(&units)));
    }
    if let Some(how) = how {
        figure.kind = def.kind.rolled_up(how);
    }
    figure.value = whole.value;
    figure.coverage = whole.coverage;
    if let Derivation::Formula { in_common, .. } = &mut figure.derivation {
        *in_common = whole.in_common;
    }
    Some(figure)
}

/// The figures that a formula stands on, by their ids.
fn inputs(placed: &PlacedFormula, figures: &Figures) -> Vec<FigureId> {
    let names = placed.formula.names().into_iter();
    let found = names.filter_map(|name| {
        let of_form = match name.text.strip_prefix(FigureId::PREVIOUS_DOT) {
            Some(now) => FigureId::of_previous(&FieldPath::new(&placed.form, now)),
            None => FigureId::at(&placed.form, &name.text),
        };
        let over_all = || name.text.parse().ok();
        figures
            .contains_key(&of_form)
            .then_some(of_form)
            .or_else(over_all)
    });
    let columns = placed.formula.columns().iter();
    let columns = columns.map(|column| match column.of.as_str() {
        "" => FigureId::at(&placed.form, &column.field),
        of => FigureId::at(of, &column.field),
    });
    found.chain(columns).collect()
}

/// What a formula that says nothing of several units comes to over them, by what it is at each.
fn of_each(column: &Column, units: &[usize]) -> Given {
    Given {
        value: column.total(units),
        coverage: column.coverage(units),
        in_common: false,
    }
}

pub(super) fn of_area(given: Given) -> OfArea {
    OfArea {
        value: given.value,
        coverage: given.coverage,
        in_common: given.in_common,
    }
}

/// What a figure is at one unit. What cannot be calculated is as if there were nothing of the kind.
fn said(unit_name: &str, value: &FigureValue) -> Said {
    let (value, nil) = match value {
        FigureValue::One(value) => (Some(value.clone()), None),
        FigureValue::Missing(Missing::OnlyNil) => (None, Some(Nil::NoData)),
        FigureValue::Missing(Missing::NotComputable) => (None, Some(Nil::NotArisen)),
        _ => (None, None),
    };
    Said {
        unit_name: unit_name.to_owned(),
        value,
        nil,
    }
}

/// A field of a form over the units of a set.
pub(super) fn of_set(
    def: &FigureDef,
    (set, field): (&FigureId, &str),
    (kit, form): (&Kit, &Form),
    figures: &Figures,
) -> Option<Figure> {
    let base = figures.get(&FigureId::at(&form.id, field))?;
    let places = Places::of(set, form, kit, figures)?;
    let all: Vec<usize> = (0..places.units.len()).collect();
    let is_count = field == "so_don_vi" || field == "da_bao_cao";
    let how = form
        .field(field)
        .map_or(Rollup::None, |field| field.rollup());
    let column = places.of_field(base, if is_count { Rollup::Sum } else { how });
    let decided = figures.get(set)?.coverage;
    let of = |units: &[usize]| {
        let mut given = of_each(&column, units);
        if is_count {
            // Nobody is in a set that nobody is in.
            given.value = FigureValue::One(column.count(units));
            given.coverage = Coverage {
                have: given.coverage.have,
                nil: 0,
                of: decided.have,
            };
        }
        given
    };
    let whole = of(&all);
    let is_in = |said: &&Contribution| !places.numbers([&said.unit]).is_empty();
    let mut figure = Figure {
        id: def.id.clone(),
        contributions: base.contributions.iter().filter(is_in).cloned().collect(),
        value: whole.value,
        coverage: whole.coverage,
        ..base.clone()
    };
    figure.at.clear();
    for area in areas_of(figures, kit.areas(set), set, form) {
        let units = places.numbers(units_in(figures, (set, &form.id), &area));
        figure.at.insert(area, of_area(of(&units)));
    }
    Some(figure)
}

/// What the fields of a form say of parts of its units, where the kit asks for these.
pub(super) fn fill_areas(kit: &Kit, figures: &mut Figures) {
    for form in kit
        .forms
        .iter()
        .filter(|form| !kit.areas(&form.id).is_empty())
    {
        let Some(of_areas) = areas_of_fields(kit, form, figures) else {
            continue;
        };
        for (id, area, of_area) in of_areas {
            if let Some(figure) = figures.get_mut(&id) {
                figure.at.insert(area, of_area);
            }
        }
    }
}

fn areas_of_fields(
    kit: &Kit,
    form: &Form,
    figures: &Figures,
) -> Option<Vec<(FigureId, Area, OfArea)>> {
    let places = Places::of(&form.id, form, kit, figures)?;
    let areas: Vec<(Area, Vec<usize>)> = areas_of(figures, kit.areas(&form.id), &form.id, form)
        .into_iter()
        .map(|area| {
            let units = units_in(figures, (&form.id, &form.id), &area);
            (area, places.numbers(units))
        })
        .collect();
    let counts = [
        FigureId::units_due(&form.id),
        FigureId::units_answered(&form.id),
    ];
    let mut columns: Vec<(FigureId, Rollup)> = counts.map(|id| (id, Rollup::Sum)).into();
    for field in form.fields() {
        let id = FigureId::of_field(&form.id, &field.id());
        columns.push((id, field.rollup()));
        let path = FieldPath::new(&form.id, &field.id());
        columns.push((FigureId::of_previous(&path), field.rollup()));
    }
    let mut out = Vec::new();
    for (id, how) in columns {
        let Some(figure) = figures.get(&id) else {
            continue;
        };
        let column = places.of_field(figure, how);
        for (area, units) in &areas {
            out.push((id.clone(), area.clone(), of_area(of_each(&column, units))));
        }
    }
    Some(out)
}
