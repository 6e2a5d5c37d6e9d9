//! Columns of formulas: the values of the units of a form or set, or of the rows of a list, one after the other.

use crate::model::areas::units_of;
use crate::model::figure::{Figure, FigureValue, Figures};
use crate::model::id::{FigureId, UnitCode};
use crate::model::kit::{FigureSource, Kit};
use crate::model::operand::operand;
use crate::rule::{Answered, ColumnName};
use crate::value::Value;
use std::collections::BTreeMap;

/// The values of a column; what is not answered is passed over, and coverage tells of it.
pub(super) fn values(column: &ColumnName, kit: &Kit, figures: &Figures) -> Vec<Answered> {
    if let Some(FigureValue::Rows(rows)) = figures.get(column.of.as_str()).map(|rows| &rows.value) {
        let cells = rows
            .iter()
            .filter_map(|(_, cells)| cells.get(&column.field));
        return cells.map(answered).collect();
    }
    let units = units_of(figures, &column.of).unwrap_or_default();
    let Some(figure) = figures.get(&FigureId::at(form_of(kit, &column.of), &column.field)) else {
        return Vec::new();
    };
    let said = said(figure);
    let values = units.iter().filter_map(|unit| said.get(&unit.unit));
    values.map(|value| answered(value)).collect()
}

fn answered(value: &Value) -> Answered {
    Answered::Value(operand(value))
}

/// What each unit says.
fn said(figure: &Figure) -> BTreeMap<&UnitCode, &Value> {
    let computed = figure.units.iter();
    let computed = computed.filter_map(|(unit, said)| Some((unit, said.value.as_ref()?)));
    let cells = figure.contributions.iter().rev();
    let cells = cells.filter_map(|said| Some((&said.unit, said.value.as_ref()?)));
    cells.chain(computed).collect()
}

/// The form of the units of a space.
fn form_of<'k>(kit: &'k Kit, space: &'k str) -> &'k str {
    let set = kit.figures.iter().find(|def| def.id.as_str() == space);
    match set.map(|def| &def.source) {
        Some(FigureSource::Set(set)) => &set.form,
        _ => space,
    }
}
