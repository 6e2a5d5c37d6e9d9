//! Figures with the cells behind them.

use super::located;
use crate::app::explain_text::Met;
use crate::model::derivation::Derivation;
use crate::model::figure::{Contribution, Figure, Figures, behind, used_by};
use serde_json::{Value, json};

/// A figure, those that it is computed from, and those that are computed from it.
pub fn explained(figures: &Figures, figure: &Figure) -> String {
    let behind = behind(figures, &figure.id);
    let behind = behind.iter().filter_map(|id| figures.get(id));
    let behind: Vec<_> = behind.map(with_cells).collect();
    let dependants = used_by(figures, &figure.id);
    let figure = with_cells(figure);
    json!({ "figure": figure, "behind": behind, "used_by": dependants }).to_string()
}

/// The places of a document where a text stands, each with the figure there.
pub fn traced(met: &[Met], figures: &Figures) -> String {
    let places: Value = met
        .iter()
        .map(|place| {
            let figure = place.figure.as_ref().and_then(|id| figures.get(id));
            let figure = figure.map(with_cells);
            let mut row = json!(place.row);
            if let Some((_, answer)) = place.row.as_ref().and_then(|row| row.answer(figures)) {
                row["answer"] = contribution(answer);
            }
            json!({
                "paragraph": place.paragraph,
                "passage": place.passage,
                "figure": figure,
                "row": row,
            })
        })
        .collect();
    places.to_string()
}

fn with_cells(figure: &Figure) -> Value {
    let mut told = json!(figure);
    told["contributions"] = figure.contributions.iter().map(contribution).collect();
    if matches!(figure.derivation, Derivation::Formula { .. }) && !figure.units.is_empty() {
        let units = figure.units.iter();
        told["units"] = units
            .map(|(unit, said)| json!({ "unit": unit, "unit_name": said.unit_name, "value": said.value }))
            .collect();
    }
    told
}

fn contribution(contribution: &Contribution) -> Value {
    let mut told = json!(contribution);
    told["place"] = contribution.place.as_ref().map_or(Value::Null, located);
    told
}
