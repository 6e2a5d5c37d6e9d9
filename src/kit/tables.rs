//! Tables of the report, charts of the consolidated workbook, preferred spellings, as written.

use super::column::Written;
use super::each::{Reader, Rows};
use super::figures::form_named;
use super::formats::filter_fits;
use super::ids;
use super::names::{NameShape, Names, slots};
use super::rules::unknown_id;
use crate::model::form::Form;
use crate::model::id::{FieldId, FormId};
use crate::model::kit::{
    Align, ChartDef, FigureDef, Shows, TableColumn, TableDef, TableRow, TotalAt,
};
use crate::msg;
use crate::source::table::{Page, Table, Text};
use crate::value::Kind;
use std::ops::Range;

/// Columns that an upright page has room for; a wider table goes to a page on its side.
const MOST_UPRIGHT: usize = 10;

/// Reads the tables of the report. Formulas that columns calculate become figures without a name.
pub(super) fn tables(
    written: Vec<Table<'_>>,
    forms: &[Form],
    names: &Names,
    known: &mut Vec<FigureDef>,
) -> Vec<TableDef> {
    let mut unnamed = Vec::new();
    let mut tables: Vec<TableDef> = Vec::new();
    for table in written {
        let page = table.page;
        let id = table.text("id");
        if let Some(id) = &id {
            if !is_free_name(&id.value) {
                page.wrong(&id.span, msg!("kit.id-characters", id = id.value));
            } else if tables.iter().any(|t| t.id == id.value) {
                page.wrong(&id.span, msg!("kit.id-twice", id = id.value));
            }
        }
        let caption = table.text_if("caption");
        if let Some(caption) = &caption {
            table_cell(page, caption, names);
        }
        let each = each(&table);
        let rows = if each.is_empty() {
            written_out(&table, names)
        } else {
            if !table.tables("rows").is_empty() {
                page.wrong(&table.place("rows"), msg!("kit.rows-and-each"));
            }
            let mut reader = Reader {
                forms,
                names,
                known,
                unnamed: &mut unnamed,
            };
            reader.rows(&table, &each)
        };
        let unit = table.text_if("unit").map_or_else(String::new, |t| t.value);
        let notes = table.texts("notes").into_iter().map(|t| t.value).collect();
        let total = total(&table);
        let transpose = table.bool_or("transpose", false);
        let landscape = table.bool_or("landscape", transpose || rows.columns.len() > MOST_UPRIGHT);
        let appendix = table.bool_or("appendix", landscape).then_some(landscape);
        table.finish();
        if let Some(id) = id {
            tables.push(TableDef {
                id: id.value,
                caption: caption.map_or_else(String::new, |t| t.value),
                unit,
                columns: rows.columns,
                rows: rows.written,
                each: rows.each,
                by: rows.by,
                total,
                transpose,
                notes,
                appendix,
            });
        }
    }
    known.extend(unnamed);
    tables
}

/// Names of tables are free: no cell of a workbook goes by one.
fn is_free_name(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(ids::allowed)
}

/// What a table has a row for: one name, or several.
fn each(table: &Table<'_>) -> Vec<Text> {
    if let Some(form) = table.text_if("per_unit") {
        return vec![form];
    }
    match table.quiet_text("each") {
        Some(one) => vec![one],
        None => table.texts("each"),
    }
}

/// A table whose rows the kit writes out.
fn written_out(table: &Table<'_>, names: &Names) -> Rows {
    let page = table.page;
    let columns: Vec<TableColumn> = table.tables("columns").into_iter().map(column).collect();
    if columns.is_empty() {
        page.wrong(&table.place("columns"), msg!("kit.table-without-columns"));
    }
    let rows: Vec<TableRow> = table
        .tables("rows")
        .into_iter()
        .map(|row| table_row(row, columns.len(), names))
        .collect();
    if rows.is_empty() {
        page.wrong(&table.place("rows"), msg!("kit.table-without-rows"));
    }
    Rows {
        each: None,
        by: Vec::new(),
        columns,
        written: rows,
    }
}

/// `"first"`, `"last"`, or `true` for the last.
fn total(table: &Table<'_>) -> Option<TotalAt> {
    if table.quiet_text("total").is_some() {
        return table.word(
            "total",
            &[("first", TotalAt::First), ("last", TotalAt::Last)],
        );
    }
    table.bool_or("total", false).then_some(TotalAt::Last)
}

fn column(table: Table<'_>) -> TableColumn {
    if !table.has("label") {
        table.missing("label");
    }
    let column = Written::of(&table).column(String::new(), Shows::Nothing, Align::Left);
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
        Some(NameShape::Units(set)) if set.is_set => Some(Kind::Text),
        Some(NameShape::Unchosen(_)) => {
            page.wrong_help(
                span,
                msg!("kit.unchosen", name = name),
                msg!("kit.use-chosen"),
            );
            None
        }
        Some(NameShape::Rows(_) | NameShape::Units(_) | NameShape::Areas { .. }) => {
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
