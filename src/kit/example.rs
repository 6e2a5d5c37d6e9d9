//! The example returns of a kit as readings, and whether each rule sees its counterexample.
//!
//! Cells are texts as a person would type them, by name: `may_de_ban`, `may_in__tt` (status), `may_in__gc`
//! (reason), `phan_mem[0].ten` (list cells).

use super::names::Names;
use super::rules::RulePlaces;
use crate::model::computed::recompute;
use crate::model::form::{Form, Section};
use crate::model::id::{AnswerId, FormId, ItemId, split_path};
use crate::model::kit::Kit;
use crate::model::reading::Account;
use crate::model::reading::{Anchor, Answer, FieldReading, ListRow, Reading};
use crate::msg;
use crate::source::table::{Page, Text};
use crate::value::understand::typed;
use crate::value::{Kind, Nil, Value};
use std::collections::BTreeMap;
use std::ops::Range;

/// Cells as typed, by name.
type Cells = BTreeMap<String, String>;

/// What the status drop-down offers.
const STATUSES: [Nil; 2] = [Nil::NoData, Nil::NotArisen];

/// The example return of each form, in the order of the kit: (form id, reading).
pub fn forms(kit: &Kit) -> Vec<(FormId, Reading)> {
    forms_with(kit, &BTreeMap::new())
}

/// The same with a change to the examples: `form.field` → text as typed, as in a figure rule's counterexample.
pub fn forms_with(kit: &Kit, change: &BTreeMap<String, String>) -> Vec<(FormId, Reading)> {
    kit.forms
        .iter()
        .map(|form| {
            let mut typed = form.example.clone();
            for (name, text) in change {
                if let Some((id, field)) = split_path(name)
                    && id == form.id
                {
                    typed.insert(field.to_owned(), text.clone());
                }
            }
            (form.id.clone(), reading(form, &typed))
        })
        .collect()
}

/// What a return with these cells says.
pub fn reading(form: &Form, typed: &BTreeMap<String, String>) -> Reading {
    let mut account = Account::default();
    let mut fields = Vec::new();
    for field in form.fields() {
        let status = text_of(typed, &status_name(&field.row.id));
        let remark = text_of(typed, &remark_name(&field.row.id));
        let id = field.id();
        let raw = text_of(typed, &id);
        let answer = answer(raw, field.kind(), &field.row.unit, nil_of(status), remark);
        if !field.is_computed() {
            account.count(&answer);
        }
        fields.push(cell(id.into(), raw, answer, remark));
    }
    let mut lists = Vec::new();
    let mut list_nils = Vec::new();
    for (section, list) in form.lists() {
        let mut rows = Vec::new();
        for index in 0..list.capacity {
            let mut cells = Vec::new();
            for column in &list.columns {
                let raw = text_of(
                    typed,
                    &ItemId::list_cell(&section.id, index as usize, &column.id),
                );
                let answer = answer(raw, &column.kind, "", None, "");
                cells.push(cell(
                    AnswerId::of_list(&section.id, &column.id),
                    raw,
                    answer,
                    "",
                ));
            }
            if cells.iter().any(|c| c.answer != Answer::Blank) {
                for (cell, column) in cells.iter().zip(&list.columns) {
                    if !column.computed {
                        account.count(&cell.answer);
                    }
                }
                rows.push(ListRow { cells });
            }
        }
        let remark = text_of(typed, &remark_name(&section.id));
        if let Some(nil) = nil_of(text_of(typed, &status_name(&section.id))) {
            list_nils.push((section.id.clone(), nil, remark.to_owned()));
        }
        lists.push((section.id.clone(), rows));
    }
    let mut reading = Reading {
        form: form.id.clone(),
        unit: None,
        unit_name: String::new(),
        kit_version: None,
        fields,
        lists,
        list_nils,
        account,
        laid: Vec::new(),
        learned: None,
    };
    recompute(form, &mut reading);
    reading
}

fn status_name(id: &str) -> String {
    format!("{id}__tt")
}

fn remark_name(id: &str) -> String {
    format!("{id}__gc")
}

fn text_of<'t>(typed: &'t Cells, name: &str) -> &'t str {
    typed.get(name).map_or("", String::as_str)
}

fn nil_of(status: &str) -> Option<Nil> {
    STATUSES.into_iter().find(|nil| nil.word() == status)
}

fn answer(raw: &str, kind: &Kind, unit: &str, nil: Option<Nil>, remark: &str) -> Answer {
    if raw.trim().is_empty() {
        return match nil {
            Some(nil) => Answer::Nil {
                nil,
                reason: remark.to_owned(),
            },
            None => Answer::Blank,
        };
    }
    match understood(raw, kind, unit) {
        Some(value) => Answer::Value(value),
        None => Answer::NotUnderstood,
    }
}

fn cell(field: AnswerId, raw: &str, answer: Answer, remark: &str) -> FieldReading {
    FieldReading {
        field,
        answer,
        raw: raw.to_owned(),
        place: None,
        anchor: Anchor::Name,
        estimate: false,
        remark: remark.to_owned(),
    }
}

/// What a cell's name points at in a form.
enum Cell<'f> {
    Value(&'f Kind, &'f str),
    Status,
    Remark,
    /// The form calculates it.
    Computed,
}

/// Most cells that a form may have.
pub(super) const MOST_CELLS: usize = 20_000;

/// Whether a form has more cells than a workbook for people can hold.
pub(super) fn too_big(form: &Form) -> bool {
    let lists = form.lists();
    let cells = lists.map(|(_, list)| list.capacity as usize * list.columns.len());
    form.fields().count().saturating_add(cells.sum()) > MOST_CELLS
}

/// The cells of an example return by name.
pub(super) struct CellNames<'f>(BTreeMap<String, Cell<'f>>);

impl<'f> CellNames<'f> {
    /// All cells that an example of this form can fill.
    pub(super) fn of(form: &'f Form) -> Self {
        let mut cells = BTreeMap::new();
        if too_big(form) {
            return Self(cells);
        }
        for field in form.fields() {
            let cell = if field.is_computed() {
                Cell::Computed
            } else {
                Cell::Value(field.kind(), &field.row.unit)
            };
            cells.insert(field.id().into(), cell);
        }
        let rows = form.sections.iter().flat_map(Section::rows);
        let lists = form.lists().map(|(section, _)| section.id.as_str());
        for id in rows.map(|row| row.id.as_str()).chain(lists) {
            cells.insert(status_name(id), Cell::Status);
            cells.insert(remark_name(id), Cell::Remark);
        }
        for (section, list) in form.lists() {
            for (index, column) in
                (0..list.capacity).flat_map(|i| list.columns.iter().map(move |c| (i, c)))
            {
                let name = ItemId::list_cell(&section.id, index as usize, &column.id);
                let cell = if column.computed {
                    Cell::Computed
                } else {
                    Cell::Value(&column.kind, "")
                };
                cells.insert(name.into(), cell);
            }
        }
        Self(cells)
    }
}

/// Checks the cells of an example: each exists and is understood, and what is required is answered.
pub(super) fn check(page: &Page<'_>, form: &Form, header: &Range<usize>, cells: &[(Text, Text)]) {
    check_change(page, &CellNames::of(form), cells);
    let typed = &form.example;
    let blank = |name: &str| text_of(typed, name).trim().is_empty();
    for field in form.fields().filter(|f| f.row.required && !f.is_computed()) {
        let id = field.id();
        if blank(&id) && blank(&status_name(&field.row.id)) {
            page.wrong(header, msg!("kit.example-missing", name = id));
        }
    }
    for (section, list) in form.lists() {
        let begun: Vec<u32> = (0..list.capacity)
            .filter(|index| {
                let name = |c| ItemId::list_cell(&section.id, *index as usize, c);
                list.columns.iter().any(|c| !blank(&name(&c.id)))
            })
            .collect();
        let is_due = list.required && begun.is_empty() && blank(&status_name(&section.id));
        if let Some(column) = list.columns.first().filter(|_| is_due) {
            let name = ItemId::list_cell(&section.id, 0, &column.id);
            page.wrong(header, msg!("kit.example-missing", name = name));
        }
        for index in begun {
            for column in list.columns.iter().filter(|c| c.required) {
                let name = ItemId::list_cell(&section.id, index as usize, &column.id);
                if blank(&name) {
                    page.wrong(header, msg!("kit.example-missing", name = name));
                }
            }
        }
    }
    for (name, text) in cells {
        if let Some(id) = name.value.strip_suffix("__tt")
            && nil_of(&text.value) == Some(Nil::NoData)
            && blank(&remark_name(id))
        {
            page.wrong(
                &text.span,
                msg!("kit.example-reason", name = remark_name(id)),
            );
        }
    }
}

/// Checks that each cell exists and is understood.
pub(super) fn check_change(page: &Page<'_>, names: &CellNames<'_>, cells: &[(Text, Text)]) {
    for (name, text) in cells {
        check_cell(page, names, "", &name.value, (name, text));
    }
}

fn check_cell(
    page: &Page<'_>,
    names: &CellNames<'_>,
    prefix: &str,
    id: &str,
    (name, text): (&Text, &Text),
) {
    let Some(cell) = names.0.get(id) else {
        let near = page.near(id, names.0.keys().map(String::as_str));
        let near = near.map(|near| msg!("kit.did-you-mean", name = format!("{prefix}{near}")));
        page.note(
            &name.span,
            msg!("kit.unknown-name", name = name.value),
            near,
        );
        return;
    };
    let typed = text.value.trim();
    match cell {
        _ if typed.is_empty() => {}
        Cell::Value(kind, unit) if understood(typed, kind, unit).is_none() => {
            page.wrong(&text.span, msg!("kit.example-not-understood", raw = typed));
        }
        Cell::Computed => page.wrong(&text.span, msg!("kit.example-computed", name = id)),
        Cell::Status if nil_of(typed).is_none() => {
            let words = STATUSES.map(Nil::word).join(", ");
            page.wrong(&text.span, msg!("kit.example-status", words = words));
        }
        _ => {}
    }
}

/// Checks the cells of figure rules' counterexamples: `form.cell`.
pub(super) fn check_figure_changes(
    page: &Page<'_>,
    forms: &[Form],
    names: &Names,
    rules: &mut [RulePlaces],
) {
    let indexes: BTreeMap<&str, CellNames<'_>> = forms
        .iter()
        .map(|form| (form.id.as_str(), CellNames::of(form)))
        .collect();
    for rule in rules {
        let before = page.count();
        for (name, text) in &rule.counterexample {
            let (form_id, cell) = split_path(&name.value).unwrap_or((&name.value, ""));
            match indexes.get(form_id) {
                Some(index) => {
                    check_cell(page, index, &format!("{form_id}."), cell, (name, text));
                }
                None => names.unknown(page, &name.span, &name.value),
            }
        }
        rule.change_right = page.count() == before;
    }
}

/// What a typed text says as a value of a kind.
fn understood(raw: &str, kind: &Kind, unit: &str) -> Option<Value> {
    typed(raw, kind, unit).value
}
