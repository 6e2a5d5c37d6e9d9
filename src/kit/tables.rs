//! Tables of the report, charts of the consolidated workbook, preferred spellings, as written.

use super::figures::form_named;
use super::formats::filter_fits;
use super::ids;
use super::names::{NameShape, Names, slots};
use super::rules::unknown_id;
use crate::model::form::Form;
use crate::model::id::{FieldId, FieldPath, FormId};
use crate::model::kit::{Align, ChartDef, TableColumn, TableDef, TableRow};
use crate::msg;
use crate::source::table::{Page, Table, Text};
use crate::value::Kind;
use std::ops::Range;

/// Columns that an upright page has room for; a wider table goes to a page on its side.
const MOST_UPRIGHT: usize = 10;

const ALIGNS: &[(&str, Align)] = &[
    ("left", Align::Left),
    ("center", Align::Center),
    ("right", Align::Right),
];

/// Reads the tables of the report.
pub(super) fn tables(written: Vec<Table<'_>>, forms: &[Form], names: &Names) -> Vec<TableDef> {
    let mut tables: Vec<TableDef> = Vec::new();
    for table in written {
        let page = table.page;
        let id = table.text("id");
        if let Some(id) = &id {
            if let Some(reason) = ids::refused(&id.value) {
                page.wrong(&id.span, reason);
            } else if tables.iter().any(|t| t.id == id.value) {
                page.wrong(&id.span, msg!("kit.id-twice", id = id.value));
            }
        }
        let caption = table.text_if("caption");
        if let Some(caption) = &caption {
            table_cell(page, caption, names);
        }
        let columns: Vec<TableColumn> = table.tables("columns").into_iter().map(column).collect();
        if columns.is_empty() {
            page.wrong(&table.place("columns"), msg!("kit.table-without-columns"));
        }
        let rows: Vec<TableRow> = table
            .tables("rows")
            .into_iter()
            .map(|row| table_row(row, columns.len(), names))
            .collect();
        let per_unit = table
            .text_if("per_unit")
            .and_then(|name| form_named(page, &name, forms, names));
        match per_unit {
            Some(form) => of_units(&table, &columns, form, names),
            None if rows.is_empty() => {
                page.wrong(&table.place("rows"), msg!("kit.table-without-rows"));
            }
            None => {}
        }
        let unit = table.text_if("unit").map_or_else(String::new, |t| t.value);
        let notes = table.texts("notes").into_iter().map(|t| t.value).collect();
        let total = table.bool_or("total", false);
        let landscape = table.bool_or("landscape", columns.len() > MOST_UPRIGHT);
        let appendix = table.bool_or("appendix", landscape).then_some(landscape);
        table.finish();
        if let Some(id) = id {
            tables.push(TableDef {
                id: id.value,
                caption: caption.map_or_else(String::new, |t| t.value),
                unit,
                columns,
                rows,
                per_unit: per_unit.map(|form| form.id.clone()),
                total,
                notes,
                appendix,
            });
        }
    }
    tables
}

/// The columns of a table with a row per unit say what they show of one.
fn of_units(table: &Table<'_>, columns: &[TableColumn], form: &Form, names: &Names) {
    let page = table.page;
    for column in columns {
        let name = column.value.split('|').next().unwrap_or_default().trim();
        let filter = column.value.split_once('|').map(|(_, f)| f.trim());
        let is_field = form.field(name).is_some();
        if !is_field && !matches!(name, "stt" | "ten") {
            page.wrong(
                &table.place("columns"),
                msg!(
                    "kit.table-unit-column",
                    column = column.label,
                    value = column.value
                ),
            );
        } else if let (Some(filter), true) = (filter, is_field) {
            let kind = match names.get(&FieldPath::new(&form.id, name)) {
                Some(NameShape::One(kind)) => Some(kind.clone()),
                _ => None,
            };
            let place = table.place("columns");
            filter_fits(page, &place, filter, (kind.as_ref(), names));
        }
    }
}

fn column(table: Table<'_>) -> TableColumn {
    let width = table.whole("width");
    if let Some((width, span)) = &width
        && !(1..=1000).contains(width)
    {
        table.page.wrong(span, msg!("kit.table-width"));
    }
    let column = TableColumn {
        label: table.text("label").map_or_else(String::new, |t| t.value),
        group: table.text_if("group").map_or_else(String::new, |t| t.value),
        value: table.text_if("value").map_or_else(String::new, |t| t.value),
        width: width.map_or(10, |(w, _)| w.clamp(1, 1000) as u32),
        align: table.word("align", ALIGNS).unwrap_or(Align::Left),
    };
    table.finish();
    column
}

fn table_row(table: Table<'_>, columns: usize, names: &Names) -> TableRow {
    let page = table.page;
    let cells = table.texts("cells");
    if cells.len() != columns && columns > 0 {
        page.wrong(
            &table.place("cells"),
            msg!("kit.table-cells", have = cells.len(), want = columns),
        );
    }
    for cell in &cells {
        table_cell(page, cell, names);
    }
    let row = TableRow {
        group: table.bool_or("group", false),
        strong: table.bool_or("strong", false),
        cells: cells.into_iter().map(|t| t.value).collect(),
    };
    table.finish();
    row
}

fn table_cell(page: &Page<'_>, cell: &Text, names: &Names) {
    for (slot, at) in slots(&cell.value) {
        let slot = match slot {
            Ok(slot) => slot,
            Err(problem) => {
                page.wrong(&cell.part(page, &at), problem);
                continue;
            }
        };
        let (name, filter) = match slot.split_once('|') {
            Some((name, filter)) => (name, Some(filter)),
            None => (slot, None),
        };
        let name_at = at.start..at.start + name.len();
        let trimmed = name.trim();
        let kind = emitted(page, &cell.part(page, &name_at), trimmed, names);
        if let Some(filter) = filter {
            let place = cell.part(page, &(name_at.end + 1..at.end));
            filter_fits(page, &place, filter.trim(), (kind.as_ref(), names));
        }
    }
}

/// The kind of a figure that is written out somewhere; what cannot be written out is noted.
pub(super) fn emitted(
    page: &Page<'_>,
    span: &Range<usize>,
    name: &str,
    names: &Names,
) -> Option<Kind> {
    names.has_total(page, span, name);
    match names.get(name) {
        Some(NameShape::One(kind)) => Some(kind.clone()),
        Some(NameShape::Many) => Some(Kind::Text),
        Some(NameShape::Unchosen(_)) => {
            page.wrong_help(
                span,
                msg!("kit.unchosen", name = name),
                msg!("kit.use-chosen"),
            );
            None
        }
        Some(NameShape::Rows(_)) => {
            page.wrong_help(
                span,
                msg!("kit.list-as-value", name = name),
                msg!("kit.use-loop"),
            );
            None
        }
        None => {
            names.unknown(page, span, name);
            None
        }
    }
}

/// Reads the charts: one series for each number of a form.
pub(super) fn charts(written: Vec<Table<'_>>, forms: &[Form], names: &Names) -> Vec<ChartDef> {
    let mut charts = Vec::new();
    for table in written {
        let page = table.page;
        let title = table.text("title");
        let form_id = table.text("form");
        let fields = table.texts("fields");
        if fields.is_empty() {
            page.wrong(&table.place("fields"), msg!("kit.chart-without-fields"));
        }
        let form = form_id
            .as_ref()
            .and_then(|id| form_named(page, id, forms, names));
        if let Some(form) = form {
            for id in &fields {
                match form.field(&id.value) {
                    Some(field) if field.kind().is_number() => {}
                    Some(_) => page.wrong(&id.span, msg!("kit.chart-number")),
                    None if names.incomplete => {}
                    None => {
                        let known: Vec<FieldId> = form.fields().map(|f| f.id()).collect();
                        let known = known.iter().map(FieldId::as_str);
                        unknown_id(page, &id.span, &id.value, known);
                    }
                }
            }
        }
        table.finish();
        if let (Some(title), Some(form_id)) = (title, form_id) {
            charts.push(ChartDef {
                title: title.value,
                form: FormId::as_written(&form_id.value),
                fields: fields
                    .iter()
                    .map(|t| FieldId::as_written(&t.value))
                    .collect(),
            });
        }
    }
    charts
}

/// Reads the preferred spellings.
pub(super) fn spellings(written: Vec<Table<'_>>) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for table in written {
        let wrong = table.text("wrong");
        let right = table.text("right");
        if let (Some(wrong), Some(right)) = (wrong, right) {
            if wrong.value == right.value {
                table.page.wrong(&right.span, msg!("kit.spelling-same"));
            } else if pairs.iter().any(|(w, _)| *w == wrong.value) {
                table
                    .page
                    .wrong(&wrong.span, msg!("kit.spelling-twice", wrong = wrong.value));
            }
            pairs.push((wrong.value, right.value));
        }
        table.finish();
    }
    pairs
}
