//! The sheet that says of every value which file, sheet and cell it was read from.

use super::flat::{lines, table};
use super::heading::section_title;
use super::look::Cell;
use super::table::{Rows, Table};
use super::{ConsolidatedInput, UnitAnswers, answer_cell};
use crate::model::form::Form;
use crate::model::raw::cell_name;
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::msg;
use crate::value::{Kind, Value};
use crate::words::Lang;
use std::collections::BTreeSet;

/// Every value with the file, sheet and cell it was read from.
pub(super) fn sources<'a>(input: &'a ConsolidatedInput, units: &'a [UnitAnswers]) -> Table<'a> {
    let answering = move || {
        units.iter().filter_map(|unit| {
            let form = input.kit.form(&unit.row.unit.form)?;
            Some((unit, unit.row.reading?, form))
        })
    };
    let mut rows = Rows {
        count: 0,
        codes: BTreeSet::new(),
        cells: Box::new(answering().flat_map(|(unit, reading, form)| of_unit(unit, reading, form))),
    };
    for (unit, reading, form) in answering() {
        each(unit, reading, form, &mut |_, answer, kind| {
            rows.count += 1;
            if let Cell::Number(_, code) = answer_cell(Some(answer), kind) {
                rows.codes.insert(code);
            }
        });
    }
    let heads = [
        ("consolidated.unit", 22.0),
        ("consolidated.code", 8.0),
        ("consolidated.form", 18.0),
        ("consolidated.part", 34.0),
        ("consolidated.label", 40.0),
        ("consolidated.value", 18.0),
        ("consolidated.raw", 18.0),
        ("consolidated.remark", 20.0),
        ("consolidated.file", 42.0),
        ("consolidated.sheet", 12.0),
        ("consolidated.cell", 7.0),
        ("campaign.head-field-id", 30.0),
    ];
    table(
        input,
        lines(input, "consolidated.sources-title"),
        &heads,
        rows,
    )
}

/// The rows of a unit.
fn of_unit(unit: &UnitAnswers, reading: &Reading, form: &Form) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    each(unit, reading, form, &mut |about, answer, kind| {
        rows.push(source(unit, (reading, form), about(), answer, kind));
    });
    rows
}

/// What a row is about: the part of the form and the label.
type About<'a> = &'a dyn Fn() -> (String, String);

/// Every answer of a unit in the order of its form.
fn each(
    unit: &UnitAnswers,
    reading: &Reading,
    form: &Form,
    take: &mut dyn FnMut(About, &FieldReading, &Kind),
) {
    for field in form.fields() {
        if let Some(answer) = unit.answer(&field.id()) {
            let about = || (section_title(field.section), field.label());
            take(&about, answer, field.kind());
        }
    }
    for (section, list) in form.lists() {
        for (number, row) in (1u32..).zip(reading.list(&section.id)) {
            for (column, answer) in list.columns.iter().zip(&row.cells) {
                let about = || {
                    let label = msg!(
                        "consolidated.list-cell",
                        row = number,
                        column = column.label
                    );
                    (section_title(section), label.say(Lang::Vi))
                };
                take(&about, answer, &column.kind);
            }
        }
    }
}

fn source(
    unit: &UnitAnswers,
    (reading, form): (&Reading, &Form),
    (part, label): (String, String),
    answer: &FieldReading,
    kind: &Kind,
) -> Vec<Cell> {
    // A page of prose stands whole in the sheet of opinions.
    let brief = |text: &str| {
        let mut brief: String = text.chars().take(300).collect();
        if brief.len() < text.len() {
            brief.push('…');
        }
        brief
    };
    let value = match &answer.answer {
        Answer::Value(Value::Text(words)) => Cell::Text(brief(words)),
        _ => answer_cell(Some(answer), kind),
    };
    let (sheet, cell) = answer.place.as_ref().map_or_else(
        || (String::new(), String::new()),
        |p| (p.sheet.clone(), cell_name(p.row, p.col)),
    );
    let laid = reading.laid_by(&answer.field);
    let own = || reading.own_source(Lang::Vi);
    let file = laid.map_or_else(own, |laid| Some(laid.source(Lang::Vi)));
    let file = file.unwrap_or_else(|| unit.row.file.clone());
    vec![
        Cell::Text(unit.row.unit.name.clone()),
        Cell::Centred(unit.row.unit.code.to_string()),
        Cell::Text(form.number.clone()),
        Cell::Text(part),
        Cell::Text(label),
        value,
        Cell::Text(brief(&answer.raw)),
        Cell::Text(brief(&answer.remark)),
        Cell::Text(file),
        Cell::Text(sheet),
        Cell::Centred(cell),
        Cell::Text(format!("{}.{}", form.id, answer.field)),
    ]
}
