//! The very hidden sheet of calculation: each guard, each check of a cell and each pointer to a rule has a cell of its
//! own there, so that no formula of the workbook grows with columns or rules.
//!
//! In: a form and its places. Out: the cells of that sheet, and where the other sheets find what they put together.

use super::blanks;
use super::choices::Words;
use super::computing::Computing;
use super::ink::put;
use super::joined::{Checks, STATE, about};
use super::live::{self, Cell, Live, range, there};
use super::style;
use super::waiting;
use crate::layout::{CALCULATION_SHEET, CHECKS_SHEET, FieldSpot, Layout, ListSpot};
use crate::model::form::{FieldRef, Form, FormPart, ListDef, Section, list_count_id};
use crate::model::id::{FieldId, SectionId};
use crate::rule::LiveName;
use crate::words::official;
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Cells in a row of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    row: u32,
    from: u16,
    /// How many cells.
    pub(super) cells: usize,
}

impl Run {
    /// `'_tinh'!$B$3:$F$3`.
    pub(super) fn range(self) -> String {
        let last = self.from + (self.cells.max(1) - 1) as u16;
        range(CALCULATION_SHEET, (self.row, self.from), (self.row, last))
    }
}

/// Where the checks of an indicator's cells stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfRow {
    /// A code or a text for each cell that is filled; none where all are computed.
    pub(super) codes: Option<Run>,
    /// A text for each rule that a cell takes part in.
    pub(super) pointers: Option<Run>,
}

/// Where the checks of a list's cells stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfList {
    first_row: u32,
    capacity: u32,
    columns: usize,
    /// A text for each rule that the number of rows takes part in.
    pub(super) pointers: Option<Run>,
}

impl OfList {
    /// Whether each row holds something, 0 or 1.
    pub(super) fn begun(self) -> String {
        self.begun_from(0)
    }

    /// The same for the rows from one on, counted from 0.
    pub(super) fn begun_from(self, row: u32) -> String {
        let last = self.first_row + self.capacity.max(1) - 1;
        range(CALCULATION_SHEET, (self.first_row + row, 0), (last, 0))
    }

    /// Whether one row, counted from 0, holds something.
    pub(super) fn is_begun(self, row: u32) -> String {
        there(CALCULATION_SHEET, (self.first_row + row, 0))
    }

    /// A text for each cell of one row.
    pub(super) fn texts(self, row: u32) -> Run {
        Run {
            row: self.first_row + row,
            from: 1,
            cells: self.columns,
        }
    }
}

/// The cells of the sheet, and where they stand.
pub(super) struct Calculation {
    lines: Vec<Vec<Live>>,
    /// Row of each section that is asked, by its place in the form.
    sections: BTreeMap<usize, u32>,
    guards: Vec<Option<Run>>,
    rows: BTreeMap<FieldId, OfRow>,
    lists: BTreeMap<SectionId, OfList>,
    /// The computed cells.
    pub(super) computing: Computing,
}

/// Row of the totals.
const TOTALS: u32 = 0;
/// Column of the cells that are still blank.
const BLANKS: u16 = 0;
/// Column of what is to be looked at.
const OPEN: u16 = 1;

/// What the cells are worked out from.
struct Source<'a> {
    form: &'a Form,
    layout: &'a Layout,
    words: &'a Words,
    checks: &'a Checks,
}

impl Calculation {
    /// Works out all cells; `asks` tells whether a section is asked.
    pub(super) fn of(
        (form, layout): (&Form, &Layout),
        (words, checks): (&Words, &Checks),
        asks: &dyn Fn(&str) -> bool,
    ) -> Self {
        let source = Source {
            form,
            layout,
            words,
            checks,
        };
        let mut all = Self {
            lines: vec![Vec::new()],
            sections: BTreeMap::new(),
            guards: Vec::new(),
            rows: BTreeMap::new(),
            lists: BTreeMap::new(),
            computing: Computing::default(),
        };
        let asked = form.sections.iter().enumerate();
        let asked: Vec<(usize, &Section)> = asked.filter(|(_, s)| asks(&s.id)).collect();
        for (at, section) in &asked {
            if let Some(counts) = source.of_section(section) {
                let row = all.line(counts);
                all.sections.insert(*at, row);
            }
        }
        all.lines[TOTALS as usize] = source.totals(all.lines.len() as u32 - 1, &asked);
        all.computing = Computing::of(form, layout, all.lines.len() as u32);
        let rows = all.computing.rows() as usize;
        all.lines.resize(all.lines.len() + rows, Vec::new());
        for (rule, (_, cells)) in form.rules.iter().zip(&checks.rules) {
            let guards = rule.condition.live_guards(&|name| LiveName {
                state: all.computing.state(name).map(str::to_owned),
                ..about(cells, name)
            });
            let cells = guards.into_iter().map(|guard| Live {
                formula: guard.formula,
                blank: guard.blank.to_string(),
            });
            let cells: Vec<Live> = cells.collect();
            let run = all.run_of(cells);
            all.guards.push(run);
        }
        for (_, section) in &asked {
            all.section(&source, section);
        }
        all
    }

    /// Number of cells that are still blank: on the whole form, or in a section by its place in the form.
    pub(super) fn blanks(&self, section: Option<usize>) -> Option<String> {
        let row = section.map_or(Some(&TOTALS), |at| self.sections.get(&at))?;
        Some(there(CALCULATION_SHEET, (*row, BLANKS)))
    }

    /// Number of items to be looked at.
    pub(super) fn open() -> String {
        there(CALCULATION_SHEET, (TOTALS, OPEN))
    }

    /// The row behind the last.
    pub(super) fn end(&self) -> u32 {
        self.lines.len() as u32
    }

    /// The guards of a rule, by its place in the form.
    pub(super) fn guards(&self, rule: usize) -> Option<String> {
        Some((*self.guards.get(rule)?)?.range())
    }

    /// The checks of an indicator.
    pub(super) fn row(&self, id: &str) -> Option<OfRow> {
        self.rows.get(id).copied()
    }

    /// The checks of a list section.
    pub(super) fn list(&self, section: &str) -> Option<OfList> {
        self.lists.get(section).copied()
    }

    /// The part of the form that a row of the sheet belongs to.
    pub(super) fn part_at(&self, form: &Form, row: u32) -> Option<FormPart> {
        let is_here = |run: Option<Run>| run.is_some_and(|run| run.row == row);
        let rule = self.guards.iter().position(|run| is_here(*run));
        let rule = rule.and_then(|at| form.rules.get(at));
        let indicator = self
            .rows
            .iter()
            .find(|(_, of)| is_here(of.codes) || is_here(of.pointers));
        let list = self.lists.iter().find(|(_, of)| {
            is_here(of.pointers) || (of.first_row..of.first_row + of.capacity).contains(&row)
        });
        let section = self.sections.iter().find(|(_, own)| **own == row);
        let section = section.and_then(|(at, _)| form.sections.get(*at));
        let listed = list.and_then(|(id, _)| form.sections.iter().find(|s| s.id == **id));
        rule.map(|rule| FormPart::Rule(rule.id.clone()))
            .or_else(|| indicator.map(|(id, _)| FormPart::Row(id.clone())))
            .or_else(|| section.or(listed).map(|s| FormPart::Section(s.id.clone())))
            .or_else(|| {
                let section = self.computing.section_at(row)?;
                Some(FormPart::Section(section.clone()))
            })
    }

    /// Writes the sheet.
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet
            .set_name(CALCULATION_SHEET)?
            .set_very_hidden(true)
            .protect();
        sheet.set_formula_result_default("");
        let format = style::plain();
        for (row, line) in (0..).zip(&self.lines) {
            for (col, cell) in (0..).zip(line) {
                put(sheet, (row, col), cell, &format)?;
            }
        }
        for (place, cell) in self.computing.cells() {
            put(sheet, *place, cell, &format)?;
        }
        Ok(())
    }

    fn line(&mut self, cells: Vec<Live>) -> u32 {
        self.lines.push(cells);
        self.lines.len() as u32 - 1
    }

    /// A row of its own; none without cells.
    fn run_of(&mut self, cells: Vec<Live>) -> Option<Run> {
        let count = cells.len();
        (count > 0).then(|| Run {
            row: self.line(cells),
            from: 0,
            cells: count,
        })
    }

    /// The cells of a section.
    fn section(&mut self, source: &Source, section: &Section) {
        for (at, indicator) in section.rows().iter().enumerate() {
            let fields = source.fields(section, at);
            let entered: Vec<_> = fields.iter().filter(|(f, _)| !f.is_computed()).collect();
            let codes = source.codes(&entered);
            let names: Vec<String> = fields.iter().map(|(f, _)| f.id().into()).collect();
            let pointers = source.pointers(&names);
            let (codes_here, pointers_here) = (codes.len(), pointers.len());
            if codes.is_empty() && pointers.is_empty() {
                continue;
            }
            let row = self.line([codes, pointers].concat());
            let run = |from: usize, cells: usize| Run {
                row,
                from: from as u16,
                cells,
            };
            let of = OfRow {
                codes: (codes_here > 0).then(|| run(0, codes_here)),
                pointers: (pointers_here > 0).then(|| run(codes_here, pointers_here)),
            };
            self.rows.insert(indicator.id.clone(), of);
        }
        let Some((list, spot)) = source.list(section) else {
            return;
        };
        let pointers = self.run_of(source.pointers(&[list_count_id(&spot.section)]));
        let of = OfList {
            first_row: self.lines.len() as u32,
            capacity: spot.capacity,
            columns: list.columns.len(),
            pointers,
        };
        for row in 0..spot.capacity {
            self.line(source.list_row((list, spot), of, row));
        }
        self.lists.insert(spot.section.clone(), of);
    }
}

impl<'a> Source<'a> {
    /// Fields of an indicator with their places.
    fn fields(&self, section: &'a Section, row: usize) -> Vec<(FieldRef<'a>, &'a FieldSpot)> {
        let row = &section.rows()[row];
        let columns = section.columns().iter().filter(|c| row.takes(c));
        let fields = columns.map(|column| FieldRef {
            section,
            row,
            column,
        });
        fields
            .filter_map(|field| Some((field, self.layout.field(&field.id())?)))
            .collect()
    }

    fn list(&self, section: &'a Section) -> Option<(&'a ListDef, &'a ListSpot)> {
        let mut lists = self.form.lists();
        let (_, list) = lists.find(|(s, _)| s.id == section.id)?;
        Some((list, self.layout.list(&section.id)?))
    }

    fn codes(&self, fields: &[&(FieldRef<'a>, &'a FieldSpot)]) -> Vec<Live> {
        let code = |(field, spot): &&(FieldRef, &FieldSpot)| {
            let cell = Cell {
                at: there(&spot.sheet, (spot.row, spot.col)),
                kind: field.kind(),
                words: self.words.of_kind(field.kind()),
                column: (fields.len() > 1).then_some(field.column.label.as_str()),
            };
            live::code(&cell, field.row.plausible)
        };
        fields.iter().map(code).collect()
    }

    /// A text for each rule in which one of these names takes part.
    fn pointers(&self, names: &[String]) -> Vec<Live> {
        let rules = self.checks.of_names(names);
        rules.iter().map(live::pointer).collect()
    }

    /// Whether a row of a list is begun, and a text for each of its cells.
    fn list_row(&self, (def, spot): (&ListDef, &ListSpot), of: OfList, at: u32) -> Vec<Live> {
        let row = spot.first_row + at;
        let end = spot.columns.last().copied().unwrap_or(spot.first_col);
        let cells = range(&spot.sheet, (row, spot.first_col), (row, end));
        let mut line = vec![if def.columns.iter().any(|c| c.computed) {
            let entered = def.columns.iter().zip(&spot.columns);
            let entered = entered.filter(|(column, _)| !column.computed);
            let cells = entered.map(|(_, col)| there(&spot.sheet, (row, *col)));
            waiting::begun(&cells.collect::<Vec<_>>())
        } else {
            live::begun(&cells, spot.columns.len())
        }];
        let begun = of.is_begun(at);
        for (column, col) in def.columns.iter().zip(&spot.columns) {
            if column.computed {
                line.push(Live {
                    formula: "\"\"".to_owned(),
                    blank: String::new(),
                });
                continue;
            }
            let cell = Cell {
                at: there(&spot.sheet, (row, *col)),
                kind: &column.kind,
                words: self.words.of_kind(&column.kind),
                column: Some(&column.label),
            };
            line.push(live::list_cell(&cell, column.required.then_some(&begun)));
        }
        line
    }

    /// The cells of a section that are still blank, and those of its texts that want a look.
    fn of_section(&self, section: &Section) -> Option<Vec<Live>> {
        let (first, last, (missing, check)) = self.extent(section)?;
        let needs = live::quoted(&format!("{}*", official("emit.live-needs")));
        let column = |col: u16| range(&section.sheet, (first, col), (last, col));
        Some(vec![
            Live {
                formula: format!("SUM({})", column(missing)),
                blank: blanks::blanks_in(self.form, section).to_string(),
            },
            Live {
                formula: format!("COUNTIF({},{needs})", column(check)),
                blank: "0".to_owned(),
            },
        ])
    }

    /// First and last row of a section's checks, and their columns: cells still blank, live text.
    fn extent(&self, section: &Section) -> Option<(u32, u32, (u16, u16))> {
        let fields = self.layout.fields.iter();
        let fields = fields.filter(|f| f.section == section.id);
        let mut rows: Vec<(u32, u32, (u16, u16))> = fields
            .map(|f| (f.check.0, f.check.0, (f.missing.1, f.check.1)))
            .collect();
        rows.extend(self.layout.list(&section.id).map(|list| {
            let last = list.first_row + list.capacity.max(1) - 1;
            (list.check.0, last, (list.missing.1, list.check.1))
        }));
        let first = rows.iter().map(|(first, ..)| *first).min()?;
        let last = rows.iter().map(|(_, last, _)| *last).max()?;
        Some((first, last, rows.first()?.2))
    }

    /// What is still blank and what wants a look, over sections on the rows from 1 to `last`.
    fn totals(&self, last: u32, asked: &[(usize, &Section)]) -> Vec<Live> {
        let sum = |col: u16| match last {
            TOTALS => "0".to_owned(),
            last => format!("SUM({})", range(CALCULATION_SHEET, (1, col), (last, col))),
        };
        let mut open = sum(OPEN);
        let (first, end) = (self.checks.rules.first(), self.checks.rules.last());
        if let (Some((first, _)), Some((end, _))) = (first, end) {
            let states = range(CHECKS_SHEET, (*first, STATE), (*end, STATE));
            let broken = live::quoted(&format!("{}*", official("emit.state-broken")));
            open = format!("{open}+COUNTIF({states},{broken})");
        }
        let blanks = asked.iter().map(|(_, s)| blanks::blanks_in(self.form, s));
        vec![
            Live {
                formula: sum(BLANKS),
                blank: blanks.sum::<u32>().to_string(),
            },
            Live {
                formula: open,
                blank: "0".to_owned(),
            },
        ]
    }
}
