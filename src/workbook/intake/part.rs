//! Which part of a form a cell of its workbook was made from.

use super::calculation::Calculation;
use super::choices::Words;
use super::joined::Checks;
use super::whose::Whose;
use crate::layout::{CALCULATION_SHEET, CHECKS_SHEET, Layout, Line, SheetPlan};
use crate::model::form::{Form, FormPart};
use crate::model::kit::Kit;

/// The part of a form that a cell, by its row from 0, belongs to.
pub fn part_at(kit: &Kit, form: &Form, sheet: &str, row: u32) -> FormPart {
    let layout = Layout::of(kit, form);
    let checks = Checks::of(form, &layout);
    let found = match sheet {
        CHECKS_SHEET => rule_at(form, &checks, row),
        CALCULATION_SHEET => {
            let words = Words::of(form, &layout, Whose::One);
            let all = Calculation::of((form, &layout), (&words, &checks), &|_| true);
            all.part_at(form, row)
        }
        name => layout.sheet(name).and_then(|plan| of_line(form, plan, row)),
    };
    found.unwrap_or(FormPart::Form)
}

fn rule_at(form: &Form, checks: &Checks, row: u32) -> Option<FormPart> {
    let rules = form.rules.iter().zip(&checks.rules);
    let mut of_row = rules.filter(|(_, (first, cells))| {
        let last = first + cells.len().max(1) as u32 - 1;
        (*first..=last).contains(&row)
    });
    of_row
        .next()
        .map(|(rule, _)| FormPart::Rule(rule.id.clone()))
}

fn of_line(form: &Form, plan: &SheetPlan, row: u32) -> Option<FormPart> {
    let section = |s: &usize| form.sections.get(*s);
    match plan.lines.get(row as usize)? {
        Line::Row(s, r) | Line::Question(s, r) | Line::Prose(s, r, _) => {
            let row = section(s)?.rows().get(*r)?;
            Some(FormPart::Row(row.id.clone()))
        }
        Line::Heading(s)
        | Line::Letters(s)
        | Line::Section(s)
        | Line::Note(s)
        | Line::ListCount(s)
        | Line::ListStatus(s)
        | Line::ListRemark(s)
        | Line::ListHeading(s)
        | Line::ListRow(s, _) => Some(FormPart::Section(section(s)?.id.clone())),
        _ => None,
    }
}
