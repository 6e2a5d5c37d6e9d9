//! The sheets that are one plain table: opinions, lists, computed figures, findings.

use super::heading::section_title;
use super::look::{self, Cell};
use super::table::{Rows, Table};
use super::{ConsolidatedInput, UnitAnswers, answer_cell};
use crate::model::figure::{Figure, FigureValue};
use crate::model::form::{Form, ListDef, Section};
use crate::model::{
    finding::{Finding, FindingState, Involved},
    reading::Answer,
};
use crate::msg;
use crate::value::Kind;
use crate::value::Severity;
use crate::words::{Lang, official, official_value};
use crate::workbook::cell_text::pieces_of;
use std::collections::BTreeMap;

/// UTF-16 units of prose that a row shows whole; longer text goes on in the next row.
const ROW_OF_PROSE: usize = 1_400;

pub(super) fn table<'a>(
    input: &ConsolidatedInput,
    lines: Vec<String>,
    heads: &[(&str, f64)],
    rows: impl Into<Rows<'a>>,
) -> Table<'a> {
    let mut all = vec![(official("consolidated.number"), 5.0)];
    all.extend(heads.iter().map(|(id, width)| (official(id), *width)));
    Table {
        lines,
        heads: all,
        rows: rows.into(),
        frozen: 2,
        specimen: input.specimen,
    }
}

/// Title and period.
pub(super) fn lines(input: &ConsolidatedInput, title: &str) -> Vec<String> {
    let period = msg!("consolidated.period-line", period = input.period).say(Lang::Vi);
    vec![official(title), period]
}

/// Prose by question and unit.
pub(super) fn opinions(input: &ConsolidatedInput, units: &[UnitAnswers]) -> Option<Table<'static>> {
    let mut rows = Vec::new();
    let mut asked = false;
    for form in &input.kit.forms {
        for field in form.fields().filter(|f| *f.kind() == Kind::Prose) {
            asked = true;
            for unit in units.iter().filter(|u| u.row.unit.form == form.id) {
                let words = match unit.answer(&field.id()).map(|a| &a.answer) {
                    Some(Answer::Value(value)) => official_value(value, &Kind::Prose),
                    Some(Answer::Nil { nil, .. }) => nil.word().to_owned(),
                    _ => continue,
                };
                for part in pieces_of(&words, ROW_OF_PROSE) {
                    rows.push(vec![
                        Cell::Text(unit.row.unit.name.clone()),
                        Cell::Text(field.label()),
                        Cell::Text(part),
                        Cell::Text(form.number.clone()),
                    ]);
                }
            }
        }
    }
    let heads = [
        ("consolidated.unit", 26.0),
        ("consolidated.question", 34.0),
        ("consolidated.opinion", 92.0),
        ("consolidated.form", 20.0),
    ];
    asked.then(|| {
        table(
            input,
            lines(input, "consolidated.opinions-title"),
            &heads,
            rows,
        )
    })
}

/// The rows that units added to a list.
pub(super) fn list(
    input: &ConsolidatedInput,
    form: &Form,
    section: &Section,
    list: &ListDef,
    units: &[UnitAnswers],
) -> Table<'static> {
    let mut rows = Vec::new();
    let mut count = 0;
    for unit in units.iter().filter(|u| u.row.unit.form == form.id) {
        let Some(reading) = unit.row.reading else {
            continue;
        };
        for row in reading.list(&section.id) {
            count += 1;
            let mut cells = vec![Cell::Text(unit.row.unit.name.clone())];
            for (column, cell) in list.columns.iter().zip(&row.cells) {
                cells.push(answer_cell(Some(cell), &column.kind));
            }
            rows.push(cells);
        }
        for (_, nil, reason) in reading
            .list_nils
            .iter()
            .filter(|(id, ..)| *id == section.id)
        {
            let mut said = nil.word().to_owned();
            if !reason.is_empty() {
                said = format!("{said}: {reason}");
            }
            let mut cells = vec![Cell::Text(unit.row.unit.name.clone()), Cell::Quiet(said)];
            cells.resize(list.columns.len() + 1, Cell::Blank);
            rows.push(cells);
        }
    }
    let mut heads = vec![
        (official("consolidated.number"), 5.0),
        (official("consolidated.unit"), 28.0),
    ];
    heads.extend(
        list.columns
            .iter()
            .map(|c| (c.label.clone(), width(&c.kind))),
    );
    let lines = vec![
        section_title(section),
        msg!(
            "consolidated.list-line",
            form = form.number,
            period = input.period,
            count = count
        )
        .say(Lang::Vi),
    ];
    Table {
        lines,
        heads,
        rows: rows.into(),
        frozen: 2,
        specimen: input.specimen,
    }
}

fn width(kind: &Kind) -> f64 {
    kind.spec().widths.in_list
}

/// The kit's own figures, with how many units stand behind each.
pub(super) fn figures(input: &ConsolidatedInput) -> Option<Table<'static>> {
    let rows: Vec<Vec<Cell>> = input
        .kit
        .figures
        .iter()
        .filter_map(|def| input.figures.get(&def.id))
        .map(figure_row)
        .collect();
    let heads = [
        ("consolidated.figure", 56.0),
        ("consolidated.value", 32.0),
        ("consolidated.measure", 14.0),
        ("consolidated.coverage", 20.0),
        ("consolidated.formula", 40.0),
        ("consolidated.figure-id", 22.0),
    ];
    (!rows.is_empty()).then(|| {
        table(
            input,
            lines(input, "consolidated.figures-title"),
            &heads,
            rows,
        )
    })
}

fn figure_row(figure: &Figure) -> Vec<Cell> {
    let value = match &figure.value {
        FigureValue::One(value) => look::value_cell(value, &figure.kind, false),
        FigureValue::Many(values) => {
            let shown: Vec<String> = values
                .iter()
                .map(|(_, v)| official_value(v, &figure.kind))
                .collect();
            Cell::Text(shown.join("\n"))
        }
        FigureValue::Rows(rows) => {
            Cell::Text(msg!("consolidated.rows", count = rows.len()).say(Lang::Vi))
        }
        FigureValue::Missing(_) => Cell::Quiet(official("consolidated.missing")),
    };
    let coverage = figure.coverage;
    let shown = if coverage.of == 0 {
        Cell::Blank
    } else if coverage.nil == 0 {
        Cell::Centred(format!("{}/{}", coverage.have, coverage.of))
    } else {
        let shown = msg!(
            "consolidated.coverage-nil",
            have = coverage.have,
            of = coverage.of,
            nil = coverage.nil
        );
        Cell::Text(shown.say(Lang::Vi))
    };
    vec![
        Cell::Text(figure.label.clone()),
        value,
        Cell::Centred(figure.unit.clone()),
        shown,
        Cell::Text(figure.derivation.say(Lang::Vi)),
        Cell::Text(figure.id.to_string()),
    ]
}

/// What is to be mended or looked at, the worst first.
pub(super) fn findings(input: &ConsolidatedInput) -> Table<'static> {
    let place: BTreeMap<&str, usize> = input
        .units
        .iter()
        .enumerate()
        .map(|(at, u)| (u.unit.code.as_str(), at))
        .collect();
    let mut findings: Vec<&Finding> = input.findings.iter().collect();
    findings.sort_by_key(|f| {
        let unit = f.unit.as_deref().and_then(|unit| place.get(unit));
        (f.severity, unit.copied().unwrap_or(usize::MAX))
    });
    let name = |code: &str| {
        let unit = place.get(code).and_then(|at| input.units.get(*at));
        unit.map_or_else(|| code.to_owned(), |u| u.unit.name.clone())
    };
    let rows = findings
        .iter()
        .map(|f| {
            let cells: Vec<String> = f.cells.iter().map(involved).collect();
            vec![
                Cell::Text(f.unit.as_deref().map(name).unwrap_or_default()),
                Cell::Centred(severity(f.severity)),
                Cell::Text(f.message.say(Lang::Vi)),
                Cell::Text(f.todo.say(Lang::Vi)),
                Cell::Text(cells.join("\n")),
                Cell::Text(f.reason.clone()),
                Cell::Centred(state(f.state)),
                Cell::Text(f.file.clone()),
                Cell::Text(f.id.to_string()),
            ]
        })
        .collect::<Vec<_>>();
    let heads = [
        ("consolidated.unit", 20.0),
        ("consolidated.severity", 11.0),
        ("consolidated.message", 46.0),
        ("consolidated.todo", 36.0),
        ("consolidated.cells", 38.0),
        ("consolidated.reason", 20.0),
        ("consolidated.state", 12.0),
        ("consolidated.file", 26.0),
        ("consolidated.finding-id", 17.0),
    ];
    table(
        input,
        lines(input, "consolidated.findings-title"),
        &heads,
        rows,
    )
}

fn involved(cell: &Involved) -> String {
    let place = cell.place.as_ref();
    let place = place.map_or(String::new(), |p| format!(" ({})", p.shown()));
    format!("{}: {}{place}", cell.label, cell.shown.say(Lang::Vi))
}

fn severity(severity: Severity) -> String {
    match severity {
        Severity::Error => official("consolidated.severity-error"),
        Severity::Warning => official("consolidated.severity-warning"),
        Severity::Note => official("consolidated.severity-note"),
    }
}

fn state(state: FindingState) -> String {
    match state {
        FindingState::Open => official("consolidated.finding-open"),
        FindingState::Asked => official("consolidated.finding-asked"),
        FindingState::Explained => official("consolidated.finding-explained"),
        FindingState::Accepted => official("consolidated.finding-accepted"),
        FindingState::Closed => official("consolidated.finding-closed"),
    }
}
