//! Last period's values, for comparison and for rules over two periods.
//!
//! In: the cells of `ky-truoc.xlsx`, the kit and the roster. It is a plain table (Mã, Chỉ tiêu, Giá trị, the
//! indicator by its id) or the sheet of sources of an earlier `tong-hop.xlsx`, where it stands by its label. Out:
//! values by unit and field, and what was not understood. Prose is not compared and left out.

use crate::model::form::{FieldRef, Form};
use crate::model::id::{FieldId, FieldPath, UnitCode, split_path};
use crate::model::kit::Kit;
use crate::model::raw::{RawCell, RawSheet, RawWorkbook};
use crate::model::unit::Roster;
use crate::msg;
use crate::source::Problem;
use crate::value::fold::clean;
use crate::value::{Kind, Raw, Value, fold, understand};
use crate::words::nearest::did_you_mean;
use crate::words::{Message, official, remarks};
use std::collections::{BTreeMap, BTreeSet};

/// Last period's values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Previous {
    /// By unit and field, e.g. (`16390`, `xa.may_de_ban`).
    pub values: BTreeMap<(UnitCode, FieldPath), Value>,
}

/// Rows from the top in which the headings are looked for.
const HEADING_ROWS: u32 = 10;
/// Most problems that are told of one file.
const MOST_PROBLEMS: usize = 200;

/// Where the columns stand.
struct Columns {
    row: u32,
    code: u16,
    field: u16,
    value: u16,
    /// Number of the form and title of the part; only an earlier consolidated workbook has them.
    form: Option<u16>,
    part: Option<u16>,
}

/// Reads last period's values whole. Problems that are warnings hinder nothing.
pub(crate) fn read(
    file: &str,
    book: &RawWorkbook,
    kit: &Kit,
    roster: &Roster,
) -> (Previous, Vec<Problem>) {
    let found = book
        .sheets
        .iter()
        .find_map(|sheet| Some((sheet, columns(sheet)?)));
    let Some((sheet, columns)) = found else {
        let message = msg!("campaign.previous-no-headings");
        return (Previous::default(), vec![Problem::in_file(file, message)]);
    };
    let mut table = Table {
        file,
        sheet,
        columns,
        kit,
        roster,
        labels: labels(kit),
        previous: Previous::default(),
        problems: Vec::new(),
        strangers: BTreeSet::new(),
        unplaced: 0,
    };
    let last = sheet.cells.last().map_or(0, |c| c.row);
    for row in table.columns.row + 1..=last {
        if table.problems.len() >= MOST_PROBLEMS {
            break;
        }
        table.row(row);
    }
    if table.unplaced > 0 {
        let message = msg!("campaign.previous-unplaced", count = table.unplaced);
        let problem = Problem::in_file(file, message).into_warning();
        table.problems.push(problem);
    }
    (table.previous, table.problems)
}

fn columns(sheet: &RawSheet) -> Option<Columns> {
    let said = |ids: &[&str]| -> Vec<String> { ids.iter().map(|id| fold(&official(id))).collect() };
    let codes = said(&["campaign.head-code", "campaign.head-unit-code"]);
    let fields = said(&["campaign.head-field", "campaign.head-field-id"]);
    let values = said(&["campaign.head-value", "consolidated.value"]);
    let (forms, parts) = (said(&["consolidated.form"]), said(&["consolidated.part"]));
    (0..HEADING_ROWS).find_map(|row| {
        let at = |names: &[String]| {
            let mut cells = sheet.cells.iter().filter(|c| c.row == row);
            let cell = cells.find(|c| names.contains(&fold(&c.value.shown())))?;
            Some(cell.col)
        };
        Some(Columns {
            row,
            code: at(&codes)?,
            field: at(&fields)?,
            value: at(&values)?,
            form: at(&forms),
            part: at(&parts),
        })
    })
}

/// Fields by form and folded label.
type Labels<'k> = BTreeMap<(&'k str, String), Vec<FieldRef<'k>>>;

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

struct Table<'a> {
    file: &'a str,
    sheet: &'a RawSheet,
    columns: Columns,
    kit: &'a Kit,
    roster: &'a Roster,
    labels: Labels<'a>,
    previous: Previous,
    problems: Vec<Problem>,
    /// Codes of no unit of the roster, told once each.
    strangers: BTreeSet<String>,
    /// Rows of an earlier consolidated workbook that no field takes.
    unplaced: usize,
}

impl<'a> Table<'a> {
    fn row(&mut self, row: u32) {
        let cell = |col| self.sheet.at(row, col);
        let (Some(code), Some(value)) = (cell(self.columns.code), cell(self.columns.value)) else {
            return;
        };
        let Some(unit) = self.unit(code) else {
            self.stranger(code);
            return;
        };
        let Some((form, field)) = self.field(row, unit) else {
            return;
        };
        if *field.kind() == Kind::Prose {
            return;
        }
        let key = (
            self.roster.units[unit].code.clone(),
            FieldPath::new(&form.id, &field.id()),
        );
        let said = understand(&value.value, value.percent, field.kind(), &field.row.unit);
        match said.value {
            Some(value_now) => match self.previous.values.get(&key) {
                Some(before) if *before != value_now => {
                    self.note(
                        value,
                        msg!("campaign.previous-twice", label = field.label()),
                    );
                }
                _ => {
                    self.previous.values.insert(key, value_now);
                }
            },
            None => {
                if let Some(remark) = said.remarks.first() {
                    let (message, todo) = remarks::said(remark, field.kind());
                    let at = (value.row, value.col);
                    let problem = Problem::in_cell(self.file, Some(&self.sheet.name), at, message)
                        .help(Some(todo));
                    // What was not understood a year ago need not be mended now.
                    let earlier = self.columns.form.is_some();
                    self.problems.push(if earlier {
                        problem.into_warning()
                    } else {
                        problem
                    });
                }
            }
        }
    }

    fn note(&mut self, cell: &RawCell, message: Message) {
        let at = (cell.row, cell.col);
        let problem = Problem::in_cell(self.file, Some(&self.sheet.name), at, message);
        self.problems.push(problem);
    }

    /// The unit of a code. A cell that holds a number has lost its leading zeros.
    fn unit(&self, cell: &RawCell) -> Option<usize> {
        let code = clean(&cell.shown(), false);
        let units = &self.roster.units;
        if let Some(at) = units.iter().position(|u| u.code == code) {
            return Some(at);
        }
        if !matches!(cell.value, Raw::Number(_)) {
            return None;
        }
        let mut same = (0..units.len()).filter(|i| units[*i].code.trim_start_matches('0') == code);
        same.next().filter(|_| same.next().is_none())
    }

    fn stranger(&mut self, cell: &RawCell) {
        let code = clean(&cell.shown(), false);
        if !code.is_empty() && self.strangers.insert(code.clone()) {
            let at = (cell.row, cell.col);
            let message = msg!("campaign.previous-stranger", code = code);
            let problem = Problem::in_cell(self.file, Some(&self.sheet.name), at, message);
            self.problems.push(problem.into_warning());
        }
    }

    /// The field that a row is about: by its id, or by its label in an earlier consolidated workbook.
    fn field(&mut self, row: u32, unit: usize) -> Option<(&'a Form, FieldRef<'a>)> {
        let cell = self.sheet.at(row, self.columns.field)?;
        let name = clean(&cell.value.shown(), false);
        let shown = |col: Option<u16>| {
            let cell = col.and_then(|col| self.sheet.at(row, col));
            cell.map_or_else(String::new, |c| fold(&c.value.shown()))
        };
        let (number, part) = (shown(self.columns.form), shown(self.columns.part));
        let own = &self.roster.units[unit].form;
        let mut forms = self.kit.forms.iter();
        let form = match split_path(&name) {
            Some((id, _)) if self.kit.form(id).is_some() => self.kit.form(id),
            _ if number.is_empty() => self.kit.form(own),
            _ => forms.find(|f| fold(&f.number) == number),
        }?;
        let id = match split_path(&name) {
            Some((id, field)) if id == form.id => field,
            _ => &name,
        };
        if let Some(field) = form.field(id) {
            return Some((form, field));
        }
        let same = self.labels.get(&(form.id.as_str(), fold(&name)));
        let mut same = same.into_iter().flatten();
        let here = |f: &&FieldRef| part.is_empty() || part.ends_with(&fold(&f.section.title));
        let mut same = same.by_ref().filter(here);
        if let (Some(field), None) = (same.next(), same.next()) {
            return Some((form, *field));
        }
        self.unknown_field(cell, form, id, &part);
        None
    }

    fn unknown_field(&mut self, cell: &RawCell, form: &Form, name: &str, part: &str) {
        if self.columns.form.is_some() {
            let in_list = |title: &str| part.ends_with(&fold(title));
            let list = form.lists().any(|(section, _)| in_list(&section.title));
            self.unplaced += usize::from(!list);
            return;
        }
        let ids: Vec<FieldId> = form.fields().map(|f| f.id()).collect();
        let near = did_you_mean(name, ids.iter().map(FieldId::as_str));
        let at = (cell.row, cell.col);
        let message = msg!(
            "campaign.previous-no-field",
            text = name,
            form = form.number
        );
        let problem = Problem::in_cell(self.file, Some(&self.sheet.name), at, message).help(near);
        self.problems.push(problem.into_warning());
    }
}
