//! Computed cells: their formulas, and what these wait for, each in a cell of its own on the sheet of calculation.
//!
//! In: a form and its places. Out: the formula of each computed cell, and a block of cells: for each cell of a grid or a list
//! whether it is there (0), waits (1 and more) or is nil ([`NIL`]), and for each computed cell the sum of that over what it
//! stands on. They look through computed cells to their entries, and no formula grows with rows or columns.

use super::live::{Live, range, there};
use super::waiting::{NIL, begun, blank_list, entry, held, list_waits, nothing_said, shown};
use crate::layout::{CALCULATION_SHEET, FieldSpot, Layout, ListSpot};
use crate::model::form::{ComputedField, Target};
use crate::model::form::{FieldRef, Form, ListColumn, ListDef, Section, list_count_id};
use crate::model::id::{SectionId, split_path};
use crate::model::reading::Reading;
use crate::rule::{ColumnName, Formula};
use crate::value::{Kind, format};
use std::collections::BTreeMap;

/// The cells of a form's computed fields.
#[derive(Default)]
pub(super) struct Computing {
    rows: u32,
    /// First row of each section's cells in the block.
    sections: BTreeMap<u32, SectionId>,
    /// The row behind the last of them.
    end: u32,
    /// Cells of the block by their place on the sheet.
    cells: BTreeMap<(u32, u16), Live>,
    /// Formulas of computed cells by their place: sheet, row, column.
    formulas: BTreeMap<(String, u32, u16), Live>,
    /// Where it stands whether a computed field is there.
    states: BTreeMap<String, String>,
}

impl Computing {
    /// Works out the cells; the block begins on this row.
    pub(super) fn of(form: &Form, layout: &Layout, first: u32) -> Self {
        let mut all = Self::default();
        if form.computed.is_empty() {
            return all;
        }
        let mut block = Block {
            form,
            layout,
            grids: BTreeMap::new(),
            lists: BTreeMap::new(),
            copies: BTreeMap::new(),
            next: first,
            blank: nothing_said(form),
            waiting: BTreeMap::new(),
        };
        block.place();
        for section in &form.sections {
            block.section(section, &mut all);
        }
        for computed in &form.computed {
            block.computed(computed, &mut all);
        }
        block.copy(&mut all);
        let places = block.grids.iter().chain(&block.lists);
        all.sections = places
            .map(|(id, row)| (*row, SectionId::as_written(id)))
            .collect();
        all.end = block.next;
        all.rows = block.next - first;
        all
    }

    /// How many rows the block takes.
    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    /// The cells of the block with their places.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&(u32, u16), &Live)> {
        self.cells.iter()
    }

    /// The formula of a cell of the form.
    pub(super) fn formula(&self, sheet: &str, (row, col): (u32, u16)) -> Option<&Live> {
        self.formulas.get(&(sheet.to_owned(), row, col))
    }

    /// The cell that says whether a computed field is there.
    pub(super) fn state(&self, field: &str) -> Option<&str> {
        self.states.get(field).map(String::as_str)
    }

    /// The section that a row of the sheet belongs to.
    pub(super) fn section_at(&self, row: u32) -> Option<&SectionId> {
        let mut before = self.sections.range(..=row);
        before
            .next_back()
            .filter(|_| row < self.end)
            .map(|(_, id)| id)
    }
}

struct Block<'a> {
    form: &'a Form,
    layout: &'a Layout,
    /// First row of each grid's cells, by its section.
    grids: BTreeMap<&'a str, u32>,
    lists: BTreeMap<&'a str, u32>,
    /// Columns that stand in one range nowhere, and the row of their copy.
    copies: BTreeMap<(String, String), u32>,
    next: u32,
    /// What the blank form says.
    blank: Reading,
    /// What the cells of grids wait for on the blank form.
    waiting: BTreeMap<String, f64>,
}

/// Where a formula is calculated: the list and its row, of a column of a list.
type Row<'a> = Option<(&'a ListSpot, u32)>;

impl<'a> Block<'a> {
    /// Gives each section its rows, and each column that needs it a row for its copy.
    fn place(&mut self) {
        for section in &self.form.sections {
            let (own, rows) = match section.list() {
                Some(list) => (&mut self.lists, list.capacity),
                None => (&mut self.grids, section.rows().len() as u32),
            };
            own.insert(&section.id, self.next);
            self.next += rows;
        }
        for computed in &self.form.computed {
            for column in computed.formula.columns() {
                let is_torn = self.runs(&column.of, &column.field).len() > 1;
                let key = (column.of.clone(), column.field.clone());
                if is_torn && !self.copies.contains_key(&key) {
                    self.copies.insert(key, self.next);
                    self.next += 1;
                }
            }
        }
    }

    /// Runs of the cells of a grid's column that stand one below the other: places of the rows in their section.
    fn runs(&self, section: &str, suffix: &str) -> Vec<(usize, usize)> {
        let Some(section) = self.form.sections.iter().find(|s| s.id == *section) else {
            return Vec::new();
        };
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut last: Option<u32> = None;
        for (at, row) in section.rows().iter().enumerate() {
            let column = section.columns().iter().find(|c| c.suffix == suffix);
            let Some(column) = column.filter(|c| row.takes(c) && !row.computed) else {
                continue;
            };
            let field = FieldRef {
                section,
                row,
                column,
            };
            let Some(spot) = self.layout.field(&field.id()) else {
                continue;
            };
            match runs.last_mut() {
                Some((_, to)) if *to + 1 == at && last == spot.row.checked_sub(1) => *to = at,
                _ => runs.push((at, at)),
            }
            last = Some(spot.row);
        }
        runs
    }

    fn spot(&self, section: &Section, suffix: &str, row: usize) -> Option<&'a FieldSpot> {
        let row = section.rows().get(row)?;
        let column = section.columns().iter().find(|c| c.suffix == suffix)?;
        let field = FieldRef {
            section,
            row,
            column,
        };
        self.layout.field(&field.id())
    }

    /// The ranges of a column of a form.
    fn ranges(&self, column: &ColumnName) -> Vec<String> {
        if let Some(list) = self.layout.list(&column.of) {
            let col = self.layout.column_of(&column.of, &column.field);
            let last = list.first_row + list.capacity.max(1) - 1;
            let range = col.map(|col| range(&list.sheet, (list.first_row, col), (last, col)));
            return range.into_iter().collect();
        }
        let Some(section) = self.form.sections.iter().find(|s| s.id == *column.of) else {
            return Vec::new();
        };
        let of = |(from, to): &(usize, usize)| {
            let first = self.spot(section, &column.field, *from)?;
            let last = self.spot(section, &column.field, *to)?;
            Some(range(
                &first.sheet,
                (first.row, first.col),
                (last.row, last.col),
            ))
        };
        let runs = self.runs(&column.of, &column.field);
        runs.iter().filter_map(of).collect()
    }

    /// A column as it stands in a formula: all its ranges, or one where it must be one.
    fn column(&self, column: &ColumnName, alone: bool) -> String {
        let key = (column.of.clone(), column.field.clone());
        match self.copies.get(&key) {
            Some(row) if alone => {
                let cells = self.form.column_cells(&column.of, &column.field).len() as u16;
                range(CALCULATION_SHEET, (*row, 0), (*row, cells.max(1) - 1))
            }
            _ => self.ranges(column).join(","),
        }
    }

    /// A name as it stands in a formula.
    fn name(&self, name: &str, row: Row<'_>) -> String {
        self.in_row(name, row)
            .map_or_else(|| name.to_owned(), |(cell, _)| cell)
    }

    /// The cell of the same row of a list, with its column.
    fn in_row(&self, name: &str, row: Row<'_>) -> Option<(String, &'a ListColumn)> {
        let (spot, at) = row?;
        let (list, column) = split_path(name)?;
        let col = self.layout.column_of(list, column)?;
        let mut lists = self.form.lists();
        let (_, def) = lists.find(|(s, _)| s.id == *list)?;
        let def = def.columns.iter().find(|c| c.id == *column)?;
        let cell = there(&spot.sheet, (spot.first_row + at, col));
        (spot.section == *list).then_some((cell, def))
    }

    /// Copies of the columns that stand in one range nowhere.
    fn copy(&self, all: &mut Computing) {
        for ((section, suffix), row) in &self.copies {
            let cells = self.form.column_cells(section, suffix);
            for (col, cell) in (0..).zip(cells) {
                let kind = self.form.field(&cell).map(|f| f.kind().clone());
                let kind = kind.unwrap_or(Kind::Count);
                let live = Live {
                    formula: format!("IF({cell}=\"\",\"\",{cell})"),
                    blank: shown(self.blank.field(&cell), &kind),
                };
                all.cells.insert((*row, col), live);
            }
        }
    }

    /// Whether the entries of a section are there.
    fn section(&mut self, section: &'a Section, all: &mut Computing) {
        if let Some(list) = section.list() {
            self.list(section, list, all);
            return;
        }
        let Some(base) = self.grids.get(section.id.as_str()).copied() else {
            return;
        };
        for (at, row) in (0..).zip(section.rows()) {
            for (col, column) in (0..).zip(section.columns()) {
                let field = FieldRef {
                    section,
                    row,
                    column,
                };
                if row.takes(column) && !field.is_computed() {
                    let waits = f64::from(u8::from(row.required));
                    self.waiting.insert(field.id().into(), waits);
                    all.cells.insert((base + at, col), entry(&field));
                }
            }
        }
    }

    fn list(&self, section: &'a Section, list: &ListDef, all: &mut Computing) {
        let base = self.lists.get(section.id.as_str()).copied();
        let (Some(spot), Some(base)) = (self.layout.list(&section.id), base) else {
            return;
        };
        for at in 0..list.capacity {
            let row = spot.first_row + at;
            let entered = list.columns.iter().zip(&spot.columns);
            let entered: Vec<_> = entered.filter(|(c, _)| !c.computed).collect();
            let cells = entered
                .iter()
                .map(|(_, col)| there(&spot.sheet, (row, **col)));
            let begun = begun(&cells.collect::<Vec<_>>());
            all.cells.insert((base + at, 0), begun);
            let begun = there(CALCULATION_SHEET, (base + at, 0));
            for (col, (column, of)) in (1..).zip(list.columns.iter().zip(&spot.columns)) {
                if column.computed {
                    continue;
                }
                let cell = there(&spot.sheet, (row, *of));
                let blank = u8::from(column.required);
                let held = held(&column.kind, &cell, &blank.to_string());
                let live = Live {
                    formula: format!("IF({begun}=0,0,{held})"),
                    blank: "0".to_owned(),
                };
                all.cells.insert((base + at, col), live);
            }
        }
    }

    fn computed(&mut self, computed: &'a ComputedField, all: &mut Computing) {
        match &computed.target {
            Target::Field(id) => {
                let (Some(field), Some(spot)) = (self.form.field(id), self.layout.field(id)) else {
                    return;
                };
                let Some((row, col)) = self.place_of(&field) else {
                    return;
                };
                let columns = field.section.columns().len() as u16;
                let waits_at = (row, columns + col);
                let (waits, waiting) = self.waits(&computed.formula, None);
                let blank = shown(self.blank.field(id), field.kind());
                let state = match blank.as_str() {
                    "" if waiting > 0.0 => waiting,
                    "" => NIL,
                    _ => 0.0,
                };
                let live = self.cell(computed, field.kind(), None, (waits_at, blank));
                let waits_cell = there(CALCULATION_SHEET, waits_at);
                self.waiting.insert(id.to_string(), state);
                let state = Live {
                    formula: format!("IF({id}=\"\",IF({waits_cell}>0,{waits_cell},{NIL}),0)"),
                    blank: state.to_string(),
                };
                let waits = Live {
                    formula: waits,
                    blank: waiting.to_string(),
                };
                all.cells.insert(waits_at, waits);
                all.cells.insert((row, col), state);
                let place = (spot.sheet.clone(), spot.row, spot.col);
                all.formulas.insert(place, live);
                let state = there(CALCULATION_SHEET, (row, col));
                all.states.insert(id.to_string(), state);
            }
            Target::Column(section, at) => self.list_column(section, *at, computed, all),
        }
    }

    fn list_column(&self, section: &str, at: usize, computed: &ComputedField, all: &mut Computing) {
        let mut lists = self.form.lists();
        let list = lists.find(|(s, _)| s.id == *section);
        let (Some((_, list)), Some(spot)) = (list, self.layout.list(section)) else {
            return;
        };
        let (Some(base), Some(col)) = (self.lists.get(section), spot.columns.get(at)) else {
            return;
        };
        let columns = list.columns.len() as u16;
        for row in 0..list.capacity {
            let waits_at = (base + row, 1 + columns + at as u16);
            let own = Some((spot, row));
            let begun = there(CALCULATION_SHEET, (base + row, 0));
            let (terms, _) = self.waits(&computed.formula, own);
            let waits = Live {
                formula: format!("IF({begun}=0,1,{terms})"),
                blank: "1".to_owned(),
            };
            all.cells.insert(waits_at, waits);
            let kind = &list.columns[at].kind;
            let live = self.cell(computed, kind, own, (waits_at, String::new()));
            let place = (spot.sheet.clone(), spot.first_row + row, *col);
            all.formulas.insert(place, live);
        }
    }

    /// The formula of a computed cell.
    fn cell(
        &self,
        computed: &ComputedField,
        kind: &Kind,
        row: Row<'_>,
        (waits_at, blank): ((u32, u16), String),
    ) -> Live {
        let text = computed
            .formula
            .rewritten(&|name| self.name(name, row), &|column, alone| {
                self.column(column, alone)
            });
        let value = if *kind == Kind::YesNo {
            let (yes, no) = (format::yes_no(true), format::yes_no(false));
            format!("IF({text},\"{yes}\",\"{no}\")")
        } else {
            text
        };
        let waits = there(CALCULATION_SHEET, waits_at);
        Live {
            formula: format!("IF({waits}>0,\"\",IFERROR({value},\"\"))"),
            blank,
        }
    }

    /// Place of the state of a field in the block.
    fn place_of(&self, field: &FieldRef<'_>) -> Option<(u32, u16)> {
        let base = self.grids.get(field.section.id.as_str())?;
        let rows = field.section.rows();
        let row = rows.iter().position(|r| r.id == field.row.id)?;
        let columns = field.section.columns();
        let col = columns
            .iter()
            .position(|c| c.suffix == field.column.suffix)?;
        Some((base + row as u32, col as u16))
    }

    /// What a formula waits for, as a sum, and what that is on the blank form.
    fn waits(&self, formula: &Formula, row: Row<'_>) -> (String, f64) {
        let mut terms = Vec::new();
        let mut blank = 0.0;
        for name in formula.needs() {
            if let Some((cell, column)) = self.in_row(&name, row) {
                terms.push(held(&column.kind, &cell, "1"));
            } else if let Some(place) = self.form.field(&name).and_then(|f| self.place_of(&f)) {
                terms.push(there(CALCULATION_SHEET, place));
                blank += self.waiting.get(&name).copied().unwrap_or(0.0);
            } else {
                let mut lists = self.layout.lists.iter();
                let list = lists.find(|l| list_count_id(&l.section) == name);
                terms.extend(list.map(|list| list_waits(self.form, list)));
                blank += list.map_or(0.0, |list| blank_list(self.form, list));
            }
        }
        for column in formula.needed_columns() {
            if let Some((term, waits)) = self.column_waits(column) {
                terms.push(term);
                blank += waits;
            }
        }
        if terms.is_empty() {
            return ("0".to_owned(), 0.0);
        }
        (terms.join("+"), blank)
    }

    /// What a column waits for: those of its cells that are not there. All nil is nil.
    fn column_waits(&self, column: &ColumnName) -> Option<(String, f64)> {
        if let Some(list) = self.layout.list(&column.of) {
            let base = self.lists.get(column.of.as_str())?;
            let mut columns = self.layout.columns_of(&column.of);
            let at = columns.position(|(id, _)| *id == *column.field)? as u16 + 1;
            let last = base + list.capacity.max(1) - 1;
            let cells = range(CALCULATION_SHEET, (*base, at), (last, at));
            let term = format!("SUM({cells})+{}", list_waits(self.form, list));
            return Some((term, blank_list(self.form, list)));
        }
        let base = self.grids.get(column.of.as_str())?;
        let section = self.form.sections.iter().find(|s| s.id == *column.of)?;
        let mut columns = section.columns().iter();
        let col = columns.position(|c| c.suffix == column.field)? as u16;
        let runs = self.runs(&column.of, &column.field).into_iter();
        let ranges = runs.map(|(from, to)| {
            let (from, to) = (base + from as u32, base + to as u32);
            range(CALCULATION_SHEET, (from, col), (to, col))
        });
        let cells = ranges.collect::<Vec<_>>().join(",");
        let ids = self.form.column_cells(&column.of, &column.field);
        let waits = ids.iter().map(|id| self.waiting.get(id.as_str()).copied());
        let waits: Vec<f64> = waits.map(Option::unwrap_or_default).collect();
        let sum: f64 = waits.iter().sum();
        let is_all = waits.iter().all(|waits| *waits > 0.0);
        let term = format!("IF(MIN({cells})>0,SUM({cells}),INT(SUM({cells})))");
        Some((term, if is_all { sum } else { sum.floor() }))
    }
}
