//! What a figure says of one unit, or of a part of the units, as text.

use super::written::{COVERAGE, IN_COMMON, coverage_text, written};
use crate::model::area::Area;
use crate::model::derivation::Missing;
use crate::model::figure::{Contribution, Figure, FigureValue, Said};
use crate::model::id::UnitCode;
use crate::value::{Nil, Value};

/// What one unit says; `None` where it has not answered.
pub(super) fn of_unit_text(figure: &Figure, unit: &UnitCode, filter: &str) -> Option<String> {
    if let Some(said) = figure.units.get(unit) {
        return said_text(figure, (said.value.as_ref(), said.nil), filter);
    }
    let said = figure.contributions.iter().filter(|c| c.unit == *unit);
    let said = figure.together(&said.collect::<Vec<&Contribution>>())?;
    said_text(figure, (said.value.as_ref(), said.nil), filter)
}

/// As tables of statistics write it: "-" for nothing of the kind, "…" for no data.
fn said_text(figure: &Figure, said: (Option<&Value>, Option<Nil>), filter: &str) -> Option<String> {
    match said {
        (Some(value), _) => {
            let kind = figure.kind_of(value);
            Some(written(value, &kind, (figure, figure.coverage), filter))
        }
        (None, Some(Nil::NotArisen)) => Some("-".to_owned()),
        (None, Some(Nil::NoData)) => Some("…".to_owned()),
        (None, None) => None,
    }
}

/// What is said of a part of the units; `None` where nobody of it has answered.
pub(super) fn of_area_text(figure: &Figure, area: &Area, filter: &str) -> Option<String> {
    let of_area = figure.at.get(area)?;
    match &of_area.value {
        FigureValue::One(_) if filter == COVERAGE => Some(coverage_text(of_area.coverage)),
        FigureValue::One(value) => {
            let shown = written(value, &figure.kind, (figure, of_area.coverage), filter);
            Some(if of_area.in_common {
                format!("{shown} {IN_COMMON}")
            } else {
                shown
            })
        }
        FigureValue::Missing(Missing::NotComputable) => Some("-".to_owned()),
        FigureValue::Missing(Missing::OnlyNil) => Some("…".to_owned()),
        _ => None,
    }
}

/// Whether a unit has a value of its own.
pub(super) fn has_value(figure: &Figure, unit: &UnitCode) -> bool {
    if let Some(Said { value, .. }) = figure.units.get(unit) {
        return value.is_some();
    }
    let mut said = figure.contributions.iter().filter(|c| c.unit == *unit);
    said.any(|said| said.value.is_some())
}

/// Whether there is a value of a part of the units.
pub(super) fn has_total(figure: &Figure, area: &Area) -> bool {
    let of_area = figure.at.get(area);
    of_area.is_some_and(|of_area| matches!(of_area.value, FigureValue::One(_)))
}
