//! Tables with a row for each row of a list, or of a set of such rows.

use super::marks::{Source, inline};
use crate::model::document::{Inline, Part, Row};
use crate::model::figure::{FigureValue, Figures};
use crate::model::id::FigureId;
use crate::model::kit::{Kit, Shows, TableDef, TotalAt};
use crate::words::official;

/// The rows, and their sums where the table has a total.
pub(super) fn rows(def: &TableDef, list: &FigureId, (kit, figures): (&Kit, &Figures)) -> Vec<Row> {
    let Some(figure) = figures.get(list) else {
        return Vec::new();
    };
    let count = match &figure.value {
        FigureValue::Rows(rows) => rows.len(),
        _ => 0,
    };
    let mut rows: Vec<Row> = (0..count)
        .map(|at| {
            let cells = def.columns.iter().map(|column| match &column.shows {
                Shows::Number => vec![Inline::Text((at + 1).to_string())],
                Shows::Word(word) => {
                    let source = Source {
                        id: list.clone(),
                        part: Part::Cell(at, (*word).to_owned()),
                    };
                    inline(figure, &source, "").into_iter().collect()
                }
                Shows::Figure { local, filter } => {
                    let source = Source {
                        id: list.clone(),
                        part: Part::Cell(at, local.clone()),
                    };
                    inline(figure, &source, &kit.filter(filter))
                        .into_iter()
                        .collect()
                }
                Shows::Nothing => Vec::new(),
            });
            Row {
                group: false,
                strong: false,
                cells: cells.collect(),
            }
        })
        .collect();
    if let Some(total) = def.total {
        let row = total_row(def, list, (kit, figures));
        match total {
            TotalAt::First => rows.insert(0, row),
            TotalAt::Last => rows.push(row),
        }
    }
    rows
}

fn total_row(def: &TableDef, list: &FigureId, (kit, figures): (&Kit, &Figures)) -> Row {
    let is_words = |shows: &Shows| match shows {
        Shows::Number | Shows::Nothing => false,
        Shows::Word(_) => true,
        Shows::Figure { local, .. } => !figures.contains_key(&FigureId::at(list, local)),
    };
    let named = def
        .columns
        .iter()
        .position(|column| is_words(&column.shows));
    let cells = def
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| match &column.shows {
            _ if Some(at) == named => vec![Inline::Text(official("report.total"))],
            Shows::Figure { local, filter } => {
                let sum = figures.get(&FigureId::at(list, local));
                let shown =
                    sum.and_then(|sum| inline(sum, &Source::whole(&sum.id), &kit.filter(filter)));
                shown.into_iter().collect()
            }
            _ => Vec::new(),
        });
    Row {
        group: false,
        strong: true,
        cells: cells.collect(),
    }
}
