//! The rows of last period's values, one value each.

use super::Previous;
use super::columns::Columns;
use super::told::Told;
use crate::model::form::{FieldRef, Form};
use crate::model::id::{FieldId, FieldPath, split_path};
use crate::model::kit::Kit;
use crate::model::raw::{RawCell, RawSheet};
use crate::model::unit::{Roster, Unit};
use crate::msg;
use crate::source::Problem;
use crate::value::fold::clean;
use crate::value::{Kind, Raw, fold, understand};
use crate::words::{Message, remarks};
use std::collections::BTreeMap;

/// Most mistakes that are told of one file; nothing of it is used then.
const MOST_MISTAKES: usize = 200;

/// Fields by form and folded label.
type Labels<'k> = BTreeMap<(&'k str, String), Vec<FieldRef<'k>>>;

/// Reads row by row.
pub(super) struct Rows<'a> {
    file: &'a str,
    sheet: &'a RawSheet,
    columns: Columns,
    kit: &'a Kit,
    roster: &'a Roster,
    labels: Labels<'a>,
    pub(super) previous: Previous,
    pub(super) problems: Vec<Problem>,
    pub(super) told: Told,
}

impl<'a> Rows<'a> {
    /// Of a file, its sheet and the columns in it.
    pub(super) fn new(
        (file, sheet, columns): (&'a str, &'a RawSheet, Columns),
        kit: &'a Kit,
        roster: &'a Roster,
    ) -> Self {
        Self {
            file,
            sheet,
            columns,
            kit,
            roster,
            labels: labels(kit),
            previous: Previous::default(),
            problems: Vec::new(),
            told: Told::default(),
        }
    }

    pub(super) fn read(&mut self) {
        let last = self.sheet.cells.last().map_or(0, |c| c.row);
        for row in self.columns.row + 1..=last {
            if self.problems.iter().filter(|p| !p.is_warning()).count() >= MOST_MISTAKES {
                break;
            }
            self.row(row);
        }
    }

    fn row(&mut self, row: u32) {
        let filled = |col| {
            let cell = self.sheet.at(row, col)?;
            (!clean(&cell.value.shown(), false).is_empty()).then_some(cell)
        };
        let (code, value) = (filled(self.columns.code), filled(self.columns.value));
        let Some(code) = code else {
            if let Some(value) = value {
                self.mistake(value, msg!("campaign.previous-no-unit"), None);
            }
            return;
        };
        let name = self.columns.name.and_then(filled);
        let name = name.map_or_else(String::new, |cell| clean(&cell.value.shown(), false));
        let Some(unit) = self.unit(code) else {
            let first = ((code.row, code.col), name);
            let code = clean(&code.shown(), false);
            self.told.strangers.entry(code).or_insert(first);
            return;
        };
        if !name.is_empty() && fold(&name) != fold(&unit.name) {
            let first = ((code.row, code.col), name);
            self.told.renamed.entry(unit.code.clone()).or_insert(first);
        }
        let Some(value) = value else { return };
        let Some(cell) = self.columns.field(self.sheet, row) else {
            self.mistake(value, msg!("campaign.previous-no-indicator"), None);
            return;
        };
        self.told.known.insert(unit.code.clone());
        if let Some((form, field)) = self.field(cell, row, unit) {
            self.value(value, unit, form, field);
        }
    }

    fn value(&mut self, cell: &RawCell, unit: &Unit, form: &Form, field: FieldRef) {
        if *field.kind() == Kind::Prose {
            return;
        }
        let key = (unit.code.clone(), FieldPath::new(&form.id, &field.id()));
        let said = understand(&cell.value, cell.percent, field.kind(), &field.row.unit);
        let Some(value) = said.value else {
            if let Some(remark) = said.remarks.first() {
                let (message, todo) = remarks::said(remark, field.kind());
                self.mistake(cell, message, Some(todo));
            }
            return;
        };
        let known = self.previous.values.entry(key).or_insert(value.clone());
        if *known != value {
            let message = msg!("campaign.previous-twice", label = field.label());
            self.mistake(cell, message, None);
        }
    }

    /// Notes what is to be mended. What was wrong a year ago need not be mended now: it is not used.
    fn mistake(&mut self, cell: &RawCell, message: Message, help: Option<Message>) {
        let at = (cell.row, cell.col);
        let problem = Problem::in_cell(self.file, Some(&self.sheet.name), at, message).help(help);
        self.problems.push(if self.columns.is_consolidated {
            problem.into_warning()
        } else {
            problem
        });
    }

    /// The unit of a code, or of its whole name. A cell that holds a number has lost its leading zeros.
    fn unit(&self, cell: &RawCell) -> Option<&'a Unit> {
        let code = clean(&cell.shown(), false);
        if let Some(unit) = self.roster.unit(&code) {
            return Some(unit);
        }
        let units = self.roster.units.iter().map(AsRef::as_ref);
        let is_number = matches!(cell.value, Raw::Number(_));
        let name = fold(&code);
        let mut same = units.filter(|unit| {
            if is_number {
                unit.code.trim_start_matches('0') == code
            } else {
                fold(&unit.name) == name
            }
        });
        same.next().filter(|_| same.next().is_none())
    }

    /// The field that a row is about: by its id, or by its label.
    fn field(&mut self, cell: &RawCell, row: u32, unit: &Unit) -> Option<(&'a Form, FieldRef<'a>)> {
        let name = clean(&cell.value.shown(), false);
        let shown = |col: Option<u16>| {
            let cell = col.and_then(|col| self.sheet.at(row, col));
            cell.map_or_else(String::new, |c| fold(&c.value.shown()))
        };
        let (number, part) = (shown(self.columns.form), shown(self.columns.part));
        let by_id = split_path(&name).and_then(|(id, rest)| Some((self.kit.form(id)?, rest)));
        let by_number = || self.kit.forms.iter().find(|f| fold(&f.number) == number);
        let (form, id) = match by_id {
            Some((form, rest)) => (Some(form), rest),
            None if number.is_empty() => (self.kit.form(&unit.form), name.as_str()),
            None => (by_number(), name.as_str()),
        };
        let at = (cell.row, cell.col);
        let Some(form) = form else {
            self.told.unknown_field(&name, at, std::iter::empty());
            return None;
        };
        let is_of_list = |section: &str| id.split('.').next() == Some(section);
        let mut lists = form.lists();
        if lists.any(|(s, _)| is_of_list(&s.id) || part.ends_with(&fold(&s.title))) {
            return None;
        }
        let Some(field) = form.field(id).or_else(|| self.by_label(form, id, &part)) else {
            let ids: Vec<FieldId> = form.fields().map(|f| f.id()).collect();
            let ids = ids.iter().map(FieldId::as_str);
            self.told.unknown_field(&name, at, ids);
            return None;
        };
        if form.id != unit.form {
            let known = self.told.other_form.entry(unit.code.clone());
            known.or_insert((at, 0)).1 += 1;
            return None;
        }
        Some((form, field))
    }

    /// The one field of a form that is called so, in the part of the form if one is named.
    fn by_label(&self, form: &Form, label: &str, part: &str) -> Option<FieldRef<'a>> {
        let same = self.labels.get(&(form.id.as_str(), fold(label)))?;
        let is_here = |f: &&FieldRef| part.is_empty() || part.ends_with(&fold(&f.section.title));
        let mut same = same.iter().filter(is_here);
        let first = same.next()?;
        same.next().is_none().then_some(*first)
    }
}

fn labels(kit: &Kit) -> Labels<'_> {
    let mut labels = Labels::new();
    for form in &kit.forms {
        for field in form.fields() {
            let key = (form.id.as_str(), fold(&field.label()));
            labels.entry(key).or_default().push(field);
        }
    }
    labels
}
