//! The figures, a row for each value: of a list, a row for each item or cell.

use super::answers;
use super::table::{Cell, Column, Holds, Table, column, rounded};
use crate::model::figure::{Figure, FigureValue};
use crate::model::id::UnitCode;
use crate::value::Value;
use crate::words::Lang;
use std::rc::Rc;

/// A value of a figure.
pub(super) struct FigureRow {
    of: Rc<Whole>,
    value: Option<Value>,
    /// Item of a list from 1.
    item: Option<i64>,
    column: String,
    unit: Option<UnitCode>,
}

/// What all values of a figure share.
struct Whole {
    id: String,
    label: String,
    measure: String,
    kind: &'static str,
    how: String,
    missing: Option<String>,
    have: u32,
    nil: u32,
    of: u32,
}

pub(super) static TABLE: Table<FigureRow> = Table {
    file: "so-lieu",
    meaning: "export.figures",
    columns: &COLUMNS,
};

static COLUMNS: [Column<FigureRow>; 13] = [
    column("ma", Holds::Text, "export.figure-id", |r| {
        Cell::text(&r.of.id)
    }),
    column("ten", Holds::Text, "export.figure-label", |r| {
        Cell::text(&r.of.label)
    }),
    column("don_vi_tinh", Holds::Text, "export.measure", |r| {
        Cell::text(&r.of.measure)
    }),
    column("kieu", Holds::Text, "export.kind", |r| {
        Cell::text(r.of.kind)
    }),
    column("muc", Holds::Whole, "export.figure-item", |r| {
        Cell::of(r.item, Cell::whole)
    }),
    column("cot", Holds::Text, "export.figure-column", |r| {
        Cell::text(&r.column)
    }),
    column("ma_don_vi", Holds::Text, "export.figure-unit", |r| {
        Cell::of(r.unit.as_deref(), Cell::text)
    }),
    column("gia_tri", Holds::Value, "export.value", |r| {
        Cell::of(r.value.as_ref(), answers::value)
    }),
    column("vi_sao_trong", Holds::Text, "export.figure-missing", |r| {
        Cell::of(r.of.missing.as_deref(), Cell::text)
    }),
    column("co_so_lieu", Holds::Whole, "export.have", |r| {
        Cell::whole(r.of.have)
    }),
    column("khong_co", Holds::Whole, "export.nil", |r| {
        Cell::whole(r.of.nil)
    }),
    column("phai_bao_cao", Holds::Whole, "export.of", |r| {
        Cell::whole(r.of.of)
    }),
    column("cach_tinh", Holds::Text, "export.how", |r| {
        Cell::text(&r.of.how)
    }),
];

/// The rows of a figure.
pub(super) fn rows(figure: &Figure) -> Vec<FigureRow> {
    let missing = match &figure.value {
        FigureValue::Missing(why) => Some(why.say(Lang::Vi)),
        _ => None,
    };
    let of = Rc::new(Whole {
        id: figure.id.to_string(),
        label: figure.label.clone(),
        measure: figure.unit.clone(),
        kind: figure.kind.spec().word,
        how: figure.derivation.say(Lang::Vi),
        missing,
        have: figure.coverage.have,
        nil: figure.coverage.nil,
        of: figure.coverage.of,
    });
    let row = |value: Option<&Value>| FigureRow {
        of: Rc::clone(&of),
        value: value.cloned(),
        item: None,
        column: String::new(),
        unit: None,
    };
    let whose = |at: usize| figure.contributions.get(at).map(|said| said.unit.clone());
    let all: Vec<FigureRow> = match &figure.value {
        FigureValue::One(value) => vec![row(Some(&settled(value)))],
        FigureValue::Missing(_) => Vec::new(),
        FigureValue::Many(values) => (1..)
            .zip(values)
            .map(|(item, (at, value))| FigureRow {
                item: Some(item),
                unit: whose(*at),
                ..row(Some(value))
            })
            .collect(),
        FigureValue::Rows(rows) => (1..)
            .zip(rows)
            .flat_map(|(item, (at, cells))| {
                cells
                    .iter()
                    .map(move |(column, value)| (item, *at, column, value))
            })
            .map(|(item, at, column, value)| FigureRow {
                item: Some(item),
                column: column.clone(),
                unit: whose(at),
                ..row(Some(value))
            })
            .collect(),
    };
    // A figure without a value is told as such.
    if all.is_empty() { vec![row(None)] } else { all }
}

/// A value without the dust of what was computed.
fn settled(value: &Value) -> Value {
    match value {
        Value::Number(n) => Value::Number(rounded(*n)),
        other => other.clone(),
    }
}
