//! Figures and conditions as written that are calculated for each unit of a form: `form = "xa"`.

use super::figures::{PlainNames, form_named};
use super::formats;
use super::kinds::{self, ROLLUPS};
use super::names::{NameShape, Names};
use super::rules::{Wanted, formula};
use super::scope::{Sees, of_place};
use crate::model::form::Form;
use crate::model::id::{FigureId, FormId};
use crate::model::kit::{FigureDef, FigureSource, PlacedFormula};
use crate::msg;
use crate::rule::{Across, Formula};
use crate::source::table::{Table, Text};
use crate::value::{Kind, Rollup};

/// Reads the figures that each unit of a form has; each becomes a name for those below it.
pub(super) fn of_units(
    tables: &[Table<'_>],
    forms: &[Form],
    names: &mut Names,
    plain: &mut PlainNames<'_>,
) -> Vec<FigureDef> {
    let mut known = Vec::new();
    for table in tables.iter().filter(|table| table.has("form")) {
        let figure = figure(table, forms, (&mut *names, &mut *plain), &known);
        table.check_known();
        known.extend(figure);
    }
    known
}

/// Reads the conditions that are tested for each unit of a form.
pub(super) fn tested(
    tables: &[Table<'_>],
    forms: &[Form],
    (names, plain): (&mut Names, &mut PlainNames<'_>),
    known: &[FigureDef],
) -> Vec<FigureDef> {
    let mut tested = Vec::new();
    for table in tables.iter().filter(|table| table.has("form")) {
        let condition = condition(table, forms, (&mut *names, &mut *plain), known);
        table.check_known();
        tested.extend(condition);
    }
    tested
}

/// Reads a figure that each unit of a form has; its name is known from then on.
fn figure(
    table: &Table<'_>,
    forms: &[Form],
    (names, plain): (&mut Names, &mut PlainNames<'_>),
    known: &[FigureDef],
) -> Option<FigureDef> {
    let (id, form) = head(table, forms, (names, plain));
    let label = table.text("label");
    let unit = table.string_or_empty("unit");
    let kind = kinds::kind_needed(table);
    let format = formats::named(table, names, kind.as_ref());
    let text = table.text("formula");
    let wanted = match &kind {
        Some(kind) if kind.is_number() => Wanted::Number,
        _ => Wanted::Anything,
    };
    let (id, form) = (id?, form?);
    let scope = of_place(names, form, known, Sees::Place);
    let formula = text
        .as_ref()
        .and_then(|text| formula(table.page, text, &scope, wanted));
    let across = match (&formula, &kind, &text) {
        (Some(formula), Some(kind), Some(text)) => across(table, (formula, text), kind),
        _ => None,
    };
    let figure = FigureId::at(&form.id, &id.value);
    let rolled = |kind: &Kind| across.map_or_else(|| kind.clone(), |how| kind.rolled_up(how));
    let kind = kind?;
    names.insert(figure.to_string(), NameShape::One(rolled(&kind)));
    let columns = names.columns.entry(form.id.to_string()).or_default();
    columns.insert(id.value.clone(), kind.clone());
    Some(FigureDef {
        id: figure,
        label: label?.value,
        unit,
        kind,
        format,
        source: placed(&form.id, formula?, across),
    })
}

/// Reads a condition that is tested for each unit of a form.
fn condition(
    table: &Table<'_>,
    forms: &[Form],
    (names, plain): (&mut Names, &mut PlainNames<'_>),
    known: &[FigureDef],
) -> Option<FigureDef> {
    let (id, form) = head(table, forms, (names, plain));
    let text = table.text("formula");
    let (id, form) = (id?, form?);
    let scope = of_place(names, form, known, Sees::Unit);
    let formula = formula(table.page, &text?, &scope, Wanted::Truth);
    let figure = FigureId::at(&form.id, &id.value);
    names.tested.insert(figure.to_string());
    Some(FigureDef {
        id: figure,
        label: id.value,
        unit: String::new(),
        kind: Kind::YesNo,
        format: None,
        source: placed(&form.id, formula?, Some(Rollup::None)),
    })
}

fn head<'f>(
    table: &Table<'_>,
    forms: &'f [Form],
    (names, plain): (&Names, &mut PlainNames<'_>),
) -> (Option<Text>, Option<&'f Form>) {
    let page = table.page;
    let id = table.text("id");
    if let Some(id) = &id {
        plain.claim(id);
    }
    let form = table.text("form");
    let form = form.and_then(|form| form_named(page, &form, forms, names));
    if let (Some(id), Some(form)) = (&id, form)
        && form.field(&id.value).is_some()
    {
        page.wrong(
            &id.span,
            msg!("kit.id-is-field", id = id.value, form = form.id),
        );
    }
    if let Some(form) = form {
        names.asked.rosters.borrow_mut().insert(form.id.clone());
    }
    (id, form)
}

fn placed(form: &FormId, formula: Formula, across: Option<Rollup>) -> FigureSource {
    FigureSource::Placed(PlacedFormula {
        space: form.to_string(),
        form: form.clone(),
        formula,
        across,
    })
}

/// How it becomes one figure of several units: `None` where it is calculated again at each place.
fn across(table: &Table<'_>, (formula, text): (&Formula, &Text), kind: &Kind) -> Option<Rollup> {
    let again = [("formula", None)].into_iter();
    let words: Vec<(&str, Option<Rollup>)> = again
        .chain(ROLLUPS.iter().map(|(word, how)| (*word, Some(*how))))
        .collect();
    let page = table.page;
    if let Some(how) = table.word("rollup", &words) {
        if how.is_some_and(|how| !kind.fits(how)) {
            page.wrong(&table.place("rollup"), msg!("kit.rollup-does-not-fit"));
        }
        return how;
    }
    match (formula.across(), kind) {
        (Across::Adds | Across::Again, _) => None,
        (Across::EachUnit, Kind::YesNo) => Some(Rollup::CountYes),
        (Across::EachUnit, kind) if !kind.is_number() || formula.ranks() => Some(Rollup::None),
        (Across::EachUnit, _) => {
            page.wrong_help(
                &text.part(page, &(0..text.value.len())),
                msg!("kit.rollup-unclear"),
                msg!("kit.use-rollup-word"),
            );
            Some(Rollup::None)
        }
    }
}
