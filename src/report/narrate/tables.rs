//! Tables of the report from the kit's definition.

use super::marks::{Source, inline, of_unit, unknown};
use crate::model::document::{Column, Inline, Part, Row, Slot, Table};
use crate::model::figure::{Contribution, Figure, Figures};
use crate::model::id::FigureId;
use crate::model::kit::{Kit, TableDef};
use crate::words::official;
use std::collections::BTreeMap;

/// The table with its figures in place.
pub fn table(kit: &Kit, id: &str, figures: &Figures) -> Option<Table> {
    let def = kit.tables.iter().find(|t| t.id == id)?;
    let rows = match &def.per_unit {
        Some(form) => of_units(def, form, (kit, figures)),
        None => def
            .rows
            .iter()
            .map(|row| Row {
                group: row.group,
                strong: row.strong,
                cells: (row.cells.iter())
                    .map(|text| cell(text, (kit, figures)))
                    .collect(),
            })
            .collect(),
    };
    Some(Table {
        caption: cell(&def.caption, (kit, figures)),
        unit: def.unit.clone(),
        columns: def
            .columns
            .iter()
            .map(|c| Column {
                label: c.label.clone(),
                group: c.group.clone(),
                width: c.width,
                align: c.align,
            })
            .collect(),
        rows,
        notes: def.notes.clone(),
        appendix: def.appendix,
        line: 0,
    })
}

/// A row for each unit that should answer, in the order of the roster; blank where it has not.
fn of_units(def: &TableDef, form: &str, (kit, figures): (&Kit, &Figures)) -> Vec<Row> {
    let Some(due) = figures.get(&FigureId::units_due(form)) else {
        return Vec::new();
    };
    let columns: Vec<UnitColumn> = def
        .columns
        .iter()
        .map(|c| UnitColumn::of(&c.value, form, (kit, figures)))
        .collect();
    let mut rows: Vec<Row> = due
        .contributions
        .iter()
        .enumerate()
        .map(|(at, unit)| Row {
            group: false,
            strong: false,
            cells: columns.iter().map(|c| c.cell(at, unit)).collect(),
        })
        .collect();
    if def.total {
        rows.push(Row {
            group: false,
            strong: true,
            cells: columns.iter().map(UnitColumn::total).collect(),
        });
    }
    rows
}

/// What a column shows of a unit.
enum UnitColumn<'f> {
    Number,
    Name,
    Field(&'f Figure, String, BTreeMap<&'f str, Vec<&'f Contribution>>),
    Nothing,
}

impl<'f> UnitColumn<'f> {
    fn of(value: &str, form: &str, (kit, figures): (&Kit, &'f Figures)) -> Self {
        let (name, filter) = value.split_once('|').unwrap_or((value, ""));
        match name.trim() {
            "stt" => Self::Number,
            "ten" => Self::Name,
            field => match figures.get(&FigureId::of_field(form, field)) {
                Some(figure) => {
                    let mut by_unit: BTreeMap<&str, Vec<&Contribution>> = BTreeMap::new();
                    for said in &figure.contributions {
                        by_unit.entry(said.unit.as_str()).or_default().push(said);
                    }
                    Self::Field(figure, kit.filter(filter.trim()), by_unit)
                }
                None => Self::Nothing,
            },
        }
    }

    fn cell(&self, at: usize, unit: &Contribution) -> Vec<Inline> {
        match self {
            Self::Number => vec![Inline::Text((at + 1).to_string())],
            Self::Name => vec![Inline::Text(unit.unit_name.clone())],
            Self::Field(figure, filter, by_unit) => by_unit
                .get(unit.unit.as_str())
                .and_then(|said| of_unit(figure, &figure.together(said)?, filter))
                .map(|shown| {
                    vec![Inline::Figure {
                        slot: Slot {
                            id: figure.id.clone(),
                            part: Part::Unit(unit.unit.clone()),
                            filter: filter.clone(),
                            line: 0,
                        },
                        shown,
                    }]
                })
                .unwrap_or_default(),
            Self::Nothing => Vec::new(),
        }
    }

    fn total(&self) -> Vec<Inline> {
        match self {
            Self::Name => vec![Inline::Text(official("report.total"))],
            Self::Field(figure, filter, _) if figure.number().is_some() => {
                inline(figure, &Source::whole(&figure.id), filter)
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A cell's text with `{figure}` and `{figure|filter}` as figures.
fn cell(text: &str, (kit, figures): (&Kit, &Figures)) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            out.push(Inline::Text(before.to_owned()));
        }
        let (id, filter) = name.split_once('|').unwrap_or((name, ""));
        let filter = kit.filter(filter.trim());
        match figures.get(id.trim()) {
            Some(figure) => {
                out.extend(inline(figure, &Source::whole(&figure.id), &filter));
            }
            None => out.push(unknown(id.trim())),
        }
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Inline::Text(rest.to_owned()));
    }
    out
}
