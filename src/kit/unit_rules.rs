//! Rules as written that are judged for each unit of a form, over what is calculated of it: `form = "xa"`.

use super::figures::form_named;
use super::names::Names;
use super::rules::{RuleIds, RulePlaces, rule, unknown_id};
use super::scope::{Sees, of_place};
use crate::model::form::{Form, Rule};
use crate::model::id::{FieldId, FigureId, FormId};
use crate::model::kit::FigureDef;
use crate::source::table::Table;

/// Reads the rules.
pub(super) fn rules(
    tables: Vec<Table<'_>>,
    forms: &[Form],
    (names, figures): (&Names, &[FigureDef]),
    ids: &mut RuleIds,
) -> Vec<((FormId, Rule), RulePlaces)> {
    let read = tables.into_iter().filter_map(|table| {
        let page = table.page;
        let form = table.text("form")?;
        let form = form_named(page, &form, forms, names)?;
        names.asked.rosters.borrow_mut().insert(form.id.clone());
        let scope = of_place(names, form, figures, Sees::Unit);
        let (rule, mut places) = rule(table, &scope, ids)?;
        places.change_right = true;
        for (field, _) in &places.counterexample {
            let now = field.value.strip_prefix(FigureId::PREVIOUS_DOT);
            let now = now.unwrap_or(&field.value);
            if form.field(now).is_none() {
                places.change_right = false;
                let known: Vec<FieldId> = form.fields().map(|field| field.id()).collect();
                let known = known.iter().map(FieldId::as_str);
                unknown_id(page, &field.span, now, known);
            }
        }
        Some(((form.id.clone(), rule), places))
    });
    read.collect()
}
