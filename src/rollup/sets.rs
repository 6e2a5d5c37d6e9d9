//! Sets: the units of a form, or the rows of a list, of which a condition holds, in an order, the first of them.
//!
//! Where the condition waits, a unit is outside, and coverage says of how many it is decided.

use super::places::Places;
use crate::model::derivation::Derivation;
use crate::model::figure::{Contribution, Coverage, Figure, FigureValue, Figures};
use crate::model::form::Form;
use crate::model::id::FigureId;
use crate::model::kit::{FigureDef, Kit, Order, SetDef};
use crate::model::operand::operand;
use crate::rule::{Answered, Outcome, compare_numbers};
use crate::value::{Kind, Value, fold};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A row of a list: its first cell among those behind the figure, and its cells by column.
type Row = (usize, BTreeMap<String, Value>);

/// The units or rows of a set.
pub(super) fn figure(
    def: &FigureDef,
    set: &SetDef,
    kit: &Kit,
    figures: &Figures,
) -> Option<Figure> {
    let form = kit.form(&set.form)?;
    if set.of_rows {
        of_rows(def, set, figures)
    } else {
        of_units(def, set, (kit, form), figures)
    }
}

fn of_units(
    def: &FigureDef,
    set: &SetDef,
    (kit, form): (&Kit, &Form),
    figures: &Figures,
) -> Option<Figure> {
    let places = Places::of(&set.of, form, kit, figures)?;
    let mut inside = Vec::new();
    let mut decided = 0;
    for (at, unit) in places.units.iter().enumerate() {
        match places.holds(set.keep.as_ref(), at) {
            Some(true) => {
                decided += 1;
                let keys = set.order.iter().map(|by| places.said(&by.name, at));
                inside.push((keys.collect::<Vec<_>>(), unit));
            }
            Some(false) => decided += 1,
            None => {}
        }
    }
    let of = places.units.len() as u32;
    let units: Vec<Contribution> = first(inside, set).into_iter().cloned().collect();
    let named = units.iter().enumerate();
    let named = named.map(|(at, unit)| (at, Value::Text(unit.unit_name.clone())));
    Some(Figure {
        value: FigureValue::Many(named.collect()),
        coverage: Coverage {
            have: decided,
            nil: 0,
            of,
        },
        contributions: units,
        ..blank(def, set)
    })
}

fn of_rows(def: &FigureDef, set: &SetDef, figures: &Figures) -> Option<Figure> {
    let base = figures.get(set.of.as_str())?;
    let FigureValue::Rows(rows) = &base.value else {
        return Some(Figure {
            value: base.value.clone(),
            coverage: base.coverage,
            ..blank(def, set)
        });
    };
    let mut inside = Vec::new();
    for row in rows {
        let cell = |name: &str| match row.1.get(name) {
            Some(value) => Answered::Value(operand(value)),
            None => of_unit(base, row.0, name).map_or(Answered::Unanswered, |value| {
                Answered::Value(operand(&value))
            }),
        };
        let holds = match &set.keep {
            Some(keep) => keep.judge_in_parts(&|part| part.judge(&cell)) == Outcome::Holds,
            None => true,
        };
        if holds {
            let keys = set.order.iter().map(|by| {
                let own = row.1.get(&by.name).cloned();
                own.or_else(|| of_unit(base, row.0, &by.name))
            });
            inside.push((keys.collect::<Vec<_>>(), row));
        }
    }
    let mut contributions = Vec::new();
    let kept = first(inside, set).into_iter().map(|(first_cell, cells)| {
        let at = contributions.len();
        contributions.extend_from_slice(cells_of(base, rows, *first_cell));
        (at, cells.clone())
    });
    let kept = kept.collect();
    Some(Figure {
        value: FigureValue::Rows(kept),
        coverage: base.coverage,
        contributions,
        ..blank(def, set)
    })
}

/// The cells behind the row that begins with this one.
fn cells_of<'f>(base: &'f Figure, rows: &[Row], first_cell: usize) -> &'f [Contribution] {
    let behind = rows.iter().map(|(at, _)| *at).filter(|at| *at > first_cell);
    let end = behind.min().unwrap_or(base.contributions.len());
    base.contributions.get(first_cell..end).unwrap_or_default()
}

/// What a row of a list has of its unit: its name.
fn of_unit(base: &Figure, first_cell: usize, name: &str) -> Option<Value> {
    let said = base.contributions.get(first_cell)?;
    (name == "don_vi").then(|| Value::Text(said.unit_name.clone()))
}

fn blank(def: &FigureDef, set: &SetDef) -> Figure {
    let condition = set.keep.as_ref().map(|keep| keep.source.clone());
    Figure::unanswered(
        def.id.clone(),
        Derivation::Set {
            of: set.of.clone(),
            condition: condition.unwrap_or_default(),
        },
        def.label.clone(),
        Kind::Text,
    )
}

/// In the order of the set, the first of them: of those that are equal at its edge all, equals as they came.
fn first<T>(mut inside: Vec<(Vec<Option<Value>>, T)>, set: &SetDef) -> Vec<T> {
    inside.sort_by(|(a, _), (b, _)| order(a, b, &set.order));
    let Some(top) = set.top else {
        return inside.into_iter().map(|(_, one)| one).collect();
    };
    let edge = top.checked_sub(1).and_then(|last| inside.get(last));
    let equal = |(keys, _): &&(Vec<Option<Value>>, T)| {
        edge.is_some_and(|(at_edge, _)| order(keys, at_edge, &set.order) == Ordering::Equal)
    };
    let tied = inside.iter().skip(top).take_while(equal).count();
    inside.truncate(top + tied);
    inside.into_iter().map(|(_, one)| one).collect()
}

/// What has no value comes last, whichever way is up.
fn order(a: &[Option<Value>], b: &[Option<Value>], by: &[Order]) -> Ordering {
    let mut keys = a.iter().zip(b).zip(by);
    let unequal = keys.find_map(|((a, b), by)| {
        let order = match (a, b) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => return Some(Ordering::Greater),
            (Some(_), None) => return Some(Ordering::Less),
            (Some(a), Some(b)) if by.is_descending => compare(b, a),
            (Some(a), Some(b)) => compare(a, b),
        };
        (order != Ordering::Equal).then_some(order)
    });
    unequal.unwrap_or(Ordering::Equal)
}

fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => compare_numbers(*a, *b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Month(a), Value::Month(b)) => a.cmp(b),
        (Value::YesNo(a), Value::YesNo(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => fold(a).cmp(&fold(b)).then_with(|| a.cmp(b)),
        _ => Ordering::Equal,
    }
}

/// How many rows a set of rows has.
pub(super) fn count_of_rows(def: &FigureDef, rows: &FigureId, figures: &Figures) -> Option<Figure> {
    let base = figures.get(rows)?;
    let value = match &base.value {
        FigureValue::Rows(rows) => FigureValue::One(Value::Number(rows.len() as f64)),
        FigureValue::Missing(why) => FigureValue::Missing(*why),
        _ => return None,
    };
    Some(Figure {
        id: def.id.clone(),
        derivation: Derivation::RowCount,
        kind: Kind::Count,
        value,
        ..base.clone()
    })
}

/// The sum of a column over the rows of a list or of a set of rows.
pub(super) fn sum_of_rows(
    def: &FigureDef,
    (rows, column): (&FigureId, &str),
    figures: &Figures,
) -> Option<Figure> {
    let base = figures.get(rows)?;
    let FigureValue::Rows(all) = &base.value else {
        return None;
    };
    let numbers = all
        .iter()
        .filter_map(|(_, cells)| cells.get(column)?.number());
    let is_of_column = |said: &&Contribution| said.field.field().ends_with(&format!(".{column}"));
    Some(Figure {
        id: def.id.clone(),
        derivation: Derivation::Rollup(crate::value::Rollup::Sum),
        label: def.label.clone(),
        kind: def.kind.clone(),
        format: def.code(),
        value: FigureValue::One(Value::Number(numbers.sum())),
        contributions: base
            .contributions
            .iter()
            .filter(is_of_column)
            .cloned()
            .collect(),
        ..base.clone()
    })
}
