//! Rules that are judged on each row of a section.
//!
//! In: a rule whose names are columns of a section, `{ten}` in its message the row. Out: a rule of its own for each row that
//! has these columns, called by its number: `KQ-1-3` is that of the third row.

use super::names::{NameShape, Names, slots};
use super::rules::{MESSAGE_CHARS, RuleIds, RulePlaces, rule, unknown_id};
use crate::model::form::{Form, Indicator, Rule, Section};
use crate::model::id::FieldId;
use crate::msg;
use crate::rule::Formula;
use crate::source::table::{Table, Text};
use crate::value::Kind;

/// What stands for the label of the row in a message.
const ROW_NAME: &str = "ten";

/// Reads the rules of a form, those on each row among them.
pub(super) fn rules(
    tables: Vec<Table<'_>>,
    form: &Form,
    names: &Names,
    ids: &mut RuleIds,
) -> Vec<(Rule, RulePlaces)> {
    let mut all = Vec::new();
    for table in tables {
        match table.text_if("each") {
            Some(each) => all.extend(on_each_row(table, &each, (form, names), ids)),
            None => all.extend(rule(table, names, ids)),
        }
    }
    all
}

fn on_each_row(
    table: Table<'_>,
    each: &Text,
    (form, names): (&Form, &Names),
    ids: &mut RuleIds,
) -> Vec<(Rule, RulePlaces)> {
    let page = table.page;
    let grids = || form.sections.iter().filter(|s| s.list().is_none());
    let section = grids().find(|s| s.id == *each.value);
    let Some(section) = section else {
        unknown_id(
            page,
            &each.span,
            &each.value,
            grids().map(|s| s.id.as_str()),
        );
        return Vec::new();
    };
    let mut inner = names.clone();
    for column in section.columns().iter().filter(|c| !c.suffix.is_empty()) {
        let mut rows = section.rows().iter().filter(|row| row.takes(column));
        if let Some(row) = rows.next() {
            let kind = column.kind.as_ref().unwrap_or(&row.kind).clone();
            inner.insert(column.suffix.clone(), NameShape::One(kind));
        }
    }
    inner.insert(ROW_NAME.to_owned(), NameShape::One(Kind::Text));
    let Some((rule, places)) = rule(table, &inner, ids) else {
        return Vec::new();
    };
    let expansion = Expansion { section, rule };
    let rows = section.rows().iter().enumerate();
    let mut expanded: Vec<(&Indicator, Rule)> = rows
        .filter_map(|(at, row)| Some((row, expansion.on(row, at + 1)?)))
        .collect();
    for (_, rule) in &mut expanded {
        let length = rule.message.encode_utf16().count();
        if length > MESSAGE_CHARS {
            page.wrong(
                &places.condition,
                msg!("kit.too-long", length = length, most = MESSAGE_CHARS),
            );
        }
        if ids.contains_key(rule.id.as_str()) {
            page.wrong(&places.condition, msg!("kit.rule-twice", id = rule.id));
        }
    }
    if expanded.is_empty() {
        page.wrong(&each.span, msg!("kit.each-nothing", name = each.value));
    }
    let tried = tried(&expanded, &places);
    let with_places = expanded.into_iter().enumerate().map(|(at, (_, mut rule))| {
        let is_tried = at == tried;
        if !is_tried {
            rule.counterexample.clear();
        }
        let own = RulePlaces {
            condition: places.condition.clone(),
            condition_right: places.condition_right,
            change_right: false,
            counterexample: if is_tried {
                places.counterexample.clone()
            } else {
                Vec::new()
            },
        };
        (rule, own)
    });
    with_places.collect()
}

/// The row that the counterexample changes: it must break the rule of that row.
fn tried(expanded: &[(&Indicator, Rule)], places: &RulePlaces) -> usize {
    let changed = places
        .counterexample
        .first()
        .map(|(name, _)| name.value.as_str());
    let of_row = |row: &Indicator| {
        changed.is_some_and(|name| {
            let rest = name.strip_prefix(row.id.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        })
    };
    // Of rows whose ids begin alike the longest is meant.
    let rows = expanded
        .iter()
        .enumerate()
        .filter(|(_, (row, _))| of_row(row));
    rows.max_by_key(|(_, (row, _))| row.id.as_str().len())
        .map_or(0, |(at, _)| at)
}

/// A rule over columns of a section.
struct Expansion<'a> {
    section: &'a Section,
    rule: Rule,
}

impl Expansion<'_> {
    /// The rule of one row; `None` where the row lacks a column that it names.
    fn on(&self, row: &Indicator, number: usize) -> Option<Rule> {
        let names = self.rule.condition.names();
        if !names.iter().all(|name| self.is_there(row, &name.text)) {
            return None;
        }
        let condition = self
            .rule
            .condition
            .rewritten(&|name| self.field(row, name), &|column, _| column.text());
        Some(Rule {
            id: format!("{}-{number}", self.rule.id).parse().ok()?,
            condition: Formula::parse(&condition).ok()?,
            severity: self.rule.severity,
            message: self.message(row),
            counterexample: self.rule.counterexample.clone(),
        })
    }

    fn is_suffix(&self, name: &str) -> bool {
        !name.is_empty() && self.section.columns().iter().any(|c| c.suffix == name)
    }

    fn is_there(&self, row: &Indicator, name: &str) -> bool {
        let mut columns = self.section.columns().iter();
        !self.is_suffix(name) || columns.any(|c| c.suffix == name && row.takes(c))
    }

    fn field(&self, row: &Indicator, name: &str) -> String {
        if self.is_suffix(name) {
            FieldId::of(&row.id, name).into()
        } else {
            name.to_owned()
        }
    }

    fn message(&self, row: &Indicator) -> String {
        let text = &self.rule.message;
        let mut message = String::new();
        let mut done = 0;
        for (name, at) in slots(text) {
            let Ok(name) = name else { continue };
            if name == ROW_NAME {
                message.push_str(&text[done..at.start - 1]);
                message.push_str(&row.label);
                done = at.end + 1;
            } else {
                message.push_str(&text[done..at.start]);
                message.push_str(&self.field(row, name));
                done = at.end;
            }
        }
        message.push_str(&text[done..]);
        message
    }
}
