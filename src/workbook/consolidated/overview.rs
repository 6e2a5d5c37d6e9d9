//! The first sheet: who answered, when, with which file, and what is still to be looked at.

use super::look::{self, Cell, ConsolidatedPage};
use super::{ConsolidatedInput, UnitRow};
use crate::msg;
use crate::words::{Lang, official};
use crate::workbook::height;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, Formula, Worksheet, XlsxError,
};

const HEADS: [(&str, f64); 13] = [
    ("consolidated.number", 5.0),
    ("consolidated.code", 9.0),
    ("consolidated.unit", 26.0),
    ("consolidated.type", 13.0),
    ("consolidated.group", 14.0),
    ("consolidated.form", 20.0),
    ("consolidated.state", 18.0),
    ("consolidated.received", 17.0),
    ("consolidated.file", 40.0),
    ("consolidated.errors", 10.0),
    ("consolidated.warnings", 10.0),
    ("consolidated.notes", 10.0),
    ("consolidated.signed", 24.0),
];
const STATE: u16 = 6;
/// Rows that the chart of states takes at least.
const CHART_ROWS: u32 = 9;

/// Writes the sheet.
pub(super) fn write(
    input: &ConsolidatedInput,
    tab: &str,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.set_name(tab)?;
    let at = input.written_at;
    let mut lines = vec![
        input.title.clone(),
        msg!("consolidated.period-line", period = input.period).say(Lang::Vi),
        msg!(
            "consolidated.made-line",
            time = format!("{:02}:{:02}", at.hour(), at.minute()),
            day = crate::value::format::day(at.date())
        )
        .say(Lang::Vi),
    ];
    if input.specimen {
        lines.push(official("consolidated.specimen-line"));
    }
    look::head(sheet, &lines)?;
    let states = states(&input.units);
    let counts = lines.len() as u32 + 1;
    let table = counts + (states.len() as u32 + 4).max(CHART_ROWS) + 1;
    let last = table + input.units.len() as u32;
    write_units(sheet, input, table)?;
    write_counts(sheet, input, &states, counts, (table + 1, last))?;
    chart(sheet, tab, counts, states.len() as u32)?;
    sheet.set_freeze_panes(table + 1, 0)?;
    ConsolidatedPage {
        landscape: true,
        repeat: Some((table, table)),
        specimen: input.specimen,
    }
    .set(sheet)
}

/// States without their reasons, in the order of the roster, with how many units are in each.
fn states(units: &[UnitRow]) -> Vec<(String, bool, u32)> {
    let mut states: Vec<(String, bool, u32)> = Vec::new();
    for unit in units {
        let (state, more) = match unit.state.split_once(':') {
            Some((state, _)) => (state.trim(), true),
            None => (unit.state.trim(), false),
        };
        match states.iter_mut().find(|(s, m, _)| s == state && *m == more) {
            Some((_, _, count)) => *count += 1,
            None => states.push((state.to_owned(), more, 1)),
        }
    }
    states
}

fn write_counts(
    sheet: &mut Worksheet,
    input: &ConsolidatedInput,
    states: &[(String, bool, u32)],
    top: u32,
    (first, last): (u32, u32),
) -> Result<(), XlsxError> {
    let range = |col: u16| {
        let col = column_number_to_name(col);
        format!("${col}${}:${col}${}", first + 1, last + 1)
    };
    let head = official("consolidated.state");
    look::spread(sheet, (top, 1), (top, 2), &head, &look::heading())?;
    let units = official("consolidated.units");
    sheet.write_string_with_format(top, 3, units, &look::heading())?;
    let mut row = top + 1;
    let count = |n: u32| look::total(&Cell::count(n));
    for (state, more, units) in states {
        look::spread(sheet, (row, 1), (row, 2), state, &look::framed())?;
        let wild = if *more { "&\":*\"" } else { "" };
        let formula = format!("=COUNTIF({},B{}{wild})", range(STATE), row + 1);
        let formula = Formula::new(formula).set_result(units.to_string());
        let format = look::framed().set_num_format("#,##0");
        sheet.write_formula_with_format(row, 3, formula, &format)?;
        row += 1;
    }
    let sums: [(&str, String, u32); 4] = [
        (
            "consolidated.all-units",
            format!("ROWS({})", range(2)),
            input.units.len() as u32,
        ),
        (
            "consolidated.errors",
            format!("SUM({})", range(9)),
            sum(input, |u| u.errors),
        ),
        (
            "consolidated.warnings",
            format!("SUM({})", range(10)),
            sum(input, |u| u.warnings),
        ),
        (
            "consolidated.notes",
            format!("SUM({})", range(11)),
            sum(input, |u| u.notes),
        ),
    ];
    for (id, formula, result) in sums {
        look::spread(sheet, (row, 1), (row, 2), &official(id), &look::group())?;
        let formula = Formula::new(format!("={formula}")).set_result(result.to_string());
        sheet.write_formula_with_format(row, 3, formula, &count(result))?;
        row += 1;
    }
    Ok(())
}

fn sum(input: &ConsolidatedInput, of: impl Fn(&UnitRow) -> u32) -> u32 {
    input.units.iter().map(of).fold(0, u32::saturating_add)
}

fn write_units(
    sheet: &mut Worksheet,
    input: &ConsolidatedInput,
    top: u32,
) -> Result<(), XlsxError> {
    let has_groups = input.units.iter().any(|u| !u.unit.group.is_empty());
    for (col, (id, width)) in (0u16..).zip(HEADS) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(top, col, official(id), &look::heading())?;
    }
    if !has_groups {
        sheet.set_column_hidden(4)?;
    }
    if input.units.iter().all(|u| u.signed.is_empty()) {
        sheet.set_column_hidden(HEADS.len() as u16 - 1)?;
    }
    sheet.set_row_height(top, 38)?;
    let mut row = top;
    for (number, unit) in (1u32..).zip(&input.units) {
        row += 1;
        let form = input.kit.form(&unit.unit.form);
        let form = form.map_or_else(|| unit.unit.form.to_string(), |f| f.number.clone());
        let count = |n: u32| if n == 0 { Cell::Blank } else { Cell::count(n) };
        let cells = [
            Cell::Centred(number.to_string()),
            Cell::Centred(unit.unit.code.to_string()),
            Cell::Text(unit.unit.name.clone()),
            Cell::Centred(unit.unit.type_label.clone()),
            Cell::Text(unit.unit.group.clone()),
            Cell::Text(form),
            Cell::Text(unit.state.clone()),
            Cell::Centred(time_shown(&unit.received_at)),
            Cell::Text(unit.files()),
            count(unit.errors),
            count(unit.warnings),
            count(unit.notes),
            Cell::Text(unit.signed.clone()),
        ];
        for (col, cell) in (0u16..).zip(&cells) {
            look::put(sheet, (row, col), cell)?;
        }
        let widths = HEADS.iter().map(|(_, width)| *width);
        sheet.set_row_height(
            row,
            height::of_row(cells.iter().map(Cell::text).zip(widths)),
        )?;
    }
    if row > top {
        sheet.autofilter(top, 0, row, HEADS.len() as u16 - 1)?;
    }
    Ok(())
}

/// `2020-11-05T09:12:00+07:00` as "05/11/2020 09:12"; anything else as it is.
fn time_shown(stamp: &str) -> String {
    match stamp.parse::<jiff::civil::DateTime>() {
        Ok(at) => format!(
            "{} {:02}:{:02}",
            crate::value::format::day(at.date()),
            at.hour(),
            at.minute()
        ),
        Err(_) => stamp.to_owned(),
    }
}

fn chart(sheet: &mut Worksheet, tab: &str, top: u32, states: u32) -> Result<(), XlsxError> {
    if states == 0 {
        return Ok(());
    }
    let mut font = ChartFont::new();
    font.set_name(look::FONT).set_size(11);
    let mut label = ChartDataLabel::new();
    label.show_value().set_font(&font);
    let mut chart = Chart::new_bar();
    chart
        .add_series()
        .set_categories((tab, top + 1, 1, top + states, 1))
        .set_values((tab, top + 1, 3, top + states, 3))
        .set_gap(60)
        .set_format(
            ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(look::SERIES[0])),
        )
        .set_data_label(&label);
    let mut bold = font.clone();
    bold.set_bold();
    chart
        .title()
        .set_name(&official("consolidated.chart-states"))
        .set_font(&bold);
    chart.legend().set_hidden();
    look::bar_axes(&mut chart, &font);
    chart
        .set_width(620)
        .set_height(20 * CHART_ROWS.max(states + 4));
    sheet.insert_chart_with_offset(top, 5, &chart, 10, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::time_shown;

    #[test]
    fn times_are_written_as_people_read_them() {
        assert_eq!(time_shown("2020-11-05T09:12:30+07:00"), "05/11/2020 09:12");
        assert_eq!(time_shown("hôm qua"), "hôm qua");
    }
}
