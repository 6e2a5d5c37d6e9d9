//! Computed fields: what a form calculates from its entries.
//!
//! In: a form and what a return says. Out: the same with its computed fields calculated anew, in the order in which they
//! stand on one another. What stands in a computed cell of a file is never used.

use super::form::{ComputedField, Form, Target, list_count_id};
use super::id::{FieldId, SectionId, split_path};
use super::operand::operand;
use super::reading::{Account, Anchor, Answer, FieldReading, ListRow, Reading};
use crate::rule::{Answered, ColumnName, Computed, Formula, Lookup, Operand};
use crate::value::understand::day_of_serial;
use crate::value::{Kind, Nil, Rollup, Tally, Value};
use crate::words::official_value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Calculates all computed fields anew.
pub fn recompute(form: &Form, reading: &mut Reading) {
    if form.computed.is_empty() {
        return;
    }
    let said = reading.fields.iter().enumerate();
    let places: HashMap<String, usize> = said.map(|(at, f)| (f.field.to_string(), at)).collect();
    for computed in &form.computed {
        match &computed.target {
            Target::Field(id) => {
                let (Some(at), Some(field)) = (places.get(id.as_str()), form.field(id)) else {
                    continue;
                };
                let look = Entries::new(form, reading, &places, None);
                let answer = calculated(&computed.formula, &look, field.kind());
                take(&mut reading.fields[*at], answer, field.kind());
            }
            Target::Column(section, column) => {
                let list = form.lists().find(|(s, _)| s.id == *section);
                let def = list.and_then(|(_, list)| list.columns.get(*column));
                let rows = reading.list(section).len();
                let Some(def) = def else {
                    continue;
                };
                for row in 0..rows {
                    let look = Entries::new(form, reading, &places, Some((section, row)));
                    let answer = calculated(&computed.formula, &look, &def.kind);
                    let list = reading.lists.iter_mut().find(|(id, _)| id == section);
                    let cell = list.and_then(|(_, rows)| rows.get_mut(row)?.cells.get_mut(*column));
                    if let Some(cell) = cell {
                        take(cell, answer, &def.kind);
                    }
                }
            }
        }
    }
}

fn take(cell: &mut FieldReading, answer: Answer, kind: &Kind) {
    cell.raw = answer
        .value()
        .map_or_else(String::new, |value| official_value(value, kind));
    cell.answer = answer;
    cell.anchor = Anchor::Computed;
    cell.estimate = false;
    cell.remark.clear();
}

/// What a formula comes to as an answer of a kind. Undefined is nil, and what waits for entries is not answered.
fn calculated(formula: &Formula, look: &Entries<'_>, kind: &Kind) -> Answer {
    let nil = Answer::Nil {
        nil: Nil::NoData,
        reason: String::new(),
    };
    match formula.compute_at(look) {
        Computed::Value(operand) => value_of(operand, kind).map_or(nil, Answer::Value),
        Computed::NotJudged { .. } => nil,
        Computed::NotYet { .. } | Computed::NotNumber { .. } => Answer::Blank,
    }
}

fn value_of(operand: Operand, kind: &Kind) -> Option<Value> {
    match operand {
        Operand::Bool(yes) if *kind == Kind::YesNo => Some(Value::YesNo(yes)),
        Operand::Number(n) | Operand::Date(n) => match kind {
            Kind::Date => day_of_serial(n).map(Value::Date),
            kind if kind.is_number() => Some(Value::Number(n)),
            _ => None,
        },
        Operand::Text(text) if !kind.is_number() && !text.is_empty() => Some(Value::Text(text)),
        _ => None,
    }
}

/// The answers of a return as computed fields see them.
struct Entries<'a> {
    form: &'a Form,
    reading: &'a Reading,
    places: &'a HashMap<String, usize>,
    /// The list and the row that is calculated.
    row: Option<(&'a SectionId, usize)>,
}

impl<'a> Entries<'a> {
    fn new(
        form: &'a Form,
        reading: &'a Reading,
        places: &'a HashMap<String, usize>,
        row: Option<(&'a SectionId, usize)>,
    ) -> Self {
        Self {
            form,
            reading,
            places,
            row,
        }
    }

    /// The cell of the row that is calculated.
    fn in_row(&self, name: &str) -> Option<Answered> {
        let (section, row) = self.row?;
        let (list, column) = split_path(name)?;
        let cells = &self.reading.list(section).get(row)?.cells;
        let cell = cells.iter().find(|cell| cell.column() == column);
        (list == section.as_str()).then(|| match cell.map(|cell| &cell.answer) {
            Some(Answer::Value(value)) => Answered::Value(operand(value)),
            Some(Answer::Nil { .. }) => Answered::NotApplicable,
            _ => Answered::Unanswered,
        })
    }

    /// A field of a grid: "không phát sinh" is none of it where it is summed or counted.
    fn field(&self, id: &str) -> Option<Answered> {
        let said = self.reading.fields.get(*self.places.get(id)?)?;
        let field = self.form.field(id)?;
        Some(match &said.answer {
            Answer::Value(value) => Answered::Value(operand(value)),
            Answer::Nil { nil, .. } if is_none_of_it(*nil, field.rollup()) => {
                Answered::Value(Operand::Blank)
            }
            Answer::Nil { .. } => Answered::NotApplicable,
            Answer::Blank if !field.row.required && !field.is_computed() => {
                Answered::Value(Operand::Blank)
            }
            Answer::Blank | Answer::NotUnderstood => Answered::Unanswered,
        })
    }

    /// The rows of a list; what waits or is nil as a whole is one answer.
    fn of_list(&self, section: &str, column: &str) -> Option<Vec<Answered>> {
        let (section, list) = self.form.lists().find(|(s, _)| s.id == *section)?;
        let (at, def) = (list.columns.iter().enumerate()).find(|(_, c)| c.id == *column)?;
        let rows = self.reading.list(&section.id);
        if rows.is_empty() {
            let mut nils = self.reading.list_nils.iter();
            let nil = nils
                .find(|(id, ..)| *id == section.id)
                .map(|(_, nil, _)| *nil);
            return Some(match nil {
                Some(Nil::NoData) => vec![Answered::NotApplicable],
                None if list.required => vec![Answered::Unanswered],
                Some(Nil::NotArisen) | None => Vec::new(),
            });
        }
        let cells = rows.iter().filter_map(|row| row.cells.get(at));
        let answers = cells.map(|cell| match &cell.answer {
            Answer::Value(value) => Answered::Value(operand(value)),
            Answer::NotUnderstood => Answered::Unanswered,
            Answer::Blank if def.required && !def.computed => Answered::Unanswered,
            Answer::Blank | Answer::Nil { .. } => Answered::Value(Operand::Blank),
        });
        Some(answers.collect())
    }
}

/// Whether a status says that there is none of what is summed or counted.
fn is_none_of_it(nil: Nil, how: Rollup) -> bool {
    nil == Nil::NotArisen && (how == Rollup::Sum || how.counts_answers())
}

impl Lookup for Entries<'_> {
    fn name(&self, name: &str) -> Answered {
        if let Some(answered) = self.in_row(name).or_else(|| self.field(name)) {
            return answered;
        }
        let mut lists = self.form.lists();
        let list = lists.find(|(s, _)| list_count_id(&s.id) == name);
        let Some((section, list)) = list else {
            return Answered::Unanswered;
        };
        let rows = self.reading.list(&section.id).len();
        let mut nils = self.reading.list_nils.iter();
        match nils.find(|(id, ..)| *id == section.id) {
            Some((_, Nil::NoData, _)) if rows == 0 => Answered::NotApplicable,
            None if rows == 0 && list.required => Answered::Unanswered,
            _ => Answered::Value(Operand::Number(rows as f64)),
        }
    }

    fn column(&self, column: &ColumnName) -> Vec<Answered> {
        if let Some(answers) = self.of_list(&column.of, &column.field) {
            return answers;
        }
        let cells = self.form.column_cells(&column.of, &column.field);
        let answers = cells.iter().map(|id| self.field(id));
        answers.map(|a| a.unwrap_or(Answered::Unanswered)).collect()
    }
}

/// Several returns to one form, over which a computed field is calculated anew: from the sums of those that have all that it
/// stands on.
#[derive(Debug)]
pub struct Place<'a> {
    form: &'a Form,
    field: FieldId,
    /// What it stands on, with itself.
    behind: BTreeSet<String>,
    tallies: BTreeMap<FieldId, Tally>,
    lists: Vec<(SectionId, Vec<ListRow>)>,
    units: u32,
}

impl<'a> Place<'a> {
    /// Of no return yet.
    pub fn of(form: &'a Form, field: &FieldId) -> Self {
        let behind = behind(form, field);
        let lists = form.lists().map(|(section, _)| section.id.clone());
        let lists = lists.filter(|id| stands_on_list(&behind, id));
        Self {
            form,
            field: field.clone(),
            lists: lists.map(|id| (id, Vec::new())).collect(),
            behind,
            tallies: BTreeMap::new(),
            units: 0,
        }
    }

    /// Adds a return; not one that lacks some of what the field stands on.
    pub fn add(&mut self, reading: &Reading) {
        let said = reading.fields.iter().enumerate();
        let places: HashMap<String, usize> =
            said.map(|(at, f)| (f.field.to_string(), at)).collect();
        let look = Entries::new(self.form, reading, &places, None);
        let entries = self.form.fields().filter(|field| !field.is_computed());
        let entries = entries.filter(|field| self.behind.contains(field.id().as_str()));
        let entries: Vec<_> = entries.map(|field| field.id()).collect();
        let is_there = |id: &FieldId| matches!(look.field(id), Some(Answered::Value(_)));
        let has_lists = self.lists.iter().all(|(id, _)| {
            let answer = look.name(&list_count_id(id));
            matches!(answer, Answered::Value(_))
        });
        if !has_lists || !entries.iter().all(is_there) {
            return;
        }
        for id in entries {
            if let Some(said) = reading.field(&id) {
                said.answer.add_to(self.tallies.entry(id).or_default());
            }
        }
        for (id, rows) in &mut self.lists {
            rows.extend(reading.list(id).iter().cloned());
        }
        self.units += 1;
    }

    /// How many returns it is calculated over.
    pub fn units(&self) -> u32 {
        self.units
    }

    /// The field over all of them; `None` where it is undefined.
    pub fn value(&self) -> Option<Value> {
        if self.units == 0 {
            return None;
        }
        let fields = self.form.fields();
        let fields = fields.filter(|field| self.behind.contains(field.id().as_str()));
        let fields = fields.map(|field| {
            let tally = self.tallies.get(&field.id());
            let total = tally.and_then(|tally| tally.total(field.rollup(), self.units));
            let answer = total.map_or(Answer::Blank, Answer::Value);
            FieldReading {
                field: field.id().into(),
                answer,
                raw: String::new(),
                place: None,
                anchor: Anchor::Lost,
                estimate: false,
                remark: String::new(),
            }
        });
        let mut reading = Reading {
            form: self.form.id.clone(),
            unit: None,
            unit_name: String::new(),
            kit_version: None,
            fields: fields.collect(),
            lists: self.lists.clone(),
            list_nils: Vec::new(),
            account: Account::default(),
            laid: Vec::new(),
            learned: None,
        };
        recompute(self.form, &mut reading);
        reading.field(&self.field)?.answer.value().cloned()
    }
}

fn stands_on_list(behind: &BTreeSet<String>, list: &SectionId) -> bool {
    let of_it = |name: &String| {
        *name == list_count_id(list) || name.split_once('.').is_some_and(|(l, _)| *l == **list)
    };
    behind.iter().any(of_it)
}

/// The names of fields and of columns of lists that a field stands on, with itself.
fn behind(form: &Form, field: &FieldId) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut waiting = vec![field.to_string()];
    while let Some(name) = waiting.pop() {
        if !all.insert(name.clone()) {
            continue;
        }
        let is_it = |computed: &&ComputedField| match &computed.target {
            Target::Field(id) => *id == *name,
            Target::Column(section, at) => {
                let list = form.lists().find(|(s, _)| s.id == *section);
                let column = list.and_then(|(_, list)| list.columns.get(*at));
                column.is_some_and(|c| format!("{section}.{}", c.id) == name)
            }
        };
        let Some(computed) = form.computed.iter().find(is_it) else {
            continue;
        };
        waiting.extend(computed.formula.names().into_iter().map(|name| name.text));
        for column in computed.formula.columns() {
            let cells = form.column_cells(&column.of, &column.field);
            if cells.is_empty() {
                waiting.push(format!("{}.{}", column.of, column.field));
            }
            waiting.extend(cells.into_iter().map(String::from));
        }
    }
    all
}
