//! The sheets that are one plain table: opinions, lists, computed figures, findings, sources.

use super::heading::section_title;
use super::look::{self, Cell};
use super::table::Table;
use super::{Input, Unit, answer_cell, nil_word};
use crate::check::{Answer, FieldReading, Finding, FindingState, Involved};
use crate::kit::{Form, ListDef, Section, Severity};
use crate::msg;
use crate::rollup::{Figure, FigureValue};
use crate::value::{Kind, Value, format};
use crate::words::{Lang, text};
use crate::workbook::raw::cell_name;
use std::collections::BTreeMap;

/// Characters of prose that a row shows whole; longer text goes on in the next row.
const ROW_OF_PROSE: usize = 1_400;

fn table(input: &Input, lines: Vec<String>, heads: &[(&str, f64)], rows: Vec<Vec<Cell>>) -> Table {
    let mut all = vec![(text("consolidated.number", Lang::Vi), 5.0)];
    all.extend(heads.iter().map(|(id, width)| (text(id, Lang::Vi), *width)));
    Table {
        lines,
        heads: all,
        rows,
        frozen: 2,
        specimen: input.specimen,
    }
}

fn lines(input: &Input, title: &str) -> Vec<String> {
    let period = msg!("consolidated.period-line", period = input.period).say(Lang::Vi);
    vec![text(title, Lang::Vi), period]
}

/// Prose by question and unit.
pub(super) fn opinions(input: &Input, units: &[Unit]) -> Option<Table> {
    let mut rows = Vec::new();
    let mut asked = false;
    for form in &input.kit.forms {
        for field in form.fields().filter(|f| *f.kind() == Kind::Prose) {
            asked = true;
            for unit in units.iter().filter(|u| u.row.form == form.id) {
                let words = match unit.answer(&field.id()).map(|a| &a.answer) {
                    Some(Answer::Value(value)) => format::by_kind(value, &Kind::Prose),
                    Some(Answer::Nil { nil, .. }) => nil_word(*nil),
                    _ => continue,
                };
                for part in parts(&words) {
                    rows.push(vec![
                        Cell::Text(unit.row.name.clone()),
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

/// Long text in rows that a page can show, torn between paragraphs or words.
fn parts(words: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    for piece in words.split_inclusive(['\n', ' ']) {
        let longer = part.chars().count() + piece.chars().count();
        if longer > ROW_OF_PROSE && !part.is_empty() {
            parts.push(part.trim_end().to_owned());
            part.clear();
        }
        part.push_str(piece);
    }
    parts.push(part.trim_end().to_owned());
    parts
}

/// The rows that units added to a list.
pub(super) fn list(
    input: &Input,
    form: &Form,
    section: &Section,
    list: &ListDef,
    units: &[Unit],
) -> Table {
    let mut rows = Vec::new();
    let mut count = 0;
    for unit in units.iter().filter(|u| u.row.form == form.id) {
        let Some(reading) = unit.row.reading else {
            continue;
        };
        for row in reading.list(&section.id) {
            count += 1;
            let mut cells = vec![Cell::Text(unit.row.name.clone())];
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
            let mut said = nil_word(*nil);
            if !reason.is_empty() {
                said = format!("{said}: {reason}");
            }
            let mut cells = vec![Cell::Text(unit.row.name.clone()), Cell::Quiet(said)];
            cells.resize(list.columns.len() + 1, Cell::Blank);
            rows.push(cells);
        }
    }
    let mut heads = vec![
        (text("consolidated.number", Lang::Vi), 5.0),
        (text("consolidated.unit", Lang::Vi), 28.0),
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
        rows,
        frozen: 2,
        specimen: input.specimen,
    }
}

fn width(kind: &Kind) -> f64 {
    match kind {
        Kind::Text => 40.0,
        Kind::Prose => 70.0,
        Kind::Choice(_) => 24.0,
        _ => 15.0,
    }
}

/// The kit's own figures, with how many units stand behind each.
pub(super) fn figures(input: &Input) -> Option<Table> {
    let rows: Vec<Vec<Cell>> = input
        .kit
        .figures
        .iter()
        .filter_map(|def| input.figures.get(&def.id))
        .map(figure_row)
        .collect();
    let heads = [
        ("consolidated.figure", 60.0),
        ("consolidated.value", 34.0),
        ("consolidated.measure", 14.0),
        ("consolidated.coverage", 18.0),
        ("consolidated.formula", 44.0),
        ("consolidated.figure-id", 26.0),
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
                .map(|(_, v)| format::by_kind(v, &figure.kind))
                .collect();
            Cell::Text(shown.join("\n"))
        }
        FigureValue::Rows(rows) => {
            Cell::Text(msg!("consolidated.rows", count = rows.len()).say(Lang::Vi))
        }
        FigureValue::Missing(_) => Cell::Quiet(text("consolidated.missing", Lang::Vi)),
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
        Cell::Text(figure.formula.clone()),
        Cell::Text(figure.id.clone()),
    ]
}

/// What is to be mended or looked at, the worst first.
pub(super) fn findings(input: &Input) -> Table {
    let place: BTreeMap<&str, usize> = input
        .units
        .iter()
        .enumerate()
        .map(|(at, u)| (u.code.as_str(), at))
        .collect();
    let mut findings: Vec<&Finding> = input.findings.iter().collect();
    findings.sort_by_key(|f| {
        let unit = place.get(f.unit.as_str()).copied().unwrap_or(usize::MAX);
        (f.severity, unit)
    });
    let name = |code: &str| {
        let unit = place.get(code).and_then(|at| input.units.get(*at));
        unit.map_or_else(|| code.to_owned(), |u| u.name.clone())
    };
    let rows = findings
        .iter()
        .map(|f| {
            let cells: Vec<String> = f.cells.iter().map(involved).collect();
            vec![
                Cell::Text(name(&f.unit)),
                Cell::Centred(severity(f.severity)),
                Cell::Text(f.message.say(Lang::Vi)),
                Cell::Text(f.todo.say(Lang::Vi)),
                Cell::Text(cells.join("\n")),
                Cell::Text(f.reason.clone()),
                Cell::Centred(state(f.state)),
                Cell::Text(f.file.clone()),
                Cell::Text(f.id.clone()),
            ]
        })
        .collect();
    let heads = [
        ("consolidated.unit", 24.0),
        ("consolidated.severity", 13.0),
        ("consolidated.message", 52.0),
        ("consolidated.todo", 40.0),
        ("consolidated.cells", 46.0),
        ("consolidated.reason", 26.0),
        ("consolidated.state", 14.0),
        ("consolidated.file", 30.0),
        ("consolidated.finding-id", 20.0),
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
    format!("{}: {}{place}", cell.label, cell.shown)
}

fn severity(severity: Severity) -> String {
    match severity {
        Severity::Error => text("consolidated.severity-error", Lang::Vi),
        Severity::Warning => text("consolidated.severity-warning", Lang::Vi),
        Severity::Note => text("consolidated.severity-note", Lang::Vi),
    }
}

fn state(state: FindingState) -> String {
    match state {
        FindingState::Open => text("consolidated.finding-open", Lang::Vi),
        FindingState::Explained => text("consolidated.finding-explained", Lang::Vi),
        FindingState::Accepted => text("consolidated.finding-accepted", Lang::Vi),
        FindingState::Closed => text("consolidated.finding-closed", Lang::Vi),
    }
}

/// Every value with the file, sheet and cell it was read from.
pub(super) fn sources(input: &Input, units: &[Unit]) -> Table {
    let mut rows = Vec::new();
    for unit in units {
        let (Some(reading), Some(form)) = (unit.row.reading, input.kit.form(&unit.row.form)) else {
            continue;
        };
        for field in form.fields() {
            if let Some(answer) = unit.answer(&field.id()) {
                let part = section_title(field.section);
                rows.push(source(
                    unit,
                    form,
                    part,
                    field.label(),
                    answer,
                    field.kind(),
                ));
            }
        }
        for (section, list) in form.lists() {
            for (number, row) in (1u32..).zip(reading.list(&section.id)) {
                for (column, answer) in list.columns.iter().zip(&row.cells) {
                    let label = msg!(
                        "consolidated.list-cell",
                        row = number,
                        column = column.label
                    );
                    let (part, label) = (section_title(section), label.say(Lang::Vi));
                    rows.push(source(unit, form, part, label, answer, &column.kind));
                }
            }
        }
    }
    let heads = [
        ("consolidated.unit", 24.0),
        ("consolidated.code", 9.0),
        ("consolidated.form", 18.0),
        ("consolidated.part", 30.0),
        ("consolidated.label", 44.0),
        ("consolidated.value", 24.0),
        ("consolidated.raw", 24.0),
        ("consolidated.remark", 26.0),
        ("consolidated.file", 36.0),
        ("consolidated.sheet", 18.0),
        ("consolidated.cell", 9.0),
    ];
    table(
        input,
        lines(input, "consolidated.sources-title"),
        &heads,
        rows,
    )
}

fn source(
    unit: &Unit,
    form: &Form,
    part: String,
    label: String,
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
    vec![
        Cell::Text(unit.row.name.clone()),
        Cell::Centred(unit.row.code.clone()),
        Cell::Text(form.number.clone()),
        Cell::Text(part),
        Cell::Text(label),
        value,
        Cell::Text(brief(&answer.raw)),
        Cell::Text(brief(&answer.remark)),
        Cell::Text(unit.row.file.clone()),
        Cell::Text(sheet),
        Cell::Centred(cell),
    ]
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn long_prose_goes_on_in_the_next_row_without_losing_a_word() {
        let words = "một hai ba bốn ".repeat(300);
        let parts = parts(&words);
        assert!(parts.len() > 1);
        assert_eq!(parts.join(" "), words.trim_end());
        assert_eq!(super::parts(""), [""]);
    }
}
