//! Tables of the report from the kit's definition.

use super::marks::{Source, inline};
use crate::kit::{FILTERS, Kit};
use crate::report::document::{Inline, Row, Table};
use crate::rollup::Figures;

/// The table with its figures in place.
pub(super) fn table(kit: &Kit, id: &str, figures: &Figures) -> Option<Table> {
    let def = kit.tables.iter().find(|t| t.id == id)?;
    Some(Table {
        caption: cell(&def.caption, figures),
        columns: def
            .columns
            .iter()
            .map(|c| (c.label.clone(), c.width, c.align))
            .collect(),
        rows: def
            .rows
            .iter()
            .map(|row| Row {
                group: row.group,
                strong: row.strong,
                cells: row.cells.iter().map(|text| cell(text, figures)).collect(),
            })
            .collect(),
        line: 0,
    })
}

/// A cell's text with `{figure}` and `{figure|filter}` as figures.
fn cell(text: &str, figures: &Figures) -> Vec<Inline> {
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
        let filter = FILTERS
            .iter()
            .find(|f| **f == filter.trim())
            .copied()
            .unwrap_or_default();
        match figures.get(id.trim()) {
            Some(figure) => {
                out.extend(inline(figure, &Source::whole(&figure.id), filter));
            }
            None => out.push(Inline::Gap(id.trim().to_owned())),
        }
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Inline::Text(rest.to_owned()));
    }
    out
}
