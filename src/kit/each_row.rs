//! Tables as written that have a row for each row of a list, or of a set of such rows.

use super::column::Written;
use super::each::{Reader, filter_place, parted};
use super::formats::filter_fits;
use super::names::{NameShape, Names};
use super::rules::unknown_id;
use crate::model::form::ListColumn;
use crate::model::id::{ColumnId, FieldPath, FigureId};
use crate::model::kit::{Align, FigureDef, FigureSource, Shows, TableColumn};
use crate::source::table::Table;
use crate::value::{Kind, Rollup};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// The columns of a list, as it has them.
    pub(super) fn of_list(&self, list: &str) -> Vec<TableColumn> {
        let found = self.forms.iter().find_map(|form| {
            let mut lists = form.lists();
            lists.find(|(section, _)| FieldPath::new(&form.id, &section.id).as_str() == list)
        });
        let columns = found
            .map(|(_, list)| list.columns.as_slice())
            .unwrap_or_default();
        let of_column = |column: &ListColumn| TableColumn {
            label: column.label.clone(),
            group: String::new(),
            width: 10,
            align: if column.kind.is_number() {
                Align::Right
            } else {
                Align::Left
            },
            shows: Shows::Figure {
                local: column.id.to_string(),
                filter: String::new(),
            },
        };
        columns.iter().map(of_column).collect()
    }

    pub(super) fn of_row(&self, column: Table<'_>, (list, scope): (&str, &Names)) -> TableColumn {
        let page = column.page;
        let written = Written::of(&column);
        let value = column.text("value");
        column.finish();
        let Some(value) = value else {
            return written.column(String::new(), Shows::Nothing, Align::Left);
        };
        let (name, filter) = parted(&value);
        if name == "stt" {
            return written.column("TT".to_owned(), Shows::Number, Align::Center);
        }
        if name == "don_vi" {
            return written.column(String::new(), Shows::Word("don_vi"), Align::Left);
        }
        let at = value.part(page, &(0..name.len()));
        let kind = match scope.get(name) {
            Some(NameShape::One(kind)) if !name.contains('.') => Some(kind.clone()),
            _ => {
                let local = scope.keys().filter(|name| !name.contains('.'));
                unknown_id(page, &at, name, local);
                None
            }
        };
        if let Some(filter) = filter {
            let place = filter_place(page, &value, Some(filter));
            filter_fits(page, &place, filter, (kind.as_ref(), self.names));
        }
        let of_list = self.of_list(list).into_iter();
        let label = of_list
            .filter(|column| column.shows.is_of(name))
            .map(|column| column.label)
            .next();
        let align = match &kind {
            Some(kind) if kind.is_number() => Align::Right,
            _ => Align::Left,
        };
        let shows = Shows::Figure {
            local: name.to_owned(),
            filter: filter.unwrap_or_default().to_owned(),
        };
        written.column(label.unwrap_or_default(), shows, align)
    }

    /// The sums that a table of rows shows in its total.
    pub(super) fn sums(
        &mut self,
        list: &str,
        columns: &BTreeMap<ColumnId, Kind>,
        table: &Table<'_>,
        shown: &[TableColumn],
    ) {
        if !table.has("total") {
            return;
        }
        for (column, kind) in columns {
            let is_shown = shown.iter().any(|one| one.shows.is_of(column));
            let Ok(rows) = list.parse::<FigureId>() else {
                continue;
            };
            let id = FigureId::at(list, column);
            let adds_up = kind.is_number() && kind.fits(Rollup::Sum);
            if is_shown && adds_up && !self.unnamed.iter().any(|def| def.id == id) {
                self.unnamed.push(FigureDef {
                    id,
                    label: column.to_string(),
                    unit: String::new(),
                    kind: kind.clone(),
                    format: None,
                    source: FigureSource::RowSum {
                        rows,
                        column: column.to_string(),
                    },
                });
            }
        }
    }
}
