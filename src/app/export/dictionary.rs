//! The dictionary of the export: each file, each of its columns, made from the very tables that write them.

use super::table::{Cell, Column, Holds, Table, column};
use crate::store::folder;
use crate::words::official;

/// A file, or a column of it.
pub(super) struct WordRow {
    file: &'static str,
    column: &'static str,
    meaning: &'static str,
    holds: Option<Holds>,
}

pub(super) static TABLE: Table<WordRow> = Table {
    file: "mo-ta-du-lieu",
    meaning: "export.dictionary",
    columns: &COLUMNS,
};

static COLUMNS: [Column<WordRow>; 5] = [
    column("tep", Holds::Text, "export.word-file", |r| {
        Cell::text(r.file)
    }),
    column("cot", Holds::Text, "export.word-column", |r| {
        Cell::text(r.column)
    }),
    column("y_nghia", Holds::Text, "export.word-meaning", |r| {
        Cell::made(official(r.meaning))
    }),
    column("kieu_du_lieu", Holds::Text, "export.word-kind", |r| {
        Cell::of(r.holds, kind)
    }),
    column("don_vi_tinh", Holds::Text, "export.word-measure", |r| {
        Cell::of(r.holds, measure)
    }),
];

fn kind(holds: Holds) -> Cell<'static> {
    Cell::made(official(match holds {
        Holds::Text => "export.holds-text",
        Holds::Whole | Holds::Bytes => "export.holds-whole",
        Holds::YesNo => "export.holds-yes-no",
        Holds::Moment => "export.holds-moment",
        Holds::Value => "export.holds-value",
    }))
}

fn measure(holds: Holds) -> Cell<'static> {
    match holds {
        Holds::Bytes => Cell::made(official("export.measure-bytes")),
        Holds::Value => Cell::made(official("export.measure-of-row")),
        _ => Cell::Nothing,
    }
}

/// What is said of a table.
pub(super) fn of<R>(table: &Table<R>) -> Vec<WordRow> {
    let row = |column, meaning, holds| WordRow {
        file: table.file,
        column,
        meaning,
        holds,
    };
    let columns = table.columns.iter();
    let columns = columns.map(|c| row(c.name, c.meaning, Some(c.holds)));
    std::iter::once(row("", table.meaning, None))
        .chain(columns)
        .collect()
}

/// What is said of the file that tells whether anybody has changed the others.
pub(super) fn of_manifest() -> Vec<WordRow> {
    vec![WordRow {
        file: folder::MANIFEST,
        column: "",
        meaning: "export.manifest",
        holds: None,
    }]
}
