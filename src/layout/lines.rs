//! The rows of a form's sheets, from the head to the signatures.
//!
//! In: a form. Out: its [`Layout`]: what stands on each row, each constant text, and each place to fill.

use super::columns::{Grid, GridShape, LABEL, NUMBER};
use super::{FieldSpot, Layout, Line, SheetPlan};
use crate::model::form::{Body, Column, Form, Indicator, Section};
use crate::model::id::FieldId;
use crate::model::kit::Kit;
use crate::model::paper_code::has_code;
use crate::value::Kind;
use crate::words::{Lang, Message, official};

impl Layout {
    /// The layout of a form. The same form of the same kit always has the same layout.
    pub fn of(_kit: &Kit, form: &Form) -> Self {
        lay_out(form)
    }
}

/// Continuations of a prose cell.
const CONTINUATIONS: usize = 2;

pub(super) fn word(id: &str) -> String {
    official(id)
}

/// Lays out all sheets of a form.
pub(super) fn lay_out(form: &Form) -> Layout {
    let mut layout = Layout {
        form: form.id.clone(),
        sheets: Vec::new(),
        fields: Vec::new(),
        lists: Vec::new(),
        list_columns: Vec::new(),
        unit_cell: (String::new(), 0, 0),
    };
    let mut names: Vec<&str> = Vec::new();
    for section in &form.sections {
        if !names.contains(&section.sheet.as_str()) {
            names.push(&section.sheet);
        }
    }
    for (i, name) in names.iter().enumerate() {
        let sections: Vec<usize> = (0..form.sections.len())
            .filter(|s| form.sections[*s].sheet == *name)
            .collect();
        let of_sheet: Vec<&Section> = sections.iter().map(|s| &form.sections[*s]).collect();
        let mut sheet = Sheet {
            form,
            layout: &mut layout,
            plan: SheetPlan {
                name: (*name).to_owned(),
                written: Vec::new(),
                ours: Vec::new(),
                row_ids: Vec::new(),
                grid: Grid::of(&of_sheet),
                lines: Vec::new(),
            },
        };
        sheet.head(i == 0);
        sheet.body(&sections);
        if i + 1 == names.len() {
            sheet.foot();
        }
        if has_code(form) {
            sheet.paper_code(i + 1 == names.len());
        }
        let mut plan = sheet.plan;
        plan.written.sort_by_key(|(row, col, _)| (*row, *col));
        layout.sheets.push(plan);
    }
    let order: Vec<FieldId> = form.fields().map(|f| f.id()).collect();
    layout
        .fields
        .sort_by_key(|spot| order.iter().position(|id| *id == spot.field));
    layout
}

/// Whether two sections have the same heading.
fn same_heads(one: &[Column], other: &[Column]) -> bool {
    one.iter()
        .map(|c| &c.label)
        .eq(other.iter().map(|c| &c.label))
}

pub(super) struct Sheet<'a> {
    pub(super) form: &'a Form,
    pub(super) layout: &'a mut Layout,
    pub(super) plan: SheetPlan,
}

impl Sheet<'_> {
    /// Starts the next row; returns its number.
    pub(super) fn line(&mut self, line: Line) -> u32 {
        self.plan.lines.push(line);
        self.plan.lines.len() as u32 - 1
    }

    pub(super) fn write(&mut self, row: u32, col: u16, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.plan.written.push((row, col, text));
        }
    }

    pub(super) fn ours(&mut self, row: u32, col: u16) {
        self.plan.ours.push((row, col));
    }

    fn head(&mut self, first: bool) {
        let (value, _) = self.plan.grid.head();
        let lines: &[(Line, &str)] = if first {
            &[
                (Line::Unit, "layout.unit"),
                (Line::Receiver, "layout.receiver"),
                (Line::Period, "layout.period"),
                (Line::AsOf, "layout.as-of"),
                (Line::Deadline, "layout.deadline"),
            ]
        } else {
            &[(Line::Unit, "layout.unit"), (Line::Period, "layout.period")]
        };
        for (i, (line, label)) in lines.iter().enumerate() {
            let row = self.line(*line);
            if i == 0 {
                self.write(row, NUMBER, self.form.number.clone());
            } else if i == 1 && first {
                self.ours(row, NUMBER);
            }
            self.write(row, LABEL + 1, word(label));
            self.ours(row, value);
        }
        // How far the unit has come stands beside the head.
        let check = self.plan.grid.check;
        self.ours(0, check);
        self.ours(1, check);
        if first {
            self.layout.unit_cell = (self.plan.name.clone(), 0, value);
            self.line(Line::Empty);
            let row = self.line(Line::Title);
            self.write(row, NUMBER, self.form.title.to_uppercase());
        }
        self.line(Line::Empty);
    }

    fn body(&mut self, sections: &[usize]) {
        let grids: Vec<&[Column]> = sections
            .iter()
            .map(|s| self.form.sections[*s].columns())
            .filter(|columns| !columns.is_empty())
            .collect();
        // Rows that repeat on each page can be only one heading: where sections differ, each has its own.
        let is_mixed = grids.windows(2).any(|two| !same_heads(two[0], two[1]));
        let (mut first, mut after_list) = (true, false);
        for &s in sections {
            let section = &self.form.sections[s];
            match &section.body {
                Body::Grid { columns, rows } => {
                    // The first heading stands above the section's title, as in printed forms.
                    if first {
                        self.heading(s, columns, true);
                    }
                    self.section(s);
                    if !first && (is_mixed || after_list) {
                        self.heading(s, columns, false);
                    }
                    (first, after_list) = (false, false);
                    for (r, row) in rows.iter().enumerate() {
                        self.indicator(s, r, section, row, columns);
                    }
                }
                Body::List(list) => {
                    self.section(s);
                    self.list(s, section, list);
                    self.line(Line::Empty);
                    // What follows a list needs its own heading again.
                    after_list = true;
                }
            }
        }
    }

    fn section(&mut self, s: usize) {
        let section = &self.form.sections[s];
        let row = self.line(Line::Section(s));
        self.write(row, NUMBER, section.number.clone());
        let owner = section.owner.as_ref();
        let owner = owner.map(|owner| Message::new("layout.owner").with("owner", owner));
        self.write(
            row,
            LABEL,
            match owner {
                Some(owner) => format!("{}\n{}", section.title, owner.say(Lang::Vi)),
                None => section.title.clone(),
            },
        );
        if section.period.is_some() || section.note.is_some() {
            let row = self.line(Line::Note(s));
            self.ours(row, LABEL);
        }
    }

    fn heading(&mut self, s: usize, columns: &[Column], letters: bool) {
        let grid = self.plan.grid.clone();
        let mut heads = vec![
            (NUMBER, word("layout.number")),
            (LABEL, word("layout.label")),
        ];
        if let Some(col) = grid.unit {
            heads.push((col, word("layout.measure")));
        }
        let described = heads.len();
        if let Some(col) = grid.previous {
            heads.push((col, String::new()));
        }
        for (i, column) in columns.iter().enumerate() {
            heads.push((grid.value + i as u16, column.label.clone()));
        }
        // Where a section has fewer value columns than its sheet, the rest stays blank.
        if let Some(col) = grid.status {
            heads.push((col, word("layout.status")));
        }
        if let Some(col) = grid.remark {
            heads.push((col, word("layout.remark")));
        }
        let row = self.line(Line::Heading(s));
        for (col, label) in &heads {
            if Some(*col) == grid.previous {
                self.ours(row, *col);
            }
            self.write(row, *col, label.clone());
        }
        self.write(row, grid.check, word("layout.check"));
        if !letters {
            return;
        }
        let row = self.line(Line::Letters(s));
        for (i, (col, _)) in heads.iter().enumerate() {
            let mark = if i < described {
                ["A", "B", "C"][i].to_owned()
            } else {
                (i - described + 1).to_string()
            };
            self.write(row, *col, mark);
        }
    }

    fn indicator(
        &mut self,
        s: usize,
        r: usize,
        section: &Section,
        row: &Indicator,
        columns: &[Column],
    ) {
        let grid = self.plan.grid.clone();
        let kind_of = |c: &Column| c.kind.clone().unwrap_or_else(|| row.kind.clone());
        let prose = columns
            .iter()
            .any(|c| row.takes(c) && kind_of(c) == Kind::Prose);
        let below = prose && grid.shape == GridShape::Table;
        let at = self.line(if below {
            Line::Question(s, r)
        } else if prose {
            Line::Prose(s, r, 0)
        } else {
            Line::Row(s, r)
        });
        self.plan.row_ids.push((at, row.id.to_string()));
        self.write(at, NUMBER, row.number.clone());
        self.write(at, LABEL, labelled(row));
        if let Some(col) = grid.unit {
            self.write(at, col, row.unit.clone());
        }
        self.ours(at, grid.check);
        self.ours(at, grid.missing);
        let previous = grid.previous.filter(|_| row.compare).map(|col| (at, col));
        if let Some((row, col)) = previous {
            self.ours(row, col);
        }
        let mut first = true;
        for (i, column) in columns.iter().enumerate().filter(|(_, c)| row.takes(c)) {
            let mut place = (at, grid.value + i as u16);
            let mut continuation = Vec::new();
            if kind_of(column) == Kind::Prose {
                let col = if below { LABEL } else { place.1 };
                if below {
                    place = (self.line(Line::Prose(s, r, 0)), col);
                }
                for n in 1..=CONTINUATIONS {
                    continuation.push((self.line(Line::Prose(s, r, n)), col));
                }
            }
            self.layout.fields.push(FieldSpot {
                field: FieldId::of(&row.id, &column.suffix),
                row_id: row.id.clone(),
                section: section.id.clone(),
                sheet: self.plan.name.clone(),
                row: place.0,
                col: place.1,
                status: (at, grid.status.unwrap_or(grid.last)),
                remark: (at, grid.remark.unwrap_or(grid.last)),
                check: (at, grid.check),
                label: (at, LABEL),
                missing: (at, grid.missing),
                // One column of last period's values: that of the first value column.
                previous: previous.filter(|_| first),
                continuation,
            });
            first = false;
        }
    }
}

/// Label and definition, as they stand in one cell.
fn labelled(row: &Indicator) -> String {
    match &row.definition {
        Some(definition) => format!("{}\n{definition}", row.label),
        None => row.label.clone(),
    }
}
