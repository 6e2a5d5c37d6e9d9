//! Tables of the report from the kit's definition.

use super::by_place::{of_area_text, of_unit_text};
use super::marks::{Source, inline, node, unknown};
use super::rows_of_list;
use super::written::IN_COMMON;
use crate::model::area::{Area, Grouping};
use crate::model::areas::{area_name, parts, units_in, units_of, word};
use crate::model::document::{Column, Inline, Part, Row, Table, plain};
use crate::model::figure::{Coverage, Figure, Figures};
use crate::model::id::{FigureId, UnitCode};
use crate::model::kit::{Align, Each, Kit, Shows, Space, TableColumn, TableDef, TotalAt};
use crate::msg;
use crate::value::format;
use crate::words::{Lang, official};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The table with its figures in place.
pub fn table(kit: &Kit, id: &str, figures: &Figures) -> Option<Table> {
    let def = kit.tables.iter().find(|t| t.id == id)?;
    let rows = match &def.each {
        Some(Each::Units(spaces)) => {
            let writer = Writer::of(def, kit, figures);
            let mut rows: Vec<Row> = spaces
                .iter()
                .flat_map(|space| writer.of_units(space))
                .collect();
            writer.with_total(&mut rows, spaces);
            (rows, writer.note())
        }
        Some(Each::Areas(space, by)) => {
            let writer = Writer::of(def, kit, figures);
            let mut rows = writer.of_areas(space, *by);
            writer.with_total(&mut rows, std::slice::from_ref(space));
            (rows, writer.note())
        }
        Some(Each::Rows(list)) => (rows_of_list::rows(def, list, (kit, figures)), None),
        None => (fixed(def, (kit, figures)), None),
    };
    let (rows, note) = rows;
    let mut notes = def.notes.clone();
    notes.extend(note);
    let table = Table {
        caption: cell(&def.caption, (kit, figures)),
        unit: def.unit.clone(),
        columns: def.columns.iter().map(column).collect(),
        rows,
        notes,
        appendix: def.appendix,
        line: 0,
    };
    Some(if def.transpose { turned(table) } else { table })
}

fn column(def: &TableColumn) -> Column {
    Column {
        label: def.label.clone(),
        group: def.group.clone(),
        width: def.width,
        align: def.align,
    }
}

/// The rows that the kit writes out.
fn fixed(def: &TableDef, (kit, figures): (&Kit, &Figures)) -> Vec<Row> {
    let rows = def.rows.iter().map(|row| Row {
        group: row.group,
        strong: row.strong,
        cells: (row.cells.iter())
            .map(|text| cell(text, (kit, figures)))
            .collect(),
    });
    rows.collect()
}

/// A table whose rows are units or parts of them.
struct Writer<'a> {
    def: &'a TableDef,
    kit: &'a Kit,
    figures: &'a Figures,
    /// Over how many units the cells are taken that carry the mark.
    marked: RefCell<BTreeSet<(u32, u32)>>,
}

/// What a row is of.
enum Of<'r> {
    Unit(&'r UnitCode, &'r str),
    Area(&'r Area, String),
    All,
}

impl<'a> Writer<'a> {
    fn of(def: &'a TableDef, kit: &'a Kit, figures: &'a Figures) -> Self {
        Self {
            def,
            kit,
            figures,
            marked: RefCell::default(),
        }
    }

    /// A row for each unit, in the order of its space; blank where it has not answered. Parts have a row of their own above
    /// their units.
    fn of_units(&self, space: &Space) -> Vec<Row> {
        let mut rows = Vec::new();
        self.units_within(space, &Area::default(), &self.def.by, &mut rows);
        rows
    }

    fn units_within(&self, space: &Space, area: &Area, by: &[Grouping], rows: &mut Vec<Row>) {
        let Some((first, deeper)) = by.split_first() else {
            let names = units_of(self.figures, &space.id).unwrap_or_default();
            let name = |code: &UnitCode| names.iter().find(|unit| unit.unit == *code);
            let place = (space.id.as_str(), space.form.as_str());
            for (at, unit) in units_in(self.figures, place, area).into_iter().enumerate() {
                let name = name(unit).map_or("", |unit| unit.unit_name.as_str());
                rows.push(self.row(space, &Of::Unit(unit, name), &(at + 1).to_string()));
            }
            return;
        };
        let place = (space.id.as_str(), space.form.as_str());
        for (at, part) in parts(self.figures, place, area, *first)
            .into_iter()
            .enumerate()
        {
            let name = area_name(self.figures, &space.form, &part, *first);
            let is_outer = by.len() == self.def.by.len();
            let number = if is_outer {
                format::roman(at + 1)
            } else {
                (at + 1).to_string()
            };
            rows.push(self.row(space, &Of::Area(&part, name), &number));
            self.units_within(space, &part, deeper, rows);
        }
    }

    fn of_areas(&self, space: &Space, by: Grouping) -> Vec<Row> {
        let place = (space.id.as_str(), space.form.as_str());
        let areas = parts(self.figures, place, &Area::default(), by);
        let rows = areas.iter().enumerate().map(|(at, area)| {
            let name = area_name(self.figures, &space.form, area, by);
            let mut row = self.row(space, &Of::Area(area, name), &(at + 1).to_string());
            row.strong = false;
            row
        });
        rows.collect()
    }

    fn with_total(&self, rows: &mut Vec<Row>, spaces: &[Space]) {
        let (Some(total), [space]) = (self.def.total, spaces) else {
            return;
        };
        let row = self.row(space, &Of::All, "");
        match total {
            TotalAt::First => rows.insert(0, row),
            TotalAt::Last => rows.push(row),
        }
    }

    fn row(&self, space: &Space, of: &Of<'_>, number: &str) -> Row {
        let cells = self.def.columns.iter().map(|column| match &column.shows {
            Shows::Number => text(number),
            Shows::Word(word) => text(&self.word(space, of, word)),
            Shows::Figure { local, filter } => self.figure(space, of, (local, filter)),
            Shows::Nothing => Vec::new(),
        });
        Row {
            group: false,
            strong: !matches!(of, Of::Unit(..)),
            cells: cells.collect(),
        }
    }

    fn word(&self, space: &Space, of: &Of<'_>, name: &str) -> String {
        match of {
            Of::Unit(_, unit_name) if name == "ten" => (*unit_name).to_owned(),
            Of::Unit(unit, _) => {
                let said = word(self.figures, &space.form, name, unit).unwrap_or_default();
                let by = Grouping::ALL.iter().find(|(by, _)| *by == name);
                match by {
                    Some((_, by)) => {
                        let area = Area::default().within(*by, said);
                        area_name(self.figures, &space.form, &area, *by)
                    }
                    None => said.to_owned(),
                }
            }
            Of::Area(_, area_name) if name == "ten" => area_name.clone(),
            Of::All if name == "ten" => official("report.total"),
            Of::Area(..) | Of::All => String::new(),
        }
    }

    fn figure(&self, space: &Space, of: &Of<'_>, (local, filter): (&str, &str)) -> Vec<Inline> {
        let filter = self.kit.filter(filter);
        let at = |space: &str| self.figures.get(&FigureId::at(space, local));
        let of_form = at(&space.form).or_else(|| at(&space.id));
        let of_space = at(&space.id);
        let (figure, part) = match of {
            Of::Unit(unit, _) => (of_form, Part::Unit((*unit).clone())),
            Of::Area(area, _) => (of_space, Part::Area((*area).clone())),
            Of::All => (of_space, Part::Whole),
        };
        let Some(figure) = figure else {
            return Vec::new();
        };
        let shown = match &part {
            Part::Unit(unit) => of_unit_text(figure, unit, &filter),
            Part::Area(area) => of_area_text(figure, area, &filter),
            _ if figure.number().is_some() => {
                let shown = inline(figure, &Source::whole(&figure.id), &filter);
                return self.noted(shown.into_iter().collect(), figure.coverage);
            }
            _ => None,
        };
        let source = Source {
            id: figure.id.clone(),
            part,
        };
        let coverage = coverage(figure, &source.part);
        let cell = shown.map(|shown| node(&source, &filter, shown));
        self.noted(cell.into_iter().collect(), coverage)
    }

    /// Remembers over how many units a cell with the mark is taken.
    fn noted(&self, cell: Vec<Inline>, coverage: Coverage) -> Vec<Inline> {
        if plain(&cell).ends_with(IN_COMMON) {
            self.marked
                .borrow_mut()
                .insert((coverage.have, coverage.of));
        }
        cell
    }

    /// What the mark means.
    fn note(&self) -> Option<String> {
        let marked = self.marked.borrow();
        let all = marked.iter().collect::<Vec<_>>();
        Some(match all.as_slice() {
            [] => return None,
            [(have, of)] => msg!("report.in-common-note", have = *have, of = *of).say(Lang::Vi),
            _ => official("report.in-common-notes"),
        })
    }
}

/// How well a part of a figure is covered.
fn coverage(figure: &Figure, part: &Part) -> Coverage {
    match part {
        Part::Area(area) => figure
            .at
            .get(area)
            .map(|of| of.coverage)
            .unwrap_or_default(),
        _ => figure.coverage,
    }
}

fn text(words: &str) -> Vec<Inline> {
    if words.is_empty() {
        return Vec::new();
    }
    vec![Inline::Text(words.to_owned())]
}

/// The same with a row for each column, and a column for each row: units across, headings down.
fn turned(table: Table) -> Table {
    let name_at = |row: &Row| row.cells.iter().position(|cell| !plain(cell).is_empty());
    let is_figures = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
        cells
            .flatten()
            .any(|inline| matches!(inline, Inline::Figure { .. }))
    };
    // The column of names heads the others; one that only numbers the rows has no use across.
    let names = (table.rows.first()).and_then(name_at).map_or(0, |first| {
        let is_words = |at: &usize| {
            table.rows.iter().any(|row| {
                row.cells
                    .get(*at)
                    .is_some_and(|cell| plain(cell).chars().any(char::is_alphabetic))
            })
        };
        (0..table.columns.len()).find(is_words).unwrap_or(first)
    });
    let mut columns = vec![Column::new(
        &official("report.turned-heading"),
        24,
        Align::Left,
    )];
    for row in &table.rows {
        let label = row
            .cells
            .get(names)
            .map(|cell| plain(cell))
            .unwrap_or_default();
        columns.push(Column::new(&label, 8, Align::Right));
    }
    let kept = (0..table.columns.len()).filter(|at| *at > names || is_figures(*at));
    let mut rows = Vec::new();
    let mut group = String::new();
    for at in kept {
        let of = &table.columns[at];
        if of.group != group {
            group.clone_from(&of.group);
            if !group.is_empty() {
                let mut cells = vec![text(&group)];
                cells.resize(columns.len(), Vec::new());
                rows.push(Row {
                    group: true,
                    strong: false,
                    cells,
                });
            }
        }
        let cells = table
            .rows
            .iter()
            .map(|row| row.cells.get(at).cloned().unwrap_or_default());
        rows.push(Row {
            group: false,
            strong: false,
            cells: std::iter::once(text(&of.label)).chain(cells).collect(),
        });
    }
    Table {
        columns,
        rows,
        ..table
    }
}

/// A cell's text with `{figure}` and `{figure|filter}` as figures.
pub(super) fn cell(text: &str, (kit, figures): (&Kit, &Figures)) -> Vec<Inline> {
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
